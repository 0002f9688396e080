"""Group claims into happenings from their comparisons and people's decisions, whatever order they came in."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from sayso.merging.comparing import compare
from sayso.merging.evidence import Evidence
from sayso.merging.joining import joined
from sayso.merging.summaries import is_covered
from sayso.merging.vetoes import veto

Neighbours = Callable[[Evidence], Iterable[Evidence]]

# Two clusters on one chain of links join if their pairs score this much on average: reports leave much unsaid, and of
# two accounts of one happening many a pair of sentences has little in common.
_LEAST_MEAN = 0.4


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided about pairs of claims; both orders of a pair are the same pair."""

    same: Set[frozenset[str]] = frozenset()
    different: Set[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Happening:
    """Claims of one happening; or a sentence that sums happenings up, with a claim of each that it covers."""

    members: tuple[Evidence, ...]
    covers: tuple[str, ...] = ()


def clusters_around(
    seeds: Iterable[Evidence], neighbours: Neighbours, min_score: float, rulings: Rulings
) -> list[tuple[Evidence, ...]]:
    """Return the members of the happenings of every claim that the seeds' links lead to."""
    return [happening.members for happening in happenings_around(seeds, neighbours, min_score, rulings)]


def happenings_around(
    seeds: Iterable[Evidence], neighbours: Neighbours, min_score: float, rulings: Rulings
) -> list[Happening]:
    """Return the happenings of every claim that the seeds' links lead to.

    The score of two claims depends on these two alone, and a component of links is clustered afresh each time, so
    that the order in which reports arrive changes nothing. A sentence that sums happenings up is led to from each of
    them, and they from it, though it joins none.
    """
    members, scores, sums = _component(seeds, neighbours, min_score, rulings)
    inside = _along_links(scores, members, min_score)
    clusters = joined(inside, members, min(min_score, _LEAST_MEAN), _RuledOut(members, rulings).between)
    return [
        Happening(
            tuple(members[claim_id] for claim_id in cluster),
            tuple(sorted({single for claim_id in cluster for single in sums.get(claim_id, ())})),
        )
        for cluster in clusters
    ]


def _component(
    seeds: Iterable[Evidence], neighbours: Neighbours, min_score: float, rulings: Rulings
) -> tuple[Mapping[str, Evidence], Mapping[tuple[str, str], float], Mapping[str, Set[str]]]:
    """Return every claim that links lead to from the seeds, the scores of all pairs, and what each sum covers."""
    members = {seed.id: seed for seed in seeds}
    waiting = list(members.values())
    scores: dict[tuple[str, str], float] = {}
    sums: dict[str, set[str]] = {}
    while waiting:
        claim = waiting.pop()
        for other in neighbours(claim):
            pair = (claim.id, other.id) if claim.id < other.id else (other.id, claim.id)
            if claim.id == other.id or pair in scores:
                continue
            scores[pair] = 1.0 if frozenset(pair) in rulings.same else compare(claim, other).score
            summary, single = (claim, other) if claim.sums_up else (other, claim)
            is_sum = summary.sums_up != single.sums_up and is_covered(summary.claim, single.claim)
            if is_sum:
                sums.setdefault(summary.id, set()).add(single.id)
            if other.id not in members and (scores[pair] >= min_score or is_sum):
                members[other.id] = other
                waiting.append(other)
    return members, scores, sums


def _along_links(
    scores: Mapping[tuple[str, str], float], members: Iterable[str], min_score: float
) -> dict[tuple[str, str], float]:
    """Keep the scores of pairs that a chain of links leads from one to the other.

    Others happen to be asked for in one go: that must not join them, for another time they are not.
    """
    home = {member: {member} for member in members}
    for (a, b), score in scores.items():
        if score >= min_score and home[a] is not home[b]:
            fewer, more = sorted((home[a], home[b]), key=len)
            more |= fewer
            home.update(dict.fromkeys(fewer, more))
    return {(a, b): score for (a, b), score in scores.items() if a in home and b in home and home[a] is home[b]}


class _RuledOut:
    """Which pairs of claims a person, or what the claims say, keeps apart. Each pair is looked at once."""

    def __init__(self, members: Mapping[str, Evidence], rulings: Rulings) -> None:
        self._members = members
        self._rulings = rulings
        self._known: dict[tuple[str, str], bool] = {}

    def between(self, first: Set[str], second: Set[str]) -> bool:
        """Tell whether any pair across two clusters is ruled out."""
        return any(self._is_out(a, b) for a in first for b in second)

    def _is_out(self, a: str, b: str) -> bool:
        key = (a, b) if a < b else (b, a)
        if key not in self._known:
            pair = frozenset(key)
            self._known[key] = pair in self._rulings.different or (
                pair not in self._rulings.same and veto(self._members[a], self._members[b]) is not None
            )
        return self._known[key]


def pairs(claims: Iterable[str]) -> frozenset[frozenset[str]]:
    """Return every unordered pair of the claim ids given."""
    return frozenset(frozenset(pair) for pair in combinations(sorted(set(claims)), 2))
