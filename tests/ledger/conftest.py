"""An empty ledger for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from tests.ledger.builders import MORNING


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db", clock=lambda: MORNING) as ledger:
        yield ledger
