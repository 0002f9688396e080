"""Mark in a text the words that a search found, by the same tokens and stems as the search itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.ledger.full_text import fts5, terms_of

# Private-use characters; a text that holds one is only marked wrongly, for what is shown is escaped piece by piece.
_OPEN, _CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether a search term stands there."""

    text: str
    found: bool


def highlighted(texts: Sequence[str], words: str | None) -> list[list[Piece]]:
    """Cut each text into pieces, those that match a wanted term of `words` marked as found."""
    terms = [fts5(term) for term in terms_of(words)[0]] if words else []
    if not terms or not texts:
        return [[Piece(text, False)] for text in texts]
    marked = dict(_marked(texts, " OR ".join(terms)))
    return [list(_pieces(marked.get(number, text))) for number, text in enumerate(texts)]


def _marked(texts: Iterable[str], match: str) -> Iterator[tuple[int, str]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE shown USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        connection.executemany("INSERT INTO shown(rowid, text) VALUES (?, ?)", enumerate(texts))
        rows = connection.execute(
            "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?", (_OPEN, _CLOSE, match)
        )
        yield from rows
    finally:
        connection.close()


def _pieces(marked: str) -> Iterator[Piece]:
    before, *rest = marked.split(_OPEN)
    if before:
        yield Piece(before, False)
    for part in rest:
        inside, _, after = part.partition(_CLOSE)
        yield Piece(inside, True)
        if after:
            yield Piece(after, False)
