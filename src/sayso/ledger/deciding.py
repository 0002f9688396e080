"""Record decisions: add them to what people decided, link them into the chain, and let the claims follow."""

from collections.abc import Sequence

from sqlalchemy import Connection

from sayso.ledger import chain
from sayso.ledger.mentions import mentions_of, successors
from sayso.ledger.standing import lock_reports, queue, refresh
from sayso.ledger.stored_claims import recorded_order
from sayso.ledger.stored_decisions import insert_decision
from sayso.records import Decision


def decide(connection: Connection, made: Sequence[Decision]) -> None:
    """Record decisions in their order, and queue the claims that now stand for those they are about."""
    about = {claim for decision in made for claim in decision.claims}
    report_ids = sorted({mention.report_id for mention in mentions_of(connection, about).values()})
    lock_reports(connection, report_ids)
    for decision in made:
        insert_decision(connection, decision)
    for report_id in report_ids:
        refresh(connection, report_id)
    standing = (claim for found in successors(connection, about).values() for claim in found)
    queue(connection, set(recorded_order(connection, standing).values()))
    for decision in made:
        chain.decided(connection, decision)
