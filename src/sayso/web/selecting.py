"""Select, sort and count the events of a catalogue by filters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.web.catalogue import NO_DAY, Catalogue, Column, Ints, Mask
from sayso.web.filters import FACETS, PAGE_SIZE, Box, Filters, Sort

FindWords = Callable[[str], Sequence[int]]
_SHOWN_VALUES = 10


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, how many of the listed events have it, and whether it is asked for or kept out."""

    value: str
    count: int
    included: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its commonest values; `more` counts those that are not shown."""

    name: str
    values: tuple[FacetValue, ...]
    more: int


class Selection:
    """The events that filters let through, in rows of the catalogue; every part is computed once."""

    def __init__(self, catalogue: Catalogue, filters: Filters, find_words: FindWords) -> None:
        self.catalogue = catalogue
        self.filters = filters
        self._with_words = _words(catalogue, filters.words, find_words)
        self.mask = self._mask(filters)

    def _mask(self, filters: Filters) -> Mask:
        mask = self._with_words & _rest(self.catalogue, filters)
        for facet in FACETS:
            mask = mask & _facet_mask(self.catalogue, filters, facet)
        return mask

    @property
    def total(self) -> int:
        """Return how many events are let through."""
        return int(self.mask.sum())

    def rows(self) -> Ints:
        """Return the rows that are let through, in the order asked for."""
        rows = np.flatnonzero(self.mask)
        numbers = self.catalogue.numbers
        return rows[np.lexsort((-numbers["number"][rows], self._key(rows)))]

    def _key(self, rows: Ints) -> "Ints | np.ndarray[tuple[int], np.dtype[np.float64]]":
        numbers = self.catalogue.numbers
        if self.filters.sort is Sort.EARLIEST:
            days = numbers["earliest"][rows]
            return np.where(days == NO_DAY, np.iinfo(np.int64).max, days)
        if self.filters.sort is Sort.FIGURES:
            return -highest_figures(self.catalogue, self.filters)[rows]
        names = {Sort.LATEST: "latest", Sort.SAY_SOS: "say_sos", Sort.REPORTS: "reports"}
        # Not simply the negative: there is none of NO_DAY.
        return np.invert(numbers[names[self.filters.sort]][rows])

    def page_numbers(self) -> list[int]:
        """Return the numbers of the events on the page asked for."""
        first = (self.filters.page - 1) * PAGE_SIZE
        return [int(number) for number in self.catalogue.numbers["number"][self.rows()[first : first + PAGE_SIZE]]]

    def numbers_in_order(self) -> list[int]:
        """Return the numbers of all events let through, in the order asked for."""
        return [int(number) for number in self.catalogue.numbers["number"][self.rows()]]

    def facets(self) -> Iterator[Facet]:
        """Count every facet's values; what is asked for in a facet does not narrow its own counts down."""
        for name in FACETS:
            narrowed = bool(self.filters.chosen(name, excluded=False))
            mask = self._mask(self.filters.without(name)) if narrowed else self.mask
            yield _facet(self.catalogue.facets[name], name, mask, self.filters)

    def facet_values(self, name: str, text: str, limit: int) -> Facet:
        """Count the values of one facet that hold a text."""
        mask = self._mask(self.filters.without(name))
        return _facet(self.catalogue.facets[name], name, mask, self.filters, limit, text.casefold())

    def without_days(self) -> Mask:
        """Return what is let through whatever its days, for the timeline."""
        if self.filters.since is None and self.filters.until is None:
            return self.mask
        return self._mask(replace(self.filters, since=None, until=None))

    def without_box(self) -> Mask:
        """Return what is let through wherever it is, for the map."""
        return self.mask if self.filters.box is None else self._mask(replace(self.filters, box=None))


def _words(catalogue: Catalogue, words: str | None, find_words: FindWords) -> Mask:
    if not words:
        return catalogue.alive
    found: Mask = np.isin(catalogue.numbers["number"], np.array(find_words(words), np.int64))
    return catalogue.alive & found


def _rest(catalogue: Catalogue, filters: Filters) -> Mask:
    numbers, mask = catalogue.numbers, catalogue.alive
    if filters.since is not None:
        mask = mask & (numbers["latest"] >= filters.since.toordinal())
    if filters.until is not None:
        mask = mask & (numbers["earliest"] <= filters.until.toordinal()) & (numbers["earliest"] != NO_DAY)
    if filters.min_say_sos is not None:
        mask = mask & (numbers["say_sos"] >= filters.min_say_sos)
    if filters.min_figure is not None:
        mask = mask & (highest_figures(catalogue, filters) >= filters.min_figure)
    if filters.box is not None:
        mask = mask & _in_box(catalogue, filters.box)
    return mask


def _in_box(catalogue: Catalogue, box: Box) -> Mask:
    latitude, longitude = catalogue.points[:, 0], catalogue.points[:, 1]
    after_west, before_east = longitude >= box.west, longitude <= box.east
    across: Mask = (after_west & before_east) if box.west <= box.east else (after_west | before_east)
    inside: Mask = across & (latitude >= box.south) & (latitude <= box.north)
    return inside


def _facet_mask(catalogue: Catalogue, filters: Filters, facet: str) -> Mask:
    column = catalogue.facets[facet]
    mask: Mask = np.ones(len(catalogue.ids), np.bool_)
    wanted, unwanted = (filters.chosen(facet, excluded=excluded) for excluded in (False, True))
    if wanted:
        mask &= _having(column, wanted, len(mask))
    if unwanted:
        mask &= ~_having(column, unwanted, len(mask))
    return mask


def _having(column: Column, values: Sequence[str], size: int) -> Mask:
    codes = [column.values.index(value) for value in values if value in column.values]
    mask: Mask = np.zeros(size, np.bool_)
    mask[column.row[np.isin(column.code, codes)]] = True
    return mask


def highest_figures(catalogue: Catalogue, filters: Filters) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return the highest best figure of each row, of the kinds chosen, or of any; -1 where there is none."""
    column = catalogue.facets["figure"]
    kinds = filters.chosen("figure", excluded=False)
    codes = [code for code, value in enumerate(column.values) if not kinds or value in kinds]
    wanted = np.isin(column.code, codes)
    highest = np.full(len(catalogue.ids), -1.0)
    np.maximum.at(highest, column.row[wanted], column.amount[wanted])
    return highest


def _facet(
    column: Column, name: str, mask: Mask, filters: Filters, limit: int = _SHOWN_VALUES, text: str = ""
) -> Facet:
    counts = np.bincount(column.code[mask[column.row]], minlength=len(column.values))
    included, excluded = (set(filters.chosen(name, excluded=out)) for out in (False, True))
    ordered = np.lexsort((np.arange(len(counts)), -counts))
    there = [int(code) for code in ordered if counts[code] and text in column.values[code].casefold()] if text else (
        ordered[: int((counts > 0).sum())]
    )  # fmt: skip
    shown = [column.values[code] for code in there[:limit]]
    shown += sorted((included | excluded) - set(shown)) if not text else []
    codes = {value: code for code, value in enumerate(column.values)} if shown else {}
    values = tuple(
        FacetValue(value, int(counts[codes[value]]) if value in codes else 0, value in included, value in excluded)
        for value in shown
    )
    return Facet(name, values, max(0, len(there) - limit))
