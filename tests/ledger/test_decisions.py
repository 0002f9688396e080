"""Decisions are only ever added to, and follow a mention from one coding to the next."""

from dataclasses import replace

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.records import Decision
from tests.ledger.builders import MORNING, RAW, event_from, named, record_shelling, start_run


def a_decision(*claims: str, id: str = "d_1", verdict: str = "same") -> Decision:
    return Decision(id, verdict, claims, "Kim", MORNING, "one and the same shell", '{"mode": "artillery"}')


def test_a_decision_comes_back_as_it_was(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    decision = a_decision(arrested.id, hit.id)
    ledger.decide(decision)
    assert ledger.decisions() == (decision,)
    assert ledger.decisions([hit.id]) == (decision,)


def test_decisions_about_other_claims_are_left_out(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    ledger.decide(a_decision(hit.id))
    assert ledger.decisions([arrested.id]) == ()


def test_decisions_come_in_the_order_they_were_made(ledger: Ledger) -> None:
    _, (hit, _) = record_shelling(ledger)
    made = [a_decision(hit.id, id=f"d_{number}") for number in (3, 1, 2)]
    for decision in made:
        ledger.decide(decision)
    assert ledger.decisions([hit.id]) == tuple(made)


def test_a_decision_follows_the_mention_to_its_newer_coding(ledger: Ledger) -> None:
    report, (hit, _) = record_shelling(ledger)
    ledger.decide(a_decision(hit.id))
    sharper = named(replace(hit, mode="artillery"))
    ledger.record(start_run(ledger, "2.0"), report, RAW, [sharper])
    assert ledger.decisions([sharper.id]) == (a_decision(hit.id),)


def test_a_decision_puts_its_claims_back_on_the_queue(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    ledger.replace_events([event_from(ledger, [hit, arrested])])
    ledger.decide(a_decision(hit.id))
    assert ledger.unmerged_claims() == (hit,)


def test_a_decision_about_an_unknown_claim_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="c_unknown, which is not in the ledger"):
        ledger.decide(a_decision("c_unknown"))
    assert ledger.decisions() == ()


def test_a_decision_is_never_overwritten(ledger: Ledger) -> None:
    _, (hit, _) = record_shelling(ledger)
    ledger.decide(a_decision(hit.id))
    with pytest.raises(LedgerError, match="never changed"):
        ledger.decide(a_decision(hit.id, verdict="reject"))
    assert ledger.decisions() == (a_decision(hit.id),)
