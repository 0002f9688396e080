"""What is recorded comes back as it was, and recording twice changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.records import Problem, Skipped, Span, digest
from tests.builders import KHERSON, ODESA, a_claim
from tests.ledger.builders import (
    RAW,
    named,
    record_shelling,
    shelling_claims,
    shelling_report,
    start_run,
)


def test_a_report_comes_back_as_it_was(ledger: Ledger) -> None:
    report = shelling_report(
        author="A. Writer",
        published_source="meta tag",
        fetched=datetime(2024, 5, 9, 7, 30, tzinfo=UTC),
        source_id="17",
        skipped=(Skipped(Span(0, 6), "teaser"),),
    )
    ledger.record(start_run(ledger), report, RAW, ())
    assert ledger.report(report.id) == report


def test_claims_come_back_as_they_were(ledger: Ledger) -> None:
    report, claims = record_shelling(ledger)
    assert tuple(ledger.claim(claim_id) for claim_id in ledger.claims_of(report.id)) == claims


def test_raw_bytes_come_back_as_they_were(ledger: Ledger) -> None:
    record_shelling(ledger)
    assert ledger.raw(digest(RAW)) == RAW


def test_an_input_is_known_by_its_bytes_and_url(ledger: Ledger) -> None:
    report, _ = record_shelling(ledger)
    assert ledger.has_input(digest(RAW), report.url)
    assert not ledger.has_input(digest(RAW), "https://example.org/elsewhere")
    assert not ledger.has_input(digest(RAW), None)


def test_an_unknown_report_is_named(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no report r_0"):
        ledger.report("r_0")


def test_recording_twice_with_the_same_inputs_changes_nothing(ledger: Ledger) -> None:
    report, claims = record_shelling(ledger)
    ledger.replace_events((), settled=[claim.id for claim in claims])
    before = ledger.counts()
    assert not ledger.record(start_run(ledger), report, RAW, claims)
    assert ledger.counts() == before
    assert ledger.unmerged_claims() == ()


def test_a_newer_coding_replaces_the_current_claims_and_keeps_the_older(ledger: Ledger) -> None:
    report, (hit, arrested) = record_shelling(ledger)
    sharper = named(replace(hit, mode="artillery"))
    assert ledger.record(start_run(ledger, "2.0"), report, RAW, [sharper])
    assert list(ledger.claims()) == [sharper]
    assert ledger.claim(arrested.id) == arrested
    assert ledger.successors([hit.id, arrested.id]) == {hit.id: (sharper.id,)}


def test_an_older_version_coding_again_makes_its_claims_current_again(ledger: Ledger) -> None:
    report, claims = record_shelling(ledger)
    ledger.record(start_run(ledger, "2.0"), report, RAW, ())
    ledger.record(start_run(ledger, "1.0"), report, RAW, claims)
    assert tuple(ledger.claims()) == claims


def test_a_claim_coded_again_keeps_its_place_and_takes_the_new_score(ledger: Ledger) -> None:
    report, (hit, arrested) = record_shelling(ledger)
    surer = replace(hit, score=0.99)
    ledger.record(start_run(ledger, "2.0"), report, RAW, [arrested, surer])
    assert list(ledger.claims()) == [surer, arrested]


def test_a_report_may_hold_no_claims(ledger: Ledger) -> None:
    report = shelling_report()
    run = start_run(ledger)
    ledger.record(run, report, RAW, ())
    assert ledger.is_coded(run, report.id)
    assert ledger.claims_of(report.id) == ()


def test_one_page_may_carry_many_reports(ledger: Ledger) -> None:
    for number in range(3):
        record_shelling(ledger, number)
    assert ledger.raw_digests() == (digest(RAW),)


def test_all_current_claims_come_in_recorded_order_across_portions(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ledger.stored_claims._PORTION", 3)
    recorded = [claim for number in range(4) for claim in record_shelling(ledger, number)[1]]
    assert list(ledger.claims()) == recorded


def test_claims_of_a_block_are_found_and_no_others(ledger: Ledger) -> None:
    _, (hit, _) = record_shelling(ledger, 1)
    _, (hit_again, _) = record_shelling(ledger, 2)
    assert ledger.ids_in_block("ASSAULT") == tuple(sorted((hit.id, hit_again.id)))
    assert ledger.ids_in_block("PROTEST") == ()


def test_a_claim_no_longer_current_leaves_its_blocks(ledger: Ledger) -> None:
    report, _ = record_shelling(ledger)
    ledger.record(start_run(ledger, "2.0"), report, RAW, ())
    assert (ledger.ids_in_block("ASSAULT"), ledger.ids_in_block("COERCE")) == ((), ())


def test_a_problem_met_by_every_run_stands_once(ledger: Ledger) -> None:
    problem = Problem("https://example.org/9", "reading", "The page is empty.")
    for _ in range(2):
        ledger.record_problem(start_run(ledger), problem)
    assert ledger.problems() == (problem,)


def test_problems_of_a_report_are_recorded_with_it(ledger: Ledger) -> None:
    report = shelling_report()
    problem = Problem("https://example.org/0", "coding", "One sentence is too long.", report.id)
    ledger.record(start_run(ledger), report, RAW, (), problems=[problem])
    assert ledger.problems() == (problem,)


def test_a_claim_whose_id_is_not_its_digest_is_refused(ledger: Ledger) -> None:
    report = shelling_report()
    claim = replace(shelling_claims(report)[0], mode="artillery")
    with pytest.raises(LedgerError, match="should be called"):
        ledger.record(start_run(ledger), report, RAW, [claim])
    assert not ledger.has_report(report.id)


def test_a_span_outside_the_text_is_refused(ledger: Ledger) -> None:
    report = shelling_report()
    claim = named(replace(shelling_claims(report)[0], sentence=Span(0, 4000)))
    with pytest.raises(LedgerError, match="points at characters 0 to 4000"):
        ledger.record(start_run(ledger), report, RAW, [claim])


def test_a_claim_of_another_report_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="it came with"):
        ledger.record(start_run(ledger), shelling_report(1), RAW, shelling_claims(shelling_report(2)))


def test_raw_bytes_with_another_digest_are_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    report = shelling_report()
    with pytest.raises(LedgerError, match="do not have the digest"):
        ledger.record(start_run(ledger), report, b"something else", ())
    assert not ledger.has_report(report.id)


def test_ids_are_completed_from_their_start(ledger: Ledger) -> None:
    report, (hit, _) = record_shelling(ledger)
    assert ledger.full_id(report.id[:8]) == report.id
    assert ledger.full_id(hit.id) == hit.id


@pytest.mark.parametrize("start", ["c_", "r_"])
def test_an_ambiguous_start_is_refused(ledger: Ledger, start: str) -> None:
    for number in range(3):
        record_shelling(ledger, number)
    with pytest.raises(LedgerError, match="Several ids"):
        ledger.full_id(start)


@pytest.mark.parametrize("start", ["x", "", "e_ffff", "c_%"])
def test_an_id_that_is_none_is_refused(ledger: Ledger, start: str) -> None:
    record_shelling(ledger)
    with pytest.raises(LedgerError):
        ledger.full_id(start)


def test_more_claims_than_one_statement_may_name(ledger: Ledger) -> None:
    text = "Shots were fired. " * 1200
    report = shelling_report(text=text)
    claims = [
        named(
            replace(
                a_claim(report, "fired"), trigger=Span(11 + 18 * i, 16 + 18 * i), sentence=Span(18 * i, 17 + 18 * i)
            )
        )
        for i in range(1200)
    ]
    ledger.record(start_run(ledger), report, RAW, claims)
    assert len(ledger.claims_by_id(claim.id for claim in claims)) == 1200


def test_an_outlets_places_are_those_of_its_latest_claims(ledger: Ledger) -> None:
    older, _ = record_shelling(ledger, 0, place=KHERSON)
    newer, _ = record_shelling(ledger, 1, place=ODESA)
    assert older.outlet == newer.outlet
    assert older.outlet is not None
    assert ledger.places_of_outlet(older.outlet) == {older.id: (KHERSON,) * 2, newer.id: (ODESA,) * 2}
    assert ledger.places_of_outlet(older.outlet, most=2) == {newer.id: (ODESA,) * 2}
    assert ledger.places_of_outlet("The Daily Elsewhere") == {}
