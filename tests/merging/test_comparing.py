import pytest

from sayso.merging.comparing import compare
from sayso.merging.evidence import evidence
from sayso.records import Actor, Basis, Certainty
from tests.builders import KHERSON, ODESA, UKRAINE, a_claim, a_report, on

FIRST = a_report("Shells hit a market in Kherson on Monday, killing four people.")
SECOND = a_report("Four people died when shells hit a Kherson market on Monday.", outlet="Elsewhere Times")


def comparison(first=None, second=None):
    one = a_claim(FIRST, "hit", **({"place": KHERSON, "time": on(6)} | (first or {})))
    two = a_claim(SECOND, "hit", **({"place": KHERSON, "time": on(6)} | (second or {})))
    return compare(evidence(one, FIRST), evidence(two, SECOND))


def test_one_happening_in_two_outlets_words_scores_high():
    assert comparison().score > 0.9


def test_comparing_does_not_depend_on_the_order():
    one = evidence(a_claim(FIRST, "hit", place=KHERSON), FIRST)
    two = evidence(a_claim(SECOND, "hit", place=KHERSON), SECOND)
    assert compare(one, two) == compare(two, one)


@pytest.mark.parametrize(
    ("second", "veto"),
    [
        ({"place": ODESA}, "Kherson is not Odesa"),
        ({"time": on(8)}, "their days do not meet"),
        ({"event_type": "PROTEST"}, "different kinds"),
        ({"certainty": Certainty.THREATENED}, "one has happened, the other is announced"),
    ],
)
def test_a_conflict_rules_a_pair_out_and_says_why(second, veto):
    result = comparison(second=second)
    assert result.score == 0
    assert veto in (result.veto or "")


def test_actors_of_different_countries_rule_a_pair_out():
    russians, syrians = Actor((), "Russian forces", "RUS", "MIL"), Actor((), "rebels", "SYR")
    result = comparison({"actors": (russians,)}, {"actors": (syrians,)})
    assert result.veto == "Russian forces is not rebels"


def test_a_country_does_not_conflict_with_a_town_in_it():
    assert comparison(second={"place": UKRAINE}).veto is None


def test_a_denial_can_be_of_the_same_happening():
    assert comparison(second={"certainty": Certainty.DENIED}).veto is None


def test_an_assumed_day_weighs_less_than_a_stated_one():
    assumed = comparison(second={"time": on(3, 8, Basis.ASSUMED)})
    assert assumed.score < comparison().score


def test_every_part_of_the_score_has_a_reason_in_words():
    assert {reason.what for reason in comparison().reasons} >= {"kind", "place", "time", "wording"}
