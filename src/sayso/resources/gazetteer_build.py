"""Turn the raw places of the packages into the gazetteer's one file, the same bytes for the same package versions."""

import json
import math
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from pathlib import Path
from typing import TypeAlias

from sayso.errors import ResourceError
from sayso.records import digest
from sayso.resources import gazetteer_sources as from_packages
from sayso.resources.gazetteer import FORMAT, HEADER, MAGIC, NOWHERE, Kind, Naming, fold, key_of
from sayso.resources.gazetteer_sources import Point, RawPlace

_Section: TypeAlias = "array[int] | array[float]"
_Table = dict[str, tuple[str, int, int]]

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of the whole that is done, 0 to 1."""

_LONGEST_NAME = 60
_SECTION_ALIGNMENT = 64

# A package's point for a province this far outside its towns belongs to another place.
_DEGREES_OUTSIDE = 1.5

_KIND_WORDS = (
    "autonomous oblast|oblast'?|autonomous region|region|autonomous province|province|governorate|state|county|parish|"
    "district|department|raion|rayon|prefecture|kra[iy]|autonomous republic|republic|municipality|voivodeship|canton|"
    "borough|division|territory|emirate|city|shi|sheng|ken|vilayet|wilayat|viloyati"
)
_KIND_AFTER = re.compile(rf" (?:{_KIND_WORDS})$", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    r"^(?:(?:the )?(?:autonomous )?"
    r"(?:state|province|region|republic|district|county|department|governorate|territory|city) of(?: the)?"
    r"|d[ée]partement (?:de la|de|du|des)|prov[íi]ncia de|provincia (?:de|di)|wilaya de) ",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Spread:
    """Where the towns of a province lie: sums for their mean, weighted by people, and their bounds."""

    weight: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    south: float = 90.0
    north: float = -90.0
    west: float = 180.0
    east: float = -180.0
    largest: int = -1
    seat: Point | None = None

    def add(self, point: Point, population: int) -> None:
        weight = math.sqrt(population + 100)
        self.weight += weight
        self.latitude += weight * point[0]
        self.longitude += weight * point[1]
        self.population += population
        self.south, self.north = min(self.south, point[0]), max(self.north, point[0])
        self.west, self.east = min(self.west, point[1]), max(self.east, point[1])
        if population > self.largest:
            self.largest, self.seat = population, point

    def holds(self, point: Point) -> bool:
        return (
            self.south - _DEGREES_OUTSIDE <= point[0] <= self.north + _DEGREES_OUTSIDE
            and self.west - _DEGREES_OUTSIDE <= point[1] <= self.east + _DEGREES_OUTSIDE
        )

    def middle(self) -> Point | None:
        """Return the mean of the towns, or the largest of them where the province crosses the date line."""
        if not self.weight:
            return None
        if self.east - self.west > 180:
            return self.seat
        return self.latitude / self.weight, self.longitude / self.weight


@dataclass(slots=True)
class _Names:
    """Which rows a folded name may mean, with the best way in which it is theirs."""

    rows: dict[str, dict[int, Naming]] = field(default_factory=dict)

    def add(self, name: str, row: int, naming: Naming) -> None:
        folded = fold(name)
        if len(folded) < 2 or len(folded) > _LONGEST_NAME or not folded.isascii() or folded.isdigit():
            return
        known = self.rows.setdefault(folded, {})
        known[row] = min(naming, known.get(row, naming))


def _in_silence(_step: str, _share: float) -> None:
    """Report no progress."""


def build(out: Path, progress: Progress = _in_silence) -> None:
    """Build the gazetteer from the installed packages and write it to `out`, whole or not at all.

    Raises:
        ResourceError: a package lacks the data it should ship, or `out` can't be written.
    """
    try:
        progress("Reading countries and provinces", 0.0)
        places = [*from_packages.countries(), *from_packages.subdivisions()]
        progress("Reading towns", 0.1)
        places += from_packages.towns()
    except (OSError, ImportError, KeyError, ValueError) as problem:
        raise ResourceError(
            f"The packages {', '.join(from_packages.PACKAGES)} don't hold the places they should ({problem!r}). "
            "Install them again."
        ) from problem
    progress("Placing provinces", 0.4)
    _place_containers(places)
    progress("Indexing names", 0.5)
    names = _index_names(places)
    progress("Writing", 0.9)
    _write(out, _contents(places, names, from_packages.sources()))
    progress("Done", 1.0)


def _place_containers(places: list[RawPlace]) -> None:
    """Give every country, province and district a point and the population of its towns."""
    by_key = {place.key: place for place in places}
    spreads: dict[str, _Spread] = {}
    for place in places:
        if place.kind is Kind.TOWN and place.point is not None:
            parent = place.parent
            while parent is not None:
                spreads.setdefault(parent, _Spread()).add(place.point, place.population)
                parent = by_key[parent].parent
    for place in places:
        spread = spreads.get(place.key)
        if place.kind is Kind.TOWN or spread is None:
            continue
        if place.point is None or (place.kind is not Kind.COUNTRY and not spread.holds(place.point)):
            place.point = spread.middle()
        if place.kind is not Kind.COUNTRY:
            place.population = spread.population


def _index_names(places: list[RawPlace]) -> dict[str, dict[int, Naming]]:
    names = _Names()
    for row, place in enumerate(places):
        names.add(place.name, row, Naming.MAIN)
        for other in place.others:
            names.add(other, row, Naming.OTHER)
        if place.kind is Kind.TOWN:
            continue
        for code in place.code.split()[: 2 if place.kind is Kind.COUNTRY else 1]:
            names.add(f"iso {code}".replace("-", " "), row, Naming.MAIN)
        if place.kind is not Kind.COUNTRY:
            for name in (place.name, *place.others):
                short = _KIND_BEFORE.sub("", _KIND_AFTER.sub("", name))
                if short != name:
                    names.add(short, row, Naming.SHORTENED)
    return names.rows


def _contents(
    places: list[RawPlace], names: Mapping[str, Mapping[int, Naming]], sources: dict[str, str]
) -> tuple[dict[str, object], bytes]:
    rows = {place.key: row for row, place in enumerate(places)}
    ordered = sorted((key_of(folded), folded) for folded in names)
    packed = [[row << 2 | naming for row, naming in _by_weight(names[folded], places)] for _, folded in ordered]
    codes = [place.code.encode() for place in places if place.kind is not Kind.TOWN]
    labels = [place.name.encode() for place in places]
    sections: dict[str, _Section] = {
        "keys": array("Q", (key for key, _ in ordered)),
        "latitudes": array("d", (_coordinate(place.point, 0) for place in places)),
        "longitudes": array("d", (_coordinate(place.point, 1) for place in places)),
        "first": array("I", _starts(packed)),
        "rows": array("I", chain.from_iterable(packed)),
        "ids": array("I", (place.geonames_id for place in places)),
        "parents": array("I", (NOWHERE if place.parent is None else rows[place.parent] for place in places)),
        "populations": array("I", (place.population for place in places)),
        "name_starts": array("I", _starts(labels)),
        "code_starts": array("I", _starts(codes)),
        "kinds": array("B", (place.kind | place.capital << 2 for place in places)),
        "names": array("B", b"".join(labels)),
        "codes": array("B", b"".join(codes)),
    }
    table, body = _laid_out(sections)
    header = {
        "entries": len(places),
        "names": len(ordered),
        "sources": sources,
        "sections": table,
        "digest": digest(body),
    }
    return header, body


def _by_weight(rows: Mapping[int, Naming], places: list[RawPlace]) -> list[tuple[int, Naming]]:
    """Order the places of one name: most populous first, wider before finer among equals."""
    return sorted(rows.items(), key=lambda item: (-places[item[0]].population, item[0]))


def _coordinate(point: Point | None, axis: int) -> float:
    return math.nan if point is None else round(point[axis], 5)


def _starts(items: Iterable[list[int] | bytes]) -> Iterator[int]:
    return accumulate((len(item) for item in items), initial=0)


def _laid_out(sections: Mapping[str, _Section]) -> tuple[_Table, bytes]:
    table: _Table = {}
    body = bytearray()
    for name, values in sections.items():
        body += bytes(-len(body) % _SECTION_ALIGNMENT)
        raw = values.tobytes()
        table[name] = (values.typecode, len(body), len(raw))
        body += raw
    return table, bytes(body)


def _write(out: Path, contents: tuple[dict[str, object], bytes]) -> None:
    """Write header and body beside `out`, then put the file in place in one step."""
    header, body = contents
    if sys.byteorder != "little" or array("I").itemsize != 4:
        raise ResourceError("The gazetteer needs a little-endian machine with 32-bit integers, and this one is not.")
    raw = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    raw += b" " * (-(HEADER.size + len(raw)) % _SECTION_ALIGNMENT)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("wb") as file:
                file.write(HEADER.pack(MAGIC, FORMAT, len(raw)))
                file.write(raw)
                file.write(body)
            unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as problem:
        raise ResourceError(f"The gazetteer can't be written to {out} ({problem}).") from problem
