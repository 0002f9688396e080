"""Read lengths, repetitions, hours of the day, and now and then: times that are no date by themselves."""

from datetime import date, timedelta

from sayso.coding.time_readings import (
    DURATION,
    SET,
    TIME,
    Bearings,
    Found,
    Reading,
    count_of,
    direction_of,
    unit_of,
    unknown,
)
from sayso.coding.time_values import PAST, PRESENT, Unit, as_day, duration_value
from sayso.records import Basis

_DAYS_IN = {Unit.HOUR: 1 / 24, Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}


def weekdays(found: Found, now: Bearings) -> Reading | None:
    """Read "on Sundays" and "every Friday" as a set."""
    return Reading(f"XXXX-WXX-{found.meaning('weekday')}", SET, runs=False)


def duration(found: Found, now: Bearings) -> Reading | None:
    """Read "for three days", "several hours", "a two-week", "decades"."""
    unit, factor = unit_of(found)
    count = count_of(found)
    if count is not None and found.has("and_half"):
        count += 0.5
    value = duration_value(count * factor if count else count, unit)
    return Reading(value, DURATION, basis=now.told, runs=False, window=_window(found, now, count, unit))


def _window(found: Found, now: Bearings, count: float | None, unit: Unit) -> tuple[date, date] | None:
    """Return the days of "the past two weeks" and "the next three days", from publication or the running day."""
    base = as_day(now.running_day) if now.narrative else now.published
    if count is None or base is None or unit not in _DAYS_IN:
        return None
    length = timedelta(days=round(count * _DAYS_IN[unit]))
    direction = direction_of(found)
    if direction in ("last", "previous"):
        return base - length, base
    return (base, base + length) if direction in ("next", "following") else None


def frequency(found: Found, now: Bearings) -> Reading | None:
    """Read "daily", "weekly"."""
    return Reading(found.meaning("frequency"), SET, runs=False)


def every(found: Found, now: Bearings) -> Reading | None:
    """Read "every week", "each day", "every two months", "every Friday"."""
    if found.has("weekday"):
        return weekdays(found, now)
    if found.has("hour_of_day"):
        return Reading(f"XXXX-XX-XXT{found.meaning('hour_of_day')}", SET, runs=False)
    if found.has("month"):
        return Reading(f"XXXX-{int(found.meaning('month')):02d}", SET, runs=False)
    unit, factor = unit_of(found)
    if found.has("count"):
        return Reading(duration_value((count_of(found) or 1) * factor, unit), SET, runs=False)
    if found.has("per") or unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return Reading(duration_value(1, unit), SET, runs=False)
    return Reading(unknown(unit), SET, runs=False)


def reference(found: Found, now: Bearings) -> Reading | None:
    """Read "now", "recently", "the future": present, past or future without a date."""
    value = found.meaning("reference")
    if not value:
        value = PAST if found.has("past") else PRESENT
    return Reading(value, runs=False)


def unsaid(found: Found, now: Bearings) -> Reading | None:
    """Mark "this period", "the same time", whose value only the story gives."""
    return Reading(PRESENT if found.has("present") else "", runs=False)


def clock(found: Found, now: Bearings) -> Reading | None:
    """Read a time of day: "5:30 pm", "at 19:00", "5 a.m.". The day is filled in by the words beside it."""
    hour, minute = found.whole("hour"), int("".join(found.texts("minute")) or 0)
    if hour is None or hour > 24 or minute > 59:
        return None
    half = found.texts("half_of_day")
    if half and half[0].startswith("p") and hour < 12:
        hour += 12
    elif half and half[0].startswith("a") and hour == 12:
        hour = 0
    day = now.running_day if now.narrative and as_day(now.running_day) else "XXXX-XX-XX"
    return Reading(f"{day}T{hour:02d}:{minute:02d}", TIME, basis=now.told, runs=False)


def part_of_day(found: Found, now: Bearings) -> Reading | None:
    """Read "at dawn", "the morning", "by night"."""
    code = found.meaning("hour_of_day")
    if found.has("definite") and now.running_day and now.narrative:
        return Reading(f"{now.running_day}T{code}", TIME, basis=now.told, runs=False)
    if found.has("definite") and now.today and not now.narrative:
        return Reading(f"{now.running_day or now.today}T{code}", TIME, basis=Basis.RELATIVE, runs=False)
    return Reading(f"XXXX-XX-XXT{code}", TIME, runs=False)
