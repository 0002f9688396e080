"""What happened: which words name an event, of what type, and which only sound like one."""

from functools import cache

import pytest

from sayso.coding.event_types import Trigger, find_triggers
from sayso.coding.sentences import language
from sayso.resources.lexicons import Row, lexicon

MIN_SCORE = 0.5


@cache
def triggers(text: str) -> tuple[Trigger, ...]:
    return tuple(trigger for trigger in find_triggers(language()(text)) if trigger.strength >= MIN_SCORE)


def types(text: str) -> list[str]:
    return [trigger.event_type for trigger in triggers(text)]


def codes_as_it_says(row: Row, found: list[Trigger]) -> bool:
    mode = row.get("mode") or None
    return any(
        one.event_type == row.code and (mode is None or one.mode == mode) and one.strength >= MIN_SCORE for one in found
    )


def test_every_trigger_row_codes_its_example_as_it_says() -> None:
    rows = lexicon("triggers")
    docs = language().pipe([row.example for row in rows], batch_size=64)
    wrong = [
        f"row {row.line}: {row.pattern} {row.code}"
        for row, doc in zip(rows, docs, strict=True)
        if not codes_as_it_says(row, find_triggers(doc))
    ]
    assert wrong == []


def test_no_trigger_row_stands_twice() -> None:
    keys = [
        (row.pattern, row.get("pos"), row.code, row.get("object"), row.get("subject")) for row in lexicon("triggers")
    ]
    assert len(keys) == len(set(keys))


def test_there_are_at_least_six_hundred_triggers() -> None:
    assert len(lexicon("triggers")) >= 600


def test_fixed_phrases_name_no_event() -> None:
    rows = [row for row in lexicon("non_events") if row.code == "phrase"]
    docs = language().pipe([row.example for row in rows], batch_size=64)
    coded = []
    for row, doc in zip(rows, docs, strict=True):
        first = row.pattern.split()[0]
        for one in find_triggers(doc):
            covered = doc[one.token_start : one.token_end].text.lower()
            if one.strength >= MIN_SCORE and first in covered and row.pattern in covered:
                coded.append(row.pattern)
    assert coded == []


@pytest.mark.parametrize(
    "text",
    [
        "Tensions are high along the border and the fighting goes on.",
        "He died of a heart attack on Sunday.",
        "The retailers are locked in a price war.",
        "The minister said that the harvest had been good.",
        "The government prevented an attack on the dam.",
        "Nobody was killed in Sabha on Monday.",
        "Will the rebels attack Bama?",
        "The attack helicopter stood in a field.",
        "The Human Rights Watch office in Goma opened on Monday.",
        "The group often attacks convoys.",
        'They "clashed", as the papers put it, over soup.',
        "The talks will be held on 3 March.",
    ],
)
def test_what_only_sounds_like_an_attack_or_a_protest_is_none(text: str) -> None:
    assert not {"ASSAULT", "PROTEST"} & set(types(text))


@pytest.mark.parametrize(
    "text",
    [
        "The raid came at dawn.",
        "Residents spoke about the rally.",
        "The protest was over by noon.",
    ],
)
def test_a_bare_noun_that_refers_back_is_no_event(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An attack on a police post in Kayanza killed two officers.", ["ASSAULT", "ASSAULT"]),
        ("The killing of nine villagers by the militia shocked Ituri.", ["ASSAULT"]),
        ("The African Union condemned the bombing.", ["ACCUSE", "ASSAULT"]),
        ("Troops shot down two drones and shelled the port of Adra.", ["ASSAULT", "ASSAULT"]),
        ("Soldiers recaptured the town of Bama on Monday.", ["ASSAULT"]),
        ("Thousands took to the streets in Lima.", ["PROTEST"]),
        ("Rioters set the ministry on fire.", ["ASSAULT"]),
        ("A curfew was imposed in Sabha.", ["COERCE"]),
        ("The rebels handed over the soldiers to the Red Cross.", ["RETREAT"]),
        ("Pakistan summoned the Indian ambassador.", ["ACCUSE"]),
    ],
)
def test_events_are_found_with_their_types(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran accused Israel of shelling the port.", ["ACCUSE", "ASSAULT"]),
        ("The army threatened to attack the camp.", ["THREATEN", "ASSAULT"]),
        ("Washington called for a ceasefire in Sudan.", ["REQUEST"]),
        ("The general rejected the offer of the rebels.", ["REJECT"]),
        ("The militia denied that it had attacked the clinic.", ["REJECT", "ASSAULT"]),
        ("The government promised to release 40 prisoners.", ["AGREE"]),
        ("The commander apologised to the families.", ["CONCEDE"]),
    ],
)
def test_speech_acts_are_events_and_what_they_ask_for_is_not(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government will release 40 prisoners.", "AGREE"),
        ("The government has released 40 prisoners.", "RETREAT"),
        ("The rebels will not release the hostages.", "REJECT"),
        ("The junta must release the prisoners.", "REQUEST"),
        ("The army will attack the rebels in Bama.", "THREATEN"),
    ],
)
def test_future_duty_and_negation_shift_the_type(text: str, expected: str) -> None:
    assert types(text) == [expected]


def test_a_light_verb_and_its_noun_are_one_trigger() -> None:
    assert [one.event_type for one in triggers("The militia carried out an attack on the village of Yumbi.")] == [
        "ASSAULT"
    ]


def test_a_light_verb_takes_the_mode_of_its_noun() -> None:
    (one,) = triggers("The air force carried out a drone strike in Idlib.")
    assert one.mode == "drone"


def test_strikes_are_blows_in_a_report_of_war_and_walkouts_in_one_of_work() -> None:
    war = "Missiles and drones hit the army. Two strikes killed nine soldiers in Idlib."
    work = "The union of teachers spoke of pay. Two strikes by nurses in Lusaka began on Monday."
    assert ("ASSAULT" in types(war), "PROTEST" in types(war), "PROTEST" in types(work)) == (True, False, True)


def test_a_purpose_is_no_event() -> None:
    assert types("The king sent troops to retake the town.") == ["MOBILIZE"]


@pytest.mark.parametrize(
    ("text", "sub_event"),
    [
        ("A suicide bomber blew himself up outside a mosque in Kunduz.", "Suicide bomb"),
        ("Artillery shelled the village of Korvane.", "Shelling/artillery/missile attack"),
        ("Gunmen kidnapped nine pupils in Zamfara.", "Abduction/forced disappearance"),
        ("Gunmen killed nine farmers in Zamfara.", "Attack"),
        ("The air force shot down 11 drones over Kyiv.", "Disrupted weapons use"),
        ("Rebels captured the town of Bambari.", "Non-state actor overtakes territory"),
        ("Government troops recaptured the town of Bambari.", "Government regains territory"),
    ],
)
def test_acled_sub_event_where_the_words_leave_no_doubt(text: str, sub_event: str) -> None:
    assert sub_event in {one.sub_event for one in triggers(text)}


@pytest.mark.parametrize("text", ["A blast hit Kabul.", "Nine people were killed in Kabul.", "The two sides met."])
def test_no_acled_sub_event_where_there_is_doubt(text: str) -> None:
    assert all(one.sub_event is None for one in triggers(text))


SPORT = (
    "Rovers bombarded City and the midfield surrendered. The goalkeeper was ambushed twice before half-time. "
    "Fans attacked the referee after the football league match, and the goal was blown up by the coach."
)
HISTORY = "In the spring of 1849 the rebels were besieged. The imperial army attacked the fort and killed 400 men."
ACCIDENT = (
    "Nine pilgrims were killed when a minibus collided with a lorry. The crash injured four. The lorry overturned."
)


@pytest.mark.parametrize("text", [SPORT, HISTORY, ACCIDENT])
def test_a_report_about_something_else_tells_no_events(text: str) -> None:
    assert triggers(text) == ()


def test_spans_quote_the_trigger() -> None:
    text = "Police imposed a night curfew in Sabha."
    (one,) = triggers(text)
    assert one.span.of(text) == "imposed a night curfew"
