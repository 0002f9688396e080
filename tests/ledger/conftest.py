"""An empty ledger for each test, on each database in turn."""

from collections.abc import Iterator

import pytest

from sayso.ledger import Ledger
from tests.ledger.builders import MORNING


@pytest.fixture
def ledger(ledger_place: str) -> Iterator[Ledger]:
    with Ledger.open(ledger_place, clock=lambda: MORNING) as ledger:
        yield ledger
