"""Find the figures a report gives, what they count and of whom, and those that belong to an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from sayso.coding.counted import WhatIsCounted, is_fate, what_is_counted
from sayso.coding.counted_words import is_person, names_fate
from sayso.coding.number_phrases import NumberPhrase, number_phrases
from sayso.coding.tense import governing_verb
from sayso.records import Counted, Figure, Span
from sayso.resources.lexicons import lexicon

CUMULATIVE = "cumulative"
PART = "part"

_TOTALS = (("in", "total"), ("in", "all"), ("so", "far"), ("to", "date"))
_SINGLES = frozenset({"a", "an", "one", "another"})
# Too general to say of whom, or only what became of them: "people", "others", "arrests".
_ANYBODY = frozenset({"people", "person", "other", "one", "life"})
_CONSEQUENCES = frozenset({"csubj", "advcl", "xcomp", "acl", "relcl", "pcomp", "prep"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd"})
# "Sanctions on 38 people", "the release of nine soldiers"; not "after two weeks of talks in three towns".
_ARGUMENT_PREPOSITIONS = frozenset({"on", "against", "of", "for", "with", "to"})
_LEAVING = frozenset({"leave", "see", "force", "make"})
# A consequence of a consequence ("shelled the town, forcing people to flee") is as far as it goes.
_STEPS = 4
_PART_WORDS = frozenset({"including", "include", "includes", "included", "among"})


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure in its place: the words of the number, and the token that says what it counts.

    `scope` is `cumulative` for totals and tolls, `part` for what another figure already includes ("12 people, among
    them 3 children"), and None otherwise.
    """

    span: Span
    figure: Figure
    head: int
    scope: str | None
    token_start: int
    token_end: int


def find_figures(doc: Doc) -> list[FigureMention]:
    """Find every number that counts something; percentages, ages, dates, ranks, sizes and names are left alone."""
    low = [token.lower_ for token in doc]
    numbers = _parts_like_wholes(
        [mention for phrase in number_phrases(doc, low) if (mention := _mention(doc, phrase, low))], doc
    )
    taken = {place for mention in numbers for place in range(mention.token_start, mention.token_end)}
    singles = [mention for mention in _single_persons(doc, low) if mention.token_start not in taken]
    return sorted(numbers + singles, key=lambda mention: mention.token_start)


def _mention(doc: Doc, phrase: NumberPhrase, low: Sequence[str]) -> FigureMention | None:
    what = what_is_counted(doc, phrase)
    if what is None:
        return None
    end = max(phrase.end, what.noun.i + 1 if what.noun is not None else 0)
    span = Span(doc[phrase.start].idx, doc[phrase.end - 1].idx + len(doc[phrase.end - 1]))
    scope = _scope(doc, phrase, what, low)
    words = _whom(doc, what, phrase.end) if phrase.currency is None else None
    figure = Figure(
        spans=(span,) if words is None else (span, Span(words.start_char, words.end_char)),
        counts=what.counts,
        low=phrase.low,
        high=phrase.high,
        of=words.text if words is not None else phrase.currency,
        cumulative=scope == CUMULATIVE,
    )
    return FigureMention(span, figure, what.head.i, scope, phrase.start, end)


def _parts_like_wholes(mentions: list[FigureMention], doc: Doc) -> list[FigureMention]:
    """Give a part what its whole counts: "killed 12 people, including 3 children" has 3 children killed."""
    result: list[FigureMention] = []
    for mention in mentions:
        whole = result[-1] if result else None
        if (
            whole is not None
            and mention.scope == PART
            and mention.figure.counts is Counted.OTHER
            and mention.figure.of is not None
            and is_fate(whole.figure.counts)
            and doc[whole.head].sent == doc[mention.head].sent
        ):
            figure = replace(mention.figure, counts=whole.figure.counts)
            mention = replace(mention, figure=figure, head=whole.head)
        result.append(mention)
    return result


def _whom(doc: Doc, what: WhatIsCounted, after_number: int) -> Phrase | None:
    """Return the counted noun with the words that narrow it: "Russian soldiers", not "angry" or "wounded" ones."""
    noun = what.noun
    if noun is None or noun.lemma_.lower() in _ANYBODY or noun.i < after_number or names_fate(noun):
        return None
    start = noun.i
    while start > after_number and _narrows(doc[start - 1]):
        start -= 1
    return doc[start : noun.i + 1]


def _narrows(token: Token) -> bool:
    return token.dep_ == "compound" or (token.dep_ in ("amod", "nmod") and token.ent_type_ in ("NORP", "GPE", "ORG"))


def _scope(doc: Doc, phrase: NumberPhrase, what: WhatIsCounted, low: Sequence[str]) -> str | None:
    before = low[max(phrase.start - 4, 0) : phrase.start]
    if set(before[-3:]) & _PART_WORDS or (len(before) > 1 and before[-2:] == ["of", "them"]):
        return PART
    if list(low[phrase.end : phrase.end + 2]) in (["of", "them"], ["of", "whom"]):
        return PART
    if what.head.lower_ in ("toll", "tolls", "number") and (not before or before[-1] != "by"):
        return CUMULATIVE
    if list(before[-3:]) == ["a", "total", "of"]:
        return CUMULATIVE
    after = low[phrase.end : min(phrase.end + 12, doc[phrase.first].sent.end)]
    if "since" in after or any(pair in pairwise(after) for pair in _TOTALS):
        return CUMULATIVE
    start = low[doc[phrase.first].sent.start : phrase.start]
    return CUMULATIVE if any(pair in pairwise(start[:5]) for pair in _TOTALS) else None


def _single_persons(doc: Doc, low: Sequence[str]) -> Iterator[FigureMention]:
    """Yield "a man was killed" as one: persons without a number count only in what became of them."""
    for place, word in enumerate(low):
        if word not in _SINGLES or place + 1 >= len(low):
            continue
        what = what_is_counted(doc, NumberPhrase(place, place + 1, place, 1, 1))
        if what is None or not is_fate(what.counts):
            continue
        noun = what.noun
        if noun is None or not is_person(noun) or noun.tag_ in ("NNS", "NNPS"):
            continue
        span = Span(doc[place].idx, noun.idx + len(noun))
        words = _whom(doc, what, place + 1)
        figure = Figure((span,), what.counts, 1, 1, words.text if words is not None else None)
        yield FigureMention(span, figure, what.head.i, None, place, noun.i + 1)


def figures_of_event(
    trigger: Token, mentions: Sequence[FigureMention], doc: Doc, event_type: str
) -> tuple[Figure, ...]:
    """Return the figures of a trigger's clause and of what followed from it ("..., killing 12").

    What an event of its type cannot count is left out: an arrest has no dead. A running total gives way to a figure of
    the same kind that is this event's own, and a part gives way to its whole.
    """
    sentence = trigger.sent
    kinds = _kinds_of_type().get(event_type, frozenset())
    near = [
        mention
        for mention in mentions
        if sentence.start <= mention.token_start < sentence.end
        and (mention.figure.counts in kinds or mention.figure.counts in (Counted.OTHER, Counted.EVENTS))
        and _belongs(trigger, mention, doc)
    ]
    chosen = [mention for mention in near if not _outdone(mention, near)]
    return tuple(mention.figure for mention in chosen)


@lru_cache(maxsize=1)
def _kinds_of_type() -> dict[str, frozenset[Counted]]:
    kinds: dict[str, set[Counted]] = {}
    for row in lexicon("figures_by_type"):
        kinds.setdefault(row.pattern, set()).add(Counted(row.code))
    return {event_type: frozenset(counted) for event_type, counted in kinds.items()}


def _outdone(mention: FigureMention, near: Sequence[FigureMention]) -> bool:
    rivals = [other for other in near if other is not mention and other.figure.counts is mention.figure.counts]
    return mention.scope is not None and any(other.scope is None for other in rivals)


def _belongs(trigger: Token, mention: FigureMention, doc: Doc) -> bool:
    head = doc[mention.head]
    if _is_over_time(mention, doc) and governing_verb(head) != trigger:
        return False
    if mention.figure.counts is Counted.OTHER and head.pos_ in ("NOUN", "PROPN", "NUM"):
        return _is_argument(head, trigger)
    if head == trigger or head.head == trigger or trigger.i in range(mention.token_start, mention.token_end):
        return True
    clause, counting = governing_verb(trigger), governing_verb(head)
    if clause is None or counting is None:
        return clause is None and counting is None
    if trigger.dep_ in ("nsubj", "csubj") and trigger.head == counting:
        return True
    if clause == counting or _follows_from(counting, clause) or _follows_from(clause, counting):
        return True
    if trigger.pos_ == "NOUN" and (counting.head == trigger or _first_of(counting).head == trigger):
        return True
    return mention.figure.counts in (Counted.KILLED, Counted.INJURED) and _first_of(counting) == _first_of(clause)


def _is_over_time(mention: FigureMention, doc: Doc) -> bool:
    """Tell a count "since the coup" or "since 2021" from what one event did."""
    sentence = doc[mention.head].sent
    return mention.scope == CUMULATIVE and any(
        token.lower_ == "since" for token in doc[mention.token_end : sentence.end]
    )


def _is_argument(noun: Token, trigger: Token) -> bool:
    """Tell whether the counted are who or what the trigger, or the verb it completes, is done to or done by."""
    while noun.dep_ == "conj":
        noun = noun.head
    above = noun.head
    if noun.dep_ == "pobj":
        if above.lower_ not in _ARGUMENT_PREPOSITIONS:
            return False
        above = above.head
    elif noun.dep_ not in _ARGUMENTS:
        return False
    if above == trigger or (above.dep_ in ("dobj", "xcomp") and above.head == trigger):
        return True
    completes = trigger.dep_ in ("dobj", "pobj", "attr", "xcomp", "prt") and trigger.pos_ == "NOUN"
    return completes and governing_verb(trigger) == above


def _follows_from(lower: Token, upper: Token) -> bool:
    """Tell whether one clause tells what came of another: "shelled the town, killing 12", "..., leaving 30 wounded"."""
    token = lower
    for _ in range(_STEPS):
        token = _first_of(token)
        if token.dep_ not in _CONSEQUENCES and not (token.dep_ in ("ccomp", "oprd") and token.head.lemma_ in _LEAVING):
            return False
        token = token.head
        if upper in (token, _first_of(token)):
            return True
    return False


def _first_of(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb
