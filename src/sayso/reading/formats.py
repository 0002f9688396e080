"""Tell what kind of input some bytes are, by their name's ending, their content type and their first characters."""

import re
from enum import StrEnum, auto
from pathlib import PurePath

from sayso.errors import ReadingError

_HEAD_BYTES = 4_000


class Format(StrEnum):
    """The kinds of input that sayso tells apart."""

    HTML = auto()
    TEXT = auto()
    JSONL = auto()
    CSV = auto()
    FEED = auto()
    WARC = auto()


_BY_ENDING = {
    ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML,
    ".txt": Format.TEXT, ".text": Format.TEXT, ".md": Format.TEXT,
    ".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".json": Format.JSONL,
    ".csv": Format.CSV, ".tsv": Format.CSV,
    ".rss": Format.FEED, ".atom": Format.FEED, ".rdf": Format.FEED, ".xml": Format.FEED,
    ".warc": Format.WARC,
}  # fmt: skip
_BINARY_STARTS = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document", b"PK\x05\x06": "a zip archive",
    b"SQLite format 3": "a SQLite database",
    b"\x1f\x8b": "gzip data", b"\x28\xb5\x2f\xfd": "zstd data", b"BZh": "bzip2 data", b"\xfd7zXZ": "xz data",
    b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document", b"PAR1": "a Parquet file", b"\x7fELF": "a program", b"OggS": "a sound or film",
    b"ID3": "a sound",
}  # fmt: skip
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<\s*(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<\s*(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


def is_feed(raw: bytes) -> bool:
    """Tell whether bytes start the way a feed does, and not as a page that links to one."""
    head = raw[:_HEAD_BYTES]
    feed, page = _FEED_ROOT.search(head), _HTML_ROOT.search(head)
    return bool(feed and not (page and page.start() < feed.start()))


def is_html(raw: bytes) -> bool:
    """Tell whether bytes start the way a page does."""
    return bool(_HTML.search(_plain(raw)))


def format_of(head: bytes, name: str, content_type: str = "") -> Format:
    """Name the format of an input from its first bytes.

    `.xml` and feed types are taken at their word, so that an error page in a feed's place is told from an article.
    """
    ending = PurePath(name.split("?")[0].split("#")[0].removesuffix(".gz")).suffix.lower()
    start = _plain(head).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"WARC/") or _BY_ENDING.get(ending) is Format.WARC:
        return Format.WARC
    if _BY_ENDING.get(ending) in (Format.JSONL, Format.CSV):
        return _BY_ENDING[ending]
    if is_feed(start) or re.search(r"\b(?:rss|atom)\+xml", content_type) or _BY_ENDING.get(ending) is Format.FEED:
        return Format.FEED
    if _BY_ENDING.get(ending) is Format.HTML or is_html(start) or "html" in content_type:
        return Format.HTML
    if start.startswith(b"{") and _BY_ENDING.get(ending) is not Format.TEXT:
        return Format.JSONL
    if content_type.startswith("text/csv"):
        return Format.CSV
    return Format.TEXT


def refuse_binary(raw: bytes) -> None:
    """Let only text pass.

    Raises:
        ReadingError: the bytes are empty, a known binary format, or no text at all.
    """
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadingError("it is empty. Check that the file or page was saved whole.")
    for start, kind in _BINARY_STARTS.items():
        if raw.startswith(start):
            raise ReadingError(f"it is {kind}, which sayso does not read. Give HTML, text, JSONL or CSV.")
    head = raw[:_HEAD_BYTES]
    wide = head.startswith(_UTF16_MARKS) or max(head[::2].count(0), head[1::2].count(0)) > len(head) / 3
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    if not wide and controls > len(head) / 50:
        raise ReadingError("it is binary, not text. Give HTML, text, JSONL or CSV.")


def _plain(head: bytes) -> bytes:
    """Make UTF-16 markup look like ASCII, which is all that telling formats apart needs."""
    return head[:_HEAD_BYTES].removeprefix(_UTF16_MARKS[0]).removeprefix(_UTF16_MARKS[1]).replace(b"\0", b"")
