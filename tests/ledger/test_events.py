"""Events are stored, found and renamed without a claim ever losing its way to the event that holds it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sayso.errors import LedgerError
from sayso.ledger import EventQuery, Ledger
from sayso.records import Actor, Certainty, Standing
from tests.builders import KHERSON, ODESA, UKRAINE, on, said_by
from tests.ledger.builders import MORNING, RAW, event_from, named, record_shelling, start_run

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_an_event_comes_back_as_it_was(ledger: Ledger) -> None:
    actor = Actor((), "Russian forces", "RUS", "MIL")
    _, claims = record_shelling(ledger, place=KHERSON, time=on(8), actors=(actor,), attributions=(said_by("A mayor"),))
    event = event_from(ledger, claims)
    ledger.replace_events([event])
    assert ledger.event(event.id) == event
    assert list(ledger.events()) == [event]


def test_claims_wait_until_an_event_holds_them(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    assert ledger.unmerged_claims() == (hit, arrested)
    ledger.replace_events([event_from(ledger, [hit])])
    assert ledger.unmerged_claims() == (arrested,)


def test_a_settled_claim_does_not_wait_although_no_event_holds_it(ledger: Ledger) -> None:
    _, claims = record_shelling(ledger)
    ledger.replace_events((), settled=[claim.id for claim in claims])
    assert ledger.unmerged_claims() == ()


def test_a_claim_leads_to_the_event_that_holds_it(ledger: Ledger) -> None:
    _, claims = record_shelling(ledger)
    event = event_from(ledger, claims)
    ledger.replace_events([event])
    assert [ledger.event_of(claim.id).id for claim in claims] == [event.id, event.id]
    assert ledger.event_ids_of([claim.id for claim in claims]) == {claim.id: event.id for claim in claims}


def test_the_name_of_a_merged_event_leads_to_the_one_that_took_it_in(ledger: Ledger) -> None:
    _, (first, _) = record_shelling(ledger, 1)
    _, (second, _) = record_shelling(ledger, 2)
    old, late = event_from(ledger, [first]), event_from(ledger, [second])
    ledger.replace_events([old, late])
    ledger.replace_events([event_from(ledger, [first, second])], [late.id])
    assert ledger.event_of(late.id).id == old.id
    assert ledger.full_id(late.id[:10]) == late.id


def test_a_claim_that_was_coded_anew_still_leads_to_the_event(ledger: Ledger) -> None:
    report, (hit, _) = record_shelling(ledger)
    old = event_from(ledger, [hit])
    ledger.replace_events([old])
    sharper = named(replace(hit, mode="artillery"))
    ledger.record(start_run(ledger, "2.0"), report, RAW, [sharper])
    assert ledger.withdrawn_claims() == (hit.id,)
    ledger.replace_events([event_from(ledger, [sharper])], [old.id])
    assert ledger.withdrawn_claims() == ()
    assert ledger.event_of(hit.id).claims == (sharper.id,)
    assert ledger.event_of(old.id).claims == (sharper.id,)


def test_storing_the_same_event_again_is_no_revision(ledger: Ledger) -> None:
    event = event_from(ledger, record_shelling(ledger)[1])
    ledger.replace_events([event])
    ledger.replace_events([event])
    assert [(note.revision, note.what) for note in ledger.revisions(LONG_AGO)] == [(1, "added")]


def test_revisions_tell_what_became_of_events(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    first, second = event_from(ledger, [hit]), event_from(ledger, [arrested])
    ledger.replace_events([first, second])
    ledger.replace_events([event_from(ledger, [hit, arrested])], [second.id])
    ledger.replace_events([], [first.id], settled=[hit.id, arrested.id])
    notes = [(note.event_id, note.revision, note.what) for note in ledger.revisions(MORNING)]
    assert notes == [
        (first.id, 1, "added"),
        (second.id, 1, "added"),
        (first.id, 2, "changed"),
        (second.id, 2, f"merged into {first.id}"),
        (first.id, 3, "removed"),
    ]
    assert ledger.revisions(datetime(2030, 1, 1, tzinfo=UTC)) == ()


def test_a_claim_that_falls_out_of_an_event_waits_again(ledger: Ledger) -> None:
    """Two programs that merge at once, each without the other's claim, must not lose one."""
    _, (hit, arrested) = record_shelling(ledger)
    ledger.replace_events([event_from(ledger, [hit, arrested])])
    ledger.replace_events([event_from(ledger, [hit])])
    assert ledger.unmerged_claims() == (arrested,)


def test_a_claim_in_two_events_is_refused(ledger: Ledger) -> None:
    _, (hit, arrested) = record_shelling(ledger)
    ledger.replace_events([event_from(ledger, [hit, arrested])])
    with pytest.raises(LedgerError, match="held by two events"):
        ledger.replace_events([event_from(ledger, [arrested])])
    assert ledger.event_of(arrested.id).claims == (hit.id, arrested.id)


def test_an_event_of_an_unknown_claim_is_refused(ledger: Ledger) -> None:
    _, claims = record_shelling(ledger)
    event = replace(event_from(ledger, claims), claims=("c_unknown",))
    with pytest.raises(LedgerError, match="c_unknown, which is not in the ledger"):
        ledger.replace_events([event])


def test_an_id_that_leads_nowhere_is_named(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="No event holds e_0"):
        ledger.event_of("e_0")


@pytest.fixture
def three_events(ledger: Ledger) -> Ledger:
    """Shelling in Kherson on 8 May, a strike on Odesa on 10-11 May, and a denied arrest with no place or time."""
    army = Actor((), "Russian army", "RUS", "MIL")
    mayor, ministry = said_by("Mayor Olena Bondar"), said_by("Défense ministry")
    _, (kherson, denied) = record_shelling(ledger, 1, place=KHERSON, time=on(8), actors=(army,), attributions=(mayor,))
    _, (odesa, _) = record_shelling(ledger, 2, place=ODESA, time=on(10, 11), attributions=(ministry,))
    _, (again, _) = record_shelling(ledger, 3, place=KHERSON, time=on(8), attributions=(ministry,))
    denial = replace(event_from(ledger, [denied]), place=UKRAINE, time=None, standing=Standing.DENIED)
    denial = replace(denial, say_sos=tuple(replace(s, certainty=Certainty.DENIED) for s in denial.say_sos))
    ledger.replace_events([event_from(ledger, [kherson, again]), event_from(ledger, [odesa]), denial])
    return ledger


@pytest.mark.parametrize(
    ("query", "places"),
    [
        (EventQuery(), ["Odesa", "Kherson", "Ukraine"]),
        (EventQuery(limit=1), ["Odesa"]),
        (EventQuery(limit=1, offset=1), ["Kherson"]),
        (EventQuery(offset=2), ["Ukraine"]),
        (EventQuery(type="COERCE"), ["Ukraine"]),
        (EventQuery(place="kherson"), ["Kherson"]),
        (EventQuery(country="UKR"), ["Odesa", "Kherson", "Ukraine"]),
        (EventQuery(country="RUS"), []),
        (EventQuery(actor="russian army"), ["Kherson", "Ukraine"]),
        (EventQuery(actor="RUS"), ["Kherson", "Ukraine"]),
        (EventQuery(actor="Bondar"), []),
        (EventQuery(since=date(2024, 5, 8)), ["Odesa", "Kherson"]),
        (EventQuery(since=date(2024, 5, 11)), ["Odesa"]),
        (EventQuery(until=date(2024, 5, 10)), ["Odesa", "Kherson"]),
        (EventQuery(until=date(2024, 5, 9)), ["Kherson"]),
        (EventQuery(min_say_sos=1), ["Odesa", "Kherson"]),
        (EventQuery(min_say_sos=2), ["Kherson"]),
        (EventQuery(standing=Standing.DENIED), ["Ukraine"]),
        (EventQuery(words="bondar"), ["Kherson", "Ukraine"]),
        (EventQuery(words="defense"), ["Odesa", "Kherson"]),
        (EventQuery(words="shells hitting"), ["Odesa", "Kherson", "Ukraine"]),
        (EventQuery(words='"Day 2"'), ["Odesa"]),
        (EventQuery(words="bond*"), ["Kherson", "Ukraine"]),
        (EventQuery(words="shell -bondar"), ["Odesa"]),
        (EventQuery(words="-bondar"), ["Odesa"]),
        (EventQuery(words="locusts"), []),
        (EventQuery(words='"*" ( -'), []),
        (EventQuery(words='shell AND OR NOT " NEAR('), []),
        (EventQuery(words="bondar", place="Kherson", since=date(2024, 5, 1)), ["Kherson"]),
    ],
)
def test_queries(three_events: Ledger, query: EventQuery, places: list[str]) -> None:
    found = list(three_events.events(query))
    assert [event.place.name for event in found if event.place] == places
    assert three_events.event_count(replace(query, offset=0)) >= len(found)


def test_common_words_find_the_same_as_rare_ones(three_events: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = [
        EventQuery(words="shell", limit=2),
        EventQuery(words="shell -bondar", actor="RUS", place="kherson", limit=9),
    ]
    sorted_all = [list(three_events.events(query)) for query in queries]
    monkeypatch.setattr("sayso.ledger.search._COMMON", 1)
    assert [list(three_events.events(query)) for query in queries] == sorted_all
    assert sorted_all[0]


def test_a_changed_event_is_found_by_its_new_words_only(ledger: Ledger) -> None:
    _, (hit, _) = record_shelling(ledger, attributions=(said_by("Olena Bondar"),))
    event = event_from(ledger, [hit])
    ledger.replace_events([event])
    ledger.replace_events([replace(event, say_sos=())])
    assert ledger.event_count(EventQuery(words="bondar")) == 0
    assert ledger.event_count(EventQuery(words="shell")) == 1


def test_reading_events_goes_on_while_others_are_stored(three_events: Ledger) -> None:
    listing = three_events.events()
    first = next(listing)
    three_events.replace_events([], [first.id])
    assert len(list(listing)) == 2
