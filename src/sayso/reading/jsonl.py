"""Turn JSONL and CSV rows into Reports. A row's text is kept exactly as given, so that offsets hold for its owner."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sayso.errors import ReadingError
from sayso.reading.boilerplate import skipped_parts
from sayso.reading.options import Reading, ReadingOptions
from sayso.records import Report, digest, report_id

_FIELDS = ("url", "outlet", "title", "published", "language", "id")


def readings_from_jsonl(raw: bytes, options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read a report a line; a line that can't be read gives an error that names its number."""
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ReadingError("it is no JSON object")
            yield Reading(_report(row, line, options), line)
        except (ValueError, ReadingError) as error:
            yield ReadingError(f"line {number}: {error}. Mend the line or take it out.")


def readings_from_csv(raw: bytes, options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read a report a row; the first row names the columns, of which `text` is required."""
    csv.field_size_limit(options.max_bytes)
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig", errors="replace"), newline=""))
    if "text" not in (rows.fieldnames or ()):
        yield ReadingError('the first row names no column "text". Add a header row.')
        return
    for row in rows:
        line = json.dumps(row, ensure_ascii=False).encode()
        try:
            yield Reading(_report({key: value for key, value in row.items() if value}, line, options), line)
        except ReadingError as error:
            yield ReadingError(f"row that ends on line {rows.line_num}: {error}. Mend the row or take it out.")


def _report(row: Mapping[str, Any], raw: bytes, options: ReadingOptions) -> Report:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadingError('"text" is missing, empty or no string')
    if len(text) > options.max_characters:
        raise ReadingError(f"the text has {len(text):,} characters, more than {options.max_characters:,}")
    values = {name: _string(row, name) for name in _FIELDS}
    published = day_of(values["published"], options) if values["published"] else None
    return Report(
        id=report_id(values["url"], text),
        text=text,
        url=values["url"],
        outlet=values["outlet"],
        title=values["title"],
        language=values["language"],
        published=published or options.published,
        published_source="input field" if published else ("option" if options.published else None),
        fetched=options.now,
        raw_digest=digest(raw),
        source_id=values["id"],
        skipped=skipped_parts(text),
    )


def _string(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, (str, int)):
        return str(value)
    raise ReadingError(f'"{name}" is {type(value).__name__}, not text')


def day_of(text: str, options: ReadingOptions) -> date:
    """Read an ISO date or date-time.

    Raises:
        ReadingError: it is none, or it lies in the future.
    """
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise ReadingError(f'"published" is {text!r}; write it as 2024-05-08') from None
    if day > options.today:
        raise ReadingError(f'"published" is {day}, which is in the future')
    return day
