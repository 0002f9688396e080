import pytest

from sayso.merging.corroboration import say_sos_of, standing_of
from sayso.records import Certainty, Standing
from tests.builders import a_claim, a_report, said_by

GOVERNOR = said_by("Governor Olena Marchuk", "Telegram", "UKR", "GOV")


def reports_and_claims(*specifications):
    """Each specification is (outlet, attributions, certainty)."""
    reports, claims = {}, []
    for number, (outlet, attributions, certainty) in enumerate(specifications):
        report = a_report(f"A shell hit Kherson, version {number}.", outlet=outlet)
        reports[report.id] = report
        claims.append(a_claim(report, "hit", attributions=attributions, certainty=certainty))
    return claims, reports


def counted(*specifications, copies=None):
    claims, reports = reports_and_claims(*specifications)
    return say_sos_of(claims, reports, copies or {})


def test_ten_outlets_that_repeat_one_post_are_one_say_so():
    say_sos = counted(*[(f"Outlet {i}", (GOVERNOR,), Certainty.ASSERTED) for i in range(10)])
    assert [(say_so.source, len(say_so.reports)) for say_so in say_sos] == [("Governor Olena Marchuk", 10)]


def test_a_short_name_is_the_same_voice():
    say_sos = counted(
        ("A", (GOVERNOR,), Certainty.ASSERTED), ("B", (said_by("Marchuk", None, "UKR", "GOV"),), Certainty.ASSERTED)
    )
    assert len(say_sos) == 1


@pytest.mark.parametrize("nameless", [said_by("a Ukrainian governor", None, "UKR", "GOV"), said_by("local media")])
def test_a_nameless_voice_is_counted_with_the_named_one_it_may_be(nameless):
    say_sos = counted(("A", (GOVERNOR,), Certainty.ASSERTED), ("B", (nameless,), Certainty.ASSERTED))
    assert [say_so.source for say_so in say_sos] == ["Governor Olena Marchuk"]


def test_a_nameless_voice_does_not_make_two_named_ones_one():
    mayor = said_by("Mayor Petro Bilyk", None, "UKR", "GOV")
    officials = said_by("officials", None, "UKR", "GOV")
    say_sos = counted(*(("A", (source,), Certainty.ASSERTED) for source in (officials, GOVERNOR, mayor)))
    assert len(say_sos) == 2


def test_an_outlet_citing_another_leads_back_to_the_official():
    say_sos = counted(
        ("Slobidska Hromada", (GOVERNOR,), Certainty.ASSERTED),
        ("Daily Flash", (said_by("Slobidska Hromada"),), Certainty.ASSERTED),
    )
    assert [say_so.source for say_so in say_sos] == ["Governor Olena Marchuk"]


def test_nested_sources_count_as_the_innermost():
    say_sos = counted(("A", (said_by("Reuters"), GOVERNOR), Certainty.ASSERTED), ("B", (GOVERNOR,), Certainty.ASSERTED))
    assert len(say_sos) == 1


def test_an_outlets_headline_is_no_say_so_beside_the_source_it_names():
    report = a_report("Shell hits Kherson. A shell hit Kherson, the governor said.")
    claims = [a_claim(report, "hits"), a_claim(report, "hit Kherson,", attributions=(GOVERNOR,))]
    assert len(say_sos_of(claims, {report.id: report}, {})) == 1


def test_a_copy_adds_no_voice():
    claims, reports = reports_and_claims(("Wire", (), Certainty.ASSERTED), ("Paper", (), Certainty.ASSERTED))
    copies = {claims[1].report_id: claims[0].report_id}
    assert len(say_sos_of(claims, reports, copies)) == 1


def test_two_outlets_that_saw_it_themselves_are_two():
    assert len(counted(("A", (), Certainty.ASSERTED), ("B", (), Certainty.ASSERTED))) == 2


@pytest.mark.parametrize(
    ("specifications", "standing"),
    [
        ([("A", (GOVERNOR,), Certainty.ASSERTED)], Standing.REPORTED),
        ([("A", (GOVERNOR,), Certainty.ASSERTED), ("B", (), Certainty.ASSERTED)], Standing.CORROBORATED),
        (
            [
                ("A", (GOVERNOR,), Certainty.ASSERTED),
                ("B", (said_by("General Petro Bilyk", None, "UKR", "MIL"),), Certainty.ASSERTED),
            ],
            Standing.REPORTED,
        ),
        (
            [("A", (GOVERNOR,), Certainty.ASSERTED), ("B", (said_by("The Kremlin", None, "RUS"),), Certainty.DENIED)],
            Standing.DISPUTED,
        ),
        ([("B", (said_by("The Kremlin", None, "RUS"),), Certainty.DENIED)], Standing.DENIED),
        ([("A", (GOVERNOR,), Certainty.HEDGED), ("B", (), Certainty.ASSERTED)], Standing.REPORTED),
    ],
)
def test_standing_follows_from_who_vouches(specifications, standing):
    assert standing_of(counted(*specifications)) is standing
