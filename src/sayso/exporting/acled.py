"""Write events in the 31 columns of an ACLED export: the shape alone, for tools that read it."""

from collections.abc import Sequence

from sayso.as_json import Json
from sayso.exporting import facts
from sayso.exporting.countries import country_name, country_number
from sayso.exporting.mapped import MappedColumn, MappedTable
from sayso.exporting.shapes import Cell
from sayso.records import Counted, Precision
from sayso.resources.codebooks import acled

_BETWEEN = "; "
_DAY, _WEEK = 1, 7

# In the order of ACLED's numbers, in which an interaction names its two sides.
_INTER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
_STATE, _REBELS, _MILITIA, _, _RIOTERS, _PROTESTERS, _CIVILIANS, _OTHER = _INTER
_DEMONSTRATIONS = {"Protests": _PROTESTERS, "Riots": _RIOTERS}
_GEO_PRECISION = {
    Precision.POINT: 1,
    Precision.TOWN: 1,
    Precision.DISTRICT: 2,
    Precision.PROVINCE: 3,
    Precision.COUNTRY: 3,
}
_VIOLENCE = "Political violence"


def inter_of(parties: Sequence[Json], shown: Json, acting: bool) -> str | None:
    """Return what kind of actor a side is, in ACLED's words; None if the reports do not tell."""
    sector, home = facts.sector(parties), facts.place_part(shown, "country")
    if not parties:
        return None
    if acting and shown["acled"]["event_type"] in _DEMONSTRATIONS and sector not in facts.STATE:
        return _DEMONSTRATIONS[shown["acled"]["event_type"]]
    if sector in facts.STATE:
        foreign = home is not None and facts.country(parties) not in (None, home)
        return _OTHER if foreign else _STATE
    if sector in facts.REBELS:
        return _REBELS
    if sector in facts.MILITIAS:
        return _MILITIA
    if sector in facts.CIVILIANS:
        return _CIVILIANS
    return _OTHER if sector == "IGO" else None


def interaction_of(first: str | None, second: str | None) -> str | None:
    """Join two kinds of actor as ACLED does: the lower number first, "only" where there is one side.

    Forces from elsewhere stand before civilians all the same.
    """
    told = sorted((kind for kind in (first, second) if kind), key=_INTER.index)
    if not told:
        return None
    if told == [_CIVILIANS, _OTHER]:
        told.reverse()
    return f"{told[0]} only" if len(told) == 1 else f"{told[0]}-{told[1]}"


def _inter1(shown: Json) -> str | None:
    return inter_of(facts.sides(shown)[0], shown, acting=True)


def _inter2(shown: Json) -> str | None:
    return inter_of(facts.sides(shown)[1], shown, acting=False)


def _first(parties: Sequence[Json]) -> str | None:
    return facts.names(parties)[0] if parties else None


def _rest(parties: Sequence[Json]) -> str:
    return _BETWEEN.join(facts.names(parties)[1:])


def _disorder(shown: Json) -> str:
    return _BETWEEN.join(acled().sub_event(shown["acled"]["sub_event_type"]).disorder)


def _civilian_targeting(shown: Json) -> str:
    return "Civilian targeting" if _inter2(shown) == _CIVILIANS and _VIOLENCE in _disorder(shown) else ""


def _time_precision(shown: Json) -> int | None:
    wide = facts.days_wide(shown)
    if wide is None:
        return 3 if shown["time"] else None
    return 1 if wide == _DAY else 2 if wide <= _WEEK else 3


def _geo_precision(shown: Json) -> int | None:
    precision = facts.place_part(shown, "precision")
    return _GEO_PRECISION[Precision(precision)] if precision else None


def _notes(shown: Json) -> str:
    sources = ", ".join(say_so["source"] for say_so in shown["say_sos"])
    died = facts.deaths(shown)
    toll = f" Deaths given: {died.low} to {died.high}." if died and died.low != died.high else ""
    said = f" According to: {sources}." if sources else ""
    return f"{facts.first_quote(shown) or ''} [{shown['standing']}.{said}{toll}]"


def _tags(shown: Json) -> str:
    if shown["acled"]["event_type"] not in _DEMONSTRATIONS:
        return ""
    crowd = facts.figure_best(shown, Counted.PARTICIPANTS) or facts.figure_best(shown, Counted.MOBILIZED)
    return f"crowd size={f'around {crowd:g}' if crowd else 'no report'}"


def _year(shown: Json) -> Cell:
    day = facts.first_day(shown)
    return day.year if day else None


def _location(shown: Json) -> str | None:
    finest = facts.place_part(shown, "name")
    return str(finest) if finest else None


COLUMNS = (
    MappedColumn("event_id_cnty", "The event's id in the ledger.", lambda e: e["id"], "ACLED's country and number"),
    MappedColumn("event_date", "First day the event may have been on.", lambda e: _iso(e), "the last day"),
    MappedColumn("year", "Year of `event_date`.", _year),
    MappedColumn(
        "time_precision",
        "1 if the day is known, 2 within a week, 3 for anything wider or open.",
        _time_precision,
        "how many days",
    ),
    MappedColumn("disorder_type", "From the sub-event type, by the codebook.", _disorder),
    MappedColumn("event_type", "ACLED event type.", lambda e: e["acled"]["event_type"]),
    MappedColumn("sub_event_type", "ACLED sub-event type.", lambda e: e["acled"]["sub_event_type"]),
    MappedColumn("actor1", "First of those who act.", lambda e: _first(facts.sides(e)[0]), "which source names it"),
    MappedColumn("assoc_actor_1", "The others who act.", lambda e: _rest(facts.sides(e)[0]), "who led, who came along"),
    MappedColumn(
        "inter1",
        "From the sector of the side, as text: state forces (of another country: External/Other forces), rebels, armed "
        "groups as Political militia, demonstrators, civilians.",
        _inter1,
        "Identity militias are not told apart",
    ),
    MappedColumn(
        "actor2", "First of those it was done to; in a clash the second side.", lambda e: _first(facts.sides(e)[1])
    ),
    MappedColumn("assoc_actor_2", "The others of that side.", lambda e: _rest(facts.sides(e)[1])),
    MappedColumn("inter2", "As `inter1`.", _inter2),
    MappedColumn(
        "interaction", "`inter1` and `inter2`, lower number first.", lambda e: interaction_of(_inter1(e), _inter2(e))
    ),
    MappedColumn(
        "civilian_targeting", "Where civilians are the second side of political violence.", _civilian_targeting
    ),
    MappedColumn("iso", "ISO 3166 number of the country.", lambda e: country_number(facts.place_part(e, "country"))),
    MappedColumn("region", "ACLED's own list of regions is not ours to give."),
    MappedColumn("country", "Name of the country.", lambda e: country_name(facts.place_part(e, "country"))),
    MappedColumn("admin1", "First-level division.", lambda e: facts.place_part(e, "admin1")),
    MappedColumn("admin2", "Not in the ledger."),
    MappedColumn("admin3", "Not in the ledger."),
    MappedColumn("location", "Name of the place, which may be a province or a country.", _location),
    MappedColumn("latitude", "As in the ledger.", lambda e: facts.place_part(e, "latitude")),
    MappedColumn("longitude", "As in the ledger.", lambda e: facts.place_part(e, "longitude")),
    MappedColumn(
        "geo_precision",
        "1 for a town or finer, 2 for a district, 3 for a province or country.",
        _geo_precision,
        "a province and a country look alike; the coordinates of 3 are the area's own point, not its capital",
    ),
    MappedColumn("source", "Outlets of the reports.", lambda e: _BETWEEN.join(facts.of_reports(e, "outlet"))),
    MappedColumn("source_scale", "Not in the ledger."),
    MappedColumn("notes", "The first claim's sentence; standing, say-sos and the range of deaths in brackets.", _notes),
    MappedColumn(
        "fatalities",
        "Lowest figure of killed; empty, not 0, where no report gives one.",
        lambda e: died.low if (died := facts.deaths(e)) else None,
        "best and highest figure, and who gave which",
    ),
    MappedColumn("tags", "The crowd's size, for demonstrations.", _tags, "a range is one number"),
    MappedColumn("timestamp", "The ledger keeps runs, not a time of upload."),
)


def _iso(shown: Json) -> str | None:
    day = facts.first_day(shown)
    return day.isoformat() if day else None


ACLED = MappedTable(
    says="CSV in the 31 columns of an ACLED export (the shape alone: none of this is ACLED's data)",
    columns=COLUMNS,
    note=(
        "One row an event that has an ACLED sub-event type and came about: what is only planned, threatened, called "
        "for or denied by all has none. ACLED's names are used as a shape for exchange; the rows are not ACLED's, nor "
        "endorsed by it, and its terms forbid using its own data to make a like dataset. That Mob violence counts as "
        "Political violence and Violent demonstration as Demonstrations is as we know its codebook, and not checked "
        "against the current one."
    ),
    sources=(
        "ACLED, Codebook, and Guide to 2023 column changes, acleddata.com/knowledge-base",
        "acledR, the official R package (github.com/dtacled/acledR): order of the columns, event categories",
    ),
    keeps=lambda shown: shown["acled"] is not None and facts.happened(shown),
)
