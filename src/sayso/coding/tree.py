"""Turn a parsed Doc into plain lists, one entry a token, that rules can walk without touching spaCy again.

A Token object costs a microsecond a look; rules over whole reports look dozens of times at every word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from spacy.tokens import Doc

from sayso.records import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_ATTRIBUTES: list[int | str] = ["LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]


@dataclass(frozen=True)
class Tree:
    """A Doc's words and parse. `heads[i]` is the token that governs `i`, itself at a root; edges are inclusive."""

    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[int, ...]
    entities: tuple[tuple[int, str], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc) -> "Tree":
        """Copy what rules need out of `doc`."""
        strings = doc.vocab.strings
        spelled: dict[int, str] = {}
        table = doc.to_array(_ATTRIBUTES).reshape(len(doc), len(_ATTRIBUTES))
        columns = cast(list[list[int]], table.T.tolist())
        for number in {number for column in (*columns[:5], columns[8]) for number in column}:
            spelled[number] = strings[number] if number else ""
        words, lemmas, pos, tags, deps, types = (tuple(spelled[n] for n in columns[i]) for i in (0, 1, 2, 3, 4, 8))
        # to_array stores heads as unsigned offsets: a head to the left wraps around.
        heads = tuple(i + (h - (1 << 64) if h >> 63 else h) for i, h in enumerate(columns[5]))
        begins = tuple(token.idx for token in doc)
        return cls(
            text=doc.text,
            words=words,
            lemmas=tuple(lemma.lower() for lemma in lemmas),
            pos=pos,
            tags=tags,
            deps=deps,
            heads=heads,
            sentences=_sentence_numbers(columns[6]),
            entities=_entity_numbers(columns[7], types),
            left=tuple(token.left_edge.i for token in doc),
            right=tuple(token.right_edge.i for token in doc),
            starts=begins,
            ends=tuple(start + len(word) for start, word in zip(begins, words, strict=True)),
        )

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The tokens each token governs, in the order of the text."""
        children: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                children[head].append(i)
        return tuple(tuple(group) for group in children)

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """First token and token after the last of every sentence."""
        firsts = [i for i in range(len(self)) if i == 0 or self.sentences[i] != self.sentences[i - 1]]
        return tuple(zip(firsts, [*firsts[1:], len(self)], strict=True))

    def sentence(self, i: int) -> tuple[int, int]:
        """First token, and token after the last, of the sentence that holds `i`."""
        return self.bounds[self.sentences[i]]

    def child(self, i: int, *deps: str) -> int | None:
        """Return the first child of `i` with one of these dependencies."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def subject(self, i: int) -> int | None:
        """Return the subject of `i`, active or passive."""
        return next((c for c in self.children[i] if self.deps[c] in SUBJECTS), None)

    def subtree(self, i: int) -> set[int]:
        """Return every token from the left to the right edge of `i`."""
        return set(range(self.left[i], self.right[i] + 1))

    def climb(self, i: int) -> Iterator[int]:
        """Yield the tokens that govern `i`, nearest first, up to the root."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def is_infinitive(self, i: int) -> bool:
        """Tell whether `i` is a verb with "to"."""
        return any(self.deps[c] == "aux" and self.words[c] == "to" for c in self.children[i])

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])


def _sentence_numbers(starts: list[int]) -> tuple[int, ...]:
    numbers, number = [], -1
    for i, start in enumerate(starts):
        number += i == 0 or start == 1
        numbers.append(number)
    return tuple(numbers)


def _entity_numbers(iob: list[int], types: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Number the named entities: (0, "") outside, the same number throughout one entity."""
    numbers, number = [], 0
    for tag, kind in zip(iob, types, strict=True):
        number += tag == 3
        numbers.append((number, kind) if kind else (0, ""))
    return tuple(numbers)
