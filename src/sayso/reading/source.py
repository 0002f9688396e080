"""Turn whatever a user names (page, file, folder, standard input) into Reports, one bad input at a time."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sayso.errors import ReadingError, ReportError
from sayso.reading.boilerplate import skipped_parts
from sayso.reading.feed import looks_like_feed, pages_of_feed
from sayso.reading.fetch import fetch
from sayso.reading.html import looks_like_html, report_from_html, tidy
from sayso.reading.jsonl import readings_from_csv, readings_from_jsonl
from sayso.reading.languages import language_of
from sayso.reading.options import Reading, ReadingOptions
from sayso.records import Problem, Report, digest, report_id

_BINARY_STARTS = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document", b"SQLite format 3": "a SQLite database",
    b"WARC/": "a WARC archive",
}  # fmt: skip


def read(inputs: Iterable[str], options: ReadingOptions) -> Iterator[Reading | Problem]:
    """Read inputs in their order. What can't be read becomes a Problem, and the rest goes on."""
    for name in inputs:
        try:
            for found in _readings(name, options):
                yield found if isinstance(found, Problem) else _checked(name, found)
        except ReportError as error:
            yield Problem(name, "reading", str(error))


def _checked(name: str, found: Reading | ReadingError) -> Reading | Problem:
    """Let English reports through."""
    if isinstance(found, ReadingError):
        return Problem(name, "reading", str(found))
    report = found.report
    language = report.language or language_of(report.text)
    if language.split("-")[0].lower() != "en":
        message = f"its language is {language}; sayso codes English only. Give an English version."
        return Problem(report.url or report.source_id or name, "reading", message, report.id)
    return Reading(replace(report, language="en"), found.raw)


def _readings(name: str, options: ReadingOptions) -> Iterator[Reading | ReadingError | Problem]:
    if name == "-":
        yield from _from_bytes(sys.stdin.buffer.read(options.max_bytes + 1), name, None, options)
    elif name.startswith(("http://", "https://")):
        yield from _from_bytes(fetch(name, options), name, name, options)
    elif Path(name).is_dir():
        yield from read((str(path) for path in _files_in(Path(name))), options)
    else:
        yield from _from_bytes(_file_bytes(Path(name), options), name, None, options)


def _files_in(folder: Path) -> Iterator[Path]:
    """List a folder's files in order, without hidden ones and without following links to folders: these may loop."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files_in(entry)
        else:
            yield entry


def _file_bytes(path: Path, options: ReadingOptions) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            return stream.read(options.max_bytes + 1)
    except FileNotFoundError:
        raise ReadingError("there is no such file or folder. Check the name.") from None
    except (OSError, EOFError, zlib.error) as error:
        raise ReadingError(f"it can't be read: {error}. Check the file and your rights to it.") from error


def _from_bytes(
    raw: bytes, name: str, url: str | None, options: ReadingOptions
) -> Iterator[Reading | ReadingError | Problem]:
    """Read bytes as what they are, told by the name's ending and by their first characters."""
    if not raw.strip():
        raise ReadingError("it is empty.")
    if len(raw) > options.max_bytes:
        raise ReadingError(
            f"it is larger than {options.max_bytes / 1e6:.0f} MB. Split it, or raise SAYSO_MAX_PAGE_BYTES."
        )
    for start, kind in _BINARY_STARTS.items():
        if raw.startswith(start):
            raise ReadingError(f"it is {kind}, which sayso does not read. Give HTML, text, JSONL or CSV.")
    ending = Path(name.removesuffix(".gz")).suffix.lower()
    if ending in (".jsonl", ".ndjson") or raw.lstrip()[:1] == b"{":
        yield from readings_from_jsonl(raw, options)
    elif ending == ".csv":
        yield from readings_from_csv(raw, options)
    elif looks_like_feed(raw):
        yield from read(pages_of_feed(raw), options)
    elif ending in (".rss", ".atom"):
        raise ReadingError("it is named like a feed but is none. Give the feed's own address, or the page as .html.")
    elif ending in (".html", ".htm", ".xhtml") or looks_like_html(raw):
        yield Reading(report_from_html(raw, url, options), raw)
    elif b"\0" in raw[:10_000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadingError("it is binary. Give HTML, text, JSONL or CSV.")
    else:
        yield Reading(_from_text(raw, options), raw)


def _from_text(raw: bytes, options: ReadingOptions) -> Report:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        decoded = raw.decode(encoding)
    except UnicodeDecodeError:
        decoded = raw.decode("windows-1252", errors="replace")
    text = tidy(decoded)
    if len(text) > options.max_characters:
        raise ReadingError(f"its text has {len(text):,} characters, more than {options.max_characters:,}. Split it.")
    return Report(
        id=report_id(None, text),
        text=text,
        title=text.split("\n", 1)[0][:200],
        published=options.published,
        published_source="option" if options.published else None,
        fetched=options.now,
        raw_digest=digest(raw),
        skipped=skipped_parts(text),
    )
