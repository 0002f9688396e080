"""`verify` finds nothing in a sound ledger, and whatever was changed behind sayso's back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.records import Decision, Event
from sayso.verify import verify
from tests.ledger.builders import MORNING, event_from, record_shelling

Rebuild = Callable[[], list[Event]]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger with one event, of a report whose two claims a person accepted."""
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        _, claims = record_shelling(ledger)
        ledger.decide(Decision("d_1", "accept", tuple(claim.id for claim in claims), "Kim", MORNING, ""))
        ledger.replace_events([event_from(ledger, claims)])
        yield ledger


def _rebuilt(ledger: Ledger) -> Rebuild:
    return lambda: [event_from(ledger, list(ledger.claims()))]


def test_nothing_is_found_in_a_sound_ledger(ledger: Ledger) -> None:
    assert verify(ledger, _rebuilt(ledger)) == []


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        ("UPDATE reports SET text = replace(text, 'Kherson', 'Donetsk')", "URL and text do not have the digest"),
        ("UPDATE reports SET url = 'https://example.org/x'", "URL and text do not have the digest"),
        ("UPDATE claims SET quote = 'A drone hit Kherson.'", "its quote is not what stands in report"),
        ("UPDATE claims SET content = replace(content, 'ASSAULT', 'PROTEST')", "does not have the digest"),
        ("UPDATE claims SET content = replace(content, '\"sentence\":[0,', '\"sentence\":[900,')", "are not in report"),
        ("UPDATE pages SET compressed = x'00'", "are damaged"),
        ("UPDATE pages SET digest = 'abc'", "raw bytes do not have this digest"),
        ("UPDATE decision_claims SET claim_id = 'c_0' WHERE position = 1", "claim c_0, which is not in the ledger"),
        ("UPDATE events SET content = replace(content, 'reported', 'corroborated')", "the stored event differs"),
        ("UPDATE events SET id = 'e_0'", "it is not stored"),
    ],
)
def test_tampering_is_found(ledger: Ledger, tampering: str, finding: str) -> None:
    rebuilt = _rebuilt(ledger)()
    with ledger._database.writing() as connection:
        assert connection.exec_driver_sql(tampering).rowcount > 0
    assert any(finding in found.message for found in verify(ledger, lambda: rebuilt))


def test_an_event_that_nothing_makes_is_found(ledger: Ledger) -> None:
    assert [finding.message for finding in verify(ledger, list)] == [
        "it is stored, but no claims and decisions make it"
    ]
