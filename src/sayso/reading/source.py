"""Turn whatever a user names (page, file, folder, feed, standard input) into Readings, one bad input at a time."""

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from stat import S_ISDIR, S_ISREG
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from sayso.errors import ReadingError, ReportError
from sayso.reading.characters import decoded, tidy
from sayso.reading.feed import items_of_feed
from sayso.reading.fetch import Fetched, Fetcher
from sayso.reading.formats import Format, format_of, refuse_binary
from sayso.reading.html import reading_from_html
from sayso.reading.jsonl import lines_of, readings_from_csv, readings_from_jsonl
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.parquet import readings_from_parquet
from sayso.reading.published import Published, PublishedSource
from sayso.reading.report import Found, english_reading
from sayso.reading.warc import readings_from_wacz, readings_from_warc
from sayso.records import Problem

STDIN = "-"
_STAGE = "reading"
_HEAD_BYTES = 4_000
_LONGEST_TITLE = 200

Readings = Iterator[Reading | Problem]
# Files whose parts are found from their end, or that are best unpacked record by record.
_WHOLE_FILES: Mapping[str, Callable[[BinaryIO, ReadingOptions], Iterator[Reading | ReadingError]]] = {
    ".warc": readings_from_warc,
    ".warc.gz": readings_from_warc,
    ".wacz": readings_from_wacz,
    ".parquet": readings_from_parquet,
}


def read(
    inputs: Iterable[str],
    options: ReadingOptions,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
) -> Readings:
    """Read inputs in their order. What can't be read becomes a Problem, and the rest goes on.

    An input is an http or https URL, a file (HTML, text, JSONL, CSV, RSS, Atom or WARC, each also with .gz; WACZ or
    Parquet), a folder of such files, or `-` for standard input. A report with something amiss, such as a date in the
    future, is followed by a Problem that carries its id.
    """
    fetcher = fetcher or Fetcher(options)
    for name in inputs:
        if name == STDIN:
            yield from _settled(name, _from_stream(stdin or sys.stdin.buffer, name, options, fetcher))
        elif name.lower().startswith(("http://", "https://")):
            yield from _settled(name, _from_url(name, options, fetcher))
        else:
            yield from _from_path(Path(name), options, fetcher)


def read_bytes(raw: bytes, name: str, options: ReadingOptions, fetcher: Fetcher | None = None) -> Readings:
    """Read what a file called `name` would hold, as `read` does."""
    yield from _settled(name, _from_stream(BytesIO(raw), name, options, fetcher or Fetcher(options)))


def _settled(name: str, results: Iterator[Reading | ReadingError | Problem]) -> Readings:
    """Turn errors and remarks into Problems of the input `name`."""
    try:
        for result in results:
            if isinstance(result, ReadingError):
                yield Problem(name, _STAGE, str(result))
                continue
            yield result
            if isinstance(result, Reading):
                report = result.report
                about = report.url or report.source_id or name
                yield from (Problem(about, _STAGE, remark, report.id) for remark in result.remarks)
    except ReportError as error:
        yield Problem(name, _STAGE, str(error))


def _from_path(path: Path, options: ReadingOptions, fetcher: Fetcher) -> Readings:
    found = False
    for file in _files_in(path, set()):
        found = True
        yield from _settled(str(file), _from_file(file, options, fetcher)) if isinstance(file, Path) else (file,)
    if not found:
        yield Problem(str(path), _STAGE, "this folder holds no files to read. Check the name.")


def _files_in(path: Path, entered: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """List a folder's files in order, hidden ones left out, each folder entered once whatever links lead to it."""
    try:
        about = path.stat()
        if not S_ISDIR(about.st_mode):
            yield path
            return
        if (about.st_dev, about.st_ino) in entered:
            return
        entered.add((about.st_dev, about.st_ino))
        inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    except (OSError, ValueError) as error:
        yield Problem(str(path), _STAGE, _said(error))
        return
    for entry in inside:
        yield from _files_in(entry, entered)


def _from_file(path: Path, options: ReadingOptions, fetcher: Fetcher) -> Iterator[Reading | ReadingError | Problem]:
    with _system_errors_as_reading_errors():
        # A pipe or device would keep us waiting for ever.
        if not S_ISREG(path.stat().st_mode):
            raise ReadingError("it is no regular file. Give a file, a folder, or - for standard input.")
        with path.open("rb") as file:
            for ending, read_whole in _WHOLE_FILES.items():
                if path.name.lower().endswith(ending):
                    yield from read_whole(file, options)
                    return
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
            yield from _from_stream(stream, str(path), options, fetcher)


def _from_stream(
    stream: BinaryIO, name: str, options: ReadingOptions, fetcher: Fetcher
) -> Iterator[Reading | ReadingError | Problem]:
    """Read a stream: rows as they come, anything else whole."""
    # A line at a time, so that rows from a live pipe need not wait for a buffer to fill.
    first = stream.readline(options.max_bytes + 1)
    while first and not first.strip():
        first = stream.readline(options.max_bytes + 1)
    kind = format_of(first[:_HEAD_BYTES], name)
    if kind is Format.WARC:
        with _from_the_start(first, stream) as whole:
            yield from readings_from_warc(whole, options)
        return
    if kind in (Format.JSONL, Format.CSV):
        refuse_binary(first)
        read_rows = readings_from_csv if kind is Format.CSV else readings_from_jsonl
        yield from read_rows(chain([first], lines_of(stream, options.max_bytes)), options)
        return
    raw = first + stream.read(max(0, options.max_bytes + 1 - len(first)))
    if len(raw) > options.max_bytes:
        raise ReadingError(
            f"it is larger than {options.max_bytes / 1e6:g} MB. Split it, or raise SAYSO_MAX_PAGE_BYTES."
        )
    yield from _from_bytes(Fetched(name, raw, "", None), None, options, fetcher)


@contextmanager
def _from_the_start(first: bytes, stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream, whose first line was read already, from its beginning; a pipe is kept in a file meanwhile."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with TemporaryFile() as kept:
        kept.write(first)
        copyfileobj(stream, kept)
        kept.seek(0)
        yield cast(BinaryIO, kept)


def _from_url(url: str, options: ReadingOptions, fetcher: Fetcher) -> Iterator[Reading | ReadingError | Problem]:
    fetched = fetcher.fetch(url)
    yield from _from_bytes(fetched, fetched.url, options, fetcher)


def _from_bytes(
    given: Fetched, url: str | None, options: ReadingOptions, fetcher: Fetcher
) -> Iterator[Reading | ReadingError | Problem]:
    raw = given.raw
    refuse_binary(raw)
    kind = format_of(raw, given.url, given.content_type)
    if kind is Format.WARC:
        yield from readings_from_warc(io.BytesIO(raw), options)
    elif kind is Format.JSONL:
        yield from readings_from_jsonl(raw.split(b"\n"), options)
    elif kind is Format.CSV:
        yield from readings_from_csv(raw.splitlines(keepends=True), options)
    elif kind is Format.FEED:
        yield from _from_feed(raw, url, options, fetcher)
    elif kind is Format.HTML:
        yield reading_from_html(raw, url, options, given.charset)
    else:
        yield _from_text(raw, url, options, given.charset)


def _from_feed(raw: bytes, url: str | None, options: ReadingOptions, fetcher: Fetcher) -> Readings:
    for item in items_of_feed(raw, url):
        yield from _settled(item.url, _from_item(item.url, item.published, options, fetcher))


def _from_item(url: str, published: date | None, options: ReadingOptions, fetcher: Fetcher) -> Iterator[Reading]:
    fetched = fetcher.fetch(url)
    # Always as a page: a feed that lists feeds could lead round in circles.
    yield reading_from_html(fetched.raw, fetched.url, options, fetched.charset, published)


def _from_text(raw: bytes, url: str | None, options: ReadingOptions, charset: str | None) -> Reading:
    text = tidy(decoded(raw, charset))
    first = text.split("\n", 1)[0]
    # A first line that is a heading: short, more below it, and no sentence.
    is_title = len(first) <= _LONGEST_TITLE and first != text and not first.endswith((".", ",", ":", ";"))
    published = Published(options.published, PublishedSource.OPTION if options.published else None)
    found = Found(text=text, url=url, title=first if is_title else None, published=published)
    return english_reading(found, raw, options)


@contextmanager
def _system_errors_as_reading_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise ReadingError(_said(error)) from error


def _said(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder. Check the name."
    if isinstance(error, PermissionError):
        return "you have no right to read it. Change its permissions or leave it out."
    reason = getattr(error, "strerror", None) or error
    return f"it can't be read: {reason}. Check the file."
