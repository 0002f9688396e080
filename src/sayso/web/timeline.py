"""Draw how many events fall on each day, week, month or year, as bars that can be followed and dragged over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sayso.web.catalogue import NO_DAY
from sayso.web.selecting import Selection

_MOST_BARS = 120
WIDTH = 1000
HEIGHT = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of days with the events whose last possible day is in it; lengths in units of the drawing."""

    first: date
    last: date
    count: int
    x: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, what each stands for, and how high the highest is."""

    bars: tuple[Bar, ...]
    unit: str
    highest: int


def timeline(selection: Selection) -> Timeline | None:
    """Count events over time, whatever days are asked for; None where no event has a day."""
    days = selection.catalogue.numbers["latest"][selection.without_days()]
    days = days[days != NO_DAY]
    if not len(days):
        return None
    first, last = date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))
    unit = _unit((last - first).days + 1)
    starts = list(_starts(first, last, unit))
    edges = np.array([start.toordinal() for start in starts])
    counts = np.bincount(np.searchsorted(edges, days, side="right") - 1, minlength=len(starts))
    ends = [start - timedelta(days=1) for start in starts[1:]] + [_after(starts[-1], unit) - timedelta(days=1)]
    width, highest = WIDTH / len(starts), int(counts.max())
    since, until = selection.filters.since or date.min, selection.filters.until or date.max
    bars = tuple(
        Bar(
            start, end, int(count), round(number * width, 2), round(width * 0.86, 2),
            round(max(1.5, count / highest * HEIGHT), 2) if count else 0, start <= until and end >= since,
        )
        for number, (start, end, count) in enumerate(zip(starts, ends, counts, strict=True))
    )  # fmt: skip
    return Timeline(bars, unit, highest)


def _unit(days: int) -> str:
    for unit, length in (("day", 1), ("week", 7), ("month", 30.4), ("year", 365.25)):
        if days / length <= _MOST_BARS:
            return unit
    return "decade"


def _starts(first: date, last: date, unit: str) -> Iterator[date]:
    start = _start(first, unit)
    while start <= last:
        yield start
        if start.year >= date.max.year - 10:
            return
        start = _after(start, unit)


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if unit == "month":
        return day.replace(day=1)
    if unit == "year":
        return day.replace(month=1, day=1)
    return date(max(1, day.year // 10 * 10), 1, 1) if unit == "decade" else day


def _after(start: date, unit: str) -> date:
    if unit == "month":
        return (start + timedelta(days=32)).replace(day=1)
    if unit in ("year", "decade"):
        return date(start.year // 10 * 10 + 10 if unit == "decade" else start.year + 1, 1, 1)
    return start + timedelta(days=7 if unit == "week" else 1)
