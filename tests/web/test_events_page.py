"""The list of events: what filters let through, facets, words found, twins."""

import csv
import json
from io import StringIO

import pytest

from sayso.exporting.csv_table import without_guard


def total(client, query):
    return client.get(f"/events.json{query}").json()["total"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 3),
        ("?q=market", 1),
        ("?q=shell*", 1),
        ("?q=-market", 2),
        ("?type=PROTEST", 1),
        ("?type=-PROTEST", 2),
        ("?type=PROTEST&type=CONSULT", 2),
        ("?country=UKR&type=-CONSULT", 1),
        ("?place=Kherson", 1),
        ("?actor=Teachers", 1),
        ("?sector=EDU", 1),
        ("?source=Governor+Olena+Marchuk", 1),
        ("?outlet=Harbour+Post", 2),
        ("?standing=disputed", 1),
        ("?figure=killed", 1),
        ("?figure=injured", 0),
        ("?min_figure=4", 1),
        ("?min_figure=12", 0),
        ("?min_say_sos=2", 1),
        ("?since=2024-01-01", 1),
        ("?until=2023-12-31", 1),
        ("?since=2023-01-11&until=2023-01-11", 1),
        ("?box=30,40,40,50", 2),
        ("?box=-80,-20,-60,0", 1),
        ("?precision=province", 1),
        ("?type=&q=&since=", 3),
    ],
)  # fmt: skip
def test_filters_let_through_what_they_say(desk, query, expected):
    client, _ = desk
    assert total(client, query) == expected


def test_facets_count_alternatives_of_a_chosen_facet(desk):
    client, _ = desk
    facets = client.get("/events.json?type=PROTEST").json()["facets"]
    assert facets["type"] == {"ASSAULT": 1, "PROTEST": 1, "CONSULT": 1}
    assert facets["country"] == {"PER": 1}


def test_the_words_that_were_found_are_marked_by_their_stem(desk):
    client, _ = desk
    assert '<mark class="found">killing</mark>' in client.get("/?q=killed").text


def test_a_facet_can_be_clicked_in_and_out(desk):
    client, _ = desk
    shown = client.get("/").text
    assert 'href="/?type=PROTEST"' in shown
    assert 'href="/?type=-PROTEST"' in shown
    assert 'href="/"' in client.get("/?type=PROTEST").text


def test_the_twins_hold_the_same_events(desk):
    client, _ = desk
    query = "?outlet=Harbour+Post&sort=earliest"
    as_json = [event["id"] for event in client.get(f"/events.json{query}").json()["events"]]
    rows = csv.DictReader(StringIO(client.get(f"/events.csv{query}").text, newline=""))
    as_csv = [without_guard(row["id"]) for row in rows]
    as_geojson = [feature["id"] for feature in client.get(f"/events.geojson{query}").json()["features"]]
    assert as_json == as_csv == as_geojson
    assert len(as_json) == 2


def test_limit_and_offset_cut_the_twins(desk):
    client, _ = desk
    everything = [event["id"] for event in client.get("/events.json").json()["events"]]
    part = [event["id"] for event in client.get("/events.json?limit=1&offset=1").json()["events"]]
    assert part == everything[1:2]


def test_private_names_can_be_withheld(desk):
    client, _ = desk
    assert "name withheld" not in client.get("/events.json").text
    assert "Governor Olena Marchuk" in client.get("/events.json?hide_private_names=true").text


@pytest.mark.parametrize(
    "query", ["?since=never", "?box=1,2", "?min_figure=nan", "?page=0", "?sort=luck", "?min_say_sos=x"]
)
def test_a_filter_that_cannot_be_read_is_named(desk, query):
    client, _ = desk
    answer = client.get(f"/{query}")
    assert answer.status_code == 422
    assert query[1:].split("=")[0] in answer.text


def test_nothing_found_says_so_and_leads_back(desk):
    client, _ = desk
    assert "Nothing in this ledger answers that" in client.get("/?q=zebra").text


def test_many_values_of_a_facet_can_be_searched(desk):
    client, _ = desk
    found = client.get("/facets.json?facet=source&text=MARCHUK").json()
    assert [value["value"] for value in found["values"]] == ["Governor Olena Marchuk"]
    assert "Governor Olena Marchuk" in client.get("/facets?facet=source&text=marchuk").text


def test_the_timeline_keeps_its_span_and_marks_the_days_chosen(desk):
    client, _ = desk
    shown = client.get("/?since=2024-01-01").text
    assert 'data-first="2023-01' in shown
    assert 'class="bar off"' in shown


def test_openapi_describes_the_filters(desk):
    client, _ = desk
    described = client.get("/openapi.json").json()
    names = {parameter["name"] for parameter in described["paths"]["/events.csv"]["get"]["parameters"]}
    assert {"q", "type", "since", "box", "sort"} <= names


def test_json_is_whole_even_when_nothing_is_found(desk):
    client, _ = desk
    assert json.loads(client.get("/events.json?q=zebra").text)["events"] == []
