from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.web.filters import FACETS, Box, Choice, Filters, Sort, box_of, choices_of

_choices = st.lists(
    st.builds(
        Choice, st.sampled_from(FACETS), st.text(min_size=1).filter(lambda text: text.strip("+-")), st.booleans()
    ),
    max_size=5,
    unique_by=lambda choice: (choice.facet, choice.value),
)


@given(_choices)
def test_what_is_chosen_comes_back_from_the_address(choices):
    query = parse_qs(Filters(choices=tuple(choices)).query().removeprefix("?"), keep_blank_values=True)
    assert sorted(choices_of(query), key=repr) == sorted(choices, key=repr)


def test_a_second_click_takes_a_value_back():
    once = Filters().with_choice("type", "ASSAULT")
    assert once == "?type=ASSAULT"
    assert Filters(choices=(Choice("type", "ASSAULT"),)).with_choice("type", "ASSAULT") == ""


def test_keeping_out_replaces_asking_for():
    assert (
        Filters(choices=(Choice("type", "ASSAULT"),)).with_choice("type", "ASSAULT", excluded=True) == "?type=-ASSAULT"
    )


def test_a_change_of_filters_leads_to_the_first_page():
    filters = Filters(words="market", page=3, sort=Sort.REPORTS)
    assert filters.query(since=date(2024, 5, 7)) == "?q=market&since=2024-05-07&sort=reports"


def test_a_box_across_the_date_line_keeps_its_west_in_the_east():
    assert box_of("170,-20,190,0") == Box(170, -20, -170, 0)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "0,50,10,40", "0,-95,1,2", "nan,0,1,2", "1e9,0,2e9,2"])
def test_what_is_no_box_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        box_of(text)
