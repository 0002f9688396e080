"""Write events in the 49 columns of the UCDP Georeferenced Event Dataset."""

from collections.abc import Sequence
from math import floor

from sayso.as_json import Json
from sayso.exporting import facts
from sayso.exporting.countries import country_name
from sayso.exporting.mapped import MappedColumn, MappedTable
from sayso.exporting.shapes import Cell
from sayso.records import Precision
from sayso.resources.codebooks import ucdp

_BETWEEN = "; "
_STATE_BASED, _NON_STATE, _ONE_SIDED = (kind.code for kind in ucdp().violence_types)
_WHERE = {Precision.POINT: 1, Precision.TOWN: 1, Precision.DISTRICT: 3, Precision.PROVINCE: 4, Precision.COUNTRY: 6}
# The widest range of days for each precision: a day, two to six, a week, a month, a year.
_DATE = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
_CELL_DEGREES, _CELLS_AROUND = 0.5, 720


def type_of_violence(shown: Json) -> int | None:
    """Return 1, 2 or 3 where the sectors of both sides tell; None where one of them is not known."""
    first, second = (facts.sector(side) for side in facts.sides(shown))
    if first not in facts.ORGANISED:
        return None
    if second in facts.CIVILIANS:
        return _ONE_SIDED
    if second not in facts.ORGANISED:
        return None
    return _STATE_BASED if {first, second} & facts.STATE else _NON_STATE


def priogrid_cell(latitude: float, longitude: float) -> int:
    """Return the PRIO-GRID cell of a point: half degrees, from the south-west corner of the earth, row by row."""
    row = min(floor((latitude + 90) / _CELL_DEGREES), 359)
    column = min(floor((longitude + 180) / _CELL_DEGREES), _CELLS_AROUND - 1)
    return row * _CELLS_AROUND + column + 1


def _name(shown: Json, place: int) -> str | None:
    found = facts.names(facts.sides(shown)[place])
    return _BETWEEN.join(found) or None


def _dyad(shown: Json) -> str | None:
    first, second = _name(shown, 0), _name(shown, 1)
    return f"{first} - {second}" if first and second else None


def _date_prec(shown: Json) -> int | None:
    wide = facts.days_wide(shown)
    return next((code for days, code in _DATE if wide <= days), None) if wide else None


def _where_prec(shown: Json) -> int | None:
    precision = facts.place_part(shown, "precision")
    return _WHERE[Precision(precision)] if precision else None


def _point(shown: Json) -> tuple[float, float] | None:
    latitude, longitude = facts.place_part(shown, "latitude"), facts.place_part(shown, "longitude")
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _wkt(shown: Json) -> str | None:
    point = _point(shown)
    return f"POINT ({point[1]} {point[0]})" if point else None


def _cell(shown: Json) -> int | None:
    point = _point(shown)
    return priogrid_cell(*point) if point else None


def _articles(shown: Json) -> str:
    reports = {claim["report"]["id"]: claim["report"] for claim in shown["claims"]}.values()
    told = ((report["outlet"], report["published"], report["title"]) for report in reports)
    return _BETWEEN.join(",".join(f'"{part}"' for part in parts if part) for parts in told)


def _described(shown: Json) -> str:
    return _BETWEEN.join(
        dict.fromkeys(span["text"] for claim in shown["claims"] if claim["place"] for span in claim["place"]["spans"])
    )


def _stamp(shown: Json, first: bool) -> str | None:
    day = facts.first_day(shown) if first else facts.last_day(shown)
    return f"{day.isoformat()} 00:00:00.000" if day else None


def _died(shown: Json, civilians: bool) -> int:
    died = facts.deaths(shown)
    return died.best if died and (type_of_violence(shown) == _ONE_SIDED) == civilians else 0


def _year(shown: Json) -> Cell:
    day = facts.first_day(shown)
    return day.year if day else None


def _numberless(names: Sequence[str], why: str) -> tuple[MappedColumn, ...]:
    return tuple(MappedColumn(name, why) for name in names)


_NO_UCDP_ID = "UCDP's own number, which only UCDP gives."
_NO_SIDE = "0: reports seldom say of which side the dead were; they stand under `deaths_unknown`."

COLUMNS = (
    MappedColumn(
        "id", "A whole number made from the event's id, which stays with it.", facts.number_of, "UCDP's numbering"
    ),
    MappedColumn("relid", "The event's id in the ledger.", lambda e: e["id"]),
    MappedColumn("year", "Year of `date_start`.", _year),
    MappedColumn("active_year", "Whether 25 died in the dyad's year is for UCDP to count."),
    MappedColumn("code_status", "No person of UCDP has cleared it."),
    MappedColumn(
        "type_of_violence",
        "From the sectors of the two sides, where both are known.",
        type_of_violence,
        "parties, criminals and militias are told apart by sector alone",
    ),
    *_numberless(("conflict_dset_id", "conflict_new_id"), _NO_UCDP_ID),
    MappedColumn("conflict_name", "The ledger knows happenings, not conflicts."),
    *_numberless(("dyad_dset_id", "dyad_new_id"), _NO_UCDP_ID),
    MappedColumn("dyad_name", "Both sides, if both are named.", _dyad),
    *_numberless(("side_a_dset_id", "side_a_new_id"), _NO_UCDP_ID),
    MappedColumn("side_a", "Those who act; in a clash the first of them.", lambda e: _name(e, 0), "UCDP's spelling"),
    *_numberless(("side_b_dset_id", "side_b_new_id"), _NO_UCDP_ID),
    MappedColumn("side_b", "Those it was done to; in a clash the others.", lambda e: _name(e, 1), "UCDP's spelling"),
    MappedColumn("number_of_sources", "Reports, without copies.", lambda e: len(e["reports"]) - len(e["copies"])),
    MappedColumn("source_article", "Outlet, day and headline of each report.", _articles),
    MappedColumn("source_office", "Outlets.", lambda e: _BETWEEN.join(facts.of_reports(e, "outlet"))),
    MappedColumn("source_date", "Days of publication.", lambda e: _BETWEEN.join(facts.of_reports(e, "published"))),
    MappedColumn("source_headline", "Headlines.", lambda e: _BETWEEN.join(facts.of_reports(e, "title"))),
    MappedColumn(
        "source_original",
        "Who says so: the say-sos.",
        lambda e: _BETWEEN.join(s["source"] for s in e["say_sos"]),
        "channels, nesting, and who says which figure",
    ),
    MappedColumn(
        "where_prec",
        "1 for a town or finer, 3 for a district, 4 for a province, 6 for a country.",
        _where_prec,
        "2, 5 and 7 are never given",
    ),
    MappedColumn("where_coordinates", "Name of the place.", lambda e: facts.place_part(e, "name")),
    MappedColumn("where_description", "The words the place was read from.", _described),
    MappedColumn("adm_1", "First-level division.", lambda e: facts.place_part(e, "admin1")),
    MappedColumn("adm_2", "Not in the ledger."),
    MappedColumn("latitude", "As in the ledger.", lambda e: facts.place_part(e, "latitude")),
    MappedColumn("longitude", "As in the ledger.", lambda e: facts.place_part(e, "longitude")),
    MappedColumn("geom_wkt", "The point as text.", _wkt),
    MappedColumn("priogrid_gid", "PRIO-GRID cell of the point.", _cell),
    MappedColumn("country", "Name of the country.", lambda e: country_name(facts.place_part(e, "country"))),
    MappedColumn("country_id", "Gleditsch and Ward's number is not in the ledger."),
    MappedColumn("region", "UCDP's own list of regions is not ours to give."),
    MappedColumn("event_clarity", "2 if the event sums up others, else 1.", lambda e: 2 if e["covers"] else 1),
    MappedColumn("date_prec", "1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year; empty if open.", _date_prec),
    MappedColumn("date_start", "First day.", lambda e: _stamp(e, first=True)),
    MappedColumn("date_end", "Last day.", lambda e: _stamp(e, first=False)),
    MappedColumn("deaths_a", _NO_SIDE, lambda e: 0),
    MappedColumn("deaths_b", _NO_SIDE, lambda e: 0),
    MappedColumn("deaths_civilians", "`best` in one-sided violence, else 0.", lambda e: _died(e, civilians=True)),
    MappedColumn("deaths_unknown", "`best` in all else.", lambda e: _died(e, civilians=False)),
    MappedColumn("best", "Best figure of killed.", lambda e: died.best if (died := facts.deaths(e)) else None),
    MappedColumn(
        "high",
        "Highest figure named.",
        lambda e: died.high if (died := facts.deaths(e)) else None,
        "that an upper end is open",
    ),
    MappedColumn("low", "Lowest figure.", lambda e: died.low if (died := facts.deaths(e)) else None),
    *_numberless(("gwnoa", "gwnob"), "Gleditsch and Ward's numbers are not in the ledger."),
)


def _has_deaths(shown: Json) -> bool:
    died = facts.deaths(shown)
    return shown["event_type"] == "ASSAULT" and died is not None and died.high > 0 and facts.happened(shown)


UCDP = MappedTable(
    says="CSV in the 49 columns of UCDP's Georeferenced Event Dataset",
    columns=COLUMNS,
    note=(
        "One row an event of type ASSAULT for which a report gives at least one death, and which came about. GED's "
        "files keep line breaks inside quoted cells, and so does this one: read it with a CSV reader. "
        "`deaths_a` + `deaths_b` + `deaths_civilians` + `deaths_unknown` = `best`, and `low` <= `best` <= `high`."
    ),
    sources=(
        "Sundberg and Melander, Introducing the UCDP Georeferenced Event Dataset, J. of Peace Research 50(4), 2013",
        "UCDP GED Codebook, ucdp.uu.se/downloads: columns of versions 24.1 to 26.1. The wording of precisions is ours",
        "Tollefsen, Strand and Buhaug, PRIO-GRID: A unified spatial data structure, J. of Peace Research 49(2), 2012",
    ),
    keeps=_has_deaths,
)
