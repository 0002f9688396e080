"""Find the claims that were ever read at the same words, and what stands there now."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, select

from sayso.ledger.in_force import Mention, standing_for
from sayso.ledger.rows import in_portions
from sayso.ledger.tables import claims, current_claims
from sayso.records import Span

_origin = claims.alias("origin")


def mentions_of(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Mention]:
    """Return the mention of each claim; ids that no claim has are left out."""
    found: dict[str, Mention] = {}
    for portion in in_portions(claim_ids):
        found |= _mentions(connection, claims.c.id.in_(portion))
    return found


def mentions_in_reports(
    connection: Connection, report_ids: Iterable[str], *, current_only: bool = False
) -> dict[str, Mention]:
    """Return the mention of every claim ever made of these reports, or of the current ones only, in recorded order."""
    found: dict[str, Mention] = {}
    for portion in in_portions(report_ids):
        if current_only:
            current = select(current_claims.c.claim).where(current_claims.c.report_id.in_(portion))
            found |= _mentions(connection, claims.c.sequence.in_(current))
        else:
            found |= _mentions(connection, claims.c.report_id.in_(portion))
    return found


def successors(connection: Connection, claim_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the current claims that stand for each claim; a claim that nothing stands for is left out."""
    asked = mentions_of(connection, claim_ids)
    present: dict[str, list[Mention]] = {}
    reports = {mention.report_id for mention in asked.values()}
    for mention in mentions_in_reports(connection, reports, current_only=True).values():
        present.setdefault(mention.report_id, []).append(mention)
    standing = {
        claim_id: tuple(found.claim_id for found in standing_for(old, present.get(old.report_id, ())))
        for claim_id, old in asked.items()
    }
    return {claim_id: found for claim_id, found in standing.items() if found}


def _mentions(connection: Connection, where: ColumnElement[bool]) -> dict[str, Mention]:
    chosen = (
        select(claims.c.id, claims.c.report_id, claims.c.mention, _origin.c.id.label("corrected_from"))
        .join_from(claims, _origin, _origin.c.sequence == claims.c.corrected_from, isouter=True)
        .where(where)
        .order_by(claims.c.sequence)
    )
    return {
        row.id: Mention(row.id, row.report_id, _span(row.mention), row.corrected_from)
        for row in connection.execute(chosen)
    }


def _span(mention: str) -> Span:
    start, _, end = mention.rpartition(":")[2].partition("-")
    return Span(int(start), int(end))
