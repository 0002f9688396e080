"""The full-text index, which databases do each in their own way; nothing else knows how.

SQLite keeps the words in an FTS5 table whose rows bear the numbers of the events. PostgreSQL keeps them as one tsvector
a column in a table of the same name, stemmed by a configuration of its own that has no stop words. In both a word is a
run of letters and digits without its diacritics.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    delete,
    insert,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy import func as sql
from sqlalchemy.ext.compiler import compiles

from sayso.records import Event

COLUMNS = ("quotes", "titles", "parties", "sources", "places")

# What a person types: words, "several words in order", begin* and -unwanted.
_TERM = re.compile(r'(?P<unwanted>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")

# A tsvector holds a megabyte of words at most.
_MOST_CHARACTERS = 200_000

_words = table("event_words", column("rowid"), *(column(name) for name in COLUMNS))
_CONFIGURATION: ColumnElement[Any] = literal_column("'sayso'::regconfig")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: words in this order; with `begins`, the last may go on."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class EventWords:
    """What of an event can be searched."""

    quotes: Sequence[str]
    titles: Sequence[str]
    parties: Sequence[str]
    sources: Sequence[str]
    places: Sequence[str]


def words_of(event: Event, quotes: Iterable[str], titles: Iterable[str]) -> EventWords:
    """Collect what can be searched; copies quote the same sentence, which is kept once."""
    parties = [party.actor for party in (*event.actors, *event.recipients)]
    vouching = [say_so.actor for say_so in event.say_sos if say_so.actor]
    place = event.place
    return EventWords(
        quotes=sorted(set(quotes)),
        titles=sorted(set(titles)),
        parties=[word for actor in parties for word in (actor.name, actor.country, actor.sector) if word],
        sources=[say_so.source for say_so in event.say_sos] + [actor.name for actor in vouching],
        places=[word for word in (place.name, place.admin1, place.country) if word] if place else [],
    )


def index(connection: Connection, words_by_number: Mapping[int, EventWords]) -> None:
    """Make events, by number, findable by their words."""
    rows: list[dict[str, Any]] = []
    is_sqlite = connection.dialect.name == "sqlite"
    for number, words in words_by_number.items():
        texts = {name: "\n".join(getattr(words, name)) for name in COLUMNS}
        if not is_sqlite:
            texts = {name: " ".join(_folded(text[:_MOST_CHARACTERS])) for name, text in texts.items()}
        rows.append({"number": number} | texts)
    values = {
        name: bindparam(name) if is_sqlite else sql.to_tsvector(_CONFIGURATION, bindparam(name)) for name in COLUMNS
    }
    if rows:
        connection.execute(insert(_words).values(rowid=bindparam("number"), **values), rows)


def forget(connection: Connection, numbers: Iterable[int]) -> None:
    """Take events out of the index."""
    gone = [{"gone": number} for number in numbers]
    if gone:
        connection.execute(delete(_words).where(_words.c.rowid == bindparam("gone")), gone)


def terms_of(typed: str) -> tuple[list[Term], list[Term]]:
    """Read what a person typed: the terms that are wanted, and those that are not; each has a letter or digit."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for found_term in _TERM.finditer(typed):
        text = found_term["phrase"] if found_term["phrase"] is not None else found_term["word"]
        if _WORD.search(text):
            term = Term(text.rstrip("*"), begins=bool(found_term["word"]) and text.endswith("*"))
            (unwanted if found_term["unwanted"] else wanted).append(term)
    return wanted, unwanted


def fts5(term: Term) -> str:
    """Spell a term for FTS5: always quoted, so that nothing a person types is taken for its syntax."""
    return '"' + term.text.replace('"', '""') + '"' + ("*" if term.begins else "")


def found(terms: Sequence[Term], where: str | None) -> Select[int]:
    """Select the numbers of the events that have all of these terms, in one column or anywhere."""
    return select(_words.c.rowid).where(_AllTerms(terms, where))


class _AllTerms(ColumnElement[bool]):
    """True of rows of `event_words` that have all terms; each database spells it in its own way."""

    inherit_cache = False

    def __init__(self, terms: Sequence[Term], where: str | None) -> None:
        self.terms = tuple(terms)
        self.where = where


@compiles(_AllTerms, "sqlite")
def _for_fts5(element: _AllTerms, compiler: Any, **options: Any) -> Any:
    spelled = [f"{element.where} : {fts5(term)}" if element.where else fts5(term) for term in element.terms]
    match = column("event_words").op("MATCH")(literal(" AND ".join(spelled)))
    return compiler.process(match, **options)


@compiles(_AllTerms, "postgresql")
def _for_tsvector(element: _AllTerms, compiler: Any, **options: Any) -> Any:
    columns = [element.where] if element.where else COLUMNS
    queries = [sql.to_tsquery(_CONFIGURATION, _tsquery(term)) for term in element.terms]
    matches = [or_(*(_words.c[name].op("@@")(query) for name in columns)) for query in queries]
    return compiler.process(and_(*matches), **options)


def _tsquery(term: Term) -> str:
    return " <-> ".join(_folded(term.text)) + (":*" if term.begins else "")


def _folded(text: str) -> list[str]:
    """Return the words of a text, lower case and without diacritics, as FTS5's unicode61 takes them."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _WORD.findall(bare.lower())
