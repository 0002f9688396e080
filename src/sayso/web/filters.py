"""Read which events a URL asks for, and write it back: the whole state of a list stands in its address.

A facet takes any number of values: `type=ASSAULT` lets through what has the value, `type=-PROTEST` keeps out what has
it. Values of one facet are alternatives; facets narrow each other down. A value that starts with `-` or `+` itself is
written with a `+` in front.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

FACETS = (
    "type", "mode", "country", "place", "actor", "sector", "source", "outlet", "standing", "figure", "precision",
)  # fmt: skip

PAGE_SIZE = 25


class Sort(StrEnum):
    """In which order events are listed; equals by number, newest first."""

    LATEST = "latest"
    EARLIEST = "earliest"
    SAY_SOS = "say-sos"
    REPORTS = "reports"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the map, in degrees; west may be greater than east where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(
            f"{edge:.4f}".rstrip("0").rstrip(".") for edge in (self.west, self.south, self.east, self.north)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, asked for or kept out."""

    facet: str
    value: str
    excluded: bool = False

    @property
    def parameter(self) -> tuple[str, str]:
        """Return the choice as a name and value of the query string."""
        guard = "-" if self.excluded else "+" if self.value.startswith(("-", "+")) else ""
        return self.facet, guard + self.value


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events to list; what is None or empty lets all through. Days are included at both ends.

    `min_figure` asks for a best figure at least so high, of the kinds chosen in the facet `figure`, or of any kind.
    """

    words: str | None = None
    choices: tuple[Choice, ...] = ()
    since: date | None = None
    until: date | None = None
    min_say_sos: int | None = None
    min_figure: float | None = None
    box: Box | None = None
    sort: Sort = Sort.LATEST
    page: int = field(default=1)

    def chosen(self, facet: str, *, excluded: bool) -> list[str]:
        """Return the values of a facet that are asked for, or those that are kept out."""
        return [choice.value for choice in self.choices if choice.facet == facet and choice.excluded is excluded]

    def query(self, **changes: Any) -> str:
        """Return the query string, with a leading `?` unless it is empty; a change of filters leads to page 1."""
        changed = replace(self, **({"page": 1} | changes))
        parameters = list(changed.parameters())
        return "?" + urlencode(parameters) if parameters else ""

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Yield the names and values of the query string."""
        if self.words:
            yield "q", self.words
        yield from (choice.parameter for choice in self.choices)
        numbers = {"min_say_sos": self.min_say_sos, "min_figure": self.min_figure}
        days = {"since": self.since, "until": self.until}
        for name, value in (*days.items(), *numbers.items(), ("box", self.box)):
            if value is not None:
                yield name, f"{value:g}" if isinstance(value, float) else str(value)
        if self.sort is not Sort.LATEST:
            yield "sort", self.sort.value
        if self.page > 1:
            yield "page", str(self.page)

    def with_choice(self, facet: str, value: str, *, excluded: bool = False) -> str:
        """Return the query string with a value asked for or kept out; if it is so already, with that undone."""
        wanted = Choice(facet, value, excluded)
        others = tuple(choice for choice in self.choices if (choice.facet, choice.value) != (facet, value))
        return self.query(choices=others if wanted in self.choices else (*others, wanted))

    def without(self, facet: str) -> "Filters":
        """Return the filters without what is asked for in a facet; what is kept out stays kept out."""
        return replace(
            self, choices=tuple(choice for choice in self.choices if choice.facet != facet or choice.excluded)
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether every event is let through."""
        return replace(self, sort=Sort.LATEST, page=1) == Filters()


def choices_of(values: Mapping[str, Sequence[str]]) -> tuple[Choice, ...]:
    """Read the values that a query string gives for each facet."""
    return tuple(_choice(facet, value) for facet in FACETS for value in values.get(facet, ()) if value.strip("+-"))


def _choice(facet: str, value: str) -> Choice:
    if value.startswith("+"):
        return Choice(facet, value[1:])
    return Choice(facet, value[1:], True) if value.startswith("-") else Choice(facet, value)


def box_of(text: str) -> Box:
    """Read `west,south,east,north`.

    Raises:
        ValueError: these are not four numbers, or no box on Earth.
    """
    west, south, east, north = (float(edge) for edge in text.split(","))
    if not (-90 <= south <= north <= 90 and -540 <= west <= 540 and -540 <= east <= 540):
        raise ValueError("no box on Earth")
    if east - west >= 360:
        return Box(-180, south, 180, north)
    return Box((west + 180) % 360 - 180, south, (east + 180) % 360 - 180, north)
