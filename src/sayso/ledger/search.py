"""Find events by words and by filters; the full-text index, which databases do each in their own way, lives here only.

SQLite keeps the words in an FTS5 table whose rows bear the numbers of the events. PostgreSQL will keep them as one
tsvector a column in a table of the same name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    delete,
    false,
    insert,
    or_,
    select,
    table,
)
from sqlalchemy import func as sql

from sayso.ledger.tables import events
from sayso.records import Event, Standing

# What a person types: words, "several words in order", begin* and -unwanted.
_TERM = re.compile(r'(?P<unwanted>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_INDEXED = re.compile(r"[^\W_]")

_words = table(
    "event_words",
    column("rowid"),
    column("quotes"),
    column("titles"),
    column("parties"),
    column("sources"),
    column("places"),
)


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events to list; a filter that is None lets all through. Days are included at both ends.

    `words` are searched in the quoted sentences, the titles, and the names of parties, sources and places. `actor`
    looks at both sides, by name, ISO 3166 alpha-3 country or PLOVER sector; `place` at a place's name and region.
    """

    words: str | None = None
    type: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    min_say_sos: int | None = None
    standing: Standing | None = None
    limit: int | None = None
    offset: int = 0


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


def index(connection: Connection, number: int, words: EventWords) -> None:
    """Make an event findable by its words."""
    connection.execute(
        insert(_words).values(
            rowid=number,
            quotes="\n".join(words.quotes),
            titles="\n".join(words.titles),
            parties="\n".join(words.parties),
            sources="\n".join(words.sources),
            places="\n".join(words.places),
        )
    )


def forget(connection: Connection, numbers: Iterable[int]) -> None:
    """Take events out of the index."""
    gone = [{"gone": number} for number in numbers]
    if gone:
        connection.execute(delete(_words).where(_words.c.rowid == bindparam("gone")), gone)


def listing(query: EventQuery) -> Select[str]:
    """Select the contents of the events that a query asks for, latest first and, on one day, by id."""
    latest_first = (events.c.latest.desc().nulls_last(), events.c.id.desc())
    chosen = select(events.c.content).where(*_conditions(query)).order_by(*latest_first)
    return chosen.limit(query.limit).offset(query.offset)


def counting(query: EventQuery) -> Select[int]:
    """Select how many events a query asks for, whatever its limit."""
    return select(sql.count()).select_from(events).where(*_conditions(query))


def having_words(words: str) -> ColumnElement[bool]:
    """Match events by words alone."""
    return _matching(words, None)


def _conditions(query: EventQuery) -> Iterator[ColumnElement[bool]]:
    """Translate a query. An event without days is no match for one that asks for days."""
    if query.words is not None:
        yield _matching(query.words, None)
    if query.actor is not None:
        yield _matching(_phrase(query.actor), "parties")
    if query.place is not None:
        yield _matching(_phrase(query.place), "places")
    if query.type is not None:
        yield events.c.event_type == query.type
    if query.country is not None:
        yield events.c.country == query.country
    if query.standing is not None:
        yield events.c.standing == str(query.standing)
    if query.since is not None:
        yield or_(events.c.latest >= query.since, events.c.earliest >= query.since)
    if query.until is not None:
        yield or_(events.c.earliest <= query.until, events.c.latest <= query.until)
    if query.min_say_sos is not None:
        yield events.c.say_so_count >= query.min_say_sos


def wanted_terms(words: str) -> list[str]:
    """Return the terms that `words` asks for, unwanted ones left out, each as FTS5 spells it."""
    terms = [term for term in _TERM.finditer(words) if _INDEXED.search(term[0])]
    return [_fts5(term, None) for term in terms if not term["unwanted"]]


def _phrase(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _matching(text: str, where: str | None) -> ColumnElement[bool]:
    """Match events that have all wanted terms and no unwanted one; text without a letter or digit matches none."""
    terms = [term for term in _TERM.finditer(text) if _INDEXED.search(term[0])]
    wanted = [_fts5(term, where) for term in terms if not term["unwanted"]]
    unwanted = [_fts5(term, where) for term in terms if term["unwanted"]]
    if not terms:
        return false()
    conditions = []
    if wanted:
        conditions.append(events.c.number.in_(_found(" AND ".join(wanted))))
    if unwanted:
        conditions.append(events.c.number.not_in(_found(" OR ".join(unwanted))))
    return and_(*conditions)


def _fts5(term: re.Match[str], where: str | None) -> str:
    """Spell a term for FTS5: always quoted, so that nothing a person types is taken for its syntax."""
    text = term["phrase"] if term["phrase"] is not None else term["word"]
    start = "*" if term["word"] and text.endswith("*") else ""
    quoted = '"' + text.rstrip("*").replace('"', '""') + '"' + start
    return f"{where} : {quoted}" if where else quoted


def _found(match: str) -> Select[int]:
    return select(_words.c.rowid).where(column("event_words").op("MATCH")(match))
