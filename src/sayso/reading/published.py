"""Find the day a page was published, and say where that stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lxml.html import HtmlElement

from sayso.reading.dates import day_in_url, day_of, is_future


class PublishedSource(StrEnum):
    """Where a publication date was read."""

    PAGE = "page metadata"
    FEED = "feed"
    URL = "url"
    PAGE_TEXT = "page text"
    FIELD = "input field"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date and where it stands; `remark` says why a date that was given is not used."""

    day: date | None = None
    source: PublishedSource | None = None
    remark: str | None = None


# Most telling first. "date" alone is often the day the page was made up anew.
_META_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publication_date",
    "publication-date", "publishdate", "publish-date", "publish_date", "published_date", "published_time", "pubdate",
    "pub_date", "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "citation_publication_date", "originalpublicationdate", "displaydate", "date",
)  # fmt: skip
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def first_published(candidates: Iterable[tuple[PublishedSource, date | None]], today: date) -> Published:
    """Take the first date that is given. One in the future is dropped, not replaced by a weaker one."""
    source, day = next(((source, day) for source, day in candidates if day), (None, None))
    if day and is_future(day, today):
        remark = (
            f"The publication date {day} ({source}) lies in the future and was dropped. "
            "Put the right date into the input, if you know it."
        )
        return Published(remark=remark)
    return Published(day, source)


def day_on_page(tree: HtmlElement, url: str | None = None) -> date | None:
    """Return the day that a page's own metadata gives: meta elements, JSON-LD, a marked time element."""
    written = (*_in_metas(tree), *_in_json_ld(tree), *_in_times(tree))
    return next((day for text in written if (day := day_of(text, url))), None)


def candidates_of_page(
    tree: HtmlElement, url: str | None, in_feed: date | None, in_text: str | None, option: date | None
) -> Iterator[tuple[PublishedSource, date | None]]:
    """List where a page's date may stand, surest first."""
    yield PublishedSource.PAGE, day_on_page(tree, url)
    yield PublishedSource.FEED, in_feed
    yield PublishedSource.URL, day_in_url(url) if url else None
    yield PublishedSource.PAGE_TEXT, day_of(in_text, url) if in_text else None
    yield PublishedSource.OPTION, option


def _in_metas(tree: HtmlElement) -> Iterator[str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        found.setdefault(name.strip().lower(), meta.get("content") or meta.get("datetime") or "")
    return (found[name] for name in _META_NAMES if name in found)


def _in_json_ld(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            # A search, for JSON-LD is often not quite JSON; the page's own item stands before those it links to.
            yield from _JSON_LD_DATE.findall(script.text or "")


def _in_times(tree: HtmlElement) -> Iterator[str]:
    """Yield what time elements say that are marked as the publication, or the one day all of them name."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    for time in times:
        if time.get("pubdate") is not None or (time.get("itemprop") or "").lower() == "datepublished":
            yield time.get("datetime")
    days = {time.get("datetime")[:10] for time in times}
    if len(days) == 1:
        yield times[0].get("datetime")
