"""Weigh whether a known name is meant as a place where it stands: parser, gazetteer and the words around it testify."""

import math

from sayso.coding.place_lexicon import Guard, PlaceLexicon
from sayso.coding.place_words import DIRECTIONS, DIVISIONS, PLACE_PREPOSITIONS, SETTLEMENTS, Match, Words, is_country
from sayso.resources.gazetteer import Candidate, Kind, Naming

# What spaCy's label says for a name that is the whole entity, and for one that is part of a longer entity.
_LABEL_WHOLE = {
    "GPE": 4.0, "LOC": 3.0, "FAC": 2.0, "NORP": -0.5, "ORG": -0.6, "PERSON": -1.8, "": -1.6,
    "PRODUCT": -0.8, "LANGUAGE": -3.0, "EVENT": -2.0, "WORK_OF_ART": -2.0, "LAW": -3.0,
}  # fmt: skip
_LABEL_PART = {"GPE": 2.5, "LOC": 2.0, "FAC": 0.8, "NORP": -1.0, "ORG": -1.2, "PERSON": -4.0, "EVENT": -2.5}
_OTHER_LABEL = -5.0
_BESIDE_PLACES = frozenset({Guard.TITLE, Guard.ORGANISATION, Guard.STREET, Guard.COMMON})
_SMALL_WORDS = frozenset("in on at to from near and or but is was were are has had by with as after before".split())
_WATERSIDE = frozenset("bank banks side shore shores across along over down up crossed crossing river".split())
_TARGETING = frozenset(
    "shelled bombed bombarded struck hit attacked captured seized stormed liberated occupied retook entered reached "
    "left fled besieged raided visited shelling bombing bombarding striking hitting attacking capturing seizing "
    "storming targeting targeted controls control".split()
)
_IN_NAMED_COUNTRY = 1.5
_REGION_AT_LEAST = -1.0
# Where towns and families share their names in English text.
_SURNAME_COUNTRIES = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "JAM"})
_BETWEEN_NESTED = frozenset(
    {",", "in", ", in", "in the", ", in the", "in eastern", "in western", "in northern", "in southern"}
)

_POSSESSIVE = frozenset({"'s", "state 's", "province 's", "region 's", "oblast 's"})


def countries_named(matches: list[Match]) -> set[str]:
    """Return the countries that the report names, by name or by people."""
    named = {match.demonym for match in matches if match.demonym}
    return named | {match.candidates[0].entry.country for match in matches if is_country(match)}


def evidence_of(
    words: Words, match: Match, lexicon: PlaceLexicon, matches: list[Match], at: int, countries: set[str]
) -> float:
    """Weigh whether a match names a place here; above zero it does.

    Weights were set by hand and checked on public corpora of toponyms; none was fitted.
    """
    if match.demonym is not None:
        return 1.0 if words.word(match.end) not in ("English",) else -1.0
    start, end = match.start, match.end
    score = _label_evidence(words, start, end)
    if match.abbreviation:
        return max(score, 0.0) + 2.0
    before, after = words.word(start - 1), words.word(end)
    guard = lexicon.guards
    score += _name_evidence(match.candidates, countries)
    if match.candidates[0].entry.row < 0:
        score = max(score, _REGION_AT_LEAST) if end - start > 1 else score
        score += 2.5
    if before.lower() in _TARGETING:
        score += 1.5
    if end - start > 1:
        score += 1.5
    elif not words.proper[start] and after.lower() not in DIVISIONS:
        score -= 2.0
    if guard.get(match.text) is Guard.COMMON:
        score -= 4.5
    elif guard.get(match.text) is Guard.FIRST_NAME and after[:1].isupper():
        score -= 3.0
    if match.text.lower() in DIRECTIONS and after.lower() not in DIVISIONS:
        score -= 6.0
    if before.lower() in PLACE_PREPOSITIONS or (before.lower() in DIRECTIONS and before != "West"):
        score += 2.0
    if before == "of" and words.word(start - 2).lower() in (SETTLEMENTS | DIVISIONS.keys() | DIRECTIONS):
        score += 2.5
    if guard.get(before) in (Guard.TITLE, Guard.FIRST_NAME) and before not in lexicon.regions:
        score -= 3.5
    if before == "-" or (after == "-" and words.word(end + 1) not in ("based", "area", "born", "controlled", "held")):
        score -= 1.0
    if after.lower() in DIVISIONS:
        score += 2.0
    if guard.get(after) is Guard.STREET:
        score -= 3.5
    elif guard.get(after) is Guard.ORGANISATION:
        score -= 2.5
    if _with_container(matches, at, words) or _is_holders(matches, at, words):
        score += 3.0
    if before == "of" and guard.get(words.word(start - 2)) in (Guard.COMMON, Guard.ORGANISATION):
        score -= 2.5
    if _is_dateline(words, start, end):
        score += 3.5
    if match.candidates[0].entry.kind in (Kind.TOWN, Kind.ADMIN2) and after.lower() not in DIVISIONS:
        score -= 3.0 * _has_fellow_name(words, start, end, lexicon) + _river_evidence(words, start, end)
    return score


def _has_fellow_name(words: Words, start: int, end: int, lexicon: PlaceLexicon) -> bool:
    """Tell "Taras Holub" and "Zahir Murad" from "Kyiv": a part of a name that no list knows as a whole."""
    return any(
        words.word(i)[:1].isupper()
        and 0 <= i < len(words)
        and words.proper[i]
        and i not in words.begins
        and words.labels[i] not in ("DATE", "TIME")
        and words.word(i).lower() not in DIVISIONS.keys() | DIRECTIONS
        and lexicon.guards.get(words.word(i)) not in _BESIDE_PLACES
        for i in ((end,) if start in words.begins else (start - 1, end))
        if end not in words.begins or i != end
    )


def _river_evidence(words: Words, start: int, end: int) -> float:
    """Tell "the north bank of the Dnipro" from "the Dnipro council": towns have no article."""
    if words.word(start - 1) != "the" or (words.word(end).isalpha() and words.word(end) not in _SMALL_WORDS):
        return 0.0
    return 9.0 if _WATERSIDE & {word.lower() for word in words.words[max(0, start - 3) : start - 1]} else 3.0


def _is_dateline(words: Words, start: int, end: int) -> bool:
    """Tell whether capitals open a report: "LVIV, Ukraine (Agency) -"."""
    return (
        start in words.begins
        and words.words[start].isupper()
        and len(words.words[start]) > 3
        and words.word(end) in ("(", "-", "--", "\u2013", "\u2014", ":", ",", "\x97")
    )


def _label_evidence(words: Words, start: int, end: int) -> float:
    label, entity = words.labels[start], words.entities[start]
    if entity is None or (entity[0] >= start and entity[1] <= end):
        return _LABEL_WHOLE.get(label, _OTHER_LABEL)
    if label == "ORG" and entity[0] == start:
        return -0.4  # "Gainesville Police Department" still says Gainesville
    return _LABEL_PART.get(label, _OTHER_LABEL)


def _name_evidence(candidates: tuple[Candidate, ...], countries: set[str]) -> float:
    """Weigh the name itself: countries, provinces and big cities are seldom anything else."""
    best = -1.0
    for candidate in candidates[:3]:
        entry = candidate.entry
        if candidate.naming is Naming.SHORTENED and entry.kind is Kind.ADMIN2:
            continue
        weight = min(max(math.log10(entry.population + 1) - 4.5, -1.0), 1.5)
        if candidate.naming is not Naming.MAIN:
            weight -= 0.5
        elif entry.kind in (Kind.COUNTRY, Kind.ADMIN1):
            weight += 2.0
        elif entry.country in countries and entry.country not in _SURNAME_COUNTRIES:
            weight += _IN_NAMED_COUNTRY
        best = max(best, weight)
    return best


def _with_container(matches: list[Match], at: int, words: Words) -> bool:
    """Tell whether the name stands in "X, Y" or "X in Y" where one of the two lies in the other."""
    return any(
        0 <= first < len(matches) - 1
        and " ".join(words.words[matches[first].end : matches[first + 1].start]).lower() in _BETWEEN_NESTED
        and _one_holds_other(matches[first], matches[first + 1])
        for first in (at - 1, at)
    )


def _is_holders(matches: list[Match], at: int, words: Words) -> bool:
    """Tell whether the name is "Zaria" in "Kaduna state's Zaria"."""
    if at == 0:
        return False
    between = " ".join(words.words[matches[at - 1].end : matches[at].start]).lower()
    return between in _POSSESSIVE and _one_holds_other(matches[at], matches[at - 1])


def _one_holds_other(inner: Match, outer: Match) -> bool:
    rows: set[int] = set()
    for candidate in outer.candidates:
        if candidate.entry.kind is not Kind.TOWN:
            rows.add(candidate.entry.row)
            rows.update(candidate.entry.within if candidate.entry.row < 0 else ())
    return bool(rows) and any(not rows.isdisjoint(candidate.entry.within) for candidate in inner.candidates)
