"""Find which place the text says another lies in: "X, Y", "X in Y", "X and Z, both in Y", "Y's town of X"."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.place_words import DIRECTIONS, DIVISIONS, SETTLEMENTS, PlaceName, Words
from sayso.resources.gazetteer import Kind, Naming

_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_AREA_WORDS = (
    SETTLEMENTS | DIVISIONS.keys() | {"area", "zone", "part", "parts", "slum", "slums", "suburbs", "camp", "quarter"}
)
_FILLERS = _ARTICLES | DIRECTIONS | _AREA_WORDS | {"of", "neighbouring", "neighboring", "nearby", "'s"}
_PLACED = frozenset({"located", "situated", "based", "lying"})
_BOTH = frozenset({"both", "all"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LONGEST_APPOSITION = 10
_CITY = 200_000


@dataclass(frozen=True, slots=True)
class Link:
    """One name's container: its position among the names, and the words that say so.

    A binding link holds even if the gazetteer knows no such place there; a loose one only chooses among known places.
    """

    container: int
    rule: str
    binding: bool


def find_links(doc: Doc, words: Words, names: Sequence[PlaceName]) -> dict[int, Link]:
    """Return each name's container, as the syntax of the report gives it."""
    links: dict[int, Link] = {}
    for at in range(len(names) - 1):
        inner, outer = names[at], names[at + 1]
        if outer.start >= inner.end and not _crosses_sentence(words, inner, outer):
            _link_neighbours(doc, words, names, at, links)
    for at, name in enumerate(names):
        _link_all_before(words, names, at, name, links)
    for at in range(len(names) - 2):
        _link_past_demonym(words, names, at, links)
    for at in links:
        links[at] = _at_the_finer(words, names, at, links)
    for at in range(len(names) - 2, -1, -1):
        _share_with_list(words, names, at, links)
    return links


def _link_neighbours(doc: Doc, words: Words, names: Sequence[PlaceName], at: int, links: dict[int, Link]) -> None:
    first, second = names[at], names[at + 1]
    gap = [word.lower() for word in words.words[first.end : second.start]]
    if second.demonym is None and first.demonym is None:
        rule = _rule(gap)
        if rule is not None and _may_contain(second):
            links[at] = Link(at + 1, rule, True)
            return
        if gap == ["("] and words.word(second.end) == ")" and _is_wide(second):
            links[at] = Link(at + 1, f"“{first.text} ({second.text})”", True)
            return
        if gap[:1] == [","] and set(gap[1:]) <= DIRECTIONS | {"the"} and _is_wide(second):
            known = _lies_in(first, second) and not _are_listed(words, names, at)
            if known or _is_apposed(doc, words, names, at):
                links[at] = Link(at + 1, f"“{first.text}, {second.text}”", True)
            return
    if second.demonym is None and (first.demonym is not None or _is_wide(first)) and _leads_to(gap, first):
        links[at + 1] = Link(at, f"“{words.between(first.start, second.end)}”", True)


def _link_past_demonym(words: Words, names: Sequence[PlaceName], at: int, links: dict[int, Link]) -> None:
    """Read "X in the Afghan province of Y"."""
    inner, people, outer = names[at], names[at + 1], names[at + 2]
    if at in links or people.demonym is None or inner.demonym is not None or _crosses_sentence(words, inner, outer):
        return
    gap = words.words[inner.end : people.start] + words.words[people.end : outer.start]
    rule = _rule([word.lower() for word in gap])
    if rule is not None and _may_contain(outer):
        links[at] = Link(at + 2, rule, True)


def _at_the_finer(words: Words, names: Sequence[PlaceName], at: int, links: dict[int, Link]) -> Link:
    """Read "X in Y's Z" as X in Z."""
    link = links[at]
    finer = links.get(link.container + 1)
    possessive = words.word(names[link.container].end) == "'s"
    if possessive and finer is not None and finer.container == link.container and at != link.container + 1:
        return Link(link.container + 1, link.rule, link.binding)
    return link


def _rule(gap: list[str]) -> str | None:
    """Name the rule by which the words between two names put the first inside the second."""
    if not gap or len(gap) > _LONGEST_APPOSITION:
        return None
    apposed = gap[0] == ","
    body = gap[1:] if apposed else gap
    at = next((i for i in range(len(body) - 1, -1, -1) if body[i] == "in"), None)
    if at is None:
        at = next((i for i in range(len(body) - 1, -1, -1) if body[i] == "of"), None)
    if at is None or not all(word in _FILLERS for word in body[at + 1 :]):
        return None
    before = body[:at]
    if body[at] == "in" and (not before or (before[-1] in _PLACED and len(before) == 1)):
        return "in"
    if not apposed:
        return "part of" if before and all(word in _AREA_WORDS for word in before) else None
    if before and before[0] in _ARTICLES and any(word in _AREA_WORDS for word in before):
        return None if {",", ";", "and"} & set(before) else "apposition"
    return None


def _leads_to(gap: list[str], first: PlaceName) -> bool:
    """Tell whether "Y's eastern town of X" or "the Y village of X" puts the second name inside the first."""
    if not gap:
        return False
    if gap[0] == "'s":
        return all(word in _FILLERS for word in gap) and (gap[-1] == "of" or first.demonym is None)
    return gap[-1] == "of" and any(word in _AREA_WORDS for word in gap) and all(word in _FILLERS for word in gap)


def _is_apposed(doc: Doc, words: Words, names: Sequence[PlaceName], at: int) -> bool:
    """Tell "Mankivka, Luhansk Oblast" from a list, and from "In Geneva, Russia said"."""
    outer = names[at + 1]
    if outer.abbreviation:
        return True
    if outer.division is None and not any(
        one.entry.kind in (Kind.COUNTRY, Kind.ADMIN1) for one in outer.candidates[:4]
    ):
        return False
    if _are_towns(names[at], outer):
        return False
    head = doc[outer.end - 1] if outer.end - outer.start == 1 else doc[outer.start : outer.end].root
    if head.dep_ in _SUBJECTS or (outer.end < len(doc) and doc[outer.end].pos_ in ("VERB", "AUX")):
        return False
    if _joined(words, names, at - 1, {","}) and not _is_wide(names[at - 1]):
        return False
    listed = _joined(words, names, at + 1, {",", "and", "or", "&"})
    return not listed or _lies_in(outer, names[at + 2])


def _are_towns(first: PlaceName, second: PlaceName) -> bool:
    """Tell "Kyiv, Kharkiv", two cities, from "Mankivka, Luhansk": a city of this size is not in need of a province."""
    if second.division is not None or not first.candidates:
        return False
    size = max((one.entry.population for one in first.candidates if one.entry.kind is Kind.TOWN), default=0)
    return size >= _CITY and any(
        one.entry.kind is Kind.TOWN and one.naming is Naming.MAIN and one.entry.population >= _CITY
        for one in second.candidates[:4]
    )


def _are_listed(words: Words, names: Sequence[PlaceName], at: int) -> bool:
    """Tell "Washington, Pennsylvania and California" from "Washington, Pennsylvania"."""
    inner, outer = names[at], names[at + 1]
    if outer.abbreviation or not any(one.entry.kind in (Kind.COUNTRY, Kind.ADMIN1) for one in inner.candidates[:3]):
        return False
    if any(one.entry.kind is Kind.COUNTRY for one in outer.candidates[:1]):
        return False
    return _joined(words, names, at + 1, {",", "and", "or"}) or _joined(words, names, at - 1, {",", "and", "or"})


def _joined(words: Words, names: Sequence[PlaceName], at: int, joints: set[str]) -> bool:
    """Tell whether only joints stand between the name at `at` and the one after it."""
    if not 0 <= at < len(names) - 1:
        return False
    gap = {word.lower() for word in words.words[names[at].end : names[at + 1].start]}
    return bool(gap) and gap <= joints and names[at + 1].demonym is None


def _link_all_before(
    words: Words, names: Sequence[PlaceName], at: int, name: PlaceName, links: dict[int, Link]
) -> None:
    """Read "X and Z, both in Y"."""
    before = [word.lower() for word in words.words[max(0, name.start - 5) : name.start]]
    while before and before[-1] in _FILLERS:
        before.pop()
    if before[-1:] != ["in"] or len(before) < 2 or before[-2] not in _BOTH or not _may_contain(name):
        return
    both = before[-2]
    wanted = 2 if both == "both" else at
    for other in range(at - 1, -1, -1):
        if wanted == 0 or _crosses_sentence(words, names[other], name):
            break
        if names[other].demonym is None and not _lies_in(name, names[other]):
            links[other] = Link(at, f"“{both} in {name.text}”", True)
            wanted -= 1


def _share_with_list(words: Words, names: Sequence[PlaceName], at: int, links: dict[int, Link]) -> None:
    """Let "X and Z in Y" choose an X in Y where one is known."""
    after = links.get(at + 1)
    if (
        at not in links
        and after is not None
        and after.container != at
        and _joined(words, names, at, {",", "and", "or"})
    ):
        links[at] = Link(after.container, after.rule, False)


def _crosses_sentence(words: Words, first: PlaceName, second: PlaceName) -> bool:
    return any(i in words.begins for i in range(first.end, second.start + 1))


def _may_contain(name: PlaceName) -> bool:
    return name.demonym is None and bool(name.candidates)


def _is_wide(name: PlaceName) -> bool:
    """Tell whether a name can be a country, province or district."""
    return name.abbreviation or any(candidate.entry.kind is not Kind.TOWN for candidate in name.candidates)


def _lies_in(inner: PlaceName, outer: PlaceName) -> bool:
    rows = {candidate.entry.row for candidate in outer.candidates if candidate.entry.kind is not Kind.TOWN}
    return any(not rows.isdisjoint(candidate.entry.within) for candidate in inner.candidates)
