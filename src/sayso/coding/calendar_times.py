"""Read the times that name a place in the calendar: dates, months, years, seasons, quarters, holidays."""

import re
from datetime import timedelta

from sayso.coding.time_readings import (
    Bearings,
    Found,
    Reading,
    at_part_of_day,
    day_of_month,
    direction_of,
    nearest_year,
    part_of,
)
from sayso.coding.time_values import Unit, as_day, day_value, easter, month_of, year_of, year_value
from sayso.records import Basis


def calendar_date(found: Found, now: Bearings) -> Reading | None:
    """Read a day and month, with or without a year."""
    month = int(found.meaning("month"))
    day = found.whole("day") or 0
    year = _year(found) or _ranged_year(found, month) or _near_year(found, now)
    if year is not None:
        value, basis = day_of_month(year, month, day), Basis.STATED
    else:
        year = nearest_year(now, month, day)
        if year is None:
            return Reading(f"XXXX-{month:02d}-{day:02d}", runs=False)
        value, basis = day_of_month(year, month, day), Basis.STATED
    if value is None:
        return None
    return at_part_of_day(found, Reading(value, basis=basis))


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


def _near_year(found: Found, now: Bearings) -> int | None:
    """Return the year of "March this year" and "12 May last year"."""
    if not found.has("which") or found.meaning("unit") != Unit.YEAR or now.published is None or now.narrative:
        return None
    return now.published.year + {"last": -1, "previous": -1, "next": 1}.get(direction_of(found), 0)


def numeric_date(found: Found, now: Bearings) -> Reading | None:
    """Read 2022-09-26, 26.09.2022, 9/26/2022; where day and month could change places, keep the other reading too."""
    year = _year(found) or 0
    first, second = found.whole("first") or 0, found.whole("second") or 0
    if found.has("iso"):
        value = day_of_month(year, first, second)
        return Reading(value) if value else None
    month_first = day_of_month(year, first, second)
    day_first = day_of_month(year, second, first)
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
    year = _year(found) or nearest_year(now, month)
    return _day_reading(year, month, found.whole("day"))


def second_day_of_range(found: Found, now: Bearings) -> Reading | None:
    """Read the bare day at the second end of a range: the 5 of "March 3-5"."""
    year, month = year_of(now.running_day), month_of(now.running_day)
    return _day_reading(_year(found) or year, month, found.whole("after_month"))


def _day_reading(year: int | None, month: int | None, day: int | None) -> Reading | None:
    if year is None or month is None or day is None:
        return None
    value = day_of_month(year, month, day)
    return Reading(value) if value else None


def month_reading(found: Found, now: Bearings) -> Reading | None:
    """Read a month, with or without a year."""
    month = int(found.meaning("month"))
    year = _year(found) or _ranged_year(found, month) or _near_year(found, now)
    if year is None and found.has("of_that_year"):
        year = year_of(now.running)
    elif year is None:
        year = nearest_year(now, month)
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
        # "The 90s" are years; "in his 90s" is an age.
        if found.words.texts[found.match.start()] != "the" and not found.has("part"):
            return None
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
    step = {"last": -1, "next": 1, "previous": -1, "following": 1}.get(direction_of(found), 0)
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


def named_date(code: str, year: int | None, now: Bearings) -> Reading | None:
    """Read a holiday or a happening whose date everybody knows, from the code its lexicon gives it."""
    if re.match(r"\d{4}", code):
        return Reading(code, runs=False)
    offset = int(code.removeprefix("easter") or 0) if code.startswith("easter") else 0
    month, day = (4, 10) if code.startswith("easter") else (int(code[5:7]), int(code[8:10]))
    year = year or nearest_year(now, month, day)
    if year is None or year < 1:
        return Reading("XXXX" if code.startswith("easter") else code, runs=False)
    if code.startswith("easter"):
        return Reading(day_value(easter(year) + timedelta(days=offset)))
    return Reading(f"{year:04d}{code[4:]}")
