"""Turn records into rows of the ledger and back, without loss."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from sayso.as_json import claim_content, claim_from_content
from sayso.records import Claim, Decision, Problem, Report, Skipped, Span, Verdict, digest_of

# Databases cap how many values one statement may name; PostgreSQL at 32,767, SQLite builds at 999 and up.
_MOST_VALUES = 500

_Item = TypeVar("_Item")


def in_portions(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    """Part items into runs that one statement may name."""
    portion: list[_Item] = []
    for item in items:
        portion.append(item)
        if len(portion) == _MOST_VALUES:
            yield portion
            portion = []
    if portion:
        yield portion


def insert_new(connection: Connection, into: Table) -> Insert:
    """Return an insert that passes over rows already there."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(into).on_conflict_do_nothing()
    return sqlite.insert(into).on_conflict_do_nothing()


def as_text(value: Any) -> str:
    """Spell a value as JSON, always alike."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """Spell a moment in UTC, so that text order is order in time. One without a zone is taken to be in UTC."""
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def mention_of(claim: Claim) -> str:
    """Name the words a claim was read at: report and trigger. A newer coding of them is about the same mention."""
    return f"{claim.report_id}:{claim.trigger.start}-{claim.trigger.end}"


def claim_row(claim: Claim, text: str) -> dict[str, Any]:
    """Lay out a claim, with the sentence it was read from."""
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        "mention": mention_of(claim),
        "quote": claim.sentence.of(text),
        "content": as_text(claim_content(claim)),
    }


def claim_of(content: str, identity: str, score: float) -> Claim:
    """Rebuild a claim from its row and the score that its latest coding gave it."""
    return claim_from_content(json.loads(content), identity, score)


def report_row(report: Report) -> dict[str, Any]:
    """Lay out a report."""
    return {
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "author": report.author,
        "language": report.language,
        "published": report.published,
        "published_source": report.published_source,
        "fetched": report.fetched.isoformat() if report.fetched else None,
        "raw_digest": report.raw_digest,
        "source_id": report.source_id,
        "skipped": as_text([[part.span.start, part.span.end, part.reason] for part in report.skipped]),
        "text": report.text,
    }


def report_of(row: Row[Any]) -> Report:
    """Rebuild a report."""
    return Report(
        id=row.id,
        text=row.text,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        author=row.author,
        language=row.language,
        published=row.published,
        published_source=row.published_source,
        fetched=datetime.fromisoformat(row.fetched) if row.fetched else None,
        raw_digest=row.raw_digest,
        source_id=row.source_id,
        skipped=tuple(Skipped(Span(start, end), reason) for start, end, reason in json.loads(row.skipped)),
    )


def problem_row(problem: Problem, run_id: int) -> dict[str, Any]:
    """Lay out a problem; its digest keeps one row for a problem that every run meets again."""
    return {
        "digest": digest_of([problem.input, problem.stage, problem.message, problem.report_id]),
        "run_id": run_id,
        "input": problem.input,
        "stage": problem.stage,
        "message": problem.message,
        "report_id": problem.report_id,
    }


def problem_of(row: Row[Any]) -> Problem:
    """Rebuild a problem."""
    return Problem(row.input, row.stage, row.message, row.report_id)


def decision_row(decision: Decision) -> dict[str, Any]:
    """Lay out a decision, without the claims, which have rows of their own."""
    return {
        "id": decision.id,
        "verdict": decision.verdict,
        "decided_by": decision.by,
        "decided_at": decision.at.isoformat(),
        "reason": decision.reason,
        "replacement": decision.replacement,
        "undoes": as_text(decision.undoes),
        "batch": decision.batch,
    }


def decision_of(row: Row[Any], claims: Sequence[str]) -> Decision:
    """Rebuild a decision."""
    return Decision(
        id=row.id,
        verdict=Verdict(row.verdict),
        claims=tuple(claims),
        by=row.decided_by,
        at=datetime.fromisoformat(row.decided_at),
        reason=row.reason,
        replacement=row.replacement,
        undoes=tuple(json.loads(row.undoes)),
        batch=row.batch,
    )
