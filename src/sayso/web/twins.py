"""Send lists in the shapes that programs read: JSON, CSV and GeoJSON, the same filters, streamed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from fastapi.responses import StreamingResponse

from sayso.exporting import EXPORTERS, ExportContext
from sayso.exporting.csv_table import csv_line
from sayso.exporting.shapes import shape
from sayso.records import Event

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
_CHUNK_EVENTS = 50
_IN_MEMORY = 16_000_000
_PART = 256_000


def exported(format: str, events: Iterable[Event], context: ExportContext, name: str) -> StreamingResponse:
    """Send events as one of the exporters writes them, as a download."""
    return streamed(_written(format, events, context), MEDIA_TYPES[format], f"{name}.{format}")


def _written(format: str, events: Iterable[Event], context: ExportContext) -> Iterator[bytes]:
    """Let the exporter write into a file on disk if it grows large, then send that."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        EXPORTERS[format].write(events, context, cast(BinaryIO, file))
        file.seek(0)
        while part := file.read(_PART):
            yield part


def events_as_json(head: Mapping[str, Any], events: Iterable[Event], context: ExportContext) -> Iterator[bytes]:
    """Write `head` with one more member, `events`, an event a line."""
    opening = json.dumps(head, ensure_ascii=False)
    yield (opening[:-1] + (", " if head else "") + '"events": [\n').encode()
    separator = ""
    remaining = iter(events)
    while portion := list(islice(remaining, _CHUNK_EVENTS)):
        lines = [json.dumps(shape(event, context), ensure_ascii=False, allow_nan=False) for event in portion]
        yield (separator + ",\n".join(lines)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def rows_as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write rows as CSV, disarmed for spreadsheets as the events' CSV is."""
    yield csv_line(columns)
    for row in rows:
        yield csv_line([row[column] for column in columns])


def streamed(parts: Iterator[bytes], media_type: str, file_name: str | None = None) -> StreamingResponse:
    """Send parts as they come; with a name, as a download."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'} if file_name else {}
    return StreamingResponse(parts, media_type=media_type, headers=headers)
