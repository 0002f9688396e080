"""Do the arithmetic of TIMEX3 values: step from one to another, and read the first and last day off one.

A value carries its own granularity: `2022-09-26`, `2022-09`, `2022`, `202` (decade), `20` (century), `2022-SU`,
`2022-Q3`, `2022-H2`, `2022-W38`, `2022-W38-WE`, `FY2022`, and `BC0480` before our era.
`X` stands for what is not known.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"


class Unit(StrEnum):
    """A unit of time, as TIMEX3 abbreviates it; hours and minutes stand after a T in durations."""

    SECOND = "S"
    MINUTE = "MIN"
    HOUR = "H"
    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"


class Part(StrEnum):
    """Which part of a period is meant."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(?:BC)?\d{4}")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_PART_OF_YEAR = re.compile(r"(\d{4})-([QH])(\d)")
_FISCAL = re.compile(r"FY(\d{4})")


def day_value(day: date) -> str:
    """Write a day as a value."""
    return day.isoformat()


def week_value(day: date) -> str:
    """Write the ISO week of a day as a value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def year_value(year: int) -> str:
    """Write a year as a value; years before our era are negative, and there is no year 0."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def as_day(value: str | None) -> date | None:
    """Return the day a value names, or None if it names no single valid day."""
    found = _DAY.fullmatch(value or "")
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def year_of(value: str | None) -> int | None:
    """Return the year a value lies in: negative before our era, None if it is not known."""
    if found := re.match(r"(BC)?(\d{4})", value or ""):
        return -int(found[2]) if found[1] else int(found[2])
    return None


def month_of(value: str | None) -> int | None:
    """Return the month a value lies in, if it is that fine."""
    if found := re.match(r"(?:BC)?\d{4}-(\d\d)(?!\d)", value or ""):
        return int(found[1])
    if found := _WEEK.match(value or ""):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1).month
    return None


def truncated(value: str, unit: Unit) -> str | None:
    """Return the period of the given unit that a value lies in: `2022-09-26` in months is `2022-09`."""
    era, rest = ("BC", value[2:]) if value.startswith("BC") else ("", value)
    if unit is Unit.WEEK:
        day = as_day(value)
        return week_value(day) if day else None
    if unit is Unit.QUARTER:
        month = month_of(value)
        return f"{era}{rest[:4]}-Q{(month + 2) // 3}" if month else None
    length = {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}.get(unit, 10)
    cut = rest[:length]
    if unit in (Unit.DAY, Unit.MONTH) and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", cut):
        return None
    return era + cut if len(cut) == length else None


def stepped(value: str, count: float, unit: Unit) -> str | None:
    """Return the period `count` units after a value, as fine as the unit; None if the value is too coarse to tell."""
    day = as_day(value)
    whole = int(count)
    try:
        if unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR):
            return day_value(day + timedelta(hours=count if unit is Unit.HOUR else 0)) if day else None
        if unit is Unit.DAY:
            return day_value(day + timedelta(days=whole)) if day else None
        if unit is Unit.WEEK:
            return week_value(day + timedelta(weeks=whole)) if day else None
        if unit is Unit.MONTH:
            return _month_stepped(value, whole)
        if unit is Unit.QUARTER:
            moved = _month_stepped(value, 3 * whole)
            return truncated(moved, Unit.QUARTER) if moved else None
    except OverflowError:
        return None
    return _year_stepped(value, whole, unit)


def _month_stepped(value: str, count: int) -> str | None:
    year, month = year_of(value), month_of(value)
    if year is None or month is None:
        return None
    months = year * 12 + month - 1 + count
    return f"{year_value(months // 12)}-{months % 12 + 1:02d}"


def _year_stepped(value: str, count: int, unit: Unit) -> str | None:
    year = year_of(value)
    if year is None:
        return None
    moved = year + count * {Unit.DECADE: 10, Unit.CENTURY: 100}.get(unit, 1)
    if year < 0 <= moved:
        moved += 1
    return truncated(year_value(moved), unit)


def duration_value(count: float | None, unit: Unit) -> str:
    """Write a length of time as a value; None means that the number is not told ("several days" is `PXD`)."""
    number = "X" if count is None else f"{count:g}"
    if unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return f"PT{number}{'M' if unit is Unit.MINUTE else unit.value}"
    return f"P{number}{unit.value}"


def bounds(value: str, part: Part | None = None) -> tuple[date, date] | None:
    """Return the first and last day of a value, or None if it names no stretch of the calendar.

    "Early", "mid" and "late" take a third of the period each.
    """
    try:
        whole = _whole(value)
    except ValueError:
        return None
    if whole is None or part is None or whole[0] == whole[1]:
        return whole
    first, last = whole
    third = ((last - first).days + 1) // 3
    if part is Part.EARLY:
        return first, first + timedelta(days=third)
    if part is Part.LATE:
        return last - timedelta(days=third), last
    return first + timedelta(days=third), last - timedelta(days=third)


def _whole(value: str) -> tuple[date, date] | None:
    if found := _DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if re.fullmatch(r"\d{4}", value):
        return _months(int(value), 1, 12)
    if found := _SEASON.fullmatch(value):
        return _months(int(found[1]), _SEASON_STARTS[found[2]], 3)
    if found := _PART_OF_YEAR.fullmatch(value):
        length = 3 if found[2] == "Q" else 6
        return _months(int(found[1]), (int(found[3]) - 1) * length + 1, length)
    if found := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        return first, date.fromisocalendar(int(found[1]), int(found[2]), 7)
    if found := _FISCAL.fullmatch(value):
        # Fiscal years start in January, April, July or October, some of them the year before: all are covered.
        return date(int(found[1]) - 1, 7, 1), date(int(found[1]) + 1, 3, 31)
    if re.fullmatch(r"\d{2,3}", value):
        zeros = 4 - len(value)
        return date(int(value + "0" * zeros), 1, 1), date(int(value + "9" * zeros), 12, 31)
    return None


def _months(year: int, month: int, length: int) -> tuple[date, date]:
    last = year * 12 + month - 1 + length - 1
    last_year, last_month = last // 12, last % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
