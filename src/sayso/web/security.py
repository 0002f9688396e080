"""Keep the browser to what the desk itself sends: strict headers, and forms that only the desk's own pages can send."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Response
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.types import ASGIApp

_TOKEN = "csrf"


def content_security_policy(tile_url: str) -> str:
    """Return the policy: nothing but the desk's own files; no inline script or style; tiles only where one set them."""
    tiles = ""
    if tile_url:
        parts = urlsplit(tile_url.replace("{s}", "*"))
        tiles = f" {parts.scheme}://{parts.netloc}"
    rules = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src 'self' data:{tiles}",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


class SecurityHeaders(BaseHTTPMiddleware):
    """Adds the headers to every answer that has not set its own."""

    def __init__(self, app: ASGIApp, tile_url: str) -> None:
        super().__init__(app)
        self._headers = {
            "Content-Security-Policy": content_security_policy(tile_url),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
        }

    async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """Pass a request on and dress its answer."""
        response = await call_next(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith(("/static/", "/vendor/")):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def form_token(request: Request) -> str:
    """Return the token that this browser's forms must carry, made when it is first asked for."""
    token: str = request.session.setdefault(_TOKEN, secrets.token_urlsafe(24))
    return token


async def from_own_page(request: Request) -> None:
    """Refuse a form or call that does not carry this browser's token (403)."""
    expected = request.session.get(_TOKEN)
    given = request.headers.get("x-csrf-token")
    if given is None and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        value = (await request.form()).get(_TOKEN)
        given = value if isinstance(value, str) else None
    if not expected or not given or not secrets.compare_digest(expected.encode(), given.encode()):
        raise HTTPException(403, "This form is no longer valid. Load its page again and send it once more.")
