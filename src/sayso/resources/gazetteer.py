"""Look place names up in one read-only, memory-mapped file of countries, provinces, districts and towns.

The file is made by `sayso gazetteer build` (see `gazetteer_build`). Nothing of it is read before it is asked for, so
that opening it costs milliseconds and processes share its pages.
"""

import json
import mmap
import os
import struct
import sys
import unicodedata
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import platformdirs

from sayso.errors import ResourceError

MAGIC = b"SAYSOGAZ"
FORMAT = 1
HEADER = struct.Struct("<8sII")
NOWHERE = 0xFFFFFFFF

_CACHED_NAMES = 100_000
_BUILD = "Run `sayso gazetteer build` to make it."

# Letters that NFKD leaves whole, and marks that people write or leave out as they like.
_PLAIN = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "a",
        "ħ": "h", "ŋ": "ng", "ɔ": "o", "ɛ": "e", "&": " and ",
        **dict.fromkeys("'\"`.\u2018\u2019\u201c\u201d\u2032\u00b4\u02b9\u02ba\u02bb\u02bc\u02be\u02bf", ""),
        **dict.fromkeys(",-/()\u2010\u2011\u2013\u2014", " "),
    }
)  # fmt: skip
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


class Kind(IntEnum):
    """What sort of place an entry is, from the widest to the finest."""

    COUNTRY = 0
    ADMIN1 = 1
    ADMIN2 = 2
    TOWN = 3


class Naming(IntEnum):
    """How a name belongs to an entry: its main name, another name, or its name without the word for its kind."""

    MAIN = 0
    OTHER = 1
    SHORTENED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One place: `id` is `geonames:N` or `iso3166:CC-XX`; `within` has the rows of what contains it, nearest first."""

    row: int
    id: str
    name: str
    kind: Kind
    country: str
    country_alpha2: str
    admin1: str | None
    admin1_code: str | None
    latitude: float | None
    longitude: float | None
    population: int
    capital: bool
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An entry that a looked-up name may mean."""

    entry: Entry
    naming: Naming


def fold(name: str) -> str:
    """Write a name so that case, accents, apostrophes, dots and hyphens no longer tell it apart.

    >>> fold("Saint-Étienne"), fold("Ra's al-‘Ayn")
    ('st etienne', 'ras al ayn')
    """
    lowered = name.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(character for character in lowered if not unicodedata.combining(character))
    return " ".join(_SHORT_FORMS.get(word, word) for word in lowered.translate(_PLAIN).split())


def key_of(folded: str) -> int:
    """Return the 64-bit key under which the file keeps a folded name."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


def default_path() -> Path:
    """Return where the gazetteer lies: `SAYSO_GAZETTEER`, or a file in the user's cache folder."""
    chosen = os.environ.get("SAYSO_GAZETTEER")
    if chosen:
        return Path(chosen)
    return Path(platformdirs.user_cache_dir("sayso", appauthor=False)) / f"gazetteer-{FORMAT}.bin"


class Gazetteer:
    """Places by name, and places by row. Read only; safe to share between threads and forked processes."""

    @staticmethod
    @lru_cache(maxsize=4)
    def open(path: Path | None = None) -> "Gazetteer":
        """Open the gazetteer once per process.

        Raises:
            ResourceError: the file is missing, of another format or damaged; the message says what to run.
        """
        return Gazetteer(path or default_path())

    def __init__(self, path: Path) -> None:
        if sys.byteorder != "little":
            raise ResourceError("The gazetteer needs a little-endian machine, and this one is not.")
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise ResourceError(f"No gazetteer at {path}. {_BUILD}") from None
        except (OSError, ValueError) as problem:
            raise ResourceError(f"Gazetteer {path} can't be opened ({problem}). {_BUILD}") from problem
        header = self._header()
        self.digest: str = header["digest"]
        self.sources: dict[str, str] = header["sources"]
        self.entries: int = header["entries"]
        self.names: int = header["names"]
        self._sections: dict[str, list[Any]] = header["sections"]
        self._map_sections()
        self._entries: dict[int, Entry] = {}
        self._found: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return every place that may be called `name`, most populous first, or nothing."""
        found = self._found.get(name)
        if found is None:
            found = self._look_up_folded(fold(name))
            if len(self._found) >= _CACHED_NAMES:
                self._found.popitem(last=False)
            self._found[name] = found
        return found

    def entry(self, row: int) -> Entry:
        """Return the place at `row`."""
        found = self._entries.get(row)
        if found is None:
            found = self._entries[row] = self._read_entry(row)
        return found

    def country(self, alpha3: str) -> Entry | None:
        """Return a country by its ISO 3166 alpha-3 code."""
        row = self._country_rows.get(alpha3)
        return None if row is None else self.entry(row)

    def by_id(self, identifier: str) -> Entry | None:
        """Return a country or province by its ISO 3166 code: `UKR`, `UA-65`."""
        return next((candidate.entry for candidate in self._look_up_folded(fold(f"iso {identifier}"))), None)

    def _header(self) -> dict[str, Any]:
        try:
            magic, form, length = HEADER.unpack_from(self._bytes)
        except struct.error:
            raise ResourceError(f"{self.path} is no gazetteer. {_BUILD}") from None
        if magic != MAGIC:
            raise ResourceError(f"{self.path} is no gazetteer. {_BUILD}")
        if form != FORMAT:
            raise ResourceError(f"Gazetteer {self.path} has format {form}; this sayso reads format {FORMAT}. {_BUILD}")
        header: dict[str, Any] = json.loads(self._bytes[HEADER.size : HEADER.size + length])
        self._body = HEADER.size + length
        if len(self._bytes) < self._body + max(start + size for _, start, size in header["sections"].values()):
            raise ResourceError(f"Gazetteer {self.path} is cut short. {_BUILD}")
        return header

    def _map_sections(self) -> None:
        body = memoryview(self._bytes)[self._body :]

        def section(name: str) -> memoryview:
            kind, start, size = self._sections[name]
            return body[start : start + size].cast(kind)

        self._keys = section("keys")
        self._first = section("first")
        self._rows = section("rows")
        self._ids = section("ids")
        self._kinds = section("kinds")
        self._parents = section("parents")
        self._latitudes = section("latitudes")
        self._longitudes = section("longitudes")
        self._populations = section("populations")
        self._name_starts = section("name_starts")
        self._names = section("names")
        self._code_starts = section("code_starts")
        self._codes = section("codes")
        self._country_rows = {
            code.split()[1]: row
            for row in range(len(self._code_starts) - 1)
            if self._kinds[row] & 3 == Kind.COUNTRY and (code := self._code(row))
        }

    def _look_up_folded(self, folded: str) -> tuple[Candidate, ...]:
        key = key_of(folded)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        packed = self._rows[self._first[at] : self._first[at + 1]]
        return tuple(Candidate(self.entry(value >> 2), Naming(value & 3)) for value in packed)

    def _code(self, row: int) -> str:
        """Return the codes of a country ("UA UKR") or province ("UA-65 08"); towns have none."""
        if row + 1 >= len(self._code_starts):
            return ""
        return bytes(self._codes[self._code_starts[row] : self._code_starts[row + 1]]).decode()

    def _within(self, row: int) -> tuple[int, ...]:
        containers = []
        while (row := self._parents[row]) != NOWHERE:
            containers.append(row)
        return tuple(containers)

    def _read_entry(self, row: int) -> Entry:
        within = self._within(row)
        alpha2, alpha3 = self._code(within[-1] if within else row).split()
        admin1 = next((at for at in (row, *within) if self._kinds[at] & 3 == Kind.ADMIN1), None)
        kind = Kind(self._kinds[row] & 3)
        latitude = self._latitudes[row]
        known = latitude == latitude  # a missing point is stored as NaN
        iso = self._code(row).split()[0] if kind in (Kind.ADMIN1, Kind.ADMIN2) and self._code(row) else ""
        return Entry(
            row=row,
            id=f"geonames:{self._ids[row]}" if self._ids[row] else f"iso3166:{iso or alpha2}",
            name=self._name(row),
            kind=kind,
            country=alpha3,
            country_alpha2=alpha2,
            admin1=None if admin1 is None else self._name(admin1),
            admin1_code=None if admin1 is None else self._code(admin1).split()[-1],
            latitude=round(latitude, 5) if known else None,
            longitude=round(self._longitudes[row], 5) if known else None,
            population=self._populations[row],
            capital=bool(self._kinds[row] & 4),
            within=within,
        )

    def _name(self, row: int) -> str:
        return bytes(self._names[self._name_starts[row] : self._name_starts[row + 1]]).decode()
