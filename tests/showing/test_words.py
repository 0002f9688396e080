import pytest

from sayso.records import Actor, Basis, Counted, Figure
from sayso.showing import words
from tests.builders import KHERSON, UKRAINE, a_report, on, said_by


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(20, 20, "20"), (20, None, "20+"), (2, 5, "2–5"), (1200, None, "1,200+"), (2_000_000, 2_000_000, "2,000,000")],
)
def test_amounts_say_whether_the_upper_end_is_open(low, high, shown):
    assert words.amount(low, high) == shown


def test_an_unknown_actor_is_a_question_mark():
    assert words.who_to_whom((), (Actor((), "the market"),)) == "? → the market"


def test_a_place_coarser_than_a_town_says_so():
    assert words.where(UKRAINE) == "Ukraine, UKR (country)"
    assert words.where(KHERSON) == "Kherson, UKR"


def test_an_assumed_time_says_so():
    assert words.when(on(1, 8, Basis.ASSUMED)) == "2024-05-01 to 2024-05-08 (assumed)"


def test_the_chain_of_sources_reads_from_the_outside_in():
    chain = (said_by("Reuters"), said_by("Governor Olena Marchuk", "Telegram"))
    shown = words.on_whose_say_so(chain, a_report().text, "The Daily Example")
    assert shown == "Reuters, who cites Governor Olena Marchuk via Telegram"


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure((), Counted.KILLED, 20, None), "20+ killed"),
        (Figure((), Counted.KILLED, 3, 3, of="children"), "3 children killed"),
        (Figure((), Counted.KILLED, 40, 40, cumulative=True), "40 killed in all"),
        (Figure((), Counted.DETAINED, 40, 40, period=on(3, 8)), "40 detained, 2024-05-03 to 2024-05-08"),
        (Figure((), Counted.MONEY, 5e6, 5e6, of="USD"), "5,000,000 USD in money"),
    ],
)
def test_a_figure_says_of_whom_it_is_over_which_days_and_whether_it_is_a_total(figure, shown):
    assert words.how_many([figure]) == shown
