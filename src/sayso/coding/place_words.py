"""Hold a report's words, and the names among them, as the search for places needs them."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.records import Span
from sayso.resources.gazetteer import Candidate, Kind, fold

# The parser leaves "Santander).-" in one piece.
_BYLINE_END = re.compile(r"(?<=\w)[)\].]*[-\u2013\u2014]+$|(?<=\w)\)\.?$")

PLACE_PREPOSITIONS = frozenset(
    "in near at from outside around across inside throughout toward towards into within via between off".split()
)
SETTLEMENTS = frozenset(
    "city town village settlement hamlet suburb municipality port capital neighbourhood neighborhood community "
    "township outskirts".split()
)
DIVISIONS = {
    **dict.fromkeys("oblast region province governorate state krai prefecture canton".split(), Kind.ADMIN1),
    **dict.fromkeys("department emirate provinces regions oblasts governorates states".split(), Kind.ADMIN1),
    **dict.fromkeys("county counties parish district raion rayon municipality".split(), Kind.ADMIN2),
}
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
class Match:
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


def is_country(match: Match) -> bool:
    return bool(match.candidates) and match.candidates[0].entry.kind is Kind.COUNTRY


def name_of(words: Words, match: Match, evidence: float) -> PlaceName:
    """Turn a match into a name, with what the words beside it say about its kind."""
    start, end = match.start, match.end
    division = None
    after, before = words.word(end).lower(), words.word(start - 2).lower()
    if not match.demonym:
        if after in DIVISIONS:
            division = DIVISIONS[after]
            if words.words[end][0].isupper():
                end += 1
        elif words.word(start - 1) == "of" and before in DIVISIONS and not is_country(match):
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


def people_of(words: Words) -> set[str]:
    """Return the last words of the report's full names of people, by which they are called later."""
    return {
        words.words[entity[1] - 1]
        for i, entity in enumerate(words.entities)
        if entity and entity[0] == i and entity[1] - i > 1 and words.labels[i] == "PERSON"
    }
