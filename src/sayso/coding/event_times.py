"""Pick, from the times a report names, the one that belongs to an event; assume a window where none is stated."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc, Token

from sayso.coding.tense import FUTURE, PAST, governing_verb, tense_of
from sayso.coding.time_bonds import Bond, bond_of, holder_of, nouns_between, reports
from sayso.coding.time_ranges import lead_before, opening_word, with_ends
from sayso.coding.time_readings import DATE, SET
from sayso.coding.time_tagger import TimeMention
from sayso.coding.time_values import FUTURE as FUTURE_REF
from sayso.coding.time_values import PAST as PAST_REF
from sayso.records import Basis, Span, Time

# News tells of the week before it: a claim without a date in a dated report is read as that week.
_NEWS_DAYS = 7
_PAST_DAYS = 400
_HISTORY_MENTIONS = 3

_BACKGROUND_ADVERBS = frozenset({"previously", "formerly", "once", "historically", "originally", "earlier"})


def time_of_event(trigger: Token, mentions: Sequence[TimeMention], doc: Doc, published: date | None) -> Time | None:
    """Return when the event of a trigger happened.

    A time attached to the trigger or its clause is taken first, then one that opens the sentence. A time attached to a
    verb of saying dates the saying: the event is then assumed to lie in the week up to it. Where nothing is stated, a
    narrative goes on from the date told before in the paragraph, and a dated report is read as telling of the week
    before it, or, if the clause is of the future, of what is yet to come. Background of the past stays undated, and so
    does everything in an undated report.
    """
    sentence = trigger.sent
    near = [mention for mention in mentions if sentence.start <= mention.token_start < sentence.end]
    own = [(bond, mention) for mention in near if (bond := bond_of(trigger, mention, doc)) is not Bond.NONE]
    if published is not None and _counts_since(trigger, near, doc):
        return Time((), None, published, Basis.ASSUMED)
    own = [(bond, _lasting(mention, trigger, doc, published)) for bond, mention in own]
    dated = [
        (bond, mention)
        for bond, mention in own
        if mention.time is not None and mention.type != SET and not _is_of_a_plan(mention.time, trigger, published)
    ]
    if dated:
        closest = min(
            dated, key=lambda one: (one[0], nouns_between(one[1], trigger, doc), abs(one[1].token_start - trigger.i))
        )[1]
        return _not_to_come(with_ends(closest, mentions, doc, published, trigger), trigger, published)
    if any(mention.type == SET for _, mention in own) and _is_habit(trigger):
        return None
    if any(mention.value == FUTURE_REF for _, mention in own) and _is_past(trigger):
        return None
    if any(mention.value == PAST_REF or (mention.type == DATE and "X" in mention.value) for _, mention in own):
        return None
    if _is_narrative(mentions, published):
        return _running(trigger, mentions, doc)
    if published is None or _is_background(trigger):
        return None
    return _assumed(trigger, near, doc, published)


def _is_of_a_plan(time: Time, trigger: Token, published: date | None) -> bool:
    """Tell whether a day to come stands beside an act of the past, as in "announced a second strike for 4 April"."""
    if published is None or time.earliest is None or time.earliest <= published or trigger.pos_ != "VERB":
        return False
    return tense_of(trigger) == PAST


def _not_to_come(time: Time | None, trigger: Token, published: date | None) -> Time | None:
    """End "this week", "in May" and "after 3 May" at publication where they date what has happened.

    "By Friday" of what is yet to happen begins at publication.
    """
    if time is None or published is None:
        return time
    if time.latest is None:
        known = time.earliest is not None and time.earliest <= published
        return replace(time, latest=published) if known and _is_past(trigger) else time
    if time.earliest is None:
        return replace(time, earliest=published) if time.latest >= published and _is_ahead(trigger) else time
    if not time.earliest <= published < time.latest:
        return time
    return replace(time, latest=published) if _is_past(trigger) else time


def _is_past(trigger: Token) -> bool:
    verb = governing_verb(trigger)
    return verb is not None and tense_of(verb) == PAST and not _is_ahead(trigger)


def _counts_since(trigger: Token, near: Sequence[TimeMention], doc: Doc) -> bool:
    """Tell "has sanctioned 131 people since the coup", undated: what is counted since then is no one day's act."""
    if any(opening_word(mention, trigger, doc) == "since" for mention in near):
        return False
    helpers = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    return bool(helpers & {"has", "have", "'ve"}) and any(
        child.lower_ == "since" and child.dep_ in ("prep", "mark") for child in trigger.subtree
    )


_LENGTH = re.compile(r"P(\d+)([DWMY])")


def _lasting(mention: TimeMention, trigger: Token, doc: Doc, published: date | None) -> TimeMention:
    """Date "have blocked it for two weeks" by the weeks up to publication."""
    length = _LENGTH.fullmatch(mention.value)
    verb = governing_verb(trigger)
    if length is None or published is None or verb is None or mention.time or lead_before(mention, doc) != "for":
        return mention
    if verb.tag_ not in ("VBN", "VBG") or not any(child.lower_ in ("has", "have", "'ve") for child in verb.children):
        return mention
    unit = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[length[2]]
    first = published - relativedelta(**{unit: int(length[1])})
    return replace(mention, time=Time((mention.span,), first, published, Basis.RELATIVE))


def _is_habit(trigger: Token) -> bool:
    """Tell "guards beat prisoners every night", in the present, which is no one happening."""
    verb = governing_verb(trigger)
    return verb is not None and tense_of(verb) != PAST and not _is_ahead(trigger)


def _is_narrative(mentions: Sequence[TimeMention], published: date | None) -> bool:
    stated = [m.time.latest for m in mentions if m.time and m.time.latest and m.time.basis is Basis.STATED]
    if len(stated) < _HISTORY_MENTIONS:
        return False
    if published is None:
        return True
    horizon = published - timedelta(days=_PAST_DAYS)
    past = sum(day < horizon for day in stated)
    relative = sum(m.time is not None and m.time.basis is Basis.RELATIVE for m in mentions)
    return 2 * past > len(stated) and past > _HISTORY_MENTIONS * relative


def _running(trigger: Token, mentions: Sequence[TimeMention], doc: Doc) -> Time | None:
    """Return the last date told before the trigger in its paragraph."""
    paragraph = doc.text.rfind("\n", 0, trigger.idx) + 1
    told = [m for m in mentions if m.time and m.type == DATE and paragraph <= m.span.start < trigger.idx]
    if not told or told[-1].time is None:
        return None
    time = told[-1].time
    return Time(time.spans, time.earliest, time.latest, Basis.ASSUMED)


def _is_background(trigger: Token) -> bool:
    """Tell whether the clause steps back behind what is reported: "had been shelled", "was previously held"."""
    verb = governing_verb(trigger)
    if verb is None:
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    adverbs = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
    reported = any(reports(above) for above in verb.ancestors)
    return bool(adverbs & _BACKGROUND_ADVERBS) or ("had" in helpers and verb.tag_ == "VBN" and not reported)


def _assumed(trigger: Token, near: Sequence[TimeMention], doc: Doc, published: date) -> Time:
    if _is_ahead(trigger):
        return Time((), published, None, Basis.ASSUMED)
    said_on = _day_of_saying(trigger, near, doc)
    latest, spans = (said_on[0], (said_on[1],)) if said_on else (published, ())
    return Time(spans, latest - timedelta(days=_NEWS_DAYS), latest, Basis.ASSUMED)


def _is_ahead(trigger: Token) -> bool:
    verb = governing_verb(trigger)
    if verb is None:
        return False
    bare_infinitive = verb.tag_ == "VB" and verb.dep_ == "ROOT" and any(child.lower_ == "to" for child in verb.children)
    return bare_infinitive or tense_of(verb) == FUTURE


def _day_of_saying(trigger: Token, near: Sequence[TimeMention], doc: Doc) -> tuple[date, Span] | None:
    for mention in near:
        holder = holder_of(trigger, mention, doc)
        if lead_before(mention, doc) == "for":
            continue
        if holder is not None and reports(holder) and mention.time and mention.time.latest and mention.type != SET:
            return mention.time.latest, mention.span
    return None
