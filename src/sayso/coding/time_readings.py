"""Hold what reading a phrase of time needs: the match, where in time the story stands, and the reading that results."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sayso.coding.numbers import number, ordinal
from sayso.coding.time_values import Part, Unit, day_value, month_of, year_of, year_value
from sayso.coding.time_words import Words, meaning
from sayso.records import Basis

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"
_MONTHS_AHEAD = 6
_SOON_MONTHS = 2


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where in time a phrase is read: the publication date, the story's running date, and the verb's tense.

    `narrative` is true of texts that tell of a past they date themselves; their bare months follow the running date.
    `fine` is the last date told with its month, where only a year in passing has been told since.
    """

    published: date | None
    running: str | None
    running_day: str | None
    narrative: bool
    tense: str | None
    fine: str | None = None

    @property
    def base(self) -> str | None:
        """The value that "the following day" and "in November" are read from."""
        if self.narrative or self.published is None:
            return self.running
        return day_value(self.published)

    @property
    def told(self) -> Basis:
        """What a time without a full date of its own rests on: publication, or the dates that a narrative states."""
        return Basis.STATED if self.narrative or self.published is None else Basis.RELATIVE

    @property
    def today(self) -> str | None:
        """The day of publication, as a value."""
        return day_value(self.published) if self.published else None


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match over the words of a report."""

    words: Words
    match: re.Match[str]

    def has(self, group: str) -> bool:
        """Tell whether the rule has this group and it matched."""
        return self.match.groupdict().get(group) is not None

    def texts(self, group: str) -> tuple[str, ...]:
        """Return the words of a group; none if it did not match."""
        if not self.has(group):
            return ()
        return self.words.texts[self.match.start(group) : self.match.end(group)]

    def meaning(self, group: str) -> str:
        """Return what the lexicon says of a group's first word."""
        texts = self.texts(group)
        return meaning(texts[0]) if texts else ""

    def whole(self, group: str) -> int | None:
        """Return a group of digits or an ordinal as a number."""
        texts = self.texts(group)
        if not texts:
            return None
        digits = re.match(r"\d+", texts[0])
        return int(digits[0]) if digits else ordinal("".join(texts))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says: its type and value, which part of the period, on what basis, and the other way to read it."""

    value: str
    type: str = DATE
    part: Part | None = None
    basis: Basis = Basis.STATED
    runs: bool = True
    rival: str | None = None
    overnight: bool = False
    window: tuple[date, date] | None = None


def part_of(found: Found) -> Part | None:
    """Return the part of the period that "early", "mid-" or "the end of" picks."""
    words = found.texts("part") + found.texts("edge")
    if not words:
        return None
    if words[0] in ("early", "start", "beginning", "outset", "onset", "opening", "dawning", "earlier"):
        return Part.EARLY
    return Part.MID if words[0] in ("mid", "middle") else Part.LATE


def at_part_of_day(found: Found, reading: Reading) -> Reading:
    if found.has("hour_of_day"):
        code = found.meaning("hour_of_day")
        return Reading(f"{reading.value}T{code}", TIME, reading.part, reading.basis, reading.runs)
    return reading


def nearest_year(now: Bearings, month: int, day: int | None = None) -> int | None:
    """Return the year a bare month or day and month falls in."""
    if now.narrative or now.published is None:
        return _year_of_next(now.fine, month) or _story_year(now.running, month)
    published = now.published
    last = day or 1
    this_year = (month, last) <= (published.month, published.day) if day else month <= published.month
    if now.tense == "future":
        if day:
            return published.year if (month, last) >= (published.month, published.day) else published.year + 1
        return published.year if month >= published.month else published.year + 1
    if this_year:
        return published.year
    # Plans are often told without a verb of the future ("a summit on 12 October"): a near date is one to come.
    ahead = (month - published.month) % 12
    return published.year if now.tense is None and ahead <= 2 else published.year - 1


def _year_of_next(fine: str | None, month: int) -> int | None:
    """Return the year in which a month follows soon after the last date told, which a year in passing does not end."""
    year, reached = year_of(fine), month_of(fine)
    if year is None or reached is None:
        return None
    ahead = (month - reached) % 12
    return (year if month >= reached else year + 1) if ahead <= _SOON_MONTHS else None


def _story_year(running: str | None, month: int) -> int | None:
    """Return the year a story has reached when it names a month: it goes on, seldom back, by at most half a year."""
    year, reached = year_of(running), month_of(running)
    if year is None or reached is None:
        return year
    if month < reached - _MONTHS_AHEAD:
        return year + 1
    return year - 1 if month > reached + _MONTHS_AHEAD + 3 else year


def direction_of(found: Found) -> str:
    words = found.texts("which")
    if not words:
        return ""
    return {
        "last": "last", "past": "last", "previous": "previous", "preceding": "previous", "prior": "previous",
        "next": "next", "coming": "next", "upcoming": "next", "following": "following", "subsequent": "following",
        "ensuing": "following", "intervening": "following", "this": "this", "these": "this", "that": "that",
        "those": "that", "same": "that", "very": "that",
    }.get(words[-1], "that")  # fmt: skip


def unknown(unit: Unit) -> str:
    return {
        Unit.DAY: "XXXX-XX-XX", Unit.WEEK: "XXXX-WXX", Unit.MONTH: "XXXX-XX", Unit.QUARTER: "XXXX-QX",
        Unit.DECADE: "XXX", Unit.CENTURY: "XX",
    }.get(unit, "XXXX")  # fmt: skip


def unit_of(found: Found) -> tuple[Unit, int]:
    code = found.meaning("unit")
    return (Unit.WEEK, 2) if code == "2W" else (Unit(code), 1)


def count_of(found: Found) -> float | None:
    """Return how many units; None if the report leaves it vague."""
    words = found.texts("count")
    if not words:
        return None
    half = "half" in words
    counted = [word for word in words if word not in ("half", "and", "a", "an", "-")]
    if not counted:
        return 0.5 if words[0] == "half" else 1.5 if half else 1.0
    value = number(counted)
    return None if value is None else value + (0.5 if half else 0)


def day_of_month(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(max(year, 1), month)[1]:
        return None
    return f"{year_value(year)}-{month:02d}-{day:02d}"
