"""A ledger that can't be used says which, why, and what to do; nothing in it is lost or changed."""

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger.opening import explain
from tests.ledger.builders import RAW, record_shelling, shelling_report, start_run


def test_a_ledger_is_made_where_there_is_none(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.db") as ledger:
        assert ledger.counts().reports == 0


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    with Ledger.open(tmp_path / "new.db") as ledger:
        assert ledger.counts().reports == 0


def test_a_sqlite_url_names_the_same_ledger_as_its_path(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        report, _ = record_shelling(ledger)
    with Ledger.open(f"sqlite:///{tmp_path / 'sayso.db'}", create=False) as ledger:
        assert ledger.has_report(report.id)


def test_a_missing_ledger_is_not_made_when_it_should_exist(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"missing\.db: there is no such file.*sayso add"):
        Ledger.open(tmp_path / "missing.db", create=False)
    assert not (tmp_path / "missing.db").exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no folder .*nowhere"):
        Ledger.open(tmp_path / "nowhere" / "sayso.db")


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="this is a folder"):
        Ledger.open(tmp_path)


def test_a_text_file_is_no_ledger_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Notes on the elections of 2019, not yet sorted.")
    with pytest.raises(LedgerError, match=r"notes\.txt: this file is no ledger"):
        Ledger.open(path)
    assert path.read_text() == "Notes on the elections of 2019, not yet sorted."


def test_another_programs_database_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE events (id)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="of another program"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("INSERT INTO ledger_migrations VALUES (99, 'from the future', '2031-01-01')")
    with pytest.raises(LedgerError, match=r"version 99.*Update sayso"):
        Ledger.open(path)


def test_a_damaged_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    with pytest.raises(LedgerError, match=r"sayso\.db"):
        Ledger.open(path)


@pytest.mark.parametrize("url", ["mysql://example.org/sayso", "oracle://example.org/sayso", "://"])
def test_a_url_of_another_database_is_refused(url: str) -> None:
    with pytest.raises(LedgerError, match="Give a path"):
        Ledger.open(url)


def test_a_password_in_a_url_is_not_repeated() -> None:
    with pytest.raises(LedgerError) as refused:
        Ledger.open("postgresql://kim:secret@localhost:1/sayso")
    assert "can't be reached" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_read_only_ledger_can_be_read_but_not_written(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        report, _ = record_shelling(ledger)
    with Ledger.open(f"sqlite:///file:{tmp_path / 'sayso.db'}?mode=ro&uri=true", create=False) as ledger:
        assert ledger.has_report(report.id)
        with pytest.raises(LedgerError, match=r"read-only. Make the file"):
            start_run(ledger)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_file_without_write_permission_can_be_read_but_not_written(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    Ledger.open(path).close()
    path.chmod(0o444)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="read-only"):
        start_run(ledger)


def test_a_full_disk_loses_nothing_recorded_before(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with Ledger.open(path) as ledger:
        _, claims = record_shelling(ledger)
        run = start_run(ledger)
        with ledger._database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        bulky = shelling_report(1, text="A shell hit Kherson. " * 20_000)
        with pytest.raises(LedgerError, match=r"the disk is full.*make room"):
            ledger.record(run, bulky, RAW, ())
    with Ledger.open(path) as ledger:
        assert not ledger.has_report(bulky.id)
        assert tuple(ledger.claims()) == claims


def test_a_ledger_that_another_program_writes_to_is_waited_for_and_then_named(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with Ledger.open(path, wait_seconds=0.1) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program is writing"):
            start_run(ledger)
        other.execute("ROLLBACK")
        other.close()
        assert start_run(ledger) == 1


def test_readers_go_on_while_another_program_writes(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with Ledger.open(path, wait_seconds=0.1) as ledger:
        report, _ = record_shelling(ledger)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert ledger.has_report(report.id)
        other.close()


def _open_and_record(path: Path, number: int) -> None:
    with Ledger.open(path) as ledger:
        for i in range(5):
            record_shelling(ledger, number * 100 + i)


def test_several_programs_may_make_and_write_one_ledger_at_once(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fresh = multiprocessing.get_context("spawn")
    writers = [fresh.Process(target=_open_and_record, args=(path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with Ledger.open(path) as ledger:
        assert ledger.counts().claims == 40


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("attempt to write a readonly database", "Make the file and its folder writable"),
        ("database or disk is full", "make room"),
        ("database is locked", "Try again"),
        ("unable to open database file", "Check that its folder exists"),
        ("database disk image is malformed", "restore a backup"),
        ("disk I/O error", "check it"),
        ("something new", "something new"),
    ],
)
def test_every_database_error_names_the_ledger_and_a_remedy(said: str, remedy: str) -> None:
    error = OperationalError("INSERT", {}, sqlite3.OperationalError(said))
    assert "sayso.db" in str(explain(error, "sayso.db"))
    assert remedy in str(explain(error, "sayso.db"))
