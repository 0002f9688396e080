"""Re-check a ledger: every quote, digest, decision and event against what they were made from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.as_json import claim_id, spans_in
from sayso.errors import LedgerError
from sayso.ledger import Ledger, QuotedClaim
from sayso.records import Event, Report, digest, report_id

Rebuild = Callable[[], Iterable[Event]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: the id of what it is about, and what is wrong with it."""

    what: str
    message: str


def verify(ledger: Ledger, rebuild: Rebuild) -> list[Finding]:
    """Check a whole ledger; nothing found means that everything holds.

    `rebuild` computes all events afresh from claims and decisions. Claims that still wait for merging are no fault,
    but the events they will touch may differ, so merge first.
    """
    return [
        *_reports_and_claims(ledger),
        *_raw_bytes(ledger),
        *_decisions(ledger),
        *_chain(ledger),
        *_events(ledger, rebuild),
    ]


def _reports_and_claims(ledger: Ledger) -> Iterator[Finding]:
    for report in ledger.reports():
        if report.id != report_id(report.url, report.text):
            yield Finding(report.id, "its URL and text do not have the digest that its id names")
        for quoted in ledger.every_claim_of(report.id):
            yield from _claim(quoted, report)
        if set(ledger.claims_of(report.id)) != set(ledger.standing_claims_of(report.id)):
            yield Finding(report.id, "its current claims are not those that its latest coding and decisions make")


def _claim(quoted: QuotedClaim, report: Report) -> Iterator[Finding]:
    claim = quoted.claim
    if claim.id != claim_id(claim):
        yield Finding(claim.id, "what it says does not have the digest that its id names")
    if claim.report_id != report.id:
        yield Finding(claim.id, f"it is stored with report {report.id} but says it is of {claim.report_id}")
    if quoted.quote != claim.sentence.of(report.text):
        yield Finding(claim.id, f"its quote is not what stands in report {report.id} at its sentence")
    for span in spans_in(claim):
        if not 0 <= span.start < span.end <= len(report.text):
            yield Finding(claim.id, f"characters {span.start} to {span.end} are not in report {report.id}")
        elif not span.of(report.text).strip():
            yield Finding(claim.id, f"characters {span.start} to {span.end} of report {report.id} are blank")


def _raw_bytes(ledger: Ledger) -> Iterator[Finding]:
    for raw_digest in ledger.raw_digests():
        try:
            raw = ledger.raw(raw_digest)
        except LedgerError as error:
            yield Finding(raw_digest, str(error))
            continue
        if raw is not None and digest(raw) != raw_digest:
            yield Finding(raw_digest, "the raw bytes do not have this digest")


def _decisions(ledger: Ledger) -> Iterator[Finding]:
    decisions = ledger.decisions()
    known = ledger.recorded_order({claim for decision in decisions for claim in decision.claims})
    for decision in decisions:
        for claim in decision.claims:
            if claim not in known:
                yield Finding(decision.id, f"it is about claim {claim}, which is not in the ledger")


def _chain(ledger: Ledger) -> Iterator[Finding]:
    for subject, message in ledger.chain_breaks():
        yield Finding(subject, message)


def _events(ledger: Ledger, rebuild: Rebuild) -> Iterator[Finding]:
    rebuilt: set[str] = set()
    for event in rebuild():
        rebuilt.add(event.id)
        stored = ledger.event(event.id)
        if stored is None:
            yield Finding(event.id, "its claims make this event, but it is not stored")
        elif stored != event:
            yield Finding(event.id, "the stored event differs from the one its claims and decisions make")
    for stored in ledger.events():
        if stored.id not in rebuilt:
            yield Finding(stored.id, "it is stored, but no claims and decisions make it")
