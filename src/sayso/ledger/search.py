"""Find events by words and by filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    literal_column,
    or_,
    select,
)
from sqlalchemy import func as sql

from sayso.ledger.full_text import found, terms_of
from sayso.ledger.tables import events
from sayso.records import Standing

# From so many events on, finding the latest by going through the list beats sorting all that have the words.
_COMMON = 2000


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


def contents(connection: Connection, query: EventQuery) -> Iterator[str]:
    """Yield the contents of the events that a query asks for, latest first and, on one day, by id."""
    walks = query.limit is not None and _is_common(connection, query)
    latest_first = (events.c.latest.desc().nulls_last(), events.c.id.desc())
    chosen = select(events.c.content).where(*_conditions(query, walks=walks)).order_by(*latest_first)
    yield from connection.scalars(chosen.limit(query.limit).offset(query.offset))


def _is_common(connection: Connection, query: EventQuery) -> bool:
    """Tell whether every text that a query asks for is in so many events that sorting them all would take long."""
    asked = [(text, where) for text, where in _texts(query) if terms_of(text)[0]]
    return bool(asked) and all(_found_often(connection, text, where) for text, where in asked)


def _found_often(connection: Connection, text: str, where: str | None) -> bool:
    numbers = found(terms_of(text)[0], where).limit(_COMMON).subquery()
    return (connection.scalar(select(sql.count()).select_from(numbers)) or 0) == _COMMON


def _texts(query: EventQuery) -> Iterator[tuple[str, str | None]]:
    if query.words is not None:
        yield query.words, None
    if query.actor is not None:
        yield _phrase(query.actor), "parties"
    if query.place is not None:
        yield _phrase(query.place), "places"


def counting(query: EventQuery) -> Select[int]:
    """Select how many events a query asks for, whatever its limit."""
    return select(sql.count()).select_from(events).where(*_conditions(query))


def having_words(words: str) -> ColumnElement[bool]:
    """Match events by words alone."""
    return _matching(words, None, events.c.number)


def _conditions(query: EventQuery, *, walks: bool = False) -> Iterator[ColumnElement[bool]]:
    """Translate a query. An event without days is no match for one that asks for days.

    With `walks`, the events are gone through in their order and looked up among those with the words.
    """
    # An expression, not the column: so the planner can't start from the words.
    number: ColumnElement[int] = literal_column("+events.number") if walks else events.c.number
    for text, where in _texts(query):
        yield _matching(text, where, number)
    if query.type is not None:
        yield events.c.event_type == query.type
    if query.country is not None:
        yield events.c.country == query.country
    if query.standing is not None:
        yield events.c.standing == str(query.standing)
    if query.since is not None:
        yield events.c.latest >= query.since
    if query.until is not None:
        yield or_(events.c.earliest <= query.until, events.c.latest <= query.until)
    if query.min_say_sos is not None:
        yield events.c.say_so_count >= query.min_say_sos
        if query.min_say_sos > 1:
            yield events.c.say_so_count > literal_column("1")  # as the index of events with several says it


def _phrase(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _matching(text: str, where: str | None, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Match events that have all wanted terms and no unwanted one; text without a letter or digit matches none."""
    wanted, unwanted = terms_of(text)
    if not wanted and not unwanted:
        return false()
    conditions = []
    if wanted:
        conditions.append(number.in_(found(wanted, where)))
    for term in unwanted:
        conditions.append(number.not_in(found([term], where)))
    return and_(*conditions)
