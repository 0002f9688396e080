"""Migrations lead to the tables the code writes, step by step, each step as a whole or not at all."""

import gzip
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger.migrations import Step, steps
from sayso.ledger.tables import metadata
from sayso.pipeline import merge, rebuilt_events
from sayso.verify import verify
from tests.ledger.builders import record_shelling

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db.gz"))

Shape = dict[str, object]


def _shape(engine: Engine) -> dict[str, Shape]:
    """Describe each table: columns, keys and indexes; "DOUBLE" and "DOUBLE PRECISION" both hold floats."""
    seen = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: (c["type"].python_type, c["nullable"]) for c in seen.get_columns(table)},
            "primary key": seen.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in seen.get_foreign_keys(table)
            ),
            "unique": sorted(rule["column_names"] for rule in seen.get_unique_constraints(table)),
            "indexes": sorted((index["name"], index["column_names"]) for index in seen.get_indexes(table)),
        }
        for table in metadata.tables
    }


def test_all_steps_lead_to_the_tables_the_code_knows(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "migrated.db").close()
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    assert _shape(create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")) == _shape(made)


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.version for step in steps()] == list(range(1, len(steps()) + 1))


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_every_step_can_be_spelled_for_every_database(dialect: str) -> None:
    assert all("$" not in statement for step in steps() for statement in step.statements(dialect))


def _next_step(sql: str) -> Step:
    return Step(len(steps()) + 1, "a column more", sql, {})


def test_a_ledger_of_an_older_version_is_brought_up_to_date(ledger_place: str) -> None:
    with Ledger.open(ledger_place) as ledger:
        report, claims = record_shelling(ledger)
        ledger._bring_up_to_date((*steps(), _next_step("ALTER TABLE reports ADD COLUMN paywall TEXT")))
        assert ledger.report(report.id) == report
        assert tuple(ledger.claims()) == claims
    with pytest.raises(LedgerError, match="a newer sayso wrote it"):
        Ledger.open(ledger_place)


def test_a_step_that_fails_leaves_the_ledger_as_it_was(ledger_place: str) -> None:
    failing = _next_step("ALTER TABLE reports ADD COLUMN paywall TEXT\n\nALTER TABLE nowhere ADD COLUMN x TEXT")
    with Ledger.open(ledger_place) as ledger:
        report, _ = record_shelling(ledger)
        with pytest.raises(LedgerError, match="nowhere"):
            ledger._bring_up_to_date((*steps(), failing))
    with Ledger.open(ledger_place) as ledger:
        assert ledger.report(report.id) == report
        columns = inspect(ledger._database.engine).get_columns("reports")
        assert "paywall" not in [column["name"] for column in columns]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name.removesuffix(".db.gz"))
def test_a_ledger_of_every_released_version_is_brought_up_to_date_and_sound(released: Path, tmp_path: Path) -> None:
    """Each file was written by the version it is named after: three reports, events, a decision, runs that ended."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(released.read_bytes()))
    with Ledger.open(path) as ledger:
        merge(ledger, 0.6)
        assert ledger.counts().reports == 3
        assert [(decision.verdict, decision.by) for decision in ledger.decisions()] == [("accept", "Kim")]
        assert verify(ledger, lambda: rebuilt_events(ledger, 0.6)) == []
