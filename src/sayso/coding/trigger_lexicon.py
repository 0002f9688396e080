"""Load the trigger lexicon as patterns that can be looked up by the word that carries them."""

import re
from dataclasses import dataclass
from functools import cache

from sayso.resources.lexicons import Row, lexicon

# A pattern with one of these inside is carried by its first word: "breakdown of talk".
_LINKS = frozenset("of on to against for in with by into from at".split())
_ADVERBS = frozenset("sexually ethnically jointly violently openly publicly strongly sharply forcibly".split())
_NAMED_KINDS = {
    "GPE": frozenset({"PLACE", "AUTHORITY", "PEOPLE"}),
    "LOC": frozenset({"PLACE"}),
    "FAC": frozenset({"PLACE", "BUILDING"}),
    "PERSON": frozenset({"PEOPLE", "AUTHORITY"}),
    "ORG": frozenset({"AUTHORITY", "ARMED", "PEOPLE"}),
    "NORP": frozenset({"AUTHORITY", "ARMED", "PEOPLE"}),
}
_NO_KINDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the trigger lexicon: lemmas to find, what must or must not stand around them, and what they mean."""

    words: tuple[str, ...]
    head: int
    kind: str
    event_type: str
    mode: str | None
    sub_event: str | None
    object: frozenset[str]
    subject: frozenset[str]
    exclude: frozenset[str]
    strength: float
    text: str

    @property
    def is_verb(self) -> bool:
        """Tell whether a verb carries the pattern."""
        return self.kind == "verb"

    @property
    def rank(self) -> tuple[int, int, float]:
        """Order the patterns that fit one word: longer, then pickier, then surer."""
        return (len(self.words), bool(self.object) + bool(self.subject), self.strength)


@cache
def verb_patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns that a verb carries, by its lemma."""
    return _by_head("verb")


@cache
def noun_patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns that a noun carries, by its lemma."""
    return _by_head("noun")


@cache
def state_patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the words that say what became of somebody ("nine dead", "twenty were missing"), by the word itself."""
    return _by_head("state")


def kinds_of(lemma: str, entity: str) -> frozenset[str]:
    """Return what kinds of thing a word may name, by lexicon or by the type of name it is part of."""
    return _word_kinds().get(lemma, _NO_KINDS) | _NAMED_KINDS.get(entity, _NO_KINDS)


@cache
def words_of_kind(code: str) -> frozenset[str]:
    """Return the words of `non_events.csv` with one code."""
    return frozenset(row.pattern for row in lexicon("non_events") if row.code == code)


@cache
def phrases_that_name_no_event() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return fixed phrases such as "heart attack" as lemmas, by their first word."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon("non_events"):
        if row.code == "phrase":
            words = _words(row.pattern)
            phrases.setdefault(words[0], []).append(words)
    return {first: tuple(group) for first, group in phrases.items()}


@cache
def _word_kinds() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in lexicon("word_kinds"):
        kinds.setdefault(row.pattern, set()).add(row.code)
    return {word: frozenset(codes) for word, codes in kinds.items()}


def _by_head(kind: str) -> dict[str, tuple[Pattern, ...]]:
    patterns: dict[str, list[Pattern]] = {}
    for row in lexicon("triggers"):
        pattern = _pattern(row)
        if pattern.kind == kind:
            patterns.setdefault(pattern.words[pattern.head], []).append(pattern)
    return {word: tuple(sorted(group, key=lambda p: p.rank, reverse=True)) for word, group in patterns.items()}


def _pattern(row: Row) -> Pattern:
    words = _words(row.pattern)
    kind = row.get("pos")
    starts = kind == "verb" or ("-" not in row.pattern and any(word in _LINKS for word in words))
    return Pattern(
        words=words,
        head=_carrying_word(words) if starts else len(words) - 1,
        kind=kind,
        event_type=row.code,
        mode=row.get("mode") or None,
        sub_event=row.get("sub_event") or None,
        object=frozenset(row.get("object").split()),
        subject=frozenset(row.get("subject").split()),
        exclude=frozenset(row.get("exclude").split()),
        strength=float(row.get("strength") or 0.5),
        text=row.pattern,
    )


def _carrying_word(words: tuple[str, ...]) -> int:
    """Return which word is the verb: an adverb may stand before it, as in "jointly patrol"."""
    return int(len(words) > 1 and words[0] in _ADVERBS)


def _words(pattern: str) -> tuple[str, ...]:
    # The parser splits words at hyphens.
    return tuple(re.findall(r"[^\s-]+", pattern))
