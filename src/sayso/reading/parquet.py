"""Turn the rows of a Parquet file into Reports: columns as in a JSONL row, of which `text` is required."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from sayso.errors import ReadingError
from sayso.reading.jsonl import reading_of_row
from sayso.reading.options import Reading, ReadingOptions

_ROWS_AT_A_TIME = 256
_USED = ("text", "url", "outlet", "title", "published", "language", "id")


def readings_from_parquet(file: BinaryIO, options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read a report a row; a row that can't be read gives an error that names its number, counted from 1.

    The raw bytes of a report are its row as JSON.

    Raises:
        ReadingError: it is no Parquet file, or has no column "text".
    """
    # Loaded only here: it takes a third of a second, which every other input would pay.
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file)
    except ArrowException as error:
        raise ReadingError(f"it is no whole Parquet file: {error}. Write it again.") from error
    columns = [name for name in _USED if name in table.schema_arrow.names]
    if "text" not in columns:
        raise ReadingError('it has no column "text". Name the column that holds the reports so.')
    number = 0
    for rows in table.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=columns):
        for row in rows.to_pylist():
            number += 1
            given = {name: _plain(value) for name, value in row.items() if value is not None}
            try:
                yield reading_of_row(given, json.dumps(given, ensure_ascii=False).encode(), options)
            except ReadingError as error:
                yield ReadingError(f"row {number}: {error} Mend the row or take it out.")


def _plain(value: Any) -> Any:
    """Write a date or moment as JSON rows give it."""
    return value.isoformat() if isinstance(value, date) else value
