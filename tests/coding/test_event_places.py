"""The place of an event: by which rule it is chosen, and whose place it must never be."""

from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.coding.event_places import is_dateline
from sayso.coding.places import find_places, place_of_event
from sayso.coding.sentences import language
from tests.gazetteers import gazetteer


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def chosen(text: str, trigger: str) -> tuple[str, str] | None:
    doc = parsed(text)
    token = next(token for token in doc if token.text == trigger)
    found = place_of_event(token, find_places(doc, gazetteer()), doc)
    return None if found is None else (found[0].name, found[1])


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("A bomb exploded near the airport of Mogadishu.", "exploded", "Mogadishu"),
        ("Protesters burned tyres in Ibadan on Monday.", "burned", "Ibadan"),
        ("Russian forces shelled Nikopol overnight.", "shelled", "Nikopol"),
        ("Gunmen killed six people in the city of Maiduguri.", "killed", "Maiduguri"),
        ("Police in Nairobi arrested 20 protesters.", "arrested", "Nairobi"),
        ("A drone struck Odesa's port on Friday.", "struck", "Odesa"),
        ("The clashes in Omdurman left ten people dead.", "clashes", "Omdurman"),
        ("In Kherson, officials said that two people were killed by a mine.", "killed", "Kherson"),
        ("Five people were killed when a drone hit a market in Kupiansk.", "killed", "Kupiansk"),
        ("Five people were killed when a drone hit a market in Kupiansk.", "hit", "Kupiansk"),
        ("Thousands rallied in Tbilisi. Police fired tear gas at the crowd.", "fired", "Tbilisi"),
        ("Two men died in the village of Mankivka in Luhansk Oblast.", "died", "Mankivka"),
        ("Shelling hit barracks in Mankivka, in Luhansk Oblast.", "hit", "Mankivka"),
        ("Soldiers stormed a school in Jenin and detained nine men.", "detained", "Jenin"),
    ],
)
def test_the_place_of_the_event_is_found(text: str, trigger: str, place: str) -> None:
    found = chosen(text, trigger)
    assert found is not None
    assert found[0] == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Speaking in Geneva, the envoy said that troops had burned homes in El Geneina.", "burned", "El Geneina"),
        ("The minister told reporters in Vienna that gunmen had attacked a base in Gao.", "attacked", "Gao"),
        ("Rebels seized a mine, a spokesman said in Paris.", "seized", None),
        ("KYIV, Ukraine (Agency) - A court jailed two men for treason.", "jailed", None),
        ("LVIV — Police detained three students.", "detained", None),
        ("Moscow conducts raids every night.", "raids", None),
        ("Russia has accused its neighbour of sabotage.", "accused", None),
        ("Iranian students marched on Friday.", "marched", None),
        ("The Geneva-based group said that soldiers executed 12 men.", "executed", None),
    ],
)
def test_a_speakers_place_or_a_dateline_is_never_chosen(text: str, trigger: str, place: str | None) -> None:
    found = chosen(text, trigger)
    assert (found and found[0]) == place


def test_the_finest_place_wins() -> None:
    assert chosen("Gunmen attacked a convoy in Timbuktu in northern Mali.", "attacked") == (
        "Timbuktu",
        "named with the trigger",
    )


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Thousands rallied in Tbilisi.\n\nPolice fired tear gas at the crowd.", "fired", "Tbilisi"),
        ("Thousands rallied in Tbilisi.\n\nThe mayor condemned the crowd.", "condemned", None),
        ("Thousands rallied in Tbilisi and Batumi.\n\nPolice fired tear gas at the crowd.", "fired", None),
        ("Unrest spreads\n\nMany were angry.\n\nCrowds met in Tbilisi.\n\nPolice fired tear gas.", "fired", None),
        ("Thousands rallied in Tbilisi.\n\nGunmen had attacked a march in May.", "attacked", None),
    ],
)
def test_only_the_place_a_report_is_about_reaches_other_paragraphs(text: str, trigger: str, place: str | None) -> None:
    found = chosen(text, trigger)
    assert (found and found[0]) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Crowds met in Cusco and Anta. Cusco was calm.\n\nPolice fired tear gas in the city.", "fired", "Cusco"),
        ("Shells hit the village of Korvane near Kharkiv.\n\nMen looted shops in the village.", "looted", "Korvane"),
    ],
)
def test_the_city_and_the_village_are_those_named_before(text: str, trigger: str, place: str) -> None:
    found = chosen(text, trigger)
    assert found is not None
    assert found[0] == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Gunmen attacked the village of Um Dereiwa, south of El Obeid, on Saturday.", "attacked", "Um Dereiwa"),
        ("Protesters blocked the highway to Abancay with boulders.", "blocked", None),
        ("The gunmen had come from the direction of Er Rahad and opened fire in a market.", "opened", None),
        ("The wounded were flown to Quetta.", "flown", "Quetta"),
        ("The envoy summoned India's ambassador and soldiers killed two men.", "killed", None),
        ("Poland's foreign ministry condemned the shelling.", "condemned", None),
        ("Canada imposed sanctions on 38 people in response to arrests in Mandalay.", "imposed", None),
        ("Canada imposed sanctions on 38 people in response to arrests in Mandalay.", "arrests", "Mandalay"),
        ("The Kharkiv governor said that nine people were killed.", "killed", None),
        ("On Friday a Nairobi court jailed three students.", "jailed", "Nairobi"),
        ("Leaders joined a march in Paris; others criticised the freeze.", "criticised", None),
        ("TIBÚ (Norte de Santander).- The rebels freed six soldiers.", "freed", None),
        ("The town of Nikopol lies on the north bank of the Dnipro and comes under fire.", "comes", "Nikopol"),
    ],
)
def test_an_office_an_origin_or_another_happening_gives_no_place(text: str, trigger: str, place: str | None) -> None:
    found = chosen(text, trigger)
    assert (found and found[0]) == place


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("KYIV (Agency) - Shells fell on the port.", True),
        ("GOMA, Congo — Shells fell on the port.", True),
        ("Kyiv - the capital - was hit by drones.", False),
        ("Shells fell on Kyiv - again.", False),
    ],
)
def test_datelines_are_told_from_places(text: str, is_one: bool) -> None:
    doc = parsed(text)
    assert is_dateline(find_places(doc, gazetteer())[0], doc) is is_one


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Guards shot at a boat off Benghazi, a group in Berlin said. Three people drowned.", "drowned", "Benghazi"),
        ("Mourners were shot in Kaya. The attack was the third in Burkina Faso within a week.", "attack", "Kaya"),
        ("Activists poured red paint over the entrance of a ministry in Stockholm.", "poured", "Stockholm"),
        ("The ministers agreed in Stockholm to free 15,000 detainees.", "free", None),
        ("Crowds met in Grodno. Warsaw expelled two diplomats.", "expelled", None),
        ("Deputies threw smoke grenades in Albania's parliament.", "threw", "Albania"),
        ("People were wounded in Peshawar and taken to a hospital in Islamabad.", "wounded", "Peshawar"),
    ],
)
def test_speakers_decisions_ranks_and_hospitals_place_nothing_else(text: str, trigger: str, place: str | None) -> None:
    found = chosen(text, trigger)
    assert (found and found[0]) == place
