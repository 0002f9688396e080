"""Copy a whole ledger, row for row, between SQLite and PostgreSQL. Numbers stay, so that the chain stays whole."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, select, text

from sayso.errors import LedgerError
from sayso.ledger.opening import Database
from sayso.ledger.stored_events import event_of, index_events
from sayso.ledger.tables import chain, events, metadata, migrations, reports, runs

_PORTION = 1000


def copy(source: Database, target: Database) -> None:
    """Copy everything into an empty ledger whose tables are of the same version: all of it or nothing.

    Raises:
        LedgerError: the target holds something already, or what arrived is not what was sent.
    """
    with source.reading() as taken, target.merging() as given:
        if _holds_anything(given):
            raise LedgerError(f"Ledger {target.where}: it holds reports or runs already. Name an empty one.")
        for table in metadata.sorted_tables:
            if table is not migrations:
                _copy_table(table, taken, given)
        _index_events(given)
        _compare(taken, given, target.where)


def back_up_sqlite(source: Database, file: str) -> None:
    """Write a SQLite ledger as it is at this moment into a new file; others may go on reading and writing."""
    with source.engine.connect() as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM INTO ?", (file,))


def _holds_anything(connection: Connection) -> bool:
    return any(connection.execute(select(table).limit(1)).first() is not None for table in (reports, runs))


def _copy_table(table: Table, taken: Connection, given: Connection) -> None:
    for portion in _portions(taken, table):
        given.execute(insert(table), portion)
    if given.dialect.name == "postgresql":
        _count_on(table, given)


def _portions(taken: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    rows = taken.execution_options(yield_per=_PORTION).execute(ordered)
    for portion in rows.mappings().partitions(_PORTION):
        yield [dict(row) for row in portion]


def _count_on(table: Table, given: Connection) -> None:
    """Let PostgreSQL number new rows from after the last one copied."""
    key = list(table.primary_key.columns)
    if len(key) != 1 or not isinstance(key[0].type, Integer) or key[0].foreign_keys:
        return
    last = given.scalar(select(func.max(key[0])))
    if last is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        given.execute(sequence, {"table": table.name, "column": key[0].name, "last": last})


def _index_events(given: Connection) -> None:
    after = 0
    while True:
        chosen = select(events.c.number, events.c.content).where(events.c.number > after)
        rows = given.execute(chosen.order_by(events.c.number).limit(_PORTION)).all()
        if not rows:
            return
        index_events(given, {row.number: event_of(row.content) for row in rows})
        after = rows[-1].number


def _compare(taken: Connection, given: Connection, where: str) -> None:
    last = select(chain.c.link).order_by(chain.c.number.desc()).limit(1)
    if taken.scalar(last) != given.scalar(last):
        raise LedgerError(f"Ledger {where}: the chain did not arrive whole. Nothing was kept.")
    for table in metadata.sorted_tables:
        count = select(func.count()).select_from(table)
        if table is not migrations and taken.scalar(count) != given.scalar(count):
            raise LedgerError(f"Ledger {where}: not every row of {table.name} arrived. Nothing was kept.")
