"""Find names that the entity recogniser may miss, by what stands beside them: a role, an age, a title, an arrest."""

import re
from collections.abc import Iterator, Set

from sayso.coding.known_actors import role_by_words
from sayso.records import Span

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽ]"
_PART = rf"{_CAPITAL}[\w’']*(?:-[\w’']+)*"
_LINK = r"(?:al|el|bin|ibn|bint|de|da|di|do|dos|del|la|van|von|der|den|ter|y|[A-Z]\.)"
_NAME = rf"{_PART}(?:[ \t]+(?:{_LINK}[ \t]+)*{_PART}){{0,3}}"
_LONG_NAME = rf"{_PART}(?:[ \t]+(?:{_LINK}[ \t]+)*{_PART}){{1,3}}"
_BEHIND_A_ROLE = re.compile(rf"(?P<role>\b[a-z][a-z’'\- ]{{2,40}}?),?[ \t](?P<name>{_NAME})")
_WITH_AN_AGE = re.compile(rf"(?P<name>{_NAME})(?:, (?:aged )?| \(| was )\d{{1,3}}(?=[,.;:)]| years| and|$)")
_BEHIND_A_TITLE = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?[ \t](?P<name>{_NAME})")
_BEFORE_A_ROLE = re.compile(rf"(?P<name>{_LONG_NAME}), (?:an?|the|his|her|their|whose) (?P<role>[a-z’'\- ]{{3,60}})")
_DONE_TO = re.compile(
    r"\b(?:freed|arrested|detained|jailed|killed|shot|stabbed|beat|abducted|kidnapped|seized|charged|tortured|released|"
    r"named|identified|questioned|wounded|injured|buried|executed|said|says|told)[ \t]"
    rf"(?:as[ \t])?(?P<name>{_LONG_NAME})"
)
_SPEAKS = re.compile(rf"(?P<name>{_LONG_NAME})[ \t](?:said|told|added|recalled|wept|died|fled|hid)\b")
_NEVER_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december the a an in on at he she they it his her their but and after when if mr mrs ms
    christmas easter ramadan
    """.split()
)


def surely_names(text: str) -> Iterator[Span]:
    """Yield where only a person's name can stand: with an age or a title, beside a role of people."""
    for pattern in (_WITH_AN_AGE, _BEHIND_A_TITLE):
        for match in pattern.finditer(text):
            yield from _trimmed(text, *match.span("name"))
    for match in _BEHIND_A_ROLE.finditer(text):
        if _is_of_people(match["role"].split()):
            yield from _trimmed(text, *match.span("name"))
    for match in _BEFORE_A_ROLE.finditer(text):
        words = match["role"].split()
        if any(_is_of_people(words[:end]) for end in range(1, len(words) + 1)):
            yield from _trimmed(text, *match.span("name"))


def perhaps_names(text: str) -> Iterator[Span]:
    """Yield who is arrested or says something: people as a rule, but also towns and bodies."""
    for pattern in (_DONE_TO, _SPEAKS):
        for match in pattern.finditer(text):
            yield from _trimmed(text, *match.span("name"))


def with_first_names(text: str, last_names: Set[str]) -> Iterator[Span]:
    """Yield last names found elsewhere in the text together with the capitalised word in front, if that is no role."""
    for last in sorted(last_names):
        for match in re.finditer(rf"\b(?P<first>{_PART}) {re.escape(last)}\b", text):
            first = match["first"].casefold()
            if first not in _NEVER_NAMES and role_by_words([first]) is None:
                yield Span(match.start(), match.end())


def _is_of_people(words: list[str]) -> bool:
    role = role_by_words(words)
    return role is not None and not role.kind


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Drop words that open a sentence or name a day, and possessives."""
    words = [Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    while words and words[0].of(text).casefold() in _NEVER_NAMES:
        words = words[1:]
    while words and words[-1].of(text).casefold() in _NEVER_NAMES:
        words = words[:-1]
    if words:
        whole = Span(words[0].start, words[-1].end)
        yield Span(whole.start, whole.start + len(re.sub(r"[’']s?$", "", whole.of(text))))
