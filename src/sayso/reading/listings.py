"""Turn a feed, news sitemap, sitemap index or OPML list into the pages and the further lists it names.

Forms: RSS and Atom; sitemaps.org 0.9 with Google's news extension; OPML 2.0.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from sayso.errors import ReadingError
from sayso.reading.dates import day_of
from sayso.reading.feed import FeedItem, items_of_feed

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 50_000_000
_MOST_PAGES = 50_000


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list names: pages to read, and further lists."""

    pages: tuple[FeedItem, ...]
    lists: tuple[str, ...]


def listing_of(raw: bytes, url: str | None = None) -> Listing:
    """Read a list.

    Raises:
        ReadingError: it is none of the forms, is broken, or names nothing.
    """
    raw = _unpacked(raw)
    root = _root(raw)
    if root is None:
        return Listing(items_of_feed(raw, url), ())
    kind = etree.QName(root).localname
    if kind == "urlset":
        return Listing(tuple(_pages(root, url)), ())
    if kind == "sitemapindex":
        return Listing((), tuple(dict.fromkeys(_locations(root, "sitemap", url))))
    if kind == "opml":
        return Listing((), tuple(dict.fromkeys(_outlines(root, url))))
    return Listing(items_of_feed(raw, url), ())


def _unpacked(raw: bytes) -> bytes:
    if not raw.startswith(_GZIP):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            plain = packed.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadingError(f"it is no whole gzip file: {error}. Fetch it again.") from error
    if len(plain) > _MOST_BYTES:
        raise ReadingError(f"it unpacks to more than {_MOST_BYTES / 1e6:g} MB. Name a smaller list.")
    return plain


def _root(raw: bytes) -> etree._Element | None:
    """Parse XML without entities or network; None where it is not well-formed, which feeds often are not."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _pages(root: etree._Element, url: str | None) -> Iterator[FeedItem]:
    seen: set[str] = set()
    for entry in root.iterfind("{*}url"):
        where = _address(entry.findtext("{*}loc"), url)
        if where is None or where in seen or len(seen) >= _MOST_PAGES:
            continue
        seen.add(where)
        written = entry.findtext("{*}news/{*}publication_date")
        yield FeedItem(where, entry.findtext("{*}news/{*}title"), day_of(written) if written else None)


def _locations(root: etree._Element, name: str, url: str | None) -> Iterator[str]:
    for entry in root.iterfind(f"{{*}}{name}"):
        if where := _address(entry.findtext("{*}loc"), url):
            yield where


def _outlines(root: etree._Element, url: str | None) -> Iterator[str]:
    for outline in root.iter("outline"):
        if where := _address(outline.get("xmlUrl"), url):
            yield where


def _address(written: str | None, base: str | None) -> str | None:
    where = urljoin(base or "", (written or "").strip())
    return where if where.startswith(("http://", "https://")) else None
