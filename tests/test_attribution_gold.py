"""The gold for attributions: that it reads as written, and that a wrong answer costs."""

from dataclasses import replace

import pytest
from evaluation.attribution_gold import HALVES, Answered, GoldClaim, Item, Voice, is_right, items, scores

from sayso.records import Attribution, Span

WHOLE = (Span(0, 1),)


def said(name: str, channel: str | None = None) -> Attribution:
    return Attribution(source=WHOLE, cue=WHOLE, content=WHOLE, channel=channel, name=name)


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_sentences_and_passages_of_every_subject(half: str) -> None:
    found = items(half)
    assert sum(item.subject == "passages" for item in found) >= 15
    assert sum(item.subject != "passages" for item in found) >= 125
    assert len({item.subject for item in found}) == 10


def test_no_text_stands_in_both_halves() -> None:
    one, other = ({item.text for item in items(half)} for half in HALVES)
    assert not one & other


def answered(*names: str) -> Answered:
    chain = (Voice(frozenset({"kyodo"}), None), Voice(frozenset({"two", "officials"}), ("unnamed official", None)))
    item = Item("nesting", "", (GoldClaim("hit", chain),))
    return Answered(item, item.claims[0], tuple(said(name) for name in names))


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (("Kyodo", "two officials"), True),
        (("two officials", "Kyodo"), False),
        (("Kyodo", "officials"), False),
        (("Kyodo",), False),
        ((), False),
    ],
)
def test_a_chain_is_right_in_its_order_with_full_names(names: tuple[str, ...], right: bool) -> None:
    assert is_right(answered(*names)) is right


def test_a_channel_counts_by_its_kind() -> None:
    wrong = answered("Kyodo", "two officials")
    right = replace(wrong, said=(wrong.said[0], said("two officials", "unnamed source")))
    assert (scores([wrong])["channel"], scores([right])["channel"]) == (0.0, 1.0)
