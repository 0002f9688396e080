"""The whole story on one page: read, code, record, merge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.coding import Coder, Coding
from sayso.errors import ReportError
from sayso.ledger import Ledger
from sayso.merging.blocking import blocks_of, stands_for_all_anew, worth_comparing
from sayso.merging.clustering import Happening, Rulings, happenings_around
from sayso.merging.evidence import Evidence, evidence
from sayso.merging.summary import event_id, event_of
from sayso.reading import Reading, ReadingOptions, Readings, read
from sayso.records import Claim, Event, Problem, Report, Verdict
from sayso.reviewing.ranking import worth

# Enough texts at a time for the parser to work in bulk, few enough that little is lost when the power goes.
_BATCH = 16
_RECORDED_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input: a coding new to the ledger, or a report it knew already."""

    coding: Coding | None
    report_id: str


def code(inputs: Iterable[str], options: ReadingOptions, coder: Coder) -> Iterator[Coding | Problem]:
    """Read and code inputs without a ledger, in their order; what can't be read or coded becomes a Problem."""
    for group in _batches(read(inputs, options)):
        yield from _coded(group, coder)


def add(
    inputs: Iterable[str], options: ReadingOptions, coder: Coder, ledger: Ledger, run_id: int, min_score: float
) -> Iterator[Added | Problem]:
    """Read, code and record inputs and merge their claims into events.

    Each report is recorded whole or not at all. Reports the ledger holds are passed over, so that an interrupted
    call goes on where it stopped when it is repeated.
    """
    yield from add_read(read(inputs, options), coder, ledger, run_id, min_score)


def add_read(
    readings: Readings, coder: Coder, ledger: Ledger, run_id: int, min_score: float
) -> Iterator[Added | Problem]:
    """Add what was read already, as `add` does."""
    merge(ledger, min_score)
    for group in _batches(readings):
        new = [item for item in group if isinstance(item, Problem) or not ledger.has_report(item.report.id)]
        for item in group:
            if item not in new and isinstance(item, Reading):
                yield Added(None, item.report.id)
        raw = {item.report.id: item.raw for item in new if isinstance(item, Reading)}
        for result in _coded(new, coder):
            if isinstance(result, Problem):
                ledger.record_problem(run_id, result)
                yield result
            else:
                ledger.record(run_id, result.report, raw[result.report.id], result.claims)
                yield Added(result, result.report.id)
        merge(ledger, min_score)


def add_coded(
    results: Iterable[tuple[Report, Sequence[Claim]] | Problem], ledger: Ledger, run_id: int, min_score: float
) -> Iterator[str | Problem]:
    """Record reports that were coded elsewhere and merge their claims; yield each new report's id, and each Problem."""
    items = iter(results)
    while group := list(islice(items, _RECORDED_TOGETHER)):
        for item in group:
            if isinstance(item, Problem):
                ledger.record_problem(run_id, item)
                yield item
            elif not ledger.has_report(item[0].id):
                report, claims = item
                ledger.record(run_id, report, None, claims)
                yield report.id
        merge(ledger, min_score)


def _batches(readings: Iterator[Reading | Problem]) -> Iterator[list[Reading | Problem]]:
    while group := list(islice(readings, _BATCH)):
        yield group


def _coded(group: Sequence[Reading | Problem], coder: Coder) -> Iterator[Coding | Problem]:
    """Code the readings of a group in bulk, with each Problem kept in its place."""
    codings = coder.code([item.report for item in group if isinstance(item, Reading)])
    for item in group:
        if isinstance(item, Problem):
            yield item
            continue
        try:
            yield next(codings)
        except ReportError as error:
            yield Problem(item.report.url or item.report.source_id or item.report.id, "coding", str(error))


def merge(ledger: Ledger, min_score: float) -> None:
    """Merge every claim that is recorded and not yet part of an event, and recompute each event they touch.

    Claims that no longer stand, since a newer coding does not make them or a person rejected them, leave their events,
    whose other claims are clustered again. Others may record meanwhile; nobody else merges.
    """
    with ledger.merging():
        _merge(ledger, min_score)


def _merge(ledger: Ledger, min_score: float) -> None:
    waiting, withdrawn = ledger.unmerged_claims(), ledger.withdrawn_claims()
    ledger.put_in_blocks({claim.id: blocks_of(claim) for claim in waiting})
    broken = [ledger.event_of(event_id) for event_id in set(ledger.event_ids_of(withdrawn).values())]
    left_behind = {claim_id for event in broken for claim_id in event.claims} - set(withdrawn)
    neighbourhood = _Neighbourhood(ledger)
    seeds = {*left_behind, *(claim.id for claim in waiting), *neighbourhood.shaken(waiting, withdrawn)}
    happenings = neighbourhood.happenings_around(seeds, min_score)
    computed = list(_events(ledger, happenings))
    changed = [event for event, _ in computed]
    touched = [*withdrawn, *(member.id for happening in happenings for member in happening.members)]
    removed = set(ledger.event_ids_of(touched).values()) - {event.id for event in changed}
    if changed or removed:
        worth = {event.id: value for event, value in computed}
        ledger.replace_events(changed, sorted(removed), settled=withdrawn, worth=worth)


def rebuilt_events(ledger: Ledger, min_score: float) -> Iterator[Event]:
    """Compute every event afresh from claims and decisions; the ledger's stored events must equal these."""
    neighbourhood = _Neighbourhood(ledger)
    done: set[str] = set()
    for claim in ledger.claims():
        if claim.id not in done:
            happenings = neighbourhood.happenings_around([claim.id], min_score)
            done |= {member.id for happening in happenings for member in happening.members}
            yield from (event for event, _ in _events(ledger, happenings))


class _Neighbourhood:
    """The claims of a ledger by the blocks they share and by what people ruled, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._of_claim: dict[str, Evidence] = {}
        self._ids_of_block: dict[str, tuple[str, ...]] = {}
        self._reports: dict[str, Report] = {}
        self._ruled: dict[str, tuple[Evidence, ...]] = {}
        self._same: set[frozenset[str]] = set()
        self._different: set[frozenset[str]] = set()
        self._has_rulings = ledger.has_rulings()

    def happenings_around(self, seeds: Iterable[str], min_score: float) -> list[Happening]:
        """Group the seeds and every claim their links lead to."""
        # The two sets fill up while neighbours are asked for, always before the pairs they are about are compared.
        rulings = Rulings(self._same, self._different)
        return happenings_around(self._evidences(sorted(seeds)), self._neighbours, min_score, rulings)

    def shaken(self, waiting: Iterable[Claim], withdrawn: Iterable[str]) -> set[str]:
        """Return the claims that are to be compared anew since others came or went beside them.

        They are those of a hot block that others stand for now, and the sums that may have covered what went.
        """
        new = {claim.id: claim for claim in waiting}
        gone = self._ledger.claims_by_id(withdrawn)
        found: set[str] = set()
        for block in sorted({block for claim in (*new.values(), *gone.values()) for block in blocks_of(claim)}):
            now = self._ids_in(block)
            before = (set(now) - new.keys()) | {claim_id for claim_id in gone if block in blocks_of(gone[claim_id])}
            if stands_for_all_anew(before, now):
                found.update(now)
            elif not before <= set(now):
                found.update(one.id for one in self._evidences(now) if one.sums_up)
        return found

    def _neighbours(self, one: Evidence) -> Iterator[Evidence]:
        yield from self._ruled_with(one.id)
        for block in blocks_of(one.claim):
            yield from self._evidences(worth_comparing(one.id, self._ids_in(block)))

    def _ids_in(self, block: str) -> tuple[str, ...]:
        if block not in self._ids_of_block:
            self._ids_of_block[block] = self._ledger.ids_in_block(block)
        return self._ids_of_block[block]

    def _evidences(self, claim_ids: Sequence[str]) -> list[Evidence]:
        """Return the evidence of claims, reading those not read yet in one go."""
        missing = [claim_id for claim_id in claim_ids if claim_id not in self._of_claim]
        for claim in self._ledger.claims_by_id(missing).values() if missing else ():
            self._evidence(claim)
        return [self._of_claim[claim_id] for claim_id in claim_ids]

    def _ruled_with(self, claim_id: str) -> tuple[Evidence, ...]:
        """Return the claims that people put together with this one or kept apart from it."""
        if not self._has_rulings:
            return ()
        if claim_id not in self._ruled:
            pairs = self._ledger.ruled_pairs([claim_id])
            self._same |= {pair for pair, verdict in pairs.items() if verdict is Verdict.SAME}
            self._different |= {pair for pair, verdict in pairs.items() if verdict is Verdict.DIFFERENT}
            others = {other for pair in pairs for other in pair} - {claim_id}
            found = self._ledger.claims_by_id(sorted(others)).values()
            self._ruled[claim_id] = tuple(self._evidence(claim) for claim in found)
        return self._ruled[claim_id]

    def _evidence(self, claim: Claim) -> Evidence:
        if claim.id not in self._of_claim:
            if claim.report_id not in self._reports:
                self._reports[claim.report_id] = self._ledger.report(claim.report_id)
            self._of_claim[claim.id] = evidence(claim, self._reports[claim.report_id])
        return self._of_claim[claim.id]


def _events(ledger: Ledger, happenings: Sequence[Happening]) -> Iterator[tuple[Event, float]]:
    """Add up each happening, and say how much a person's look at it would improve the ledger."""
    recorded = [ledger.in_order_recorded([member.claim for member in happening.members]) for happening in happenings]
    event_of_claim = {claim.id: event_id(claims) for claims in recorded for claim in claims}
    for happening, claims in zip(happenings, recorded, strict=True):
        yield _event(ledger, claims, sorted({event_of_claim[claim_id] for claim_id in happening.covers}))


def _event(ledger: Ledger, claims: Sequence[Claim], covers: Sequence[str]) -> tuple[Event, float]:
    reports = {report_id: ledger.report(report_id) for report_id in {claim.report_id for claim in claims}}
    review = ledger.review_of([claim.id for claim in claims])
    event = event_of(claims, reports, [decision.id for decision in review.history], covers)
    return event, worth(event, claims, review.judgements)
