from dataclasses import replace
from datetime import date

import pytest

from sayso.merging.corroboration import say_sos_of, standing_of
from sayso.records import Actor, Certainty, Side, Standing
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


def test_a_chain_of_outlets_leads_back_to_the_first():
    say_sos = counted(
        ("Radio Kivu", (), Certainty.ASSERTED),
        ("Lake Herald", (said_by("Radio Kivu"),), Certainty.ASSERTED),
        ("Meridian", (said_by("the Lake Herald"),), Certainty.ASSERTED),
    )
    assert [(say_so.source, len(say_so.reports)) for say_so in say_sos] == [("Radio Kivu", 3)]


def test_outlets_that_only_cite_each_other_are_one():
    say_sos = counted(
        ("Delta Times", (said_by("Port City News"),), Certainty.ASSERTED),
        ("Port City News", (said_by("Delta Times"),), Certainty.ASSERTED),
    )
    assert len(say_sos) == 1


def test_a_surname_borne_by_two_joins_one_of_them():
    say_sos = counted(
        ("A", (said_by("Governor Serhiy Melnyk", None, "UKR", "GOV"),), Certainty.ASSERTED),
        ("B", (said_by("Mayor Oksana Melnyk", None, "UKR", "GOV"),), Certainty.ASSERTED),
        ("C", (said_by("Melnyk", None, "UKR", "GOV"),), Certainty.ASSERTED),
    )
    assert sorted(len(say_so.reports) for say_so in say_sos) == [1, 2]


def test_the_first_report_and_its_channel_are_kept():
    television = said_by("Marchuk", "state television", "UKR", "GOV")
    claims, reports = reports_and_claims(
        ("Late", (television,), Certainty.ASSERTED), ("Early", (GOVERNOR,), Certainty.ASSERTED)
    )
    late, early = reports.values()
    reports[early.id] = replace(early, published=date(2024, 5, 1))
    (say_so,) = say_sos_of(claims, reports, {})
    assert (say_so.first_report, say_so.channel) == (early.id, "Telegram")
    assert set(say_so.reports) == {early.id, late.id}


def test_who_takes_back_what_he_said_denies_it():
    claims, reports = reports_and_claims(*(("A", (GOVERNOR,), c) for c in (Certainty.ASSERTED, Certainty.DENIED)))
    first, second = reports.values()
    reports[second.id] = replace(second, published=date(2024, 5, 20))
    (say_so,) = say_sos_of(claims, reports, {})
    assert say_so.certainty is Certainty.DENIED
    assert first.published != reports[second.id].published


@pytest.mark.parametrize(
    ("source", "side"),
    [
        (said_by("the defence ministry", None, "RUS", "GOV"), Side.ACTOR),
        (said_by("Governor Olena Marchuk", None, "UKR", "GOV"), Side.RECIPIENT),
        (said_by("Relief Watch", None, None, "NGO"), Side.THIRD_PARTY),
    ],
)
def test_parties_to_the_event_are_told_from_third_parties(source, side):
    report = a_report("Russian troops shelled Ukrainian police.")
    actor, recipient = Actor((), "Russian troops", "RUS", "MIL"), Actor((), "Ukrainian police", "UKR", "COP")
    claim = a_claim(report, "shelled", actors=(actor,), recipients=(recipient,), attributions=(source,))
    (say_so,) = say_sos_of([claim], {report.id: report}, {})
    assert say_so.side is side
