"""Events come in the order in which a person's minute improves them, each with the reasons."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.ledger import Ledger
from sayso.merging.summary import event_of
from sayso.pipeline import merge
from sayso.records import Certainty, Claim, Decision, Event, Verdict
from sayso.reviewing import Judge, decide, for_second_coder, queue, reasons, worth
from tests.builders import a_claim, a_report, killed, on, said_by
from tests.ledger.builders import MORNING, record_shelling
from tests.reviewing.conftest import MIN_SCORE, Shelling


def _event(*claims: Claim) -> Event:
    reports = {claim.report_id: REPORTS[claim.report_id] for claim in claims}
    return event_of(claims, reports)


def _claims(number: int, **fields: object) -> list[Claim]:
    """Return a claim from each of so many reports, all of one text but for their outlets."""
    made = []
    for i in range(number):
        report = a_report(f"A shell hit Kherson, day {i}.", url=f"https://example.org/{i}", outlet=f"Outlet {i}")
        REPORTS[report.id] = report
        made.append(replace(a_claim(report, "hit"), id=f"c_{i}", **fields))
    return made


REPORTS = {}


def _kinds(event: Event, claims: list[Claim], judgements: dict[str, tuple[Decision, ...]] | None = None) -> list[str]:
    return [reason.what for reason in reasons(event, claims, judgements or {})]


def _judged(claim: Claim, verdict: Verdict, by: str) -> Decision:
    return Decision(f"d_{by}", verdict, (claim.id,), by, MORNING, "")


def test_a_sure_claim_of_one_report_gives_no_reason() -> None:
    claims = _claims(1, score=0.95)
    assert _kinds(_event(*claims), claims) == []
    assert worth(_event(*claims), claims, {}) == 0


def test_a_low_score_is_a_reason_and_a_lower_one_a_better() -> None:
    low, lower = _claims(1, score=0.6), _claims(1, score=0.5)
    assert _kinds(_event(*low), low) == ["low score"]
    assert worth(_event(*lower), lower, {}) > worth(_event(*low), low, {})


def test_many_reports_behind_one_say_so_are_a_reason() -> None:
    claims = _claims(4, attributions=(said_by("Governor Olena Marchuk"),))
    assert _kinds(_event(*claims), claims) == ["one say-so"]


def test_figures_apart_are_a_reason() -> None:
    few, many = _claims(2)
    claims = [replace(few, figures=(killed(4),)), replace(many, figures=(killed(30),))]
    assert "figures apart" in _kinds(_event(*claims), claims)


def test_sources_that_deny_are_a_reason() -> None:
    one, other = _claims(2)
    denial = replace(other, certainty=Certainty.DENIED, attributions=(said_by("Colonel Petro Hrytsenko"),))
    claims = [replace(one, attributions=(said_by("Governor Olena Marchuk"),)), denial]
    assert "disputed" in _kinds(_event(*claims), claims)


def test_people_who_disagree_are_the_best_reason_even_when_all_is_judged() -> None:
    claims = _claims(1, score=0.5)
    made = {claims[0].id: (_judged(claims[0], Verdict.ACCEPT, "Kim"), _judged(claims[0], Verdict.REJECT, "Lee"))}
    assert _kinds(_event(*claims), claims, made) == ["people disagree"]
    assert worth(_event(*claims), claims, made) > worth(_event(*claims), claims, {})


def test_who_changed_their_mind_does_not_disagree() -> None:
    claims = _claims(1)
    kim = _judged(claims[0], Verdict.REJECT, "Kim"), _judged(claims[0], Verdict.ACCEPT, "Kim")
    assert _kinds(_event(*claims), claims, {claims[0].id: kim}) == []


def test_what_is_judged_is_worth_no_minute() -> None:
    claims = _claims(1, score=0.5)
    assert worth(_event(*claims), claims, {claims[0].id: (_judged(claims[0], Verdict.ACCEPT, "Kim"),)}) == 0


def test_the_queue_names_what_is_worth_most_first(ledger: Ledger) -> None:
    for number, score in enumerate((0.7, 0.51, 0.99, 0.6)):
        record_shelling(ledger, number, score=score, time=on(2 + 5 * number))
    merge(ledger, MIN_SCORE)
    waiting = queue(ledger)
    assert [item.worth for item in waiting] == sorted((item.worth for item in waiting), reverse=True)
    assert waiting[0].worth > 0
    assert waiting[0].undecided
    assert queue(ledger, limit=1, offset=1)[0] == waiting[1]


def test_what_somebody_judged_leaves_the_queue(ledger: Ledger) -> None:
    record_shelling(ledger, score=0.5)
    merge(ledger, MIN_SCORE)
    for item in queue(ledger):
        decide(ledger, Verdict.ACCEPT, [item.event.id], Judge("Kim", MORNING))
    merge(ledger, MIN_SCORE)
    assert queue(ledger) == ()


def test_a_second_coder_gets_what_others_judged(shelling: Shelling) -> None:
    first, second = shelling.hits
    decide(shelling.ledger, Verdict.ACCEPT, [first.id, second.id], Judge("Kim", MORNING))
    decide(shelling.ledger, Verdict.REJECT, [second.id], Judge("Lee", MORNING + timedelta(1)))
    assert for_second_coder(shelling.ledger, "Lee") == (first,)
    assert for_second_coder(shelling.ledger, "Kim") == ()


@pytest.mark.parametrize("limit", [0, 1])
def test_a_second_coder_gets_no_more_than_asked_for(shelling: Shelling, limit: int) -> None:
    decide(shelling.ledger, Verdict.ACCEPT, [claim.id for claim in shelling.hits], Judge("Kim", MORNING))
    assert len(for_second_coder(shelling.ledger, "Lee", limit)) == limit
