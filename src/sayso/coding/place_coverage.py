"""Learn, without labels, where an outlet mostly reports from: the source prior that tells its namesakes apart.

"Alexandria" is in Louisiana for a paper whose other reports name Pineville and Rapides Parish. What other reports say
of the name itself is left out, since they stand to be wrong in the same way.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.records import Place, Precision
from sayso.resources.gazetteer import Entry, Kind, fold

_FINE = frozenset({Precision.POINT, Precision.TOWN, Precision.DISTRICT})
# Weights against the logarithm of population, checked on one half of LGL and confirmed on the other.
_SAME_AREA, _SAME_PROVINCE, _SAME_COUNTRY = 10.0, 4.0, 1.0
# A few places are little to go by: this many count for half.
_HALF_TRUSTED = 3.0

_Cell = tuple[int, int]
_Province = tuple[str, str]


@dataclass(slots=True)
class _Tally:
    """How many places lie in each square degree, province and country."""

    places: int = 0
    cells: Counter[_Cell] = field(default_factory=Counter)
    provinces: Counter[_Province] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)

    def add(self, place: Place) -> None:
        self.places += 1
        if place.precision in _FINE and place.latitude is not None and place.longitude is not None:
            self.cells[_cell(place.latitude, place.longitude)] += 1
        if place.country and place.admin1:
            self.provinces[(place.country, place.admin1)] += 1
        if place.country:
            self.countries[place.country] += 1

    def around(self, entry: Entry) -> int:
        """Count the places within about a degree of an entry."""
        if entry.latitude is None or entry.longitude is None or entry.kind in (Kind.COUNTRY, Kind.ADMIN1):
            return 0
        row, column = _cell(entry.latitude, entry.longitude)
        return sum(self.cells[(row + i, column + j)] for i in (-1, 0, 1) for j in (-1, 0, 1))


_NOTHING = _Tally()


class Coverage:
    """Where an outlet's reports play, each place of a report counted once."""

    def __init__(self, reports: Iterable[Iterable[Place]]) -> None:
        """Learn from the places of reports. What is no finer than a country, or backed off, tells nothing."""
        self._all = _Tally()
        self._named: dict[str, _Tally] = {}
        for places in reports:
            telling = {fold(place.name): place for place in places if _tells(place)}
            for name, place in telling.items():
                self._all.add(place)
                self._named.setdefault(name, _Tally()).add(place)

    def __bool__(self) -> bool:
        return self._all.places > 0

    def weight(self, entry: Entry, name: str) -> float:
        """Say how much the outlet's other places speak for an entry as the meaning of a (folded) name, from 0."""
        named = self._named.get(name, _NOTHING)
        others = self._all.places - named.places
        if others <= 0:
            return 0.0
        area = self._all.around(entry) - named.around(entry)
        province = (entry.country, entry.admin1 or "")
        return (
            _SAME_AREA * math.sqrt(area / others)
            + _SAME_PROVINCE * math.sqrt((self._all.provinces[province] - named.provinces[province]) / others)
            + _SAME_COUNTRY * math.sqrt((self._all.countries[entry.country] - named.countries[entry.country]) / others)
        ) * (others / (others + _HALF_TRUSTED))


def _tells(place: Place) -> bool:
    return (
        place.precision is not Precision.COUNTRY
        and place.country is not None
        and place.latitude is not None
        and len(place.spans) <= 1
    )


def _cell(latitude: float, longitude: float) -> _Cell:
    return round(latitude), round(longitude)
