"""Write events in the columns of another dataset, and say of each what maps, what is lost and what stays empty."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.as_json import Json
from sayso.exporting.csv_table import csv_line
from sayso.exporting.shapes import Cell, ExportContext, shape
from sayso.records import Event


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of another dataset: what it is filled from, and what is lost on the way.

    Without `value` it stays empty, and `says` tells why.
    """

    name: str
    says: str
    value: Callable[[Json], Cell] | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table in the layout of another dataset.

    `keeps` tells which events have a row; `rows` takes an event's JSON apart where one event is more rows than one,
    and `columns` then read those. `note` is what the docs say of the whole, `sources` where the layout is described.
    """

    says: str
    columns: tuple[MappedColumn, ...]
    note: str
    sources: tuple[str, ...]
    keeps: Callable[[Json], bool] = lambda shown: True
    rows: Callable[[Json], Iterable[Json]] = lambda shown: (shown,)
    delimiter: str = ","
    header: bool = True
    empty: str = ""

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write a line for each row of each event that the layout has a place for."""
        if self.header:
            out.write(self._line(column.name for column in self.columns))
        for event in events:
            shown = shape(event, context)
            if self.keeps(shown):
                for row in self.rows(shown):
                    out.write(self._line(self._cells(row)))

    def _cells(self, row: Json) -> Iterator[Cell]:
        for column in self.columns:
            cell = column.value(row) if column.value else None
            yield self.empty if cell is None or cell == "" else cell

    def _line(self, cells: Iterable[Cell]) -> bytes:
        if self.delimiter == ",":
            return csv_line(cells)
        # Tab-separated files have no quotes that all their readers know: a cell keeps to its line.
        return csv_line((_on_one_line(cell) for cell in cells), self.delimiter)


def _on_one_line(cell: Cell) -> Cell:
    return " ".join(cell.replace('"', "'").split()) if isinstance(cell, str) else cell


def as_markdown(name: str, table: MappedTable) -> str:
    """Describe a table for the docs, column by column."""
    rows = [
        f"| `{column.name}` | {column.says if column.value else ''} | {column.lost if column.value else column.says} |"
        for column in table.columns
    ]
    sources = "\n".join(f"- {source}" for source in table.sources)
    head = "| column | filled from | what is lost; why it stays empty |\n| --- | --- | --- |"
    return (
        f"## `{name}`\n\n{table.note}\n\n{head}\n" + "\n".join(rows) + f"\n\nThe layout is described in:\n\n{sources}\n"
    )
