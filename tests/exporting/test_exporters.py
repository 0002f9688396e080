"""What is exported can be read back, looks the same every time and harms no spreadsheet or map."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given, settings

from sayso.as_json import claim_from_json, event_from_json, event_json
from sayso.exporting import COLUMNS, EXPORTERS, ExportContext, columns_as_markdown
from sayso.exporting.csv_table import without_guard
from sayso.merging.summary import event_of
from sayso.records import Actor, Claim, Counted, Event, Figure, Place, Precision, Report
from tests.builders import KHERSON, a_claim, a_report, killed, on, said_by
from tests.exporting.strategies import reports_with_events

few = settings(max_examples=40, deadline=None)
Made = tuple[Report, tuple[Claim, ...], Event]


def written(format: str, events: list[Event], report: Report, claims: tuple[Claim, ...]) -> bytes:
    """Export events of one report."""
    out = BytesIO()
    by_id = {claim.id: claim for claim in claims}
    EXPORTERS[format].write(events, ExportContext(by_id.__getitem__, {report.id: report}.__getitem__), out)
    return out.getvalue()


def rows_of(raw: bytes) -> list[dict[str, str]]:
    """Read CSV as other programs do."""
    rows = csv.DictReader(StringIO(raw.decode(), newline=""))
    return [{name: without_guard(cell) for name, cell in row.items()} for row in rows]


def shelling(**fields: Any) -> tuple[Report, tuple[Claim, ...], Event]:
    """Return one event of one claim."""
    report = a_report(url="https://example.org/1", title="Shelling in the south")
    claim = a_claim(report, "hit", **({"place": KHERSON, "time": on(8), "figures": (killed(3),)} | fields))
    return report, (claim,), event_of([claim], {report.id: report})


@few
@given(reports_with_events())
def test_jsonl_read_back_gives_the_same_events_and_claims(made: Made) -> None:
    report, claims, event = made
    lines = written("jsonl", [event, event], report, claims).decode().splitlines()
    assert len(lines) == 2
    shown = json.loads(lines[0])
    assert event_json(event_from_json(shown)) == event_json(event)
    assert [claim_from_json(claim) for claim in shown["claims"]] == list(claims)


@few
@given(reports_with_events())
def test_csv_read_back_gives_the_same_values(made: Made) -> None:
    report, claims, event = made
    (row,) = rows_of(written("csv", [event], report, claims))
    assert row["id"] == event.id
    assert row["quote"] == claims[0].sentence.of(report.text)
    assert row["place"] == (event.place.name if event.place else "")
    assert row["latitude"] == (str(event.place.latitude) if event.place and event.place.latitude is not None else "")
    assert row["sources"] == " | ".join(dict.fromkeys(say_so.source for say_so in event.say_sos))


@few
@given(reports_with_events())
def test_no_cell_starts_a_formula(made: Made) -> None:
    report, claims, event = made
    rows = csv.reader(StringIO(written("csv", [event], report, claims).decode(), newline=""))
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert not cell.startswith("-") or float(cell) < 0 or float(cell) == 0


@few
@given(reports_with_events())
def test_geojson_puts_an_event_where_it_was_or_nowhere(made: Made) -> None:
    report, claims, event = made
    (feature,) = json.loads(written("geojson", [event], report, claims))["features"]
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        assert feature["geometry"] is None
    else:
        assert feature["geometry"] == {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    assert feature["properties"]["precision"] == (place.precision if place else None)


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_same_events_give_the_same_bytes(format: str) -> None:
    report, claims, event = shelling()
    assert written(format, [event], report, claims) == written(format, [event], report, claims)


def test_no_events_make_a_header_or_an_empty_collection() -> None:
    report, claims, _ = shelling()
    assert written("jsonl", [], report, claims) == b""
    assert rows_of(written("csv", [], report, claims)) == []
    assert json.loads(written("geojson", [], report, claims)) == {"type": "FeatureCollection", "features": []}


def test_a_row_says_what_the_event_says() -> None:
    report, claims, event = shelling(actors=(Actor((), "the army", "RUS", "MIL"),), attributions=(said_by("A mayor"),))
    (row,) = rows_of(written("csv", [event], report, claims))
    expected = {
        "event_type": "ASSAULT",
        "earliest": "2024-05-08",
        "place": "Kherson",
        "precision": "town",
        "is_area": "false",
        "actors": "the army",
        "actor_countries": "RUS",
        "killed_low": "3",
        "killed_best": "3",
        "injured_low": "",
        "sources": "A mayor",
        "outlets": "The Daily Example",
        "urls": "https://example.org/1",
        "report_count": "1",
        "quote": "A shell hit Kherson.",
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("precision", "is_area"),
    [
        (Precision.POINT, False),
        (Precision.TOWN, False),
        (Precision.DISTRICT, True),
        (Precision.PROVINCE, True),
        (Precision.COUNTRY, True),
    ],
)
def test_a_point_that_stands_for_an_area_is_marked(precision: Precision, is_area: bool) -> None:
    report, claims, event = shelling(place=replace(KHERSON, precision=precision))
    (feature,) = json.loads(written("geojson", [event], report, claims))["features"]
    assert feature["properties"]["is_area"] is is_area


def test_a_place_without_coordinates_has_no_pin() -> None:
    report, claims, event = shelling(place=Place((), "Stara Balka", country="UKR", precision=Precision.PROVINCE))
    (feature,) = json.loads(written("geojson", [event], report, claims))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == "Stara Balka"


def test_every_column_is_documented_in_a_sentence() -> None:
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.says[0].isupper() and column.says.endswith(".") for column in COLUMNS)
    assert columns_as_markdown().count("\n") == len(COLUMNS) + 1


def test_a_row_says_of_whom_over_which_days_and_whether_a_figure_is_a_running_total() -> None:
    toll = Figure((), Counted.KILLED, 20, None, of="children", period=on(3), cumulative=True)
    report, claims, event = shelling(figures=(toll,))
    (row,) = rows_of(written("csv", [event], report, claims))
    said = (row["figures_of"], row["figures_period"], row["figures_cumulative"])
    assert said == ("killed: children", "killed: 2024-05-03/2024-05-03", "killed")
