"""Turn a URL into bytes: the only network access. Obeys robots.txt, keeps to limits, stays out of private networks."""

import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from math import inf
from threading import Lock
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
_FOR_GOOD = {301, 308}
# robots.txt is asked for again after a day (RFC 9309, section 2.4), and that of so many sites is remembered.
_ROBOTS_SECONDS = 86_400.0
_MOST_SITES = 2_000


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server calls the version it gave, to ask for a newer one only (RFC 9110, sections 8.8 and 13.1)."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Name the version in a request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


_NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave, and the URL that gave it in the end; `moved_to` is where it says that it is for good."""

    url: str
    raw: bytes
    content_type: str
    charset: str | None
    validators: Validators = _NO_VALIDATORS
    moved_to: str | None = None


class AnsweredError(FetchError):
    """A site answered, but with an error; `retry_after` holds the seconds it asks to wait, if it does."""

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        name = HTTPStatus(status).phrase if status in HTTPStatus else "an unknown answer"
        remedy = "Try again later." if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "Check the address."
        super().__init__(f"{url} answered {status} {name}. {remedy} Or save the page and give the file.")
        self.status = status
        self.retry_after = retry_after


class ForbiddenByRobotsError(FetchError):
    """A site's robots.txt asks not to read a page."""


def user_agent(contact: str) -> str:
    """Name sayso to a site, with somebody to turn to where the user has set that."""
    return f"sayso/{__version__}" + (f" (+{contact})" if contact else "")


class Fetcher:
    """Fetches pages, from several threads if need be. Remembers each site's robots.txt and when it last asked a site.

    Two requests to a site are `least_pause` seconds apart, or more where its robots.txt wants more.
    """

    def __init__(
        self,
        options: ReadingOptions,
        resolver: Resolver = resolve,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        least_pause: float = 0.0,
    ) -> None:
        self._options = options
        self._resolver = resolver
        self._sleep = sleep
        self._clock = clock
        self._least_pause = least_pause
        self._turn = Lock()
        self._agent = user_agent(options.contact)
        self._rules: OrderedDict[str, tuple[float, Protego]] = OrderedDict()
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """Return what a page holds, following up to five redirects, each checked like the first address.

        Raises:
            FetchError: the address is not public, robots.txt forbids it, it is too large, too slow, or gives an error.
        """
        found = self._followed(url, self._options.max_bytes, self._obey_robots)
        if found is None:
            raise FetchError(
                f"{url} says that nothing has changed, though no earlier version was named. Try again later."
            )
        return found

    def fetch_if_changed(self, url: str, known: Validators) -> Fetched | None:
        """Return what a page holds now, or None if it is what it was when the server named these validators.

        Raises:
            FetchError: as `fetch`; AnsweredError and ForbiddenByRobotsError among them.
        """
        return self._followed(url, self._options.max_bytes, self._obey_robots, known=known)

    def crawl_delay(self, url: str) -> float:
        """Return the seconds that a site's robots.txt wants between two requests; 0 where none is known."""
        _, rules = self._rules.get(_site(url), (-inf, None))
        return (rules.crawl_delay("sayso") if rules else None) or 0.0

    def _followed(
        self,
        url: str,
        max_bytes: int,
        before: Callable[[str], None],
        cut: bool = False,
        known: Validators = _NO_VALIDATORS,
    ) -> Fetched | None:
        start, moved_to, is_for_good = url, None, True
        for _ in range(_MOST_REDIRECTS + 1):
            _require_web_address(url)
            before(url)
            found = self._asked_once(url, max_bytes, cut, known)
            if not isinstance(found, _Redirect):
                return replace(found, moved_to=moved_to) if found else None
            is_for_good = is_for_good and found.status in _FOR_GOOD
            url = found.target
            moved_to = url if is_for_good else moved_to
        raise FetchError(f"{start} redirects more than {_MOST_REDIRECTS} times. Give the address it ends at.")

    def _asked_once(self, url: str, max_bytes: int, cut: bool, known: Validators) -> "Fetched | _Redirect | None":
        """Send one request; return the page, where it redirects to, or None if it is unchanged."""
        options = self._options
        transport = CheckedTransport(self._resolver, options.allow_private_addresses, options.timeout_seconds)
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "text/html, */*;q=0.8"}
        headers |= known.headers
        try:
            with (
                httpx.Client(transport=transport, timeout=options.timeout_seconds, trust_env=False) as client,
                client.stream("GET", url, headers=headers) as response,
            ):
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return _Redirect(urljoin(url, response.headers["location"]), response.status_code)
                if response.status_code == HTTPStatus.NOT_MODIFIED and known.headers:
                    return None
                _require_success(url, response)
                raw = _limited(url, _unpacked(url, response), max_bytes, cut)
                kind = response.headers.get("content-type", "").lower()
                validators = Validators(response.headers.get("etag"), response.headers.get("last-modified"))
                return Fetched(url, raw, kind, response.charset_encoding, validators)
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
            raise ForbiddenByRobotsError(
                f"{_robots_url(url)} forbids reading {url}. Save the page by hand and give the file."
            )
        delay = min(rules.crawl_delay("sayso") or 0.0, _LONGEST_PAUSE_SECONDS)
        self._pause(_site(url), max(delay, self._least_pause))

    def _rules_for(self, url: str) -> Protego:
        site, now = _site(url), self._clock()
        read_at, rules = self._rules.get(site, (-inf, None))
        if rules is None or now - read_at > _ROBOTS_SECONDS:
            rules = Protego.parse(self._robots_text(url))
            self._rules[site] = now, rules
        self._rules.move_to_end(site)
        while len(self._rules) > _MOST_SITES:
            self._rules.popitem(last=False)
        return rules

    def _robots_text(self, url: str) -> str:
        """Return a site's robots.txt; where it has none (4xx) everything is allowed."""
        try:
            found = self._followed(_robots_url(url), _ROBOTS_BYTES, lambda _: None, cut=True)
        except AnsweredError as error:
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return ""
            raise FetchError(f"whether {url} may be read is not known: {error}") from error
        return (found.raw if found else b"").decode("utf-8", errors="replace")

    def _pause(self, site: str, seconds: float) -> None:
        with self._turn:
            now = self._clock()
            free = max(now, self._asked.pop(site, now - seconds) + seconds)
            self._asked[site] = free
            while len(self._asked) > _MOST_SITES:
                self._asked.pop(next(iter(self._asked)))
        if free > now:
            self._sleep(free - now)


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str
    status: int


def _require_success(url: str, response: httpx.Response) -> None:
    if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
        raise AnsweredError(url, response.status_code, _seconds_of(response.headers.get("retry-after")))


def _seconds_of(written: str | None) -> float | None:
    """Read Retry-After as seconds (RFC 9110, section 10.2.3); one that gives a date counts from now."""
    if not written:
        return None
    if written.strip().isdigit():
        return float(written)
    try:
        return max(0.0, (parsedate_to_datetime(written) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


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
