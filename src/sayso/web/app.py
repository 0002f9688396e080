"""Put the desk together: routes, headers, errors as pages."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet, leaflet_markercluster

from sayso import __version__
from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.web.adding import Jobs
from sayso.web.desk import Desk
from sayso.web.people import Person
from sayso.web.rendering import page
from sayso.web.routes import add, events, map_page, reports
from sayso.web.security import SecurityHeaders

_log = structlog.get_logger(__name__)
_SMALLEST_ZIPPED = 800
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")


def create_app(desk: Desk, person: Person | None, hosts: Sequence[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the desk as an ASGI application.

    `person` is who uses it, where nobody needs to log in. `hosts` are the names it answers to: a page elsewhere can't
    reach it by a name of its own that leads to this machine.
    """

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
    for router in (events.router, map_page.router, reports.router, add.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("sayso.web", "static")]))
    for package in (leaflet, leaflet_markercluster):
        app.mount(f"/vendor/{package.NAME}", StaticFiles(directory=package.BASE_DIR))

    @app.middleware("http")
    async def who(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        request.state.person = person
        return await call_next(request)

    app.add_middleware(SessionMiddleware, secret_key=secrets.token_hex(32), same_site="strict", session_cookie="sayso")
    app.add_middleware(SecurityHeaders, tile_url=desk.settings.tile_url)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED, compresslevel=5)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(SaysoError, _failed)
    return app


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
