"""Turn an RSS or Atom feed into the addresses of its pages and what it says of them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

import feedparser

from sayso.errors import ReadingError
from sayso.reading.dates import day_of
from sayso.reading.formats import is_feed, is_html


class EmptyFeedError(ReadingError):
    """A feed that is well but lists no page."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A page that a feed lists."""

    url: str
    title: str | None
    published: date | None


def items_of_feed(raw: bytes, feed_url: str | None = None) -> tuple[FeedItem, ...]:
    """Return what a feed lists, in its order and each page once.

    Raises:
        ReadingError: it is a page in the place of a feed, no feed at all, or lists nothing.
    """
    if not is_feed(raw) and is_html(raw):
        raise ReadingError(
            "it is named like a feed but is an HTML page. Give the feed's own address (look for RSS on the page), "
            "or, if you mean the page, save it as .html."
        )
    parsed = feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    items = {item.url: item for item in _items(parsed.entries, feed_url)}
    if items:
        return tuple(items.values())
    if not parsed.version:
        raise ReadingError("it is named like a feed but is none: no RSS or Atom in it. Check its address.")
    raise EmptyFeedError("this feed lists no pages. Check that its address is right, or try again later.")


def _items(entries: list[Any], feed_url: str | None) -> Iterator[FeedItem]:
    for entry in entries:
        url = urljoin(feed_url or "", str(entry.get("link") or ""))
        if url.startswith(("http://", "https://")):
            yield FeedItem(url, entry.get("title") or None, _day(entry, url))


def _day(entry: Any, url: str) -> date | None:
    # feedparser would take the day of "updated" for a missing "published" if asked by item access.
    written = dict.get(entry, "published")
    parts = dict.get(entry, "published_parsed")
    return (day_of(str(written), url) if written else None) or (date(*parts[:3]) if parts else None)
