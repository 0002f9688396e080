"""Where tests keep their ledgers: a file of their own, or a schema of their own on a PostgreSQL server."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from evaluation import postgres_server as postgres

_schemas = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server for this session and return its URL, or skip with the reason why there is none."""
    reason = postgres.why_not()
    if reason is not None:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the path or URL of a ledger that is not there yet, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "sayso.db")
    return postgres.in_schema(request.getfixturevalue("postgres_server"), f"t{next(_schemas)}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def other_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the path or URL of a second ledger that is not there yet, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "other.db")
    return postgres.in_schema(request.getfixturevalue("postgres_server"), f"t{next(_schemas)}")
