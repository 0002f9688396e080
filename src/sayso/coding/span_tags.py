"""Read spans off scores of tags: the best sequence in which a span begins before it goes on."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def best_tags(scores: NDArray[np.float32], tags: Sequence[str]) -> list[int]:
    """Return the best tag of each row (words x tags) such that I-X only follows B-X or I-X (Viterbi)."""
    if not len(scores):
        return []
    closed = _closed(tags)
    begin = np.array([tag[0] == "I" for tag in tags])
    total = np.where(begin, -np.inf, scores[0])
    back = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        paths = np.where(closed, -np.inf, total[:, None])
        back[row] = paths.argmax(0)
        total = paths.max(0) + scores[row]
    best = [int(total.argmax())]
    for row in range(len(scores) - 1, 0, -1):
        best.append(int(back[row, best[-1]]))
    return best[::-1]


def _closed(tags: Sequence[str]) -> NDArray[np.bool_]:
    """Mark the steps that can't be taken, from tag (row) to tag (column)."""
    return np.array([[then[0] == "I" and first[2:] != then[2:] for then in tags] for first in tags])


def spans_of(
    scores: NDArray[np.float32],
    offsets: Sequence[tuple[int, int]],
    words: Sequence[int | None],
    tags: Sequence[str],
) -> list[tuple[str, int, int]]:
    """Return the labelled spans, in characters, of a sentence whose word pieces were scored (pieces x tags).

    A word's first piece decides for the whole word; pieces without a word are passed over.
    """
    firsts = [i for i, word in enumerate(words) if word is not None and (i == 0 or words[i - 1] != word)]
    ends = {word: end for word, (_, end) in zip(words, offsets, strict=True)}
    found: list[tuple[str, int, int]] = []
    for i, number in zip(firsts, best_tags(scores[firsts], tags), strict=True):
        part, _, label = tags[number].partition("-")
        if part == "B":
            found.append((label, offsets[i][0], ends[words[i]]))
        elif part == "I":
            found[-1] = (label, found[-1][1], ends[words[i]])
    return found
