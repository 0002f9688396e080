"""The gold of times is what it says it is."""

from datetime import date

import pytest
from evaluation.times_gold import HALVES, cases

from sayso.records import Basis, Time

ALL = [case for half in HALVES for case in cases(half)]


def test_no_report_stands_in_both_halves() -> None:
    dev, test = ({case.text for case in cases(half)} for half in HALVES)

    assert not dev & test


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.topic}-{case.trigger}")
def test_a_case_names_one_trigger_and_days_in_order(case) -> None:  # type: ignore[no-untyped-def]
    assert case.text.count(case.trigger) >= 1
    assert case.basis in ("", "stated", "relative", "assumed")
    ends = [date.fromisoformat(end) for end in (case.earliest, case.latest) if end not in ("", "open")]
    assert ends == sorted(ends)
    assert bool(case.basis) == bool(case.earliest or case.latest)


def test_an_interval_is_right_only_with_both_its_ends() -> None:
    case = next(case for case in ALL if case.topic == "weekdays" and case.earliest == case.latest and not case.slack)
    day = date.fromisoformat(case.earliest)

    assert case.has_interval(Time((), day, day, Basis.RELATIVE))
    assert not case.has_interval(Time((), day, None, Basis.RELATIVE))
    assert not case.has_interval(None)
