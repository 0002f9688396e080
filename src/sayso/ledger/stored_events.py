"""Store computed events, so that every claim id ever published leads to the event that holds it now."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy import func as sql

from sayso.as_json import event_content, event_from_content
from sayso.errors import LedgerError
from sayso.ledger import full_text
from sayso.ledger.mentions import successors
from sayso.ledger.rows import as_text, in_portions
from sayso.ledger.standing import queue
from sayso.ledger.stored_claims import events_holding, recorded_order
from sayso.ledger.tables import claims, current_claims, event_claims, events, reports, revisions, unmerged
from sayso.records import Certainty, Event

_FEED_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of an event, for those who follow the ledger; `sequence` numbers the changes of all events."""

    event_id: str
    revision: int
    at: str
    what: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Change:
    """What merging made: events computed, events that are no more, claims of no event, and what each event is worth."""

    changed: Sequence[Event]
    removed: Sequence[str]
    settled: Sequence[str]
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Stored:
    number: int
    content: str
    worth: float


def replace_events(connection: Connection, change: Change, at: str) -> None:
    """Store changed events, drop removed ones, and take their claims off the queue.

    `settled` are claims that merging has looked at and that belong to no event. A claim that leaves an event and
    neither enters another one nor is settled goes back to the queue: so nothing is lost when two programs merge at
    once, each without the other's newest claim.
    """
    changed, worth = change.changed, change.worth
    contents = {event.id: as_text(event_content(event)) for event in changed}
    gone = sorted(set(change.removed) - contents.keys())
    stored = _stored(connection, [*contents, *gone])
    touched = [found.number for found in stored.values()]
    held_before = _held_by(connection, touched)
    new = [event for event in changed if event.id not in stored]
    altered = [event for event in changed if event.id in stored and stored[event.id].content != contents[event.id]]

    _delete_links(connection, touched)
    _drop(connection, [stored[identity].number for identity in gone if identity in stored])
    for event in new:
        columns = event_columns(event, contents[event.id])
        connection.execute(insert(events).values(id=event.id, revision=0, worth=worth.get(event.id, 0.0), **columns))
    for event in altered:
        connection.execute(
            update(events).where(events.c.id == event.id).values(event_columns(event, contents[event.id]))
        )
    _put_worth(connection, worth, stored)
    numbers = {identity: found.number for identity, found in _stored(connection, contents).items()}
    held_now = _link(connection, changed, numbers)
    _index(connection, [*new, *altered], numbers)
    _settle(connection, held_before, held_now, change.settled)
    notes = [(event.id, "added") for event in new] + [(event.id, "changed") for event in altered]
    notes += [(identity, _fate(connection, identity)) for identity in gone if identity in stored]
    _note(connection, notes, at)


def event_by_id(connection: Connection, identity: str) -> Event | None:
    """Return the event of exactly this id."""
    content = connection.scalar(select(events.c.content).where(events.c.id == identity))
    return event_of(content) if content else None


def event_holding(connection: Connection, identity: str) -> Event | None:
    """Return the event that an event id or claim id leads to, however long ago it was published."""
    claim = "c_" + identity.removeprefix("e_") if identity.startswith("e_") else identity
    standing_for = successors(connection, [claim]).get(claim, ())
    for candidate in (claim, *standing_for):
        holder = events_holding(connection, [candidate]).get(candidate)
        if holder:
            return event_by_id(connection, holder)
    return event_by_id(connection, identity)


def event_of(content: str) -> Event:
    """Rebuild an event from its row."""
    return event_from_content(json.loads(content))


def most_worth(connection: Connection, limit: int, offset: int) -> list[tuple[Event, float]]:
    """Return the events that are worth a look, with what they are worth, the most first."""
    ranked = select(events.c.content, events.c.worth).where(events.c.worth > 0)
    rows = connection.execute(ranked.order_by(events.c.worth.desc(), events.c.id.desc()).limit(limit).offset(offset))
    return [(event_of(row.content), row.worth) for row in rows]


def revisions_since(connection: Connection, since: str) -> tuple[Revision, ...]:
    """Return the changes from a moment on, oldest first."""
    rows = connection.execute(select(revisions).where(revisions.c.at >= since).order_by(revisions.c.id))
    return tuple(revision_of(row) for row in rows)


def revisions_after(connection: Connection, sequence: int, since: str) -> list[Revision]:
    """Return the next changes after a sequence number and from a moment on, oldest first."""
    chosen = select(revisions).where(revisions.c.id > sequence, revisions.c.at >= since)
    return [revision_of(row) for row in connection.execute(chosen.order_by(revisions.c.id).limit(_FEED_PORTION))]


def revision_of(row: Row[Any]) -> Revision:
    """Rebuild a revision from its row."""
    return Revision(row.event_id, row.revision, row.at, row.what, row.id)


def event_columns(event: Event, content: str) -> dict[str, Any]:
    """Lay out what events are filtered and sorted by, beside the whole event."""
    place, time = event.place, event.time
    return {
        "event_type": event.event_type,
        "standing": str(event.standing),
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "earliest": time.earliest if time else None,
        "latest": (time.latest or time.earliest) if time else None,
        "say_so_count": sum(say_so.certainty is not Certainty.DENIED for say_so in event.say_sos),
        "report_count": len(event.reports),
        "content": content,
    }


def _stored(connection: Connection, ids: Iterable[str]) -> dict[str, _Stored]:
    found: dict[str, _Stored] = {}
    for portion in in_portions(ids):
        rows = connection.execute(
            select(events.c.id, events.c.number, events.c.content, events.c.worth).where(events.c.id.in_(portion))
        )
        found.update((row.id, _Stored(row.number, row.content, row.worth)) for row in rows)
    return found


def _put_worth(connection: Connection, worth: Mapping[str, float], stored: Mapping[str, _Stored]) -> None:
    moved = [
        {"which": identity, "now": value}
        for identity, value in worth.items()
        if identity in stored and stored[identity].worth != value
    ]
    if moved:
        connection.execute(
            update(events).where(events.c.id == bindparam("which")).values(worth=bindparam("now")), moved
        )


def _held_by(connection: Connection, numbers: Iterable[int]) -> set[int]:
    held: set[int] = set()
    for portion in in_portions(numbers):
        held.update(connection.scalars(select(event_claims.c.claim).where(event_claims.c.event.in_(portion))))
    return held


def _delete_links(connection: Connection, numbers: Sequence[int]) -> None:
    if numbers:
        gone = [{"gone": number} for number in numbers]
        connection.execute(delete(event_claims).where(event_claims.c.event == bindparam("gone")), gone)


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    full_text.forget(connection, numbers)
    if numbers:
        connection.execute(
            delete(events).where(events.c.number == bindparam("gone")), [{"gone": number} for number in numbers]
        )


def _link(connection: Connection, changed: Sequence[Event], numbers: dict[str, int]) -> set[int]:
    """Tie claims to their events and return them; a claim may be in one event only, and must be recorded."""
    order = recorded_order(connection, (claim for event in changed for claim in event.claims))
    holder: dict[str, str] = {}
    for event in changed:
        for claim in event.claims:
            if claim not in order:
                raise LedgerError(f"Event {event.id} holds claim {claim}, which is not in the ledger.")
            if holder.setdefault(claim, event.id) != event.id:
                raise LedgerError(f"Claim {claim} is held by two events, {holder[claim]} and {event.id}.")
    elsewhere = events_holding(connection, order)
    for claim, event_id in elsewhere.items():
        raise LedgerError(
            f"Claim {claim} is held by two events, {holder[claim]} and {event_id}. Remove or change the second as well."
        )
    links = [{"claim": order[claim], "event": numbers[event_id]} for claim, event_id in holder.items()]
    if links:
        connection.execute(insert(event_claims), links)
    return {order[claim] for claim in holder}


def index_events(connection: Connection, by_number: Mapping[int, Event]) -> None:
    """Make events findable by the words of their claims and reports."""
    words: dict[int, full_text.EventWords] = {}
    for number, event in by_number.items():
        quotes = _texts(connection, select(claims.c.quote), claims.c.id, event.claims)
        titles = _texts(connection, select(reports.c.title), reports.c.id, event.reports)
        words[number] = full_text.words_of(event, quotes, titles)
    full_text.index(connection, words)


def _index(connection: Connection, changed: Sequence[Event], numbers: dict[str, int]) -> None:
    full_text.forget(connection, [numbers[event.id] for event in changed])
    index_events(connection, {numbers[event.id]: event for event in changed})


def _texts(connection: Connection, chosen: Any, key: Any, ids: Sequence[str]) -> list[str]:
    found: list[str] = []
    for portion in in_portions(ids):
        found += filter(None, connection.scalars(chosen.where(key.in_(portion))))
    return found


def _settle(connection: Connection, before: set[int], now: set[int], settled: Iterable[str]) -> None:
    """Take off the queue what is in an event, settled or withdrawn, and put on it what fell out of an event."""
    done = now | set(recorded_order(connection, settled).values())
    left = before - done
    current: set[int] = set()
    for portion in in_portions(left):
        current.update(connection.scalars(select(current_claims.c.claim).where(current_claims.c.claim.in_(portion))))
    off = [{"done": claim} for claim in done | (left - current)]
    if off:
        connection.execute(delete(unmerged).where(unmerged.c.claim == bindparam("done")), off)
    queue(connection, current)


def _fate(connection: Connection, identity: str) -> str:
    """Say where the claim that an event was named after went."""
    claim = "c_" + identity.removeprefix("e_")
    holder = events_holding(connection, [claim]).get(claim)
    return f"merged into {holder}" if holder else "removed"


def _note(connection: Connection, notes: Sequence[tuple[str, str]], at: str) -> None:
    """Number the changes of each event; one that comes back after a removal counts on."""
    latest: dict[str, int] = {}
    for portion in in_portions(identity for identity, _ in notes):
        rows = connection.execute(
            select(revisions.c.event_id, sql.max(revisions.c.revision).label("latest"))
            .where(revisions.c.event_id.in_(portion))
            .group_by(revisions.c.event_id)
        )
        latest.update((row.event_id, row.latest) for row in rows)
    rows_to_add = [
        {"event_id": identity, "revision": latest.get(identity, 0) + 1, "at": at, "what": what}
        for identity, what in notes
    ]
    if rows_to_add:
        connection.execute(insert(revisions), rows_to_add)
        connection.execute(
            update(events).where(events.c.id == bindparam("which")).values(revision=bindparam("now")),
            [{"which": row["event_id"], "now": row["revision"]} for row in rows_to_add],
        )
