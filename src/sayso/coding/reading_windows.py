"""Cut a report's word pieces into windows for the attribution reader: a core that is read, and its surroundings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.records import Span

# Pieces of the core, and of what is shown on either side of it. Longer windows cost attention, shorter ones context.
CORE = 144
CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `last` are shown to the reader, and `core_first` to `core_last` are read; ends excluded."""

    first: int
    core_first: int
    core_last: int
    last: int


def windows(sentence_pieces: Sequence[int], core: int = CORE, context: int = CONTEXT) -> Iterator[Window]:
    """Yield windows over consecutive sentences of so many pieces each; a sentence longer than a core is cut."""
    total = sum(sentence_pieces)
    for first, last in _cores(sentence_pieces, core):
        yield Window(max(0, first - context), first, last, min(total, last + context))


def _cores(sentence_pieces: Sequence[int], core: int) -> Iterator[tuple[int, int]]:
    first = at = 0
    for size in sentence_pieces:
        if at > first and at + size - first > core:
            yield first, at
            first = at
        at += size
        while at - first > core:
            yield first, first + core
            first += core
    if at > first:
        yield first, at


def pieces_of_sentences(offsets: Sequence[tuple[int, int]], sentences: Sequence[Span]) -> list[int]:
    """Count the pieces of each sentence; a piece belongs to the last sentence that starts at or before it."""
    counts = [0] * len(sentences)
    number = 0
    for start, _ in offsets:
        while number + 1 < len(sentences) and sentences[number + 1].start <= start:
            number += 1
        counts[number] += 1
    return counts
