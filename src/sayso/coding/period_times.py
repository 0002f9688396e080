"""Read the times that are parts of years and months: seasons, quarters, halves, first weeks, fiscal years."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sayso.coding.calendar_times import decade, year_told
from sayso.coding.time_readings import (
    DURATION,
    Bearings,
    Found,
    Reading,
    count_of,
    direction_of,
    nearest_year,
    part_of,
)
from sayso.coding.time_values import Unit, bounds, day_value, duration_value, month_of, stepped, year_of, year_value
from sayso.records import Basis

_YEAR_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}
_PIECES = frozenset({Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR})


def season(found: Found, now: Bearings) -> Reading | None:
    """Read a season, with or without a year, with "this", "last" or "next"."""
    code = found.meaning("season")
    part = part_of(found)
    year = year_told(found)
    if year is not None:
        return Reading(f"{year_value(year)}-{code}", part=part)
    year = _season_year(found, now, code)
    return (
        Reading(f"{year_value(year)}-{code}", part=part, basis=now.told)
        if year
        else Reading(f"XXXX-{code}", runs=False)
    )


def _season_year(found: Found, now: Bearings, code: str) -> int | None:
    base = now.base
    year, month = year_of(base), month_of(base)
    if year is None:
        return None
    step = _YEAR_STEPS.get(direction_of(found), 0)
    if found.has("of_year"):
        return year + step
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if month is None:
        return year + (step if now.narrative else 0)
    if now.narrative:
        return year + step
    started = month >= first
    if step < 0:
        return year if started and month >= first + 3 else year - 1
    if step > 0:
        return year + 1 if started else year
    if code == "WI" and month <= 2:
        return year - 1
    if now.tense == "future" or direction_of(found) == "this" or started:
        return year
    return year - 1


def quarter(found: Found, now: Bearings) -> Reading | None:
    """Read "the third quarter of 2022", "Q3", "the last quarter", "the second half of last year"."""
    kind = found.texts("code")[0][0].upper() if found.has("code") else "H" if found.has("half") else "Q"
    parts = 2 if kind == "H" else 4
    told_of = found.meaning("whole") or found.meaning("this_whole") or Unit.YEAR
    if told_of != Unit.YEAR or (found.has("unit") and found.meaning("unit") != Unit.QUARTER):
        return None
    if found.has("code"):
        rank = int(found.texts("code")[0][1])
    elif found.has("latter") or found.has("final"):
        rank = parts
    else:
        rank = found.whole("rank") or 0
    if not 1 <= rank <= parts:
        return None
    year = year_told(found)
    if year is not None:
        return Reading(f"{year_value(year)}-{kind}{rank}")
    year = _quarter_year(found, now, (rank - 1) * 12 // parts + 1)
    return Reading(f"{year_value(year)}-{kind}{rank}", basis=now.told) if year else None


def _quarter_year(found: Found, now: Bearings, first_month: int) -> int | None:
    """Return the year of "the fourth quarter": one that has begun, unless it is told of the future."""
    year, month = year_of(now.base), month_of(now.base)
    if year is None:
        return None
    if step := _YEAR_STEPS.get(direction_of(found), 0):
        return year + step
    begun = month is None or first_month <= month
    return year if begun or found.has("which") or now.narrative or now.tense == "future" else year - 1


def stretch(found: Found, now: Bearings) -> Reading | None:
    """Read "the first week of May", "the first six months of 2021", "the last three days of last month"."""
    whole, basis = _whole_told(found, now)
    count = count_of(found) if found.has("count") else 1
    rank = 1 if found.has("final") else found.whole("rank") or 0
    unit = Unit(found.meaning("unit"))
    days = bounds(whole) if whole else None
    if days is None or count is None or rank < 1 or (count > 1 and rank > 1) or unit not in _PIECES:
        return None
    window = _piece(days, int(count), rank, unit, from_end=found.has("final"))
    if window is None:
        return None
    if window[0] == window[1]:
        return Reading(day_value(window[0]), basis=basis)
    return Reading(duration_value(count, unit), DURATION, basis=basis, runs=False, window=window)


def _whole_told(found: Found, now: Bearings) -> tuple[str | None, Basis]:
    """Return the month or year that a piece is cut from, and what it rests on."""
    if found.has("month"):
        month = int(found.meaning("month"))
        year = year_told(found) or nearest_year(now, month)
        return (f"{year_value(year)}-{month:02d}" if year else None), Basis.STATED
    if found.has("year"):
        return year_value(found.whole("year") or 0), Basis.STATED
    if found.has("decade"):
        return (decade(found, now) or Reading("")).value, Basis.STATED
    unit = Unit(found.meaning("whole") or found.meaning("this_whole"))
    base = now.base
    return (stepped(base, _YEAR_STEPS.get(direction_of(found), 0), unit) if base else None), now.told


def _piece(days: tuple[date, date], count: int, rank: int, unit: Unit, from_end: bool) -> tuple[date, date] | None:
    """Cut the first, the last or the rank-th so many days, weeks, months or years out of a period."""
    step = relativedelta(
        days=count * {Unit.DAY: 1, Unit.WEEK: 7}.get(unit, 0),
        months=count if unit is Unit.MONTH else 0,
        years=count if unit is Unit.YEAR else 0,
    )
    after = days[1] + timedelta(days=1)
    first = after - step if from_end else days[0] + (rank - 1) * step
    last = (after if from_end else first + step) - timedelta(days=1)
    return (first, last) if days[0] <= first <= last <= days[1] else None


def fiscal_year(found: Found, now: Bearings) -> Reading | None:
    """Read "fiscal 2022", "FY2022", "the 2018 fiscal year"; "fiscal 2021-22" is the year that ends in 2022."""
    if found.has("fiscal"):
        digits = found.texts("fiscal")[0][2:]
        return Reading(f"FY{digits if len(digits) == 4 else '20' + digits[-2:]}", runs=False)
    year = year_told(found) or 0
    if not found.has("short_end"):
        return Reading(f"FY{year}", runs=False)
    # Such a year starts in April, July or October of the first and ends in March, June or September of the second.
    return Reading(f"FY{year + 1}", runs=False, window=(date(year, 4, 1), date(year + 1, 9, 30)))
