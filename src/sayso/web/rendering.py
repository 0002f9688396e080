"""Turn templates into pages; every text is escaped."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

import pycountry
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso import __version__
from sayso.resources.codebooks import plover
from sayso.showing import words
from sayso.web.people import Role, person_of
from sayso.web.security import form_token

_FACET_LABELS = {
    "type": "What happened", "mode": "How", "country": "Country", "place": "Place", "actor": "Who or to whom",
    "sector": "Sector", "source": "On whose say-so", "outlet": "Outlet", "standing": "Standing",
    "figure": "Figures", "precision": "How fine the place is",
}  # fmt: skip


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates with what they may call."""
    templates = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(
        words=words, label=label, facet_label=_FACET_LABELS.__getitem__, version=__version__, Role=Role
    )
    templates.filters.update(day=_day, amount=lambda value: words.amount(value, value), safe_url=safe_url)
    return templates


def page(request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Return a page."""
    common = {"request": request, "path": request.url.path, "person": person_of(request), "token": form_token(request)}
    written = environment().get_template(template).render({**common, **context})
    return HTMLResponse(written, status)


def label(facet: str, value: str) -> str:
    """Put a facet's value into words."""
    if facet == "country":
        return country_name(value)
    if facet == "sector":
        return sector_names().get(value, value)
    if facet == "figure":
        return words.counted(value)
    if facet in ("type", "mode", "precision", "standing"):
        return value.replace("_", " ").replace("-", " ").capitalize()
    return value


@cache
def country_name(code: str) -> str:
    """Return the short name of a country by its ISO 3166 alpha-3 code, or the code where there is none."""
    country = pycountry.countries.get(alpha_3=code) if code else None
    return str(getattr(country, "common_name", None) or country.name) if country else code


@cache
def sector_names() -> dict[str, str]:
    """Return PLOVER's sectors in words, up to the first punctuation."""
    return {
        sector.code: f"{sector.code} · {sector.definition.split(',')[0].split(';')[0]}" for sector in plover().sectors
    }


def safe_url(url: str | None) -> str | None:
    """Return an address that may be followed, or None: a report's URL comes from outside."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "undated"
