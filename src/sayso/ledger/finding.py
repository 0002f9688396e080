"""Complete an id from its first characters, as people type it."""

from sqlalchemy import Connection, select

from sayso.errors import LedgerError
from sayso.ledger.tables import claims, events, reports

_TABLES = {"e_": (events,), "c_": (claims,), "r_": (reports,)}


def full_id(connection: Connection, start: str) -> str:
    """Return the one id that starts with `start`; an event's former name is one of its claims'.

    Raises:
        LedgerError: no id starts so, or several do.
    """
    kind, rest = start[:2], start[2:]
    if kind not in _TABLES:
        raise LedgerError(f"{start!r} is no id: ids start with e_ (event), c_ (claim) or r_ (report).")
    found = _starting(connection, kind, rest)
    if not found and kind == "e_":
        found = ["e_" + claim.removeprefix("c_") for claim in _starting(connection, "c_", rest)]
    if not found:
        raise LedgerError(f"The ledger has no id that starts with {start}. List events with `sayso events`.")
    if len(found) > 1 and start not in found:
        raise LedgerError(f"Several ids start with {start}: {found[0]}, {found[1]} … Give more of it.")
    return start if start in found else found[0]


def _starting(connection: Connection, kind: str, rest: str) -> list[str]:
    (table,) = _TABLES[kind]
    first = kind + rest
    # A range, not LIKE: it uses the index, and "_" in an id is no wildcard.
    after = first[:-1] + chr(ord(first[-1]) + 1)
    chosen = select(table.c.id).where(table.c.id >= first, table.c.id < after).order_by(table.c.id).limit(2)
    return list(connection.scalars(chosen))
