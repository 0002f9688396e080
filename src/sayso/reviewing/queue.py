"""List what people should look at first, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.ledger import Ledger
from sayso.records import Claim, Event
from sayso.reviewing.ranking import Judgements, Reason, reasons, undecided


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event in the queue: its claims, those nobody has judged, what a minute is worth, and the reasons."""

    event: Event
    claims: tuple[Claim, ...]
    undecided: tuple[Claim, ...]
    worth: float
    reasons: tuple[Reason, ...]


def queue(ledger: Ledger, limit: int = 20, offset: int = 0) -> tuple[Waiting, ...]:
    """Return the events that a person's minute improves most, the most first; merge first to have it up to date."""
    ranked = ledger.most_worth(limit, offset)
    every_claim = [claim_id for event, _ in ranked for claim_id in event.claims]
    claims, judgements = ledger.claims_by_id(every_claim), ledger.review_of(every_claim).judgements
    return tuple(_waiting(event, value, claims, judgements) for event, value in ranked)


def for_second_coder(ledger: Ledger, by: str, limit: int = 20) -> tuple[Claim, ...]:
    """Return current claims that others have judged and `by` has not, those judged first first.

    Whoever judges them without having seen the others' verdicts lets agreement be measured.
    """
    return tuple(claim for _, claim in zip(range(limit), _judged_by_others(ledger, by), strict=False))


def _judged_by_others(ledger: Ledger, by: str) -> Iterator[Claim]:
    seen: set[str] = set()
    for decision in ledger.decisions():
        standing = ledger.successors(decision.claims)
        current = [claim for found in standing.values() for claim in found if claim not in seen]
        seen.update(current)
        judgements = ledger.review_of(current).judgements
        for claim_id in current:
            judges = {judgement.by for judgement in judgements.get(claim_id, ())}
            if judges and by not in judges:
                yield ledger.claim(claim_id)


def _waiting(event: Event, value: float, found: Mapping[str, Claim], judgements: Judgements) -> Waiting:
    claims = tuple(found[claim_id] for claim_id in event.claims)
    open_claims = tuple(undecided(claims, judgements))
    return Waiting(event, claims, open_claims, value, reasons(event, claims, judgements))
