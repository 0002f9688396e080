"""Find the phrases of time in a report, and the first and last day that each can mean."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from sayso.coding.calendar_times import named_date
from sayso.coding.lasting_times import part_of_day
from sayso.coding.tense import FUTURE, REPORTING, governing_verb, is_called_for, tense_at
from sayso.coding.time_doubts import is_time
from sayso.coding.time_readings import TIME, Bearings, Found, Reading
from sayso.coding.time_rules import Rule, rules
from sayso.coding.time_values import as_day, bounds, month_of, year_of
from sayso.coding.time_words import WordClass, Words, words_of
from sayso.records import Basis, Span, Time
from sayso.resources.lexicons import lexicon

# A report that dates most of what it tells to more than a year before it appeared tells history, not news.
_PAST_DAYS = 400
_HISTORY_SHARE = 0.6
_HISTORY_YEARS = 3
_LONE_YEARS = 15
_HEAD_WORDS = 3

# Words far from any of these are never part of a time; the longest phrase reaches this many words to either side.
_REACH = 9
_ANCHORS = re.compile(
    "["
    + "".join(
        kind.sign
        for kind in (
            WordClass.YEARNUM, WordClass.DECADE, WordClass.MONTH, WordClass.MONTH_SHORT, WordClass.FOREIGN_MONTH,
            WordClass.WEEKDAY, WordClass.WEEKDAYS, WordClass.SEASON, WordClass.PART_OF_DAY, WordClass.SUN,
            WordClass.UNIT, WordClass.UNITS, WordClass.FORTNIGHT, WordClass.WEEKEND, WordClass.DEICTIC,
            WordClass.REFERENCE, WordClass.FREQUENCY, WordClass.TIME, WordClass.PERIOD, WordClass.PAST,
            WordClass.FISCAL_YEAR, WordClass.QUARTER_CODE, WordClass.ERA, WordClass.AM_PM, WordClass.OCLOCK,
            WordClass.COLON, WordClass.SLASH, WordClass.ORDNUM, WordClass.APOSTROPHE,
        )
    )
    + "]"
)  # fmt: skip
_YEARS = re.compile(WordClass.YEARNUM.sign)
_OLD_YEARS = re.compile(f"[{WordClass.NUMBER.sign}{WordClass.DAYNUM.sign}]{WordClass.ERA.sign}")
# "Yesterday", "on Monday" and "two days ago" are what news dates by; a text full of them is no history.
_NEWS_WORDS = re.compile(
    f"[{WordClass.DEICTIC.sign}{WordClass.AGO.sign}]"
    f"|{WordClass.WEEKDAY.sign}(?!{WordClass.COMMA.sign}?[{WordClass.DAYNUM.sign}{WordClass.MONTH.sign}])"
)
_YEAR_AFTER = re.compile(f"{WordClass.COMMA.sign}?{WordClass.YEARNUM.sign}")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A phrase of time: its TIMEX3 type and value, and the days it can mean, if it is tied to the calendar."""

    span: Span
    type: str
    value: str
    time: Time | None
    token_start: int
    token_end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    order: int
    found: Found | None
    rule: Rule | None
    code: str = ""
    year: int | None = None


def find_times(doc: Doc, published: date | None) -> list[TimeMention]:
    """Find every phrase of time and read its value.

    Relative phrases are read from the publication date in news and from the running date in narratives; without
    either they keep a value with gaps and no Time. Nothing falls back to the publication date silently.
    """
    words = words_of(doc.text)
    starts = [token.idx for token in doc]
    bearings = Bearings(published, None, None, _is_narrative(words, published), None)
    lone = _lone_years(words) if bearings.narrative else frozenset()
    mentions: list[TimeMention] = []
    read_up_to = 0
    for candidate in sorted(_candidates(doc.text, words), key=lambda one: (one.start, -one.end, one.order)):
        if candidate.start < read_up_to:
            continue
        span = Span(words.starts[candidate.start], words.ends[candidate.end - 1])
        first, end = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)
        if not _stands_up(candidate, doc[first:end]):
            continue
        reading = _read(candidate, replace(bearings, tense=_tense(doc, first, end)))
        if reading is None:
            continue
        read_up_to = candidate.end
        mentions.append(TimeMention(span, reading.type, reading.value, _time(span, reading), first, end))
        if year_of(reading.value) in lone:
            continue
        if reading.runs and not (published and _dates_saying(doc[first:end].root)):
            bearings = _moved(bearings, reading.value, _opens_sentence(doc, first))
    return _with_days_for_hours(mentions, doc)


def _tense(doc: Doc, first: int, end: int) -> str | None:
    """Return the tense around a phrase; what is announced "for 4 April" is yet to come."""
    root = doc[first:end].root
    if first and doc[first - 1].lower_ == "for" and (end == len(doc) or doc[end].lower_ != "'s"):
        return FUTURE
    if is_called_for(root):
        return FUTURE
    tense = tense_at(root)
    return FUTURE if tense is None and lead_of(doc, first) in _DEADLINES else tense


_DEADLINES = frozenset({"until", "till", "by"})
_INSIDE_LEADS = frozenset({"midnight", "noon", "midday", "late", "early"})
_STARTING = frozenset({"starting", "beginning", "effective"})


def lead_of(doc: Doc, first: int) -> str:
    """Return the word a time follows, past an article: "until" in "until midnight on Sunday", "from" if it starts."""
    before = [token.lower_ for token in doc[max(first - 4, 0) : first] if token.lower_ != "the"]
    if before[-3:] == ["no", "later", "than"]:
        return "by"
    if before[-2:] == ["at", "least"]:
        before = before[:-2]
    if len(before) > 1 and before[-1] in ("on", "from") and before[-2] in _STARTING:
        return "from"
    if len(before) > 2 and before[-1] == "on" and before[-2] in _INSIDE_LEADS:
        return before[-3]
    if before and before[-1] in _STARTING:
        return "from"
    return before[-1] if before else ""


def _dates_saying(root: Token) -> bool:
    """Tell whether a time dates what is said in the report and not what is told: "prosecutors said on Friday"."""
    verb = governing_verb(root)
    return verb is not None and verb.lemma_.lower() in REPORTING


def _is_name(words: Phrase) -> bool:
    """Tell "the Dawn Monitoring Centre" from the dawn."""
    after = words.doc[words.end] if words.end < len(words.doc) else None
    return after is not None and words[-1].text[:1].isupper() and after.text[:1].isupper()


def _stands_up(candidate: _Candidate, phrase: Phrase) -> bool:
    if candidate.rule is None or candidate.found is None:
        return True
    if candidate.rule.resolver is part_of_day and _is_name(phrase):
        return False
    return not candidate.rule.doubtful or is_time(candidate.found, candidate.rule.resolver, phrase[0])


def _is_narrative(words: Words, published: date | None) -> bool:
    years = [int(words.texts[found.start()]) for found in _YEARS.finditer(words.signs)]
    years += [0] * len(_OLD_YEARS.findall(words.signs))
    if len(years) < _HISTORY_YEARS:
        return False
    if published is None:
        return True
    horizon = (published - timedelta(days=_PAST_DAYS)).year
    past = sum(year <= horizon for year in years)
    return past >= _HISTORY_SHARE * len(years) and past > _HISTORY_YEARS * len(_NEWS_WORDS.findall(words.signs))


def _lone_years(words: Words) -> frozenset[int]:
    """Return the years that stand far from all others a narrative names: when a find was made, a book written."""
    named = Counter(int(words.texts[found.start()]) for found in _YEARS.finditer(words.signs))
    return frozenset(
        year
        for year, times in named.items()
        if times == 1 and all(abs(year - other) > _LONE_YEARS for other in named if other != year)
    )


def _candidates(text: str, words: Words) -> Iterator[_Candidate]:
    for start, end in _windows(words.signs):
        for order, rule in enumerate(rules()):
            for match in rule.pattern.finditer(words.signs, start, end):
                if match.end() > match.start():
                    yield _Candidate(match.start(), match.end(), order, Found(words, match), rule)
    yield from _named(text, words)


def _windows(signs: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    for anchor in _ANCHORS.finditer(signs):
        if start < 0 or anchor.start() - _REACH > end:
            if start >= 0:
                yield start, end
            start = max(anchor.start() - _REACH, 0)
        end = min(anchor.start() + _REACH, len(signs))
    if start >= 0:
        yield start, end


def _named(text: str, words: Words) -> Iterator[_Candidate]:
    known, codes = _named_dates()
    for match in known.finditer(text):
        start, end = bisect_left(words.starts, match.start()), bisect_left(words.starts, match.end())
        if start < end and words.starts[start] == match.start():
            year = _YEAR_AFTER.match(words.signs, end)
            told = int(words.texts[year.end() - 1]) if year else None
            yield _Candidate(start, year.end() if year else end, -1, None, None, codes[match.group()], told)


@lru_cache(maxsize=1)
def _named_dates() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {row.pattern: row.code for row in lexicon("named_dates")}
    longest_first = sorted(codes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), codes


def _read(candidate: _Candidate, bearings: Bearings) -> Reading | None:
    if candidate.rule and candidate.found:
        return candidate.rule.resolver(candidate.found, bearings)
    return named_date(candidate.code, candidate.year, bearings)


def _time(span: Span, reading: Reading) -> Time | None:
    found = reading.window or bounds(reading.value, reading.part)
    if found is None:
        return None
    first, last = found
    if reading.rival and (rival := bounds(reading.rival)):
        first, last = min(first, rival[0]), max(last, rival[1])
    if reading.overnight:
        first -= timedelta(days=1)
    return Time((span,), first, last, reading.basis)


def _opens_sentence(doc: Doc, first: int) -> bool:
    """Tell whether a time stands at the head of its sentence: "In 1965 ..." takes the story there."""
    return first - doc[first].sent.start <= _HEAD_WORDS


def _moved(bearings: Bearings, value: str, heads: bool) -> Bearings:
    """Return the bearings after a date has been told; a year alone takes the story on if it heads its sentence."""
    if not re.match(r"(?:BC)?\d{4}", value):
        return bearings
    value = value.split("T")[0]
    if bearings.running and bearings.running.startswith(f"{value}-"):
        # "In 1941" said of a story already in December 1941 does not take it back to January.
        return bearings
    in_passing = month_of(value) is None and not heads
    fine = bearings.fine or bearings.running
    return replace(bearings, running=value, running_day=value, fine=fine if in_passing else None)


def _with_days_for_hours(mentions: list[TimeMention], doc: Doc) -> list[TimeMention]:
    """Give a time of day the date that stands beside it: "at 5 pm on Sunday"."""
    result = list(mentions)
    for place, mention in enumerate(mentions):
        if mention.type != TIME or not re.match(r".*T\d\d:\d\d$", mention.value):
            continue
        sentence = doc[mention.token_start].sent
        beside = [
            other
            for other in mentions[max(place - 1, 0) : place + 2]
            if other.time and as_day(other.value) and sentence.start <= other.token_start < sentence.end
            and not re.match(r".*T\d\d:\d\d$", other.value)
        ]  # fmt: skip
        day = min(beside, key=lambda other: abs(other.span.start - mention.span.start)).value[:10] if beside else None
        value = mention.value
        if day:
            value = day + mention.value[mention.value.index("T") :]
        found = bounds(value)
        time = Time((mention.span,), *found, Basis.RELATIVE) if found else None
        result[place] = replace(mention, value=value, time=time)
    return result
