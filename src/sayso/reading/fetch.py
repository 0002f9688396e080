"""Fetch a URL's bytes: the only network access. Obeys robots.txt, keeps to limits, stays out of private networks."""

import ipaddress
import socket
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
from protego import Protego

from sayso import __version__
from sayso.errors import FetchError
from sayso.reading.options import ReadingOptions

_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 500_000

Resolver = Callable[[str, int], str]


def resolve(host: str, port: int) -> str:
    """Return the first address of a host, as the system resolves it."""
    return str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])


def user_agent(contact: str) -> str:
    """Name sayso to a site, with somebody to turn to where the user has set that."""
    return f"sayso/{__version__}" + (f" (+{contact})" if contact else "")


def fetch(url: str, options: ReadingOptions, resolver: Resolver = resolve) -> bytes:
    """Return the body of a page, following up to five redirects, each checked like the first address.

    Raises:
        FetchError: the address is private, robots.txt forbids it, it is too large or too slow, or it gives an error.
    """
    deadline = time.monotonic() + options.timeout_seconds
    get = partial(_get, options=options, resolver=resolver, deadline=deadline)
    for _ in range(_MOST_REDIRECTS + 1):
        _obey_robots(url, options, get)
        status, location, body = get(url, limit=options.max_bytes)
        if location is not None:
            url = urljoin(url, location)
        elif status >= 400:
            raise FetchError(f"{url} answered {status}. Check the address, or save the page and give the file.")
        else:
            return body
    raise FetchError(f"{url} redirects more than {_MOST_REDIRECTS} times. Give the address it ends at.")


def _obey_robots(url: str, options: ReadingOptions, get: Callable[..., tuple[int, str | None, bytes]]) -> None:
    parts = urlsplit(url)
    robots = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    status, location, body = get(robots, limit=_ROBOTS_BYTES)
    if location is not None:
        status, _, body = get(urljoin(robots, location), limit=_ROBOTS_BYTES)
    if status >= 500:
        raise FetchError(f"{robots} answered {status}, so whether {url} may be read is unknown. Try again later.")
    rules = Protego.parse(body.decode("utf-8", errors="replace")) if status < 300 else Protego.parse("")
    if not rules.can_fetch(url, user_agent(options.contact)):
        raise FetchError(f"{robots} forbids reading {url}. Save the page by hand and give the file.")


def _get(
    url: str, *, limit: int, options: ReadingOptions, resolver: Resolver, deadline: float
) -> tuple[int, str | None, bytes]:
    """Make one request to a checked address: the name is resolved once, and that address is connected to."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url} is no http or https address.")
    address = _checked_address(url, options, resolver)
    netloc = f"[{address}]" if ":" in address else address
    target = urlunsplit(
        (parts.scheme, f"{netloc}:{parts.port}" if parts.port else netloc, parts.path or "/", parts.query, "")
    )
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": user_agent(options.contact)}
    try:
        with (
            httpx.Client(timeout=max(0.1, deadline - time.monotonic()), trust_env=False) as client,
            client.stream("GET", target, headers=headers, extensions={"sni_hostname": parts.hostname}) as response,
        ):
            if response.is_redirect:
                return response.status_code, response.headers["location"], b""
            return response.status_code, None, _body(url, response, limit, deadline)
    except httpx.HTTPError as error:
        raise FetchError(
            f"{url} can't be reached: {error or type(error).__name__}. Check the address and try again."
        ) from error


def _body(url: str, response: httpx.Response, limit: int, deadline: float) -> bytes:
    """Read a body piece by piece, counting what it unpacks to."""
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > limit:
            raise FetchError(f"{url} is larger than {limit / 1e6:.1f} MB. Raise SAYSO_MAX_PAGE_BYTES to read it.")
        if time.monotonic() > deadline:
            raise FetchError(f"{url} took too long. Raise SAYSO_FETCH_TIMEOUT_SECONDS, or try again later.")
        pieces.append(piece)
    return b"".join(pieces)


def _checked_address(url: str, options: ReadingOptions, resolver: Resolver) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(resolver(host, parts.port or (443 if parts.scheme == "https" else 80)))
    except (OSError, ValueError) as error:
        raise FetchError(f"{host} is not known: {error}. Check the address and the connection.") from error
    mapped = getattr(address, "ipv4_mapped", None)
    if not options.allow_private_addresses and not (mapped or address).is_global:
        raise FetchError(
            f"{url} leads to {address}, which is no public address. "
            "Set SAYSO_ALLOW_PRIVATE_ADDRESSES=true if you mean it."
        )
    return str(address)
