"""Write decisions as CSV and read them back, so that people can decide in a spreadsheet or carry decisions over.

Columns: id, verdict, claims, by, at, reason, replacement, undoes, batch. Claims and undone decisions are parted by
spaces; `replacement` is JSON. Only `verdict`, `claims` and `by` are needed; a row without an id gets one, and a row
whose id the ledger holds is passed over, so that reading a file twice changes nothing.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sayso.decision_json import decision_from_json, decision_id, decision_json
from sayso.errors import ReadingError, UsageError
from sayso.exporting.csv_table import csv_line, without_guard
from sayso.ledger import Ledger
from sayso.records import Decision, Verdict, digest_of

COLUMNS = ("id", "verdict", "claims", "by", "at", "reason", "replacement", "undoes", "batch")
_NEEDED = ("verdict", "claims", "by")
_LISTS = ("claims", "undoes")


def write_decisions(decisions: Iterable[Decision], out: BinaryIO) -> None:
    """Write a header and one row a decision; texts that a spreadsheet would run as a formula are disarmed."""
    out.write(csv_line(COLUMNS))
    for decision in decisions:
        shown = decision_json(decision)
        out.write(csv_line(_cell(shown[name]) for name in COLUMNS))


def read_decisions(lines: Iterable[str], now: datetime) -> Iterator[Decision]:
    """Read decisions; `now` is the moment of those that name none. Rows without a batch are undone one by one.

    Raises:
        UsageError: a column or value is missing or makes no sense; the message names the row.
    """
    rows = csv.DictReader(lines)
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(f"Decisions need the columns {', '.join(_NEEDED)}; {', '.join(missing)} is missing.")
    for row in rows:
        try:
            yield _decision(row, now)
        except (ReadingError, ValueError) as error:
            raise UsageError(f"Decisions, row {rows.line_num}: {error}") from error


def add_decisions(ledger: Ledger, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Record all decisions that the ledger does not hold, all or none, and return them.

    Those that came without an id or batch are one batch, undone as one. Undoing is for the ledger to check.
    """
    new = [decision for decision in decisions if not (decision.id and ledger.has_decision(decision.id))]
    unnamed = [decision for decision in new if not decision.id]
    batch = "b_" + digest_of([decision_json(decision) for decision in unnamed])[:20] if len(unnamed) > 1 else None
    made = tuple(decision if decision.id else _named(decision, batch) for decision in new)
    made = tuple(decision for decision in made if not ledger.has_decision(decision.id))
    if made:
        ledger.decide(*made)
    return made


def _decision(row: dict[str, Any], now: datetime) -> Decision:
    cells = {name: without_guard(row.get(name) or "") for name in COLUMNS}
    for name in _NEEDED:
        if not cells[name].strip():
            raise ValueError(f"{name} is empty.")
    if cells["verdict"] not in list(Verdict):
        raise ValueError(f"{cells['verdict']!r} is no verdict. It can be: {', '.join(Verdict)}.")
    shown: dict[str, Any] = cells | {name: cells[name].split() for name in _LISTS}
    shown["at"] = cells["at"] or now.astimezone(UTC).isoformat()
    shown["replacement"] = json.loads(cells["replacement"]) if cells["replacement"] else None
    shown["batch"] = cells["batch"] or None
    decision = decision_from_json(shown)
    if decision.id and decision.id != decision_id(decision):
        raise ValueError(f"what it says does not have the digest that its id names, {decision.id}.")
    return decision


def _named(decision: Decision, batch: str | None) -> Decision:
    whole = replace(decision, batch=decision.batch or batch)
    return replace(whole, id=decision_id(whole))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
