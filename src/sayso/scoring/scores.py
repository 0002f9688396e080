"""Add up how claims compare with gold, and how two codings of the same reports compare with each other."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.records import Claim, Report
from sayso.scoring.fields import compared, who_to_whom
from sayso.scoring.gold import GoldClaim, Match, Scored


def scores(scored: Sequence[Scored]) -> dict[str, float]:
    """Return every score of some reports, as shares of 1 or as counts."""
    matched = [(one.report, one.match) for one in scored]
    recall, precision = recall_and_precision([match for _, match in matched])
    pairs = [(report, *pair) for report, match in matched for pair in match.found]
    return {
        "reports": len(matched),
        "core gold claims": sum(len(match.core) for _, match in matched),
        "claims made": sum(len(one.claims) for one in scored),
        "core claims found with the right type": recall,
        "precision of claims": precision,
        **who_scores(pairs),
        **field_scores(pairs),
    }


def recall_and_precision(matches: Iterable[Match]) -> tuple[float, float]:
    """Return recall over core gold claims and precision over all claims made; both ask for the right type."""
    found = core = made = right = 0
    for one in matches:
        found += sum(row.core for row, _ in one.found)
        core += len(one.core)
        right += len(one.found)
        made += len(one.found) + len(one.mistyped) + len(one.extra)
    return found / max(1, core), right / max(1, made)


def field_scores(pairs: Iterable[tuple[Report, GoldClaim, Claim]]) -> dict[str, float]:
    """Return how often a field of a found core claim is as gold has it."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for report, row, claim in pairs:
        if row.core:
            for name, is_right in compared(report, row, claim):
                asked[f"{name} as in gold"] += 1
                right[f"{name} as in gold"] += is_right
    return {name: right[name] / asked[name] for name in asked}


def who_scores(pairs: Iterable[tuple[Report, GoldClaim, Claim]]) -> dict[str, float]:
    """Return recall and precision of the actors and recipients of found core claims; a shared word is enough."""
    rows = [who_to_whom(report, row, claim) for report, row, claim in pairs if row.core]
    gold, gold_met, ours, ours_met = (sum(row[i] for row in rows) for i in range(4))
    return {
        "actors and recipients: recall": gold_met / max(1, gold),
        "actors and recipients: precision": ours_met / max(1, ours),
    }


def agreement(scored: Iterable[Scored]) -> dict[str, float]:
    """Return how far two separate codings of the same reports agree: core claims in both, over those of either."""
    both = either = 0
    for gold, second in ((one.gold, one.second) for one in scored if one.second is not None):
        first, other = ([row for row in coding.claims if row.core] for coding in (gold, second))
        both += sum(any(_is_same(a, b) for b in other) for a in first)
        both += sum(any(_is_same(a, b) for a in first) for b in other)
        either += len(first) + len(other)
    return {"two codings' agreement on core claims (F1)": both / either} if either else {}


def _is_same(a: GoldClaim, b: GoldClaim) -> bool:
    return a.trigger.overlaps(b.trigger) and bool(a.types & b.types)
