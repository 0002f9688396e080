"""Group claims into happenings from their comparisons and people's decisions, whatever order they came in."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from sayso.merging.comparing import Comparison, compare, veto
from sayso.merging.evidence import Evidence

Neighbours = Callable[[Evidence], Iterable[Evidence]]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided about pairs of claims; both orders of a pair are the same pair."""

    same: Set[frozenset[str]] = frozenset()
    different: Set[frozenset[str]] = frozenset()


def clusters_around(
    seeds: Iterable[Evidence], neighbours: Neighbours, min_score: float, rulings: Rulings
) -> list[tuple[Evidence, ...]]:
    """Return the clusters of every claim that the seeds' links lead to.

    Links between two claims depend on these two alone, and a component of links is clustered afresh each time, so
    that the order in which reports arrive changes nothing.
    """
    members, links = _component(seeds, neighbours, min_score, rulings)
    return _clusters(members, links, rulings)


def _component(
    seeds: Iterable[Evidence], neighbours: Neighbours, min_score: float, rulings: Rulings
) -> tuple[Mapping[str, Evidence], Sequence[Comparison]]:
    members = {seed.id: seed for seed in seeds}
    waiting = list(members.values())
    links: dict[tuple[str, str], Comparison] = {}
    compared: set[frozenset[str]] = set()
    while waiting:
        claim = waiting.pop()
        for other in neighbours(claim):
            pair = frozenset((claim.id, other.id))
            if len(pair) < 2 or pair in compared:
                continue
            compared.add(pair)
            link = compare(claim, other)
            if pair not in rulings.same and link.score < min_score:
                continue
            links[link.first, link.second] = link
            if other.id not in members:
                members[other.id] = other
                waiting.append(other)
    return members, [links[key] for key in sorted(links)]


def _clusters(
    members: Mapping[str, Evidence], links: Sequence[Comparison], rulings: Rulings
) -> list[tuple[Evidence, ...]]:
    """Join the best links first, never across a veto: a chain of likenesses does not make one happening."""
    cluster_of = {claim_id: {claim_id} for claim_id in members}
    ruled_out = _RuledOut(members, rulings)
    for link in sorted(links, key=lambda link: (not _decided(link, rulings), -link.score, link.first, link.second)):
        first, second = cluster_of[link.first], cluster_of[link.second]
        if first is second or ruled_out.between(first, second):
            continue
        first |= second
        for claim_id in second:
            cluster_of[claim_id] = first
    distinct = {id(cluster): cluster for cluster in cluster_of.values()}
    ordered = sorted(sorted(cluster) for cluster in distinct.values())
    return [tuple(members[claim_id] for claim_id in cluster) for cluster in ordered]


def _decided(link: Comparison, rulings: Rulings) -> bool:
    return frozenset((link.first, link.second)) in rulings.same


class _RuledOut:
    """Which pairs of claims a person, or what the claims say, keeps apart. Each pair is looked at once."""

    def __init__(self, members: Mapping[str, Evidence], rulings: Rulings) -> None:
        self._members = members
        self._rulings = rulings
        self._known: dict[tuple[str, str], bool] = {}

    def between(self, first: set[str], second: set[str]) -> bool:
        """Tell whether any pair across two clusters is ruled out."""
        return any(self._is_out(a, b) for a in first for b in second)

    def _is_out(self, a: str, b: str) -> bool:
        key = (a, b) if a < b else (b, a)
        if key not in self._known:
            pair = frozenset(key)
            self._known[key] = pair in self._rulings.different or (
                pair not in self._rulings.same and veto(self._members[a].claim, self._members[b].claim) is not None
            )
        return self._known[key]


def pairs(claims: Iterable[str]) -> frozenset[frozenset[str]]:
    """Return every unordered pair of the claim ids given."""
    return frozenset(frozenset(pair) for pair in combinations(sorted(set(claims)), 2))
