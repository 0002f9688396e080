"""Join claims to clusters by how alike whole clusters are, best first: a chain of likenesses makes no happening."""

from collections.abc import Callable, Iterable, Mapping, Set
from heapq import heapify, heappop, heappush

IsRuledOut = Callable[[Set[str], Set[str]], bool]
_Entry = tuple[float, str, str]


def joined(
    scores: Mapping[tuple[str, str], float], members: Iterable[str], min_score: float, is_ruled_out: IsRuledOut
) -> list[tuple[str, ...]]:
    """Return clusters in order of their smallest member, each in order.

    The two clusters whose pairs have the highest mean score are joined first, as long as that mean is at least
    `min_score` and nothing rules it out. Pairs without a score count for nothing. Time grows with the number of
    scored pairs, not with that of all pairs.
    """
    growing = _Growing(scores, members)
    heap: list[_Entry] = [(-mean, a, b) for (a, b), mean in growing.means() if mean >= min_score]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if growing.mean(a, b) != -negative:
            continue
        if is_ruled_out(growing.cluster[a], growing.cluster[b]):
            growing.part(a, b)
            continue
        for other, mean in growing.join(a, b):
            if mean >= min_score:
                heappush(heap, (-mean, min(a, other), max(a, other)))
    return sorted(tuple(sorted(cluster)) for cluster in growing.cluster.values())


class _Growing:
    """Clusters by their first name, with sum and number of the scores between each two of them."""

    def __init__(self, scores: Mapping[tuple[str, str], float], members: Iterable[str]) -> None:
        self.cluster: dict[str, set[str]] = {member: {member} for member in members}
        self._between: dict[str, dict[str, tuple[float, int]]] = {member: {} for member in self.cluster}
        for (a, b), score in sorted(scores.items()):
            self._between[a][b] = self._between[b][a] = (score, 1)

    def means(self) -> list[tuple[tuple[str, str], float]]:
        """Return the mean score between each two clusters, once each."""
        return [
            ((a, b), total / count) for a, row in self._between.items() for b, (total, count) in row.items() if a < b
        ]

    def mean(self, a: str, b: str) -> float | None:
        """Return the mean score between two clusters, None if one has gone up in another or they are parted."""
        found = self._between.get(a, {}).get(b)
        return found[0] / found[1] if found else None

    def part(self, a: str, b: str) -> None:
        """Forget the scores between two clusters, so that they never join."""
        del self._between[a][b], self._between[b][a]

    def join(self, a: str, b: str) -> list[tuple[str, float]]:
        """Let `a` take up `b`, and return the mean scores between it and all others."""
        self.cluster[a] |= self.cluster.pop(b)
        row = self._between[a]
        for other, (total, count) in self._between.pop(b).items():
            del self._between[other][b]
            if other != a:
                before, number = row.get(other, (0.0, 0))
                row[other] = self._between[other][a] = (before + total, number + count)
        return [(other, total / count) for other, (total, count) in row.items()]
