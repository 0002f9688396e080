"""The list of events, its twins, and the page of one event."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, StreamingResponse

from sayso.exporting.shapes import ExportContext, shape
from sayso.ledger.highlighting import Piece, highlighted
from sayso.merging.comparing import Comparison, compare
from sayso.merging.evidence import evidence
from sayso.records import Claim, Event, Report
from sayso.web.desk import Desk
from sayso.web.event_view import branches, first_words, headline, quote_of, why
from sayso.web.figures import range_pictures
from sayso.web.filters import FACETS, PAGE_SIZE, Filters, Sort
from sayso.web.people import Person, Role, need
from sayso.web.query import desk_of, filters_of
from sayso.web.rendering import page
from sayso.web.routes.people import Store, export_noted
from sayso.web.timeline import HEIGHT, WIDTH, timeline
from sayso.web.twins import MEDIA_TYPES, events_as_json, exported, streamed

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Wanted = Annotated[Filters, Depends(filters_of)]
Reader = Annotated[Person, Depends(need(Role.READER))]
Limit = Annotated[int | None, Query(ge=1, le=1_000_000, description="At most so many events; without it, all.")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="Leave out so many at the start.")]
Hide = Annotated[bool, Query(description="Withhold names of people without a public role.")]

_MOST_COMPARED = 60
_NOTED = [Depends(export_noted)]


@dataclass(frozen=True, slots=True)
class Slip:
    """One event in a list, with words from one of its reports."""

    event: Event
    headline: str
    quote: list[Piece]
    source: str
    outlet: str


@router.get("/", response_class=HTMLResponse, tags=["pages"])
def search(request: Request, desk: TheDesk, store: Store, filters: Wanted, reader: Reader) -> HTMLResponse:
    """Show the events that filters let through, with counts by facet and over time."""
    selection = desk.select(filters)
    numbers = selection.page_numbers()
    total = selection.total
    shown = {
        "filters": filters,
        "slips": slips(desk, list(desk.events(numbers)), filters.words),
        "total": total,
        "pages": max(1, -(-total // PAGE_SIZE)),
        "first": (filters.page - 1) * PAGE_SIZE + 1,
        "facets": list(selection.facets()),
        "timeline": timeline(selection),
        "timeline_size": (WIDTH, HEIGHT),
        "sorts": list(Sort),
        "held": selection.catalogue.size,
        "searches": store.searches(reader.name),
    }
    return page(request, "events.html", shown)


@router.get("/events.json", tags=["events"], dependencies=_NOTED)
def events_json(
    desk: TheDesk,
    filters: Wanted,
    reader: Reader,
    limit: Limit = None,
    offset: Offset = 0,
    hide_private_names: Hide = False,
) -> StreamingResponse:
    """Send events as JSON: how many there are, how they spread over each facet, and the events with their claims."""
    selection = desk.select(filters)
    head = {
        "total": selection.total,
        "query": filters.query(page=filters.page),
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in selection.facets()},
    }
    shown = desk.withholding(hide_private_names)
    events = shown.events(desk.events(_portion(selection.numbers_in_order(), limit, offset)))
    return streamed(events_as_json(head, events, ExportContext(shown.claim, shown.report)), MEDIA_TYPES["json"])


@router.get("/events.csv", tags=["events"], dependencies=_NOTED, response_class=StreamingResponse)
def events_csv(
    desk: TheDesk,
    filters: Wanted,
    reader: Reader,
    limit: Limit = None,
    offset: Offset = 0,
    hide_private_names: Hide = False,
) -> StreamingResponse:
    """Send events as CSV, one row each."""
    return _download(desk, "csv", filters, limit, offset, hide_private_names)


@router.get("/events.geojson", tags=["events"], dependencies=_NOTED, response_class=StreamingResponse)
def events_geojson(
    desk: TheDesk,
    filters: Wanted,
    reader: Reader,
    limit: Limit = None,
    offset: Offset = 0,
    hide_private_names: Hide = False,
) -> StreamingResponse:
    """Send events as GeoJSON, one feature each, with the precision of its place."""
    return _download(desk, "geojson", filters, limit, offset, hide_private_names)


def _download(
    desk: Desk, format: str, filters: Filters, limit: int | None, offset: int, hide: bool
) -> StreamingResponse:
    numbers = _portion(desk.select(filters).numbers_in_order(), limit, offset)
    shown = desk.withholding(hide)
    return exported(format, shown.events(desk.events(numbers)), ExportContext(shown.claim, shown.report), "events")


def _portion(numbers: Sequence[int], limit: int | None, offset: int) -> Sequence[int]:
    return numbers[offset : None if limit is None else offset + limit]


@router.get("/facets.json", tags=["events"])
def facet_values(
    desk: TheDesk,
    filters: Wanted,
    reader: Reader,
    facet: Annotated[str, Query(pattern="^(" + "|".join(FACETS) + ")$")],
    text: Annotated[str, Query(max_length=100, description="Only values that hold this text.")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> dict[str, Any]:
    """Count the values of one facet among the events that the other filters let through."""
    return asdict(desk.select(filters).facet_values(facet, text, limit))


@router.get("/facets", response_class=HTMLResponse, tags=["pages"])
def facet_page(
    request: Request,
    desk: TheDesk,
    filters: Wanted,
    reader: Reader,
    facet: Annotated[str, Query(pattern="^(" + "|".join(FACETS) + ")$")],
    text: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Show the values of one facet, to choose among many."""
    shown = {"filters": filters, "facet": desk.select(filters).facet_values(facet, text, 500), "text": text}
    return page(request, "facet.html", shown)


@router.get("/events/{event_id}.json", tags=["events"])
def event_json(desk: TheDesk, event_id: str, reader: Reader, hide_private_names: Hide = False) -> JSONResponse:
    """Send one event with its claims."""
    shown = desk.withholding(hide_private_names)
    event = shown.event(desk.ledger.event_of(event_id))
    return JSONResponse(shape(event, ExportContext(shown.claim, shown.report)))


@router.get("/events/{event_id}/why", response_class=HTMLResponse, tags=["pages"])
def why_one_event(request: Request, desk: TheDesk, event_id: str, reader: Reader) -> HTMLResponse:
    """Show what speaks for each claim's belonging to the event: its best comparison with another claim."""
    event = desk.ledger.event_of(event_id)
    claims, reports = desk.claims_and_reports(event)
    shown = {"event": event, "claims": claims, "reports": reports, "links": _links(event, claims, reports)}
    return page(request, "why.html", shown | {"most": _MOST_COMPARED})


def _links(event: Event, claims: dict[str, Claim], reports: dict[str, Report]) -> list[Comparison]:
    """Compare each claim with those recorded before it, and keep the likeliest link."""
    known = [evidence(claims[c], reports[claims[c].report_id]) for c in event.claims[:_MOST_COMPARED] if c in claims]
    return [
        max((compare(one, earlier) for earlier in known[:number]), key=lambda comparison: comparison.score)
        for number, one in enumerate(known)
        if number
    ]


@router.get("/events/{event_id}", response_class=HTMLResponse, tags=["pages"], response_model=None)
def event_page(request: Request, desk: TheDesk, event_id: str, reader: Reader) -> HTMLResponse | RedirectResponse:
    """Show one event: the tree of its say-sos, rival figures, why it stands as it does, its history."""
    event = desk.ledger.event_of(event_id)
    if event.id != event_id:
        return RedirectResponse(f"/events/{event.id}", 307)
    claims, reports = desk.claims_and_reports(event)
    shown = {
        "event": event,
        "headline": headline(event),
        "branches": branches(event, claims, reports),
        "why": why(event),
        "pictures": range_pictures(event),
        "decisions": desk.ledger.decisions(event.claims),
        "revisions": desk.ledger.revisions_of(event.id),
        "claims": claims,
        "reports": reports,
    }
    return page(request, "event.html", shown)


@router.get("/claims/{claim_id}", tags=["pages"], response_class=RedirectResponse)
def claim_page(desk: TheDesk, claim_id: str, reader: Reader) -> RedirectResponse:
    """Lead to a claim in the event that holds it now, or else in its report."""
    claim = desk.ledger.claim(claim_id)
    event_id = desk.ledger.event_id_of(claim_id)
    where = f"/events/{event_id}" if event_id else f"/reports/{claim.report_id}"
    return RedirectResponse(f"{where}#{claim_id}", 307)


def slips(desk: Desk, events: Sequence[Event], wanted: str | None) -> list[Slip]:
    """Give each event of a list words from one of its reports, those that a search found where there are any."""
    claims = desk.ledger.claims_by_id([claim_id for event in events for claim_id in event.claims])
    quotes: list[str] = []
    told: list[tuple[Event, Claim, Report, range]] = []
    for event in events:
        reports = {report_id: desk.ledger.report(report_id) for report_id in event.reports}
        best = first_words(event, claims, reports.values())
        if best is None:
            continue
        others = [claims[c] for c in event.claims if c in claims and c != best[0].id] if wanted else []
        candidates = [best, *((claim, reports[claim.report_id]) for claim in others)]
        told.append((event, *best, range(len(quotes), len(quotes) + len(candidates))))
        quotes += [quote_of(claim, report) for claim, report in candidates]
    marked = highlighted(quotes, wanted)
    return [
        _slip(event, claim, report, [marked[number] for number in numbers]) for event, claim, report, numbers in told
    ]


def _slip(event: Event, claim: Claim, report: Report, candidates: list[list[Piece]]) -> Slip:
    quote = max(candidates, key=lambda pieces: any(piece.found for piece in pieces))
    source = next((say_so.source for say_so in event.say_sos if claim.id in say_so.claims), "")
    return Slip(event, headline(event), quote, source, report.outlet or "unknown outlet")
