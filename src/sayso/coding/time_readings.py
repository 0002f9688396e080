"""Turn the parts of a phrase of time into a TIMEX3 value, given where in time the report and the story stand."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.coding.numbers import number, ordinal
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
    easter,
    month_of,
    stepped,
    truncated,
    week_value,
    year_of,
    year_value,
)
from sayso.coding.time_words import Words, meaning
from sayso.records import Basis

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"
_MONTHS_AHEAD = 6
_DAYS_IN = {Unit.HOUR: 1 / 24, Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where in time a phrase is read: the publication date, the story's running date, and the verb's tense.

    `narrative` is true of texts that tell of a past they date themselves; their bare months follow the running date.
    """

    published: date | None
    running: str | None
    running_day: str | None
    narrative: bool
    tense: str | None

    @property
    def base(self) -> str | None:
        """The value that "the following day" and "in November" are read from."""
        if self.narrative or self.published is None:
            return self.running
        return day_value(self.published)

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


def _year(found: Found, group: str = "year") -> int | None:
    year = found.whole(group)
    if year is None:
        return None
    if year < 100 and len(found.texts(group)[0]) == 2:
        year += 2000 if year < 50 else 1900
    era = found.texts("era")
    return -year if era and era[0].startswith("b") else year


def _ranged_year(found: Found, month: int) -> int | None:
    """Return the year that the later end of a range gives to the earlier: "from 24 June to 17 July 1954"."""
    later = _year(found, "later_year")
    if later is None:
        return None
    later_month = int(found.meaning("later_month") or month)
    return later - 1 if later_month < month else later


def _day_of_month(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(max(year, 1), month)[1]:
        return None
    return f"{year_value(year)}-{month:02d}-{day:02d}"


def calendar_date(found: Found, now: Bearings) -> Reading | None:
    """Read a day and month, with or without a year."""
    month = int(found.meaning("month"))
    day = found.whole("day") or 0
    year = _year(found) or _ranged_year(found, month)
    if year is not None:
        value, basis = _day_of_month(year, month, day), Basis.STATED
    else:
        year = _nearest_year(now, month, day)
        if year is None:
            return Reading(f"XXXX-{month:02d}-{day:02d}", runs=False)
        value, basis = _day_of_month(year, month, day), Basis.STATED
    if value is None:
        return None
    return _at_part_of_day(found, Reading(value, basis=basis))


def _at_part_of_day(found: Found, reading: Reading) -> Reading:
    if found.has("hour_of_day"):
        code = found.meaning("hour_of_day")
        return Reading(f"{reading.value}T{code}", TIME, reading.part, reading.basis, reading.runs)
    return reading


def _nearest_year(now: Bearings, month: int, day: int | None = None) -> int | None:
    """Return the year a bare month or day and month falls in."""
    if now.narrative or now.published is None:
        return _story_year(now.running, month)
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


def _story_year(running: str | None, month: int) -> int | None:
    """Return the year a story has reached when it names a month: it goes on, seldom back, by at most half a year."""
    year, reached = year_of(running), month_of(running)
    if year is None or reached is None:
        return year
    if month < reached - _MONTHS_AHEAD:
        return year + 1
    return year - 1 if month > reached + _MONTHS_AHEAD + 3 else year


def numeric_date(found: Found, now: Bearings) -> Reading | None:
    """Read 2022-09-26, 26.09.2022, 9/26/2022; where day and month could change places, keep the other reading too."""
    year = _year(found) or 0
    first, second = found.whole("first") or 0, found.whole("second") or 0
    if found.has("iso"):
        value = _day_of_month(year, first, second)
        return Reading(value) if value else None
    month_first = _day_of_month(year, first, second)
    day_first = _day_of_month(year, second, first)
    # Points are written day first; strokes month first in American English, day first in British.
    if found.has("points"):
        return Reading(day_first) if day_first else None
    readings = [value for value in (month_first, day_first) if value and not _is_to_come(value, now)]
    if not readings:
        return Reading(month_first or day_first or "") if month_first or day_first else None
    return Reading(readings[0], rival=readings[-1] if readings[-1] != readings[0] else None)


def _is_to_come(value: str, now: Bearings) -> bool:
    """Tell whether a day is ruled out because it had not come when its report spoke of it in the past."""
    day = as_day(value)
    return day is not None and now.published is not None and now.tense == "past" and day > now.published


def day_of_range(found: Found, now: Bearings) -> Reading | None:
    """Read the bare day at the first end of a range: the 6 of "6-7 January 1916"."""
    month = int(found.meaning("month"))
    year = _year(found) or _nearest_year(now, month)
    return _day_reading(year, month, found.whole("day"))


def second_day_of_range(found: Found, now: Bearings) -> Reading | None:
    """Read the bare day at the second end of a range: the 5 of "March 3-5"."""
    year, month = year_of(now.running_day), month_of(now.running_day)
    return _day_reading(_year(found) or year, month, found.whole("after_month"))


def _day_reading(year: int | None, month: int | None, day: int | None) -> Reading | None:
    if year is None or month is None or day is None:
        return None
    value = _day_of_month(year, month, day)
    return Reading(value) if value else None


def bare_day(found: Found, now: Bearings) -> Reading | None:
    """Read "the 20th" as a day of the month the story has reached."""
    base = now.base
    year, month = year_of(base), month_of(base)
    if year is None or month is None:
        return None
    value = _day_of_month(year, month, found.whole("day") or 0)
    return Reading(value, basis=Basis.RELATIVE) if value else None


def month_reading(found: Found, now: Bearings) -> Reading | None:
    """Read a month, with or without a year."""
    month = int(found.meaning("month"))
    year = _year(found) or _ranged_year(found, month)
    if year is None and found.has("of_that_year"):
        year = year_of(now.running)
    elif year is None:
        year = _nearest_year(now, month)
    if year is None:
        return Reading(f"XXXX-{month:02d}", runs=False)
    return Reading(f"{year_value(year)}-{month:02d}", part=part_of(found))


def year_reading(found: Found, now: Bearings) -> Reading | None:
    """Read a year."""
    year = _year(found)
    return Reading(year_value(year), part=part_of(found)) if year else None


def year_of_range(found: Found, now: Bearings) -> Reading | None:
    """Read the short second year of "1915-17"."""
    first = int(found.words.texts[found.match.start() - 2])
    short = found.texts("year")[0]
    year = int(str(first)[: 4 - len(short)] + short)
    return Reading(year_value(year)) if len(short) == 2 and year > first else None


def short_year(found: Found, now: Bearings) -> Reading | None:
    """Read "'89" in the century that the story is in."""
    short = found.texts("year")[0]
    if len(short) != 2:
        return None
    around = year_of(now.running) if now.narrative else (now.published.year if now.published else None)
    if around is None:
        return None
    year = around // 100 * 100 + int(short)
    if not now.narrative and year > around:
        year -= 100
    return Reading(year_value(year))


def decade(found: Found, now: Bearings) -> Reading | None:
    """Read "the 1990s" and "the 470s BC"."""
    digits = re.sub(r"\D", "", found.texts("decade")[0])
    if len(digits) < 3:
        return Reading(f"{'20' if int(digits) < 30 else '19'}{digits[0]}", part=part_of(found))
    era = found.texts("era")
    before = bool(era and era[0].startswith("b"))
    if len(digits) == 3 and not before:
        return None
    return Reading(("BC" if before else "") + digits.zfill(4)[:3], part=part_of(found))


def century(found: Found, now: Bearings) -> Reading | None:
    """Read "the nineteenth century"."""
    if found.meaning("unit") != Unit.CENTURY:
        return None
    rank = found.whole("rank")
    if rank is None:
        return None
    era = found.texts("era")
    return Reading(("BC" if era and era[0].startswith("b") else "") + f"{rank - 1:02d}", part=part_of(found))


def season(found: Found, now: Bearings) -> Reading | None:
    """Read a season, with or without a year, with "this", "last" or "next"."""
    code = found.meaning("season")
    part = part_of(found)
    year = _year(found)
    if year is None:
        year = _season_year(found, now, code)
    return Reading(f"{year_value(year)}-{code}", part=part) if year else Reading(f"XXXX-{code}", runs=False)


def _season_year(found: Found, now: Bearings, code: str) -> int | None:
    base = now.base
    year, month = year_of(base), month_of(base)
    if year is None:
        return None
    step = {"last": -1, "next": 1, "previous": -1, "following": 1}.get(_direction(found), 0)
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
    if now.tense == "future" or found.has("this") or started:
        return year
    return year - 1


def _direction(found: Found) -> str:
    words = found.texts("which")
    if not words:
        return ""
    return {
        "last": "last", "past": "last", "previous": "previous", "preceding": "previous", "prior": "previous",
        "next": "next", "coming": "next", "upcoming": "next", "following": "following", "subsequent": "following",
        "ensuing": "following", "intervening": "following", "this": "this", "these": "this", "that": "that",
        "those": "that", "same": "that", "very": "that",
    }.get(words[-1], "that")  # fmt: skip


def weekday(found: Found, now: Bearings) -> Reading | None:
    """Read a weekday: the latest on or before publication, or the next one if the verb is of the future."""
    number_of_day = int(found.meaning("weekday"))
    direction = _direction(found)
    base = as_day(now.running_day if now.narrative or direction in ("following", "previous", "that") else now.today)
    if base is None:
        value = f"XXXX-WXX-{number_of_day}"
        return _at_part_of_day(found, Reading(value, basis=Basis.RELATIVE, runs=False))
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
    return _at_part_of_day(found, Reading(day_value(day), basis=Basis.RELATIVE))


def weekdays(found: Found, now: Bearings) -> Reading | None:
    """Read "on Sundays" and "every Friday" as a set."""
    return Reading(f"XXXX-WXX-{found.meaning('weekday')}", SET, runs=False)


def deictic(found: Found, now: Bearings) -> Reading | None:
    """Read "today", "yesterday morning", "tonight", "overnight"."""
    code = found.meaning("deictic")
    today = now.published if not now.narrative else None
    if code == "overnight":
        value = f"{day_value(today)}TNI" if today else "XXXX-XX-XXTNI"
        return Reading(value, TIME, None, Basis.RELATIVE, overnight=True)
    if today is None:
        value = PRESENT if code == "0" else "XXXX-XX-XX"
        return Reading("XXXX-XX-XXTNI" if code.endswith("NI") else value, DATE, None, Basis.RELATIVE, runs=False)
    days = int(code.removesuffix("TNI"))
    reading = Reading(day_value(today + timedelta(days=days)), DATE, None, Basis.RELATIVE)
    if code.endswith("TNI"):
        return Reading(reading.value + "TNI", TIME, None, Basis.RELATIVE)
    return _at_part_of_day(found, reading)


def relative_unit(found: Found, now: Bearings) -> Reading | None:
    """Read "last week", "this month", "the following day", "that same year", "the end of the month"."""
    unit = Unit(found.meaning("unit"))
    direction = _direction(found)
    anaphoric = direction in ("following", "previous", "that", "") or now.narrative
    base = (now.running_day if unit in (Unit.DAY, Unit.WEEK) else now.running) if anaphoric else now.today
    if base is None and not now.narrative and direction not in ("following", "previous"):
        base = now.today
    if direction == "this" and unit is Unit.DAY and base is None:
        return Reading("XXXX-XX-XX", runs=False)
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(direction, 0)
    value = stepped(base, count, unit) if base else None
    if value is None:
        if base and unit is Unit.DAY and (found_month := truncated(base, Unit.MONTH)):
            return Reading(f"{found_month}-XX", basis=Basis.RELATIVE, runs=False)
        return Reading(_unknown(unit), basis=Basis.RELATIVE, runs=False)
    basis = Basis.STATED if now.narrative else Basis.RELATIVE
    # The moved running date stays as fine as it was: "the same year" must not forget the month.
    part = _part_of_unit(found)
    window = None if anaphoric else _so_far(found, now, value)
    return _at_part_of_day(found, Reading(value, part=part, basis=basis, runs=bool(count), window=window))


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


def _unknown(unit: Unit) -> str:
    return {
        Unit.DAY: "XXXX-XX-XX", Unit.WEEK: "XXXX-WXX", Unit.MONTH: "XXXX-XX", Unit.QUARTER: "XXXX-QX",
        Unit.DECADE: "XXX", Unit.CENTURY: "XX",
    }.get(unit, "XXXX")  # fmt: skip


def part_of_this_day(found: Found, now: Bearings) -> Reading | None:
    """Read "that night", "this morning", "the next evening", "last night"."""
    code = found.meaning("hour_of_day")
    direction = _direction(found)
    if now.narrative or direction in ("that", "following", "previous"):
        base = now.running_day
    else:
        base = now.today
    day = as_day(base)
    if day is None:
        return Reading(f"XXXX-XX-XXT{code}", TIME, basis=Basis.RELATIVE, runs=False)
    days = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(direction, 0)
    return Reading(f"{day_value(day + timedelta(days=days))}T{code}", TIME, basis=Basis.RELATIVE)


def relative_month(found: Found, now: Bearings) -> Reading | None:
    """Read "last April", "next September", "the previous May"."""
    month = int(found.meaning("month"))
    base = now.base
    year, reached = year_of(base), month_of(base)
    if year is None:
        return Reading(f"XXXX-{month:02d}", runs=False)
    reached = reached or 1
    direction = _direction(found)
    if direction in ("last", "previous"):
        year = year if month < reached else year - 1
    elif direction in ("next", "following"):
        year = year if month > reached else year + 1
    return Reading(f"{year_value(year)}-{month:02d}", basis=Basis.RELATIVE)


def distance(found: Found, now: Bearings) -> Reading | None:
    """Read "two days ago", "three weeks earlier", "a month later"."""
    unit, factor = _unit(found)
    count = _count(found)
    ago = found.has("ago")
    back = ago or found.has("earlier")
    # "Earlier" and "later" count from what was last told; "ago" from publication.
    base = now.today if ago and not now.narrative else (now.running_day if unit is Unit.DAY else None) or now.running
    if base is None and not ago:
        base = now.running
    basis = Basis.RELATIVE
    if count is None or (count == 1 and not found.has("count")):
        if unit is Unit.DAY and not ago and not found.has("many"):
            return Reading("XXXX-XX-XX", basis=basis, runs=False)
        return Reading(PAST if back else FUTURE, basis=basis, runs=False)
    value = stepped(base, (-count if back else count) * factor, unit) if base else None
    if value is None:
        near = f"{base}-XX-XX" if base and len(base) == 4 and unit is Unit.DAY else None
        return Reading(near or _unknown(unit), basis=basis, runs=False)
    return Reading(value, basis=basis)


def _unit(found: Found) -> tuple[Unit, int]:
    code = found.meaning("unit")
    return (Unit.WEEK, 2) if code == "2W" else (Unit(code), 1)


def _count(found: Found) -> float | None:
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


def duration(found: Found, now: Bearings) -> Reading | None:
    """Read "for three days", "several hours", "a two-week", "decades"."""
    unit, factor = _unit(found)
    count = _count(found)
    if found.has("couple"):
        count = 2
    value = duration_value(count * factor if count else count, unit)
    return Reading(value, DURATION, basis=Basis.RELATIVE, runs=False, window=_window(found, now, count, unit))


def _window(found: Found, now: Bearings, count: float | None, unit: Unit) -> tuple[date, date] | None:
    """Return the days of "the past two weeks" and "the next three days"."""
    if count is None or now.published is None or now.narrative or unit not in _DAYS_IN:
        return None
    length = timedelta(days=round(count * _DAYS_IN[unit]))
    direction = _direction(found)
    if direction == "last":
        return now.published - length, now.published
    return (now.published, now.published + length) if direction == "next" else None


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
    unit, factor = _unit(found)
    if found.has("count"):
        return Reading(duration_value((_count(found) or 1) * factor, unit), SET, runs=False)
    if found.has("per") or unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return Reading(duration_value(1, unit), SET, runs=False)
    return Reading(_unknown(unit), SET, runs=False)


def reference(found: Found, now: Bearings) -> Reading | None:
    """Read "now", "recently", "the future": present, past or future without a date."""
    value = found.meaning("reference")
    if not value:
        value = PAST if found.has("past") else PRESENT
    return Reading(value, runs=False)


def unsaid(found: Found, now: Bearings) -> Reading | None:
    """Mark "this period", "the same time", whose value only the story gives."""
    return Reading(PRESENT if found.has("present") else "", runs=False)


def quarter(found: Found, now: Bearings) -> Reading | None:
    """Read "the third quarter of 2022", "Q3", "the second half of 2008"."""
    if found.has("code"):
        rank = int(found.texts("code")[0][1])
    else:
        rank = found.whole("rank") or (2 if found.has("latter") else 0)
    year = _year(found)
    if year is None:
        year = year_of(now.base)
    kind = "H" if found.has("half") else "Q"
    if found.has("unit") and found.meaning("unit") != Unit.QUARTER:
        return None
    if not 1 <= rank <= (2 if kind == "H" else 4) or year is None:
        return None
    return Reading(f"{year_value(year)}-{kind}{rank}")


def fiscal_year(found: Found, now: Bearings) -> Reading | None:
    """Read "fiscal 2022", "FY2022"."""
    if found.has("fiscal"):
        digits = found.texts("fiscal")[0][2:]
        return Reading(f"FY{digits if len(digits) == 4 else '20' + digits[-2:]}", runs=False)
    return Reading(f"FY{_year(found)}", runs=False)


def weekend(found: Found, now: Bearings) -> Reading | None:
    """Read "the weekend", "last weekend", "over the weekend"."""
    base = as_day(now.running_day if now.narrative else now.today)
    if base is None:
        return Reading("XXXX-WXX-WE", basis=Basis.RELATIVE, runs=False)
    direction = _direction(found)
    forward = direction in ("next", "following") or (now.tense == "future" and direction != "last")
    weeks = 0 if forward or direction == "this" or base.isoweekday() >= 6 else -1
    if direction == "last":
        weeks = -1
    if direction == "next" and base.isoweekday() >= 5:
        weeks = 1
    return Reading(week_value(base + timedelta(weeks=weeks)) + "-WE", basis=Basis.RELATIVE)


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
    return Reading(f"{now.running_day or 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", TIME, basis=Basis.RELATIVE, runs=False)


def part_of_day(found: Found, now: Bearings) -> Reading | None:
    """Read "at dawn", "the morning", "by night"."""
    code = found.meaning("hour_of_day")
    if found.has("definite") and now.running_day and now.narrative:
        return Reading(f"{now.running_day}T{code}", TIME, basis=Basis.RELATIVE, runs=False)
    if found.has("definite") and now.today and not now.narrative:
        return Reading(f"{now.running_day or now.today}T{code}", TIME, basis=Basis.RELATIVE, runs=False)
    return Reading(f"XXXX-XX-XXT{code}", TIME, runs=False)


def around_day(found: Found, now: Bearings) -> Reading | None:
    """Read "the day before", "the day after"."""
    value = stepped(now.running_day, -1 if found.has("earlier") else 1, Unit.DAY) if now.running_day else None
    return Reading(value or "XXXX-XX-XX", basis=Basis.RELATIVE, runs=value is not None)


def named_date(code: str, year: int | None, now: Bearings) -> Reading | None:
    """Read a holiday or a happening whose date everybody knows, from the code its lexicon gives it."""
    if re.match(r"\d{4}", code):
        return Reading(code, runs=False)
    offset = int(code.removeprefix("easter") or 0) if code.startswith("easter") else 0
    month, day = (4, 10) if code.startswith("easter") else (int(code[5:7]), int(code[8:10]))
    year = year or _nearest_year(now, month, day)
    if year is None or year < 1:
        return Reading("XXXX" if code.startswith("easter") else code, runs=False)
    if code.startswith("easter"):
        return Reading(day_value(easter(year) + timedelta(days=offset)))
    return Reading(f"{year:04d}{code[4:]}")
