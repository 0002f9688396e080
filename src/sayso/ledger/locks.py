"""Let several programs write to one ledger at once without losing a claim.

In SQLite a writing transaction holds the whole file from its start. In PostgreSQL writers share a lock that merging
takes for itself: merging looks at many claims and must see none of them half way, while recording goes on side by side.
Order: this lock first, then rows of reports by id, then the lock of the chain; so no two wait for each other.
"""

from sqlalchemy import Connection

_LEDGER = int.from_bytes(b"says", "big")
_CHAIN = 1
_WRITING = 2


def lock_for_writing(connection: Connection) -> None:
    """Wait until nobody merges, and keep anybody from merging until this transaction is over."""
    _lock(connection, "pg_advisory_xact_lock_shared", _WRITING)


def lock_for_merging(connection: Connection) -> None:
    """Wait until nobody writes, and keep everybody from writing until this transaction is over."""
    _lock(connection, "pg_advisory_xact_lock", _WRITING)


def lock_chain(connection: Connection) -> None:
    """Wait for the turn to add a link to the chain."""
    _lock(connection, "pg_advisory_xact_lock", _CHAIN)


def _lock(connection: Connection, function: str, what: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT {function}({_LEDGER}, {what})")
