"""Paste an address or a text, or drop files, and watch them being coded."""

import json
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.web.adding import File as GivenFile
from sayso.web.adding import Job, Jobs
from sayso.web.desk import Desk
from sayso.web.people import Person, Role, need
from sayso.web.query import desk_of
from sayso.web.rendering import page
from sayso.web.security import from_own_page

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Coder = Annotated[Person, Depends(need(Role.CODER))]
_MOST_FILES = 200
_LINES_SHOWN = 2000


def jobs_of(request: Request) -> Jobs:
    """Return the jobs of the desk that serves a request."""
    jobs: Jobs = request.app.state.jobs
    return jobs


TheJobs = Annotated[Jobs, Depends(jobs_of)]


@router.get("/add", response_class=HTMLResponse, tags=["pages"])
def form(request: Request, jobs: TheJobs, coder: Coder) -> HTMLResponse:
    """Show the form, and what was added last."""
    return page(request, "add.html", {"jobs": jobs.recent(), "problem": None})


@router.post("/add", tags=["add"], dependencies=[Depends(from_own_page)], response_model=None)
async def add(
    request: Request,
    desk: TheDesk,
    jobs: TheJobs,
    coder: Coder,
    urls: Annotated[str, Form(max_length=20_000)] = "",
    text: Annotated[str, Form(max_length=2_000_000)] = "",
    title: Annotated[str, Form(max_length=1000)] = "",
    outlet: Annotated[str, Form(max_length=300)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse | HTMLResponse:
    """Take what was pasted or dropped, and lead to the page where its coding can be watched."""
    given = [GivenFile(file.filename or "file", await file.read()) for file in files[:_MOST_FILES] if file.filename]
    if sum(len(file.raw) for file in given) > desk.settings.max_page_bytes:
        raise HTTPException(
            413, f"Files of more than {desk.settings.max_page_bytes / 1e6:g} MB in all. Add fewer at a time."
        )
    addresses = [line.strip() for line in urls.splitlines() if line.strip()]
    wrong = next((line for line in addresses if not line.lower().startswith(("http://", "https://"))), None)
    if wrong is not None:
        return _again(request, jobs, f"{wrong} is no address. Start it with https:// or http://.")
    if text.strip():
        row = {"text": text, "title": title, "outlet": outlet, "published": _day(published), "url": url}
        line = json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False)
        given.append(GivenFile("pasted.jsonl", line.encode()))
    if not addresses and not given:
        return _again(request, jobs, "Paste an address or a text, or choose files.")
    job = jobs.start(addresses, given, coder.name)
    return RedirectResponse(f"/add/{job.id}", 303)


def _again(request: Request, jobs: Jobs, problem: str) -> HTMLResponse:
    return page(request, "add.html", {"jobs": jobs.recent(), "problem": problem}, 422)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise HTTPException(422, f"published={text} is no day. Give one as 2024-05-07.") from error


@router.get("/add/{job_id}.json", tags=["add"])
def job_json(jobs: TheJobs, job_id: str, coder: Coder) -> dict[str, Any]:
    """Send how far a job has come."""
    return asdict(_job(jobs, job_id))


@router.get("/add/{job_id}", response_class=HTMLResponse, tags=["pages"])
def job_page(request: Request, jobs: TheJobs, job_id: str, coder: Coder) -> HTMLResponse:
    """Show a job while it goes on."""
    return page(request, "job.html", {"job": _job(jobs, job_id), "most": _LINES_SHOWN})


def _job(jobs: Jobs, job_id: str) -> Job:
    job = jobs.job(job_id)
    if job is None:
        raise HTTPException(404, "There is no such job; the desk remembers the last fifty since it was started.")
    return job
