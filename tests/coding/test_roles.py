"""Who acts and who is acted on, and what never does."""

from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.coding.roles import roles_of
from sayso.coding.sentences import language


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def roles(text: str, trigger: str, event_type: str) -> tuple[list[str], list[str]]:
    doc = parsed(text)
    head = next(token for token in doc if token.text == trigger)
    actors, recipients = roles_of(head, event_type, doc)
    return [phrase.text for phrase in actors], [phrase.text for phrase in recipients]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Soldiers killed two farmers.", "killed", ["Soldiers"], ["two farmers"]),
        ("Two farmers were killed by soldiers.", "killed", ["soldiers"], ["Two farmers"]),
        ("Two farmers were killed on Sunday.", "killed", [], ["Two farmers"]),
        ("Two farmers were killed at the hands of armed men.", "killed", ["armed men"], ["Two farmers"]),
        ("The army and allied militias attacked rebels.", "attacked", ["The army", "allied militias"], ["rebels"]),
        ("The rebels, who attacked a convoy, fled.", "attacked", ["The rebels"], ["a convoy"]),
        ("The soldiers that the rebels captured were freed.", "captured", ["the rebels"], ["The soldiers"]),
        ("Police arrested and beat protesters.", "arrested", ["Police"], ["protesters"]),
        ("Police arrested and beat protesters.", "beat", ["Police"], ["protesters"]),
        ("Four soldiers died in the ambush.", "died", [], ["Four soldiers"]),
        ("The village chief was abducted and killed by gunmen.", "abducted", ["gunmen"], ["The village chief"]),
        ("Gunmen attacked a bus, killing six passengers.", "killing", ["Gunmen"], ["six passengers"]),
        ("A bus was attacked by gunmen, killing six passengers.", "killing", ["gunmen"], ["six passengers"]),
    ],
)
def test_verbs_give_who_and_whom(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert roles(text, trigger, "ASSAULT") == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("The shelling of a market by government troops went on.", "shelling", ["government troops"], ["a market"]),
        ("Israel's attack on a refugee camp went on.", "attack", ["Israel"], ["a refugee camp"]),
        ("Militants carried out an attack on a police post.", "attack", ["Militants"], ["a police post"]),
        ("An attack blamed on Boko Haram killed 14 farmers.", "attack", ["Boko Haram"], ["14 farmers"]),
        ("The militants claimed responsibility for the attack.", "attack", ["The militants"], []),
        ("Ten villagers were killed in an attack by bandits.", "attack", ["bandits"], ["Ten villagers"]),
        ("The minister's murder shocked the country.", "murder", [], ["The minister"]),
        ("The killing of 20 villagers shocked the country.", "killing", [], ["20 villagers"]),
    ],
)
def test_nouns_give_who_and_whom(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert roles(text, trigger, "ASSAULT") == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("The man was accused of attacking a soldier.", "attacking", ["The man"]),
        ("Ukraine accused Russia of shelling the hospital.", "shelling", ["Russia"]),
        ("The president ordered troops to attack the rebels.", "attack", ["troops"]),
        ("The troops were ordered to attack the rebels.", "attack", ["The troops"]),
        ("The commander vowed to attack the rebels.", "attack", ["The commander"]),
        ("The guards responded by beating the prisoners.", "beating", ["The guards"]),
        ("The general urged both sides to stop and offered to mediate.", "offered", ["The general"]),
    ],
)
def test_understood_subjects_are_found(text: str, trigger: str, actors: list[str]) -> None:
    assert roles(text, trigger, "ASSAULT")[0] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("A drone hit a bus.", "hit", []),
        ("Shells struck a hospital.", "struck", []),
        ("A Russian drone hit a bus, killing three passengers.", "hit", ["Russian"]),
        ("A Russian drone hit a bus, killing three passengers.", "killing", ["Russian"]),
        ("Rockets fired by militants hit a bus.", "hit", ["militants"]),
        ("Sunday brought more killing.", "killing", []),
    ],
)
def test_a_weapon_never_acts_but_whoever_owns_it_does(text: str, trigger: str, actors: list[str]) -> None:
    assert roles(text, trigger, "ASSAULT")[0] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "event_type", "actors"),
    [
        ("Clashes between police and protesters erupted.", "Clashes", "ASSAULT", ["police", "protesters"]),
        ("Rebels clashed with soldiers near the border.", "clashed", "ASSAULT", ["Rebels", "soldiers"]),
        ("Talks between Colombia and the rebels resumed.", "Talks", "CONSULT", ["Colombia", "the rebels"]),
        ("France and Germany agreed on a plan.", "agreed", "AGREE", ["France", "Germany"]),
    ],
)
def test_in_talks_and_clashes_all_sides_act(text: str, trigger: str, event_type: str, actors: list[str]) -> None:
    assert roles(text, trigger, event_type) == (actors, [])


def test_a_visitor_acts_and_the_host_is_acted_on() -> None:
    assert roles("The president visited China.", "visited", "CONSULT") == (["The president"], ["China"])
    assert roles("China hosted the president.", "hosted", "CONSULT") == (["the president"], ["China"])


def test_a_protest_is_against_its_recipient() -> None:
    text = "Students protested against the government on Monday."
    assert roles(text, "protested", "PROTEST") == (["Students"], ["the government"])


def test_condemning_an_attack_accuses_whoever_made_it() -> None:
    actors, recipients = roles("The minister condemned the Israeli attack.", "condemned", "ACCUSE")
    assert (actors, recipients) == (["The minister"], ["Israeli"])


def test_a_figure_alone_is_people_where_people_are_harmed() -> None:
    assert roles("Gunmen killed at least 20.", "killed", "ASSAULT") == (["Gunmen"], ["at least 20"])
    assert roles("The bank seized 20.", "seized", "COERCE")[1] == []


def test_who_is_asked_to_do_something_is_acted_on() -> None:
    text = "Opposition parties demanded that the chief minister step down."
    assert roles(text, "demanded", "REQUEST") == (["Opposition parties"], ["the chief minister"])


def test_one_sides_promise_is_not_done_by_those_it_is_about() -> None:
    assert roles("The Houthis will release 400 prisoners.", "release", "AGREE") == (["The Houthis"], ["400 prisoners"])
    assert roles("Iran agreed with Iraq to meet.", "agreed", "AGREE") == (["Iran", "Iraq"], [])


def test_what_the_ministry_said_was_not_done_by_the_ministry() -> None:
    text = "Russian troops hit a camp on Saturday, the defence ministry said, wounding seven soldiers."
    assert roles(text, "wounding", "ASSAULT") == (["Russian troops"], ["seven soldiers"])


def test_whose_house_is_destroyed_suffers() -> None:
    text = "Hasan Ali is a farmer whose house was demolished on Monday."
    assert roles(text, "demolished", "ASSAULT")[1] == ["a farmer"]


def test_a_town_says_where_and_not_whom() -> None:
    assert roles("Russian forces shelled Kharkiv on Monday.", "shelled", "ASSAULT")[1] == []


def test_a_dateline_does_not_act() -> None:
    text = "CUSCO, Peru (CPA) — Thousands of students marched on Monday."
    assert roles(text, "marched", "PROTEST")[0] == ["Thousands of students"]


def test_what_the_parser_hangs_on_a_dateline_acts() -> None:
    text = (
        "PARIS (CPA) — French teachers, nurses and railway workers staged protests in more than 30 cities on Tuesday."
    )
    assert roles(text, "staged", "PROTEST")[0] == ["French teachers", "nurses", "railway workers"]


def test_the_fullest_mention_is_taken_without_its_relative_clause() -> None:
    text = "Luhansk Governor Serhiy Haidai, who fled the region, accused Russian troops of looting."
    assert roles(text, "accused", "ACCUSE") == (["Luhansk Governor Serhiy Haidai"], ["Russian troops"])


def test_sanctions_fall_on_whoever_they_are_imposed_on() -> None:
    text = "The United States imposed sanctions on Iran."
    assert roles(text, "imposed", "COERCE") == (["The United States"], ["Iran"])
