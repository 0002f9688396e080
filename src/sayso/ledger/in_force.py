"""Work out which decisions hold, and what they make of the claims that a coder found: pure, no database.

A decision is about a *mention*: the words of a report that a claim was read at. It follows the mention from one coding
to the next. A decision about a claim that the present coding makes as well is about this claim alone; any other is
about the claims whose triggers overlap its claim's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.decision_json import corrected_claim, replacement_of
from sayso.records import Claim, Decision, Span, Verdict

JUDGEMENTS = (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a claim was read, and, where a person's correction made the claim, the coder's claim it was made from."""

    claim_id: str
    report_id: str
    trigger: Span
    corrected_from: str | None = None


@dataclass(frozen=True, slots=True)
class Current:
    """A claim that stands, and the coder's claim it was made from if a person corrected it."""

    claim: Claim
    corrected_from: str | None = None


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no undo in force takes back, in their order; undos are left out.

    `decisions` are in the order they were made; an undo is about the claims of what it undoes, so that whoever has all
    decisions about a claim has their undos as well.
    """
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        undone.update(decision.undoes)
        if decision.verdict is not Verdict.UNDO:
            kept.append(decision)
    return tuple(reversed(kept))


def standing_for(old: Mention, present: Iterable[Mention]) -> list[Mention]:
    """Return what now stands for a claim: itself, what it was corrected to or from, or what overlaps its trigger."""
    nearby = [mention for mention in present if mention.report_id == old.report_id]
    itself = [mention for mention in nearby if mention.claim_id == old.claim_id]
    if itself:
        return itself
    origins = {old.claim_id, old.corrected_from}
    akin = [m for m in nearby if m.claim_id in origins or (m.corrected_from and m.corrected_from in origins)]
    return akin or [mention for mention in nearby if mention.trigger.overlaps(old.trigger)]


def claims_that_stand(
    coded: Sequence[Claim], ever: Mapping[str, Claim], mentions: Mapping[str, Mention], decisions: Sequence[Decision]
) -> list[Current]:
    """Apply people's judgements to a report's latest coding: leave out what is rejected, correct what is corrected.

    A claim that somebody accepted or corrected stays even if the latest coding no longer finds it. `ever` and
    `mentions` hold every claim ever made of the report, `decisions` those about any of them, in order.
    """
    found = {claim.id: claim for claim in coded}
    judged: dict[str, list[Decision]] = {}
    for decision in in_force(decisions):
        if decision.verdict not in JUDGEMENTS:
            continue
        for old in (mentions[claim_id] for claim_id in decision.claims if claim_id in mentions):
            targets = standing_for(old, [mentions[claim_id] for claim_id in found])
            if not targets and decision.verdict is not Verdict.REJECT:
                kept = ever[old.corrected_from or old.claim_id]
                found[kept.id] = kept
                targets = [mentions[kept.id]]
            for target in targets:
                judged.setdefault(target.claim_id, []).append(decision)
    standing = [_judged(claim, judged.get(claim.id, ())) for claim in found.values()]
    distinct = {current.claim.id: current for current in standing if current is not None}
    return list(distinct.values())


def _judged(claim: Claim, decisions: Sequence[Decision]) -> Current | None:
    if decisions and decisions[-1].verdict is Verdict.REJECT:
        return None
    corrected = claim
    for decision in decisions:
        if decision.verdict is Verdict.CORRECT:
            corrected = corrected_claim(corrected, replacement_of(decision) or {})
    return Current(claim) if corrected.id == claim.id else Current(corrected, claim.id)
