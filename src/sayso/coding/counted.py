"""Decide what a number counts, from the noun it stands with, the verb that governs it and what is said of it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.coding.counted_words import Kind, fate, noun_kind
from sayso.coding.number_phrases import NumberPhrase
from sayso.records import Counted


@dataclass(frozen=True, slots=True)
class WhatIsCounted:
    """What a number counts, the token that says so, and the noun it stands with, if any."""

    counts: Counted
    head: Token
    noun: Token | None


_CASUALTIES = frozenset({Counted.KILLED, Counted.INJURED, Counted.MISSING})
_FATES = _CASUALTIES | {Counted.DETAINED}
_AUXILIARIES = frozenset(
    {
        "was", "were", "is", "are", "has", "have", "had", "been", "be", "being", "will", "would", "may", "might", "who",
        "that", "also", "reportedly", "allegedly", "either", "already", "later", "still", "then", "now", "could",
        "so", "far",
        "got", "left", "reported", "confirmed", "believed", "to", "feared", "seriously", "badly", "critically",
        "severely",
        "slightly", "at", "least", "more", "others", "went", "gone", "remain", "remained", "remains", "not", "each",
    }
)  # fmt: skip
_SITES = frozenset("city town village location place site province region country district school".split())
_GATHERING = frozenset("protest protester rally march demonstrate demonstration strike sit-in vigil walkout".split())
# Verbs whose subject or object a number can be without the lexicon's nouns: they say what became of it.
_LEAVING = frozenset({"leave", "force", "see", "cause", "make", "report", "find", "send"})
_MEASURES = frozenset(
    {
        "percent", "cent", "kilometer", "kilometre", "km", "mile", "metre", "meter", "foot", "acre", "hectare",
        "kilogram", "kg",
        "degree", "point", "goal", "litre", "liter", "gallon", "knot", "volt", "megawatt", "mw", "gigawatt",
        "kilowatt", "cm",
        "mm", "caliber", "calibre", "inch", "yard", "second", "minute", "hour", "day", "night", "week", "month", "year",
        "decade", "century", "am", "pm", "a.m.", "p.m.", "gmt", "page", "word", "vote", "seat", "time", "centimetre",
        "step",
        "half", "quarter", "third", "side", "way", "thing", "reason", "part", "case", "kind", "type", "%", "mph",
        "kph", "barrel",
        "weekend", "age", "chapter", "article", "share", "others'", "one", "morning", "evening", "afternoon", "season",
        "game", "match", "o'clock", "round-trip", "basis", "km/h", "years-old", "summer", "winter", "minutes", "phase",
    }
)  # fmt: skip


def what_is_counted(doc: Doc, phrase: NumberPhrase) -> WhatIsCounted | None:
    """Return what a number counts; None if it counts nothing that sayso keeps."""
    number = doc[phrase.end - 1]
    if phrase.currency is not None:
        return WhatIsCounted(Counted.MONEY, number, None)
    if _is_measure_or_name(doc, phrase):
        return None
    noun = _noun_of(doc, phrase)
    if noun is not None and (noun.lemma_.lower() in _MEASURES or _is_whole_of_part(doc, phrase)):
        return None
    if noun is not None and _is_site_of_gathering(noun):
        return WhatIsCounted(Counted.EVENTS, noun, noun)
    known = noun_kind(noun) if noun is not None else None
    if noun is not None and known is not None and known[0] is Kind.THING:
        return WhatIsCounted(known[1], noun, noun)
    after = noun.i + 1 if noun is not None else phrase.end
    said = (
        _lives(noun if noun is not None else number)
        or _told_after(doc, after)
        or _told_by_adjective(noun)
        or _told_by_noun(noun)
        or _toll(doc, phrase, noun)
        or _told_by_verb(noun if noun is not None else number)
        or _told_by_head_noun(noun if noun is not None else number)
    )
    if said is not None:
        return WhatIsCounted(said[0], said[1], noun)
    return _by_noun_alone(phrase, noun)


def _is_measure_or_name(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell whether the number is a date, an age, a percentage, a calibre, a rank or part of a name."""
    first, last = doc[phrase.first], doc[phrase.end - 1]
    after = doc[phrase.end] if phrase.end < len(doc) else None
    before = doc[phrase.first - 1] if phrase.first else None
    if after is not None and (
        after.lower_ in ("%", "percent", "per", "mm", "th", "km", "pm", "am") or after.text == ":"
    ):
        return after.text != ":" or (phrase.end + 1 < len(doc) and doc[phrase.end + 1].text[:1].isdigit())
    if before is not None:
        if before.lower_ in (
            "no.",
            "#",
            "aged",
            "age",
            "number",
            "nr",
            "article",
            "chapter",
            "page",
            "route",
            "channel",
        ):
            return True
        if before.text in ("-", "/", ":", ".") and not before.whitespace_ and phrase.start == phrase.first:
            attached = doc[phrase.first - 2] if phrase.first > 1 and not doc[phrase.first - 2].whitespace_ else None
            if attached is not None:
                return True
    if after is not None and after.text == "-" and not last.whitespace_ and not after.whitespace_:
        # "a 20-year siege", "155-mm", "40-strong": only the size of a crowd counts something.
        return not (phrase.end + 1 < len(doc) and doc[phrase.end + 1].lower_ in ("strong", "member", "man"))
    return _is_date(first, last, before, after)


def _is_whole_of_part(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell the 14 of "11 of 14 drones" and the nine of "two of the nine members": nothing happened to all of them."""
    for i in range(phrase.first - 1, max(phrase.first - 6, 0), -1):
        if doc[i].lower_ == "of":
            return doc[i - 1].pos_ == "NUM" or doc[i - 1].lower_ == "out"
        if doc[i].pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ"):
            return False
    return False


def _is_site_of_gathering(noun: Token) -> bool:
    """Tell "protests in more than 30 cities", which counts protests, from "shelled 30 cities"."""
    if noun.lemma_.lower() not in _SITES or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "across", "at"):
        return False
    above = noun.head.head
    held = [child for child in above.children if child.dep_ in ("dobj", "nsubj", "nsubjpass")]
    return any(word.lemma_.lower() in _GATHERING for word in (above, above.head, *held))


def _is_date(first: Token, last: Token, before: Token | None, after: Token | None) -> bool:
    is_year = last.i == first.i and len(first.text) == 4 and first.text.isdigit() and 1900 <= int(first.text) <= 2099
    if is_year and (before is not None and before.lower_ in ("in", "since", "of", "until", "by", "from", "during")):
        return after is None or after.tag_ != "NNS" or noun_kind(after) is None
    if first.ent_type_ in ("DATE", "TIME", "PERCENT", "ORDINAL") and first.text[:1].isdigit():
        return after is None or not (after.tag_ in ("NNS", "NNPS") and noun_kind(after) is not None)
    return is_year and (after is None or noun_kind(after) is None)


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


def _is_modifier(token: Token) -> bool:
    return token.tag_ in ("VBN", "VBG", "JJ") and token.dep_ in ("amod", "nmod", "compound")


Said = tuple[Counted, Token]


def _told_after(doc: Doc, place: int) -> Said | None:
    """Read what is said right after the number and noun: "12 people were reportedly killed", "12 dead"."""
    for token in doc[place : place + 7]:
        if not token.is_space and token.sent != doc[max(place - 1, 0)].sent:
            return None
        counts = fate(token, (Kind.PATIENT, Kind.STATE, Kind.INTRANSITIVE))
        if counts is not None and (token.tag_ != "VBG" or token.lower_ == "missing"):
            if _is_agent_of(token, doc):
                return None
            return _either(counts, token, doc), token
        if token.lower_ not in _AUXILIARIES:
            return None
    return None


def _is_agent_of(token: Token, doc: Doc) -> bool:
    """Tell whether the counted did it: "12 soldiers killed a man"."""
    if fate(token, (Kind.INTRANSITIVE,)) is not None or token.pos_ == "ADJ":
        return False
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"was", "were", "been", "be", "being", "are", "is"}:
        return False
    return any(child.dep_ == "dobj" for child in token.children)


def _either(counts: Counted, token: Token, doc: Doc) -> Counted:
    """Count "killed or wounded" as other: the report does not tell them apart."""
    after = doc[token.i + 1 : token.i + 3]
    if len(after) == 2 and after[0].lower_ in ("or", "and") and not after[1].is_digit:
        second = fate(after[1], (Kind.PATIENT, Kind.STATE))
        if second in _CASUALTIES and second is not counts:
            return Counted.OTHER
    return counts


def _told_by_adjective(noun: Token | None) -> Said | None:
    """Read "two wounded soldiers", "12 missing fishermen"."""
    if noun is None:
        return None
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound") and (counts := fate(child, (Kind.STATE, Kind.PATIENT))):
            return counts, noun
    return None


def _told_by_noun(noun: Token | None) -> Said | None:
    if noun is None:
        return None
    known = noun_kind(noun)
    return (known[1], noun) if known and known[0] in (Kind.NOUN, Kind.FATED) else None


def _toll(doc: Doc, phrase: NumberPhrase, noun: Token | None) -> Said | None:
    """Read "the death toll rose to 40", "bringing the number of wounded to 30"."""
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    if before not in (
        "to",
        "at",
        "of",
        "by",
        "reached",
        "hit",
        "passed",
        "topped",
        "exceeded",
        "is",
        "was",
        "stands",
        ":",
    ):
        return None
    sentence = doc[phrase.first].sent
    for token in reversed(doc[max(sentence.start, phrase.start - 12) : phrase.start]):
        if token.lower_ in ("toll", "tolls") or (token.lower_ == "number" and noun is None):
            words = {word.lower_ for word in doc[token.i - 1 : token.i + 4]}
            if words & {"injured", "wounded", "hurt", "injury"}:
                return Counted.INJURED, token
            if words & {"missing"}:
                return Counted.MISSING, token
            return (Counted.KILLED, token) if token.lower_ != "number" or words & {"dead", "killed", "deaths"} else None
        if token.text[:1].isdigit() and token.dep_ == "pobj":
            continue
    return None


def _told_by_verb(nominal: Token) -> Said | None:
    """Read "killing 12", "arrested at least 40 people", "forced 500 families to flee"."""
    nominal = _first_conjunct(nominal)
    verb = nominal.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if nominal.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "dative"):
        if counts := fate(verb, (Kind.PATIENT,)):
            return _either(counts, verb, verb.doc), verb
        known = noun_kind(nominal)
        if known and known[0] is Kind.FORCE and (counts := fate(verb, (Kind.SENDING,))):
            return counts, verb
    if nominal.dep_ in ("nsubj", "nsubjpass"):
        if (counts := fate(verb, (Kind.INTRANSITIVE,))) and not any(child.dep_ == "dobj" for child in verb.children):
            return counts, verb
        for child in verb.children:
            # "A farmer said that his sons were arrested" tells nothing of the farmer.
            whole = child.dep_ in ("acomp", "oprd", "xcomp") or (child.dep_ == "ccomp" and verb.lemma_ in _LEAVING)
            if whole and (counts := fate(child, (Kind.STATE, Kind.INTRANSITIVE))):
                return counts, child
    if verb.lemma_ in _LEAVING:
        for child in verb.children:
            if child.i > nominal.i and (counts := fate(child, (Kind.STATE, Kind.INTRANSITIVE))):
                return counts, child
    return None


def _first_conjunct(token: Token) -> Token:
    while token.dep_ in ("conj", "nummod", "quantmod", "appos", "pobj") and token.head.pos_ in (
        "NOUN",
        "NUM",
        "PROPN",
        "ADP",
    ):
        if token.dep_ == "pobj" and not (token.head.lower_ == "of" and token.head.head.pos_ == "NUM"):
            break
        token = token.head if token.dep_ != "pobj" else token.head.head
    return token


def _lives(nominal: Token) -> Said | None:
    """Read "claimed 12 lives" and "cost the lives of 12 people"."""
    if nominal.lemma_.lower() != "life" and nominal.dep_ == "pobj" and nominal.head.lower_ == "of":
        nominal = nominal.head.head
    if nominal.lemma_.lower() != "life":
        return None
    counts = fate(nominal.head, (Kind.TAKING,))
    return (counts, nominal.head) if counts is not None else None


def _told_by_head_noun(nominal: Token) -> Said | None:
    """Read "the deaths of 12 people", "the arrest of 40", "a crowd of 5,000"."""
    nominal = _first_conjunct(nominal)
    if nominal.dep_ != "pobj" or nominal.head.lower_ != "of":
        return None
    noun = nominal.head.head
    known = noun_kind(noun)
    if known is not None and known[0] in (Kind.NOUN, Kind.FATED, Kind.CROWD) and known[1] is not Counted.EVENTS:
        return known[1], noun
    return None


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


def is_fate(counts: Counted) -> bool:
    """Tell whether a count is of what became of people, which "a man" too can be."""
    return counts in _FATES
