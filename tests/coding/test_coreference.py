"""Pronouns and "the group" stand for whom the report named, or for nobody that can be told."""

from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.coding.actors import actor_of
from sayso.coding.report_actors import known_in_report
from sayso.coding.sentences import language


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def name_of_last(text: str, mention: str) -> str:
    doc = parsed(text)
    start = text.rindex(mention)
    span = doc.char_span(start, start + len(mention))
    assert span is not None
    found = actor_of(span, doc, None, known_in_report(doc))
    assert found is not None
    return found.name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("President Emmanuel Macron left. He condemned the attack.", "He", "Emmanuel Macron"),
        ("Hamas left the talks. It rejected the offer.", "It", "Hamas"),
        ("The rebels took the town. They killed two men.", "They", "rebels"),
        ("Boko Haram burned a village. The group killed ten men.", "The group", "Boko Haram"),
        ("The army bombed a village. It denied the report.", "It", "army"),
    ],
)
def test_a_clear_pronoun_is_resolved(text: str, mention: str, name: str) -> None:
    assert name_of_last(text, mention) == name


def test_a_pronoun_with_two_candidates_stays_a_pronoun() -> None:
    text = "President Emmanuel Macron and President Joe Biden met. He left early."
    assert name_of_last(text, "He") == "He"


def test_he_is_no_group_and_it_no_person() -> None:
    assert name_of_last("Hamas left the talks. He was shot.", "He") == "He"
    assert name_of_last("One student was shot. It denied the report.", "It") == "It"


def test_they_in_a_quotation_is_not_the_last_group_named() -> None:
    assert name_of_last('Protesters threw stones. "They attacked us," a woman said.', "They") == "They"


def test_its_forces_are_of_the_owners_country() -> None:
    text = "The Ukrainian military spoke. Its forces struck a depot."
    doc = parsed(text)
    span = doc.char_span(text.index("Its"), text.index("Its") + len("Its forces"))
    assert span is not None
    found = actor_of(span, doc, None, known_in_report(doc))
    assert found is not None
    assert (found.country, found.sector) == ("UKR", "MIL")


def test_a_rebel_commanders_troops_are_rebels() -> None:
    text = "Rebel commander Julio Tovar spoke. His troops kept the truce."
    doc = parsed(text)
    span = doc.char_span(text.index("His"), text.index("His") + len("His troops"))
    assert span is not None
    found = actor_of(span, doc, None, known_in_report(doc))
    assert found is not None
    assert found.sector == "REB"


def test_nobody_is_looked_for_more_than_two_sentences_back() -> None:
    text = "Hamas left the talks. The sun shone. The streets were calm. Nothing moved. It rejected the offer."
    assert name_of_last(text, "It") == "It"
