"""Turn a web page into a Report: title, text, outlet, author, and publication date with its source."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from lxml.etree import strip_tags
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from sayso.errors import ReadingError
from sayso.reading.characters import decoded, tidy
from sayso.reading.formats import refuse_binary
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.published import candidates_of_page, first_published
from sayso.reading.report import Found, english_reading
from sayso.records import Report

# Shorter than any news item: a lone link or button that survived extraction.
_SHORTEST_TEXT = 40
# Both make the parser or the extraction take time that grows with the square of the page.
_MOST_ATTRIBUTES = 5_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{50000,}")
_MOST_INLINE = 20_000
_INLINE = ("b", "i", "u", "em", "strong", "span", "font", "small", "mark", "sup", "sub")
_COUNT_INLINE = " + ".join(f"count(//{name})" for name in _INLINE)
_MOST_ELEMENTS = 300_000
_OPENING_LINES = 4
_SITE_IN_TITLE = re.compile(r"\s+[|–—·:-]\s+")


def report_from_html(raw: bytes, url: str | None, options: ReadingOptions) -> Report:
    """Read one page.

    Raises:
        ReadingError: it is no page, no article text is found in it, or it is not English.
    """
    return reading_from_html(raw, url, options).report


def reading_from_html(
    raw: bytes, url: str | None, options: ReadingOptions, charset: str | None = None, in_feed: date | None = None
) -> Reading:
    """Read one page, with the remarks there are on it.

    `charset` is what the HTTP header declares, `in_feed` the day that the feed gives that listed the page.

    Raises:
        ReadingError: as `report_from_html`.
    """
    return english_reading(found_in_html(raw, url, options, charset, in_feed), raw, options)


def found_in_html(
    raw: bytes, url: str | None, options: ReadingOptions, charset: str | None = None, in_feed: date | None = None
) -> Found:
    """Return what a page holds, in whatever language.

    Raises:
        ReadingError: it is no page, or no article text is found in it.
    """
    refuse_binary(raw)
    tree = _tree(decoded(raw, charset))
    page = _extracted(tree, url, options.today)
    address = url or page.url
    outlet = tidy(page.sitename or "") or host_of(address)
    title = _without_site(tidy(page.title or "").replace("\n", " "), outlet, address) or None
    dates = candidates_of_page(tree, address, in_feed, page.date, options.published)
    return Found(
        text=_with_title(title, tidy(page.text or "")),
        url=address,
        outlet=outlet,
        title=title,
        author=tidy(page.author or "") or None,
        published=first_published(dates, options.today),
    )


def host_of(url: str | None) -> str | None:
    """Return the host of a URL without "www."."""
    name = urlsplit(url).hostname if url else None
    return name.removeprefix("www.") if name else None


def _tree(html: str) -> HtmlElement:
    for tag in _LONG_TAG.findall(html):
        if tag.count("=") > _MOST_ATTRIBUTES:
            raise ReadingError(f"a tag in it has over {_MOST_ATTRIBUTES:,} attributes. Save the page again.")
    # A fragment without <html> is refused by the loader, though it may hold a whole article.
    tree = load_html(html) if html.strip() else None
    if tree is None and "<" in html:
        tree = load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        raise ReadingError("it can't be parsed as HTML. Save the page again, or give its text.")
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        raise ReadingError(f"the page has over {_MOST_ELEMENTS:,} elements. Give the text of the article alone.")
    if tree.xpath(_COUNT_INLINE) > _MOST_INLINE:
        strip_tags(tree, *_INLINE)
    return tree


def _extracted(tree: HtmlElement, url: str | None, today: date) -> Document:
    """Extract text and metadata: first what is surely article, and where that is nothing, what seems to be."""
    for favor_precision in (True, False):
        page = bare_extraction(
            tree,
            url=url,
            favor_precision=favor_precision,
            include_comments=False,
            with_metadata=True,
            # Not the extensive search: it takes any date that stands in the text for the date of publication.
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": (today + timedelta(days=1)).isoformat(),
            },
        )
        if isinstance(page, Document) and len((page.text or "").strip()) >= _SHORTEST_TEXT:
            return page
    raise ReadingError(
        "no article text is found in this page: it may be a list of links, be filled in by a script, "
        "or be nested too deeply. Save the article as text and give that."
    )


def _without_site(title: str, outlet: str | None, url: str | None) -> str:
    """Take the outlet's name off the end of a title: "Four killed at market | Harbour Post"."""
    *parts, last = _SITE_IN_TITLE.split(title)
    if not parts or last.casefold() not in {(outlet or "").casefold(), (host_of(url) or "").casefold()}:
        return title
    return title[: title.rindex(last)].rstrip(" |–—·:-")


def _with_title(title: str | None, text: str) -> str:
    """Put the title above the text, unless one of its first lines says it already."""
    opening = [line.strip().casefold() for line in text.split("\n")[:_OPENING_LINES]]
    if title and not any(line.startswith(title.casefold()) for line in opening):
        return f"{title}\n\n{text}"
    return text
