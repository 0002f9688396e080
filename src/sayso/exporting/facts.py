"""Read out of an event's JSON what other datasets ask for: one day and its precision, one number, who against whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.as_json import Json
from sayso.records import Certainty, Counted, Precision, Standing, digest

# What is not said to have happened has no row in a table of what happened.
_NOT_HAPPENED = frozenset({Certainty.PLANNED, Certainty.THREATENED, Certainty.CALLED_FOR, Certainty.HYPOTHETICAL})
_SPOTS = frozenset({Precision.POINT, Precision.TOWN, Precision.DISTRICT})
# A double holds every whole number below this, so that R and spreadsheets keep all digits.
_NUMBER_BITS, _BITS_A_DIGIT = 52, 4

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
REBELS = frozenset({"REB"})
MILITIAS = frozenset({"PRM", "UAF", "CRM"})
ORGANISED = frozenset({"GOV", "MIL", "COP", "SPY"}) | REBELS | MILITIAS
CIVILIANS = frozenset("CVL AGR BUS EDU ELI JRN LAB MED REF OPP PRE REL SOC PTY NGO".split())


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many died: the lowest, the best and the highest figure given; `low` <= `best` <= `high`."""

    low: int
    best: int
    high: int


def happened(shown: Json) -> bool:
    """Tell whether somebody says that the event came about, and not all who speak of it deny it."""
    said = [say_so["certainty"] for say_so in shown["say_sos"]] or [claim["certainty"] for claim in shown["claims"]]
    return shown["standing"] != Standing.DENIED and not all(certainty in _NOT_HAPPENED for certainty in said)


def number_of(shown: Json) -> int:
    """Return a whole number for an event that stays with its id, for tables that take no letters."""
    return int(digest(shown["id"].encode())[: _NUMBER_BITS // _BITS_A_DIGIT], 16)


def first_day(shown: Json) -> date | None:
    """Return the first day the event may have been on, or the last where only that is told."""
    return _end(shown, "earliest") or _end(shown, "latest")


def last_day(shown: Json) -> date | None:
    """Return the last day the event may have been on, or the first where only that is told."""
    return _end(shown, "latest") or _end(shown, "earliest")


def days_wide(shown: Json) -> int | None:
    """Return how many days the event may have been on: 1 is a day known; None if an end is open or nothing is told."""
    earliest, latest = _end(shown, "earliest"), _end(shown, "latest")
    return (latest - earliest).days + 1 if earliest and latest else None


def _end(shown: Json, name: str) -> date | None:
    told = shown["time"][name] if shown["time"] else None
    return date.fromisoformat(told) if told else None


def deaths(shown: Json) -> Deaths | None:
    """Return how many died, or None where no report says; an open upper end counts as the highest number named."""
    for figures in shown["figures"]:
        if figures["counts"] == Counted.KILLED:
            named = [given[end] for given in figures["given"] for end in ("low", "high") if given[end] is not None]
            low, best = int(figures["low"]), max(int(figures["low"]), int(figures["best"]))
            high = max([best, *map(int, named), int(figures["high"] or 0)])
            return Deaths(low, best, high)
    return None


def figure_best(shown: Json, kind: Counted) -> float | None:
    """Return the best figure of a kind."""
    found: list[float] = [figures["best"] for figures in shown["figures"] if figures["counts"] == kind]
    return found[0] if found else None


def sides(shown: Json) -> tuple[list[Json], list[Json]]:
    """Return who acts and who suffers. In a clash both are actors: the first is then set against the rest."""
    actors, recipients = list(shown["actors"]), list(shown["recipients"])
    if not recipients and len(actors) > 1:
        return actors[:1], actors[1:]
    return actors, recipients


def names(parties: Iterable[Json]) -> list[str]:
    """Return the names of parties, each once."""
    return list(dict.fromkeys(party["name"] for party in parties))


def sector(parties: Iterable[Json]) -> str | None:
    """Return the sector of the first party that has one."""
    return next((party["sector"] for party in parties if party["sector"]), None)


def country(parties: Iterable[Json]) -> str | None:
    """Return the country of the first party that has one."""
    return next((party["country"] for party in parties if party["country"]), None)


def of_reports(shown: Json, member: str) -> list[str]:
    """Return what the reports of the event have under a member, each once."""
    found = (claim["report"][member] for claim in shown["claims"])
    return list(dict.fromkeys(value for value in found if value))


def place_part(shown: Json, name: str) -> Any:
    """Return a member of the event's place, or None without one."""
    return shown["place"][name] if shown["place"] else None


def is_spot(shown: Json) -> bool:
    """Tell whether the place is a district or finer."""
    return place_part(shown, "precision") in _SPOTS


def first_quote(shown: Json) -> str | None:
    """Return the sentence that the first recorded claim was read from."""
    return next((str(claim["sentence"]["text"]) for claim in shown["claims"]), None)
