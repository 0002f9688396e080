"""Open a ledger's database, or say why it can't be used and what to do."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError

from sayso.errors import LedgerError

# Marks a SQLite file as ours, in its header: "says" in ASCII.
APPLICATION_ID = int.from_bytes(b"says", "big")

_SQLITE_HEADER = b"SQLite format 3\0"
_WRITES = "sayso_writes"

# What SQLite says, and what a person can do about it.
_REMEDIES = (
    ("readonly", "it is read-only. Make the file and its folder writable, or name another one with --ledger."),
    (
        "database or disk is full",
        "the disk is full. What was recorded before is safe; make room and run the same command again.",
    ),
    ("locked", "another program is writing to it. Try again when that has finished."),
    ("unable to open", "it can't be opened. Check that its folder exists and that you may read and write there."),
    ("malformed", "the file is damaged. Copy it away, then restore a backup or add the inputs to a new ledger."),
    ("disk i/o", "the disk reports an error. What was recorded before is safe if the disk is; check it, then go on."),
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: transactions for reading and for writing, with every failure explained."""

    engine: Engine
    where: str
    wait_seconds: float

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the ledger throughout."""
        with _explained(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept as a whole, or not at all."""
        with _explained(self.where), self.engine.execution_options(**{_WRITES: True}).begin() as connection:
            yield connection


def open_database(where: str | os.PathLike[str], *, create: bool, wait_seconds: float) -> Database:
    """Open the database at a path or URL; the tables in it are not looked at yet."""
    name = os.fspath(where)
    url = _url(name)
    if url.database and not url.database.startswith("file:"):
        _check_file(Path(url.database), create=create)
    engine = create_engine(url, connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine, name, wait_seconds)


def explain(error: DBAPIError, where: str) -> LedgerError:
    """Turn a database error into one that names the ledger, what is wrong and what to do."""
    said = str(error.orig)
    for mark, remedy in _REMEDIES:
        if mark in said.lower():
            return LedgerError(f"Ledger {where}: {remedy}")
    return LedgerError(f"Ledger {where}: the database refused: {said}. Nothing of this step was recorded.")


def refuse_foreign(connection: Connection, where: str) -> None:
    """Raise if a SQLite file with tables in it is not a ledger of ours."""
    if connection.dialect.name != "sqlite":
        return
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if tables and mark != APPLICATION_ID:
        raise LedgerError(f"Ledger {where}: it is a SQLite database of another program. Name another file.")


def mark_as_ours(connection: Connection) -> None:
    """Write our mark into a new SQLite file; PostgreSQL has nothing like it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def use_write_ahead_log(database: Database) -> None:
    """Let readers go on beside one writer; the file remembers it.

    SQLite does not wait for its turn when it switches, so a ledger that two processes make at once is asked again.
    """
    with _explained(database.where):
        connection = database.engine.raw_connection()
        try:
            _switch_to_wal(connection.cursor(), database.wait_seconds)
        except sqlite3.OperationalError as error:
            raise DBAPIError("PRAGMA journal_mode = WAL", None, error) from error
        finally:
            connection.close()


def _switch_to_wal(cursor: DBAPICursor, wait_seconds: float) -> None:
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.05)


@contextmanager
def _explained(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise explain(error, where) from error


def _url(name: str) -> URL:
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise LedgerError(f"Ledger {name}: this is no database URL. Give a path or sqlite:///PATH.") from error
    if url.get_backend_name() != "sqlite":
        raise LedgerError(f"Ledger {url}: this version keeps ledgers in SQLite only. Give a path or sqlite:///PATH.")
    return url


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"Ledger {path}: this is a folder. Name a file in it, such as {path / 'sayso.db'}.")
    if not path.parent.is_dir():
        raise LedgerError(f"Ledger {path}: there is no folder {path.parent}. Make it, or name another place.")
    if not path.exists():
        if not create:
            raise LedgerError(f"Ledger {path}: there is no such file. Make one with `sayso add`, or name another.")
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(_SQLITE_HEADER))
    except OSError as error:
        raise LedgerError(f"Ledger {path}: it can't be read ({error.strerror}). Check its permissions.") from error
    if header and header != _SQLITE_HEADER:
        raise LedgerError(f"Ledger {path}: this file is no ledger. Name another file with --ledger.")


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Set up a SQLite connection.

    A killed process loses nothing at any setting of `synchronous`, but only FULL keeps the last commits through a
    power cut as well. That costs 0.2 ms a report on an SSD, next to about 100 ms for coding one, so what sayso calls
    recorded stays recorded.
    """
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver's guess
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """Begin a transaction; a writer takes the lock at once, since a reader that turns writer can only fail."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
