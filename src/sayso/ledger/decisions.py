"""What the ledger offers to those who review it: decisions, what they rule, the queue, and the chain."""

from collections.abc import Iterable, Sequence

from sayso.ledger import chain, deciding, mentions, standing, stored_decisions, stored_events
from sayso.ledger.chain import Link
from sayso.ledger.opening import Database
from sayso.ledger.stored_decisions import Pair, Review
from sayso.records import Decision, Event, Verdict


class Decisions:
    """The part of a Ledger that is about people's decisions. Each call is one transaction."""

    _database: Database

    def decide(self, *decisions: Decision) -> None:
        """Add decisions, all or none, let the claims they are about follow, and queue these for merging.

        Raises:
            LedgerError: a claim or a decision to undo is not in the ledger, or an id is taken.
        """
        with self._database.writing() as connection:
            deciding.decide(connection, decisions)

    def successors(self, claim_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the current claims that stand for each claim: itself, what it was corrected to, or what is now read
        at its trigger; a claim that nothing stands for is left out."""
        with self._database.reading() as connection:
            return mentions.successors(connection, claim_ids)

    def decisions(self, claim_ids: Iterable[str] | None = None) -> tuple[Decision, ...]:
        """Return all decisions, or those about these claims or other codings of their mentions, oldest first."""
        with self._database.reading() as connection:
            if claim_ids is None:
                return stored_decisions.every_decision(connection)
            return stored_decisions.review_of(connection, claim_ids).history

    def review_of(self, claim_ids: Iterable[str]) -> Review:
        """Return what people decided about these claims: the whole history, and the judgements in force by claim."""
        with self._database.reading() as connection:
            return stored_decisions.review_of(connection, claim_ids)

    def decisions_of_batch(self, identity: str) -> tuple[Decision, ...]:
        """Return the decision of this id, or all that were made in the batch of this id, oldest first."""
        with self._database.reading() as connection:
            return stored_decisions.decisions_of_batch(connection, identity)

    def has_decision(self, decision_id: str) -> bool:
        """Tell whether a decision is recorded."""
        with self._database.reading() as connection:
            return stored_decisions.has_decision(connection, decision_id)

    def has_rulings(self) -> bool:
        """Tell whether anybody ever decided that claims tell of the same or of different happenings."""
        with self._database.reading() as connection:
            return stored_decisions.has_rulings(connection)

    def ruled_pairs(self, claim_ids: Iterable[str]) -> dict[Pair, Verdict]:
        """Return what people decided about pairs of current claims that have one of these in them."""
        with self._database.reading() as connection:
            return stored_decisions.ruled_pairs(connection, claim_ids)

    def most_worth(self, limit: int, offset: int = 0) -> list[tuple[Event, float]]:
        """Return the events most worth a person's look, with what they are worth, the most first."""
        with self._database.reading() as connection:
            return stored_events.most_worth(connection, limit, offset)

    def standing_claims_of(self, report_id: str) -> tuple[str, ...]:
        """Compute from codings and decisions which claims of a report are current; `claims_of` must equal it."""
        with self._database.reading() as connection:
            return tuple(sorted(current.claim.id for current in standing.standing_of_report(connection, report_id)))

    def newest_link(self) -> Link | None:
        """Return the newest link of the chain over runs and decisions; note it to prove later that nothing went."""
        with self._database.reading() as connection:
            return chain.newest(connection)

    def linked(self) -> list[tuple[str, str]]:
        """Return the kind and subject of every link of the chain, in order."""
        with self._database.reading() as connection:
            return chain.subjects(connection)

    def has_link(self, link: str) -> bool:
        """Tell whether the chain holds a link that was noted before."""
        with self._database.reading() as connection:
            return chain.has(connection, link)

    def chain_breaks(self) -> Sequence[tuple[str, str]]:
        """Return what does not hold of the chain, as the subject and what is wrong with it."""
        with self._database.reading() as connection:
            return list(chain.breaks(connection))
