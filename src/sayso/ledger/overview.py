"""Read events and reports in bulk: what changed since a revision, the heads of reports, the events of a page."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy import func as sql

from sayso.ledger import search
from sayso.ledger.rows import in_portions, problem_of
from sayso.ledger.stored_events import Revision, event_of, revision_of
from sayso.ledger.tables import current_claims, events, problems, reports, revisions
from sayso.records import Event, Problem

_PORTION = 5000


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it is stored: its number, which grows, its id, and its content as JSON."""

    number: int
    id: str
    content: Any


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of events after one revision, up to another: those that stand now, and the ids of those gone."""

    revision: int
    standing: tuple[StoredEvent, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What is known of a report without its text; `claims` counts the current ones."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: date | None
    claims: int


def changes_after(connection: Connection, revision: int) -> Changes:
    """Return what changed after a revision. After revision 0, that is every event."""
    latest = connection.scalar(select(sql.max(revisions.c.id))) or 0
    if revision == 0:
        return Changes(latest, tuple(_every_event(connection)), ())
    if latest == revision:
        return Changes(latest, (), ())
    changed = set(connection.scalars(select(revisions.c.event_id).where(revisions.c.id > revision)))
    found = tuple(_stored(connection, changed))
    return Changes(latest, found, tuple(sorted(changed - {event.id for event in found})))


def _every_event(connection: Connection) -> Iterator[StoredEvent]:
    after = 0
    while True:
        chosen = select(events.c.number, events.c.id, events.c.content).where(events.c.number > after)
        rows = connection.execute(chosen.order_by(events.c.number).limit(_PORTION)).all()
        yield from (StoredEvent(row.number, row.id, json.loads(row.content)) for row in rows)
        if len(rows) < _PORTION:
            return
        after = rows[-1].number


def _stored(connection: Connection, ids: Iterable[str]) -> Iterator[StoredEvent]:
    for portion in in_portions(ids):
        rows = connection.execute(
            select(events.c.number, events.c.id, events.c.content).where(events.c.id.in_(portion))
        )
        yield from (StoredEvent(row.number, row.id, json.loads(row.content)) for row in rows)


def events_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Event]:
    """Return the events of these numbers; those that are gone are left out."""
    found: dict[int, Event] = {}
    for portion in in_portions(numbers):
        rows = connection.execute(select(events.c.number, events.c.content).where(events.c.number.in_(portion)))
        found.update((row.number, event_of(row.content)) for row in rows)
    return found


def numbers_with_words(connection: Connection, words: str) -> list[int]:
    """Return the numbers of the events that hold these words, as `EventQuery.words` has it."""
    return list(connection.scalars(select(events.c.number).where(search.having_words(words))))


def outlets_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, str]:
    """Return the outlet of each of these reports that has one."""
    found: dict[str, str] = {}
    for portion in in_portions(report_ids):
        chosen = select(reports.c.id, reports.c.outlet).where(reports.c.id.in_(portion), reports.c.outlet.is_not(None))
        found.update((row.id, row.outlet) for row in connection.execute(chosen))
    return found


def report_heads(connection: Connection, limit: int, offset: int, words: str | None = None) -> list[ReportHead]:
    """Return reports, the latest published first; `words` stand in title, outlet or URL."""
    columns = (reports.c.id, reports.c.url, reports.c.outlet, reports.c.title, reports.c.published)
    chosen = _with_words(select(*columns), words).order_by(reports.c.published.desc().nulls_last(), reports.c.id)
    page = chosen.limit(limit).offset(offset).subquery()
    counted = select(sql.count()).where(current_claims.c.report_id == page.c.id).correlate(page).scalar_subquery()
    rows = connection.execute(
        select(page, counted.label("claims")).order_by(page.c.published.desc().nulls_last(), page.c.id)
    )
    return [ReportHead(row.id, row.url, row.outlet, row.title, row.published, row.claims) for row in rows]


def report_count(connection: Connection, words: str | None = None) -> int:
    """Count the reports whose title, outlet or URL holds the words."""
    return connection.scalar(_with_words(select(sql.count()).select_from(reports), words)) or 0


def _with_words(chosen: Any, words: str | None) -> Any:
    for word in (words or "").split():
        in_title, in_outlet, in_url = (
            column.icontains(word, autoescape=True) for column in (reports.c.title, reports.c.outlet, reports.c.url)
        )
        chosen = chosen.where(in_title | in_outlet | in_url)
    return chosen


def problems_page(connection: Connection, limit: int, offset: int) -> list[Problem]:
    """Return problems, the latest met first."""
    rows = connection.execute(select(problems).order_by(problems.c.id.desc()).limit(limit).offset(offset))
    return [problem_of(row) for row in rows]


def problems_of_report(connection: Connection, report_id: str) -> list[Problem]:
    """Return the problems met with a report, oldest first."""
    rows = connection.execute(select(problems).where(problems.c.report_id == report_id).order_by(problems.c.id))
    return [problem_of(row) for row in rows]


def problem_count(connection: Connection) -> int:
    """Count the problems."""
    return connection.scalar(select(sql.count()).select_from(problems)) or 0


def revisions_of(connection: Connection, event_id: str) -> list[Revision]:
    """Return the changes of one event, oldest first."""
    rows = connection.execute(select(revisions).where(revisions.c.event_id == event_id).order_by(revisions.c.revision))
    return [revision_of(row) for row in rows]
