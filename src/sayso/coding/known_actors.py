"""Look names, countries and role nouns up: text to what the lexicons of actors know about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Token

from sayso.coding.actor_lexicon import ELITES, LEAVE_OFFICE, Known, Role, Word, demonyms, known_names, roles, words_of

_PARTICLES = frozenset("al el bin ibn ben abu de da di del der den van von la le of the and for on in dos".split())
_NOT_THE_COUNTRYS_OWN_BEFORE = frozenset({"pro", "anti", "non", "pan"})
_STILL_IN_OFFICE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that a lexicon knows."""

    start: int
    end: int
    country: str | None
    sector: str | None
    name: str
    kind: str


def _in_force(rows: Sequence[Known], published: date | None) -> Match | None:
    """Choose the row for the day: who has left office is one of the elites, who is to come has no office yet.

    Reports speak of the days before they were published, so an office still counts some days after it was left. A
    group that is no more keeps its last codes; one that is yet to come is nobody.
    """
    if published is None:
        rows_now = [row for row in rows if row.until is None] or list(rows)
        sectors = {row.sector for row in rows_now}
        row = rows_now[-1]
        return Match(0, 0, row.country, row.sector if len(sectors) == 1 else None, row.name, row.kind)
    for row in reversed(rows):
        if (row.since is None or row.since <= published) and (row.until is None or published <= row.until):
            return Match(0, 0, row.country, row.sector, row.name, row.kind)
    ended = [row for row in rows if row.until is not None and row.until < published]
    if not ended:
        return Match(0, 0, rows[0].country, None, rows[0].name, rows[0].kind) if rows[0].kind == "person" else None
    row = max(ended, key=lambda one: one.until or date.min)
    stays = row.kind != "person" or (row.until is not None and published - row.until <= _STILL_IN_OFFICE)
    after = ELITES if row.sector in LEAVE_OFFICE and not stays else row.sector
    return Match(0, 0, row.country, after, row.name, row.kind)


def _is_written_as(known: Known, words: Sequence[Word]) -> bool:
    """Tell acronyms from words ("WHO", "who") and names from common nouns ("Hope", "hope")."""
    return all(
        (
            word.text.replace(".", "").isupper()
            if shout
            else small or not word.text[0].islower() or word.key in _PARTICLES
        )
        for word, shout, small in zip(words, known.shout, known.small, strict=True)
    )


@lru_cache(maxsize=4096)
def matches(text: str, offset: int, published: date | None) -> tuple[Match, ...]:
    """Find known actors, countries and demonyms, leftmost and longest first."""
    words = words_of(text, offset)
    found: list[Match] = []
    i = 0
    while i < len(words):
        match = _known_at(words, i, published) or _demonym_at(words, i, text, offset)
        if match is None:
            i += 1
            continue
        found.append(_leaning(match, words, text, offset))
        while i < len(words) and words[i].start < match.end:
            i += 1
    return tuple(found)


def _known_at(words: Sequence[Word], i: int, published: date | None) -> Match | None:
    for keys, rows in known_names().get(words[i].key, ()):
        here = words[i : i + len(keys)]
        if tuple(word.key for word in here) != keys:
            continue
        fitting = [row for row in rows if _is_written_as(row, here)]
        chosen = _in_force(fitting, published) if fitting else None
        if chosen:
            return replace(chosen, start=here[0].start, end=here[-1].end)
    return None


def _demonym_at(words: Sequence[Word], i: int, text: str, offset: int) -> Match | None:
    for keys, country in demonyms().get(words[i].key, ()):
        here = words[i : i + len(keys)]
        if tuple(word.key for word in here) == keys and not here[0].text[0].islower():
            start, end = here[0].start, here[-1].end
            return Match(start, end, country, None, text[start - offset : end - offset], "demonym")
    return None


def _leaning(match: Match, words: Sequence[Word], text: str, offset: int) -> Match:
    """Tell "pro-Russian" and "Iranian-backed" from "Russian": whom they lean to is not where they belong."""
    start, end = match.start - offset, match.end - offset
    before = (
        next((word.key for word in words if word.end == match.start - 1), "") if text[start - 1 : start] == "-" else ""
    )
    followed = text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
    return replace(match, kind="leaning") if followed or before in _NOT_THE_COUNTRYS_OWN_BEFORE else match


def lemma_of(token: Token) -> str:
    lemma = token.lemma_.casefold()
    plural_name = token.tag_ == "NNPS" or (token.tag_ == "NNP" and lemma not in roles())
    return lemma[:-1] if plural_name and lemma.endswith("s") and lemma[:-1] in roles() else lemma


def role_at(token: Token) -> tuple[Role, int] | None:
    """Find the longest role that ends at a token, and the index of its first token."""
    lemma = lemma_of(token)
    known = roles().get(lemma, ())
    if token.lower_ != lemma and token.lower_ in roles():
        known = (*roles()[token.lower_], *known)
    for role in known:
        first = token.i - len(role.lemmas) + 1
        if first >= 0 and all(_is_form(token.doc[first + n], lemma) for n, lemma in enumerate(role.lemmas)):
            return role, first
    return None


def role_by_words(words: Sequence[str]) -> Role | None:
    """Find the longest role that ends with the last of some lower-case words, where there is no parse to ask."""
    if not words:
        return None
    return next((role for role in roles().get(words[-1], ()) if tuple(words[-len(role.lemmas) :]) == role.lemmas), None)


def _is_form(token: Token, lemma: str) -> bool:
    return lemma_of(token) == lemma or token.lower_ == lemma


def is_object(token: Token) -> bool:
    """Tell a building or vehicle, which can be attacked but never acts."""
    found = role_at(token)
    return found is not None and found[0].kind == "object" and token.ent_type_ not in {"ORG", "PERSON", "NORP"}
