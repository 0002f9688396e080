"""Turn a URL into bytes: the only network access. Obeys robots.txt, keeps to limits, stays out of private networks."""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from sayso import __version__
from sayso.errors import FetchError
from sayso.reading.addresses import Resolver, resolve
from sayso.reading.connection import CheckedTransport
from sayso.reading.options import ReadingOptions

_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_PIECE_BYTES = 65_536
# A pause that robots.txt asks for is kept up to here; longer ones would stall everything else.
_LONGEST_PAUSE_SECONDS = 30.0
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave, and the URL that gave it in the end."""

    url: str
    raw: bytes
    content_type: str
    charset: str | None


def user_agent(contact: str) -> str:
    """Name sayso to a site, with somebody to turn to where the user has set that."""
    return f"sayso/{__version__}" + (f" (+{contact})" if contact else "")


class Fetcher:
    """Fetches pages. Remembers each site's robots.txt, and when it last asked a site that wants pauses."""

    def __init__(
        self, options: ReadingOptions, resolver: Resolver = resolve, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._options = options
        self._resolver = resolver
        self._sleep = sleep
        self._agent = user_agent(options.contact)
        self._rules: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """Return what a page holds, following up to five redirects, each checked like the first address.

        Raises:
            FetchError: the address is not public, robots.txt forbids it, it is too large, too slow, or gives an error.
        """
        return self._followed(url, self._options.max_bytes, self._obey_robots)

    def _followed(self, url: str, max_bytes: int, before: Callable[[str], None], cut: bool = False) -> Fetched:
        start = url
        for _ in range(_MOST_REDIRECTS + 1):
            _require_web_address(url)
            before(url)
            found = self._asked_once(url, max_bytes, cut)
            if isinstance(found, Fetched):
                return found
            url = found
        raise FetchError(f"{start} redirects more than {_MOST_REDIRECTS} times. Give the address it ends at.")

    def _asked_once(self, url: str, max_bytes: int, cut: bool) -> Fetched | str:
        """Send one request; return the page, or the address that it redirects to."""
        options = self._options
        transport = CheckedTransport(self._resolver, options.allow_private_addresses, options.timeout_seconds)
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "text/html, */*;q=0.8"}
        try:
            with (
                httpx.Client(transport=transport, timeout=options.timeout_seconds, trust_env=False) as client,
                client.stream("GET", url, headers=headers) as response,
            ):
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return urljoin(url, response.headers["location"])
                _require_success(url, response.status_code)
                raw = _limited(url, _unpacked(url, response), max_bytes, cut)
                kind = response.headers.get("content-type", "").lower()
                return Fetched(url, raw, kind, response.charset_encoding)
        except httpx.TimeoutException as error:
            raise FetchError(
                f"{url} took longer than {options.timeout_seconds:g} seconds. "
                "Try again later, or raise SAYSO_FETCH_TIMEOUT_SECONDS."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"{url} can't be fetched: {error}. Check the address and try again.") from error
        except FetchError as error:
            raise error if url in str(error) else FetchError(f"{url} can't be fetched: {error}") from error

    def _obey_robots(self, url: str) -> None:
        rules = self._rules_for(url)
        # Protego looks for the name alone: "sayso/0.1 (+mail)" would match rules for "mail" too.
        if not rules.can_fetch(url, "sayso"):
            raise FetchError(f"{_robots_url(url)} forbids reading {url}. Save the page by hand and give the file.")
        self._pause(_site(url), min(rules.crawl_delay("sayso") or 0.0, _LONGEST_PAUSE_SECONDS))

    def _rules_for(self, url: str) -> Protego:
        site = _site(url)
        if site not in self._rules:
            self._rules[site] = Protego.parse(self._robots_text(url))
        return self._rules[site]

    def _robots_text(self, url: str) -> str:
        """Return a site's robots.txt; where it has none (4xx) everything is allowed."""
        try:
            found = self._followed(_robots_url(url), _ROBOTS_BYTES, lambda _: None, cut=True)
        except _AnsweredError as error:
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return ""
            raise FetchError(f"whether {url} may be read is not known: {error}") from error
        return found.raw.decode("utf-8", errors="replace")

    def _pause(self, site: str, seconds: float) -> None:
        now = time.monotonic()
        wait = self._asked.get(site, now - seconds) + seconds - now
        if wait > 0:
            self._sleep(wait)
        self._asked[site] = time.monotonic()


class _AnsweredError(FetchError):
    """A site answered, but with an error."""

    def __init__(self, url: str, status: int) -> None:
        name = HTTPStatus(status).phrase if status in HTTPStatus else "an unknown answer"
        remedy = "Try again later." if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "Check the address."
        super().__init__(f"{url} answered {status} {name}. {remedy} Or save the page and give the file.")
        self.status = status


def _require_success(url: str, status: int) -> None:
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise _AnsweredError(url, status)


def _require_web_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = None
    if not usable:
        raise FetchError(f"{url} is no http or https address. Give one that starts with https://.")
    if parts.username or parts.password:
        raise FetchError("a URL with a user name or password in it is not fetched. Save the page and give the file.")


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _robots_url(url: str) -> str:
    return f"{_site(url)}/robots.txt"


def _unpacked(url: str, response: httpx.Response) -> Iterator[bytes]:
    """Unpack a body in small pieces, so that a small answer can't become a huge one before it is counted."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    pieces = response.iter_raw(_PIECE_BYTES)
    if encoding in ("", "identity"):
        yield from pieces
    elif encoding in ("gzip", "x-gzip", "deflate"):
        try:
            yield from _inflated(pieces)
        except zlib.error as error:
            raise FetchError(f"{url} sent a body that can't be unpacked ({error}). Try again later.") from error
    else:
        raise FetchError(f"{url} is packed as {encoding}, which was not asked for. Save the page and give the file.")


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = None
    for piece in pieces:
        if unpacker is None:
            # "deflate" is a zlib stream by the standard and a bare one on some servers; the first bits tell.
            zlib_header = piece[:1] == b"\x1f" or piece[0] & 0x0F == 8
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32 if zlib_header else -zlib.MAX_WBITS)
        while piece and not unpacker.eof:
            yield unpacker.decompress(piece, _PIECE_BYTES)
            piece = unpacker.unconsumed_tail
    if unpacker is not None:
        yield unpacker.flush()


def _limited(url: str, pieces: Iterable[bytes], max_bytes: int, cut: bool) -> bytes:
    """Join the pieces up to the limit; past it, stop there (`cut`) or refuse."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > max_bytes:
            if cut:
                return bytes(body[:max_bytes])
            raise FetchError(
                f"{url} is larger than {max_bytes / 1e6:g} MB. Raise SAYSO_MAX_PAGE_BYTES if you want it all the same."
            )
    return bytes(body)
