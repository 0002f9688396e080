"""Which phrases are times, what they mean, and which time belongs to an event."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.coding.sentences import language
from sayso.coding.time_values import Part, Unit, bounds, stepped
from sayso.coding.times import find_times, time_of_event
from sayso.records import Basis, Time
from sayso.resources.lexicons import Row, lexicon

WEDNESDAY = date(2022, 9, 28)


@cache
def parse(text: str) -> Doc:
    return language()(text)


def cases() -> Iterator[tuple[str, ...]]:
    with (Path(__file__).parent / "times.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield row["sentence"], row["phrase"], row["value"], row["earliest"], row["latest"]


@pytest.mark.parametrize(("sentence", "phrase", "value", "earliest", "latest"), list(cases()))
def test_a_phrase_means_these_days(sentence: str, phrase: str, value: str, earliest: str, latest: str) -> None:
    found = {mention.span.of(sentence): mention for mention in find_times(parse(sentence), WEDNESDAY)}

    if not phrase:
        assert not found
        return
    assert phrase in found
    time = found[phrase].time
    days = (str(time.earliest), str(time.latest)) if time else ("", "")
    assert (found[phrase].value, *days) == (value, earliest, latest)


@pytest.mark.parametrize("row", lexicon("time_words"), ids=lambda row: f"{row.pattern}-{row.code}")
def test_every_word_of_time_is_found_in_its_example(row: Row) -> None:
    found = [mention.span.of(row.example).lower() for mention in find_times(parse(row.example), WEDNESDAY)]

    assert any(row.pattern in phrase for phrase in found)


@pytest.mark.parametrize("row", lexicon("named_dates"), ids=lambda row: row.pattern)
def test_every_named_date_is_a_day(row: Row) -> None:
    found = [mention for mention in find_times(parse(row.example), WEDNESDAY) if mention.time]

    assert any(mention.time.earliest == mention.time.latest for mention in found)


@pytest.mark.parametrize("phrase", ["on Friday", "last week", "two days ago", "yesterday", "overnight", "in June"])
def test_an_undated_report_keeps_relative_phrases_without_days(phrase: str) -> None:
    (mention,) = find_times(parse(f"The town was shelled {phrase}."), None)

    assert mention.time is None


def test_an_undated_report_keeps_full_dates() -> None:
    (mention,) = find_times(parse("The town was shelled on 3 May 2021."), None)

    assert mention.time == Time((mention.span,), date(2021, 5, 3), date(2021, 5, 3), Basis.STATED)


def test_a_narrative_carries_its_year_on() -> None:
    text = "On 3 May 1941 the town fell. The fort fell in June. In March 1942 it was freed. He left in 1943."

    values = [mention.value for mention in find_times(parse(text), WEDNESDAY)]

    assert values == ["1941-05-03", "1941-06", "1942-03", "1943"]


def test_a_narrative_rolls_over_the_new_year() -> None:
    text = "The war of 1941 began. On 8 December 1941 the fort fell. In January the town fell. It ended in 1945."

    values = [mention.value for mention in find_times(parse(text), WEDNESDAY)]

    assert "1942-01" in values


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("Two days later", "1941-05-05"),
        ("The next day", "1941-05-04"),
        ("The following day", "1941-05-04"),
        ("That day", "1941-05-03"),
        ("A month later", "1941-06"),
        ("Four months earlier", "1941-01"),
        ("The same month", "1941-05"),
        ("That year", "1941"),
        ("The previous year", "1940"),
        ("That night", "1941-05-03TNI"),
    ],
)
def test_a_narrative_counts_from_what_was_last_told(phrase: str, value: str) -> None:
    text = f"The war of 1940 and 1941 was long. On 3 May 1941 the town fell. {phrase} the fort was shelled."

    assert find_times(parse(text), WEDNESDAY)[-1].value == value


def test_a_year_in_passing_does_not_take_a_narrative_with_it() -> None:
    text = "The war of 1941 began. On 3 May 1941 the fort fell. A film of 1943 shows it. In June the town fell."

    assert find_times(parse(text), WEDNESDAY)[-1].value == "1941-06"


def test_a_year_far_from_all_others_does_not_move_a_narrative() -> None:
    text = "The war of 1941 began. On 3 May 1941 the fort fell. In 2004 a book named its men. In August the town fell."

    assert find_times(parse(text), WEDNESDAY)[-1].value == "1941-08"


def test_background_does_not_make_news_a_narrative() -> None:
    text = "Police fired on a march on Monday, residents said on Tuesday. The party ruled in 1990, 1995 and 2001."

    assert find_times(parse(text), WEDNESDAY)[0].value == "2022-09-26"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Women accused the council on Monday. Two of its members resigned the next day.", "2022-09-27"),
        ("Ten died in Monday's attack, police said on Tuesday. On the same day, a drone hit a depot.", "2022-09-26"),
    ],
)
def test_the_next_day_counts_from_the_day_told_not_from_that_of_saying_or_publication(text: str, value: str) -> None:
    assert find_times(parse(text), WEDNESDAY)[-1].value == value


def event_time(sentence: str, trigger: str, published: date | None = WEDNESDAY) -> tuple[str, str, str] | None:
    doc = parse(sentence)
    token = next(token for token in doc if token.text == trigger)
    time = time_of_event(token, find_times(doc, published), doc, published)
    return (str(time.earliest), str(time.latest), time.basis.name) if time else None


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Rebels shelled the town on Sunday.", "shelled", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("On Sunday, rebels shelled the town.", "shelled", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("An attack on Sunday killed 12 people.", "attack", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("Twelve people died in an attack on Sunday.", "attack", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("The attack took place on 3 May 2021.", "attack", ("2021-05-03", "2021-05-03", "STATED")),
        ("On Sunday rebels shelled the town and burned a church.", "burned", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("Rebels shelled the town on Sunday, killing 12.", "killing", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("Talks were held from 3 to 5 September.", "held", ("2022-09-03", "2022-09-05", "STATED")),
        ("Fighting raged between 3 May and 5 June.", "raged", ("2022-05-03", "2022-06-05", "STATED")),
        ("Rebels have shelled the town since Friday.", "shelled", ("2022-09-23", "2022-09-28", "RELATIVE")),
        ("Police said on Monday that gunmen attacked the base.", "attacked", ("2022-09-19", "2022-09-26", "ASSUMED")),
        ("Police said on Monday that men attacked it on Friday.", "attacked", ("2022-09-23", "2022-09-23", "RELATIVE")),
        ("Gunmen attacked the base, police said on Monday.", "attacked", ("2022-09-19", "2022-09-26", "ASSUMED")),
        ("Gunmen attacked the base.", "attacked", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("Gunmen have attacked the base.", "attacked", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("The army will attack the base.", "attack", ("2022-09-28", "None", "ASSUMED")),
        ("The army plans to attack the base.", "attack", ("2022-09-28", "None", "ASSUMED")),
        ("Leaders will meet on Friday.", "meet", ("2022-09-30", "2022-09-30", "RELATIVE")),
        ("Police fired tear gas and arrested 63 on Sunday.", "fired", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("Six died and two were hurt when men attacked on Sunday.", "died", ("2022-09-25", "2022-09-25", "RELATIVE")),
        ("Unions dismissed it and announced a strike for 4 October.", "strike", ("2022-10-04", "2022-10-04", "STATED")),
        ("They dismissed it and called a strike for 4 October.", "called", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("They dismissed it and called a strike for 4 October.", "dismissed", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("The minister offered to meet unions after 4 October.", "offered", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("A curfew would be imposed on Monday.", "imposed", ("2022-10-03", "2022-10-03", "RELATIVE")),
        ("The town was hit twice this year.", "hit", ("2022-01-01", "2022-09-28", "RELATIVE")),
        ("In March this year, rebels burned the town.", "burned", ("2022-03-01", "2022-03-31", "STATED")),
        ("Canada has sanctioned 131 people since the coup.", "sanctioned", ("None", "2022-09-28", "ASSUMED")),
        ("According to the Dawn Centre, men attacked the base.", "attacked", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("The town had previously been shelled.", "shelled", None),
        ("They clashed on Monday, Tuesday and Wednesday.", "clashed", ("2022-09-26", "2022-09-28", "RELATIVE")),
        ("They clashed on 3 and 5 September.", "clashed", ("2022-09-03", "2022-09-05", "STATED")),
        ("Rebels shelled it from Friday night into Saturday.", "shelled", ("2022-09-23", "2022-09-24", "RELATIVE")),
        ("They fought from Friday to Monday.", "fought", ("2022-09-23", "2022-09-26", "RELATIVE")),
        ("The pilots will be freed by Friday.", "freed", ("2022-09-28", "2022-09-30", "RELATIVE")),
        ("After 5 September, guards shot six men.", "shot", ("2022-09-05", "2022-09-28", "STATED")),
        ("Starting on Friday, drivers will strike.", "strike", ("2022-09-30", "None", "RELATIVE")),
        ("They have fled since the attack on 3 May.", "fled", ("2022-05-03", "2022-09-28", "STATED")),
        ("They have fled since the attack on 3 May.", "attack", ("2022-05-03", "2022-05-03", "STATED")),
        ("In the week to 12 June, rebels hit a convoy.", "hit", ("2022-06-06", "2022-06-12", "STATED")),
        ("Miners have blocked it for two weeks.", "blocked", ("2022-09-14", "2022-09-28", "RELATIVE")),
        ("Guards beat prisoners every night.", "beat", None),
        ("He was due in court on Monday but fled.", "fled", ("2022-09-21", "2022-09-28", "ASSUMED")),
        ("The accord of 7 May was torn up in June.", "torn", ("2022-06-01", "2022-06-30", "STATED")),
        ("In remarks published on Monday, he accused rebels.", "accused", ("2022-09-26", "2022-09-26", "RELATIVE")),
        ("The town was shelled years ago.", "shelled", None),
    ],
)  # fmt: skip
def test_an_event_gets_the_time_of_its_clause(sentence: str, trigger: str, expected: tuple[str, ...] | None) -> None:
    assert event_time(sentence, trigger) == expected


@pytest.mark.parametrize("sentence", ["Gunmen attacked the base.", "Gunmen attacked the base on Friday."])
def test_an_event_of_an_undated_report_stays_undated(sentence: str) -> None:
    assert event_time(sentence, "attacked", None) is None


def test_a_narrative_goes_on_in_its_paragraph() -> None:
    text = "The war lasted from 1939 to 1945. On 3 May 1941 the town fell. Rebels burned the church."

    assert event_time(text, "burned") == ("1941-05-03", "1941-05-03", "ASSUMED")


def test_early_mid_and_late_divide_a_month() -> None:
    parts = [bounds("2022-09", part) for part in (Part.EARLY, Part.MID, Part.LATE)]

    assert parts == [
        (date(2022, 9, 1), date(2022, 9, 11)),
        (date(2022, 9, 11), date(2022, 9, 20)),
        (date(2022, 9, 20), date(2022, 9, 30)),
    ]


@pytest.mark.parametrize(
    "value", ["2022-13-01", "2022-02-30", "XXXX-05", "PRESENT_REF", "P3D", "BC0480", "", "2022-W60"]
)
def test_what_is_no_stretch_of_the_calendar_has_no_bounds(value: str) -> None:
    assert bounds(value) is None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 1, 1)), st.integers(min_value=-500, max_value=500))
def test_stepping_there_and_back_ends_where_it_began(day: date, count: int) -> None:
    there = stepped(day.isoformat(), count, Unit.DAY)

    assert there is not None
    assert stepped(there, -count, Unit.DAY) == day.isoformat()


@given(st.dates(), st.dates())
def test_any_numeric_date_covers_itself(day: date, published: date) -> None:
    assert bounds(day.isoformat()) == (day, day)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("0123456789 -/.:,'smMay Sunday of the last week ago\n"), max_size=60))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    doc = language()(text)

    assert all(0 <= m.span.start < m.span.end <= len(text) for m in find_times(doc, WEDNESDAY))
