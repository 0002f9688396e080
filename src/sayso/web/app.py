"""Put the desk together: routes, headers, errors as pages."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from xstatic.pkg import leaflet, leaflet_markercluster

from sayso import __version__
from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.web.accounts import DeskStore
from sayso.web.adding import Jobs
from sayso.web.desk import Desk
from sayso.web.limits import EXPORTS, READS, WRITES, RateLimits
from sayso.web.people import Person
from sayso.web.rendering import page
from sayso.web.routes import add, events, map_page, people, reports, review
from sayso.web.security import SecurityHeaders

_log = structlog.get_logger(__name__)
_SMALLEST_ZIPPED = 800
_SESSION_SECONDS = 12 * 3600
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")


@dataclass(frozen=True, slots=True)
class Access:
    """Who reaches the desk, and how.

    `person` is who uses it, where nobody needs to log in; None for a team with accounts. `hosts` are the names it
    answers to: a page elsewhere can't reach it by a name of its own that leads to this machine.
    """

    person: Person | None
    hosts: Sequence[str] = LOCAL_HOSTS
    is_https: bool = False


def create_app(desk: Desk, store: DeskStore, access: Access) -> FastAPI:
    """Return the desk as an ASGI application."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        desk.catalogue()
        yield
        app.state.jobs.close()

    app = FastAPI(
        title="sayso", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan,
        description="What news reports claim happened, and on whose say-so.",
    )  # fmt: skip
    app.state.desk = desk
    app.state.jobs = Jobs(desk)
    app.state.store = store
    app.state.limits = RateLimits()
    app.state.is_team = access.person is None
    for router in (events.router, map_page.router, reports.router, review.router, add.router, people.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("sayso.web", "static")]))
    for package in (leaflet, leaflet_markercluster):
        app.mount(f"/vendor/{package.NAME}", StaticFiles(directory=package.BASE_DIR))

    app.add_middleware(Callers, access=access)
    app.add_middleware(
        SessionMiddleware,
        secret_key=store.secret("sessions"),
        session_cookie="sayso",
        same_site="strict",
        https_only=access.is_https,
        max_age=_SESSION_SECONDS,
    )
    app.add_middleware(SecurityHeaders, tile_url=desk.settings.tile_url)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED, compresslevel=5)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(access.hosts))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(SaysoError, _failed)
    return app


class Callers(BaseHTTPMiddleware):
    """Finds out who makes a request, and refuses who asks too often of a team's desk."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        super().__init__(app)
        self._access = access

    async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """Set `request.state.person`, and pass the request on."""
        person = self._access.person
        if person is None:
            store: DeskStore = request.app.state.store
            name, generation = request.session.get("name"), request.session.get("generation")
            person = (
                store.logged_in(name, generation) if isinstance(name, str) and isinstance(generation, int) else None
            )
            if not self._may_go_on(request, person):
                return _answer(request, 429, "Too many requests. Wait a minute.")
        request.state.person = person
        return await call_next(request)

    def _may_go_on(self, request: Request, person: Person | None) -> bool:
        limits: RateLimits = request.app.state.limits
        caller = person.name if person else f"from {request.client.host if request.client else ''}"
        is_export = request.url.path.endswith((".csv", ".geojson"))
        kind, limit = ("export", EXPORTS) if is_export else ("read", READS)
        if request.method not in ("GET", "HEAD"):
            kind, limit = "write", WRITES
        return limits.allows(f"{kind} {caller}", limit)


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith((".json", ".csv", ".geojson")) or "text/html" not in request.headers.get(
        "accept", ""
    )


def _answer(request: Request, status: int, message: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"detail": message}, status)
    return page(request, "error.html", {"status": status, "message": message}, status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 401 and request.method == "GET" and not _wants_json(request):
        return RedirectResponse(
            f"/login?{urlencode({'to': f'{request.url.path}?{request.url.query}'.rstrip('?')})}", 303
        )
    return _answer(request, error.status_code, str(error.detail))


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return _answer(request, 422, f"This can't be read: {said}.")


async def _failed(request: Request, error: Exception) -> Response:
    """Show one of sayso's own errors: what is not in the ledger is not found; the rest is no fault of the caller's."""
    status = 404 if isinstance(error, LedgerError) else 422 if isinstance(error, UsageError) else 500
    if status == 500:
        _log.error("request failed", path=request.url.path, error=str(error))
    return _answer(request, status, str(error))
