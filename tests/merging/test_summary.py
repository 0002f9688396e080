from datetime import date

from sayso.merging.summary import event_of
from sayso.records import Basis, Certainty, Counted, Figure
from tests.builders import KHERSON, UKRAINE, a_claim, a_report, killed, on, said_by


def event(*fields_of_claims):
    reports, claims = {}, []
    for number, fields in enumerate(fields_of_claims):
        fields = dict(fields)
        text = f"Version {number}: a shell hit Kherson."
        report = a_report(text, outlet=f"Outlet {number}", **fields.pop("report", {}))
        reports[report.id] = report
        claims.append(a_claim(report, "hit", **fields))
    return event_of(claims, reports)


def test_rival_tolls_are_kept_and_never_averaged():
    (toll,) = event({"figures": (killed(9),)}, {"figures": (killed(12),)}, {"figures": (killed(12),)}).figures
    assert (toll.low, toll.best, toll.high, len(toll.given)) == (9, 12, 12, 3)


def test_the_latest_toll_is_best_between_equals():
    (toll,) = event(
        {"figures": (killed(12),), "report": {"published": date(2024, 5, 7)}},
        {"figures": (killed(9),), "report": {"published": date(2024, 5, 9)}},
    ).figures
    assert toll.best == 9


def test_at_least_leaves_the_upper_end_open():
    (toll,) = event({"figures": (killed(9),)}, {"figures": (Figure((), Counted.KILLED, 20, None),)}).figures
    assert (toll.low, toll.high) == (9, None)


def test_the_finest_place_is_the_events_place():
    assert event({"place": UKRAINE}, {"place": KHERSON}).place == KHERSON


def test_a_stated_day_beats_an_assumed_week():
    time = event({"time": on(1, 8, Basis.ASSUMED)}, {"time": on(6)}).time
    assert time is not None
    assert (time.earliest, time.latest, time.basis) == (date(2024, 5, 6), date(2024, 5, 6), Basis.STATED)


def test_a_denial_does_not_shape_what_happened():
    denied = {"certainty": Certainty.DENIED, "place": UKRAINE, "figures": (killed(0),), "attributions": (said_by("X"),)}
    (toll,) = event({"place": KHERSON, "figures": (killed(9),)}, denied).figures
    assert toll.low == 9


def test_the_event_is_named_after_its_first_claim():
    happening = event({}, {})
    assert happening.id == "e_" + happening.claims[0].removeprefix("c_")
