"""Write events as JSON Lines: one event a line, as the contract shows it, with its claims and quotes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.exporting.shapes import ExportContext, shape
from sayso.records import Event

# Line breaks to Python's `splitlines` and some editors, though not to JSON: a line must stay one line everywhere.
_OTHER_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


@dataclass(frozen=True, slots=True)
class JsonlExporter:
    """One JSON object a line, nothing left out."""

    says: str = "JSON Lines: one event a line with all its claims, figures and quotes"

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write the events, one a line."""
        for event in events:
            out.write(as_line(shape(event, context)).encode())


def as_line(value: Any) -> str:
    """Spell a value as one line of JSON."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    for character, escaped in _OTHER_BREAKS.items():
        line = line.replace(character, escaped)
    return line + "\n"
