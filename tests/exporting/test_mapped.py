"""Events in the columns of other datasets: the right columns and codes, readable by what people read them with."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given

from sayso.exporting import MAPPED, ExportContext, facts
from sayso.exporting.acled import interaction_of
from sayso.exporting.countries import country_name, country_number, fips
from sayso.exporting.gdelt import fraction_of_year
from sayso.exporting.shapes import shape
from sayso.exporting.ucdp import priogrid_cell
from sayso.records import Actor, Basis, Certainty, Counted, Figure, Place, Precision, Time
from sayso.resources.codebooks import cameo, plover
from tests.builders import UKRAINE, killed, on
from tests.exporting.strategies import reports_with_events
from tests.exporting.test_exporters import Made, few, rows_of, shelling, written

RUSSIA = Actor((), "Russia", "RUS", "MIL")
REBELS = Actor((), "Rebels of the North", None, "REB")
VILLAGERS = Actor((), "villagers", "UKR", "CVL")
SHELLING = "Shelling/artillery/missile attack"

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
    "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
    "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
GED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
    "high low gwnoa gwnob"
).split()
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|"
    "Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|"
    "GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|"
    "Story Locations|Language|Version"
).split("|")


def row_of(format: str, **fields: Any) -> dict[str, str]:
    """Export one event and return its row, by column."""
    report, claims, event = shelling(**({"sub_event": SHELLING, "recipients": (VILLAGERS,)} | fields))
    return read(format, written(format, [event], report, claims))[0]


def read(format: str, raw: bytes) -> list[dict[str, str]]:
    table = MAPPED[format]
    lines = csv.reader(StringIO(raw.decode(), newline=""), delimiter=table.delimiter)
    rows = list(lines)[1 if table.header else 0 :]
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("format", "names"), [("acled", ACLED), ("ucdp", GED), ("plover", POLECAT)], ids=["acled", "ucdp", "plover"]
)
def test_the_columns_are_those_of_the_dataset_in_its_order(format: str, names: list[str]) -> None:
    assert [column.name for column in MAPPED[format].columns] == names


def test_gdelt_has_as_many_columns_as_its_readers_expect() -> None:
    assert (len(MAPPED["gdelt"].columns), len(MAPPED["gdelt-mentions"].columns)) == (61, 16)


@pytest.mark.parametrize("format", MAPPED)
def test_every_column_says_what_fills_it_or_why_it_is_empty(format: str) -> None:
    assert all(column.says for column in MAPPED[format].columns)


@few
@given(reports_with_events())
def test_every_format_writes_any_event(made: Made) -> None:
    report, claims, event = made
    for format, table in MAPPED.items():
        for row in read(format, written(format, [event], report, claims)):
            assert len(row) == len(table.columns)


@few
@given(reports_with_events())
def test_deaths_add_up_and_stand_in_order(made: Made) -> None:
    report, claims, event = made
    for row in read("ucdp", written("ucdp", [event], report, claims)):
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[part]) for part in parts) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


def test_acled_takes_foreign_forces_for_external_ones() -> None:
    row = row_of("acled", actors=(RUSSIA,))
    assert (row["inter1"], row["inter2"]) == ("External/Other forces", "Civilians")
    assert (row["interaction"], row["civilian_targeting"]) == ("External/Other forces-Civilians", "Civilian targeting")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Rebel group", "State forces", "State forces-Rebel group"),
        ("Protesters", None, "Protesters only"),
        (None, None, None),
        ("External/Other forces", "State forces", "State forces-External/Other forces"),
    ],
)
def test_an_interaction_names_the_lower_number_first(first: str | None, second: str | None, said: str | None) -> None:
    assert interaction_of(first, second) == said


@pytest.mark.parametrize(
    ("time", "acled", "ucdp"),
    [
        (on(8), "1", "1"),
        (on(8, 10), "2", "2"),
        (on(1, 7), "2", "3"),
        (on(1, 31), "3", "4"),
        (Time((), date(2024, 1, 1), date(2024, 12, 31), Basis.STATED), "3", "5"),
        (Time((), None, date(2024, 5, 8), Basis.STATED), "3", ""),
        (None, "", ""),
    ],
)
def test_precision_of_the_day_follows_from_its_range(time: Time | None, acled: str, ucdp: str) -> None:
    assert row_of("acled", time=time)["time_precision"] == acled
    assert row_of("ucdp", time=time)["date_prec"] == ucdp


@pytest.mark.parametrize(
    ("place", "acled", "ucdp"),
    [(Place((), "A", precision=p), a, u) for p, a, u in zip(Precision, "11233", "11346", strict=True)]
    + [(None, "", "")],
)
def test_precision_of_the_place_is_never_finer_than_ours(place: Place | None, acled: str, ucdp: str) -> None:
    assert row_of("acled", place=place)["geo_precision"] == acled
    assert row_of("ucdp", place=place)["where_prec"] == ucdp


def test_an_undated_event_gets_no_day_from_anywhere() -> None:
    row = row_of("acled", time=None)
    assert (row["event_date"], row["year"]) == ("", "")


def test_where_no_report_gives_a_figure_there_is_none() -> None:
    assert row_of("acled", figures=())["fatalities"] == ""


def test_acled_gets_the_lowest_figure_and_ged_all_three() -> None:
    figures = (Figure((), Counted.KILLED, 20, None),)
    assert row_of("acled", figures=figures)["fatalities"] == "20"
    ged = row_of("ucdp", figures=figures)
    assert (ged["low"], ged["best"], ged["high"]) == ("20", "20", "20")


@pytest.mark.parametrize(
    ("actors", "recipients", "kind"),
    [((RUSSIA,), (REBELS,), "1"), ((REBELS,), (REBELS,), "2"), ((REBELS,), (VILLAGERS,), "3"), ((), (VILLAGERS,), "")],
)
def test_the_kind_of_violence_follows_from_both_sides(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...], kind: str
) -> None:
    assert row_of("ucdp", actors=actors, recipients=recipients)["type_of_violence"] == kind


@pytest.mark.parametrize("format", ["acled", "ucdp", "gdelt"])
def test_what_did_not_come_about_has_no_row(format: str) -> None:
    report, claims, event = shelling(sub_event=SHELLING, certainty=Certainty.THREATENED)
    assert read(format, written(format, [event], report, claims)) == []


def test_events_that_acled_has_no_type_for_have_no_row() -> None:
    report, claims, event = shelling(sub_event=None)
    assert read("acled", written("acled", [event], report, claims)) == []


def test_gdelt_places_by_fips_and_not_by_iso() -> None:
    row = row_of("gdelt", actors=(RUSSIA,))
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_FullName"]) == ("UP", "Kherson, Ukraine")
    assert (row["Actor1Code"], row["SQLDATE"], row["MonthYear"]) == ("RUSMIL", "20240508", "202405")
    assert (fips("SDN"), fips("SVN"), fips(None)) == ("SU", "SI", None)


def test_gdelt_keeps_the_leading_zero_of_a_code() -> None:
    assert row_of("gdelt", event_type="CONSULT", mode="phone")["EventCode"] == "041"
    assert row_of("gdelt", event_type="CONSULT", mode=None)["QuadClass"] == "1"


def test_every_plover_type_has_a_cameo_code_and_every_mode_is_plovers() -> None:
    for event_type, mode in cameo().codes:
        assert mode is None or mode in plover().modes(event_type)
    assert {event_type for event_type, mode in cameo().codes if mode is None} == set(plover().types)


def test_a_mention_points_at_the_trigger() -> None:
    row = row_of("gdelt-mentions")
    assert (row["ActionCharOffset"], row["MentionIdentifier"]) == ("8", "https://example.org/1")
    assert row["GLOBALEVENTID"] == row_of("gdelt")["GLOBALEVENTID"]


def test_fractions_of_a_year_follow_gdelts_formula() -> None:
    assert fraction_of_year(date(2024, 1, 1)) == round(2024 + 31 / 365, 4)


@pytest.mark.parametrize(
    ("point", "cell"), [((-90, -180), 1), ((89.99, 179.99), 360 * 720), ((0.1, 0.1), 180 * 720 + 361)]
)
def test_cells_are_counted_from_the_south_west(point: tuple[float, float], cell: int) -> None:
    assert priogrid_cell(*point) == cell


def test_a_number_fits_into_a_double_and_stays_with_the_id() -> None:
    numbers = {facts.number_of({"id": f"e_{index:020x}"}) for index in range(2_000)}
    assert len(numbers) == 2_000
    assert all(float(number) == number and number < 2**53 for number in numbers)


def test_countries_are_named_and_numbered() -> None:
    assert (country_name("BOL"), country_number("UKR"), country_name("XXX")) == ("Bolivia", 804, None)


@pytest.mark.parametrize("format", MAPPED)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"])
def test_no_cell_starts_like_a_formula(format: str, start: str) -> None:
    report, claims, event = shelling(sub_event=SHELLING, actors=(Actor((), f"{start}cmd|' /C calc'!A0", "RUS", "MIL"),))
    for row in read(format, written(format, [event], report, claims)):
        for cell in row.values():
            is_number = cell.removeprefix("-").replace(".", "", 1).isdigit()
            assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


TWO_LINES = "Shells hit\nthe market"


def ged_of(count: int) -> bytes:
    """Export GED rows whose headlines run over two lines."""
    report, claims, event = shelling(figures=(killed(3),), place=UKRAINE, actors=(Actor((), TWO_LINES, "RUS", "MIL"),))
    return written("ucdp", [event] * count, report, claims)


def test_pandas_reads_ged_with_its_line_breaks() -> None:
    frame = pd.read_csv(BytesIO(ged_of(3)))
    assert (len(frame), list(frame.columns)) == (3, GED)
    assert frame["side_a"].tolist() == [TWO_LINES] * 3
    assert pd.to_datetime(frame["date_start"]).dt.year.tolist() == [2024] * 3


def test_polars_reads_ged_with_its_line_breaks() -> None:
    frame = pl.read_csv(ged_of(3))
    assert frame.shape == (3, 49)
    assert frame["best"].to_list() == [3, 3, 3]


def test_duckdb_reads_ged_with_its_line_breaks(tmp_path: Any) -> None:
    (tmp_path / "ged.csv").write_bytes(ged_of(3))
    found = duckdb.sql(f"select count(*), sum(best), min(side_a) from read_csv('{tmp_path / 'ged.csv'}')").fetchall()
    assert found == [(3, 9, TWO_LINES)]


@pytest.mark.parametrize("format", ["gdelt", "gdelt-mentions", "plover"])
def test_pandas_reads_tab_separated_files_line_by_line(format: str) -> None:
    report, claims, event = shelling(recipients=(Actor((), 'the "free"\tpress\n', "UKR", "JRN"),))
    raw = written(format, [event, event], report, claims)
    frame = pd.read_csv(BytesIO(raw), sep="\t", header=0 if format == "plover" else None, quoting=csv.QUOTE_NONE)
    assert frame.shape == (2, len(MAPPED[format].columns))


def test_acled_is_read_by_all_three(tmp_path: Any) -> None:
    report, claims, event = shelling(sub_event=SHELLING, actors=(RUSSIA,))
    raw = written("acled", [event, event], report, claims)
    (tmp_path / "acled.csv").write_bytes(raw)
    assert pd.read_csv(BytesIO(raw))["fatalities"].sum() == 6
    assert pl.read_csv(raw)["fatalities"].sum() == 6
    assert duckdb.sql(f"select sum(fatalities) from read_csv('{tmp_path / 'acled.csv'}')").fetchall() == [(6,)]


def test_ids_lead_back_to_the_ledger() -> None:
    report, claims, event = shelling(sub_event=SHELLING)
    shown = shape(event, ExportContext({c.id: c for c in claims}.__getitem__, {report.id: report}.__getitem__))
    assert row_of("acled")["event_id_cnty"] == row_of("ucdp")["relid"] == shown["id"]
    assert rows_of(written("csv", [event], report, claims))[0]["id"] == shown["id"]
