"""Find the figures a report gives, what they count and of whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from sayso.coding.counted import WhatIsCounted, is_fate, stands_alone, what_is_counted
from sayso.coding.counted_fates import fate_told
from sayso.coding.counted_words import is_person, names_fate
from sayso.coding.number_phrases import NumberPhrase, number_phrases
from sayso.coding.tense import governing_verb
from sayso.records import Counted, Figure, Span

CUMULATIVE = "cumulative"
PART = "part"

_TOTALS = (("in", "total"), ("in", "all"), ("so", "far"), ("to", "date"))
_SINGLES = frozenset({"a", "an", "one", "another"})
# Too general to say of whom, or only what became of them: "people", "others", "arrests".
_ANYBODY = frozenset({"people", "person", "other", "one", "life"})
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
    numbers = _like_those_before(_with_numbers_alone(doc, low), doc)
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
    words = (_whom(doc, what, phrase.end) or _of_them(doc, phrase.end)) if phrase.currency is None else None
    figure = Figure(
        spans=(span,) if words is None else (span, Span(words.start_char, words.end_char)),
        counts=what.counts,
        low=phrase.low,
        high=phrase.high,
        of=words.text if words is not None else phrase.currency,
        cumulative=scope == CUMULATIVE,
    )
    return FigureMention(span, figure, what.head.i, scope, phrase.start, end)


def _with_numbers_alone(doc: Doc, low: Sequence[str]) -> Iterator[FigureMention]:
    """Yield what numbers count; one that stands alone counts what the one before it in the sentence does."""
    before: FigureMention | None = None
    for phrase in number_phrases(doc, low):
        mention = _mention(doc, phrase, low)
        if mention is None and before is not None and _is_of_people(before) and stands_alone(doc, phrase):
            number = doc[phrase.end - 1]
            if number.sent == doc[before.head].sent:
                span = Span(doc[phrase.start].idx, number.idx + len(number))
                figure = Figure((span,), before.figure.counts, phrase.low, phrase.high)
                mention = FigureMention(span, figure, number.i, None, phrase.start, phrase.end)
        if mention is not None:
            before = mention
            yield mention


def _is_of_people(mention: FigureMention) -> bool:
    return is_fate(mention.figure.counts) or mention.figure.counts in (Counted.PARTICIPANTS, Counted.DISPLACED)


def _like_those_before(mentions: Iterable[FigureMention], doc: Doc) -> list[FigureMention]:
    """Give a part what its whole counts: "killed 12 people, including 3 children and a nurse" has 3 children killed."""
    result: list[FigureMention] = []
    for mention in mentions:
        whole = result[-1] if result else None
        if whole is not None and doc[whole.head].sent == doc[mention.head].sent and _is_like(mention, whole, doc):
            figure = replace(mention.figure, counts=whole.figure.counts)
            mention = replace(mention, figure=figure, head=whole.head, scope=whole.scope or mention.scope)
        result.append(mention)
    return result


def _is_like(mention: FigureMention, whole: FigureMention, doc: Doc) -> bool:
    """Tell whether a figure only says of whom the one before it is, or goes on with it: "and two medics"."""
    if mention.figure.counts is not Counted.OTHER or mention.figure.of is None or not _is_of_people(whole):
        return False
    between = [token.lower_ for token in doc[whole.token_end : mention.token_start]]
    goes_on = whole.scope == PART and between in (["and"], [","], [",", "and"])
    again = between == [","] and mention.figure.of == whole.figure.of
    return mention.scope == PART or goes_on or again


def _whom(doc: Doc, what: WhatIsCounted, after_number: int) -> Phrase | None:
    """Return the counted noun with the words that narrow it: "Russian soldiers", not "angry" or "wounded" ones."""
    noun = what.noun
    if noun is None or noun.lemma_.lower() in _ANYBODY or noun.i < after_number or names_fate(noun):
        return None
    start = noun.i
    while start > after_number and _narrows(doc[start - 1]):
        start -= 1
    return doc[start : noun.i + 1]


def _of_them(doc: Doc, after_number: int) -> Phrase | None:
    """Return the "minors" of "27 of them minors"."""
    following = doc[after_number : after_number + 3]
    said = len(following) == 3 and following[0].lower_ == "of" and following[1].lower_ in ("them", "whom")
    return following[2:] if said and following[2].tag_ in ("NNS", "NNPS") else None


def _narrows(token: Token) -> bool:
    return token.dep_ == "compound" or (token.dep_ in ("amod", "nmod") and token.ent_type_ in ("NORP", "GPE", "ORG"))


def _scope(doc: Doc, phrase: NumberPhrase, what: WhatIsCounted, low: Sequence[str]) -> str | None:
    before = low[max(phrase.start - 4, 0) : phrase.start]
    if set(before[-3:]) & _PART_WORDS or (len(before) > 1 and before[-2:] == ["of", "them"]):
        return PART
    if list(low[phrase.end : phrase.end + 2]) in (["of", "them"], ["of", "whom"]):
        return PART
    behind = list(low[phrase.end : phrase.end + 4])
    if ["among", "them"] in (behind[1:3], behind[2:4]):
        return PART
    if what.head.lower_ in ("toll", "tolls", "number") and (not before or before[-1] != "by"):
        return CUMULATIVE
    if list(before[-3:]) == ["a", "total", "of"]:
        return CUMULATIVE
    after = low[phrase.end : min(phrase.end + 12, doc[phrase.first].sent.end)]
    if "since" in after or any(pair in pairwise(after) for pair in _TOTALS):
        return CUMULATIVE
    start = low[doc[phrase.first].sent.start : phrase.start]
    clause = governing_verb(what.head)
    if start[:1] == ["since"] and clause is not None and any(c.lower_ in ("have", "has") for c in clause.children):
        return CUMULATIVE
    return CUMULATIVE if any(pair in pairwise(start[:5]) for pair in _TOTALS) else None


def _single_persons(doc: Doc, low: Sequence[str]) -> Iterator[FigureMention]:
    """Yield "a man was killed" as one: persons without a number count only in what became of them."""
    for place, word in enumerate(low):
        if word not in _SINGLES or place + 1 >= len(low):
            continue
        if word == "another" and doc[place].dep_ in ("dobj", "nsubj", "nsubjpass"):
            yield from _another(doc, place)
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


def _another(doc: Doc, place: int) -> Iterator[FigureMention]:
    said = fate_told(doc, NumberPhrase(place, place + 1, place, 1, 1), None)
    if said is not None and is_fate(said[0]):
        span = Span(doc[place].idx, doc[place].idx + len(doc[place]))
        yield FigureMention(span, Figure((span,), said[0], 1, 1), said[1].i, None, place, place + 1)
