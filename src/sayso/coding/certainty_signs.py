"""Look up the words that make a statement less, or other, than asserted."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from spacy.tokens import Token

from sayso.resources.lexicons import lexicon


class Effect(StrEnum):
    """What a sign does to the clause it bears on."""

    NEGATION = "negation"
    HEDGE = "hedge"
    CONDITION = "condition"
    WOULD = "would"
    CONSEQUENCE = "consequence"
    PLAN = "plan"
    VOW = "vow"
    THREAT = "threat"
    CALL = "call"
    FAILURE = "failure"
    SUCCESS = "success"
    FACT = "fact"
    SPEECH = "speech"
    OPINION = "opinion"
    DENIAL = "denial"


class Place(StrEnum):
    """Where a sign stands: beside the word it bears on, or above it in the parse."""

    BESIDE = "beside"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A lexicon row: the first word is looked up, a second must follow or hang on it; `pos` is its class."""

    words: tuple[str, ...]
    effect: Effect
    pos: str


@lru_cache(maxsize=1)
def _signs() -> dict[tuple[str, str], tuple[_Entry, ...]]:
    index: dict[tuple[str, str], list[_Entry]] = {}
    for row in lexicon("certainty"):
        sign = _Entry(tuple(row.pattern.split()), Effect(row.code), row.get("pos"))
        for word in (sign.words[0], *row.get("forms").split()):
            index.setdefault((row.get("place"), word), []).append(sign)
    return {key: tuple(sorted(signs, key=lambda s: -len(s.words))) for key, signs in index.items()}


def sign_beside(token: Token) -> Effect | None:
    """Return what a word beside a trigger does to it."""
    if token.lower_.endswith("n't") and len(token) > len("n't"):
        # Left in one piece by some tokenisers.
        return Effect.NEGATION
    return _effect(token, Place.BESIDE)


def sign_above(token: Token) -> Effect | None:
    """Return what a governing word does to the clause or noun it governs."""
    return _effect(token, Place.ABOVE)


def _effect(token: Token, place: Place) -> Effect | None:
    signs = _signs()
    for word in (token.lower_, token.lemma_.lower(), _hyphenated(token)):
        for sign in signs.get((place, word), ()):
            if sign.pos and token.pos_ != sign.pos:
                continue
            if len(sign.words) == 1 or sign.words[1] in (
                token.head.lower_,
                *(child.lower_ for child in token.children),
                *(following.lower_ for following in token.doc[token.i + 1 : token.i + 2]),
            ):
                return sign.effect
    return None


def _hyphenated(token: Token) -> str:
    """Put "so-called" together again."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return ""
    return f"{token.nbor(-2).lower_}-{token.lower_}"
