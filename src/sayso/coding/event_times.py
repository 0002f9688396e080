"""Pick, from the times a report names, the one that belongs to an event; assume a window where none is stated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import IntEnum

from spacy.tokens import Doc, Token

from sayso.coding.tense import AHEAD, FUTURE, PAST, REPORTING, governing_verb, tense_of
from sayso.coding.time_readings import DATE, DURATION, SET
from sayso.coding.time_tagger import TimeMention
from sayso.coding.time_values import PAST as PAST_REF
from sayso.records import Basis, Span, Time

# News tells of the week before it: a claim without a date in a dated report is read as that week.
_NEWS_DAYS = 7
_PAST_DAYS = 400
_HISTORY_MENTIONS = 3

_BACKGROUND_ADVERBS = frozenset({"previously", "formerly", "once", "historically", "originally", "earlier"})
_OPENINGS = {
    "since": "open",
    "after": "open",
    "from": "open",
    "until": "shut",
    "till": "shut",
    "by": "shut",
    "before": "shut",
}
_RANGE_WORDS = frozenset({"-", "\u2013", "\u2014", "to", "and", "until", "till", "through"})


class _Bond(IntEnum):
    """How closely a time belongs to a trigger; less is closer."""

    OWN = 0
    CLAUSE = 1
    CHILD = 2
    PARENT = 3
    JOINED = 4
    FRONTED = 5
    NONE = 9


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
    own = [(bond, mention) for mention in near if (bond := _bond(trigger, mention, doc)) is not _Bond.NONE]
    if published is not None and _counts_since(trigger, near, doc):
        return Time((), None, published, Basis.ASSUMED)
    dated = [
        (bond, mention)
        for bond, mention in own
        if mention.time is not None and mention.type != SET and not _is_of_a_plan(mention.time, trigger, published)
    ]
    if dated:
        closest = min(dated, key=lambda one: (one[0], abs(one[1].token_start - trigger.i)))[1]
        return _not_to_come(with_ends(closest, mentions, doc, published), trigger, published)
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
    """End "this week" and "in May" at publication where they date what has happened."""
    if time is None or published is None or time.earliest is None or time.latest is None:
        return time
    if not time.earliest <= published < time.latest:
        return time
    verb = governing_verb(trigger)
    past = verb is not None and tense_of(verb) == PAST and not _is_ahead(trigger)
    return replace(time, latest=published) if past else time


def _counts_since(trigger: Token, near: Sequence[TimeMention], doc: Doc) -> bool:
    """Tell "has sanctioned 131 people since the coup", undated: what is counted since then is no one day's act."""
    if any(_lead(mention, doc) == "since" for mention in near):
        return False
    helpers = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    return bool(helpers & {"has", "have", "'ve"}) and any(
        child.lower_ == "since" and child.dep_ in ("prep", "mark") for child in trigger.subtree
    )


def _bond(trigger: Token, mention: TimeMention, doc: Doc) -> _Bond:
    """Return how a time hangs together with a trigger."""
    holder = _holder(trigger, mention, doc)
    if holder == trigger:
        return _Bond.OWN
    clause = governing_verb(trigger)
    if holder is None or clause is None:
        return _fronted(trigger, mention, doc, holder)
    if holder == clause:
        return _Bond.NONE if _reports(clause) and clause != trigger else _Bond.CLAUSE
    if holder.dep_ == "xcomp" and holder.head.lemma_ in AHEAD and holder.head in (trigger, clause):
        return _Bond.NONE
    if _is_child_clause(holder, trigger) or _is_child_clause(holder, clause):
        return _Bond.CHILD if not _reports(holder) else _Bond.NONE
    if _reports(holder):
        return _Bond.NONE
    if _is_under(clause, holder):
        return _Bond.PARENT
    if _is_joined(clause, holder):
        return _Bond.JOINED
    return _fronted(trigger, mention, doc, holder)


def _holder(trigger: Token, mention: TimeMention, doc: Doc) -> Token | None:
    """Return the trigger if the time hangs on it, else the verb that the time hangs on."""
    token = doc[mention.token_start : mention.token_end].root
    while token.head != token:
        token = token.head
        if token == trigger or token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _is_child_clause(lower: Token, upper: Token) -> bool:
    return lower.head == upper and lower.dep_ in ("relcl", "acl", "advcl", "xcomp", "pcomp")


def _is_under(lower: Token, upper: Token) -> bool:
    """Tell whether a clause depends on another without a verb of saying between them."""
    token = lower
    while token.head != token:
        if token.dep_ in ("ccomp", "parataxis") and _reports(token.head):
            return False
        token = token.head
        if token == upper:
            return True
    return False


def _is_joined(clause: Token, holder: Token) -> bool:
    """Tell whether a later clause, or one under it, goes on with this one: "fired tear gas and arrested 63 on Tuesday".

    "Were killed and dozens wounded when gunmen attacked on Saturday" is one as well; a clause with a subject and a
    time of its own is not.
    """
    if holder.i < clause.i:
        return False
    joined = holder if holder.dep_ == "conj" else holder.head if holder.dep_ in ("advcl", "xcomp") else None
    if joined is None or joined.dep_ != "conj" or joined.head != clause:
        return False
    # "Nine were killed and 23 wounded on Thursday": the second clause borrows its auxiliary.
    is_elliptic = joined.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in joined.children)
    return joined != holder or is_elliptic or not any(c.dep_ in ("nsubj", "nsubjpass") for c in joined.children)


def _fronted(trigger: Token, mention: TimeMention, doc: Doc, holder: Token | None) -> _Bond:
    lead = [
        token for token in doc[trigger.sent.start : mention.token_start] if not token.is_space and not token.is_punct
    ]
    if holder is not None and _reports(holder):
        return _Bond.NONE
    return _Bond.FRONTED if len(lead) <= 1 else _Bond.NONE


def _reports(verb: Token) -> bool:
    return verb.lemma_.lower() in REPORTING


def with_ends(mention: TimeMention, mentions: Sequence[TimeMention], doc: Doc, published: date | None) -> Time | None:
    """Return a mention's time, widened to the other end of its range and opened by "since" or "until"."""
    place = list(mentions).index(mention)
    for first, second in ((place - 1, place), (place, place + 1)):
        if first >= 0 and second < len(mentions) and (joined := _joined(mentions[first], mentions[second], doc)):
            return joined
    time = mention.time
    lead = _lead(mention, doc)
    opening = _OPENINGS.get(lead)
    if time is None or opening is None or mention.type == DURATION:
        return time
    if opening == "open":
        return Time(time.spans, time.earliest, published if lead == "since" else None, time.basis)
    return Time(time.spans, None, time.latest, time.basis)


def _lead(mention: TimeMention, doc: Doc) -> str:
    return doc[mention.token_start - 1].lower_ if mention.token_start else ""


def _joined(first: TimeMention, second: TimeMention, doc: Doc) -> Time | None:
    """Return one time for "between 3 May and 5 May", "from Friday to Sunday", "March 3-5"."""
    between = [token.lower_ for token in doc[first.token_end : second.token_start]]
    if first.time is None or second.time is None or len(between) != 1 or between[0] not in _RANGE_WORDS:
        return None
    if between[0] == "and" and _lead(first, doc) != "between":
        return None
    if first.time.earliest is None or second.time.latest is None or first.time.earliest > second.time.latest:
        return None
    return Time((first.span, second.span), first.time.earliest, second.time.latest, second.time.basis)


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
    reported = any(_reports(above) for above in verb.ancestors)
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
        holder = _holder(trigger, mention, doc)
        if _lead(mention, doc) == "for":
            continue
        if holder is not None and _reports(holder) and mention.time and mention.time.latest and mention.type != SET:
            return mention.time.latest, mention.span
    return None
