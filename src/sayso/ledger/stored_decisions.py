"""Keep people's decisions, which are only ever added to, and find them again after claims were coded anew."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from sayso.errors import LedgerError
from sayso.ledger.recording import queue
from sayso.ledger.rows import decision_of, decision_row, in_portions
from sayso.ledger.stored_claims import recorded_order, successors
from sayso.ledger.tables import claims, decision_claims, decisions
from sayso.records import Decision


def decide(connection: Connection, decision: Decision) -> None:
    """Record a decision, and queue the claims that now stand for those it is about."""
    known = recorded_order(connection, decision.claims)
    unknown = [claim for claim in decision.claims if claim not in known]
    if unknown:
        raise LedgerError(f"Decision {decision.id} is about claim {unknown[0]}, which is not in the ledger.")
    if connection.scalar(select(decisions.c.id).where(decisions.c.id == decision.id)):
        raise LedgerError(f"There is a decision {decision.id} already. Decisions are never changed; add another one.")
    added = connection.execute(insert(decisions).values(decision_row(decision))).inserted_primary_key
    if decision.claims and added is not None:
        connection.execute(
            insert(decision_claims),
            [
                {"decision": added[0], "position": position, "claim_id": claim}
                for position, claim in enumerate(decision.claims)
            ],
        )
    affected = (claim for standing in successors(connection, decision.claims).values() for claim in standing)
    queue(connection, set(recorded_order(connection, affected).values()))


def decisions_about(connection: Connection, claim_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions about these claims or about earlier codings of the same mentions, oldest first."""
    found: dict[int, Row[Any]] = {}
    asked, ever = claims.alias("asked"), claims.alias("ever")
    for portion in in_portions(claim_ids):
        of_mentions = (
            select(ever.c.id).join_from(asked, ever, asked.c.mention == ever.c.mention).where(asked.c.id.in_(portion))
        )
        about = select(decision_claims.c.decision).where(decision_claims.c.claim_id.in_(of_mentions))
        rows = connection.execute(select(decisions).where(decisions.c.sequence.in_(about)))
        found.update((row.sequence, row) for row in rows)
    return _with_claims(connection, [found[sequence] for sequence in sorted(found)])


def every_decision(connection: Connection) -> tuple[Decision, ...]:
    """Return all decisions, oldest first."""
    return _with_claims(connection, connection.execute(_all_decisions()).all())


def _all_decisions() -> Select[Any]:
    return select(decisions).order_by(decisions.c.sequence)


def _with_claims(connection: Connection, rows: Iterable[Row[Any]]) -> tuple[Decision, ...]:
    wanted = list(rows)
    members: dict[int, list[str]] = {row.sequence: [] for row in wanted}
    for portion in in_portions(members):
        links = (
            select(decision_claims)
            .where(decision_claims.c.decision.in_(portion))
            .order_by(decision_claims.c.decision, decision_claims.c.position)
        )
        for link in connection.execute(links):
            members[link.decision].append(link.claim_id)
    return tuple(decision_of(row, members[row.sequence]) for row in wanted)
