"""Gather the events of a selection by spot, as fine as their places are and no finer."""

from dataclasses import dataclass

import numpy as np

from sayso.web.catalogue import Mask
from sayso.web.selecting import Selection


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at its precision, and how many events are there; coordinates in degrees, WGS 84."""

    latitude: float
    longitude: float
    precision: str
    count: int
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Spots:
    """The spots, the one with the most events first, and how many events have no coordinates."""

    spots: tuple[Spot, ...]
    placed: int
    unplaced: int


def spots_of(selection: Selection) -> Spots:
    """Gather what the filters let through, wherever on the map it is."""
    mask = selection.without_box()
    places = selection.catalogue.places
    counts = np.bincount(places.code[mask[places.row]], minlength=len(places.values))
    codes = [int(code) for code in np.argsort(-counts, kind="stable")[: int((counts > 0).sum())]]
    placed = int(counts.sum())
    return Spots(tuple(_spot(places.values[code], int(counts[code])) for code in codes), placed, _size(mask) - placed)


def _spot(spelled: str, count: int) -> Spot:
    precision, latitude, longitude, country, name = spelled.split("\t", 4)
    return Spot(float(latitude), float(longitude), precision, count, name, country)


def _size(mask: Mask) -> int:
    return int(mask.sum())
