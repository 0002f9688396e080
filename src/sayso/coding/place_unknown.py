"""Find the names of places that no list knows, by the words around them and by what the parser makes of them."""

from collections.abc import Iterator

from sayso.coding.place_lexicon import Guard, PlaceLexicon
from sayso.coding.place_words import (
    DIVISIONS,
    PLACE_PREPOSITIONS,
    SETTLEMENTS,
    Match,
    PlaceName,
    Words,
    name_of,
    people_of,
)

# Things that stand somewhere: "a base at Amchidé" is at a place, "a talk at Yale" need not be.
_SITES = frozenset(
    "base bases barracks checkpoint checkpoints crossing outpost garrison camp camps market mosque church school "
    "clinic hospital depot refinery airfield mine mines roadblock bridge post posts position positions prison jail "
    "cemetery highway road ferry factory plant".split()
)
_LOCATIVES = frozenset({"in", "near", "at", "outside", "off"})
_MAYBE_PLACES = frozenset({"PERSON", "NORP", "FAC"})
_NOT_OF_PLACES = frozenset({Guard.ORGANISATION, Guard.COMMON, Guard.TITLE})
_FIGURATIVE = frozenset("interest interested faith trust belief believe believes believed confidence confident".split())
_AREAS = frozenset("area zone neighbourhood neighborhood locality".split())


def _is_introduced(words: Words, end: int) -> bool:
    """Tell whether what follows says that the name is a place: "Dosso Kura, a hamlet in"."""
    return (
        words.word(end) == ","
        and words.word(end + 1).lower() in ("a", "an", "the")
        and any(words.word(i).lower() in SETTLEMENTS for i in range(end + 2, end + 5))
    )


def unknown_names(words: Words, names: list[PlaceName], lexicon: PlaceLexicon) -> Iterator[PlaceName]:
    """Yield names that no list knows, where the words around them, or they and the parser, say that they are places."""
    taken = {i for name in names for i in range(name.start, name.end)}
    people = people_of(words)
    found: dict[str, list[tuple[int, int]]] = {}
    told: set[str] = set()
    i = 0
    while i < len(words):
        end = _end_of_run(words, i) if i not in taken else i
        if end > i and taken.isdisjoint(range(i, end)):
            text = words.between(i, end)
            if text not in lexicon.guards and not text.isupper():
                found.setdefault(text, []).append((i, end))
                if _is_called_place(words, i, end):
                    told.add(text)
                elif _is_place_by_parser(words, i) or (text not in people and _is_where(words, i, end, lexicon)):
                    yield name_of(words, Match(i, end, text, (), None, False), 1.0)
                    found[text].pop()
        i = max(end, i + 1)
    # Once the report has said that Um Dereiwa is a village, it is one in the headline too.
    for text in sorted(told):
        for start, end in found[text]:
            yield name_of(words, Match(start, end, text, (), None, False), 1.0)


def _end_of_run(words: Words, start: int) -> int:
    """Return where a run of capitalised proper nouns ends that starts at a token."""
    end = start
    settled = words.word(start - 1) == "of" and words.word(start - 2).lower() in SETTLEMENTS
    while (
        end < len(words)
        and (settled or words.proper[end])
        and words.words[end][0].isupper()
        and (end == start or end not in words.begins)
    ):
        end += 1
    while end > start + 1 and words.words[end - 1].lower() in DIVISIONS:
        end -= 1
    return end


def _is_called_place(words: Words, start: int, end: int) -> bool:
    """Tell whether the words beside a name say that it is a place: "the village of", "the Gorandap area"."""
    before, second = words.word(start - 1).lower(), words.word(start - 2).lower()
    if (before == "of" and second in SETTLEMENTS | DIVISIONS.keys()) or _is_introduced(words, end):
        return True
    return before == "the" and words.word(end).lower() in _AREAS and words.labels[start] != "DATE"


def _is_place_by_parser(words: Words, start: int) -> bool:
    return words.labels[start] in ("GPE", "LOC") and words.word(start - 1).lower() in PLACE_PREPOSITIONS


def _is_where(words: Words, start: int, end: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a name that the parser takes for somebody stands where only a place can: "a base at Amchidé"."""
    before, after = words.word(start - 1).lower(), words.word(end)
    placed = after == "in" and words.word(end + 1)[:1].isupper() and before in ("to", "into", "from", "towards")
    if (before not in _LOCATIVES and not placed) or words.word(start - 2).lower() in _FIGURATIVE:
        return False
    if after in ("'s", "-") or after.isdigit() or not words.proper[start]:
        return False
    if any(lexicon.guards.get(words.words[i]) in _NOT_OF_PLACES for i in range(start, end)):
        return False
    if words.labels[start] == "ORG":
        return words.word(start - 2).lower() in _SITES or (after == "in" and end - start == 1)
    return words.labels[start] in _MAYBE_PLACES
