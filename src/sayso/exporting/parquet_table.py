"""Write events as Parquet: one row an event with typed, nested columns, nothing left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from sayso.as_json import Json
from sayso.exporting.shapes import ExportContext, shape
from sayso.records import Event

_EVENTS_A_GROUP = 1_000
_DAYS = frozenset({"earliest", "latest", "published", "as_of"})


@dataclass(frozen=True, slots=True)
class ParquetExporter:
    """One row an event; lists and structs as in the JSON of the contract, days as days."""

    says: str = "Parquet: one row an event, typed nested columns, as the JSON of an event (DuckDB, pandas, polars, R)"

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write the events in groups of a thousand, compressed with zstd."""
        # Loaded only here: it takes a third of a second, which every other command would pay.
        from pyarrow import Table
        from pyarrow.parquet import ParquetWriter

        from sayso.exporting.parquet_schema import SCHEMA

        rows = (_typed(shape(event, context)) for event in events)
        with ParquetWriter(out, SCHEMA, compression="zstd") as writer:
            for group in _groups(rows):
                writer.write_table(Table.from_pylist(group, schema=SCHEMA))


def as_json_again(rows: Iterable[Json]) -> Iterator[Json]:
    """Yield rows read back from Parquet as the JSON of events, days as text again."""
    for row in rows:
        yield _mapped(row, lambda day: day.isoformat() if isinstance(day, date) else day)


def _typed(shown: Json) -> Json:
    typed: Json = _mapped(shown, lambda day: date.fromisoformat(day) if isinstance(day, str) else day)
    return typed


def _mapped(value: Any, day: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _mapped(inner, day, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, day, key) for inner in value]
    return day(value) if key in _DAYS else value


def _groups(rows: Iterator[Json]) -> Iterator[list[Json]]:
    while group := list(islice(rows, _EVENTS_A_GROUP)):
        yield group
