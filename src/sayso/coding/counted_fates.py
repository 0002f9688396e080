"""Read what a sentence says became of those counted, or what they did."""

from spacy.tokens import Doc, Token

from sayso.coding.counted_words import Kind, fate, is_person, noun_kind
from sayso.coding.number_phrases import VAGUE, NumberPhrase
from sayso.records import Counted

CASUALTIES = frozenset({Counted.KILLED, Counted.INJURED, Counted.MISSING})
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
# Verbs whose subject or object a number can be without the lexicon's nouns: they say what became of it.
_LEAVING = frozenset({"leave", "force", "see", "cause", "make", "report", "find", "send"})
# What a toll or "the number of" counts, by a word beside it.
_TOLL_WORDS = {
    Counted.INJURED: frozenset({"injured", "wounded", "hurt", "injury"}),
    Counted.MISSING: frozenset({"missing", "disappeared"}),
    Counted.KILLED: frozenset({"dead", "killed", "deaths", "fatalities"}),
    Counted.DISPLACED: frozenset({"displaced", "refugees", "homeless"}),
    Counted.DETAINED: frozenset({"detained", "arrested", "detainees", "jailed", "hostages"}),
}
_DOINGS = frozenset({Counted.PARTICIPANTS, Counted.DISPLACED})
Said = tuple[Counted, Token]


def fate_told(doc: Doc, phrase: NumberPhrase, noun: Token | None) -> Said | None:
    """Return what became of those counted, or what they did, with the word that says so; None if nothing is said."""
    nominal = noun if noun is not None else doc[phrase.end - 1]
    return (
        _lives(nominal)
        or _told_after(doc, nominal.i + 1 if noun is not None else phrase.end, noun)
        or _told_by_adjective(noun)
        or _told_by_noun(noun)
        or _toll(doc, phrase, noun)
        or _told_by_verb(nominal)
        or _told_by_head_noun(nominal)
    )


def _told_after(doc: Doc, place: int, noun: Token | None) -> Said | None:
    """Read what is said right after the number and noun: "12 people were reportedly killed", "12 dead"."""
    for token in doc[place : place + 7]:
        if not token.is_space and token.sent != doc[max(place - 1, 0)].sent:
            return None
        counts = fate(token, (*_done_to(noun), Kind.STATE, Kind.INTRANSITIVE))
        if counts in _DOINGS and token.pos_ not in ("VERB", "AUX"):
            return None
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
        if second in CASUALTIES and second is not counts:
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
        "passed",
        "reached",
        ":",
    ):
        return None
    sentence = doc[phrase.first].sent
    behind = doc[phrase.end : min(phrase.end + 4, sentence.end)]
    if any(token.lower_ == "number" for token in behind):
        # "Raised to 23 the number of aid workers killed".
        return _counted_by_words(next(token for token in behind if token.lower_ == "number"), 8)
    for token in reversed(doc[max(sentence.start, phrase.start - 12) : phrase.start]):
        if token.lower_ in ("toll", "tolls"):
            return _counted_by_words(token, 4) or (Counted.KILLED, token)
        if token.lower_ == "number":
            return _counted_by_words(token, 6)
        if token.text[:1].isdigit() and token.dep_ == "pobj":
            continue
    return None


def _counted_by_words(token: Token, reach: int) -> Said | None:
    words = {word.lower_ for word in token.doc[max(token.i - 1, 0) : token.i + reach]}
    return next(((counts, token) for counts, known in _TOLL_WORDS.items() if words & known), None)


def _told_by_verb(nominal: Token) -> Said | None:
    """Read "killing 12", "arrested at least 40 people", "forced 500 families to flee"."""
    nominal = _first_conjunct(nominal)
    verb = nominal.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if nominal.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "dative"):
        if counts := fate(verb, _done_to(nominal)):
            return _joint(counts, verb), verb
        known = noun_kind(nominal)
        if known and known[0] is Kind.FORCE and (counts := fate(verb, (Kind.SENDING,))):
            return counts, verb
    if nominal.dep_ == "nsubj" and is_person_or_unnamed(nominal) and (counts := fate(verb, (Kind.AGENT,))):
        return counts, verb
    if nominal.dep_ in ("nsubj", "nsubjpass"):
        if (counts := fate(verb, (Kind.INTRANSITIVE,))) and not any(child.dep_ == "dobj" for child in verb.children):
            return counts, verb
        for child in verb.children:
            # "A farmer said that his sons were arrested" tells nothing of the farmer.
            of_object = child.dep_ == "oprd" and any(other.dep_ == "dobj" for other in verb.children)
            whole = (child.dep_ in ("acomp", "oprd", "xcomp") and not of_object) or (
                child.dep_ == "ccomp" and verb.lemma_ in _LEAVING
            )
            if whole and (counts := fate(child, (Kind.STATE, Kind.INTRANSITIVE))):
                return counts, child
    if verb.lemma_ in _LEAVING:
        for child in verb.children:
            if child.i > nominal.i and (counts := fate(child, (Kind.STATE, Kind.INTRANSITIVE))):
                return counts, child
    return None


def is_person_or_unnamed(nominal: Token) -> bool:
    """Tell whether a number stands with persons, or alone for them, but not with a force sent to do its work."""
    known = noun_kind(nominal)
    if known is not None and known[0] is Kind.FORCE:
        return False
    return nominal.pos_ == "NUM" or is_person(nominal) or nominal.lower_ in VAGUE


def _done_to(nominal: Token | None) -> tuple[Kind, ...]:
    """Return the kinds of verb that say what becomes of a noun: a ship is seized too, but not detained."""
    if nominal is None or nominal.pos_ == "NUM" or nominal.lower_ in VAGUE:
        return (Kind.PATIENT, Kind.PERSONAL)
    known = noun_kind(nominal)
    fights = known is not None and (known[0] is Kind.FORCE or nominal.lemma_ in ("man", "soldier", "fighter"))
    if not is_person(nominal):
        return (Kind.PATIENT,)
    return (Kind.PATIENT, Kind.PERSONAL, Kind.LOSING) if fights else (Kind.PATIENT, Kind.PERSONAL)


def _joint(counts: Counted, verb: Token) -> Counted:
    """Count "killed or injured 40" as other: the report does not tell the dead from the hurt."""
    first = verb.head if verb.dep_ == "conj" and verb.i - verb.head.i == 2 else None
    other = fate(first, (Kind.PATIENT,)) if first is not None else None
    shares = first is not None and not any(child.dep_ in ("dobj", "nsubjpass") for child in first.children)
    if other in CASUALTIES and other is not counts and shares:
        return Counted.OTHER
    return _either(counts, verb, verb.doc)


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
    verb = _first_conjunct(nominal).head
    counts = fate(verb, (Kind.TAKING,))
    return (counts, verb) if counts is not None else None


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
