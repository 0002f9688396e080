"""Turn JSONL and CSV rows into Reports. A row's text is kept exactly as given, so that offsets hold for its owner."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.errors import ReadingError
from sayso.reading.dates import day_of, is_future
from sayso.reading.html import host_of
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.published import Published, PublishedSource
from sayso.reading.report import Found, english_reading

_JSON_KINDS = {
    str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object",
    type(None): "null",
}  # fmt: skip
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def readings_from_jsonl(lines: Iterable[bytes], options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read a report a line; a line that can't be read gives an error that names its number."""
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(_UTF8_MARK) if number == 1 else line
        if not line.strip():
            continue
        if number == 1 and line.strip() in (b"[", b"{"):
            yield ReadingError("it is JSON over several lines. Write each report as one object on one line (JSONL).")
            return
        try:
            if len(line) > options.max_bytes:
                raise ReadingError(f"it is longer than {options.max_bytes / 1e6:.0f} MB")
            yield reading_of_row(_json_object(line), line.rstrip(b"\r\n"), options)
        except ReadingError as error:
            yield ReadingError(f"line {number}: {error} Mend the line or take it out.")


def readings_from_csv(lines: Iterable[bytes], options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read a report a row; the first row names the columns, of which `text` is required. Tabs may part the columns."""
    # The limit holds for the whole process; the standard one, 131,072 characters, is less than a long report.
    csv.field_size_limit(options.max_bytes)
    taken = _Taken(lines, options.max_bytes)
    header = taken.peek()
    rows = csv.reader(taken, strict=True, delimiter="\t" if b"\t" in header and b"," not in header else ",")
    names: list[str] = []
    while True:
        first_line = taken.number + 1
        try:
            values = next(rows, None)
            raw = taken.handed_out()
            if values is None:
                return
            if names:
                if values:
                    yield reading_of_row(_csv_row(names, values), raw, options)
            elif values:
                names = _csv_names(values)
        except (csv.Error, UnicodeDecodeError, ReadingError) as error:
            taken.handed_out()
            if not names:
                yield ReadingError(
                    f"the first row can't be used: {_said(error)} Add a header row and save it as UTF-8."
                )
                return
            yield ReadingError(f"row on line {first_line}: {_said(error)} Mend the row or take it out.")


def lines_of(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """Yield a stream's lines as they come; of one that is longer than `max_bytes` only the start, to be refused."""
    while line := stream.readline(max_bytes + 1):
        yield line
        rest = line
        while len(rest) > max_bytes and not rest.endswith(b"\n"):
            rest = stream.readline(max_bytes + 1)


class _Taken:
    """Hands lines to the CSV reader and keeps those of the current row, which are the row's raw bytes."""

    def __init__(self, lines: Iterable[bytes], max_bytes: int) -> None:
        self._lines = iter(lines)
        self._ahead = next(self._lines, b"").removeprefix(_UTF8_MARK)
        self._row: list[bytes] = []
        self._size = 0
        self._max_bytes = max_bytes
        self.number = 0

    def peek(self) -> bytes:
        """Return the line that comes next."""
        return self._ahead

    def handed_out(self) -> bytes:
        """Return the bytes of the row that was just read and begin a new one."""
        raw = b"".join(self._row).rstrip(b"\r\n")
        self._row, self._size = [], 0
        return raw

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._ahead = self._ahead, next(self._lines, b"")
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        self._size += len(line)
        if self.number == 1 and line.startswith(_UTF16_MARKS):
            raise ReadingError("it is UTF-16.")
        if self._size > self._max_bytes:
            raise ReadingError(f"the row is longer than {self._max_bytes / 1e6:.0f} MB; is a quote left open?")
        return line.decode("utf-8")


def _said(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8."
    if isinstance(error, csv.Error):
        return f"{error}; is a quote left open?"
    return str(error)


def _json_object(line: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise ReadingError("it is not UTF-8.") from None
    except RecursionError:
        raise ReadingError("it is nested too deeply.") from None
    except ValueError as error:
        raise ReadingError(f"it is no JSON: {error}.") from None
    if not isinstance(row, dict):
        raise ReadingError(f"it is {_JSON_KINDS[type(row)]}, not an object with a text.")
    return row


def _csv_names(values: list[str]) -> list[str]:
    names = [value.strip().lower() for value in values]
    if "text" not in names:
        raise ReadingError('it names no column "text".')
    return names


def _csv_row(names: list[str], values: list[str]) -> Mapping[str, Any]:
    if len(values) > len(names):
        raise ReadingError(f"it has {len(values)} fields, the header {len(names)}.")
    return {name: value for name, value in zip(names, values, strict=False) if value}


def reading_of_row(row: Mapping[str, Any], raw: bytes, options: ReadingOptions) -> Reading:
    """Make a Reading of one row: `text` is required; `url outlet title published language id` are used where present.

    Raises:
        ReadingError: a field is missing or of the wrong kind.
    """
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        given = "empty" if text == "" or isinstance(text, str) else _JSON_KINDS[type(text)]
        raise ReadingError(f'"text" is {given if "text" in row else "missing"}; it must hold the report.')
    url = _string(row, "url")
    source_id = row.get("id")
    found = Found(
        text=text,
        url=url,
        outlet=_string(row, "outlet") or host_of(url),
        title=_string(row, "title"),
        language=_string(row, "language"),
        published=_published(_string(row, "published"), url, options),
        source_id=str(source_id) if isinstance(source_id, int) else _string(row, "id"),
    )
    return english_reading(found, raw, options)


def _string(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ReadingError(f'"{name}" is {_JSON_KINDS[type(value)]}, not text.')
    return value


def _published(written: str | None, url: str | None, options: ReadingOptions) -> Published:
    """Read the row's date. One that can't be used leaves the report without a date rather than with the option's."""
    if written is None:
        return Published(options.published, PublishedSource.OPTION if options.published else None)
    day = day_of(written, url)
    if day is None:
        remark = (
            f'"published" is {written!r}, which is no date of one meaning, and was dropped. Write it as 2024-05-08.'
        )
        return Published(remark=remark)
    if is_future(day, options.today):
        remark = f'"published" is {day}, which lies in the future, and was dropped. Put the right date there.'
        return Published(remark=remark)
    return Published(day, PublishedSource.FIELD)
