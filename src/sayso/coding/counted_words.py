"""Look up what the words around a number say of those counted: persons, forces, fates and so on."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from spacy.tokens import Token

from sayso.records import Counted
from sayso.resources.lexicons import lexicon


class Kind(StrEnum):
    """How a counted word takes part: see the `kind` column of `counted.csv`."""

    PERSON = "person"
    FORCE = "force"
    CROWD = "crowd"
    NOUN = "noun"
    FATED = "fated"
    THING = "thing"
    PATIENT = "patient"
    INTRANSITIVE = "intransitive"
    STATE = "state"
    SENDING = "sending"
    TAKING = "taking"
    PERSONAL = "personal"
    LOSING = "losing"
    AGENT = "agent"


_NOUN_KINDS = (Kind.PERSON, Kind.FORCE, Kind.CROWD, Kind.NOUN, Kind.FATED, Kind.THING)


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, bool], list[tuple[Kind, Counted]]]:
    known: dict[tuple[str, bool], list[tuple[Kind, Counted]]] = {}
    for row in lexicon("counted"):
        kind = Kind(row.get("kind"))
        known.setdefault((row.pattern, kind in _NOUN_KINDS), []).append((kind, Counted(row.code)))
    return known


def noun_kind(token: Token) -> tuple[Kind, Counted] | None:
    """Return what the lexicon says of a noun."""
    for word in (token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")):
        if found := _known().get((word, True)):
            return found[0]
    return None


def fate(token: Token, kinds: Sequence[Kind]) -> Counted | None:
    """Return what a verb or adjective says became of those counted."""
    for word in _readings_of(token):
        for kind, counts in _known().get((word, False), ()):
            if kind in kinds:
                return counts
    return None


def _readings_of(token: Token) -> Iterator[str]:
    yield token.lower_
    lemma = token.lemma_.lower()
    yield lemma
    if lemma in _first_words():
        following = token.doc[token.i + 1 : token.i + 5]
        for end in range(1, len(following) + 1):
            yield " ".join([lemma, *(word.lower_ for word in following[:end])])


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    roles = {row.pattern for row in lexicon("roles") if not row.get("kind")}
    people = {row.pattern for row in lexicon("word_kinds") if row.code == "PEOPLE"}
    return frozenset(word for word in roles | people if " " not in word)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(pattern.split()[0] for pattern, _ in _known() if " " in pattern)


def is_person(noun: Token | None) -> bool:
    """Tell whether a noun names a person or persons: by this lexicon, by those of roles, or as a people ("Danes")."""
    if noun is None:
        return False
    if noun.ent_type_ == "NORP" and noun.tag_ in ("NNPS", "NNS", "NNP"):
        return True
    known = noun_kind(noun)
    if known is None:
        return not _persons().isdisjoint((noun.lemma_.lower(), noun.lower_.removesuffix("s")))
    return known[0] in (Kind.PERSON, Kind.FORCE, Kind.CROWD, Kind.FATED)


def names_fate(noun: Token) -> bool:
    """Tell whether a noun says only what became of those counted: "12 deaths", "40 arrests", not "40 hostages"."""
    known = noun_kind(noun)
    return known is not None and known[0] is Kind.NOUN and known[1] not in (Counted.EVENTS, Counted.OTHER)
