"""Find events by words and by filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    or_,
    select,
)
from sqlalchemy import func as sql

from sayso.ledger.full_text import found, terms_of
from sayso.ledger.tables import events
from sayso.records import Standing


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


def _phrase(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _matching(text: str, where: str | None) -> ColumnElement[bool]:
    """Match events that have all wanted terms and no unwanted one; text without a letter or digit matches none."""
    wanted, unwanted = terms_of(text)
    if not wanted and not unwanted:
        return false()
    conditions = []
    if wanted:
        conditions.append(events.c.number.in_(found(wanted, where)))
    for term in unwanted:
        conditions.append(events.c.number.not_in(found([term], where)))
    return and_(*conditions)
