"""Which stretch of days a figure runs over."""

from datetime import date

import pytest

from sayso.coding.figure_periods import with_periods
from sayso.coding.figures import find_figures
from sayso.coding.sentences import language
from sayso.coding.times import find_times
from sayso.records import Figure

THURSDAY = date(2024, 5, 9)


def only_figure(sentence: str) -> Figure:
    doc = language()(sentence)
    (mention,) = with_periods(find_figures(doc), find_times(doc, THURSDAY), doc, THURSDAY)
    return mention.figure


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("Forty people have been killed since Friday.", "2024-05-03", "2024-05-09"),
        ("Over the weekend, 12 people died.", "2024-05-04", "2024-05-05"),
        ("At least 30 people died in the past 24 hours.", "2024-05-08", "2024-05-09"),
        ("Police have arrested 300 people so far this year.", "2024-01-01", "2024-05-09"),
        ("Some 500 people were detained between 3 May and 8 May.", "2024-05-03", "2024-05-08"),
    ],
)
def test_a_figure_runs_over_the_days_that_its_clause_names(sentence: str, earliest: str, latest: str) -> None:
    period = only_figure(sentence).period
    assert period is not None
    assert (str(period.earliest), str(period.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    "sentence",
    [
        "Forty people were killed.",
        "Forty people were killed on Friday.",
        "Forty people were killed, said the mayor, who took office over the weekend.",
    ],
)
def test_a_figure_of_one_day_or_of_none_has_no_period(sentence: str) -> None:
    assert only_figure(sentence).period is None


def test_a_period_points_at_its_words() -> None:
    sentence = "Forty people have been killed since Friday."
    period = only_figure(sentence).period
    assert period is not None
    assert [span.of(sentence) for span in period.spans] == ["Friday"]
