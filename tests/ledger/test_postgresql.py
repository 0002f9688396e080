"""What is PostgreSQL's own: schemas, servers that are not there, waiting for others, and the order of ids."""

import psycopg
import pytest
from evaluation.postgres_server import in_schema

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.pipeline import merge
from tests.ledger.builders import record_shelling, shelling_report, start_run

pytestmark = pytest.mark.postgres


@pytest.fixture
def place(postgres_server: str) -> str:
    """Return the URL of a ledger in an empty schema."""
    return in_schema(postgres_server, "own")


def test_a_schema_with_tables_of_another_program_is_refused_and_stays_as_it_was(postgres_server: str) -> None:
    place = in_schema(postgres_server, "foreign")
    with psycopg.connect(place, autocommit=True) as other:
        other.execute("CREATE TABLE events (id text)")
        with pytest.raises(LedgerError, match="tables of another program"):
            Ledger.open(place)
        assert other.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'foreign'").fetchone() == (1,)


def test_two_schemas_of_one_database_hold_two_ledgers(postgres_server: str) -> None:
    with (
        Ledger.open(in_schema(postgres_server, "one")) as one,
        Ledger.open(in_schema(postgres_server, "two")) as two,
    ):
        report, _ = record_shelling(one)
        assert one.has_report(report.id)
        assert not two.has_report(report.id)


def test_a_ledger_of_a_newer_version_is_refused(place: str) -> None:
    Ledger.open(place).close()
    with psycopg.connect(place, autocommit=True) as newer:
        newer.execute("INSERT INTO ledger_migrations VALUES (99, 'from the future', '2031-01-01')")
    with pytest.raises(LedgerError, match=r"version 99.*Update sayso"):
        Ledger.open(place)


def test_a_writer_waits_for_who_merges_and_then_says_so(place: str) -> None:
    with Ledger.open(place) as merging, Ledger.open(place, wait_seconds=0.2) as waiting:
        with merging.merging(), pytest.raises(LedgerError, match="another program is writing"):
            start_run(waiting)
        assert start_run(waiting) > 0


def test_readers_go_on_while_others_merge(place: str) -> None:
    with Ledger.open(place) as merging, Ledger.open(place, wait_seconds=0.2) as reading:
        report, _ = record_shelling(merging)
        with merging.merging():
            merge(merging, 0.6)
            assert reading.has_report(report.id)
            assert reading.event_count() == 0
        assert reading.event_count() > 0


def test_two_programs_record_at_the_same_time(place: str) -> None:
    """Neither waits for the other: only merging keeps others from writing."""
    with Ledger.open(place, wait_seconds=0.5) as one, Ledger.open(place, wait_seconds=0.5) as two:
        run = start_run(two)
        with one._database.writing():
            assert two.record(run, shelling_report(1), None, ())


def test_the_start_of_an_id_completes_whatever_language_the_server_sorts_by(place: str) -> None:
    """The test server sorts by ICU's rules, by which punctuation counts for little."""
    with Ledger.open(place) as ledger:
        ids = [record_shelling(ledger, number)[0].id for number in range(12)]
        assert [ledger.full_id(identity[:9]) for identity in ids] == ids


def test_a_connection_that_the_server_dropped_is_made_anew(place: str) -> None:
    with Ledger.open(place) as ledger:
        report, _ = record_shelling(ledger)
        with psycopg.connect(place, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        assert ledger.has_report(report.id)
