"""Score places on our own cases: what each name must lie in, and where each happening was.

A case of containment.csv is right if no namesake outside the container is chosen, and honest if the place is also as
fine as gazetteer and report allow: the town where the gazetteer has it there, else the container. The place of a
happening of event_places.toml is right if it bears one of the right names, or is none where the report does not say,
and is neither finer nor wider than it should be.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from sayso.coding.places import PlaceMention, find_places, place_of_event
from sayso.coding.sentences import language
from sayso.resources.gazetteer import Gazetteer, fold

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Case:
    """A name and its container; `admin1` is a part of the province's name, or several parted by slashes."""

    text: str
    name: str
    country: str
    admin1: str
    precision: str

    @property
    def mention(self) -> PlaceMention | None:
        found = _read(self.text)[1]
        return next((one for one in found if one.span.of(self.text).startswith(self.name)), None)

    @property
    def is_inside(self) -> bool:
        """Tell whether the reading, if any, lies in the container."""
        place = self.mention.place if self.mention else None
        return place is None or (
            place.country == self.country
            and any(fold(one) in fold(place.admin1 or "") for one in self.admin1.split("/"))
        )

    @property
    def is_honest(self) -> bool:
        if self.mention is None or not self.is_inside:
            return False
        return not self.precision or self.mention.place.precision == self.precision


def evaluate() -> dict[str, float]:
    """Return the share of cases right, and how many there are."""
    cases, claims = containment_cases(), list(_claims())
    return {
        "containment: cases": len(cases),
        "containment: no namesake outside": sum(case.is_inside for case in cases) / len(cases),
        "containment: found, inside, at an honest precision": sum(case.is_honest for case in cases) / len(cases),
        "event places: claims": len(claims),
        "event places: right, at an honest precision": sum(_is_right(*claim) for claim in claims) / len(claims),
    }


@cache
def containment_cases() -> tuple[_Case, ...]:
    """Read containment.csv."""
    with (FOLDER / "containment.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_Case(**row) for row in csv.DictReader(lines))


def containment_errors() -> Iterator[str]:
    """Yield the containment cases that are not read as they should be."""
    for case in containment_cases():
        if not case.is_honest:
            place = case.mention.place if case.mention else None
            got = f"{place.country} {place.admin1} {place.precision}" if place else "nothing"
            yield f"{case.text} {case.name}: {case.country} {case.admin1} {case.precision}, not {got}"


def event_place_errors() -> Iterator[str]:
    """Yield the claims whose place is not as it should be."""
    for text, claim in _claims():
        if not _is_right(text, claim):
            found = _place_of(text, claim)
            got = f"{found[0].name} ({found[0].precision}, {found[1]})" if found else "nothing"
            yield f"{text} {claim['trigger']}: {claim['places']} {claim.get('precision', '')}, not {got}"


def _claims() -> Iterator[tuple[str, dict[str, Any]]]:
    gold = tomllib.loads((FOLDER / "event_places.toml").read_text(encoding="utf-8"))
    return ((report["text"], claim) for report in gold["report"] for claim in report["claims"])


def _is_right(text: str, claim: dict[str, Any]) -> bool:
    found = _place_of(text, claim)
    if found is None or not claim["places"]:
        return found is None and not claim["places"]
    return found[0].name in claim["places"] and claim.get("precision") in (None, found[0].precision)


def _place_of(text: str, claim: dict[str, Any]) -> Any:
    doc, mentions = _read(text)
    start = text.index(claim["trigger"])
    return place_of_event(next(token for token in doc if token.idx >= start), mentions, doc)


@cache
def _read(text: str) -> tuple[Doc, list[PlaceMention]]:
    doc = language()(text)
    return doc, find_places(doc, Gazetteer.open())
