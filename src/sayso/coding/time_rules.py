"""The phrases of time sayso knows: each a pattern over word classes and the function that reads its value.

Of overlapping phrases the longest wins, then the one higher up this page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sayso.coding import time_readings as read
from sayso.coding.time_readings import Bearings, Found, Reading
from sayso.coding.time_words import pattern

Resolver = Callable[[Found, Bearings], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over word classes and how to read what it finds.

    `doubtful` marks phrases that may as well be something else (May, Friday, 2000, spring, one day) and are checked
    against the parse.
    """

    pattern: re.Pattern[str]
    resolver: Resolver
    doubtful: bool


_WEEKDAY = "(?:WEEKDAY DOT? COMMA? THE?)?"
_YEAR = "(?:COMMA? OF? (?P<year>YEARNUM|NUMBER (?=ERA)) (?P<era>ERA)?)"
_THAT_YEAR = "(?P<of_that_year>OF (?:THAT|THE SAME) UNIT)"
_LATER_END = "(?=JOIN (?:DAY? OF? (?P<later_month>ANYMONTH) DAY?|DAY) COMMA? (?P<later_year>YEARNUM))"
_HOUR = "(?P<hour_of_day>PART_OF_DAY|SUN)"
_AT_HOUR = f"(?:(?:THE|EARLY|LATE|IN THE)* {_HOUR} UNITS? (?:OF|ON|COMMA)? THE?)?"
_WHICH = "(?P<which>THIS SAME|THAT SAME|LAST|NEXT|PREVIOUS|FOLLOWING|THIS|THAT|PAST|SAME)"
_SOONER = "(?P<sooner>EARLY|EARLIER|LATE|LATER) IN?"
_EDGE = "(?P<edge>EDGE_EARLY|EDGE_MID|EDGE_LATE)"
_PART = "(?P<part>EARLY|MID|LATE)"
_COUNTED = "HEDGE (?P<count>COUNT) (?P<unit>ANYUNIT)"

_CALENDAR: tuple[tuple[str, Resolver], ...] = (
    (
        f"{_AT_HOUR} {_WEEKDAY} THE? (?P<day>DAY) OF? (?P<month>ANYMONTH|FOREIGN_MONTH)"
        f"(?:{_THAT_YEAR}|{_YEAR}|{_LATER_END})?",
        read.calendar_date,
    ),
    (
        f"{_AT_HOUR} {_WEEKDAY} (?P<month>ANYMONTH) THE? (?P<day>DAY) (?!UNITS|NUMWORD|COLON|AM_PM)"
        f"(?:{_THAT_YEAR}|{_YEAR}|{_LATER_END})?",
        read.calendar_date,
    ),
    ("(?P<iso>(?P<year>YEARNUM)) DASH (?P<first>DAYNUM) DASH (?P<second>DAYNUM)", read.numeric_date),
    ("(?P<first>DAYNUM) SLASH (?P<second>DAYNUM) SLASH (?P<year>YEARNUM|DAYNUM|NUMBER)", read.numeric_date),
    ("(?P<first>DAYNUM) (?P<points>DOT) (?P<second>DAYNUM) DOT (?P<year>YEARNUM)", read.numeric_date),
    (f"(?P<day>DAY) (?=JOIN DAY OF? (?P<month>ANYMONTH) {_YEAR}?)", read.day_of_range),
    (
        "(?:(?<=MONTH DAYNUM JOIN)|(?<=MONTH ORDNUM JOIN)|(?<=MONTH_SHORT DAYNUM JOIN)|(?P<dot>(?<=DOT DAYNUM JOIN)))"
        f"(?P<after_month>DAY) (?!OF? ANYMONTH|UNITS|NUMWORD|COLON|AM_PM|OTHER) {_YEAR}?",
        read.second_day_of_range,
    ),
    ("THE (?P<day>ORDNUM) (?!UNIT|DASH|ANYMONTH|OTHER|OF)", read.bare_day),
    ("THE (?P<day>ORDNUM) OF (?:THE|THAT|THIS) SAME? UNIT", read.bare_day),
    (f"QUALIFIER? (?P<month>ANYMONTH) (?:{_YEAR}|{_THAT_YEAR}|{_LATER_END})", read.month_reading),
    ("QUALIFIER (?P<month>ANYMONTH)", read.month_reading),
    (f"THE? {_WHICH} (?P<month>MONTH)", read.relative_month),
    ("QUALIFIER (?:THE UNITS?)? (?P<year>YEARNUM) (?P<era>ERA)?", read.year_reading),
    ("(?:(?P<part>LATER|EARLIER) IN|THE HALF_OF OTHER? OF) (?P<year>YEARNUM|NUMBER) (?P<era>ERA)?", read.year_reading),
    ("QUALIFIER? (?P<year>YEARNUM|NUMBER|DAYNUM) (?P<era>ERA)", read.year_reading),
    ("QUALIFIER? (?P<year>NUMBER|DAYNUM) (?=DASH (?:YEARNUM|NUMBER|DAYNUM) (?P<era>ERA))", read.year_reading),
    ("THE UNITS? (?P<year>YEARNUM)", read.year_reading),
    ("(?:(?<=YEARNUM DASH)|(?<=YEARNUM SLASH)) (?P<year>DAYNUM|NUMBER) (?!DASH|SLASH|ANYMONTH)", read.year_of_range),
    (f"THE? (?:{_PART} DASH?|{_EDGE} OF THE)? (?P<decade>DECADE) (?P<era>ERA)?", read.decade),
    (f"THE? (?:{_PART} DASH?|{_EDGE} OF THE)? (?P<rank>RANK) DASH? (?P<unit>UNIT) (?P<era>ERA)?", read.century),
    ("THE (?:(?P<rank>RANK)|(?P<latter>HALF_OF)) (?P<half>HALF) OF THE? UNIT? (?P<year>YEARNUM)", read.quarter),
    ("THE? (?P<rank>RANK) DASH? (?P<unit>UNIT) (?:OF THE? UNIT? (?P<year>YEARNUM)?)?", read.quarter),
    ("(?P<code>QUARTER_CODE) (?:OF? (?P<year>YEARNUM))?", read.quarter),
    ("(?P<fiscal>FISCAL_YEAR)", read.fiscal_year),
    ("THE? FISCAL UNIT? (?P<year>YEARNUM)", read.fiscal_year),
    (f"QUALIFIER? THE? (?P<season>SEASON) {_YEAR}", read.season),
    (f"THE? {_WHICH} (?P<season>SEASON)", read.season),
    ("(?P<year>YEARNUM) (?P<season>SEASON)", read.season),
)

_DOUBTFUL: tuple[tuple[str, Resolver], ...] = (
    ("(?P<month>ANYMONTH)", read.month_reading),
    ("(?P<year>YEARNUM)", read.year_reading),
    ("APOSTROPHE (?P<year>DAYNUM|NUMBER) (?!APOSTROPHE)", read.short_year),
    (
        f"THE? (?:{_PART} (?:DASH|IN)? THE?|{_EDGE} OF THE?|(?P<sooner>LATER|EARLIER) IN THE)? (?P<season>SEASON)",
        read.season,
    ),
    (f"(?:EARLY|LATE|EARLIER|LATER)? (?:THE? {_WHICH})? (?P<weekday>WEEKDAY) {_HOUR}?", read.weekday),
    ("HEDGE (?P<count>COUNT) DASH? (?P<adjective>OTHER)? (?P<unit>ANYUNIT) (?:DASH? LONG|DASH? OLD)?", read.duration),
    ("HEDGE (?P<many>MANY)? (?P<unit>UNITS) (?:DASH? LONG)?", read.duration),
    ("(?P<hour_of_day>PART_OF_DAY) (?:DASH TIME)?", read.part_of_day),
)

_RELATIVE: tuple[tuple[str, Resolver], ...] = (
    (f"THE? (?:{_WHICH})? WEEKEND", read.weekend),
    (f"(?:EARLY|LATE|EARLIER|LATER)? (?P<deictic>DEICTIC) {_HOUR}?", read.deictic),
    (f"(?:{_SOONER}|THE? {_EDGE} OF|{_PART} DASH?)? THE? {_WHICH} (?P<unit>UNIT) (?!DASH)", read.relative_unit),
    (
        f"(?:{_SOONER}|THE {_EDGE} OF|THE HALF_OF (?:OTHER? OF THE HALF_OF)? OTHER? OF) THE (?P<unit>UNIT)",
        read.relative_unit,
    ),
    (f"EARLY? THE? {_WHICH} {_HOUR}", read.part_of_this_day),
    ("THE UNIT (?:(?P<earlier>BEFORE|EARLIER)|AFTER|FOLLOWING|LATER)", read.around_day),
    (f"{_COUNTED} (?:(?P<ago>AGO)|(?P<earlier>EARLIER|BEFORE)|LATER|AFTER)", read.distance),
    ("HEDGE (?P<many>MANY)? (?P<unit>UNITS) (?:(?P<ago>AGO)|(?P<earlier>EARLIER|BEFORE)|LATER)", read.distance),
)

_LENGTHS: tuple[tuple[str, Resolver], ...] = (
    (f"HEDGE THE? {_WHICH} {_COUNTED}", read.duration),
    (f"THE {_COUNTED} {_WHICH}", read.duration),
    (f"THE {_WHICH} (?P<many>MANY)? (?P<unit>UNITS)", read.duration),
    ("THE ORDWORD (?P<count>COUNT)? (?P<unit>UNITS)", read.duration),
    ("(?P<unit>UNIT) DASH LONG", read.duration),
    ("(?P<frequency>FREQUENCY)", read.frequency),
    ("EVERY ORDWORD? (?P<count>COUNT)? (?P<unit>ANYUNIT)", read.every),
    (f"EVERY (?:(?P<weekday>WEEKDAY) PART_OF_DAY?|(?P<month>MONTH)|{_HOUR})", read.every),
)

_CLOCK: tuple[tuple[str, Resolver], ...] = (
    ("(?P<hour>DAYNUM) (?:(?:COLON|DOT) (?P<minute>DAYNUM|NUMBER))? (?P<half_of_day>AM_PM) ZONE?", read.clock),
    ("(?P<hour>DAYNUM) COLON (?P<minute>DAYNUM|NUMBER) (?!COLON) (?:UNITS|ZONE)?", read.clock),
    ("(?P<hour>DAYNUM|NUMWORD) OCLOCK", read.clock),
    (f"(?P<definite>THE) (?:EARLY|LATE)? {_HOUR} UNITS?", read.part_of_day),
    (f"(?:(?<=AT)|(?<=BEFORE)|(?<=PREPOSITION)) {_HOUR}", read.part_of_day),
)

_REFERENCES: tuple[tuple[str, Resolver], ...] = (
    ("(?P<reference>REFERENCE)", read.reference),
    ("(?<=IN) THE (?P<past>PAST)", read.reference),
    ("PRESENT DASH? UNIT", read.reference),
    ("THIS UNITS", read.reference),
    ("(?:THIS|THAT) PERIOD", read.unsaid),
    ("(?:(?<=AT)|(?<=PREPOSITION)) (?:THE SAME|THE|THAT|(?P<present>THIS)) TIME", read.unsaid),
)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Compile the rules once."""
    sure = (*_CALENDAR, *_RELATIVE, *_LENGTHS, *_CLOCK, *_REFERENCES)
    return (
        *(Rule(pattern(text), resolver, False) for text, resolver in sure),
        *(Rule(pattern(text), resolver, True) for text, resolver in _DOUBTFUL),
    )
