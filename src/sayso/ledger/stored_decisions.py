"""Keep people's decisions, which are only ever added to, and find them again after claims were coded anew."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sayso.errors import LedgerError
from sayso.ledger.in_force import JUDGEMENTS, Mention, in_force, standing_for
from sayso.ledger.mentions import mentions_in_reports, mentions_of, successors
from sayso.ledger.rows import decision_of, decision_row, in_portions
from sayso.ledger.tables import claims, decision_claims, decisions
from sayso.records import Decision, Verdict

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided about some claims: every decision, oldest first, and the judgements in force by claim."""

    history: tuple[Decision, ...]
    judgements: Mapping[str, tuple[Decision, ...]]


def insert_decision(connection: Connection, decision: Decision) -> None:
    """Record a decision.

    Raises:
        LedgerError: it is about a claim, or undoes a decision, that is not in the ledger, or its id is taken.
    """
    known = mentions_of(connection, decision.claims)
    unknown = [claim for claim in decision.claims if claim not in known]
    if unknown:
        raise LedgerError(f"Decision {decision.id} is about claim {unknown[0]}, which is not in the ledger.")
    for undone in decision.undoes:
        if not has_decision(connection, undone):
            raise LedgerError(f"Decision {decision.id} undoes decision {undone}, which is not in the ledger.")
    if has_decision(connection, decision.id):
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


def has_decision(connection: Connection, decision_id: str) -> bool:
    """Tell whether a decision is recorded."""
    return connection.scalar(select(decisions.c.id).where(decisions.c.id == decision_id)) is not None


def decisions_of_batch(connection: Connection, identity: str) -> tuple[Decision, ...]:
    """Return the decision of this id, or all of the batch of this id, oldest first."""
    chosen = select(decisions).where((decisions.c.id == identity) | (decisions.c.batch == identity))
    return _with_claims(connection, connection.execute(chosen.order_by(decisions.c.sequence)).all())


def decisions_in_reports(connection: Connection, report_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions about any claim ever made of these reports, oldest first."""
    found: dict[int, Row[Any]] = {}
    for portion in in_portions(report_ids):
        about = (
            select(decision_claims.c.decision)
            .join_from(claims, decision_claims, decision_claims.c.claim_id == claims.c.id)
            .where(claims.c.report_id.in_(portion))
        )
        rows = connection.execute(select(decisions).where(decisions.c.sequence.in_(about)))
        found.update((row.sequence, row) for row in rows)
    return _with_claims(connection, [found[sequence] for sequence in sorted(found)])


def review_of(connection: Connection, claim_ids: Iterable[str]) -> Review:
    """Return what people decided about these claims or about other codings of their mentions."""
    asked = mentions_of(connection, claim_ids)
    reports = {mention.report_id for mention in asked.values()}
    made = decisions_in_reports(connection, reports)
    if not made:
        return Review((), {})
    ever = mentions_in_reports(connection, reports)
    present = mentions_in_reports(connection, reports, current_only=True) | asked
    about = {decision.id: _asked_about(decision, asked, ever, present.values()) for decision in made}
    judgements: dict[str, tuple[Decision, ...]] = {}
    for decision in in_force(made):
        if decision.verdict in JUDGEMENTS:
            for claim in about[decision.id]:
                judgements[claim] = (*judgements.get(claim, ()), decision)
    return Review(tuple(decision for decision in made if about[decision.id]), judgements)


def every_decision(connection: Connection) -> tuple[Decision, ...]:
    """Return all decisions, oldest first."""
    return _with_claims(connection, connection.execute(select(decisions).order_by(decisions.c.sequence)).all())


def ruled_pairs(connection: Connection, claim_ids: Iterable[str]) -> dict[Pair, Verdict]:
    """Return what people decided about pairs of current claims, at least one of which is among those given.

    The latest decision about a pair holds.
    """
    wanted = set(claim_ids)
    reports = {mention.report_id for mention in mentions_of(connection, wanted).values()}
    rulings = [
        decision
        for decision in in_force(decisions_in_reports(connection, reports))
        if decision.verdict in (Verdict.SAME, Verdict.DIFFERENT)
    ]
    now = successors(connection, {claim for decision in rulings for claim in decision.claims})
    return {
        pair: decision.verdict for decision in rulings for pair in _pairs(decision, now) if not wanted.isdisjoint(pair)
    }


def has_rulings(connection: Connection) -> bool:
    """Tell whether anybody ever decided that claims tell of the same or of different happenings."""
    ruling = decisions.c.verdict.in_([str(Verdict.SAME), str(Verdict.DIFFERENT)])
    return connection.scalar(select(decisions.c.sequence).where(ruling).limit(1)) is not None


def _pairs(decision: Decision, now: Mapping[str, tuple[str, ...]]) -> set[Pair]:
    standing = [now.get(claim, ()) for claim in decision.claims]
    groups = combinations(standing, 2) if decision.verdict is Verdict.SAME else ((standing[0], s) for s in standing[1:])
    return {frozenset((a, b)) for first, second in groups for a in first for b in second if a != b}


def _asked_about(
    decision: Decision, asked: Mapping[str, Mention], ever: Mapping[str, Mention], present: Collection[Mention]
) -> list[str]:
    about = (ever[claim] for claim in decision.claims if claim in ever)
    standing = {found.claim_id for old in about for found in standing_for(old, present)}
    return [claim for claim in asked if claim in standing]


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
