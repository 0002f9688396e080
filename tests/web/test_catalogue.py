"""The catalogue keeps up with the ledger."""

from dataclasses import replace

from sayso.merging.summary import event_of
from sayso.web.filters import Filters
from tests.web.builders import desk_on, filled, market_claim, market_report


def test_a_changed_event_is_counted_once_by_what_it_is_now(tmp_path):
    with desk_on(tmp_path) as (client, ledger):
        events = filled(ledger)
        assert client.get("/events.json").json()["facets"]["type"]["PROTEST"] == 1
        ledger.replace_events([replace(events[1], event_type="REQUEST")])
        facets = client.get("/events.json").json()
        assert facets["total"] == 3
        assert facets["facets"]["type"] == {"ASSAULT": 1, "CONSULT": 1, "REQUEST": 1}


def test_a_removed_event_is_gone(tmp_path):
    with desk_on(tmp_path) as (client, ledger):
        events = filled(ledger)
        assert client.get("/events.json").json()["total"] == 3
        ledger.replace_events([], removed=[events[2].id], settled=events[2].claims)
        assert client.get("/events.json").json()["total"] == 2
        assert client.get(f"/events/{events[2].id}").status_code == 404


def test_a_new_event_is_found_by_its_words(tmp_path):
    with desk_on(tmp_path) as (client, ledger):
        filled(ledger)
        assert client.get("/events.json?q=zebra").json()["total"] == 0
        report = market_report(9, "Zebra Times", title="Zebra")
        claim = market_claim(report, "Governor Olena Marchuk", 1, 1)
        ledger.record(1, report, None, [claim])
        ledger.replace_events([event_of([claim], {report.id: report})])
        assert client.get("/events.json?q=zebra").json()["total"] == 1


def test_a_catalogue_that_is_half_dead_starts_afresh(tmp_path):
    with desk_on(tmp_path) as (client, ledger):
        events = filled(ledger)
        desk = client.app.state.desk
        for number in range(1102):
            ledger.replace_events([replace(events[2], event_type="CONSULT" if number % 2 else "AGREE")])
            desk.catalogue()
        assert len(desk.catalogue().ids) < 1010
        assert desk.select(Filters()).total == 3
