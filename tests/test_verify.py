"""`verify` finds nothing in a sound ledger, and whatever was changed behind sayso's back."""

from collections.abc import Callable, Iterator

import pytest

from sayso.ledger import Ledger
from sayso.records import Decision, Event
from sayso.verify import verify
from tests.ledger.builders import MORNING, event_from, record_shelling

Rebuild = Callable[[], list[Event]]


@pytest.fixture
def ledger(ledger_place: str) -> Iterator[Ledger]:
    """Return a ledger with one event, of a report whose two claims a person accepted."""
    with Ledger.open(ledger_place) as ledger:
        _, claims = record_shelling(ledger)
        ledger.end_run(1, MORNING)
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
        ("UPDATE pages SET compressed = $zero", "are damaged"),
        ("UPDATE pages SET digest = 'abc'", "raw bytes do not have this digest"),
        ("UPDATE decision_claims SET claim_id = 'c_0' WHERE position = 1", "claim c_0, which is not in the ledger"),
        ("UPDATE decisions SET verdict = 'reject'", "not what it was when it was recorded"),
        ("UPDATE decisions SET decided_by = 'Lee'", "not what it was when it was recorded"),
        ("UPDATE decisions SET decided_at = '2024-05-09T09:00:00+00:00'", "not what it was when it was recorded"),
        ("UPDATE runs SET code_version = '9'", "not what it was when it was recorded"),
        ("UPDATE coded_claims SET score = 0.1", "not what it was when it was recorded"),
        ("DELETE FROM chain WHERE number = 1", "a link was changed, added or taken out"),
        ("DELETE FROM chain WHERE kind = 'decision'", "the ledger holds it, but the chain does not"),
        ("UPDATE chain SET digest = 'abc' WHERE number = 2", "a link was changed, added or taken out"),
        ("DELETE FROM current_claims WHERE claim = 1", "its current claims are not those"),
        ("UPDATE events SET content = replace(content, 'reported', 'corroborated')", "the stored event differs"),
        ("UPDATE events SET id = 'e_0'", "it is not stored"),
    ],
)
def test_tampering_is_found(ledger: Ledger, tampering: str, finding: str) -> None:
    rebuilt = _rebuilt(ledger)()
    with ledger._database.writing() as connection:
        zero = "x'00'" if connection.dialect.name == "sqlite" else "'\\x00'::bytea"
        assert connection.exec_driver_sql(tampering.replace("$zero", zero)).rowcount > 0
    assert any(finding in found.message for found in verify(ledger, lambda: rebuilt))


def test_an_event_that_nothing_makes_is_found(ledger: Ledger) -> None:
    assert [finding.message for finding in verify(ledger, list)] == [
        "it is stored, but no claims and decisions make it"
    ]


def test_a_decision_taken_out_is_found(ledger: Ledger) -> None:
    rebuilt = _rebuilt(ledger)()
    with ledger._database.writing() as connection:
        for table in ("decision_claims", "decisions"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    messages = [finding.message for finding in verify(ledger, lambda: rebuilt)]
    assert "the chain holds it, but the ledger does not" in messages


def test_a_chain_whose_end_was_cut_off_does_not_hold_the_link_noted_before(ledger: Ledger) -> None:
    noted = ledger.newest_link()
    assert noted is not None
    assert ledger.has_link(noted.link)
    with ledger._database.writing() as connection:
        for table in ("decision_claims", "decisions"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql(f"DELETE FROM chain WHERE number = {noted.number}")
    assert list(ledger.chain_breaks()) == []
    assert not ledger.has_link(noted.link)
