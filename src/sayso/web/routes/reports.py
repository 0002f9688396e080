"""The list of reports, one report with everything marked that was read from it, and what went wrong."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from sayso.as_json import claim_json, report_json
from sayso.ledger import ReportHead
from sayso.records import Problem
from sayso.showing.marking import segments, spans_with_content
from sayso.web.desk import Desk
from sayso.web.event_view import fields
from sayso.web.people import Person, Role, need
from sayso.web.query import desk_of
from sayso.web.rendering import page
from sayso.web.routes.people import export_noted
from sayso.web.twins import MEDIA_TYPES, rows_as_csv, streamed

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Person, Depends(need(Role.READER))]
Words = Annotated[str, Query(max_length=200, description="Words of title, outlet or address.")]
Page = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]

_PAGE = 50
_NOTED = [Depends(export_noted)]
_ALL = 1_000_000
_REPORT_COLUMNS = ("id", "published", "outlet", "title", "url", "claims")
_PROBLEM_COLUMNS = ("input", "stage", "message", "report_id")


@router.get("/reports", response_class=HTMLResponse, tags=["pages"])
def reports(request: Request, desk: TheDesk, reader: Reader, q: Words = "", number: Page = 1) -> HTMLResponse:
    """List reports, the latest published first."""
    total = desk.ledger.report_count(q)
    found = desk.ledger.report_heads(_PAGE, (number - 1) * _PAGE, q)
    shown = {"heads": found, "total": total, "q": q, "number": number, "pages": max(1, -(-total // _PAGE))}
    return page(request, "reports.html", shown | {"query": "?" + urlencode({"q": q}) if q else ""})


@router.get("/reports.json", tags=["reports"], dependencies=_NOTED)
def reports_json(desk: TheDesk, reader: Reader, q: Words = "") -> dict[str, Any]:
    """Send the list of reports."""
    heads = desk.ledger.report_heads(_ALL, 0, q)
    return {"total": len(heads), "reports": [_head(head) for head in heads]}


@router.get("/reports.csv", tags=["reports"], dependencies=_NOTED, response_class=StreamingResponse)
def reports_csv(desk: TheDesk, reader: Reader, q: Words = "") -> StreamingResponse:
    """Send the list of reports as CSV."""
    rows = (_head(head) for head in desk.ledger.report_heads(_ALL, 0, q))
    return streamed(rows_as_csv(_REPORT_COLUMNS, rows), MEDIA_TYPES["csv"], "reports.csv")


def _head(head: ReportHead) -> dict[str, Any]:
    shown = {name: getattr(head, name) for name in _REPORT_COLUMNS}
    return shown | {"published": head.published.isoformat() if head.published else None}


@router.get("/reports/{report_id}.json", tags=["reports"])
def one_report_json(desk: TheDesk, report_id: str, reader: Reader) -> dict[str, Any]:
    """Send a report: its text, what was skipped, its claims, and what went wrong."""
    report = desk.ledger.report(report_id)
    claims = desk.ledger.claims_by_id(desk.ledger.claims_of(report_id))
    return report_json(report) | {
        "raw_digest": report.raw_digest,
        "text": report.text,
        "skipped": [
            {"start": part.span.start, "end": part.span.end, "text": part.span.of(report.text), "reason": part.reason}
            for part in report.skipped
        ],
        "claims": [claim_json(claim, report) for claim in claims.values()],
        "problems": [_problem(problem) for problem in desk.ledger.problems_of(report_id)],
    }


@router.get("/reports/{report_id}/kept", tags=["reports"], response_class=Response)
def kept_page(desk: TheDesk, report_id: str, reader: Reader) -> Response:
    """Send the very bytes a report was read from, as plain text that no browser runs."""
    report = desk.ledger.report(report_id)
    raw = desk.ledger.raw(report.raw_digest) if report.raw_digest else None
    if raw is None:
        raise HTTPException(404, "The bytes of this report were not kept.")
    headers = {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'inline; filename="{report.id}.txt"',
        "X-SHA256": report.raw_digest or "",
    }
    return Response(raw, media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/reports/{report_id}", response_class=HTMLResponse, tags=["pages"])
def one_report(request: Request, desk: TheDesk, report_id: str, reader: Reader) -> HTMLResponse:
    """Show a report's text with every claim and attribution marked, what was skipped and why, and problems."""
    report = desk.ledger.report(report_id)
    claims = list(desk.ledger.claims_by_id(desk.ledger.claims_of(report_id)).values())
    claims.sort(key=lambda claim: claim.trigger)
    shown = {
        "report": report,
        "claims": [(claim, fields(claim, report)) for claim in claims],
        "segments": list(segments(report, claims, spans_with_content)),
        "event_ids": desk.ledger.event_ids_of([claim.id for claim in claims]),
        "problems": desk.ledger.problems_of(report_id),
        "is_kept": report.raw_digest is not None and desk.ledger.raw(report.raw_digest) is not None,
    }
    return page(request, "report.html", shown)


@router.get("/problems", response_class=HTMLResponse, tags=["pages"])
def problems(request: Request, desk: TheDesk, reader: Reader, number: Page = 1) -> HTMLResponse:
    """List what could not be read or coded, the latest first."""
    total = desk.ledger.problem_count()
    found = desk.ledger.problems_page(_PAGE, (number - 1) * _PAGE)
    shown = {"problems": found, "total": total, "number": number, "pages": max(1, -(-total // _PAGE))}
    return page(request, "problems.html", shown)


@router.get("/problems.json", tags=["reports"], dependencies=_NOTED)
def problems_json(desk: TheDesk, reader: Reader) -> dict[str, Any]:
    """Send what could not be read or coded."""
    found = [_problem(problem) for problem in desk.ledger.problems_page(_ALL)]
    return {"total": len(found), "problems": found}


@router.get("/problems.csv", tags=["reports"], dependencies=_NOTED, response_class=StreamingResponse)
def problems_csv(desk: TheDesk, reader: Reader) -> StreamingResponse:
    """Send what could not be read or coded as CSV."""
    rows = (_problem(problem) for problem in desk.ledger.problems_page(_ALL))
    return streamed(rows_as_csv(_PROBLEM_COLUMNS, rows), MEDIA_TYPES["csv"], "problems.csv")


def _problem(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in _PROBLEM_COLUMNS}
