"""Names go from texts and addresses, whole and in part; every other character keeps its place in the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.withholding.masking import WITHHELD, NamesToHide

HIDDEN = NamesToHide(frozenset({"Olena Petryk"}), frozenset({"Ivan Petryk"}))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Olena Petryk spoke.", "[name withheld] spoke."),
        ("OLENA PETRYK SPOKE", "[name withheld] SPOKE"),
        ("Olena V. Petryk spoke.", "[name withheld] spoke."),
        ("Petryk's house, and Olena.", "[name withheld]'s house, and [name withheld]."),
        ("Ólena Petryk spoke.", "[name withheld] spoke."),
        ("Write to olena.petryk@example.org", "Write to [name withheld]@example.org"),
        ("@OlenaPetryk wrote", "@[name withheld] wrote"),
        ("Ivan Petryk, the mayor, spoke.", "Ivan Petryk, the mayor, spoke."),
        ("The Petryks left Petrykivka", "The [name withheld] left Petrykivka"),
        ("Nobody spoke.", "Nobody spoke."),
    ],
)
def test_a_name_goes_however_it_is_written(text: str, masked: str) -> None:
    assert HIDDEN.mask(text).text == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("https://example.org/olena-petryk-held", "https://example.org/name-withheld"),
        ("https://example.org/2024/05/petryk", "https://example.org/name-withheld"),
        ("https://example.org/a?who=Olena%20Petryk", "https://example.org/name-withheld"),
        ("https://olenapetryk.example.org/", "name-withheld"),
        ("notes/petryk.txt", "name-withheld"),
        ("https://example.org/kherson-shelled", "https://example.org/kherson-shelled"),
    ],
)
def test_an_address_that_spells_a_name_is_cut_down(address: str, masked: str) -> None:
    assert HIDDEN.mask_address(address) == masked


def test_common_words_that_are_part_of_a_name_stay_where_they_stand_alone() -> None:
    assert NamesToHide(frozenset({"May Brown"})).mask("In May, May Brown left.").text == f"In May, {WITHHELD} left."


@given(st.lists(st.sampled_from(["Olena Petryk", "Petryk", "saw", "the", "mayor", "Ivan Petryk", "ü"]), max_size=12))
def test_what_is_not_replaced_keeps_its_words(words: list[str]) -> None:
    text = " ".join(words)
    masked = HIDDEN.mask(text)
    end = 0
    for gone in (*masked.replaced, Span(len(text), len(text))):
        between = Span(end, gone.start)
        assert masked.moved(between).of(masked.text) == between.of(text) or between.start == between.end
        end = gone.end


@given(st.text(alphabet="aOlenPtryk .é-", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_moved_span_lies_in_the_masked_text(text: str, start: int, length: int) -> None:
    masked = HIDDEN.mask(text)
    span = Span(min(start, len(text)), min(start + length, len(text)))
    moved = masked.moved(span)
    assert 0 <= moved.start <= moved.end <= len(masked.text)
