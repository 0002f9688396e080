"""Load the codebooks: the codes of PLOVER, ACLED, UCDP and CAMEO, what they mean and where their manuals say so."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from sayso.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Manual:
    """The publication a codebook's codes come from."""

    title: str
    publisher: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of one PLOVER type was carried out."""

    code: str
    definition: str
    score: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type. `score` runs from conflict (negative) to cooperation."""

    code: str
    name: str
    definition: str
    section: str
    quad: str
    requires_recipient: bool
    score: float
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is a name and what it means, no more: PLOVER's contexts and sectors."""

    code: str
    definition: str


@dataclass(frozen=True)
class Plover:
    """PLOVER's codebook."""

    manual: Manual
    event_types: tuple[EventType, ...]
    contexts: tuple[Code, ...]
    sectors: tuple[Code, ...]

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The codes of the event types, in the manual's order."""
        return tuple(entry.code for entry in self.event_types)

    @cached_property
    def _by_code(self) -> Mapping[str, EventType]:
        return {entry.code: entry for entry in self.event_types}

    def event_type(self, code: str) -> EventType:
        """Return the entry of an event type.

        Raises:
            ResourceError: PLOVER has no such type.
        """
        if code not in self._by_code:
            raise ResourceError(f"PLOVER has no event type {code!r}. Its types are {', '.join(self.types)}.")
        return self._by_code[code]

    def modes(self, code: str) -> tuple[str, ...]:
        """Return the mode codes of an event type."""
        return tuple(mode.code for mode in self.event_type(code).modes)


@dataclass(frozen=True, slots=True)
class SubEvent:
    """An ACLED sub-event type with the event type it belongs to and the kinds of disorder it counts as."""

    name: str
    event_type: str
    disorder: tuple[str, ...]
    definition: str
    section: str


@dataclass(frozen=True)
class Acled:
    """ACLED's event types."""

    manual: Manual
    sub_events: tuple[SubEvent, ...]

    @cached_property
    def event_types(self) -> tuple[str, ...]:
        """The names of the event types."""
        return tuple(dict.fromkeys(entry.event_type for entry in self.sub_events))

    @cached_property
    def _by_name(self) -> Mapping[str, SubEvent]:
        return {entry.name: entry for entry in self.sub_events}

    def sub_event(self, name: str) -> SubEvent:
        """Return the entry of a sub-event type.

        Raises:
            ResourceError: ACLED has no such sub-event type.
        """
        if name not in self._by_name:
            raise ResourceError(f"ACLED has no sub-event type {name!r}. See acled.toml for those it has.")
        return self._by_name[name]

    def event_type_of(self, sub_event: str) -> str:
        """Return the event type that a sub-event type belongs to."""
        return self.sub_event(sub_event).event_type


@dataclass(frozen=True, slots=True)
class ViolenceType:
    """A UCDP type of organised violence."""

    code: int
    name: str
    definition: str
    section: str


@dataclass(frozen=True, slots=True)
class Ucdp:
    """UCDP's types of organised violence."""

    manual: Manual
    violence_types: tuple[ViolenceType, ...]


@dataclass(frozen=True)
class Cameo:
    """The CAMEO code that is closest to each PLOVER type, and to a type in one of its modes."""

    manual: Manual
    codes: Mapping[tuple[str, str | None], str]

    def code(self, event_type: str, mode: str | None) -> str:
        """Return the code of a type in a mode, or of the type alone where CAMEO does not tell the mode apart."""
        return self.codes.get((event_type, mode)) or self.codes[event_type, None]


@lru_cache(maxsize=1)
def plover() -> Plover:
    """Load PLOVER's codebook once."""
    table = _table("plover.toml")
    return Plover(
        manual=Manual(**table["manual"]),
        event_types=tuple(_event_type(row, table["quads"]) for row in table["types"]),
        contexts=tuple(Code(code, text) for code, text in table["contexts"].items()),
        sectors=tuple(Code(code, text) for code, text in table["sectors"].items()),
    )


def _event_type(row: Mapping[str, Any], quads: Mapping[str, str]) -> EventType:
    modes = tuple(Mode(mode["code"], mode["definition"], mode.get("score")) for mode in row.get("modes", ()))
    return EventType(
        code=row["code"],
        name=row["name"],
        definition=row["definition"],
        section=row["section"],
        quad=quads[str(row["quad"])],
        requires_recipient=row["requires_recipient"],
        score=row["score"],
        modes=modes,
    )


@lru_cache(maxsize=1)
def acled() -> Acled:
    """Load ACLED's event types once."""
    table = _table("acled.toml")
    sub_events = (
        SubEvent(row["name"], entry["name"], tuple(row["disorder"]), row["definition"], entry["section"])
        for entry in table["types"]
        for row in entry["sub_events"]
    )
    return Acled(Manual(**table["manual"]), tuple(sub_events))


@lru_cache(maxsize=1)
def ucdp() -> Ucdp:
    """Load UCDP's types of violence once."""
    table = _table("ucdp.toml")
    return Ucdp(Manual(**table["manual"]), tuple(ViolenceType(**row) for row in table["types"]))


@lru_cache(maxsize=1)
def cameo() -> Cameo:
    """Load the CAMEO codes once."""
    table = _table("cameo.toml")
    codes: dict[tuple[str, str | None], str] = {}
    for event_type, entry in table["types"].items():
        codes[event_type, None] = entry["code"]
        codes |= {(event_type, mode): code for mode, code in entry.get("modes", {}).items()}
    return Cameo(Manual(**table["manual"]), codes)


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"Codebook {name} can't be read: {error}. Mend the file.") from error
