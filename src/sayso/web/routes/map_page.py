"""The map: events at the spots their places allow, borders offline, disputed areas drawn as disputed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from sayso.web.desk import Desk
from sayso.web.filters import Filters
from sayso.web.people import Person, Role, need
from sayso.web.query import desk_of, filters_of
from sayso.web.rendering import page
from sayso.web.spots import spots_of

router = APIRouter()

_LISTED = 40


@router.get("/map", response_class=HTMLResponse, tags=["pages"])
def map_page(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    filters: Annotated[Filters, Depends(filters_of)],
    reader: Annotated[Person, Depends(need(Role.READER))],
) -> HTMLResponse:
    """Show the map, and the places with most events as a list."""
    found = spots_of(desk.select(filters))
    shown = {"filters": filters, "found": found, "listed": found.spots[:_LISTED], "tile_url": desk.settings.tile_url}
    return page(request, "map.html", shown)


@router.get("/map.json", tags=["events"])
def map_json(
    desk: Annotated[Desk, Depends(desk_of)],
    filters: Annotated[Filters, Depends(filters_of)],
    reader: Annotated[Person, Depends(need(Role.READER))],
) -> dict[str, Any]:
    """Send the spots that have events: latitude, longitude, precision, count, name, country; the box is not applied."""
    found = spots_of(desk.select(filters))
    spots = [
        [round(spot.latitude, 4), round(spot.longitude, 4), spot.precision, spot.count, spot.name, spot.country]
        for spot in found.spots
    ]
    return {"placed": found.placed, "unplaced": found.unplaced, "spots": spots}
