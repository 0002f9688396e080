"""What figures count, how low and high they are, and which of them belong to an event."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.coding.event_figures import figures_of_event
from sayso.coding.figures import CUMULATIVE, PART, FigureMention, find_figures
from sayso.coding.numbers import number
from sayso.coding.sentences import language
from sayso.records import Counted, Figure
from sayso.resources.lexicons import Row, lexicon


@cache
def parse(sentence: str) -> Doc:
    return language()(sentence)


def cases() -> Iterator[tuple[str, str]]:
    with (Path(__file__).parent / "figures.csv").open(encoding="utf-8", newline="") as table:
        yield from ((row["sentence"], row["figures"]) for row in csv.DictReader(table))


def written(mentions: list[FigureMention]) -> str:
    return "; ".join(_written(mention.figure) for mention in mentions)


def _written(figure: Figure) -> str:
    high = "" if figure.high is None else f"{figure.high:.0f}"
    return f"{figure.counts} {figure.low:.0f}-{high}"


@pytest.mark.parametrize(("sentence", "figures"), list(cases()))
def test_a_figure_counts_what_the_sentence_says(sentence: str, figures: str) -> None:
    assert written(find_figures(parse(sentence))) == figures


@pytest.mark.parametrize("row", lexicon("counted"), ids=lambda row: f"{row.pattern}-{row.get('kind')}")
def test_every_counted_word_is_read_as_its_row_says(row: Row) -> None:
    counted = {mention.figure.counts for mention in find_figures(parse(row.example))}

    assert Counted(row.code) in counted


def test_every_figure_covers_its_own_words() -> None:
    sentence = "Police said at least 20 people were killed and up to 40 wounded."

    spans = [mention.span.of(sentence) for mention in find_figures(parse(sentence))]

    assert spans == ["at least 20", "up to 40"]


def test_a_figure_names_of_whom_it_counts() -> None:
    (mention,) = find_figures(parse("The blast killed 12 civilians."))

    assert mention.figure.of == "civilians"


def test_people_are_nobody_in_particular() -> None:
    (mention,) = find_figures(parse("The blast killed 12 people."))

    assert mention.figure.of is None


def test_money_keeps_its_currency() -> None:
    (mention,) = find_figures(parse("The donors pledged $5 million."))

    assert mention.figure.of == "USD"


@pytest.mark.parametrize(
    "sentence",
    [
        "The death toll rose to 40.",
        "A total of 40 people were killed.",
        "Some 40 people have been killed since Friday.",
        "In total, 40 people were arrested.",
        "So far 40 people have been killed.",
    ],
)
def test_a_running_total_is_told_apart(sentence: str) -> None:
    assert [mention.scope for mention in find_figures(parse(sentence))] == [CUMULATIVE]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Several thousand demonstrators filled the square.", "participants 1000-"),
        ("Both pilots were killed.", "killed 2-2"),
        ("Both sides agreed to talks.", ""),
        ("Between 40 and 50 fishermen were missing.", "missing 40-50"),
        ("Police said one protester died; the union says seven did.", "killed 1-1; killed 7-7"),
        ("A mine killed one farmer and maimed another.", "killed 1-1; injured 1-1"),
        ("The bomb killed or injured 40 people.", "other 40-40"),
        ("The navy seized two trawlers and arrested 31 crewmen.", "other 2-2; detained 31-31"),
        ("The brigade lost 12 soldiers.", "killed 12-12"),
        ("The war cost the state 32,000 lives.", "killed 32000-32000"),
        ("The attackers, five men on motorbikes, shot a priest dead.", "other 5-5; killed 1-1"),
        (
            "The strikes killed 37 people, including nine children and two medics.",
            "killed 37-37; killed 9-9; killed 2-2",
        ),
        ("The number of displaced people passed 2 million.", "displaced 2000000-2000000"),
        ("The ceasefire was broken 14 times.", "events 14-14"),
        ("He was shown 14 times.", ""),
        ("Four in ten voters stayed at home.", ""),
        ("Two-thirds of the 900 homes were burned.", ""),
        ("Fares rose to 3 pesos on Monday.", ""),
        ("Prices rose to 112 pesos a kilo.", ""),
        ("The ship weighs 6,400 tonnes.", ""),
        ("A 5,000-strong force was sent in.", "participants_mobilized 5000-5000"),
        ("The protest, with some 40 people, ended early.", "participants 40-"),
    ],
)
def test_numbers_in_less_plain_sentences(sentence: str, figures: str) -> None:
    assert written(find_figures(parse(sentence))) == figures


def test_what_a_figure_already_includes_is_a_part() -> None:
    mentions = find_figures(parse("The blast killed 12 people, including three children."))

    assert [mention.scope for mention in mentions] == [None, PART]


def figures_at(sentence: str, trigger: str, event_type: str) -> str:
    doc = parse(sentence)
    token = next(token for token in doc if token.text == trigger)
    return "; ".join(map(_written, figures_of_event(token, find_figures(doc), doc, event_type)))


@pytest.mark.parametrize(
    ("sentence", "trigger", "event_type", "figures"),
    [
        ("The army shelled the town, killing 12 people.", "shelled", "ASSAULT", "killed 12-12"),
        ("The army shelled the town, leaving 30 wounded.", "shelled", "ASSAULT", "injured 30-30"),
        ("Twelve people were killed in the attack.", "attack", "ASSAULT", "killed 12-12"),
        ("The attack killed 12 people.", "attack", "ASSAULT", "killed 12-12"),
        ("Twelve people were killed and 30 injured.", "killed", "ASSAULT", "killed 12-12; injured 30-30"),
        ("Police arrested 40 protesters.", "arrested", "COERCE", "detained 40-40"),
        ("Some 500 people marched.", "marched", "PROTEST", "participants 500-"),
        ("Police arrested 40 people after rebels killed 12.", "killed", "ASSAULT", "killed 12-12"),
        ("Police arrested 40 people after rebels killed 12.", "arrested", "COERCE", "detained 40-40"),
        ("The mayor condemned an attack that killed 12 people.", "condemned", "ACCUSE", ""),
        ("The blast killed 12 people, including three children.", "killed", "ASSAULT", "killed 12-12"),
        (
            "Seventeen people were killed and dozens wounded when gunmen attacked the village.",
            "attacked",
            "ASSAULT",
            "killed 17-17; injured 24-",
        ),
        ("In the morning, shelling killed at least nine people.", "shelling", "ASSAULT", "killed 9-"),
        ("A shell hit the market, killing 20.", "hit", "ASSAULT", "killed 20-20"),
        ("A bomb wounded two soldiers, according to three people near it.", "wounded", "ASSAULT", "injured 2-2"),
        ("Canada imposed sanctions on 38 people after arrests.", "imposed", "COERCE", "other 38-38"),
        ("Canada imposed sanctions on 38 people after arrests.", "arrests", "COERCE", ""),
        ("After new arrests, police have detained 131 people since the coup.", "arrests", "COERCE", ""),
        (
            "After new arrests, police have detained 131 people since the coup.",
            "detained",
            "COERCE",
            "detained 131-131",
        ),
        ("A farmer said that soldiers had arrested his two sons.", "arrested", "COERCE", "detained 2-2"),
        ("The donors gave $5 million to the town.", "gave", "AID", "money 5000000-5000000"),
    ],
)
def test_an_event_gets_the_figures_of_its_clause(sentence: str, trigger: str, event_type: str, figures: str) -> None:
    assert figures_at(sentence, trigger, event_type) == figures


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and five", 205),
        ("twenty - five", 25),
        ("three thousand four hundred", 3400),
        ("1,200", 1200),
        ("1.2m", 1_200_000),
        ("2bn", 2_000_000_000),
        ("3.5 million", 3_500_000),
        ("two dozen", 24),
        ("one million two hundred thousand", 1_200_000),
    ],
)
def test_number_words_amount_to_numbers(words: str, value: float) -> None:
    assert number(words.split()) == value


def test_a_word_that_is_no_number_has_no_value() -> None:
    assert number(["soldiers"]) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_thousands_commas_is_read_back(value: int) -> None:
    assert number([f"{value:,}"]) == value


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        ("The blast killed 12 Russian soldiers.", "Russian soldiers"),
        ("Police arrested 40 angry protesters.", "protesters"),
        ("The shelling destroyed 200 homes.", "homes"),
        ("Two wounded police officers were flown out.", "police officers"),
        ("A nurse was killed.", "nurse"),
        ("There were 12 deaths.", None),
    ],
)
def test_a_figure_says_of_whom_or_of_what_it_is(sentence: str, of: str | None) -> None:
    (mention,) = find_figures(parse(sentence))

    assert mention.figure.of == of


def test_of_whom_a_figure_counts_has_its_own_characters() -> None:
    sentence = "The blast killed at least 12 Russian soldiers."
    (mention,) = find_figures(parse(sentence))

    assert [span.of(sentence) for span in mention.figure.spans] == ["at least 12", "Russian soldiers"]
