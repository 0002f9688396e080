"""Find the names of places in a report, and everything that each may mean: gazetteer, regions, demonyms, abbreviations.

The parser's named entities are one witness among several. The gazetteer, the words around a name and the rest of the
report are others, since a small model takes provinces for people and companies.
"""

import re
from collections.abc import Iterator

from sayso.coding.place_evidence import countries_named, evidence_of
from sayso.coding.place_lexicon import PlaceLexicon, place_lexicon
from sayso.coding.place_unknown import unknown_names
from sayso.coding.place_words import (
    DIVISIONS,
    SETTLEMENTS,
    Match,
    PlaceName,
    Words,
    name_of,
    people_of,
)
from sayso.resources.gazetteer import Candidate, Gazetteer

_LONGEST = 6
_ACCEPTED = 0.0
_SURE = 2.0
_ACRONYM = re.compile(r"[A-Z]{1,4}")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\. ?[A-Z][a-z]+\.")
_JOINING = frozenset("of the de del la el al and - 's du da do dos des es ez".split())


def find_names(words: Words, gazetteer: Gazetteer) -> list[PlaceName]:
    """Return the place names of a report in order, without overlaps."""
    lexicon = place_lexicon(gazetteer)
    matches = list(_matches(words, lexicon))
    countries = countries_named(matches)
    evidence = [evidence_of(words, match, lexicon, matches, at, countries) for at, match in enumerate(matches)]
    sure = {match.text for match, score in zip(matches, evidence, strict=True) if score >= _SURE}
    people = people_of(words)
    listed = _beside_sure_ones(words, matches, evidence)
    names: list[PlaceName] = []
    for at, (match, score) in enumerate(zip(matches, evidence, strict=True)):
        whole = _end_of_whole(words, match)
        if whole > match.end:
            names.append(
                name_of(words, Match(match.start, whole, words.between(match.start, whole), (), None, False), 2.0)
            )
            continue
        if score > -3 and (match.text in sure or at in listed):
            score += 2.0
        elif match.text in people:
            score -= 2.5
        if score > _ACCEPTED:
            names.append(name_of(words, match, score))
    return sorted([*names, *unknown_names(words, names, lexicon)], key=lambda name: name.start)


def _end_of_whole(words: Words, match: Match) -> int:
    """Return where "the village of Upper Lozivka" ends, if it goes on beyond the part that some list knows."""
    if match.demonym or words.word(match.start - 1) != "of" or words.word(match.start - 2).lower() not in SETTLEMENTS:
        return match.end
    end = match.end
    while words.word(end)[:1].isupper() and end not in words.begins and words.word(end).lower() not in DIVISIONS:
        end += 1
    return end


def _matches(words: Words, lexicon: PlaceLexicon) -> Iterator[Match]:
    """Yield the longest known name at every capitalised word."""
    i, last = 0, -9
    while i < len(words):
        match = _match_at(words, i, lexicon, after_name=i == last + 1 and words.word(last) == ",")
        if match is None:
            i += 1
            continue
        yield match
        i = match.end
        last = i if words.word(i) == "," else -9


def _match_at(words: Words, i: int, lexicon: PlaceLexicon, after_name: bool) -> Match | None:
    if not words.words[i][0].isupper():
        return None
    region_end = _end_of_region(words, i, lexicon)
    for end in _ends(words, i):
        if end <= region_end:
            break
        text = words.between(i, end)
        demonym = lexicon.demonyms.get(text)
        if demonym is not None:
            return Match(i, end, text, (), demonym, False)
        abbreviated = lexicon.abbreviations.get(text)
        if abbreviated is None and words.word(end) == ".":
            abbreviated = lexicon.abbreviations.get(f"{text}.")
        if abbreviated is not None and (after_name or _DOTTED.match(f"{text}.")):
            return Match(i, end, text, (abbreviated,), None, True)
        candidates = lexicon.candidates(text)
        if candidates and not _is_mere_acronym(text, candidates, lexicon):
            return Match(i, end, text, candidates, None, False)
    if region_end > i:
        text = words.between(i, region_end)
        region = lexicon.region_at(words.text, words.starts[i])
        return Match(i, region_end, text, lexicon.candidates(region or text), None, False)
    return None


def _end_of_region(words: Words, i: int, lexicon: PlaceLexicon) -> int:
    """Return where a region's name ends that starts at token `i`, or `i`. It may hold lower-case words and dots."""
    pattern = lexicon.region_at(words.text, words.starts[i])
    if pattern is None:
        return i
    stop = words.starts[i] + len(pattern)
    end = i + 1
    while end < len(words) and words.starts[end] < stop:
        end += 1
    return end


def _ends(words: Words, i: int) -> list[int]:
    """Return where a name that starts at `i` may end, longest first."""
    ends = [i + 1]
    for j in range(i + 1, min(i + _LONGEST, len(words))):
        word = words.words[j]
        if word[0].isupper() and j not in words.begins:
            ends.append(j + 1)
        elif word not in _JOINING and not (words.words[j - 1] in ("-", "'") and word.isalpha()):
            break
        elif words.words[j - 1] == "-" and word.isalpha():
            ends.append(j + 1)
    return ends[::-1]


def _is_mere_acronym(text: str, candidates: tuple[Candidate, ...], lexicon: PlaceLexicon) -> bool:
    """Tell whether capitals alone ("WHO", "SOS") make it look like a town; a dateline's LVIV stays a town."""
    if not _ACRONYM.fullmatch(text) or text in lexicon.regions:
        return False
    return len(text) < 4 or all(candidate.entry.population < 100_000 for candidate in candidates)


def _beside_sure_ones(words: Words, matches: list[Match], evidence: list[float]) -> set[int]:
    """Return the matches that stand in a list ("Kyiv, Kharkiv and Odesa") of which one is surely a place."""
    found: set[int] = set()
    run: list[int] = []
    for at, match in enumerate(matches):
        if run and not _continues_list(words, matches[run[-1]], match):
            run = []
        run.append(at)
        if len(run) > 1 and any(evidence[one] >= _SURE for one in run):
            found.update(run)
    return found


def _continues_list(words: Words, first: Match, second: Match) -> bool:
    between = words.words[first.end : second.start]
    return 0 < len(between) <= 2 and set(between) <= {",", "and", "or"}
