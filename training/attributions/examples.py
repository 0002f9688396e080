"""PolNeAR's documents as word pieces with their attributions marked, and the windows that training shows of them."""

import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sayso.coding.reading_windows import CONTEXT, CORE, Window, pieces_of_sentences, windows
from sayso.coding.sentences import parseable_text, parsed
from sayso.records import Report, Span

# What a piece is to an attribution's cue.
LINKS = ("none", "source", "content", "cue")
CUE_TAGS = ("O", "B-cue", "I-cue")
_SHORTEST_CORE = 72


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution: the pieces of the cue's first part, and each other piece that belongs to it with its link."""

    cue: tuple[int, int]
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document's pieces, which of them begin a word, how many each sentence has, and its attributions."""

    name: str
    ids: tuple[int, ...]
    begins: tuple[bool, ...]
    sentence_pieces: tuple[int, ...]
    attributions: tuple[Linked, ...]


def documents(path: Path, pieces: Tokenizer) -> Iterator[Document]:
    """Yield each document of a PolNeAR file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    reports = (Report(id=str(number), text=row["text"]) for number, row in enumerate(rows))
    for report, doc in parsed(reports):
        sentences = [Span(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        yield _document(rows[int(report.id)], parseable_text(report), sentences, pieces)


def _document(row: dict[str, Any], text: str, sentences: Sequence[Span], pieces: Tokenizer) -> Document:
    encoding = pieces.encode(text, add_special_tokens=False)
    offsets, words = encoding.offsets, encoding.word_ids
    linked = (_linked(attribution, offsets) for attribution in row["attributions"])
    return Document(
        name=row["doc"],
        ids=tuple(encoding.ids),
        begins=tuple(i == 0 or words[i] != words[i - 1] for i in range(len(words))),
        sentence_pieces=tuple(pieces_of_sentences(offsets, sentences)),
        attributions=tuple(one for one in linked if one is not None),
    )


def _linked(attribution: dict[str, Any], offsets: Sequence[tuple[int, int]]) -> Linked | None:
    """Number the pieces of an attribution; one without a cue says nothing that could be linked."""
    first_part, *rest = sorted(attribution["cue"]) or [None]
    cue = [] if first_part is None else _covered(first_part, offsets)
    if not cue:
        return None
    links = {i: LINKS.index("cue") for part in rest for i in _covered(part, offsets)}
    for name in ("content", "source"):
        links |= {i: LINKS.index(name) for part in attribution[name] for i in _covered(part, offsets)}
    return Linked((cue[0], cue[-1] + 1), tuple(sorted((i, link) for i, link in links.items() if i not in cue)))


def _covered(span: Sequence[int], offsets: Sequence[tuple[int, int]]) -> list[int]:
    first = bisect_right(offsets, span[0], key=lambda offset: offset[1])
    last = bisect_left(offsets, span[1], key=lambda offset: offset[0])
    return list(range(first, last))


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a document."""

    document: Document
    window: Window


def examples(documents: Sequence[Document], chance: random.Random | None = None) -> list[Example]:
    """Cut documents into windows: as reading cuts them, or of chance length, so that no two epochs see the same."""
    return [
        Example(document, window)
        for document in documents
        for window in windows(
            document.sentence_pieces, CORE if chance is None else chance.randint(_SHORTEST_CORE, CORE), CONTEXT
        )
    ]
