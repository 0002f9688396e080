"""Who says what: source, cue, content, nesting, names and channels."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.coding.attribution import AttributedStatement, attributions_of, find_attributions
from sayso.coding.sentences import language
from sayso.records import Span, Spans


@cache
def statements(text: str) -> list[AttributedStatement]:
    return find_attributions(language()(text))


def quoted(text: str, spans: Spans) -> str:
    return " ... ".join(span.of(text) for span in spans)


def said(text: str) -> list[tuple[str, str]]:
    """Return who said what, outermost statements only."""
    found = [s.attribution for s in statements(text) if s.parent is None]
    return [(quoted(text, a.source), quoted(text, a.content)) for a in found]


def chain(text: str, trigger: str) -> list[str | None]:
    start = text.index(trigger)
    return [a.name for a in attributions_of(Span(start, start + len(trigger)), statements(text))]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Police said that two men had died.", "Police", "that two men had died"),
        ("Two men had died, police said.", "police", "Two men had died"),
        ("Two men, police said, had died.", "police", "Two men ... had died"),
        ('"Two men have died," the mayor said.', "the mayor", '"Two men have died,"'),
        ('"Two men have died," said Ana Orlan.', "Ana Orlan", '"Two men have died,"'),
        ('The mayor said: "Two men have died."', "The mayor", '"Two men have died."'),
        ("According to the mayor, two men have died.", "the mayor", "two men have died"),
        ("The mayor told reporters that two men had died.", "The mayor", "that two men had died"),
        ("The ministry said in a statement that the port was open.", "The ministry", "that the port was open"),
        ("The army reportedly left the town.", "", "The army ... left the town"),
        ("It emerged that the general had fled.", "", "that the general had fled"),
        ("Reports suggest that the general fled.", "Reports", "that the general fled"),
        ("Kyiv accused the militia of looting homes.", "Kyiv", "the militia ... looting homes"),
        ("The envoy urged both sides to stop firing.", "The envoy", "both sides to stop firing"),
        ("Police: two held after blast in Orlan", "Police", "two held after blast in Orlan"),
        ("Two held after blast in Orlan: police", "police", "Two held after blast in Orlan"),
        ('The general gloated: "Nobody can stop us now."', "The general", '"Nobody can stop us now."'),
    ],
)
def test_source_and_content_of_a_statement(text: str, source: str, content: str) -> None:
    assert (source, content) in said(text)


def test_a_quotation_runs_on_past_he_said() -> None:
    text = '"Two men have died," the mayor said. "We will bury them on Friday. The school is shut."'
    assert said(text) == [
        ("the mayor", '"Two men have died," ... "We will bury them on Friday. The school is shut."'),
    ]


def test_a_quotation_left_open_runs_on_in_the_next_paragraph() -> None:
    text = '"Two men have died," the mayor said. "We are burying them.\n\n"The school is shut for a week."'
    assert chain(text, "shut") == ["mayor"]


def test_an_interrupted_quotation_is_one_statement() -> None:
    text = '"Two men," the mayor said, "have died in the blast."'
    assert [content for _, content in said(text)] == ['"Two men," ... "have died in the blast."']


def test_nesting_is_outermost_first() -> None:
    text = "The White House said that Moscow had told diplomats that the base was attacked."
    assert chain(text, "attacked") == ["White House", "Moscow"]


def test_a_nested_statement_points_at_the_one_around_it() -> None:
    found = statements("The mayor said that the army had told residents that the road was mined.")
    assert [statement.parent for statement in found] == [None, 0]


def test_whom_a_report_cites_stands_behind_what_it_says() -> None:
    text = "State TV said the port was shelled, citing two unnamed officials."
    assert chain(text, "shelled") == ["State TV", "two unnamed officials"]


@pytest.mark.parametrize(
    ("text", "trigger", "voices"),
    [
        (
            "Reuters, citing two diplomats, reported that the base was attacked.",
            "attacked",
            ["Reuters", "two diplomats"],
        ),
        ("The AP said the plant was bombed, quoting three ministers.", "bombed", ["AP", "three ministers"]),
        ("TASS quoted the mayor as saying that the school was burned.", "burned", ["TASS", "mayor"]),
        ("The agency cited the mayor as saying that the school was burned.", "burned", ["agency", "mayor"]),
        ("The charity had heard from midwives that the clinic was looted.", "looted", ["midwives"]),
        ("The court was told that the widow said the clerk was beaten.", "beaten", ["widow"]),
        ("The survey says teachers told police they saw the thief flee.", "flee", ["survey", "teachers"]),
    ],
)
def test_who_is_cited_quoted_or_heard_stands_inside(text: str, trigger: str, voices: list[str]) -> None:
    assert chain(text, trigger) == voices


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The interior ministry confirmed the raid. It said the bridge was hit.", "interior ministry"),
        ("Residents gave another account. They said the bridge was hit.", "Residents"),
        ("The village head, Bashir Gul, said the bridge was hit.", "Bashir Gul"),
        ("The Sudan Doctors Network counted the dead. The group said the bridge was hit.", "Sudan Doctors Network"),
        (
            "A senior Turkish official said it was over. The official said the bridge was hit.",
            "senior Turkish official",
        ),
        ("The Committee for Lost Sailors (CLS) met. The CLS said the bridge was hit.", "Committee for Lost Sailors"),
        ("Police held a man who said the bridge was hit.", "man"),
        ("A source close to the talks said the bridge was hit.", "source close to the talks"),
        ("Local officials and aid workers said the bridge was hit.", "Local officials and aid workers"),
        ("The army's Telegram channel said the bridge was hit.", "army"),
        ("A post on the ministry's Telegram account said the bridge was hit.", "ministry"),
    ],
)
def test_a_source_is_called_by_what_it_stands_for(text: str, name: str) -> None:
    found = chain(text, "hit")
    assert found[-1:] == [name]


def test_a_source_holds_what_is_told_of_it_between_commas() -> None:
    text = "Ana Orlan, who leads the clinic, said the bridge was hit."
    assert said(text)[0][0] == "Ana Orlan, who leads the clinic"


def test_a_semicolon_parts_two_voices() -> None:
    assert chain("The strike shuts three ports; the union claims victory.", "shuts") == []


def test_a_dash_in_a_headline_names_the_speaker() -> None:
    assert chain("Army shells border village \u2013 residents", "shells") == ["residents"]


def test_what_is_said_inside_a_quotation_ends_with_it() -> None:
    text = '"Nobody warned us," complained Rafiq Uddin, whose stall was looted.'
    assert chain(text, "looted") == []


def test_the_outlets_own_words_are_attributed_to_nobody() -> None:
    assert chain("Shells hit the port. Police said two men had died.", "hit") == []


@pytest.mark.parametrize("cue", ["wants to shell", "hopes to shell", "praised the men who shelled"])
def test_wishes_and_judgements_are_no_say_so(cue: str) -> None:
    assert chain(f"The general {cue} the town.", "shell") == []


@pytest.mark.parametrize(
    "later",
    [
        "Mr Orlan said the bridge was hit.",
        "He said the bridge was hit.",
        "The governor said the bridge was hit.",
        "He added on Telegram that the bridge was hit.",
    ],
)
def test_a_short_name_is_read_as_the_fullest(later: str) -> None:
    text = f"Korvane Governor Mikhail Orlan said two people had died. {later}"
    assert chain(text, "hit") == ["Korvane Governor Mikhail Orlan"]


def test_a_surname_that_two_people_share_stays_as_it_is() -> None:
    text = "Maria Orlan said the dam held. Peter Orlan said it broke. Orlan said the bridge was hit."
    assert chain(text, "hit") == ["Orlan"]


def test_she_is_not_mr_anybody() -> None:
    text = "Mr Orlan said two people had died. She said the bridge was hit."
    assert chain(text, "hit") == ["She"]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The governor wrote on Telegram that two people had died.", "Telegram"),
        ("The governor told Reuters that two people had died.", "Reuters"),
        ("The governor told reporters on Facebook that two people had died.", "Facebook"),
        ("Two people had died, a senior official said.", "unnamed official"),
        ("The governor said in a post on X that two people had died.", "X (Twitter)"),
        ("The rebels, writing on Facebook, said two people had died.", "Facebook"),
        ("The rebels, in a post on Weibo, said two people had died.", "Weibo"),
        ("The army's Telegram channel said two people had died.", "Telegram"),
        ("The governor told diplomats that two people had died.", None),
        ("An officer who asked not to be named said two people had died.", "unnamed official"),
        ("An officer, speaking on condition of anonymity, said two people had died.", "unnamed official"),
        ("A person familiar with the talks said two people had died.", "unnamed source"),
        ("Villagers said two people had died.", "resident"),
        ("Two people had died, the governor said.", None),
    ],
)
def test_the_channel_is_named_only_if_the_report_names_it(text: str, channel: str | None) -> None:
    assert statements(text)[0].attribution.channel == channel


def test_we_and_i_outside_quotation_marks_are_the_outlet() -> None:
    assert statements("I think that the mayor is right.") == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', ":", '"""', "said", '" said', "\n: \n", 'He said: "'])
def test_scraps_of_text_do_no_harm(text: str) -> None:
    assert isinstance(find_attributions(language()(text)), list)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "'",
                ":",
                ",",
                ".",
                "\n",
                "he",
                "said",
                "that",
                "Orlan",
                "told",
                "Kyiv",
                "the",
                "dam",
                "broke",
                "citing",
            ]
        ),
        max_size=30,
    )
)
def test_spans_lie_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for statement in find_attributions(language()(text)):
        attribution = statement.attribution
        assert attribution.cue
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= span.start < span.end <= len(text)
