"""The records that pass between stages: a Report, its Claims, people's Decisions, and the Events they add up to.

Every record is frozen. `None`, or an empty tuple, means that the report does not say.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Certainty(StrEnum):
    """How sure the source is of what it says; not how sure sayso is that it read it right."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    PLANNED = "planned"
    THREATENED = "threatened"
    CALLED_FOR = "called_for"
    HYPOTHETICAL = "hypothetical"


class Precision(StrEnum):
    """How fine a place the report allows."""

    POINT = "point"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class Basis(StrEnum):
    """What a time rests on."""

    STATED = "stated"
    RELATIVE = "relative to publication"
    ASSUMED = "assumed from publication"


class Counted(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"
    MOBILIZED = "participants_mobilized"
    EVENTS = "events"
    MONEY = "money"
    OTHER = "other"


class Standing(StrEnum):
    """What the say-sos behind an event amount to."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DENIED = "denied"


class Side(StrEnum):
    """For whom a source speaks: for a party to the event, or for neither."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third party"


class Verdict(StrEnum):
    """What a person can decide about claims."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"
    DIFFERENT = "different"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into `Report.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stretch of a report's text that is kept but not coded, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. It never changes: a changed page is a new Report."""

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    published: date | None = None
    published_source: str | None = None
    fetched: datetime | None = None
    raw_digest: str | None = None
    source_id: str | None = None
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does, suffers or says something: country is ISO 3166 alpha-3, sector a PLOVER code."""

    spans: Spans
    name: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where, no finer than the report allows; coordinates in decimal degrees (WGS 84)."""

    spans: Spans
    name: str
    gazetteer_id: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.TOWN


@dataclass(frozen=True, slots=True)
class Time:
    """When: first and last possible day, both included, and what they rest on."""

    spans: Spans
    earliest: date | None
    latest: date | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as TIMEX3 writes it (type DATE, TIME, DURATION or SET), and the days it comes to, if any."""

    span: Span
    type: str
    value: str
    time: Time | None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of what. `high` is None when the report leaves the upper end open ("at least 20").

    `of` says of whom or of what, in the report's words ("children", "homes"); for money it is the currency (ISO 4217).
    `period` is the stretch of days that the figure runs over, where the report gives one ("since Friday"), and
    `cumulative` marks a running total, which adds up what happened before as well ("the toll rose to 40").
    """

    spans: Spans
    counts: Counted
    low: float
    high: float | None
    of: str | None = None
    period: Time | None = None
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the source, the cue that marks it, and the content it vouches for."""

    source: Spans
    cue: Spans
    content: Spans
    channel: str | None = None
    name: str | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One report says, at one trigger, that one thing happened."""

    id: str
    report_id: str
    sentence: Span
    trigger: Span
    event_type: str
    mode: str | None
    sub_event: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    time: Time | None
    figures: tuple[Figure, ...]
    attributions: tuple[Attribution, ...]
    certainty: Certainty
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about claims. Append-only: undo is one more Decision.

    `same`: all the claims tell of one happening. `different`: the first tells of another than each of the rest.
    `replacement` is, for `correct`, the JSON of the claim's members that change. `undoes` names the decisions that an
    undo takes back; `batch` ties together decisions that were made at once and are undone at once.
    """

    id: str
    verdict: Verdict
    claims: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    replacement: str | None = None
    undoes: tuple[str, ...] = ()
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an input, or a stage of a report, gave nothing; it stands in the ledger instead of vanishing."""

    input: str
    stage: str
    message: str
    report_id: str | None = None


@dataclass(frozen=True, slots=True)
class SaySo:
    """A source that vouches for an event, with the first channel it used and every report that repeats it.

    `first_report` carried it first; `side` is the party to the event that it speaks for, if any.
    """

    source: str
    actor: Actor | None
    channel: str | None
    certainty: Certainty
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    side: Side = Side.THIRD_PARTY
    first_report: str = ""


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A figure together with the claim and the say-so that gave it.

    `as_of` is the day its report was published. It is superseded if the same say-so gave another one later.
    """

    figure: Figure
    claim_id: str
    source: str
    as_of: date | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class FigureRange:
    """Everything said about one kind of figure: lowest, best and highest, never an average.

    A `cumulative` range is of sums over more than the event's own days ("200 killed since January"), kept apart.
    """

    counts: Counted
    low: float
    best: float
    high: float | None
    given: tuple[GivenFigure, ...]
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class EventActor:
    """An actor of an event, and the claims that name it."""

    actor: Actor
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Claims of one happening, added up. Derived from Claims and Decisions, never edited.

    A sentence such as "three attacks this week" makes an event of its own that `covers` others, by id, and is no
    further happening. `corrections` are those of the claims that correct or take back what was reported before.
    """

    id: str
    event_type: str
    mode: str | None
    sub_event: str | None
    place: Place | None
    time: Time | None
    actors: tuple[EventActor, ...]
    recipients: tuple[EventActor, ...]
    figures: tuple[FigureRange, ...]
    say_sos: tuple[SaySo, ...]
    reports: tuple[str, ...]
    copies: tuple[str, ...]
    standing: Standing
    decisions: tuple[str, ...]
    claims: tuple[str, ...]
    covers: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def report_id(url: str | None, text: str) -> str:
    """Name a report by the digest of its URL and text: `r_` and 20 hex digits."""
    return "r_" + digest(f"{url or ''}\0{text}".encode())[:20]


def digest(raw: bytes) -> str:
    """Return the SHA-256 of `raw` in hex."""
    return hashlib.sha256(raw).hexdigest()


def digest_of(parts: Iterable[Any]) -> str:
    """Return the SHA-256 of JSON-able parts, independent of Python version and process."""
    return digest(json.dumps(list(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
