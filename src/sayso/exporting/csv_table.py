"""Write events as CSV (RFC 4180, UTF-8): one row an event, the columns of `shapes.COLUMNS`.

Several values in a cell are parted by " | ". A text that a spreadsheet would run as a formula gets a single quote in
front; so does one that starts with single quotes and then such a character, so that readers can undo it.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import BinaryIO

from sayso.exporting.shapes import COLUMNS, Cell, ExportContext, flat_row, shape
from sayso.records import Event

# What spreadsheets take for the start of a formula, their full-width forms included.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class CsvExporter:
    """One flat row an event."""

    says: str = "CSV: one row an event, for spreadsheets and statistics packages"

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write the header and one row an event."""
        out.write(csv_line(column.name for column in COLUMNS))
        for event in events:
            out.write(csv_line(flat_row(shape(event, context)).values()))


def without_guard(cell: str) -> str:
    """Return a cell's text as it was before it was made safe for spreadsheets."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell) else cell


def _safe(cell: Cell) -> Cell:
    """Disarm formulas in texts; numbers are ours, and a negative latitude stays one."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and _is_risky(cell) else cell


def _is_risky(text: str) -> bool:
    return text.lstrip("'").startswith(_STARTS_FORMULA)


def csv_line(cells: Iterable[Cell], delimiter: str = ",") -> bytes:
    """Write one line, its texts made safe for spreadsheets."""
    line = StringIO(newline="")
    csv.writer(line, delimiter=delimiter).writerow([_safe(cell) for cell in cells])
    return line.getvalue().encode()
