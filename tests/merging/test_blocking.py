from dataclasses import replace

import pytest

from sayso.merging.blocking import REPRESENTATIVES, blocks_of, stands_for_all_anew, worth_comparing
from sayso.records import Place, Precision
from tests.builders import KHERSON, ODESA, UKRAINE, a_claim, a_report, on

REPORT = a_report("A shell hit Kherson.")
OTHER = a_report("A rocket hit the town.", url="https://example.org/other")
PROVINCE = Place((), "Kherson Oblast", None, "Kherson", "UKR", None, None, Precision.PROVINCE)


def share_a_block(first, second):
    one, two = a_claim(REPORT, "hit", **first), a_claim(OTHER, "hit", **second)
    return bool(set(blocks_of(one)) & set(blocks_of(two)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"place": KHERSON, "time": on(6)}, {"place": KHERSON, "time": on(6)}),
        ({"place": KHERSON, "time": on(6)}, {"place": PROVINCE, "time": on(6)}),
        ({"place": KHERSON, "time": on(6)}, {"place": UKRAINE, "time": on(4, 9)}),
        ({"place": KHERSON, "time": on(6)}, {"place": KHERSON, "time": on(1, 28)}),
        ({"event_type": "COERCE", "place": KHERSON, "time": on(6)}, {"place": KHERSON, "time": on(6)}),
    ],
)
def test_claims_that_may_be_of_one_happening_share_a_block(first, second):
    assert share_a_block(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"place": KHERSON, "time": on(6)}, {"place": KHERSON, "time": on(7)}),
        ({"place": KHERSON, "time": on(6)}, {"place": replace(ODESA, country="MDA"), "time": on(6)}),
        ({"event_type": "PROTEST", "place": KHERSON, "time": on(6)}, {"place": KHERSON, "time": on(6)}),
    ],
)
def test_claims_of_another_day_country_or_family_share_none(first, second):
    assert not share_a_block(first, second)


def test_claims_of_one_report_share_a_block():
    one, two = a_claim(REPORT, "shell", time=on(1)), a_claim(REPORT, "hit", time=on(9))
    assert set(blocks_of(one)) & set(blocks_of(two))


def test_in_a_hot_block_the_smallest_ids_stand_for_all():
    block = [f"c_{number:04}" for number in range(500)]
    assert worth_comparing("c_0400", block) == tuple(block[:REPRESENTATIVES])
    assert worth_comparing("c_0003", block) == tuple(block)


def test_pairs_are_worth_comparing_from_both_sides_or_from_neither():
    block = [f"c_{number:04}" for number in range(200)]
    compared = {(one, other) for one in block for other in worth_comparing(one, block)}
    assert all((other, one) in compared for one, other in compared)
    assert len(compared) < len(block) * 2 * REPRESENTATIVES


@pytest.mark.parametrize(
    ("before", "now", "anew"),
    [
        (range(1, 100), range(100), True),  # a smaller id comes in and takes a place
        (range(99), range(100), False),
        (range(100), range(1, 100), True),  # one that stood for all leaves, and another takes its place
        (range(10), range(20), False),
        (range(10), range(200), False),
        (range(150, 160), range(200), True),  # the block has become hot, and those that were in it stand for none
    ],
)
def test_it_is_told_when_others_stand_for_a_block(before, now, anew):
    named = [[f"c_{number:04}" for number in numbers] for numbers in (before, now)]
    assert stands_for_all_anew(*named) is anew
