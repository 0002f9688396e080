"""Review: the queue, decisions and what follows from them, corrections, a blind second coding."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest

from sayso import pipeline
from sayso.records import Verdict
from sayso.reviewing import Judge, decide
from sayso.web.people import Person, Role
from tests.web.builders import desk_on, filled

EDITOR = Person("eve", Role.EDITOR)


def prepare(ledger):
    """Fill a ledger, and let an editor before us have said that the four claims of the shelling are one happening."""
    events = filled(ledger)
    decide(ledger, Verdict.SAME, events[0].claims, Judge("before", datetime(2024, 5, 9, tzinfo=UTC)))
    pipeline.merge(ledger, 0.6)


def made_by(ledger, name, *claims):
    return [decision for decision in ledger.decisions(claims or None) if decision.by == name]


@pytest.fixture
def desk(tmp_path):
    """Give a client and the ledger, its events merged by sayso itself."""
    with desk_on(tmp_path, EDITOR) as (client, ledger):
        prepare(ledger)
        yield client, ledger


def send(client, address, **given):
    token = re.search(r'<meta name="csrf" content="([^"]+)"', client.get("/review").text)[1]
    return client.post(address, data={"csrf": token, **given})


def shelling(ledger):
    return next(event for event in ledger.events() if event.event_type == "ASSAULT")


def test_the_queue_gives_its_reasons(desk):
    client, _ = desk
    shown = client.get("/review").text
    assert "some sources say it happened, others deny it" in shown
    (item, *_) = client.get("/review.json").json()
    assert item["reasons"]
    assert next(csv.DictReader(StringIO(client.get("/review.csv").text, newline="")))["event"] == item["event"]


def test_accepting_a_claim_is_recorded_with_who_and_why(desk):
    client, ledger = desk
    event = shelling(ledger)
    answer = send(client, "/review/decide", verdict="accept", ids=event.claims[0], event=event.id, reason="read it")
    assert answer.status_code == 200
    (decision,) = made_by(ledger, "eve", event.claims[0])
    assert (decision.verdict, decision.by, decision.reason) == (Verdict.ACCEPT, "eve", "read it")
    assert "accept</b> by eve" in answer.text


def test_a_rejected_claim_leaves_its_event_and_undo_brings_it_back(desk):
    client, ledger = desk
    event = shelling(ledger)
    denial = next(voice.claims[0] for voice in event.say_sos if voice.certainty == "denied")
    send(client, "/review/decide", verdict="reject", ids=denial, event=event.id)
    assert denial not in shelling(ledger).claims
    (decision,) = made_by(ledger, "eve", denial)
    send(client, "/review/undo", decision=decision.id)
    assert denial in shelling(ledger).claims


def test_after_the_last_claim_of_an_event_the_queue_goes_on(desk):
    client, ledger = desk
    event = shelling(ledger)
    answer = send(client, "/review/decide", verdict="accept", ids=list(event.claims), event=event.id)
    assert "event=" not in str(answer.url)


def test_a_claim_can_be_split_off_and_merged_again(desk):
    client, ledger = desk
    event = shelling(ledger)
    apart = event.claims[-1]
    send(client, "/review/decide", verdict="different", ids=apart, event=event.id)
    other = ledger.event_id_of(apart)
    assert other != shelling(ledger).id or apart not in ledger.event(event.id).claims
    decision = ledger.decisions([apart])[-1]
    send(client, "/review/undo", decision=decision.id)
    assert apart in shelling(ledger).claims


def test_two_events_become_one_when_somebody_says_so(desk):
    client, ledger = desk
    first, second = [event.id for event in ledger.events()][:2]
    count = ledger.event_count()
    send(client, "/review/decide", verdict="same", ids=[first, second], event=first)
    assert ledger.event_count() == count - 1


def form_of(client, claim_id):
    shown = client.get(f"/review/edit/{claim_id}").text
    pairs = re.findall(r'<input(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")', shown)
    form = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', shown):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form.setdefault(name, []).append(chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1])
    return form


def test_an_unchanged_form_corrects_nothing(desk):
    client, ledger = desk
    claim = shelling(ledger).claims[0]
    answer = client.post(f"/review/edit/{claim}", data=form_of(client, claim))
    assert answer.status_code == 422
    assert "Say what to correct" in answer.text


def test_a_corrected_figure_and_place_carry_the_words_they_were_read_from(desk):
    client, ledger = desk
    claim_id = next(
        c for c in shelling(ledger).claims if "at least four" in ledger.report(ledger.claim(c).report_id).text
    )
    form = form_of(client, claim_id)
    form["figures.low"][0] = "5"
    form["figures.high"][0] = "5"
    form["figures.quote"][0] = "at least four people"
    form["place.name"] = ["a market in Kherson"]
    form["place.quote"] = ["a market in Kherson"]
    answer = client.post(f"/review/edit/{claim_id}", data=form)
    assert answer.status_code == 200, answer.text
    (corrected,) = (ledger.claim(c) for c in ledger.successors([claim_id])[claim_id])
    text = ledger.report(corrected.report_id).text
    assert (corrected.figures[0].low, corrected.figures[0].spans[0].of(text)) == (5, "at least four people")
    assert corrected.place.spans[0].of(text) == "a market in Kherson"
    assert corrected.recipients == ledger.claim(claim_id).recipients


def test_words_that_are_not_in_the_report_are_refused(desk):
    client, ledger = desk
    claim_id = shelling(ledger).claims[0]
    form = form_of(client, claim_id)
    form["place.name"], form["place.quote"] = ["Atlantis"], ["Atlantis"]
    answer = client.post(f"/review/edit/{claim_id}", data=form)
    assert answer.status_code == 422
    assert "does not say &#39;Atlantis&#39;" in answer.text


def test_a_second_coder_does_not_see_what_the_first_said(tmp_path):
    with desk_on(tmp_path, EDITOR) as (client, ledger):
        prepare(ledger)
        judged = shelling(ledger).claims[0]
        send(client, "/review/decide", verdict="accept", ids=judged)
    with desk_on(tmp_path, Person("bob", Role.CODER)) as (client, ledger):
        shown = client.get("/review/second").text
        assert judged in shown
        assert "accept" not in re.sub(r"<button.*?</button>|<dialog.*?</dialog>", "", shown, flags=re.DOTALL)
        send(client, "/review/decide", verdict="reject", ids=judged, to="second")
        rows = {row["what"]: row for row in client.get("/review/agreement.json").json()}
        assert (rows["verdict"]["units"], rows["verdict"]["people"]) == (1, 2)


def test_a_coder_may_judge_but_not_merge_or_undo_others(tmp_path):
    with desk_on(tmp_path, EDITOR) as (client, ledger):
        prepare(ledger)
        send(client, "/review/decide", verdict="accept", ids=shelling(ledger).claims[0])
    with desk_on(tmp_path, Person("bob", Role.CODER)) as (client, ledger):
        event = shelling(ledger)
        assert send(client, "/review/decide", verdict="accept", ids=event.claims[1], event=event.id).status_code == 200
        assert (
            send(client, "/review/decide", verdict="different", ids=event.claims[1], event=event.id).status_code == 403
        )
        (theirs,) = made_by(ledger, "eve")
        assert send(client, "/review/undo", decision=theirs.id).status_code == 403
    with desk_on(tmp_path, Person("rob", Role.READER)) as (client, _):
        assert client.get("/review").status_code == 403
