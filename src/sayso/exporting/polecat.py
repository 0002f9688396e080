"""Write events in the 40 columns of POLECAT, the weekly event data in PLOVER's codes."""

from collections.abc import Callable

from sayso.as_json import Json
from sayso.exporting import facts
from sayso.exporting.mapped import MappedColumn, MappedTable
from sayso.exporting.shapes import Cell
from sayso.records import Precision
from sayso.resources.codebooks import plover

_BETWEEN = "; "
_UNTOLD = "UNK"


def _intensity(shown: Json) -> float:
    entry = plover().event_type(shown["event_type"])
    of_mode = (mode.score for mode in entry.modes if mode.code == shown["mode"])
    score = next(of_mode, None)
    return entry.score if score is None else score


def _each(side: str, member: str) -> Callable[[Json], Cell]:
    return lambda shown: _BETWEEN.join(dict.fromkeys(party[member] for party in shown[side] if party[member]))


def _primary(side: str) -> Callable[[Json], Cell]:
    return lambda shown: facts.sector(shown[side]) or (_UNTOLD if shown[side] else None)


def _raw(side: str) -> Callable[[Json], Cell]:
    """Return the words by which the claims name a side."""
    return lambda shown: _BETWEEN.join(
        dict.fromkeys(span["text"] for claim in shown["claims"] for party in claim[side] for span in party["spans"])
    )


def _named_at(*precisions: Precision) -> Callable[[Json], Cell]:
    def value(shown: Json) -> Cell:
        named: Cell = facts.place_part(shown, "name") if facts.place_part(shown, "precision") in precisions else None
        return named

    return value


def _province(shown: Json) -> Cell:
    named: Cell = facts.place_part(shown, "admin1")
    return named or _named_at(Precision.PROVINCE)(shown)


def _raw_place(shown: Json) -> Cell:
    places = (claim["place"] for claim in shown["claims"] if claim["place"])
    return _BETWEEN.join(dict.fromkeys(span["text"] for place in places for span in place["spans"]))


def _geonames(shown: Json) -> Cell:
    found = facts.place_part(shown, "gazetteer_id")
    return str(found).removeprefix("geonames:") if found else None


def _day(shown: Json) -> Cell:
    day = facts.first_day(shown)
    return day.isoformat() if day else None


def _side_columns(side: str, title: str) -> tuple[MappedColumn, ...]:
    return (
        MappedColumn(f"{title} Name", "Names, as the ledger has them.", _each(side, "name"), "which source names whom"),
        MappedColumn(f"{title} Country", "Countries, ISO 3166 alpha-3.", _each(side, "country")),
        MappedColumn(f"{title} COW", "Correlates of War's numbers are not in the ledger."),
        MappedColumn(f"Primary {title} Sector", "Sector of the first that has one; UNK if none has.", _primary(side)),
        MappedColumn(f"{title} Sectors", "Sectors.", _each(side, "sector")),
        MappedColumn(f"{title} Title", "Titles stay in the name."),
        MappedColumn(f"{title} Name Raw", "The words by which the claims name them.", _raw(side)),
        MappedColumn(f"Wikipedia {title} ID", "Not in the ledger."),
    )


COLUMNS = (
    MappedColumn("Event ID", "The event's id in the ledger.", lambda e: e["id"]),
    MappedColumn(
        "Event Date",
        "First day the event may have been on; never the day of publication instead.",
        _day,
        "the last day, and what it rests on",
    ),
    MappedColumn("Event Type", "PLOVER event type.", lambda e: e["event_type"]),
    MappedColumn("Event Mode", "PLOVER mode.", lambda e: e["mode"]),
    MappedColumn("Intensity", "PLOVER's score of the mode, else of the type.", _intensity),
    MappedColumn("Quad Code", "PLOVER's quadrant.", lambda e: plover().event_type(e["event_type"]).quad.upper()),
    MappedColumn("Contexts", "Contexts are not coded."),
    *_side_columns("actors", "Actor"),
    *_side_columns("recipients", "Recipient"),
    MappedColumn("Placename", "Name of the place.", lambda e: facts.place_part(e, "name"), "how fine it is"),
    MappedColumn("City", "The place, if it is a town or finer.", _named_at(Precision.POINT, Precision.TOWN)),
    MappedColumn("District", "The place, if it is a district.", _named_at(Precision.DISTRICT)),
    MappedColumn("Province", "First-level division.", _province),
    MappedColumn("Country", "Country, ISO 3166 alpha-3.", lambda e: facts.place_part(e, "country")),
    MappedColumn("Latitude", "As in the ledger.", lambda e: facts.place_part(e, "latitude")),
    MappedColumn("Longitude", "As in the ledger.", lambda e: facts.place_part(e, "longitude")),
    MappedColumn("GeoNames ID", "GeoNames' number, where the gazetteer has one.", _geonames),
    MappedColumn("Raw Placename", "The words the place was read from.", _raw_place),
    MappedColumn(
        "Feature Type",
        "How fine the place is: point, town, district, province, country.",
        lambda e: facts.place_part(e, "precision"),
        "POLECAT writes GeoNames' feature codes",
    ),
    MappedColumn(
        "Source",
        "Outlets.",
        lambda e: _BETWEEN.join(facts.of_reports(e, "outlet")),
        "who is quoted: POLECAT has no column for it",
    ),
    MappedColumn("Publication Date", "Days of publication.", lambda e: _BETWEEN.join(facts.of_reports(e, "published"))),
    MappedColumn("Story People", "Names in a story that are no party are not kept."),
    MappedColumn("Story Organizations", "As Story People."),
    MappedColumn("Story Locations", "As Story People."),
    MappedColumn("Language", "English, which alone is coded.", lambda e: "en"),
    MappedColumn("Version", "sayso's version is in the citation file."),
)

PLOVER = MappedTable(
    says="tab-separated, in the 40 columns of POLECAT, in PLOVER's codes",
    columns=tuple(COLUMNS),
    note=(
        "One row an event, whatever its certainty. Missing values are the word None, several values are parted by "
        "`; `. Tabs and line breaks in a text become spaces and double quotes single ones, for POLECAT's files know no "
        "quoting. Figures, say-sos and the quote have no column: take jsonl for them."
    ),
    sources=(
        "Halterman, Bagozzi, Beger, Schrodt, Scarborough: PLOVER and POLECAT, A New Political Event Ontology, 2023",
        "POLECAT weekly data, doi:10.7910/DVN/AJGVIT; its codebook was not read, the columns are those of its files",
        "PLOVER manual, github.com/openeventdata/PLOVER, state of February 2024",
    ),
    delimiter="\t",
    empty="None",
)
