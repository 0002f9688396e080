"""What people decide takes effect on events, outlives newer codings, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.pipeline import merge, rebuilt_events
from sayso.records import Certainty, Verdict
from sayso.reviewing import Judge, decide, split, undo
from sayso.verify import verify
from tests.builders import ODESA
from tests.ledger.builders import MORNING, named
from tests.reviewing.conftest import MIN_SCORE, Shelling

KIM = Judge("Kim", MORNING, "read it twice")
LATER = Judge("Kim", MORNING + timedelta(hours=1), "on second thoughts")


def _decided(shelling: Shelling, verdict: Verdict, *ids: str, **members: object) -> str:
    made = decide(shelling.ledger, verdict, ids, KIM, members or None)
    merge(shelling.ledger, MIN_SCORE)
    return made[0].id


def _undone(shelling: Shelling, decision: str, judge: Judge = LATER) -> str:
    made = undo(shelling.ledger, decision, judge)
    merge(shelling.ledger, MIN_SCORE)
    return made.id


def _is_sound(shelling: Shelling) -> bool:
    return verify(shelling.ledger, lambda: rebuilt_events(shelling.ledger, MIN_SCORE)) == []


def test_two_reports_of_one_shelling_are_one_event_to_begin_with(shelling: Shelling) -> None:
    first, second = shelling.hits
    assert shelling.event_claims(first) == {first.id, second.id}
    assert _is_sound(shelling)


def test_an_accepted_claim_stays_and_its_event_names_the_decision(shelling: Shelling) -> None:
    decision = _decided(shelling, Verdict.ACCEPT, shelling.hits[0].id)
    assert shelling.ledger.event_of(shelling.hits[0].id).decisions == (decision,)
    assert _is_sound(shelling)


def test_a_rejected_claim_leaves_its_event(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.REJECT, first.id)
    assert shelling.event_claims(second) == {second.id}
    assert shelling.ledger.event_id_of(first.id) is None
    assert _is_sound(shelling)


def test_a_rejected_claim_comes_back_when_that_is_undone(shelling: Shelling) -> None:
    first, second = shelling.hits
    decision = _decided(shelling, Verdict.REJECT, first.id)
    _undone(shelling, decision)
    assert shelling.event_claims(first) == {first.id, second.id}
    assert _is_sound(shelling)


def test_an_undo_that_is_undone_rejects_again(shelling: Shelling) -> None:
    first, _ = shelling.hits
    undone = _undone(shelling, _decided(shelling, Verdict.REJECT, first.id))
    _undone(shelling, undone, Judge("Lee", MORNING))
    assert shelling.ledger.event_id_of(first.id) is None
    assert _is_sound(shelling)


def test_every_claim_of_an_event_is_decided_by_its_id(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.REJECT, shelling.ledger.event_of(first.id).id)
    assert shelling.ledger.event_ids_of([first.id, second.id]) == {}


def test_a_correction_makes_a_claim_of_its_own_in_place_of_the_coders(shelling: Shelling) -> None:
    first, _ = shelling.hits
    _decided(shelling, Verdict.CORRECT, first.id, certainty="hedged", mode="heavy-weapons")
    (corrected,) = shelling.ledger.successors([first.id])[first.id]
    claim = shelling.ledger.claim(corrected)
    assert claim == named(replace(first, certainty=Certainty.HEDGED, mode="heavy-weapons"))
    assert corrected in shelling.event_claims(first)
    assert _is_sound(shelling)


def test_corrections_of_different_members_add_up_and_are_undone_by_themselves(shelling: Shelling) -> None:
    first, _ = shelling.hits
    hedged = _decided(shelling, Verdict.CORRECT, first.id, certainty="hedged")
    (corrected,) = shelling.ledger.successors([first.id])[first.id]
    _decided(shelling, Verdict.CORRECT, corrected, time="2024-05-07")
    _undone(shelling, hedged)
    (now,) = shelling.ledger.successors([first.id])[first.id]
    claim = shelling.ledger.claim(now)
    assert claim.certainty is Certainty.ASSERTED
    assert claim.time is not None
    assert str(claim.time.earliest) == "2024-05-07"
    assert _is_sound(shelling)


def test_undoing_the_only_correction_brings_back_the_coders_claim(shelling: Shelling) -> None:
    first, second = shelling.hits
    _undone(shelling, _decided(shelling, Verdict.CORRECT, first.id, certainty="denied"))
    assert shelling.event_claims(second) == {first.id, second.id}
    assert _is_sound(shelling)


def test_a_correction_outlives_a_newer_coding_that_says_other_things_beside(shelling: Shelling) -> None:
    first, _ = shelling.hits
    _decided(shelling, Verdict.CORRECT, first.id, certainty="hedged")
    sharper = named(replace(first, mode="artillery"))
    shelling.recode(0, (sharper,))
    (now,) = shelling.ledger.successors([first.id])[first.id]
    claim = shelling.ledger.claim(now)
    assert (claim.certainty, claim.mode) == (Certainty.HEDGED, "artillery")
    assert _is_sound(shelling)


def test_a_correction_outlives_a_newer_coding_whose_trigger_is_wider(shelling: Shelling) -> None:
    first, _ = shelling.hits
    _decided(shelling, Verdict.CORRECT, first.id, certainty="hedged")
    start = first.trigger.start - len("shell ")
    wider = named(replace(first, trigger=replace(first.trigger, start=start)))
    shelling.recode(0, (wider,))
    (now,) = shelling.ledger.successors([first.id])[first.id]
    assert shelling.ledger.claim(now).certainty is Certainty.HEDGED
    assert _is_sound(shelling)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.CORRECT])
def test_a_claim_that_somebody_stood_by_stays_though_a_newer_coding_misses_it(
    shelling: Shelling, verdict: Verdict
) -> None:
    first, second = shelling.hits
    members = {"certainty": "hedged"} if verdict is Verdict.CORRECT else {}
    _decided(shelling, verdict, first.id, **members)
    shelling.recode(0, ())
    assert len(shelling.event_claims(second)) == 2
    assert _is_sound(shelling)


def test_a_rejection_outlives_a_newer_coding(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.REJECT, first.id)
    shelling.recode(0, (named(replace(first, mode="artillery")),))
    assert shelling.event_claims(second) == {second.id}
    assert _is_sound(shelling)


def test_a_claim_found_at_the_same_words_is_not_hit_by_a_decision_about_another(shelling: Shelling) -> None:
    """A trigger may say two things ("arrests in Kherson and Odesa"): rejecting one leaves the other."""
    first, _ = shelling.hits
    elsewhere = named(replace(first, place=ODESA))
    shelling.recode(0, (first, elsewhere))
    _decided(shelling, Verdict.REJECT, elsewhere.id)
    assert set(shelling.ledger.claims_of(first.report_id)) == {first.id}
    assert _is_sound(shelling)


def test_claims_told_apart_become_two_events(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.DIFFERENT, first.id, second.id)
    assert shelling.event_claims(first) == {first.id}
    assert shelling.event_claims(second) == {second.id}
    assert _is_sound(shelling)


def test_one_claim_told_apart_leaves_the_rest_of_its_event(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.DIFFERENT, second.id)
    assert shelling.event_claims(first) == {first.id}
    assert _is_sound(shelling)


def test_claims_that_share_no_block_become_one_event_when_people_say_so(shelling: Shelling) -> None:
    hit, arrest = shelling.hits[0], shelling.arrests[1]
    _decided(shelling, Verdict.SAME, shelling.ledger.event_of(hit.id).id, shelling.ledger.event_of(arrest.id).id)
    assert shelling.event_claims(hit) == {claim.id for claim in (*shelling.hits, *shelling.arrests)}
    assert _is_sound(shelling)


def test_what_was_put_together_comes_apart_when_that_is_undone(shelling: Shelling) -> None:
    hit, arrest = shelling.hits[0], shelling.arrests[1]
    before = shelling.event_claims(hit)
    _undone(shelling, _decided(shelling, Verdict.SAME, hit.id, arrest.id))
    assert shelling.event_claims(hit) == before
    assert _is_sound(shelling)


def test_the_latest_word_about_a_pair_holds(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.DIFFERENT, first.id, second.id)
    _decided(shelling, Verdict.SAME, first.id, second.id)
    assert shelling.event_claims(first) == {first.id, second.id}


def test_same_and_different_follow_a_mention_to_its_newer_coding(shelling: Shelling) -> None:
    first, second = shelling.hits
    _decided(shelling, Verdict.DIFFERENT, first.id, second.id)
    sharper = named(replace(first, mode="artillery"))
    shelling.recode(0, (sharper,))
    assert shelling.event_claims(second) == {second.id}
    assert _is_sound(shelling)


def test_a_split_is_one_batch_and_is_undone_as_one(shelling: Shelling) -> None:
    everything = {claim.id for claim in (*shelling.hits, *shelling.arrests)}
    _decided(shelling, Verdict.SAME, *sorted(everything))
    event = shelling.ledger.event_of(shelling.hits[0].id)
    made = split(shelling.ledger, event.id, [claim.id for claim in shelling.arrests], KIM)
    merge(shelling.ledger, MIN_SCORE)
    assert shelling.event_claims(shelling.hits[0]) == {claim.id for claim in shelling.hits}
    assert shelling.event_claims(shelling.arrests[0]) == {claim.id for claim in shelling.arrests}
    assert len(made) == 2
    _undone(shelling, made[1].id)
    assert shelling.event_claims(shelling.hits[0]) == everything
    assert _is_sound(shelling)


def test_what_is_undone_cannot_be_undone_again(shelling: Shelling) -> None:
    decision = _decided(shelling, Verdict.REJECT, shelling.hits[0].id)
    _undone(shelling, decision)
    with pytest.raises(UsageError, match="undone already"):
        undo(shelling.ledger, decision, KIM)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"event_type": "PICNIC"}, "PLOVER has no event type 'PICNIC'"),
        ({"mode": "strike"}, "ASSAULT has no mode 'strike'"),
        ({"sub_event": "Picnic"}, "Picnic"),
        ({"certainty": "maybe"}, "'maybe' is not a valid Certainty"),
        ({"colour": "red"}, "can't change 'colour'"),
        ({"report_id": "r_1"}, "can't change 'report_id'"),
        ({"place": {"name": "Odesa"}}, "place needs the words"),
        ({"place": {"name": "Odesa", "quote": "Odesa"}}, "does not say 'Odesa'"),
        ({"figures": [{"counts": "killed", "low": 4, "high": 2, "quote": "ten"}]}, "low must not exceed high"),
        ({"figures": 4}, "must be a list"),
        ({"time": "yesterday"}, "is no time"),
        ({"time": "2024-05-07/2024-05-01"}, "before it starts"),
        ({"actors": [{"name": "the army", "spans": [[0, 4000]]}]}, "hold no words"),
        ({"certainty": "asserted"}, "says this already"),
        ({}, "Say what to correct"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_and_nothing_changes(
    shelling: Shelling, members: dict[str, object], message: str
) -> None:
    with pytest.raises(SaysoError, match=message):
        decide(shelling.ledger, Verdict.CORRECT, [shelling.hits[0].id], KIM, members)
    assert shelling.ledger.decisions() == ()


def test_a_corrected_value_points_at_the_words_nearest_the_trigger(shelling: Shelling) -> None:
    first, _ = shelling.hits
    figure = {"counts": "killed", "low": 10, "quote": "ten"}
    _decided(shelling, Verdict.CORRECT, first.id, figures=[figure])
    (now,) = shelling.ledger.successors([first.id])[first.id]
    (given,) = shelling.ledger.claim(now).figures
    assert given.spans[0].of(shelling.reports[0].text) == "ten"
    assert (given.low, given.high) == (10, 10)


def test_another_event_type_drops_the_mode_of_the_former(shelling: Shelling) -> None:
    first, _ = shelling.hits
    _decided(shelling, Verdict.CORRECT, first.id, mode="heavy-weapons")
    _decided(shelling, Verdict.CORRECT, shelling.ledger.successors([first.id])[first.id][0], event_type="COERCE")
    (now,) = shelling.ledger.successors([first.id])[first.id]
    assert (shelling.ledger.claim(now).event_type, shelling.ledger.claim(now).mode) == ("COERCE", None)


@pytest.mark.parametrize(
    ("verdict", "ids"), [(Verdict.ACCEPT, []), (Verdict.SAME, ["first"]), (Verdict.UNDO, ["first"])]
)
def test_a_verdict_on_too_little_is_refused(shelling: Shelling, verdict: Verdict, ids: list[str]) -> None:
    with pytest.raises(UsageError):
        decide(shelling.ledger, verdict, [shelling.hits[0].id for _ in ids], KIM)


def test_a_decision_without_a_name_is_refused(shelling: Shelling) -> None:
    with pytest.raises(UsageError, match="name of who decides"):
        decide(shelling.ledger, Verdict.ACCEPT, [shelling.hits[0].id], Judge(" ", MORNING))


def test_a_decision_about_nothing_known_is_refused(shelling: Shelling) -> None:
    with pytest.raises(LedgerError, match="no id that starts with c_0000"):
        decide(shelling.ledger, Verdict.ACCEPT, ["c_0000"], KIM)
