"""Read the times told from another: from publication ("last week") or from what was last told ("the next day")."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sayso.coding.time_readings import (
    DATE,
    DURATION,
    TIME,
    Bearings,
    Found,
    Reading,
    at_part_of_day,
    count_of,
    day_of_month,
    direction_of,
    part_of,
    unit_of,
    unknown,
)
from sayso.coding.time_values import (
    FUTURE,
    PAST,
    PRESENT,
    Part,
    Unit,
    as_day,
    bounds,
    day_value,
    duration_value,
    month_of,
    stepped,
    truncated,
    week_value,
    year_of,
    year_value,
)
from sayso.records import Basis

_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}


def bare_day(found: Found, now: Bearings) -> Reading | None:
    """Read "the 20th" as a day of the month the story has reached."""
    base = now.base
    year, month = year_of(base), month_of(base)
    if year is None or month is None:
        return None
    value = day_of_month(year, month, found.whole("day") or 0)
    return Reading(value, basis=now.told) if value else None


def weekday(found: Found, now: Bearings) -> Reading | None:
    """Read a weekday: the latest on or before publication, or the next one if the verb is of the future."""
    number_of_day = int(found.meaning("weekday"))
    direction = direction_of(found)
    base = as_day(now.running_day if now.narrative or direction in ("following", "previous", "that") else now.today)
    if base is None:
        value = f"XXXX-WXX-{number_of_day}"
        return at_part_of_day(found, Reading(value, basis=Basis.RELATIVE, runs=False))
    ahead = (number_of_day - base.isoweekday()) % 7
    behind = (base.isoweekday() - number_of_day) % 7
    if direction in ("last", "previous"):
        day = base - timedelta(days=behind or 7)
    elif direction in ("next", "following"):
        day = base + timedelta(days=ahead or 7)
    elif direction == "this" or now.tense == "future" or now.narrative:
        day = base + timedelta(days=ahead)
        if now.tense == "past" and not now.narrative:
            day = base - timedelta(days=behind)
    else:
        day = base - timedelta(days=behind)
    return at_part_of_day(found, Reading(day_value(day), basis=now.told))


def weekday_of_week(found: Found, now: Bearings) -> Reading | None:
    """Read "Wednesday of last week", "Friday last week", "on Monday next week"."""
    direction = direction_of(found)
    told = now.narrative or direction in ("following", "previous", "that")
    base = as_day(now.running_day if told else now.today)
    if found.meaning("unit") != Unit.WEEK or base is None:
        return None
    monday = base - timedelta(days=base.isoweekday() - 1, weeks=-_STEPS.get(direction, 0))
    day = monday + timedelta(days=int(found.meaning("weekday")) - 1)
    return at_part_of_day(found, Reading(day_value(day), basis=now.told))


def around_deictic(found: Found, now: Bearings) -> Reading | None:
    """Read "the day before yesterday" and "the day after tomorrow"."""
    code = found.meaning("deictic")
    if re.fullmatch(r"-?\d", code) and now.published is not None and not now.narrative:
        step = -1 if found.has("earlier") else 1
        return Reading(day_value(now.published + timedelta(days=int(code) + step)), basis=Basis.RELATIVE)
    return None


def deictic(found: Found, now: Bearings) -> Reading | None:
    """Read "today", "yesterday morning", "tonight", "overnight"."""
    code = found.meaning("deictic")
    today = now.published if not now.narrative else None
    if code == "overnight" and found.has("weekday"):
        return _night_around(found, now)
    if code == "overnight":
        value = f"{day_value(today)}TNI" if today else "XXXX-XX-XXTNI"
        return Reading(value, TIME, None, Basis.RELATIVE, runs=now.narrative, overnight=True)
    if today is None:
        value = PRESENT if code == "0" else "XXXX-XX-XX"
        return Reading("XXXX-XX-XXTNI" if code.endswith("NI") else value, DATE, None, Basis.RELATIVE, runs=False)
    days = int(code.removesuffix("TNI"))
    reading = Reading(day_value(today + timedelta(days=days)), DATE, None, Basis.RELATIVE)
    if code.endswith("TNI"):
        return Reading(reading.value + "TNI", TIME, None, Basis.RELATIVE)
    return at_part_of_day(found, reading)


def _night_around(found: Found, now: Bearings) -> Reading | None:
    """Read "overnight on Sunday", "overnight from Sunday to Monday", "overnight into Monday" as both its days."""
    base = as_day(now.running_day if now.narrative else now.today)
    if base is None:
        return Reading("XXXX-XX-XXTNI", TIME, basis=Basis.RELATIVE, runs=False)
    day = base - timedelta(days=(base.isoweekday() - int(found.meaning("weekday"))) % 7)
    first = day - timedelta(days=1) if found.texts("link")[:1] in (("into",), ("to",)) else day
    window = first, first + timedelta(days=1)
    return Reading(f"{day_value(first)}TNI", TIME, basis=now.told, window=window)


def relative_unit(found: Found, now: Bearings) -> Reading | None:
    """Read "last week", "this month", "the following day", "that same year", "the end of the month"."""
    unit = Unit(found.meaning("unit"))
    direction = direction_of(found)
    # "The next day" is never the day after publication; "next week" mostly is the week after it.
    told_from = direction in ("following", "previous") or (direction == "next" and unit is Unit.DAY)
    anaphoric = told_from or direction in ("that", "") or now.narrative
    base = (now.running_day if unit in (Unit.DAY, Unit.WEEK) else now.running) if anaphoric else now.today
    if base is None and not now.narrative and not told_from:
        base = now.today
    if direction == "this" and unit is Unit.DAY and base is None:
        return Reading("XXXX-XX-XX", runs=False)
    count = _STEPS.get(direction, 0)
    value = stepped(base, count, unit) if base else None
    if value is None:
        if base and unit is Unit.DAY and (found_month := truncated(base, Unit.MONTH)):
            return Reading(f"{found_month}-XX", basis=Basis.RELATIVE, runs=False)
        return Reading(unknown(unit), basis=Basis.RELATIVE, runs=False)
    basis = now.told
    if window := _up_to_now(found, now, unit):
        return Reading(duration_value(1, unit), DURATION, basis=basis, runs=False, window=window)
    # The moved running date stays as fine as it was: "the same year" must not forget the month.
    part = _part_of_unit(found)
    window = None if anaphoric else _so_far(found, now, value)
    return at_part_of_day(found, Reading(value, part=part, basis=basis, runs=bool(count), window=window))


def _up_to_now(found: Found, now: Bearings, unit: Unit) -> tuple[date, date] | None:
    """Return the days of "the past year" and "over the last month", which end at publication, and "the next week"."""
    words = found.texts("which")
    bare = not (found.has("sooner") or found.has("edge") or found.has("part") or found.has("hour_of_day"))
    if not words or not bare or unit not in _LENGTHS or now.published is None or now.narrative:
        return None
    start = found.match.start()
    lead = found.words.texts[start - 1] if start else ""
    definite = found.words.texts[start] == "the" and lead in _OVER
    if words[-1] == "past" or (definite and words[-1] == "last"):
        return now.published - _LENGTHS[unit], now.published
    return (now.published, now.published + _LENGTHS[unit]) if definite and words[-1] == "next" else None


_OVER = frozenset({"over", "during", "in", "within", "throughout", "for"})
_LENGTHS = {
    Unit.DAY: relativedelta(days=1), Unit.WEEK: relativedelta(weeks=1), Unit.MONTH: relativedelta(months=1),
    Unit.QUARTER: relativedelta(months=3), Unit.YEAR: relativedelta(years=1), Unit.DECADE: relativedelta(years=10),
}  # fmt: skip


def _so_far(found: Found, now: Bearings, value: str) -> tuple[date, date] | None:
    """Return the days of "earlier this month", up to publication, and of "later this month", from it on."""
    whole = bounds(value)
    words = found.texts("sooner")
    if whole is None or now.published is None or not words or not whole[0] <= now.published <= whole[1]:
        return None
    if words[0] == "earlier":
        return whole[0], now.published
    return (now.published, whole[1]) if words[0] == "later" else None


def _part_of_unit(found: Found) -> Part | None:
    part = part_of(found)
    if part is None and found.has("sooner"):
        return Part.EARLY if found.texts("sooner")[0] in ("early", "earlier") else Part.LATE
    return part


def part_of_this_day(found: Found, now: Bearings) -> Reading | None:
    """Read "that night", "this morning", "the next evening", "last night"."""
    code = found.meaning("hour_of_day")
    direction = direction_of(found)
    told = now.narrative or direction in ("that", "following", "previous")
    day = as_day(now.running_day if told else now.today)
    if day is None:
        return Reading(f"XXXX-XX-XXT{code}", TIME, basis=Basis.RELATIVE, runs=False)
    days = _STEPS.get(direction, 0)
    return Reading(f"{day_value(day + timedelta(days=days))}T{code}", TIME, basis=now.told)


def relative_month(found: Found, now: Bearings) -> Reading | None:
    """Read "last April", "next September", "the previous May"."""
    month = int(found.meaning("month"))
    base = now.base
    year, reached = year_of(base), month_of(base)
    if year is None:
        return Reading(f"XXXX-{month:02d}", runs=False)
    reached = reached or 1
    direction = direction_of(found)
    if direction in ("last", "previous"):
        year = year if month < reached else year - 1
    elif direction in ("next", "following"):
        year = year if month > reached else year + 1
    return Reading(f"{year_value(year)}-{month:02d}", basis=now.told)


def distance(found: Found, now: Bearings) -> Reading | None:
    """Read "two days ago", "three weeks earlier", "a month later"."""
    unit, factor = unit_of(found)
    count = count_of(found)
    ago = found.has("ago")
    back = ago or found.has("earlier")
    # "Earlier" and "later" count from what was last told; "ago" from publication.
    base = now.today if ago and not now.narrative else (now.running_day if unit is Unit.DAY else None) or now.running
    if base is None and not ago:
        base = now.running
    basis = now.told
    if count is None or (count == 1 and not found.has("count")):
        if unit is Unit.DAY and not ago and not found.has("many"):
            return Reading("XXXX-XX-XX", basis=basis, runs=False)
        return Reading(PAST if back else FUTURE, basis=basis, runs=False)
    value = stepped(base, (-count if back else count) * factor, unit) if base else None
    if value is None:
        near = f"{base}-XX-XX" if base and len(base) == 4 and unit is Unit.DAY else None
        return Reading(near or unknown(unit), basis=basis, runs=False)
    return Reading(value, basis=basis)


def weekend(found: Found, now: Bearings) -> Reading | None:
    """Read "the weekend", "last weekend", "over the weekend"."""
    base = as_day(now.running_day if now.narrative else now.today)
    if base is None:
        return Reading("XXXX-WXX-WE", basis=Basis.RELATIVE, runs=False)
    direction = direction_of(found)
    forward = direction in ("next", "following") or (now.tense == "future" and direction != "last")
    weeks = 0 if forward or direction == "this" or base.isoweekday() >= 6 else -1
    if direction == "last":
        weeks = -1
    if direction == "next" and base.isoweekday() >= 5:
        weeks = 1
    return Reading(week_value(base + timedelta(weeks=weeks)) + "-WE", basis=now.told)


def around(found: Found, now: Bearings) -> Reading | None:
    """Read "the day before", "the year after": counted from what was last told."""
    unit = Unit(found.meaning("unit"))
    base = now.running_day if unit is Unit.DAY else now.running
    value = stepped(base, -1 if found.has("earlier") else 1, unit) if base else None
    return Reading(value or unknown(unit), basis=now.told, runs=value is not None)
