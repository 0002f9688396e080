"""Turn an RSS or Atom feed into the addresses of its pages."""

import io
import re

import feedparser

from sayso.errors import ReadingError

_LOOKS_LIKE_FEED = re.compile(rb"<\s*(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


def looks_like_feed(raw: bytes) -> bool:
    """Tell whether bytes start the way a feed does."""
    return bool(_LOOKS_LIKE_FEED.search(raw[:2000]))


def pages_of_feed(raw: bytes) -> list[str]:
    """Return the addresses a feed lists, in its order and each once.

    Raises:
        ReadingError: the feed lists none.
    """
    parsed = feedparser.parse(io.BytesIO(raw))
    links = [str(entry["link"]) for entry in parsed.entries if entry.get("link")]
    if not links:
        raise ReadingError("this feed lists no pages. Check that its address is right.")
    return list(dict.fromkeys(links))
