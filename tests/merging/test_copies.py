from datetime import date

from sayso.merging.copies import copies_of
from tests.builders import a_report

WIRE = (
    "Three rockets struck the covered market of a farming village on Thursday morning while traders were laying out "
    "potatoes and second-hand coats, and nine people were pulled dead from under the roof. Firemen from two districts "
    "worked until dusk. The regional prosecutor opened a case. A woman who sells honey said that she had gone to fetch "
    "change when the first rocket fell and that nothing was left of her stall when she came back."
)


def named(outlet, text, day):
    return a_report(text, outlet=outlet, published=date(2024, 5, day))


def found(*reports):
    by_id = {report.id: report for report in reports}
    return {by_id[copy].outlet: by_id[original].outlet for copy, original in copies_of(by_id).items()}


def test_a_lightly_edited_copy_points_at_the_earliest():
    edited = WIRE.replace("Thursday morning", "Thursday").replace("nine people", "at least nine people")
    assert found(named("Paper", edited, 8), named("Wire", WIRE, 7)) == {"Paper": "Wire"}


def test_a_copy_cut_short_is_still_a_copy():
    assert found(named("Wire", WIRE, 7), named("Paper", WIRE[:300], 8)) == {"Paper": "Wire"}


def test_a_copy_of_a_copy_points_at_the_first():
    chain = [named("Wire", WIRE, 6), named("Paper", WIRE + " More soon.", 7), named("Site", WIRE + " More soon!!", 8)]
    assert set(found(*chain).values()) == {"Wire"}


def test_reports_in_their_own_words_are_no_copies():
    other = (
        "Officials counted nine dead in the village whose market hall collapsed under fire on Thursday. Traders had "
        "only just opened. Rescue crews came from as far as the district capital and searched through the afternoon, "
        "and prosecutors said an inquiry was under way into what they called a crime without any military purpose."
    )
    assert found(named("Wire", WIRE, 7), named("Paper", other, 8)) == {}
