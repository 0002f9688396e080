"""What people and programs do with a ledger, on invented reports: add some, review some, look around.

Each function does one piece of work through the same calls as the commands, and tells of everything that the ledger has
said is recorded, as soon as it has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from evaluation.synthetic import coded_report
from sayso import pipeline
from sayso.coding import Coding
from sayso.errors import UsageError
from sayso.ledger import EventQuery, Ledger
from sayso.reading import Reading
from sayso.records import Event, Problem, Report, Verdict, digest
from sayso.reviewing import Judge, decide, queue, undo

MIN_SCORE = 0.6

Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class InventedCoder:
    """Gives each invented report the claims it was invented with."""

    digests: Mapping[str, str]
    number_of: Mapping[str, int]

    def code(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Code reports one after another."""
        for report in reports:
            coded = coded_report(self.number_of[report.id])
            yield Coding(report, (coded.shared, coded.own), (), (), ())


def add(ledger: Ledger, numbers: range, tell: Tell) -> None:
    """Add the invented reports of these numbers, as `sayso add` does, in a run that starts and ends."""
    made = {number: coded_report(number).report for number in numbers}
    readings = [_reading(report) for report in made.values()]
    coder = InventedCoder({}, {report.id: number for number, report in made.items()})
    run = ledger.start_run("synthetic", {}, {}, datetime.now(UTC))
    tell("run", str(run))
    for item in pipeline.add_read(iter(readings), coder, ledger, run, MIN_SCORE):
        if not isinstance(item, Problem):
            tell("report", item.report_id)
    ledger.end_run(run, datetime.now(UTC))


def review(ledger: Ledger, chance: Random, by: str, tell: Tell) -> None:
    """Decide once about something in the queue or the list, or take a decision back, and let events follow."""
    waiting = queue(ledger, limit=10)
    events = [item.event for item in waiting] or list(ledger.events(EventQuery(limit=10)))
    if not events:
        return
    judge = Judge(by, datetime.now(UTC), f"seen {chance.random():.6f}")
    try:
        for decision in _decided(ledger, chance, events, judge):
            tell("decision", decision)
    except UsageError:
        return  # somebody else was quicker: the event is gone, or the decision is undone already
    pipeline.merge(ledger, MIN_SCORE)


def _decided(ledger: Ledger, chance: Random, events: list[Event], judge: Judge) -> list[str]:
    verdict = chance.choice(list(Verdict))
    event, other = chance.choice(events), chance.choice(events)
    claim = chance.choice(event.claims)
    if verdict is Verdict.UNDO:
        made = ledger.decisions(event.claims)
        return [undo(ledger, chance.choice(made).id, judge).id] if made else []
    if verdict is Verdict.CORRECT:
        members = {"mode": chance.choice(["heavy-weapons", "firearms", "explosives", None])}
        if ledger.claim(claim).event_type != "ASSAULT":
            members = {"certainty": chance.choice(["hedged", "denied", "asserted"])}
        return [decision.id for decision in decide(ledger, verdict, [claim], judge, members)]
    ids = [event.claims[0], other.claims[-1]] if verdict in (Verdict.SAME, Verdict.DIFFERENT) else [claim]
    return [decision.id for decision in decide(ledger, verdict, ids, judge)]


def look(ledger: Ledger, chance: Random) -> None:
    """Ask what a page of the desk asks, and raise if the answers contradict each other.

    Raises:
        AssertionError: an event names a claim or report that the ledger does not give.
    """
    words = chance.choice(["market", "police arrested", "shells -drones", "governor", "ka*"])
    query = chance.choice(
        [EventQuery(limit=20), EventQuery(words=words, limit=20), EventQuery(country="UKR", limit=20)]
    )
    found = list(ledger.events(query))
    queue(ledger, limit=5)
    if not found:
        return
    event = chance.choice(found)
    claims = ledger.claims_by_id(event.claims)
    assert set(claims) == set(event.claims), f"{event.id} names claims that are not there"
    for report_id in event.reports:
        assert ledger.report(report_id).id == report_id
    ledger.review_of(event.claims)


def lost(ledger: Ledger, told: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what was told as recorded and is not there, or not whole."""
    run_ids = {subject for kind, subject in ledger.linked() if kind == "run started"}
    return [(kind, identity) for kind, identity in told if not _is_there(ledger, kind, identity, run_ids)]


def _is_there(ledger: Ledger, kind: str, identity: str, run_ids: set[str]) -> bool:
    if kind == "report":
        return ledger.has_report(identity) and len(ledger.every_claim_of(identity)) >= 2
    return identity in run_ids if kind == "run" else ledger.has_decision(identity)


def _reading(report: Report) -> Reading:
    raw = report.text.encode()
    return Reading(replace(report, raw_digest=digest(raw)), raw)
