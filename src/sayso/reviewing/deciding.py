"""Decide about claims: accept, reject, correct, same, different, undo. Every decision names who, when and why.

A decision takes effect on events when claims are merged next: `pipeline.merge(ledger, min_score)`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sayso.decision_json import corrected_claim, decision_id, replacement_text
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.records import Decision, Verdict, digest_of
from sayso.reviewing.corrections import members_with_spans, refuse_unfounded


@dataclass(frozen=True, slots=True)
class Judge:
    """Who decides, when, and why."""

    by: str
    at: datetime
    reason: str = ""


def decide(
    ledger: Ledger, verdict: Verdict, ids: Sequence[str], judge: Judge, members: Mapping[str, Any] | None = None
) -> tuple[Decision, ...]:
    """Decide about claims or about all claims of events, by id, and return the decisions made.

    `same` and `different` take several ids; `different` says that the first is of another happening than each of the
    rest, and a claim alone is told apart from the rest of its event. `correct` takes one claim and the `members` that
    change, as `reviewing.corrections` describes them. Several decisions made here form a batch, undone as one.

    Raises:
        UsageError: the ids, or the members of a correction, make no sense.
        LedgerError: an id is not in the ledger.
    """
    if not judge.by.strip():
        raise UsageError("A decision needs the name of who decides.")
    if verdict is Verdict.UNDO:
        raise UsageError("To undo, name a decision: undo(ledger, identity, judge).")
    made = tuple(_named(drafts) for drafts in _batched(_drafts(ledger, verdict, ids, judge, members)))
    ledger.decide(*made)
    return made


def split(ledger: Ledger, event_id: str, claim_ids: Sequence[str], judge: Judge) -> tuple[Decision, ...]:
    """Tell claims of an event apart from the rest of it, as one batch; they stay together with each other.

    Raises:
        UsageError: they are none of the event's claims, or all of them.
    """
    event = ledger.event_of(event_id)
    apart = [claim for claim in event.claims if claim in set(claim_ids)]
    rest = [claim for claim in event.claims if claim not in set(claim_ids)]
    if not apart or not rest:
        raise UsageError(f"Event {event.id} can be split only by naming some of its claims, and not all.")
    drafts = [_draft(Verdict.DIFFERENT, (claim, *rest), judge) for claim in apart]
    made = tuple(_named(draft) for draft in _batched(drafts))
    ledger.decide(*made)
    return made


def undo(ledger: Ledger, identity: str, judge: Judge) -> Decision:
    """Take back a decision, or all of a batch at once, by the id of either; return the decision that does so.

    Undoing an undo brings back what it took back.

    Raises:
        UsageError: there is no such decision, or it is undone already.
    """
    named = ledger.decisions_of_batch(identity)
    whole = ledger.decisions_of_batch(named[0].batch) if named and named[0].batch else named
    if not whole:
        raise UsageError(f"There is no decision {identity}. List decisions with `sayso review decisions`.")
    claims = tuple(dict.fromkeys(claim for decision in whole for claim in decision.claims))
    standing = _not_undone(ledger.decisions(claims))
    undone = tuple(decision.id for decision in whole if decision.id in standing)
    if not undone:
        raise UsageError(f"Decision {identity} is undone already.")
    made = _named(replace(_draft(Verdict.UNDO, claims, judge), undoes=undone))
    ledger.decide(made)
    return made


def _not_undone(decisions: Sequence[Decision]) -> set[str]:
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.id not in undone:
            undone.update(decision.undoes)
    return {decision.id for decision in decisions} - undone


def _drafts(
    ledger: Ledger, verdict: Verdict, ids: Sequence[str], judge: Judge, members: Mapping[str, Any] | None
) -> list[Decision]:
    groups = [_claims_of(ledger, identity) for identity in dict.fromkeys(ids)]
    claims = tuple(dict.fromkeys(claim for group in groups for claim in group))
    if not claims:
        raise UsageError("Name at least one claim or event to decide about.")
    if verdict is Verdict.CORRECT:
        return [_correction(ledger, claims, judge, members or {})]
    if verdict is Verdict.SAME and len(claims) < 2:
        raise UsageError("Only two claims or more can be of the same happening.")
    if verdict is not Verdict.DIFFERENT:
        return [_draft(verdict, claims, judge)]
    rest = claims[len(groups[0]) :] if len(groups) > 1 else _rest_of_event(ledger, claims)
    others = tuple(claim for claim in rest if claim not in groups[0]) or tuple(
        claim for group in groups[1:] for claim in group
    )
    if not others:
        raise UsageError(f"There is nothing that {ids[0]} could be told apart from.")
    return [_draft(Verdict.DIFFERENT, (claim, *others), judge) for claim in groups[0]]


def _claims_of(ledger: Ledger, identity: str) -> tuple[str, ...]:
    full = ledger.full_id(identity)
    if full.startswith("r_"):
        return ledger.claims_of(full)
    return ledger.event_of(full).claims if full.startswith("e_") else (full,)


def _rest_of_event(ledger: Ledger, claims: Sequence[str]) -> tuple[str, ...]:
    event_id = ledger.event_id_of(claims[0]) if len(claims) == 1 else None
    event = ledger.event(event_id) if event_id else None
    return tuple(claim for claim in event.claims if claim not in claims) if event else ()


def _correction(ledger: Ledger, claims: Sequence[str], judge: Judge, members: Mapping[str, Any]) -> Decision:
    if len(claims) != 1:
        raise UsageError("One claim is corrected at a time: values and their words differ from claim to claim.")
    if not members:
        raise UsageError("Say what to correct, and to what.")
    claim = ledger.claim(claims[0])
    report = ledger.report(claim.report_id)
    full = members_with_spans(claim, report, members)
    corrected = corrected_claim(claim, full)
    refuse_unfounded(corrected, report, full)
    if corrected.id == claim.id:
        raise UsageError(f"Claim {claim.id} says this already.")
    return replace(_draft(Verdict.CORRECT, claims, judge), replacement=replacement_text(full))


def _draft(verdict: Verdict, claims: Sequence[str], judge: Judge) -> Decision:
    return Decision("", verdict, tuple(claims), judge.by, judge.at, judge.reason)


def _batched(drafts: Sequence[Decision]) -> list[Decision]:
    if len(drafts) == 1:
        return list(drafts)
    first = drafts[0]
    batch = "b_" + digest_of([first.by, first.at.isoformat(), [draft.claims for draft in drafts]])[:20]
    return [replace(draft, batch=batch) for draft in drafts]


def _named(draft: Decision) -> Decision:
    return replace(draft, id=decision_id(draft))
