"""Read claims from the ledger: the current ones, those of a block, those that wait, and what a mention became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy import func as sql

from sayso.ledger.rows import claim_of, in_portions
from sayso.ledger.tables import (
    claim_blocks,
    claims,
    coded_claims,
    codings,
    current_claims,
    event_claims,
    events,
    reports,
    unmerged,
)
from sayso.records import Claim

_PORTION = 1000


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim with the sentence that was stored beside it."""

    claim: Claim
    quote: str


# A claim that is no longer current keeps the score its last coding gave it, or gave the claim it was corrected from.
_last_score = (
    select(coded_claims.c.score)
    .where(coded_claims.c.claim == sql.coalesce(claims.c.corrected_from, claims.c.sequence))
    .order_by(coded_claims.c.coding_id.desc())
    .limit(1)
    .scalar_subquery()
)
_any = select(claims.c.sequence, claims.c.id, claims.c.content, _last_score.label("score"))
_current = select(claims.c.sequence, claims.c.id, claims.c.content, current_claims.c.score).join_from(
    current_claims, claims, current_claims.c.claim == claims.c.sequence
)


def claims_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Return the claims of these ids, current or not; ids that no claim has are left out."""
    found: dict[str, Claim] = {}
    for portion in in_portions(ids):
        found.update((claim.id, claim) for claim in _read(connection, _any.where(claims.c.id.in_(portion))))
    return found


def claims_of_report(connection: Connection, report_id: str) -> tuple[Claim, ...]:
    """Return the claims of a report's latest coding, in the order they were first recorded."""
    chosen = _current.where(current_claims.c.report_id == report_id).order_by(claims.c.sequence)
    return tuple(_read(connection, chosen))


def last_coding(connection: Connection, report_id: str) -> tuple[Claim, ...]:
    """Return what the latest coding of a report found, whatever people decided about it."""
    last = select(sql.max(codings.c.id)).where(codings.c.report_id == report_id).scalar_subquery()
    chosen = (
        select(claims.c.sequence, claims.c.id, claims.c.content, coded_claims.c.score)
        .join_from(coded_claims, claims, claims.c.sequence == coded_claims.c.claim)
        .where(coded_claims.c.coding_id == last)
        .order_by(coded_claims.c.position)
    )
    return tuple(_read(connection, chosen))


def every_claim_of_report(connection: Connection, report_id: str) -> tuple[QuotedClaim, ...]:
    """Return all claims ever read from a report, current or not."""
    chosen = _any.add_columns(claims.c.quote).where(claims.c.report_id == report_id).order_by(claims.c.sequence)
    return tuple(QuotedClaim(_claim(row), row.quote) for row in connection.execute(chosen))


def current_portion(connection: Connection, after: int) -> tuple[list[Claim], int | None]:
    """Return the current claims recorded next after a sequence, and the sequence to go on from, or None at the end."""
    chosen = _current.where(claims.c.sequence > after).order_by(claims.c.sequence).limit(_PORTION)
    rows = connection.execute(chosen).all()
    return [_claim(row) for row in rows], rows[-1].sequence if rows else None


def ids_in_block(connection: Connection, key: str) -> tuple[str, ...]:
    """Return the ids of the current claims of one block, in order."""
    members = select(claim_blocks.c.claim).where(claim_blocks.c.key == key)
    inside = select(claims.c.id).where(claims.c.sequence.in_(members), claims.c.sequence == current_claims.c.claim)
    return tuple(connection.scalars(inside.order_by(claims.c.id)))


def latest_of_outlet(connection: Connection, outlet: str, most: int) -> tuple[Claim, ...]:
    """Return the current claims of an outlet's reports that were recorded last, at most so many, newest first."""
    chosen = _current.join(reports, reports.c.id == current_claims.c.report_id).where(reports.c.outlet == outlet)
    return tuple(_read(connection, chosen.order_by(claims.c.sequence.desc()).limit(most)))


def unmerged_claims(connection: Connection) -> tuple[Claim, ...]:
    """Return the current claims that wait for merging, in recorded order."""
    # The queue is read first: a planner without statistics would rather walk through all claims there are.
    found: list[Claim] = []
    for portion in in_portions(_queued(connection)):
        waiting = _current.where(current_claims.c.claim.in_(portion))
        found += _read(connection, waiting.order_by(current_claims.c.claim))
    return tuple(found)


def withdrawn_claims(connection: Connection) -> tuple[str, ...]:
    """Return the ids of claims that an event still holds although they are no longer current."""
    found: list[str] = []
    for portion in in_portions(_queued(connection)):
        current = set(connection.scalars(select(current_claims.c.claim).where(current_claims.c.claim.in_(portion))))
        gone = sorted(set(portion) - current)
        found += connection.scalars(select(claims.c.id).where(claims.c.sequence.in_(gone)).order_by(claims.c.sequence))
    return tuple(found)


def _queued(connection: Connection) -> list[int]:
    return list(connection.scalars(select(unmerged.c.claim).order_by(unmerged.c.claim)))


def recorded_order(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the place of each claim in the order of recording."""
    order: dict[str, int] = {}
    for portion in in_portions(ids):
        rows = connection.execute(select(claims.c.id, claims.c.sequence).where(claims.c.id.in_(portion)))
        order.update((row.id, row.sequence) for row in rows)
    return order


def events_holding(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the id of the event that holds each claim; claims that none holds are left out."""
    holding: dict[str, str] = {}
    for portion in in_portions(ids):
        rows = connection.execute(
            select(claims.c.id, events.c.id.label("event_id"))
            .join_from(claims, event_claims, event_claims.c.claim == claims.c.sequence)
            .join(events, events.c.number == event_claims.c.event)
            .where(claims.c.id.in_(portion))
        )
        holding.update((row.id, row.event_id) for row in rows)
    return holding


def _read(connection: Connection, chosen: Select[Any]) -> Iterator[Claim]:
    return (_claim(row) for row in connection.execute(chosen))


def _claim(row: Any) -> Claim:
    return claim_of(row.content, row.id, row.score)
