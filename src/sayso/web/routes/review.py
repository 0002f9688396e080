"""Review: what to look at first, one key a decision, corrections by selecting words, a blind second coding."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

import numpy as np
from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from sayso import pipeline
from sayso.as_json import Json
from sayso.errors import LedgerError, UsageError
from sayso.records import Certainty, Claim, Counted, Decision, Event, Precision, Report, Verdict
from sayso.resources.codebooks import plover
from sayso.reviewing import Judge, Waiting, agreement, decide, for_second_coder, queue, split, undo
from sayso.showing import words
from sayso.showing.marking import segments, spans_with_content
from sayso.web.catalogue import NO_DAY
from sayso.web.correcting import members_of, rows_of
from sayso.web.desk import Desk
from sayso.web.event_view import headline, shown
from sayso.web.people import Person, Role, need
from sayso.web.query import desk_of
from sayso.web.rendering import page
from sayso.web.routes.people import export_noted
from sayso.web.security import from_own_page
from sayso.web.twins import MEDIA_TYPES, rows_as_csv, streamed

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Coder = Annotated[Person, Depends(need(Role.CODER))]
At = Annotated[int, Query(ge=0, le=1_000_000, description="Place in the queue, from 0.")]
_CHECKED = [Depends(from_own_page)]
_AHEAD = 12
_RECENT = 8
_ALIKE = 6
_LISTED = 1000
_COLUMNS = ("event", "what", "worth", "reasons", "claims", "undecided")


@router.get("/review", response_class=HTMLResponse, tags=["review"])
def review(request: Request, desk: TheDesk, coder: Coder, at: At = 0, event: str = "", said: str = "") -> HTMLResponse:
    """Show what to look at first, with its claims, and the keys to decide."""
    waiting = queue(desk.ledger, _AHEAD, at)
    current = _opened(desk, event) or (waiting[0] if waiting else None)
    mine = [decision for decision in desk.ledger.decisions()[::-1] if decision.by == coder.name]
    about = {
        "at": at,
        "waiting": waiting,
        "current": current,
        "headline": headline,
        "claims": _claims(desk, current) if current else [],
        "judged": _judged(desk, current) if current else {},
        "alike": _alike(desk, current.event) if current else [],
        "mine": mine[:_RECENT],
        "today": sum(decision.at.date() == datetime.now(UTC).date() for decision in mine),
        "said": said[:500],
        "may_merge": coder.role >= Role.EDITOR,
    }
    return page(request, "review.html", about)


def _opened(desk: Desk, event_id: str) -> Waiting | None:
    """Return an event that is being worked on, as the queue shows events; None once it is gone."""
    if not event_id:
        return None
    try:
        event = desk.ledger.event_of(event_id)
    except LedgerError:
        return None
    claims = desk.ledger.claims_by_id(event.claims)
    judged = desk.ledger.review_of(event.claims).judgements
    undecided = tuple(claim for claim in claims.values() if not judged.get(claim.id))
    return Waiting(event, tuple(claims.values()), undecided, 0.0, ())


def _claims(desk: Desk, current: Waiting) -> list[Any]:
    """Return the claims in their words, those that nobody has judged first."""
    open_ids = {claim.id for claim in current.undecided}
    ordered = sorted(current.claims, key=lambda claim: (claim.id not in open_ids, claim.report_id, claim.trigger))
    return [(shown(claim, report), report) for claim in ordered for report in [desk.ledger.report(claim.report_id)]]


def _judged(desk: Desk, current: Waiting) -> dict[str, tuple[Decision, ...]]:
    return dict(desk.ledger.review_of([claim.id for claim in current.claims]).judgements)


def _alike(desk: Desk, event: Event) -> list[tuple[Event, str]]:
    """Return events that could be the same happening: of its country, with days in common, nearest in time first."""
    catalogue = desk.catalogue()
    if event.place is None or event.place.country is None or event.time is None:
        return []
    day = event.time.latest or event.time.earliest
    column = catalogue.facets["country"]
    if day is None or event.place.country not in column.values:
        return []
    here = np.zeros(len(catalogue.ids), np.bool_)
    here[column.row[column.code == column.values.index(event.place.country)]] = True
    latest = catalogue.numbers["latest"]
    rows = np.flatnonzero(here & catalogue.alive & (latest != NO_DAY) & (np.abs(latest - day.toordinal()) <= 3))
    nearest = rows[np.argsort(np.abs(latest[rows] - day.toordinal()), kind="stable")][: _ALIKE + 1]
    found = list(desk.events([int(number) for number in catalogue.numbers["number"][nearest]]))
    return [(other, headline(other)) for other in found if other.id != event.id][:_ALIKE]


@router.post("/review/decide", tags=["review"], dependencies=_CHECKED)
def judge(
    desk: TheDesk,
    coder: Coder,
    verdict: Annotated[str, Form(pattern="^(accept|reject|same|different)$")],
    ids: Annotated[list[str], Form(max_length=500)],
    reason: Annotated[str, Form(max_length=1000)] = "",
    event: Annotated[str, Form(max_length=60)] = "",
    at: Annotated[int, Form(ge=0)] = 0,
    to: Annotated[str, Form(pattern="^(review|second)$")] = "review",
) -> RedirectResponse:
    """Decide about claims, merge what follows from it, and lead on."""
    if verdict in ("same", "different") and coder.role < Role.EDITOR:
        raise HTTPException(403, "Merging and splitting needs the role editor.")
    by = Judge(coder.name, datetime.now(UTC), reason)
    wanted = [identity for identity in ids if identity]
    if verdict == "different":
        made: Sequence[Decision] = split(desk.ledger, event, wanted, by)
    else:
        made = decide(desk.ledger, Verdict(verdict), wanted, by)
    pipeline.merge(desk.ledger, desk.settings.merge_score)
    said = f"{verdict}: {len(made[0].claims)} claim{'' if len(made[0].claims) == 1 else 's'}"
    return _onward(desk, event, at, said, to)


def _onward(desk: Desk, event: str, at: int, said: str, to: str = "review") -> RedirectResponse:
    """Stay with an event until all its claims are judged, then go on in the queue."""
    if to == "second":
        return RedirectResponse("/review/second", 303)
    current = _opened(desk, event)
    query = {"at": at, "said": said} | ({"event": current.event.id} if current and current.undecided else {})
    return RedirectResponse(f"/review?{urlencode(query)}", 303)


@router.post("/review/undo", tags=["review"], dependencies=_CHECKED)
def take_back(
    desk: TheDesk,
    coder: Coder,
    decision: Annotated[str, Form(max_length=60)],
    at: Annotated[int, Form(ge=0)] = 0,
    event: Annotated[str, Form(max_length=60)] = "",
) -> RedirectResponse:
    """Take back a decision, one's own, or anybody's for an editor."""
    about = desk.ledger.decisions_of_batch(decision)
    if coder.role < Role.EDITOR and any(one.by != coder.name for one in about):
        raise HTTPException(403, "Undoing what others decided needs the role editor.")
    undone = undo(desk.ledger, decision, Judge(coder.name, datetime.now(UTC)))
    pipeline.merge(desk.ledger, desk.settings.merge_score)
    held = desk.ledger.event_ids_of(undone.claims)
    return _onward(desk, next(iter(held.values()), event), at, "undone")


@router.get("/review/edit/{claim_id}", response_class=HTMLResponse, tags=["review"])
def edit(request: Request, desk: TheDesk, coder: Coder, claim_id: str, at: At = 0) -> HTMLResponse:
    """Show a claim in its report, with a form for every part of it."""
    return _edit(request, desk, desk.ledger.claim(claim_id), at, None)


def _edit(request: Request, desk: Desk, claim: Claim, at: int, problem: str | None) -> HTMLResponse:
    report = desk.ledger.report(claim.report_id)
    book = plover()
    about = {
        "claim": claim,
        "report": report,
        "segments": list(segments(report, [claim], spans_with_content)),
        "rows": rows_of(claim, report),
        "types": [entry.code for entry in book.event_types],
        "modes": sorted({mode.code for entry in book.event_types for mode in entry.modes}),
        "sectors": [sector.code for sector in book.sectors],
        "choices": {"precision": list(Precision), "counts": list(Counted)},
        "certainties": list(Certainty),
        "event_id": desk.ledger.event_id_of(claim.id) or "",
        "at": at,
        "problem": problem,
    }
    return page(request, "edit.html", about, 422 if problem else 200)


@router.post("/review/edit/{claim_id}", tags=["review"], dependencies=_CHECKED, response_model=None)
async def correct(request: Request, desk: TheDesk, coder: Coder, claim_id: str) -> HTMLResponse | RedirectResponse:
    """Correct a claim by what the form changes."""
    given = await request.form()
    form = {name: [str(value) for value in given.getlist(name)] for name in given}
    claim = desk.ledger.claim(claim_id)
    report: Report = desk.ledger.report(claim.report_id)
    at = int(form["at"][0]) if form.get("at", [""])[0].isdigit() else 0
    event_id = desk.ledger.event_id_of(claim_id) or ""
    try:
        members = members_of(claim, report, form)
        by = Judge(coder.name, datetime.now(UTC), form.get("reason", [""])[0][:1000])
        decide(desk.ledger, Verdict.CORRECT, [claim_id], by, members)
    except UsageError as error:
        return _edit(request, desk, claim, at, str(error))
    pipeline.merge(desk.ledger, desk.settings.merge_score)
    return _onward(desk, event_id, at, f"corrected: {', '.join(members)}")


@router.get("/review/second", response_class=HTMLResponse, tags=["review"])
def second(request: Request, desk: TheDesk, coder: Coder) -> HTMLResponse:
    """Show one claim that somebody else has judged, without what they said, and how many more there are."""
    waiting = for_second_coder(desk.ledger, coder.name, 100)
    claim = waiting[0] if waiting else None
    report = desk.ledger.report(claim.report_id) if claim else None
    about = {"shown": shown(claim, report) if claim and report else None, "report": report, "left": len(waiting)}
    return page(request, "second.html", about)


@router.get("/review/agreement", response_class=HTMLResponse, tags=["review"])
def agreed(request: Request, desk: TheDesk, coder: Coder) -> HTMLResponse:
    """Show how far people agree who judged the same claims."""
    return page(request, "agreement.html", {"found": agreement(desk.ledger)})


@router.get("/review/agreement.json", tags=["review"])
def agreed_json(desk: TheDesk, coder: Coder) -> list[dict[str, Any]]:
    """Send how far people agree who judged the same claims."""
    return [asdict(one) for one in agreement(desk.ledger)]


@router.get("/review.json", tags=["review"], dependencies=[Depends(export_noted)])
def queue_json(desk: TheDesk, coder: Coder, at: At = 0) -> list[Json]:
    """Send the queue, up to a thousand events."""
    return [_waiting(item) for item in queue(desk.ledger, _LISTED, at)]


@router.get("/review.csv", tags=["review"], dependencies=[Depends(export_noted)], response_class=StreamingResponse)
def queue_csv(desk: TheDesk, coder: Coder, at: At = 0) -> StreamingResponse:
    """Send the queue as CSV, up to a thousand events."""
    rows = (
        {**_waiting(item), "reasons": json.dumps(_waiting(item)["reasons"])} for item in queue(desk.ledger, _LISTED, at)
    )
    return streamed(rows_as_csv(_COLUMNS, rows), MEDIA_TYPES["csv"], "review.csv")


def _waiting(item: Waiting) -> Json:
    return {
        "event": item.event.id,
        "what": words.what(item.event.event_type, item.event.mode),
        "worth": item.worth,
        "reasons": [reason.text for reason in item.reasons],
        "claims": len(item.claims),
        "undecided": len(item.undecided),
    }
