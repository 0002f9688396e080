"""A desk on a ledger of three events, shared by the tests that only look."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sayso.records import Event
from tests.web.builders import desk_on, filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, list[Event]]]:
    """Give a client and the events: the disputed shelling, the protest, the talks."""
    with desk_on(tmp_path_factory.mktemp("desk")) as (client, ledger):
        yield client, filled(ledger)
