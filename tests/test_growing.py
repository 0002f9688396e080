"""A ledger that grows report by report, in any order, holds what a ledger filled at once holds."""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from evaluation.hand_coded import stories

from sayso.ledger import Ledger
from sayso.pipeline import merge, rebuilt_events
from sayso.records import Claim, Event, Report
from tests.ledger.builders import named

NOW = datetime(2024, 5, 9, 8, 0, tzinfo=UTC)
SCORE = 0.6


def coded_reports() -> list[tuple[Report, tuple[Claim, ...]]]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    half = stories("dev")
    for row in half.coded:
        claims[row.report.id].append(named(row.claim))
    return [(half.reports[report_id], tuple(found)) for report_id, found in claims.items()]


def grown(reports: Iterable[tuple[Report, tuple[Claim, ...]]], at_a_time: int) -> Ledger:
    ledger = Ledger.open(":memory:")
    run = ledger.start_run("1", {}, {}, NOW)
    for number, (report, claims) in enumerate(reports):
        ledger.record(run, report, None, claims)
        if number % at_a_time == 0:
            merge(ledger, SCORE)
    merge(ledger, SCORE)
    return ledger


def shape(events: Iterable[Event]) -> set[tuple[frozenset[str], int]]:
    return {(frozenset(event.claims), len(event.covers)) for event in events}


@pytest.mark.parametrize("representatives", [2, 5, 64])
def test_any_order_of_reports_gives_the_same_events_and_a_rebuild_too(monkeypatch, representatives):
    monkeypatch.setattr("sayso.merging.blocking.REPRESENTATIVES", representatives)
    reports = coded_reports()
    shapes = []
    for seed, at_a_time in ((1, 1), (2, 7), (3, 500)):
        random.Random(seed).shuffle(reports)
        with grown(reports, at_a_time) as ledger:
            stored = sorted(ledger.events(), key=lambda event: event.id)
            assert stored == sorted(rebuilt_events(ledger, SCORE), key=lambda event: event.id)
            shapes.append(shape(stored))
    assert shapes[0] == shapes[1] == shapes[2]


def test_a_sum_no_longer_covers_what_was_withdrawn():
    reports = coded_reports()
    with grown(reports, 500) as ledger:
        total = next(event for event in ledger.events() if len(event.covers) == 3)
        lost = ledger.event_of(
            next(identity for identity in total.covers if len(ledger.event_of(identity).reports) == 1)
        )
        (report_id,) = lost.reports
        ledger.record(ledger.start_run("2", {}, {}, NOW), ledger.report(report_id), None, ())
        merge(ledger, SCORE)
        assert lost.id not in ledger.event_of(total.id).covers
        assert sorted(ledger.events(), key=lambda e: e.id) == sorted(rebuilt_events(ledger, SCORE), key=lambda e: e.id)
