"""Read the times that name a place in the calendar: dates, months, years, decades, holidays."""

import re
from datetime import timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

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
from sayso.coding.time_values import (
    Unit,
    as_day,
    day_value,
    month_of,
    year_of,
    year_value,
)
from sayso.records import Basis


def calendar_date(found: Found, now: Bearings) -> Reading | None:
    """Read a day and month, with or without a year."""
    month = int(found.meaning("month"))
    day = found.whole("day") or 0
    if _names_a_group(found):
        return None
    year = year_told(found) or _ranged_year(found, month) or _near_year(found, now)
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


# "The 17 November group", "the 8 March movement": who is named after a day is no time.
_NAMED_AFTER_DAYS = frozenset(
    {
        "movement", "group", "alliance", "brigade", "brigades", "coalition", "bloc", "organisation", "organization",
        "forum", "square", "street", "avenue", "bridge", "district", "neighbourhood", "neighborhood", "airport",
        "stadium", "hospital", "school", "prison", "base", "camp",
    }
)  # fmt: skip


def _names_a_group(found: Found) -> bool:
    end = found.match.end()
    after = found.words.texts[end] if end < len(found.words.texts) else ""
    start = found.match.start()
    return not found.has("year") and after in _NAMED_AFTER_DAYS and "the" in found.words.texts[max(start - 2, 0) : end]


def year_told(found: Found, group: str = "year") -> int | None:
    """Return the year that a phrase names, negative before our era; None if it names none."""
    year = found.whole(group)
    if year is None:
        return None
    if year < 100 and len(found.texts(group)[0]) == 2:
        year += 2000 if year < 50 else 1900
    era = found.texts("era")
    return -year if era and era[0].startswith("b") else year


def _ranged_year(found: Found, month: int) -> int | None:
    """Return the year that the later end of a range gives to the earlier: "from 24 June to 17 July 1954"."""
    later = year_told(found, "later_year")
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
    year = year_told(found) or 0
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
    year = year_told(found) or nearest_year(now, month)
    return _day_reading(year, month, found.whole("day"))


def second_day_of_range(found: Found, now: Bearings) -> Reading | None:
    """Read the bare day at the second end of a range: the 5 of "March 3-5"."""
    year, month = year_of(now.running_day), month_of(now.running_day)
    return _day_reading(year_told(found) or year, month, found.whole("after_month"))


def _day_reading(year: int | None, month: int | None, day: int | None) -> Reading | None:
    if year is None or month is None or day is None:
        return None
    value = day_of_month(year, month, day)
    return Reading(value) if value else None


def month_reading(found: Found, now: Bearings) -> Reading | None:
    """Read a month, with or without a year."""
    month = int(found.meaning("month"))
    if _names_a_group(found):
        return None
    year = year_told(found) or _ranged_year(found, month) or _near_year(found, now)
    if year is None and found.has("of_that_year"):
        year = year_of(now.running)
    elif year is None:
        year = nearest_year(now, month)
    if year is None:
        return Reading(f"XXXX-{month:02d}", runs=False)
    return Reading(f"{year_value(year)}-{month:02d}", part=part_of(found))


def year_reading(found: Found, now: Bearings) -> Reading | None:
    """Read a year."""
    year = year_told(found)
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


_MOVING = re.compile(r"(easter|pascha)([+-]\d+)?")
_NEAR_EASTER = (4, 10)


def named_date(code: str, year: int | None, now: Bearings) -> Reading | None:
    """Read a holiday or a happening whose date everybody knows, from the code its lexicon gives it.

    A code is a day (`2001-09-11`), a day of every year (`XXXX-12-25`), or days from Easter (`easter-2`), which
    `pascha` is for the eastern churches.
    """
    if re.match(r"\d{4}", code):
        return Reading(code, runs=False)
    moving = _MOVING.fullmatch(code)
    month, day = _NEAR_EASTER if moving else (int(code[5:7]), int(code[8:10]))
    year = year or nearest_year(now, month, day)
    if year is None or year < 1:
        return Reading("XXXX" if moving else code, runs=False)
    if moving:
        church = EASTER_ORTHODOX if moving[1] == "pascha" else EASTER_WESTERN
        return Reading(day_value(easter(year, church) + timedelta(days=int(moving[2] or 0))))
    return Reading(f"{year:04d}{code[4:]}")
