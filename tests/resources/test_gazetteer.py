"""The gazetteer: names in, places out, and a file that is whole or refused."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import ResourceError
from sayso.resources import gazetteer_sources
from sayso.resources.gazetteer import Gazetteer, Kind, Naming, default_path, fold
from sayso.resources.gazetteer_build import build
from sayso.resources.gazetteer_sources import RawPlace
from tests.gazetteers import gazetteer

LAND = RawPlace("XA", Kind.COUNTRY, "Aland", ("Republic of Aland",), 1, None, (10.0, 10.0), 900_000, "XA XAA")
PROVINCE = RawPlace("s1", Kind.ADMIN1, "Upper Province", ("Obera",), 2, "XA", None, 0, "XA-UP 01")
STRAY = RawPlace("s2", Kind.ADMIN1, "Lower Province", (), 0, "XA", (80.0, -170.0), 0, "XA-LO 02")
TOWNS = (
    RawPlace("11", Kind.TOWN, "Tōrn", ("Turn",), 11, "s1", (11.0, 11.0), 40_000, capital=True),
    RawPlace("12", Kind.TOWN, "Mill", (), 12, "s2", (9.0, 9.5), 700),
    RawPlace("13", Kind.TOWN, "Mill", (), 13, "s1", (11.2, 11.1), 8_000),
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gazetteer of one invented country."""
    copies = {"countries": (LAND,), "subdivisions": (PROVINCE, STRAY), "towns": TOWNS}
    for name, places in copies.items():
        monkeypatch.setattr(gazetteer_sources, name, lambda places=places: iter([replace(one) for one in places]))
    out = tmp_path / "small.bin"
    build(out)
    return out


@pytest.mark.parametrize("name", ["Tōrn", "torn", "TORN", "Turn"])
def test_a_name_is_found_whatever_its_case_and_accents(small: Path, name: str) -> None:
    assert [candidate.entry.id for candidate in Gazetteer(small).lookup(name)] == ["geonames:11"]


def test_namesakes_come_most_populous_first(small: Path) -> None:
    assert [candidate.entry.population for candidate in Gazetteer(small).lookup("Mill")] == [8_000, 700]


def test_an_entry_knows_what_it_lies_in(small: Path) -> None:
    gazetteer = Gazetteer(small)
    town = gazetteer.lookup("Tōrn")[0].entry
    assert [gazetteer.entry(row).name for row in town.within] == ["Upper Province", "Aland"]
    assert (town.admin1, town.admin1_code, town.country, town.country_alpha2) == ("Upper Province", "01", "XAA", "XA")


def test_a_province_without_a_point_lies_amid_its_towns(small: Path) -> None:
    province = Gazetteer(small).lookup("Upper Province")[0].entry
    assert province.latitude == pytest.approx(11.05, abs=0.1)
    assert province.population == 48_000


def test_a_point_far_from_the_province_is_not_believed(small: Path) -> None:
    province = Gazetteer(small).lookup("Lower Province")[0].entry
    assert (province.latitude, province.longitude) == (9.0, 9.5)


def test_a_province_is_found_without_the_word_for_its_kind(small: Path) -> None:
    assert Gazetteer(small).lookup("Lower")[0].naming is Naming.SHORTENED


def test_a_place_without_a_geonames_id_is_named_by_its_iso_code(small: Path) -> None:
    assert Gazetteer(small).lookup("Lower Province")[0].entry.id == "iso3166:XA-LO"


def test_countries_and_provinces_are_found_by_iso_code(small: Path) -> None:
    gazetteer = Gazetteer(small)
    country, province = gazetteer.country("XAA"), gazetteer.by_id("XA-UP")
    assert [entry and entry.name for entry in (country, province)] == ["Aland", "Upper Province"]


def test_an_unknown_name_gives_nothing(small: Path) -> None:
    assert Gazetteer(small).lookup("Nowhere at all") == ()


def test_the_same_packages_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "again.bin")
    assert (tmp_path / "again.bin").read_bytes() == small.read_bytes()


def test_a_missing_gazetteer_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="sayso gazetteer build"):
        Gazetteer(tmp_path / "none.bin")


@pytest.mark.parametrize("content", [b"", b"x", b"SAYSOGAZ", b"GIF89a" * 50])
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(ResourceError, match="sayso gazetteer build"):
        Gazetteer(tmp_path / "other.bin")


def test_a_gazetteer_cut_short_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.bin").write_bytes(small.read_bytes()[:-40])
    with pytest.raises(ResourceError, match="cut short"):
        Gazetteer(tmp_path / "cut.bin")


def test_nothing_is_left_where_a_build_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_sources, "towns", lambda: iter([]))
    monkeypatch.setattr(gazetteer_sources, "subdivisions", lambda: iter([]))
    monkeypatch.setattr(gazetteer_sources, "countries", lambda: iter([LAND]))
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(ResourceError, match="can't be written"):
        build(blocked / "gazetteer.bin")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_build_tells_how_far_it_is(small: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    build(tmp_path / "third.bin", lambda _step, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_environment_may_say_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_GAZETTEER", str(tmp_path / "mine.bin"))
    assert default_path() == tmp_path / "mine.bin"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Saint-Étienne", "st etienne"),
        ("Ra's al-‘Ayn", "ras al ayn"),
        ("Łódź", "lodz"),
        ("Fort  Worth", "ft worth"),
        ("W.Va.", "wva"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kyiv", Kind.TOWN, "UKR"),
        ("Kiev", Kind.TOWN, "UKR"),
        ("Zaporizhzhia Oblast", Kind.ADMIN1, "UKR"),
        ("Luhansk Oblast", Kind.ADMIN1, "UKR"),
        ("Bavaria", Kind.ADMIN1, "DEU"),
        ("Rapides Parish", Kind.ADMIN2, "USA"),
        ("Ivory Coast", Kind.COUNTRY, "CIV"),
        ("Myanmar", Kind.COUNTRY, "MMR"),
    ],
)
def test_the_world_is_in_it(name: str, kind: Kind, country: str) -> None:
    assert any(c.entry.kind is kind and c.entry.country == country for c in gazetteer().lookup(name))


def test_it_is_small_and_opens_at_once() -> None:
    path = gazetteer().path
    started = time.perf_counter()
    Gazetteer(path)
    assert time.perf_counter() - started < 0.5
    assert path.stat().st_size < 35_000_000
