"""Turn a web page into a Report: title, text, outlet, author, and publication date with its source."""

import re
from datetime import date
from urllib.parse import urlsplit

import ftfy
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import decode_file, load_html

from sayso.errors import ReadingError
from sayso.reading.boilerplate import skipped_parts
from sayso.reading.options import ReadingOptions
from sayso.records import Report, digest, report_id

_LOOKS_LIKE_HTML = re.compile(rb"<\s*(!doctype html|html|head|body|article|meta|title|div|p)\b", re.IGNORECASE)
_TEXT_FIXES = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=True, fix_latin_ligatures=False, uncurl_quotes=False,
    fix_character_width=False, fix_line_breaks=True, normalization=None,
)  # fmt: skip
# Shorter than any news item: a lone link or button that survived extraction.
_SHORTEST_TEXT = 40
_INVISIBLE = str.maketrans({"\u00ad": None, "\u200b": None, "\ufeff": None, "\u00a0": " ", "\u202f": " "})


def looks_like_html(raw: bytes) -> bool:
    """Tell whether bytes start the way a page does."""
    return bool(_LOOKS_LIKE_HTML.search(raw[:4000]))


def report_from_html(raw: bytes, url: str | None, options: ReadingOptions) -> Report:
    """Read one page.

    Raises:
        ReadingError: no article text is found in it.
    """
    tree = _tree(raw)
    found = bare_extraction(tree, url=url, favor_precision=True, include_comments=False, with_metadata=True)
    if not isinstance(found, Document) or len(found.text or "") < _SHORTEST_TEXT:
        raise ReadingError("no article text is found in this page. Is it a list of links, or made by a script?")
    title = tidy(found.title or "") or None
    text = _with_title(title, tidy(found.text))[: options.max_characters]
    address = url or found.url
    published, source = _published(found, options)
    return Report(
        id=report_id(address, text),
        text=text,
        url=address,
        outlet=tidy(found.sitename or "") or host(address),
        title=title,
        author=tidy(found.author or "") or None,
        language=None,
        published=published,
        published_source=source,
        fetched=options.now,
        raw_digest=digest(raw),
        skipped=skipped_parts(text),
    )


def _tree(raw: bytes) -> HtmlElement:
    tree = load_html(decode_file(raw))
    if tree is None:
        raise ReadingError("it can't be parsed as HTML. Save the page again, or give its text.")
    return tree


def tidy(text: str) -> str:
    """Mend mojibake, and take out characters that are not there to be read."""
    return ftfy.fix_text(text, config=_TEXT_FIXES).translate(_INVISIBLE).strip()


def _with_title(title: str | None, text: str) -> str:
    if title and not text.startswith(title):
        return f"{title}\n\n{text}"
    return text


def _published(found: Document, options: ReadingOptions) -> tuple[date | None, str | None]:
    """Take the page's own date where it is not in the future, else the caller's."""
    stated = date.fromisoformat(found.date) if found.date else None
    if stated and stated <= options.today:
        return stated, "page"
    return options.published, "option" if options.published else None


def host(url: str | None) -> str | None:
    """Return the host of a URL without "www."."""
    name = urlsplit(url).hostname if url else None
    return name.removeprefix("www.") if name else None
