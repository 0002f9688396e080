"""Build what a ledger records: reports with claims that bear their proper ids, and events made of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sayso.as_json import claim_id
from sayso.ledger import Ledger
from sayso.merging.summary import event_of
from sayso.records import Claim, Event, Report, digest
from tests.builders import a_claim, a_report

MORNING = datetime(2024, 5, 9, 8, 0, tzinfo=UTC)
RAW = b"<html>A shell hit Kherson. Police arrested ten men.</html>"


def named(claim: Claim) -> Claim:
    """Give a claim the id that its content has."""
    return replace(claim, id=claim_id(claim))


def shelling_report(number: int = 0, **fields: Any) -> Report:
    """Return a report with two happenings, fetched from a URL of its own."""
    usual = {
        "text": f"Day {number}. A shell hit Kherson. Police arrested ten men.",
        "url": f"https://example.org/{number}",
        "title": "Shelling in the south",
        "raw_digest": digest(RAW),
    }
    return a_report(**(usual | fields))


def shelling_claims(report: Report, **fields: Any) -> tuple[Claim, ...]:
    """Return one claim for each of the two happenings."""
    return (
        named(a_claim(report, "hit", **fields)),
        named(a_claim(report, "arrested", **({"event_type": "COERCE"} | fields))),
    )


def start_run(ledger: Ledger, code_version: str = "1.0") -> int:
    """Start a run; runs of one code version have the same inputs."""
    return ledger.start_run(code_version, {"triggers.csv": "abc"}, {"min_score": 0.5}, MORNING)


def record_shelling(ledger: Ledger, number: int = 0, **fields: Any) -> tuple[Report, tuple[Claim, ...]]:
    """Record one report with its two claims."""
    report = shelling_report(number)
    claims = shelling_claims(report, **fields)
    ledger.record(start_run(ledger), report, RAW, claims)
    ledger.put_in_blocks({claim.id: [claim.event_type] for claim in claims})
    return report, claims


def event_from(ledger: Ledger, claims: Sequence[Claim]) -> Event:
    """Add recorded claims up to an event."""
    return event_of(
        ledger.in_order_recorded(claims), {claim.report_id: ledger.report(claim.report_id) for claim in claims}
    )
