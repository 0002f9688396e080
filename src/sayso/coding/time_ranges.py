"""Widen a time to the range it is an end of, and open it by "since", "after" or "until"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc, Token

from sayso.coding.tense import governing_verb
from sayso.coding.time_bonds import root_of
from sayso.coding.time_readings import DURATION
from sayso.coding.time_tagger import TimeMention, lead_of
from sayso.records import Basis, Time

_OPENINGS = {
    "since": "open",
    "after": "open",
    "from": "open",
    "until": "shut",
    "till": "shut",
    "by": "shut",
    "before": "shut",
}
_BOUNDING = frozenset({"since", "after", "before", "until", "till"})
_LIST_WORDS = frozenset({",", "and", "again", "on", "in"})
_RANGE_WORDS = frozenset({"into", "/", "-", "\u2013", "\u2014", "to", "and", "until", "till", "through"})


def with_ends(
    mention: TimeMention,
    mentions: Sequence[TimeMention],
    doc: Doc,
    published: date | None,
    trigger: Token | None = None,
) -> Time | None:
    """Return a mention's time, widened to the other end of its range and opened by "since" or "until"."""
    if ranged := _ranged(mention, mentions, doc):
        return ranged
    time = mention.time
    word = opening_word(mention, trigger, doc)
    opening = _OPENINGS.get(word)
    if time is None or time.latest is None:
        return time
    if unit := _ends_a(mention, doc):
        return replace(time, earliest=time.latest - _UNITS[unit] + timedelta(days=1))
    if opening is None or mention.type == DURATION:
        return time
    if opening == "open":
        return Time(time.spans, time.earliest, published if word == "since" else None, time.basis)
    return Time(time.spans, None, time.latest, time.basis)


_UNITS = {
    "week": relativedelta(weeks=1), "month": relativedelta(months=1), "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}  # fmt: skip


def _ends_a(mention: TimeMention, doc: Doc) -> str:
    """Return the unit that a time ends: "the week to 12 June", "the quarter ending in March"."""
    before = [token.lower_ for token in doc[max(mention.token_start - 3, 0) : mention.token_start]]
    if len(before) > 1 and before[-1] in ("on", "in"):
        before.pop()
    ends = len(before) > 1 and before[-1] in ("to", "ending", "ended") and before[-2] in _UNITS
    return before[-2] if ends else ""


def opening_word(mention: TimeMention, trigger: Token | None, doc: Doc) -> str:
    """Return "since" for "since Friday" and "since the attack on Friday", but not for the attack itself."""
    lead = lead_before(mention, doc)
    nearest = next((t for t in reversed(doc[: mention.token_start]) if t.lower_ == lead), None) if lead else None
    if lead in _OPENINGS:
        is_of_trigger = nearest is not None and trigger is not None and nearest.is_ancestor(trigger)
        return "" if is_of_trigger else lead
    for above in root_of(mention, doc).ancestors:
        if above == trigger or above.pos_ in ("VERB", "AUX"):
            return ""
        if above.lower_ in _BOUNDING:
            return above.lower_
    return ""


def lead_before(mention: TimeMention, doc: Doc) -> str:
    return lead_of(doc, mention.token_start)


def _ranged(mention: TimeMention, mentions: Sequence[TimeMention], doc: Doc) -> Time | None:
    """Return one time for the run of mentions joined by "to", "and" or commas that a mention stands in."""
    place = next(index for index, other in enumerate(mentions) if other.span == mention.span)
    first = last = place
    while first > 0 and _joined(mentions[first - 1], mentions[first], doc):
        first -= 1
    while last + 1 < len(mentions) and _joined(mentions[last], mentions[last + 1], doc):
        last += 1
    if first == last:
        return None
    opens, ends = mentions[first].time, mentions[last].time
    if opens is None or ends is None or opens.earliest is None:
        return None
    earliest = _week_before(opens.earliest, ends.latest)
    return Time((mentions[first].span, mentions[last].span), earliest, ends.latest, ends.basis)


def _week_before(first: date, last: date | None) -> date:
    """Move "from Friday to Monday", of which the second came before the first, back by a week."""
    return first - timedelta(weeks=1) if last is not None and first > last else first


def _joined(first: TimeMention, second: TimeMention, doc: Doc) -> bool:
    """Tell whether two times belong together: "between 3 and 5 May", "from Friday to Sunday", "Monday and Tuesday"."""
    between = [token.lower_ for token in doc[first.token_end : second.token_start]]
    if first.time is None or second.time is None or first.time.earliest is None or second.time.latest is None:
        return False
    gap = first.time.earliest - second.time.latest
    weekdays = Basis.RELATIVE in (first.time.basis, second.time.basis)
    if gap > timedelta(0) and not (weekdays and gap < timedelta(weeks=1)):
        return False
    if len(between) == 1 and between[0] in _RANGE_WORDS:
        return between[0] != "and" or lead_before(first, doc) == "between" or _are_like_days(first, second, doc)
    listed = bool(between) and set(between) <= _LIST_WORDS
    return listed and gap <= timedelta(0) and _are_like_days(first, second, doc)


def _are_like_days(first: TimeMention, second: TimeMention, doc: Doc) -> bool:
    """Tell "on Monday and Tuesday", "on 28 and 29 December": two days, months or years of one happening."""
    alike = len(first.value) == len(second.value) in (len("2022"), len("2022-05"), len("2022-05-01"))
    return alike and governing_verb(root_of(first, doc)) == governing_verb(root_of(second, doc))
