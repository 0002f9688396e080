from datetime import date

from sayso.merging.summary import event_of
from sayso.records import Actor, Claim, FigureRange, Report
from tests.builders import a_claim, a_report, killed, said_by

POLICE = said_by("police chief Arif Shah", None, "PAK", "COP")
MINISTER = said_by("Interior Minister Sana Butt", None, "PAK", "GOV")
DOCTOR = said_by("Dr Anton Reznik", None, "PAK", "MED")
ARMY = Actor((), "the army", "PAK", "MIL")


def told(day, low, source=None, outlet="Indus Daily", text="A bomb hit the train.", **fields):
    report = a_report(
        text, outlet=outlet, published=date(2024, 5, day), url=f"https://example.org/{outlet}/{day}/{low}"
    )
    attributions = (source,) if source else ()
    return report, a_claim(report, "hit", figures=(killed(low),), attributions=attributions, **fields)


def toll(*rows: tuple[Report, Claim]) -> FigureRange:
    (figures,) = event_of([claim for _, claim in rows], {report.id: report for report, _ in rows}).figures
    return figures


def test_a_say_sos_later_figure_supersedes_its_earlier_one():
    figures = toll(told(6, 9, POLICE), told(8, 11, POLICE, outlet="Bolan Gazette"))
    assert (figures.low, figures.best, figures.high) == (11, 11, 11)
    assert [given.superseded for given in figures.given] == [True, False]


def test_every_figure_keeps_its_say_so_and_its_day():
    figures = toll(told(6, 9, POLICE), told(8, 11, DOCTOR))
    assert [(given.source, given.as_of) for given in figures.given] == [
        ("police chief Arif Shah", date(2024, 5, 6)),
        ("Dr Anton Reznik", date(2024, 5, 8)),
    ]


def test_two_organs_of_one_state_outvote_nobody():
    assert toll(told(6, 9, POLICE), told(6, 9, MINISTER), told(7, 12, DOCTOR)).best == 12


def test_a_third_partys_figure_comes_before_a_partys_own():
    assert toll(told(7, 2, MINISTER, actors=(ARMY,)), told(6, 15, DOCTOR, actors=(ARMY,))).best == 15


def test_an_outlets_correction_supersedes_what_it_printed_before():
    first = told(6, 29, POLICE)
    corrected = told(8, 28, text="Correction: a bomb hit the train and killed 28, not 29.")
    figures = toll(first, corrected)
    assert (figures.low, figures.best, figures.high) == (28, 28, 28)


def test_between_equals_of_one_day_the_lower_figure_is_best():
    assert toll(told(6, 12, POLICE), told(6, 9, DOCTOR)).best == 9
