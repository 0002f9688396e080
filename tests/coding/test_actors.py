"""A mention of somebody becomes a name, a country and a sector."""

from datetime import date
from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.coding.actors import actor_of
from sayso.coding.report_actors import known_in_report
from sayso.coding.sentences import language
from sayso.records import Actor

_PLACES = {"Kherson": "UKR", "Cusco": "PER", "Espinar": "PER", "Abancay": "PER", "Luhansk": "UKR"}


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def actor(text: str, mention: str, published: date | None = None) -> Actor | None:
    doc = parsed(text)
    start = text.index(mention)
    span = doc.char_span(start, start + len(mention), alignment_mode="expand")
    assert span is not None
    return actor_of(span, doc, published, known_in_report(doc, published, _PLACES.get))


@pytest.mark.parametrize(
    ("text", "mention", "name", "country", "sector"),
    [
        ("Ukrainian soldiers left.", "Ukrainian soldiers", "Ukrainian soldiers", "UKR", "MIL"),
        ("Moscow conducts raids.", "Moscow", "Government of Russia", "RUS", "GOV"),
        ("Russia left the treaty.", "Russia", "Russia", "RUS", "GOV"),
        ("The Kremlin denied it.", "The Kremlin", "Government of Russia", "RUS", "GOV"),
        ("Protesters burned tyres.", "Protesters", "Protesters", None, "CVL"),
        ("Armed men stormed a bank.", "Armed men", "Armed men", None, "UAF"),
        ("A recruitment officer was shot.", "A recruitment officer", "recruitment officer", None, "MIL"),
        ("Dozens of Palestinians fled.", "Dozens of Palestinians", "Dozens of Palestinians", "PSE", "CVL"),
        ("Thousands marched.", "Thousands", "Thousands", None, "CVL"),
        ("The mayor of Kherson resigned.", "The mayor of Kherson", "mayor of Kherson", "UKR", "GOV"),
        (
            "The head of the regional military administration spoke.",
            "The head of the regional military administration",
            "head of the regional military administration",
            None,
            "GOV",
        ),
        ("Two BLA fighters died.", "Two BLA fighters", "Two BLA fighters", "PAK", "REB"),
        ("The UN appealed for calm.", "The UN", "United Nations", None, "GOV"),
        ("Amnesty International condemned it.", "Amnesty International", "Amnesty International", None, "SOC"),
        ("The ELN freed two men.", "The ELN", "National Liberation Army", "COL", "REB"),
        ("Peru's Congress impeached him.", "Peru's Congress", "Peru's Congress", "PER", "LEG"),
        ("Iran-backed militias left.", "Iran-backed militias", "Iran-backed militias", None, "PRM"),
        ("The students' union met.", "The students' union", "students' union", None, "LAB"),
        (
            "Luhansk Governor Serhiy Haidai spoke.",
            "Luhansk Governor Serhiy Haidai",
            "Serhiy Haidai",
            "UKR",
            "GOV",
        ),
    ],
)
def test_a_mention_is_coded(text: str, mention: str, name: str, country: str | None, sector: str | None) -> None:
    found = actor(text, mention)
    assert found is not None
    assert (found.name, found.country, found.sector) == (name, country, sector)


def test_the_span_is_the_mention() -> None:
    text = "On Monday Ukrainian soldiers left."
    found = actor(text, "Ukrainian soldiers")
    assert found is not None
    assert [span.of(text) for span in found.spans] == ["Ukrainian soldiers"]


@pytest.mark.parametrize("mention", ["A missile", "An attack", "The storm", "The report"])
def test_things_are_nobody(mention: str) -> None:
    assert actor(f"{mention} killed two people.", mention) is None


def test_a_town_is_nobody_but_a_countrys_name_is_its_government() -> None:
    assert actor("Shells hit Kherson on Friday.", "Kherson") is None
    found = actor("Shells hit Ukraine on Friday.", "Ukraine")
    assert found is not None
    assert found.sector == "GOV"


def test_a_weapons_owner_is_that_countrys_military() -> None:
    found = actor("A Russian drone hit a bus.", "Russian")
    assert found is not None
    assert (found.name, found.country, found.sector) == ("Russia", "RUS", "MIL")


@pytest.mark.parametrize(
    ("published", "sector"),
    [(date(2015, 6, 1), "GOV"), (date(2012, 1, 1), "GOV"), (date(2024, 1, 1), "ELI")],
)
def test_who_has_left_office_is_one_of_the_elites(published: date, sector: str) -> None:
    found = actor("Angela Merkel spoke.", "Angela Merkel", published)
    assert found is not None
    assert found.sector == sector


def test_one_name_means_rebels_before_and_government_after_they_took_power() -> None:
    before = actor("The Taliban left.", "The Taliban", date(2010, 1, 1))
    after = actor("The Taliban left.", "The Taliban", date(2023, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.sector, after.sector) == ("REB", "GOV")


def test_a_surname_takes_what_the_full_name_was_given() -> None:
    text = "Kherson Governor Danylo Tarasov left. Tarasov accused the army."
    found = actor(text, "Tarasov accused".split()[0])
    second = parsed(text).char_span(text.rindex("Tarasov"), text.rindex("Tarasov") + 7)
    assert second is not None
    again = actor_of(second, parsed(text), None, known_in_report(parsed(text), None, _PLACES.get))
    assert found is not None
    assert again is not None
    assert (again.name, again.country, again.sector) == ("Danylo Tarasov", "UKR", "GOV")


def test_a_minister_in_a_report_set_in_one_country_is_that_countrys() -> None:
    text = "Police in Cusco and Abancay fired shots. Interior Minister Rodrigo Salcedo defended them in Espinar."
    found = actor(text, "Interior Minister Rodrigo Salcedo")
    assert found is not None
    assert (found.country, found.sector) == ("PER", "GOV")


def test_protesters_get_no_country_from_where_they_protest() -> None:
    text = "Protesters in Cusco and Abancay burned tyres. Farmers marched in Espinar."
    found = actor(text, "Protesters")
    assert found is not None
    assert found.country is None


@pytest.mark.parametrize(
    ("text", "mention", "name", "country", "sector"),
    [
        ("Hamas gunmen left.", "Hamas gunmen", "Hamas gunmen", "PSE", "REB"),
        (
            "American and British forces left.",
            "American and British forces",
            "American and British forces",
            None,
            "MIL",
        ),
        ("Caracas broke off relations with the US.", "the US", "United States", "USA", "GOV"),
        (
            "The Toran National Liberation Army took a town.",
            "The Toran National Liberation Army",
            "Toran National Liberation Army",
            None,
            "REB",
        ),
        ("NATO met. The alliance sent planes.", "The alliance", "NATO", None, "GOV"),
        ("Lee Jae-myung spoke.", "Lee Jae-myung", "Lee Jae-myung", "KOR", "GOV"),
    ],
)
def test_whom_a_mention_belongs_to(text: str, mention: str, name: str, country: str | None, sector: str | None) -> None:
    found = actor(text, mention, date(2025, 8, 1))
    assert found is not None
    assert (found.name, found.country, found.sector) == (name, country, sector)


def test_an_office_still_counts_in_the_week_after_it_was_left() -> None:
    found = actor("Boris Yeltsin resigned.", "Boris Yeltsin", date(2000, 1, 3))
    assert found is not None
    assert found.sector == "GOV"


def test_a_group_that_is_no_more_keeps_its_codes() -> None:
    found = actor("The LTTE had denied it.", "The LTTE", date(2011, 5, 1))
    assert found is not None
    assert (found.country, found.sector) == ("LKA", "REB")


def test_a_party_that_many_countries_have_is_of_the_country_the_report_is_set_in() -> None:
    text = "Nikol Pashinyan spoke in Yerevan. The Republican Party kept its seats."
    found = actor(text, "The Republican Party", date(2018, 4, 23))
    assert found is not None
    assert (found.country, found.sector) == ("ARM", "PTY")


def test_congress_is_that_of_the_country_the_report_is_set_in() -> None:
    text = "Dina Boluarte was sworn in. Police in Cusco stood by. Congress will meet."
    found = actor(text, "Congress", date(2022, 12, 8))
    assert found is not None
    assert (found.country, found.sector) == ("PER", "LEG")


def test_a_chinese_or_korean_family_name_stands_for_the_person() -> None:
    text = "Kim Jong-un visited a shipyard. Kim praised the workers."
    doc = parsed(text)
    second = doc.char_span(text.rindex("Kim"), text.rindex("Kim") + 3)
    assert second is not None
    found = actor_of(second, doc, date(2024, 3, 1), known_in_report(doc, date(2024, 3, 1)))
    assert found is not None
    assert (found.name, found.country, found.sector) == ("Kim Jong-un", "PRK", "GOV")
