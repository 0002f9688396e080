"""Turn a text into words and their time classes, one character a word, so that phrases of time are regular expressions.

`on 26 September 2022` becomes four words and the four characters for "other word, day number, month, year number".
A rule written `DAY MONTH YEAR` is compiled to the characters of these classes and run over the whole report at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from sayso.coding.numbers import ORDINALS, UNITS
from sayso.resources.lexicons import lexicon


class WordClass(Enum):
    """What a word can be in a phrase of time."""

    OTHER = auto()
    BREAK = auto()
    # numbers
    DAYNUM = auto()
    YEARNUM = auto()
    NUMBER = auto()
    NUMWORD = auto()
    ORDNUM = auto()
    ORDWORD = auto()
    DECADE = auto()
    VAGUE = auto()
    # the lexicon's classes
    MONTH = auto()
    MONTH_SHORT = auto()
    FOREIGN_MONTH = auto()
    WEEKDAY = auto()
    WEEKDAYS = auto()
    SEASON = auto()
    PART_OF_DAY = auto()
    SUN = auto()
    UNIT = auto()
    UNITS = auto()
    FORTNIGHT = auto()
    WEEKEND = auto()
    DEICTIC = auto()
    REFERENCE = auto()
    FREQUENCY = auto()
    # small words
    THE = auto()
    ARTICLE = auto()
    OF = auto()
    IN = auto()
    AT = auto()
    ON = auto()
    TO = auto()
    AND = auto()
    OR = auto()
    PREPOSITION = auto()
    THIS = auto()
    THAT = auto()
    SAME = auto()
    LAST = auto()
    FINAL = auto()
    NEXT = auto()
    PREVIOUS = auto()
    FOLLOWING = auto()
    EARLY = auto()
    MID = auto()
    LATE = auto()
    LATER = auto()
    EARLIER = auto()
    EDGE_EARLY = auto()
    EDGE_MID = auto()
    EDGE_LATE = auto()
    HALF_OF = auto()
    AGO = auto()
    BEFORE = auto()
    AFTER = auto()
    EVERY = auto()
    ABOUT = auto()
    MORE = auto()
    THAN = auto()
    LEAST = auto()
    HALF = auto()
    LONG = auto()
    OLD = auto()
    PAST = auto()
    PRESENT = auto()
    TIME = auto()
    PERIOD = auto()
    PIECE = auto()
    FISCAL = auto()
    FISCAL_YEAR = auto()
    QUARTER_CODE = auto()
    ERA = auto()
    AM_PM = auto()
    OCLOCK = auto()
    ZONE = auto()
    # signs
    COMMA = auto()
    DASH = auto()
    DOT = auto()
    COLON = auto()
    SLASH = auto()
    APOSTROPHE = auto()

    @property
    def sign(self) -> str:
        """Return the one character that stands for the class: from Unicode's private area, so never a regex sign."""
        return chr(0xE000 + self.value)


_SMALL: dict[WordClass, str] = {
    WordClass.VAGUE: "few several many couple dozens",
    WordClass.THE: "the",
    WordClass.ARTICLE: "a an",
    WordClass.OF: "of de",
    WordClass.IN: "in within",
    WordClass.AT: "at",
    WordClass.ON: "on",
    WordClass.TO: "to until till through",
    WordClass.AND: "and",
    WordClass.OR: "or",
    WordClass.PREPOSITION: "since by from during for throughout between around circa into as ca per",
    WordClass.THIS: "this these",
    WordClass.THAT: "that those",
    WordClass.SAME: "same very",
    WordClass.LAST: "last",
    WordClass.FINAL: "final",
    WordClass.NEXT: "next coming upcoming",
    WordClass.PREVIOUS: "previous preceding prior",
    WordClass.FOLLOWING: "following subsequent ensuing intervening",
    WordClass.EARLY: "early",
    WordClass.MID: "mid",
    WordClass.LATE: "late",
    WordClass.LATER: "later afterwards afterward",
    WordClass.EARLIER: "earlier previously beforehand",
    WordClass.EDGE_EARLY: "start beginning outset onset opening dawning",
    WordClass.EDGE_MID: "middle",
    WordClass.EDGE_LATE: "end close ending",
    WordClass.HALF_OF: "latter rest remainder most",
    WordClass.AGO: "ago",
    WordClass.BEFORE: "before",
    WordClass.AFTER: "after",
    WordClass.EVERY: "every each",
    WordClass.ABOUT: "about nearly almost roughly approximately over under only just mere barely some another",
    WordClass.MORE: "more less fewer",
    WordClass.THAN: "than",
    WordClass.LEAST: "least most",
    WordClass.HALF: "half",
    WordClass.LONG: "long",
    WordClass.OLD: "old",
    WordClass.PAST: "past",
    WordClass.PRESENT: "present modern",
    WordClass.TIME: "time moment",
    WordClass.PERIOD: "period",
    WordClass.PIECE: "part",
    WordClass.FISCAL: "fiscal financial fy",
    WordClass.AM_PM: "am pm a.m. p.m. a.m p.m",
    WordClass.OCLOCK: "o'clock",
    WordClass.ZONE: "gmt utc est edt pst pdt cet cest bst msk",
}
_SIGNS = {
    ",": WordClass.COMMA, "-": WordClass.DASH, "\u2013": WordClass.DASH, "\u2014": WordClass.DASH,
    ".": WordClass.DOT, ":": WordClass.COLON, "/": WordClass.SLASH, "'": WordClass.APOSTROPHE,
}  # fmt: skip
# Names as well as words of time: only a capital tells "May" from "may".
_CAPITALISED = frozenset(
    {WordClass.MONTH, WordClass.MONTH_SHORT, WordClass.WEEKDAY, WordClass.WEEKDAYS, WordClass.ZONE}
)

_WORDS = re.compile(
    r"\n|o'clock\b|[AaPp]\.[Mm]\.?|\b(?:B\.C\.(?:E\.)?|A\.D\.|BCE?|AD|CE)(?!\w)|(?:FY|Q)\d+\b|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d+(?:st|nd|rd|th)\b|\d+'?s\b|\d+\.\d+(?![.\d])|\d+|[^\W\d_]+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, lower-cased, with their offsets and one class sign each."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    signs: str


def words_of(text: str) -> Words:
    """Split a text into words and give each its class."""
    known = _known()
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    signs: list[str] = []
    for found in _WORDS.finditer(text):
        word = found.group()
        lower = word.lower()
        texts.append(lower)
        starts.append(found.start())
        ends.append(found.end())
        entry = known.get(lower)
        if entry is None:
            signs.append(_shaped(word))
        else:
            signs.append(entry.sign if not entry.capital or word[0].isupper() else WordClass.OTHER.sign)
    return Words(tuple(texts), tuple(starts), tuple(ends), "".join(signs))


def meaning(word: str) -> str:
    """Return what the lexicon says a time word means: `9` for "september", `D` for "days"."""
    entry = _known().get(word)
    return entry.meaning if entry else ""


@dataclass(frozen=True, slots=True)
class _Known:
    sign: str
    capital: bool
    meaning: str = ""


@lru_cache(maxsize=1)
def _known() -> Mapping[str, _Known]:
    known: dict[str, _Known] = {}
    for kind, listed in _SMALL.items():
        known.update(dict.fromkeys(listed.split(), _Known(kind.sign, kind in _CAPITALISED)))
    known.update(dict.fromkeys(UNITS, _Known(WordClass.NUMWORD.sign, False)))
    known.update(dict.fromkeys(("hundred", "thousand", "dozen"), _Known(WordClass.NUMWORD.sign, False)))
    known.update(dict.fromkeys(ORDINALS, _Known(WordClass.ORDWORD.sign, False)))
    for sign, kind in _SIGNS.items():
        known[sign] = _Known(kind.sign, False)
    known["\n"] = _Known(WordClass.BREAK.sign, False)
    for row in lexicon("time_words"):
        kind = WordClass[row.code.upper()]
        known[row.pattern] = _Known(kind.sign, kind in _CAPITALISED, row.get("value"))
    return known


_OTHER = WordClass.OTHER.sign
_SHAPES = (
    (re.compile(r"0?[1-9]|[12]\d|3[01]|00"), WordClass.DAYNUM),
    (re.compile(r"1\d{3}|20\d\d|21\d\d"), WordClass.YEARNUM),
    (re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"), WordClass.ORDNUM),
    (re.compile(r"\d+(?:st|nd|rd|th)"), WordClass.ORDNUM),
    (re.compile(r"(?:\d{3}|\d)0'?s"), WordClass.DECADE),
    (re.compile(r"[\d,.]+"), WordClass.NUMBER),
    (re.compile(r"(?i)fy\d{2,4}"), WordClass.FISCAL_YEAR),
    (re.compile(r"(?i)q[1-4]"), WordClass.QUARTER_CODE),
    (re.compile(r"B\.C\.(?:E\.)?|A\.D\.|BCE?|AD|CE"), WordClass.ERA),
)


def _shaped(word: str) -> str:
    if not (word[0].isdigit() or word[0] in "FQBACfq"):
        return _OTHER
    for shape, kind in _SHAPES:
        if shape.fullmatch(word):
            return kind.sign
    return _OTHER


# What rules may name beside the classes themselves.
_MACROS = {
    "DAY": "(?:DAYNUM|ORDNUM)",
    "ANYMONTH": "(?:MONTH|MONTH_SHORT DOT?)",
    "RANK": "(?:ORDNUM|ORDWORD|NUMWORD DASH ORDWORD)",
    "JOIN": "(?:DASH|TO|AND|OR)",
    "COUNT": "(?:(?:DAYNUM|YEARNUM|NUMBER|SPELLED|ARTICLE)(?:AND ARTICLE? HALF)?|HALF ARTICLE?)",
    "SPELLED": "(?:NUMWORD(?:(?:DASH|AND)?NUMWORD)*)",
    "MANY": "(?:ARTICLE? VAGUE OF?)",
    "ANYUNIT": "(?:UNIT|UNITS|FORTNIGHT)",
    "HEDGE": "(?:(?:ABOUT|MORE THAN|AT LEAST|EDGE_LATE TO|ARTICLE(?=ABOUT))*)",
    "QUALIFIER": "(?:THE? (?P<part>EARLY|MID|LATE) (?:DASH|IN THE?)?|THE (?P<edge>EDGE_EARLY|EDGE_MID|EDGE_LATE) OF)",
}


def pattern(rule: str) -> re.Pattern[str]:
    """Compile a rule such as `DAY OF? MONTH` to a regular expression over class signs."""
    return re.compile(_expanded(rule))


def _expanded(rule: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        name = found.group()
        return _expanded(_MACROS[name]) if name in _MACROS else WordClass[name].sign

    return re.sub(r"[A-Z][A-Z_]+", replaced, rule).replace(" ", "")
