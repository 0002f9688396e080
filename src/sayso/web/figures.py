"""Lay out the picture of rival figures: one line a say-so, from the lowest to the highest it gives."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Event, FigureRange, GivenFigure
from sayso.showing import words

WIDTH = 640
_LEFT, _RIGHT, _ROW, _TOP = 210, 600, 30, 22
_LOG_FROM = 30


@dataclass(frozen=True, slots=True)
class RangeLine:
    """What one say-so gives: where its line starts and ends in the picture; `is_open` where the upper end is."""

    source: str
    amount: str
    claim_ids: tuple[str, ...]
    x1: float
    x2: float
    y: float
    is_open: bool
    is_best: bool


@dataclass(frozen=True, slots=True)
class RangePicture:
    """The picture of one kind of figure, in units of its own `width` and `height`."""

    counts: str
    summary: str
    lines: tuple[RangeLine, ...]
    ticks: tuple[tuple[float, str], ...]
    best_x: float
    width: int
    height: int
    is_rival: bool


def range_pictures(event: Event) -> list[RangePicture]:
    """Lay out a picture for each kind of figure of an event."""
    return [_picture(figures) for figures in event.figures]


def _picture(figures: FigureRange) -> RangePicture:
    ends = [end for given in figures.given for end in (given.figure.low, given.figure.high) if end is not None]
    low, high = min(ends), max(ends)
    distinct = sorted({(given.source, given.figure.low, given.figure.high) for given in figures.given}, key=_order)
    lines = tuple(
        _line(number, low, high, key, [given for given in figures.given if _key(given) == key], figures.best)
        for number, key in enumerate(distinct)
    )
    ticks = tuple((_x(value, low, high), words.amount(value, value)) for value in _ticks(low, figures.best, high))
    return RangePicture(
        counts=words.counted(figures.counts),
        summary=words.rivals([figures]),
        lines=lines,
        ticks=ticks,
        best_x=_x(figures.best, low, high),
        width=WIDTH,
        height=_TOP + _ROW * len(lines) + 24,
        is_rival=len({(line.x1, line.x2, line.is_open) for line in lines}) > 1,
    )


def _key(given: GivenFigure) -> tuple[str, float, float | None]:
    return given.source, given.figure.low, given.figure.high


def _order(key: tuple[str, float, float | None]) -> tuple[float, float, str]:
    return key[1], math.inf if key[2] is None else key[2], key[0]


def _line(
    number: int,
    low: float,
    high: float,
    key: tuple[str, float, float | None],
    given: Sequence[GivenFigure],
    best: float,
) -> RangeLine:
    source, lowest, highest = key
    return RangeLine(
        source=source,
        amount=words.amount(lowest, highest),
        claim_ids=tuple(dict.fromkeys(one.claim_id for one in given)),
        x1=_x(lowest, low, high),
        x2=_RIGHT + 20 if highest is None else _x(highest, low, high),
        y=_TOP + _ROW * number + _ROW / 2,
        is_open=highest is None,
        is_best=lowest == best,
    )


def _x(value: float, low: float, high: float) -> float:
    """Place a value; figures that lie more than thirtyfold apart stand on a logarithmic scale."""
    if high == low:
        return _LEFT + (_RIGHT - _LEFT) / 3
    if low >= 0 and high > _LOG_FROM * max(low, 1):
        share = (math.log1p(value) - math.log1p(low)) / (math.log1p(high) - math.log1p(low))
    else:
        share = (value - low) / (high - low)
    return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def _ticks(low: float, best: float, high: float) -> list[float]:
    """Return the values to write below the picture, the middle one left out where it would overlap."""
    edges = sorted({low, high})
    clear = all(abs(_x(best, low, high) - _x(edge, low, high)) > 48 for edge in edges)
    return sorted({*edges, best}) if clear else edges
