import pytest

from sayso.merging.summaries import is_covered, sums_up
from sayso.records import Counted, Figure
from tests.builders import KHERSON, ODESA, UKRAINE, a_claim, a_report, on

SUM = a_report("Three attacks on Kherson this week killed five people.")
ONE = a_report("A shell hit Kherson.")
THREE = Figure((), Counted.EVENTS, 3, 3)


def summary(**fields):
    return a_claim(SUM, "attacks", **({"place": KHERSON, "time": on(6, 12)} | fields))


def test_a_number_of_happenings_over_several_days_sums_up():
    assert sums_up(summary(figures=(THREE,)), SUM.text)
    assert sums_up(summary(), SUM.text)


def test_two_blasts_of_one_day_in_one_town_are_one_happening():
    assert not sums_up(summary(time=on(6), figures=(THREE,)), SUM.text)


def test_one_attack_over_days_sums_nothing_up():
    report = a_report("The attack on Kherson went on for a week.")
    assert not sums_up(a_claim(report, "attack", place=KHERSON, time=on(6, 12)), report.text)


@pytest.mark.parametrize(
    ("fields", "covered"),
    [
        ({"place": KHERSON, "time": on(7)}, True),
        ({"place": KHERSON, "time": on(13)}, False),
        ({"place": ODESA, "time": on(7)}, False),
        ({"place": KHERSON, "time": on(7), "event_type": "COERCE"}, False),
    ],
)
def test_a_summary_covers_what_its_days_and_place_hold(fields, covered):
    assert is_covered(summary(), a_claim(ONE, "hit", **fields)) is covered


def test_a_summary_of_a_country_covers_its_towns():
    assert is_covered(summary(place=UKRAINE), a_claim(ONE, "hit", place=ODESA, time=on(7)))
