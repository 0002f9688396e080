"""The phrases of time sayso knows: each a pattern over word classes and the function that reads its value.

Of overlapping phrases the longest wins, then the one higher up this page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sayso.coding import calendar_times as calendar
from sayso.coding import lasting_times as lasting
from sayso.coding import period_times as periods
from sayso.coding import relative_times as relative
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
_NEAR_YEAR = "(?:OF? (?P<which>THIS|LAST|NEXT|PREVIOUS) (?P<unit>UNIT))"
_LATER_END = "(?=JOIN (?:DAY? OF? (?P<later_month>ANYMONTH) DAY?|DAY) COMMA? (?P<later_year>YEARNUM))"
_HOUR = "(?P<hour_of_day>PART_OF_DAY|SUN)"
_AT_HOUR = f"(?:(?:EARLY IN THE|LATE IN THE|THE|EARLY|LATE)* {_HOUR} UNITS? (?:OF|ON|COMMA)? THE?)?"
_WHICH = "(?P<which>THIS SAME|THAT SAME|LAST|NEXT|PREVIOUS|FOLLOWING|THIS|THAT|PAST|SAME)"
_SOONER = "(?P<sooner>EARLY|EARLIER|LATE|LATER) IN?"
_EDGE = "(?P<edge>EDGE_EARLY|EDGE_MID|EDGE_LATE)"
_PART = "(?P<part>EARLY|MID|LATE)"
_WEEK_TOLD = "(?P<which>THIS|LAST|NEXT|PREVIOUS|FOLLOWING|THAT|SAME) (?P<unit>UNIT)"
_RANKED = "(?:(?P<rank>RANK)|(?P<final>LAST|FINAL))"
_PIECE = "(?P<count>SPELLED|DAYNUM)? (?P<unit>UNITS|UNIT)"
_YEAR_OF = f"(?:(?P<year>YEARNUM)|THE? {_WHICH} (?P<whole>UNIT)|THE (?P<this_whole>UNIT))"
_SHORT_END = "(?:DASH|SLASH) (?P<short_end>DAYNUM|YEARNUM) (?!DASH)"
_COUNTED = "HEDGE (?P<count>COUNT) (?P<unit>ANYUNIT)"

_CALENDAR: tuple[tuple[str, Resolver], ...] = (
    (
        f"{_AT_HOUR} {_WEEKDAY} THE? (?P<day>DAY) OF? (?P<month>ANYMONTH|FOREIGN_MONTH)"
        f"(?:{_THAT_YEAR}|{_NEAR_YEAR}|{_YEAR}|{_LATER_END})?",
        calendar.calendar_date,
    ),
    (
        f"{_AT_HOUR} {_WEEKDAY} (?P<month>ANYMONTH) THE? (?P<day>DAY) (?!UNITS|NUMWORD|COLON|AM_PM)"
        f"(?:{_THAT_YEAR}|{_NEAR_YEAR}|{_YEAR}|{_LATER_END})?",
        calendar.calendar_date,
    ),
    ("(?P<iso>(?P<year>YEARNUM)) DASH (?P<first>DAYNUM) DASH (?P<second>DAYNUM)", calendar.numeric_date),
    ("(?P<first>DAYNUM) SLASH (?P<second>DAYNUM) SLASH (?P<year>YEARNUM|DAYNUM|NUMBER)", calendar.numeric_date),
    ("(?P<first>DAYNUM) (?P<points>DOT) (?P<second>DAYNUM) DOT (?P<year>YEARNUM)", calendar.numeric_date),
    (f"(?P<day>DAY) (?=JOIN DAY OF? (?P<month>ANYMONTH) {_YEAR}?)", calendar.day_of_range),
    (
        "(?:(?<=MONTH DAYNUM JOIN)|(?<=MONTH ORDNUM JOIN)|(?<=MONTH_SHORT DAYNUM JOIN)|(?P<dot>(?<=DOT DAYNUM JOIN)))"
        f"(?P<after_month>DAY) (?!OF? ANYMONTH|UNITS|NUMWORD|COLON|AM_PM|OTHER) {_YEAR}?",
        calendar.second_day_of_range,
    ),
    ("THE (?P<day>ORDNUM) (?!UNIT|DASH|ANYMONTH|OTHER|OF)", relative.bare_day),
    ("THE (?P<day>ORDNUM) OF (?:THE|THAT|THIS) SAME? UNIT", relative.bare_day),
    (f"(?P<weekday>WEEKDAY) {_HOUR}? OF? {_WEEK_TOLD}", relative.weekday_of_week),
    (f"QUALIFIER? (?P<month>ANYMONTH) (?:{_YEAR}|{_THAT_YEAR}|{_NEAR_YEAR}|{_LATER_END})", calendar.month_reading),
    ("QUALIFIER (?P<month>ANYMONTH)", calendar.month_reading),
    (f"THE? {_WHICH} (?P<month>MONTH)", relative.relative_month),
    ("QUALIFIER (?:THE UNITS?)? (?P<year>YEARNUM) (?P<era>ERA)?", calendar.year_reading),
    (
        "(?:(?P<part>LATER|EARLIER) IN|THE HALF_OF OTHER? OF) (?P<year>YEARNUM|NUMBER) (?P<era>ERA)?",
        calendar.year_reading,
    ),
    ("QUALIFIER? (?P<year>YEARNUM|NUMBER|DAYNUM) (?P<era>ERA)", calendar.year_reading),
    ("QUALIFIER? (?P<year>NUMBER|DAYNUM) (?=DASH (?:YEARNUM|NUMBER|DAYNUM) (?P<era>ERA))", calendar.year_reading),
    ("THE UNITS? (?P<year>YEARNUM)", calendar.year_reading),
    (
        "(?:(?<=YEARNUM DASH)|(?<=YEARNUM SLASH)) (?P<year>DAYNUM|NUMBER) (?!DASH|SLASH|ANYMONTH)",
        calendar.year_of_range,
    ),
    (f"THE? (?:{_PART} DASH?|{_EDGE} OF THE)? (?P<decade>DECADE) (?P<era>ERA)?", calendar.decade),
    (f"THE? (?:{_PART} DASH?|{_EDGE} OF THE)? (?P<rank>RANK) DASH? (?P<unit>UNIT) (?P<era>ERA)?", calendar.century),
    (f"THE (?:{_RANKED}|(?P<latter>HALF_OF)) (?P<half>HALF) OF THE? UNIT? {_YEAR_OF}", periods.quarter),
    (f"THE? {_RANKED} DASH? (?P<unit>UNIT) OF THE? UNIT? {_YEAR_OF}", periods.quarter),
    ("THE? (?P<rank>RANK) DASH? (?P<unit>UNIT)", periods.quarter),
    ("THE? (?P<rank>RANK) (?=(?:AND|TO) THE? RANK (?P<unit>UNIT|UNITS) (?:OF (?P<year>YEARNUM))?)", periods.quarter),
    ("THE? (?P<rank>RANK) (?P<unit>UNITS) OF (?P<year>YEARNUM)", periods.quarter),
    (f"(?P<code>QUARTER_CODE) (?:OF? {_YEAR_OF})?", periods.quarter),
    (f"THE? {_RANKED} {_PIECE} (?:OF|IN) (?P<month>ANYMONTH) {_YEAR}?", periods.stretch),
    (f"THE? {_RANKED} {_PIECE} (?:OF|IN) (?:{_YEAR_OF}|THE? (?P<decade>DECADE))", periods.stretch),
    ("(?P<fiscal>FISCAL_YEAR)", periods.fiscal_year),
    (f"THE? FISCAL UNIT? (?P<year>YEARNUM) (?:{_SHORT_END})?", periods.fiscal_year),
    (f"THE? (?P<year>YEARNUM) (?:{_SHORT_END})? FISCAL UNIT?", periods.fiscal_year),
    (f"QUALIFIER? THE? (?P<season>SEASON) {_YEAR} (?:{_SHORT_END})?", periods.season),
    (f"THE? (?P<season>SEASON) OF THE? {_WHICH} (?P<of_year>UNIT)", periods.season),
    (f"THE? {_WHICH} (?P<season>SEASON)", periods.season),
    ("(?P<year>YEARNUM) (?P<season>SEASON)", periods.season),
)

_DOUBTFUL: tuple[tuple[str, Resolver], ...] = (
    ("(?P<month>ANYMONTH)", calendar.month_reading),
    ("(?P<year>YEARNUM)", calendar.year_reading),
    ("APOSTROPHE (?P<year>DAYNUM|NUMBER) (?!APOSTROPHE)", calendar.short_year),
    (
        f"THE? (?:{_PART} (?:DASH|IN)? THE?|{_EDGE} OF THE?|(?P<sooner>LATER|EARLIER) IN THE)? (?P<season>SEASON)",
        periods.season,
    ),
    (f"(?:EARLY|LATE|EARLIER|LATER)? (?:THE? {_WHICH})? (?P<weekday>WEEKDAY) {_HOUR}?", relative.weekday),
    ("(?<=ON) THE (?P<day>ORDNUM)", relative.bare_day),
    (
        "HEDGE (?P<count>COUNT) DASH? (?P<adjective>OTHER)? (?P<unit>ANYUNIT) (?:DASH? LONG|DASH? OLD)?",
        lasting.duration,
    ),
    ("HEDGE (?P<many>MANY)? (?P<unit>UNITS) (?:DASH? LONG)?", lasting.duration),
    ("(?P<hour_of_day>PART_OF_DAY) (?:DASH TIME)?", lasting.part_of_day),
)

_RELATIVE: tuple[tuple[str, Resolver], ...] = (
    (f"THE? (?:{_WHICH})? WEEKEND (?!OF (?:DAY|ANYMONTH))", relative.weekend),
    (f"(?:EARLY|LATE|EARLIER|LATER)? (?P<deictic>DEICTIC) {_HOUR}?", relative.deictic),
    (
        "(?P<deictic>DEICTIC) (?P<link>ON|PREPOSITION|TO)? (?P<weekday>WEEKDAY) (?:JOIN WEEKDAY)?",
        relative.deictic,
    ),
    (
        f"(?:{_SOONER}|THE? {_EDGE} OF|THE? {_PART} (?:PIECE OF|DASH?))? THE? {_WHICH} (?P<unit>UNIT) (?!DASH)",
        relative.relative_unit,
    ),
    (
        f"(?:{_SOONER}|THE {_EDGE} OF|THE HALF_OF (?:OTHER? OF THE HALF_OF)? OTHER? OF) THE (?P<unit>UNIT)",
        relative.relative_unit,
    ),
    (f"EARLY? THE? {_WHICH} {_HOUR}", relative.part_of_this_day),
    ("THE (?P<unit>UNIT) (?:(?P<earlier>BEFORE|EARLIER)|AFTER|FOLLOWING|LATER)", relative.around),
    ("THE? UNIT (?:(?P<earlier>BEFORE)|AFTER) (?P<deictic>DEICTIC)", relative.around_deictic),
    (f"{_COUNTED} (?:(?P<ago>AGO)|(?P<earlier>EARLIER|BEFORE)|LATER|AFTER)", relative.distance),
    ("HEDGE (?P<many>MANY)? (?P<unit>UNITS) (?:(?P<ago>AGO)|(?P<earlier>EARLIER|BEFORE)|LATER)", relative.distance),
)

_LENGTHS: tuple[tuple[str, Resolver], ...] = (
    (f"HEDGE THE? {_WHICH} {_COUNTED}", lasting.duration),
    (f"THE {_COUNTED} {_WHICH}", lasting.duration),
    (f"THE {_WHICH} (?P<many>MANY)? (?P<unit>UNITS)", lasting.duration),
    ("THE ORDWORD (?P<count>COUNT)? (?P<unit>UNITS)", lasting.duration),
    ("(?P<unit>UNIT) DASH LONG", lasting.duration),
    ("HEDGE (?P<count>ARTICLE) (?P<unit>UNIT) (?P<and_half>AND ARTICLE? HALF)", lasting.duration),
    ("(?P<weekday>WEEKDAYS)", lasting.weekdays),
    ("(?P<frequency>FREQUENCY)", lasting.frequency),
    ("EVERY ORDWORD? (?P<count>COUNT)? (?P<unit>ANYUNIT)", lasting.every),
    (f"EVERY (?:(?P<weekday>WEEKDAY) PART_OF_DAY?|(?P<month>MONTH)|{_HOUR})", lasting.every),
)

_CLOCK: tuple[tuple[str, Resolver], ...] = (
    ("(?P<hour>DAYNUM) (?:(?:COLON|DOT) (?P<minute>DAYNUM|NUMBER))? (?P<half_of_day>AM_PM) ZONE?", lasting.clock),
    ("(?P<hour>DAYNUM) COLON (?P<minute>DAYNUM|NUMBER) (?!COLON) (?:UNITS|ZONE)?", lasting.clock),
    ("(?P<hour>DAYNUM|NUMWORD) OCLOCK", lasting.clock),
    (f"(?P<definite>THE) (?:EARLY|LATE)? {_HOUR} UNITS?", lasting.part_of_day),
    (f"(?:(?<=AT)|(?<=BEFORE)|(?<=PREPOSITION)) {_HOUR}", lasting.part_of_day),
)

_REFERENCES: tuple[tuple[str, Resolver], ...] = (
    ("(?P<reference>REFERENCE)", lasting.reference),
    ("(?<=IN) THE (?P<past>PAST)", lasting.reference),
    ("PRESENT DASH? UNIT", lasting.reference),
    ("THIS UNITS", lasting.reference),
    ("(?:THIS|THAT) PERIOD", lasting.unsaid),
    ("(?:(?<=AT)|(?<=PREPOSITION)) (?:THE SAME|THE|THAT|(?P<present>THIS)) TIME", lasting.unsaid),
)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Compile the rules once."""
    sure = (*_CALENDAR, *_RELATIVE, *_LENGTHS, *_CLOCK, *_REFERENCES)
    return (
        *(Rule(pattern(text), resolver, False) for text, resolver in sure),
        *(Rule(pattern(text), resolver, True) for text, resolver in _DOUBTFUL),
    )
