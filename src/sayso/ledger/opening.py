"""Open a ledger's database, SQLite or PostgreSQL, or say why it can't be used and what to do."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError

from sayso.errors import LedgerError
from sayso.ledger.locks import lock_for_merging, lock_for_writing

# Marks a SQLite file as ours, in its header: "says" in ASCII.
APPLICATION_ID = int.from_bytes(b"says", "big")

_SQLITE_HEADER = b"SQLite format 3\0"
_WRITES = "sayso_writes"

# What databases say, and what a person can do about it.
_REMEDIES = (
    ("readonly", "it is read-only. Make the file and its folder writable, or name another one with --ledger."),
    (
        "database or disk is full",
        "the disk is full. What was recorded before is safe; make room and run the same command again.",
    ),
    ("no space left", "the server's disk is full. What was recorded before is safe; make room and run it again."),
    ("locked", "another program is writing to it. Try again when that has finished."),
    ("lock timeout", "another program is writing to it. Try again when that has finished."),
    ("unable to open", "it can't be opened. Check that its folder exists and that you may read and write there."),
    ("malformed", "the file is damaged. Copy it away, then restore a backup or add the inputs to a new ledger."),
    ("disk i/o", "the disk reports an error. What was recorded before is safe if the disk is; check it, then go on."),
    ("authentication failed", "the server refuses this user or password. Check the URL, or the server's pg_hba.conf."),
    ("permission denied", "this user may not do that. Grant it rights on the schema and its tables, then try again."),
    ("resolve host", "the server can't be found. Check the host in the URL."),
    ("connection", "the server can't be reached or went away. What was recorded before is safe; check it, then go on."),
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: transactions for reading, writing and merging, with every failure explained.

    A transaction asked for while the same thread is in one is part of it.
    """

    engine: Engine
    where: str
    wait_seconds: float
    _held: local = field(default_factory=local)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the ledger throughout."""
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        options = {} if self.engine.dialect.name == "sqlite" else _ONE_STATE
        with (
            _explained(self.where),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept as a whole, or not at all. Several may write at once, but none merges."""
        with self._whole(merges=False) as connection:
            yield connection

    @contextmanager
    def merging(self) -> Iterator[Connection]:
        """Give a transaction that is kept as a whole, or not at all, while nobody else writes."""
        with self._whole(merges=True) as connection:
            yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn database errors into ones that name the ledger and what to do."""
        with _explained(self.where):
            yield

    @contextmanager
    def _whole(self, *, merges: bool) -> Iterator[Connection]:
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with _explained(self.where), self.engine.execution_options(**{_WRITES: True}).begin() as connection:
            (lock_for_merging if merges else lock_for_writing)(connection)
            self._held.connection = connection
            try:
                yield connection
            finally:
                del self._held.connection


_ONE_STATE: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def open_database(where: str | os.PathLike[str], *, create: bool, wait_seconds: float) -> Database:
    """Open the database at a path or URL; the tables in it are not looked at yet."""
    url = _url(os.fspath(where))
    if url.get_backend_name() == "postgresql":
        return Database(_postgresql(url, wait_seconds), url.render_as_string(hide_password=True), wait_seconds)
    if url.database and not url.database.startswith("file:"):
        _check_file(Path(url.database), create=create)
    engine = create_engine(url, connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine, os.fspath(where), wait_seconds)


def explain(error: DBAPIError, where: str) -> LedgerError:
    """Turn a database error into one that names the ledger, what is wrong and what to do."""
    said = str(error.orig)
    for mark, remedy in _REMEDIES:
        if mark in said.lower():
            return LedgerError(f"Ledger {where}: {remedy}")
    return LedgerError(f"Ledger {where}: the database refused: {said}. Nothing of this step was recorded.")


def refuse_foreign(connection: Connection, where: str) -> None:
    """Raise if a database with tables in it is not a ledger of ours."""
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if tables and mark != APPLICATION_ID:
            raise LedgerError(f"Ledger {where}: it is a SQLite database of another program. Name another file.")
        return
    names = set(
        connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars()
    )
    if names and "ledger_migrations" not in names:
        raise LedgerError(
            f"Ledger {where}: the schema holds tables of another program. Name another database, or another schema by "
            "adding ?options=-csearch_path%3DNAME to the URL."
        )


def mark_as_ours(connection: Connection) -> None:
    """Write our mark into a new SQLite file; in PostgreSQL the table of migrations is the mark."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def use_write_ahead_log(database: Database) -> None:
    """Let readers of a SQLite file go on beside one writer; the file remembers it.

    SQLite does not wait for its turn when it switches, so a ledger that two processes make at once is asked again.
    """
    if database.engine.dialect.name != "sqlite":
        return
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
        raise LedgerError(
            f"Ledger {name}: this is no database URL. Give a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE."
        ) from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql")
    if url.get_backend_name() != "sqlite":
        raise LedgerError(
            f"Ledger {url}: ledgers are kept in SQLite or PostgreSQL. Give a path, sqlite:///PATH or "
            "postgresql://USER@HOST/DATABASE."
        )
    return url


def _postgresql(url: URL, wait_seconds: float) -> Engine:
    given = url.query.get("options", "")
    options = given if isinstance(given, str) else " ".join(given)
    waits = f"{options} -c lock_timeout={round(wait_seconds * 1000)}".strip()
    try:
        psycopg = url.set(drivername="postgresql+psycopg")
        return create_engine(
            psycopg, connect_args={"options": waits}, pool_pre_ping=True, pool_size=10, max_overflow=20
        )
    except ImportError as error:
        raise LedgerError("Ledgers in PostgreSQL need psycopg. Install it: pip install 'sayso[postgres]'.") from error


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
