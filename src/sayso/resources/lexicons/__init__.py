"""Load the lexicons: CSV files that a political scientist can edit, one row one fact."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from sayso.errors import ResourceError

_REQUIRED = ("pattern", "code", "example")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a lexicon: what to look for, what it means, and whatever columns the file adds."""

    pattern: str
    code: str
    example: str
    extra: dict[str, str]
    line: int

    def get(self, column: str) -> str:
        """Return an added column's value, or an empty string."""
        return self.extra.get(column, "")


@cache
def lexicon(name: str) -> tuple[Row, ...]:
    """Load `en/NAME.csv`.

    Raises:
        ResourceError: a column is missing or a row has no pattern or code; the message names file and row.
    """
    path = files(__name__) / "en" / f"{name}.csv"
    return tuple(_rows(f"{name}.csv", path.read_text(encoding="utf-8")))


def _rows(name: str, text: str) -> Iterator[Row]:
    reader = csv.DictReader(StringIO(text))
    missing = [column for column in _REQUIRED if column not in (reader.fieldnames or ())]
    if missing:
        raise ResourceError(f"Lexicon {name}: no column {', '.join(missing)}. Add it to the first line.")
    for number, row in enumerate(reader, start=2):
        if not row["pattern"] or not row["code"]:
            raise ResourceError(
                f"Lexicon {name}, row {number}: pattern or code is empty. Fill it in or delete the row."
            )
        extra = {key: value for key, value in row.items() if key not in _REQUIRED and value}
        yield Row(row["pattern"], row["code"], row["example"] or "", extra, number)
