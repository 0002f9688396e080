"""Give an event the shapes that exporters write: its JSON with the quotes beside it, and one flat row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from sayso.as_json import Json, claim_json, event_json
from sayso.records import Claim, Counted, Event, Precision, Report

Cell = str | int | float | bool | None

_BETWEEN = " | "
# Precisions whose coordinates stand for an area; a map must not show them as a spot.
_AREAS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})


@dataclass(frozen=True, slots=True)
class ExportContext:
    """Where an exporter finds claims and reports; `sayso.withholding` gives them, and events, without names."""

    claim: Callable[[str], Claim]
    report: Callable[[str], Report]


class Exporter(Protocol):
    """Writes events in one format. `says` is one line about the format, for help and docs."""

    @property
    def says(self) -> str: ...

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write the events, in the order given; the same events always give the same bytes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the flat row: its name, what it holds in a sentence, and how it is got from the event's JSON."""

    name: str
    says: str
    value: Callable[[Json], Cell]


def shape(event: Event, context: ExportContext) -> Json:
    """Return the JSON of an event with its claims in full, so that every quote stands beside what was read from it."""
    claims = [context.claim(claim_id) for claim_id in event.claims]
    return event_json(event, [claim_json(claim, context.report(claim.report_id)) for claim in claims])


def flat_row(shown: Json) -> dict[str, Cell]:
    """Lay an event's JSON out as one row."""
    return {column.name: column.value(shown) for column in COLUMNS}


def columns_as_markdown() -> str:
    """Return the table of columns that the docs show."""
    rows = [f"| `{column.name}` | {column.says} |" for column in COLUMNS]
    return "\n".join(["| column | what it holds |", "| --- | --- |", *rows])


def _at(*path: str) -> Callable[[Json], Cell]:
    """Read a member, however deep; where a step on the way is null, so is the cell."""

    def value(shown: Json) -> Cell:
        found: Any = shown
        for key in path:
            found = None if found is None else found[key]
        cell: Cell = found
        return cell

    return value


def _joined(values: Iterable[str | None]) -> str:
    """Join what there is, each once, in the order given."""
    return _BETWEEN.join(dict.fromkeys(value for value in values if value))


def _each(side: str, member: str) -> Callable[[Json], Cell]:
    return lambda shown: _joined(party[member] for party in shown[side])


def _count(side: str) -> Callable[[Json], Cell]:
    return lambda shown: len(shown[side])


def _of_reports(member: str) -> Callable[[Json], Cell]:
    return lambda shown: _joined(claim["report"][member] for claim in shown["claims"])


def _is_area(shown: Json) -> Cell:
    return shown["place"]["precision"] in _AREAS if shown["place"] else None


def _figure(kind: Counted, member: str) -> Callable[[Json], Cell]:
    def value(shown: Json) -> Cell:
        cells: list[Cell] = [
            figures[member] for figures in shown["figures"] if figures["counts"] == kind and not figures["cumulative"]
        ]
        return cells[0] if cells else None

    return value


def _of_whom(shown: Json) -> Cell:
    return _joined(_about(given["of"], figures) for figures in shown["figures"] for given in figures["given"])


def _periods(shown: Json) -> Cell:
    given = ((one, figures) for figures in shown["figures"] for one in figures["given"] if one["period"])
    return _joined(
        _about(f"{one['period']['earliest'] or ''}/{one['period']['latest'] or ''}", figures) for one, figures in given
    )


def _running_totals(shown: Json) -> Cell:
    return _joined(
        figures["counts"] for figures in shown["figures"] if any(given["cumulative"] for given in figures["given"])
    )


def _about(value: str | None, figures: Json) -> str | None:
    return f"{figures['counts']}: {value}" if value else None


def _first_quote(shown: Json) -> Cell:
    return next((str(claim["sentence"]["text"]) for claim in shown["claims"]), None)


def _covers(shown: Json) -> Cell:
    return _joined(shown["covers"])


def _figure_columns(kind: Counted) -> tuple[Column, ...]:
    what = kind.value.replace("_", " ")
    return (
        Column(f"{kind}_low", f"Lowest figure given for {what}.", _figure(kind, "low")),
        Column(f"{kind}_best", f"The figure for {what} to use if one must.", _figure(kind, "best")),
        Column(f"{kind}_high", f"Highest figure given for {what}; empty if left open.", _figure(kind, "high")),
    )


COLUMNS: tuple[Column, ...] = (
    Column("id", "Id of the event; it stays while the event grows.", _at("id")),
    Column("event_type", "PLOVER event type.", _at("event_type")),
    Column("mode", "PLOVER mode.", _at("mode")),
    Column("acled_event_type", "ACLED event type.", _at("acled", "event_type")),
    Column("acled_sub_event_type", "ACLED sub-event type.", _at("acled", "sub_event_type")),
    Column("earliest", "First day the event may have happened on.", _at("time", "earliest")),
    Column("latest", "Last day the event may have happened on.", _at("time", "latest")),
    Column(
        "time_basis",
        "What the days rest on: stated, relative to publication, or assumed from it.",
        _at("time", "basis"),
    ),
    Column("place", "Name of the place, no finer than the reports allow.", _at("place", "name")),
    Column("admin1", "First-level division that the place lies in.", _at("place", "admin1")),
    Column("country", "Country of the place, ISO 3166 alpha-3.", _at("place", "country")),
    Column("latitude", "Latitude in decimal degrees, WGS 84.", _at("place", "latitude")),
    Column("longitude", "Longitude in decimal degrees, WGS 84.", _at("place", "longitude")),
    Column(
        "precision", "How fine the place is: point, town, district, province or country.", _at("place", "precision")
    ),
    Column("is_area", "True if the coordinates only stand for a district, province or country.", _is_area),
    Column("gazetteer_id", "Id of the place in the gazetteer.", _at("place", "gazetteer_id")),
    Column("actors", "Who did it, by name.", _each("actors", "name")),
    Column("actor_countries", "Countries of the actors, ISO 3166 alpha-3.", _each("actors", "country")),
    Column("actor_sectors", "PLOVER sectors of the actors.", _each("actors", "sector")),
    Column("recipients", "Who it was done to, by name.", _each("recipients", "name")),
    Column("recipient_countries", "Countries of the recipients, ISO 3166 alpha-3.", _each("recipients", "country")),
    Column("recipient_sectors", "PLOVER sectors of the recipients.", _each("recipients", "sector")),
    *(column for kind in Counted for column in _figure_columns(kind)),
    Column("figures_of", 'Of whom or what figures are given: "killed: children".', _of_whom),
    Column("figures_period", "Days that figures run over, as earliest/latest, where a report gives them.", _periods),
    Column("figures_cumulative", "Kinds for which a running total is given.", _running_totals),
    Column("standing", "What the say-sos amount to: reported, corroborated, disputed or denied.", _at("standing")),
    Column("say_so_count", "How many sources speak for or against the event, whoever repeats them.", _count("say_sos")),
    Column("sources", "Who these sources are.", _each("say_sos", "source")),
    Column("report_count", "How many reports speak of the event.", _count("reports")),
    Column("copy_count", "How many of these repeat another report.", _count("copies")),
    Column("outlets", "Outlets of the reports.", _of_reports("outlet")),
    Column("urls", "Addresses of the reports.", _of_reports("url")),
    Column("quote", "The sentence that the first recorded claim was read from.", _first_quote),
    Column("decision_count", "How many decisions of people the event rests on.", _count("decisions")),
    Column("covers", "Ids of the events that this row sums up; such a row is no further happening.", _covers),
    Column("claims", "Ids of the claims.", lambda shown: _joined(claim["id"] for claim in shown["claims"])),
)
