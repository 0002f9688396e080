"""Find the names of places in a report, and everything that each may mean: gazetteer, regions, demonyms, abbreviations.

The parser's named entities are one witness among several. The gazetteer, the words around a name and the rest of the
report are others, since a small model takes provinces for people and companies.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.place_lexicon import Guard, PlaceLexicon, place_lexicon
from sayso.records import Span
from sayso.resources.gazetteer import Candidate, Gazetteer, Kind, Naming, fold

_LONGEST = 6
_ACCEPTED = 0.0
_SURE = 2.0
_ACRONYM = re.compile(r"[A-Z]{1,4}")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\. ?[A-Z][a-z]+\.")
# The parser leaves "Santander).-" in one piece.
_BYLINE_END = re.compile(r"(?<=\w)[)\].]*[-\u2013\u2014]+$|(?<=\w)\)\.?$")
_JOINING = frozenset("of the de del la el al and - 's du da do dos des es ez".split())

# What spaCy's label says for a name that is the whole entity, and for one that is part of a longer entity.
_LABEL_WHOLE = {
    "GPE": 4.0, "LOC": 3.0, "FAC": 2.0, "NORP": -0.5, "ORG": -0.6, "PERSON": -1.8, "": -1.6,
    "PRODUCT": -0.8, "LANGUAGE": -3.0, "EVENT": -2.0, "WORK_OF_ART": -2.0, "LAW": -3.0,
}  # fmt: skip
_LABEL_PART = {"GPE": 2.5, "LOC": 2.0, "FAC": 0.8, "NORP": -1.0, "ORG": -1.2, "PERSON": -4.0, "EVENT": -2.5}
_OTHER_LABEL = -5.0

_PLACE_PREPOSITIONS = frozenset(
    "in near at from outside around across inside throughout toward towards into within via between".split()
)
_BESIDE_PLACES = frozenset({Guard.TITLE, Guard.ORGANISATION, Guard.STREET, Guard.COMMON})
_SMALL_WORDS = frozenset("in on at to from near and or but is was were are has had by with as after before".split())
_WATERSIDE = frozenset("bank banks side shore shores across along over down up crossed crossing river".split())
_AREAS = frozenset("area zone neighbourhood neighborhood locality".split())
SETTLEMENTS = frozenset(
    "city town village settlement hamlet suburb municipality port capital neighbourhood neighborhood community "
    "township outskirts".split()
)
DIVISIONS = {
    **dict.fromkeys("oblast region province governorate state krai prefecture canton".split(), Kind.ADMIN1),
    **dict.fromkeys("department emirate provinces regions oblasts governorates states".split(), Kind.ADMIN1),
    **dict.fromkeys("county counties parish district raion rayon municipality".split(), Kind.ADMIN2),
}
_TARGETING = frozenset(
    "shelled bombed bombarded struck hit attacked captured seized stormed liberated occupied retook entered reached "
    "left fled besieged raided visited shelling bombing bombarding striking hitting attacking capturing seizing "
    "storming targeting targeted controls control".split()
)
_IN_NAMED_COUNTRY = 1.5
# Where towns and families share their names in English text.
_SURNAME_COUNTRIES = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "JAM"})
_BETWEEN_NESTED = frozenset(
    {",", "in", ", in", "in the", ", in the", "in eastern", "in western", "in northern", "in southern"}
)
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeastern northwestern southeastern "
    "southwestern downtown rural coastal upstate occupied".split()
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name in the text: tokens `start` to `end`, and what it may mean.

    `division` is the kind that a word beside the name asks for ("Kherson region"); `demonym` the country of an
    adjective or people; `settlement` says that the text calls it a town or the like.
    """

    start: int
    end: int
    span: Span
    text: str
    candidates: tuple[Candidate, ...]
    division: Kind | None = None
    demonym: str | None = None
    settlement: bool = False
    abbreviation: bool = False
    evidence: float = 0.0

    @property
    def folded(self) -> str:
        """The name as the gazetteer keys it, by which mentions of one place are grouped."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    demonym: str | None
    abbreviation: bool


class Words:
    """A Doc's tokens as plain lists, so that rules don't ask spaCy for each one."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.words = [_BYLINE_END.sub("", token.text) or token.text for token in doc]
        self.starts = [token.idx for token in doc]
        proper = doc.vocab.strings["PROPN"]
        self.proper = [tag == proper for tag in doc.to_array("POS").tolist()]
        self.labels = [""] * len(doc)
        self.entities: list[tuple[int, int] | None] = [None] * len(doc)
        for entity in doc.ents:
            for i in range(entity.start, entity.end):
                self.labels[i] = entity.label_
                self.entities[i] = (entity.start, entity.end)
        self.begins = {sentence.start for sentence in doc.sents}

    def __len__(self) -> int:
        return len(self.words)

    def between(self, start: int, end: int) -> str:
        """Return the text of tokens `start` to `end`."""
        return self.text[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])]

    def span(self, start: int, end: int) -> Span:
        """Return the characters of tokens `start` to `end`."""
        return Span(self.starts[start], self.starts[end - 1] + len(self.words[end - 1]))

    def word(self, i: int) -> str:
        """Return token `i`, or nothing outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""


def find_names(words: Words, gazetteer: Gazetteer) -> list[PlaceName]:
    """Return the place names of a report in order, without overlaps."""
    lexicon = place_lexicon(gazetteer)
    matches = list(_matches(words, lexicon))
    countries = _countries(matches)
    evidence = [_evidence(words, match, lexicon, matches, at, countries) for at, match in enumerate(matches)]
    sure = {match.text for match, score in zip(matches, evidence, strict=True) if score >= _SURE}
    people = _people(words)
    listed = _beside_sure_ones(words, matches, evidence)
    names: list[PlaceName] = []
    for at, (match, score) in enumerate(zip(matches, evidence, strict=True)):
        whole = _end_of_whole(words, match)
        if whole > match.end:
            names.append(
                _name(words, _Match(match.start, whole, words.between(match.start, whole), (), None, False), 2.0)
            )
            continue
        if score > -3 and (match.text in sure or at in listed):
            score += 2.0
        elif match.text in people:
            score -= 2.5
        if score > _ACCEPTED:
            names.append(_name(words, match, score))
    return sorted([*names, *_unknown_names(words, names, lexicon)], key=lambda name: name.start)


def _end_of_whole(words: Words, match: _Match) -> int:
    """Return where "the village of Upper Lozivka" ends, if it goes on beyond the part that some list knows."""
    if match.demonym or words.word(match.start - 1) != "of" or words.word(match.start - 2).lower() not in SETTLEMENTS:
        return match.end
    end = match.end
    while words.word(end)[:1].isupper() and end not in words.begins and words.word(end).lower() not in DIVISIONS:
        end += 1
    return end


def _is_introduced(words: Words, end: int) -> bool:
    """Tell whether what follows says that the name is a place: "Dosso Kura, a hamlet in"."""
    return (
        words.word(end) == ","
        and words.word(end + 1).lower() in ("a", "an", "the")
        and any(words.word(i).lower() in SETTLEMENTS for i in range(end + 2, end + 5))
    )


def _unknown_names(words: Words, names: list[PlaceName], lexicon: PlaceLexicon) -> Iterator[PlaceName]:
    """Yield names that no list knows, where the words around them, or they and the parser, say that they are places."""
    taken = {i for name in names for i in range(name.start, name.end)}
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
                elif _is_place_by_parser(words, i):
                    yield _name(words, _Match(i, end, text, (), None, False), 1.0)
                    found[text].pop()
        i = max(end, i + 1)
    # Once the report has said that Um Dereiwa is a village, it is one in the headline too.
    for text in sorted(told):
        for start, end in found[text]:
            yield _name(words, _Match(start, end, text, (), None, False), 1.0)


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
    return words.labels[start] in ("GPE", "LOC") and words.word(start - 1).lower() in _PLACE_PREPOSITIONS


def _matches(words: Words, lexicon: PlaceLexicon) -> Iterator[_Match]:
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


def _match_at(words: Words, i: int, lexicon: PlaceLexicon, after_name: bool) -> _Match | None:
    if not words.words[i][0].isupper():
        return None
    region_end = _end_of_region(words, i, lexicon)
    for end in _ends(words, i):
        if end <= region_end:
            break
        text = words.between(i, end)
        demonym = lexicon.demonyms.get(text)
        if demonym is not None:
            return _Match(i, end, text, (), demonym, False)
        abbreviated = lexicon.abbreviations.get(text)
        if abbreviated is None and words.word(end) == ".":
            abbreviated = lexicon.abbreviations.get(f"{text}.")
        if abbreviated is not None and (after_name or _DOTTED.match(f"{text}.")):
            return _Match(i, end, text, (abbreviated,), None, True)
        candidates = lexicon.candidates(text)
        if candidates and not _is_mere_acronym(text, candidates, lexicon):
            return _Match(i, end, text, candidates, None, False)
    if region_end > i:
        text = words.between(i, region_end)
        region = lexicon.region_at(words.text, words.starts[i])
        return _Match(i, region_end, text, lexicon.candidates(region or text), None, False)
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


def _beside_sure_ones(words: Words, matches: list[_Match], evidence: list[float]) -> set[int]:
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


def _continues_list(words: Words, first: _Match, second: _Match) -> bool:
    between = words.words[first.end : second.start]
    return 0 < len(between) <= 2 and set(between) <= {",", "and", "or"}


def _countries(matches: list[_Match]) -> set[str]:
    """Return the countries that the report names, by name or by people."""
    named = {match.demonym for match in matches if match.demonym}
    return named | {match.candidates[0].entry.country for match in matches if _is_country(match)}


def _people(words: Words) -> set[str]:
    """Return the last words of the report's full names of people, by which they are called later."""
    return {
        words.words[entity[1] - 1]
        for i, entity in enumerate(words.entities)
        if entity and entity[0] == i and entity[1] - i > 1 and words.labels[i] == "PERSON"
    }


def _evidence(
    words: Words, match: _Match, lexicon: PlaceLexicon, matches: list[_Match], at: int, countries: set[str]
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
    if before.lower() in _PLACE_PREPOSITIONS or (before.lower() in DIRECTIONS and before != "West"):
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
    if _with_container(matches, at, words):
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
    return 6.0 if _WATERSIDE & {word.lower() for word in words.words[max(0, start - 3) : start - 1]} else 3.0


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


def _with_container(matches: list[_Match], at: int, words: Words) -> bool:
    """Tell whether the name stands in "X, Y" or "X in Y" where one of the two lies in the other."""
    return any(
        0 <= first < len(matches) - 1
        and " ".join(words.words[matches[first].end : matches[first + 1].start]).lower() in _BETWEEN_NESTED
        and _one_holds_other(matches[first], matches[first + 1])
        for first in (at - 1, at)
    )


def _one_holds_other(inner: _Match, outer: _Match) -> bool:
    rows: set[int] = set()
    for candidate in outer.candidates:
        if candidate.entry.kind is not Kind.TOWN:
            rows.add(candidate.entry.row)
            rows.update(candidate.entry.within if candidate.entry.row < 0 else ())
    return bool(rows) and any(not rows.isdisjoint(candidate.entry.within) for candidate in inner.candidates)


def _is_country(match: _Match) -> bool:
    return bool(match.candidates) and match.candidates[0].entry.kind is Kind.COUNTRY


def _name(words: Words, match: _Match, evidence: float) -> PlaceName:
    start, end = match.start, match.end
    division = None
    after, before = words.word(end).lower(), words.word(start - 2).lower()
    if not match.demonym:
        if after in DIVISIONS:
            division = DIVISIONS[after]
            if words.words[end][0].isupper():
                end += 1
        elif words.word(start - 1) == "of" and before in DIVISIONS and not _is_country(match):
            division = DIVISIONS[before]
    return PlaceName(
        start=start,
        end=end,
        span=words.span(start, end),
        text=match.text,
        candidates=match.candidates,
        division=division,
        demonym=match.demonym,
        settlement=words.word(start - 1) == "of" and before in SETTLEMENTS,
        abbreviation=match.abbreviation,
        evidence=evidence,
    )
