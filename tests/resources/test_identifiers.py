"""Identifiers are Wikidata's, one an actor, and only of names that are coded."""

import re

import pytest

from sayso.as_json import claim_json
from sayso.coding.actor_lexicon import state_name
from sayso.records import Actor
from sayso.resources.identifiers import identifier_of
from sayso.resources.lexicons import lexicon
from tests.builders import a_claim, a_report

ROWS = lexicon("identifiers")


def test_every_identifier_is_wikidatas_and_stands_for_one_actor() -> None:
    assert [row.pattern for row in ROWS if not re.fullmatch(r"wikidata:Q[1-9]\d*", row.code)] == []
    assert len({row.code for row in ROWS}) == len(ROWS)


def test_every_name_is_one_that_actors_are_coded_with() -> None:
    coded = {row.get("name") for row in lexicon("actors")}
    states = {row.pattern for row in ROWS if row.get("country")}
    assert [row.pattern for row in ROWS if row.pattern not in coded | states] == []
    assert [row.pattern for row in ROWS if row.get("country") and row.pattern != state_name(row.get("country"))] == []


@pytest.mark.parametrize(
    ("name", "country", "identifier"),
    [
        ("Ukraine", "UKR", "wikidata:Q212"),
        ("United Nations", None, "wikidata:Q1065"),
        ("Georgia", "USA", None),
        ("protesters", None, None),
    ],
)
def test_an_actor_is_known_by_its_identifier(name: str, country: str | None, identifier: str | None) -> None:
    assert identifier_of(name, country) == identifier


def test_the_json_of_a_claim_shows_the_identifier() -> None:
    report = a_report()
    claim = a_claim(report, "hit", actors=(Actor((), "Russia", "RUS", "MIL"),))
    (actor,) = claim_json(claim, report)["actors"]
    assert actor["identifier"] == "wikidata:Q159"
