"""The map: spots at the precision of their places, and borders that need no network."""

import json
from importlib.resources import files

from tests.web.builders import desk_on

BORDERS = files("sayso.web") / "static" / "borders"


def test_each_spot_keeps_the_precision_of_its_place(desk):
    client, _ = desk
    spots = {spot[4]: spot for spot in client.get("/map.json").json()["spots"]}
    assert spots["Kherson"][2:4] == ["town", 1]
    assert spots["Cusco Region"][2] == "province"
    assert spots["Ukraine"][2] == "country"


def test_filters_narrow_the_map_but_its_own_box_does_not(desk):
    client, _ = desk
    assert [spot[4] for spot in client.get("/map.json?type=PROTEST").json()["spots"]] == ["Cusco Region"]
    assert len(client.get("/map.json?box=30,40,40,50").json()["spots"]) == 3


def test_the_places_stand_in_a_list_as_well(desk):
    client, _ = desk
    assert 'href="/?place=Cusco+Region"' in client.get("/map").text


def test_a_tile_server_is_let_through_only_where_one_is_set(desk, tmp_path):
    client, _ = desk
    assert "tiles.example" not in client.get("/map").headers["content-security-policy"]
    with desk_on(tmp_path, tile_url="https://tiles.example/{z}/{x}/{y}.png") as (other, _):
        assert "img-src 'self' data: https://tiles.example;" in other.get("/map").headers["content-security-policy"]


def test_the_files_that_the_map_needs_are_served(desk):
    client, _ = desk
    for address in (
        "/static/map.js",
        "/static/borders/countries.json",
        "/vendor/leaflet/leaflet.js",
        "/vendor/leaflet_markercluster/leaflet.markercluster.js",
    ):
        assert client.get(address).status_code == 200


def test_crimea_is_ukraines_by_code_and_drawn_as_disputed():
    countries = {one["properties"]["country"] for one in _features("countries.json")}
    assert {"UKR", "RUS", "ESH", "XKX", "PSE"} <= countries
    claimed = {one["properties"]["disputed"]: one["properties"]["claimants"] for one in _features("disputed.json")}
    assert claimed["Crimea and Sevastopol"] == "Russia, Ukraine"
    provinces = {one["properties"]["name"] for one in _features("provinces/UKR.json")}
    assert provinces >= {"Autonomous Republic of Crimea", "Sevastopol"}


def _features(name: str) -> list[dict]:
    return json.loads((BORDERS / name).read_text(encoding="utf-8"))["features"]
