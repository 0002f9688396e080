"""A ledger whose writer is killed holds everything that the writer had reported as recorded."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from sayso.ledger import Ledger
from sayso.records import Claim, Decision, Event
from sayso.verify import verify
from tests.ledger.builders import MORNING, event_from, record_shelling

KILLS = 20


def _write_until_killed(path: Path, first: int, told: Connection) -> None:
    """Record, merge and decide in turn, telling each id only after its transaction is over."""
    with Ledger.open(path) as ledger:
        for number in count(first):
            report, claims = record_shelling(ledger, number)
            told.send(("report", report.id))
            event = event_from(ledger, claims)
            ledger.replace_events([event])
            told.send(("event", event.id))
            decision = Decision(f"d_{number}", "accept", (claims[0].id,), "Kim", MORNING, "")
            ledger.decide(decision)
            told.send(("decision", decision.id))


def _told_before_death(path: Path, first: int, chance: random.Random) -> list[tuple[str, str]]:
    """Let a writer work, kill it at a random moment, and return what it had told."""
    fresh = multiprocessing.get_context("spawn")
    ours, theirs = fresh.Pipe(duplex=False)
    writer = fresh.Process(target=_write_until_killed, args=(path, first, theirs))
    writer.start()
    theirs.close()
    told = [ours.recv() for _ in range(chance.randrange(1, 12))]
    time.sleep(chance.uniform(0, 0.006))
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    told += _rest(ours)
    return told


def _rest(ours: Connection) -> Iterator[tuple[str, str]]:
    try:
        while True:
            yield ours.recv()
    except EOFError:
        return


def _events(ledger: Ledger) -> Iterator[Event]:
    """Make one event of each report's claims, as the writer does."""
    by_report: dict[str, list[Claim]] = {}
    for claim in ledger.claims():
        by_report.setdefault(claim.report_id, []).append(claim)
    return (event_from(ledger, claims) for claims in by_report.values())


def test_what_was_told_as_recorded_outlives_the_writers_death(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    chance = random.Random(2022)
    told: list[tuple[str, str]] = []
    for kill in range(KILLS):
        told += _told_before_death(path, kill * 1000, chance)
        with Ledger.open(path, create=False) as ledger:
            decisions = {decision.id for decision in ledger.decisions()}
            for kind, identity in told:
                if kind == "report":
                    assert len(ledger.claims_of(identity)) == 2
                elif kind == "event":
                    assert ledger.event(identity) is not None
                else:
                    assert identity in decisions
            waiting = {claim.report_id for claim in ledger.unmerged_claims()}
            ledger.replace_events([event for event in _events(ledger) if waiting & set(event.reports)])
            assert verify(ledger, partial(_events, ledger)) == []
    assert len(told) >= KILLS
