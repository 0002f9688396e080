"""Decide what a number counts, from the noun it stands with, the verb that governs it and what is said of it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.coding.counted_fates import CASUALTIES, fate_told
from sayso.coding.counted_words import Kind, fate, noun_kind
from sayso.coding.number_phrases import NumberPhrase
from sayso.coding.uncounted import is_measure, is_measure_or_name, is_price, is_ratio, is_whole_of_part
from sayso.records import Counted


@dataclass(frozen=True, slots=True)
class WhatIsCounted:
    """What a number counts, the token that says so, and the noun it stands with, if any."""

    counts: Counted
    head: Token
    noun: Token | None


_FATES = CASUALTIES | {Counted.DETAINED}
_SITES = frozenset("city town village location place site province region country district school".split())
_GATHERING = frozenset("protest protester rally march demonstrate demonstration strike sit-in vigil walkout".split())
# What is done over and over, where "14 times" counts it.
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "appos", "npadvmod", "attr"})
_REPEATED = frozenset("break violate breach attack shell bomb raid target".split())


def what_is_counted(doc: Doc, phrase: NumberPhrase) -> WhatIsCounted | None:
    """Return what a number counts; None if it counts nothing that sayso keeps."""
    number = doc[phrase.end - 1]
    if phrase.currency is not None:
        return None if is_price(doc, phrase) else WhatIsCounted(Counted.MONEY, number, None)
    if is_measure_or_name(doc, phrase) or is_ratio(doc, phrase):
        return None
    noun = _noun_of(doc, phrase)
    if noun is not None and _is_number_of_times(noun):
        return WhatIsCounted(Counted.EVENTS, noun.head, None)
    if noun is not None and (is_measure(noun) or is_whole_of_part(doc, phrase)):
        return None
    if noun is not None and _is_site_of_gathering(noun):
        return WhatIsCounted(Counted.EVENTS, noun, None)
    known = noun_kind(noun) if noun is not None else None
    if noun is not None and known is not None and known[0] is Kind.THING:
        return WhatIsCounted(known[1], noun, noun)
    said = fate_told(doc, phrase, noun) or _in_gathering(noun if noun is not None else number)
    if said is not None:
        return WhatIsCounted(said[0], said[1], noun)
    return _by_noun_alone(phrase, noun)


def _is_site_of_gathering(noun: Token) -> bool:
    """Tell "protests in more than 30 cities", which counts protests, from "shelled 30 cities"."""
    if noun.lemma_.lower() not in _SITES or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "across", "at"):
        return False
    above = noun.head.head
    held = [child for child in above.children if child.dep_ in ("dobj", "nsubj", "nsubjpass")]
    return any(word.lemma_.lower() in _GATHERING for word in (above, above.head, *held))


def _is_number_of_times(noun: Token) -> bool:
    """Tell "the truce was broken 14 times" from "it was shown 14 times"."""
    return noun.lemma_.lower() == "time" and noun.dep_ == "npadvmod" and noun.head.lemma_ in _REPEATED


def _in_gathering(nominal: Token) -> tuple[Counted, Token] | None:
    """Read "a march of 300 people" and "the protest, with some 40 people"."""
    if nominal.dep_ != "pobj" or nominal.head.lower_ not in ("of", "by", "with"):
        return None
    above = nominal.head.head
    return (Counted.PARTICIPANTS, above) if above.lemma_.lower() in _GATHERING and above.pos_ == "NOUN" else None


def _noun_of(doc: Doc, phrase: NumberPhrase) -> Token | None:
    """Return the noun that the number counts: "12 of the wounded soldiers", "some 300 angry workers"."""
    place = phrase.end
    if place < len(doc) and doc[place].lower_ == "of":
        place += 1
        while place < len(doc) and doc[place].lower_ in ("the", "its", "their", "these", "those", "his", "our"):
            place += 1
        if place < len(doc) and doc[place].lower_ in ("them", "whom", "which", "us"):
            return None
        owner = next((i for i in range(place, min(place + 4, len(doc))) if doc[i].lower_ in ("'s", "'")), None)
        place = owner + 1 if owner is not None else place
    if _lower(doc, place, 2) == ["-", "strong"]:
        place += 2
    noun: Token | None = None
    if place < len(doc) and place == phrase.end and fate(doc[place], (Kind.STATE,)) and doc[place].dep_ != "amod":
        return None
    for token in doc[place : place + 7]:
        if token.pos_ in ("NOUN", "PROPN") and not (token.tag_ in ("NNP",) and noun is not None and noun.tag_ == "NNS"):
            if noun is not None and noun.tag_ in ("NNS", "NNPS") and token.dep_ != "compound":
                break
            noun = token
        elif (noun is not None and token.text != "-") or not (
            token.pos_ in ("ADJ", "NUM", "ADV", "PART") or token.text in ("-", ",", "more") or _is_modifier(token)
        ):
            break
        if token.sent != doc[phrase.first].sent:
            return None
    return noun


def _lower(doc: Doc, place: int, count: int) -> list[str]:
    return [token.lower_ for token in doc[place : place + count]]


def _is_modifier(token: Token) -> bool:
    return token.tag_ in ("VBN", "VBG", "JJ") and token.dep_ in ("amod", "nmod", "compound")


def _by_noun_alone(phrase: NumberPhrase, noun: Token | None) -> WhatIsCounted | None:
    if noun is None:
        return None
    known = noun_kind(noun)
    if phrase.high is not None and phrase.high <= 1 and (known is None or known[0] not in (Kind.NOUN, Kind.FATED)):
        # "One of the officials" and "no sane person" count nobody.
        return None
    if known is not None:
        return WhatIsCounted(known[1], noun, noun)
    if noun.tag_ == "NNS" and noun.ent_type_ not in ("DATE", "TIME", "PERCENT"):
        return WhatIsCounted(Counted.OTHER, noun, noun)
    return None


def stands_alone(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell whether a number stands for those counted before it: "one protester died; the union says seven did"."""
    number = doc[phrase.end - 1]
    if is_measure_or_name(doc, phrase) or is_ratio(doc, phrase) or phrase.currency is not None:
        return False
    return number.dep_ in _NOMINAL and number.pos_ in ("NUM", "NOUN") and _noun_of(doc, phrase) is None


def is_fate(counts: Counted) -> bool:
    """Tell whether a count is of what became of people, which "a man" too can be."""
    return counts in _FATES
