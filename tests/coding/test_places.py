"""Places: what is named, what it means, and never a namesake outside the container the report names."""

from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.coding.places import ACTOR_LIKE, PLACE, Coverage, PlaceMention, find_places, placed
from sayso.coding.sentences import language
from sayso.records import Place, Precision, Report
from tests.gazetteers import gazetteer


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def mentions(text: str) -> list[PlaceMention]:
    return find_places(parsed(text), gazetteer())


def mention(text: str, name: str) -> PlaceMention:
    found = [one for one in mentions(text) if one.span.of(text).startswith(name)]
    assert found, f"{name} is not found in: {text}"
    return found[0]


# Text, the name, the country and admin-1 (a part of its name) that its reading must lie in.
INSIDE = [
    ("A man was shot in Paris, Texas, on Friday.", "Paris", "USA", "Texas"),
    ("A man was shot in Paris, France, on Friday.", "Paris", "FRA", "France"),
    ("Police searched a house in Alexandria, La.", "Alexandria", "USA", "Louisiana"),
    ("Police searched a house in Alexandria, Va., on Monday.", "Alexandria", "USA", "Virginia"),
    ("Police searched a flat in Alexandria, Egypt.", "Alexandria", "EGY", "Alex"),
    ("A fire broke out in Springfield, Mo., at noon.", "Springfield", "USA", "Missouri"),
    ("A fire broke out in Springfield, Illinois, at noon.", "Springfield", "USA", "Illinois"),
    ("Students marched in Cambridge, Massachusetts.", "Cambridge", "USA", "Massachusetts"),
    ("Students marched in Cambridge, England.", "Cambridge", "GBR", "England"),
    ("Workers struck in London, Ontario, over pay.", "London", "CAN", "Ontario"),
    ("Workers struck in Birmingham, Alabama, over pay.", "Birmingham", "USA", "Alabama"),
    ("Guards opened fire in Tripoli, Lebanon.", "Tripoli", "LBN", ""),
    ("Guards opened fire in Tripoli in Libya.", "Tripoli", "LBY", ""),
    ("Gunmen attacked a bus in Santiago de Cuba in Cuba.", "Santiago", "CUB", ""),
    ("Crowds gathered in San José in Costa Rica.", "San José", "CRI", ""),
    ("Crowds gathered in Valencia in Venezuela.", "Valencia", "VEN", ""),
    ("Crowds gathered in Valencia in Spain.", "Valencia", "ESP", ""),
    ("Soldiers fired on marchers in Córdoba, Argentina.", "Córdoba", "ARG", ""),
    ("Shells fell on Kostiantynivka in Donetsk Oblast.", "Kostiantynivka", "UKR", "Donetsk"),
    ("A drone hit a depot in Bakhmut, Donetsk region.", "Bakhmut", "UKR", "Donetsk"),
    ("Two people died in Izium in Ukraine's Kharkiv region.", "Izium", "UKR", "Kharkiv"),
    ("Ukraine's eastern city of Bakhmut was shelled.", "Bakhmut", "UKR", "Donetsk"),
    ("Iraq's Mosul was shelled overnight.", "Mosul", "IRQ", ""),
    ("The Syrian city of Tripoli does not exist, but Hama in Syria does.", "Hama", "SYR", ""),
    ("Troops entered El Fasher, in Darfur.", "El Fasher", "SDN", "Darfur"),
    ("Clashes broke out in Goma, Bukavu and Uvira, in eastern Congo.", "Goma", "COD", ""),
    ("Clashes broke out in Goma, Bukavu and Uvira, in eastern Congo.", "Uvira", "COD", ""),
    ("Rockets hit Khan Younis in the Gaza Strip.", "Khan Younis", "PSE", ""),
    ("Settlers burned cars in Huwara in the West Bank.", "Huwara", "PSE", ""),
    ("A bomb went off in Hyderabad, Pakistan.", "Hyderabad", "PAK", ""),
    ("A bomb went off in Hyderabad, India.", "Hyderabad", "IND", ""),
    ("Men were detained in Georgetown, Guyana.", "Georgetown", "GUY", ""),
]


@pytest.mark.parametrize(("text", "name", "country", "admin1"), INSIDE)
def test_a_namesake_inside_the_named_container_is_chosen(text: str, name: str, country: str, admin1: str) -> None:
    place = mention(text, name).place
    assert place.country == country
    assert admin1 in (place.admin1 or "")


# Text, the name, the container's name as the report has it, its precision, country, and a part of its admin-1.
OUTSIDE = [
    ("Two men died in Mankivka in Luhansk Oblast.", "Mankivka", "province", "UKR", "Luhansk"),
    ("Two men died in the village of Mankivka in Luhansk Oblast.", "Mankivka", "province", "UKR", "Luhansk"),
    ("Two men died in Mankivka, Luhansk Oblast, on Monday.", "Mankivka", "province", "UKR", "Luhansk"),
    (
        "Rockets hit Kadiivka and barracks in Mankivka, both in Luhansk Oblast.",
        "Mankivka",
        "province",
        "UKR",
        "Luhansk",
    ),
    ("Two men died in Mankivka in the Luhansk region.", "Mankivka", "province", "UKR", "Luhansk"),
    ("Two men died in Mankivka in Ukraine's Luhansk region.", "Mankivka", "province", "UKR", "Luhansk"),
    ("Gunmen burned homes in Berdiansk in Kharkiv Oblast.", "Berdiansk", "province", "UKR", "Kharkiv"),
    ("Gunmen burned homes in Timbuktu in Niger.", "Timbuktu", "country", "NER", ""),
    ("Gunmen killed 12 villagers in Moura, central Mali.", "Moura", "country", "MLI", ""),
    ("Gunmen raided the village of Zorande in Zamfara state.", "Zorande", "province", "NGA", "Zamfara"),
    ("Gunmen raided Zorande, a village in Zamfara state.", "Zorande", "province", "NGA", "Zamfara"),
    ("Troops shelled the Syrian village of Toledo.", "Toledo", "country", "SYR", ""),
    ("A strike on the Iraqi village of Barzanuk killed a farmer.", "Barzanuk", "country", "IRQ", ""),
    ("Shells fell on the Ukrainian village of Verkhnia Lozivka.", "Verkhnia", "country", "UKR", ""),
    ("Villagers fled Dosso Kura, a hamlet in Niger's Tillaberi region.", "Dosso", "province", "NER", "Tillab"),
    ("Police shot a man in Marseille, Ohio.", "Marseille", "province", "USA", "Ohio"),
    ("Police shot a man in Kharkiv, Idaho, the sheriff said.", "Kharkiv", "province", "USA", "Idaho"),
    ("Soldiers torched huts in Odesa in Kachin State.", "Odesa", "province", "MMR", "Kachin"),
    ("Fighters seized Lyon in Helmand province.", "Lyon", "province", "AFG", "Helmand"),
    ("A bomb went off in the Gorandap area of Kech district.", "Gorandap", "district", "PAK", "Baloch"),
    ("Gunmen hit the village of Um Dereiwa, the governor of North Kordofan said.", "Um", "province", "SDN", "North"),
    ("Soldiers left Ukraine's front. Shells hit the village of Korvane.", "Korvane", "country", "UKR", ""),
    ("Fighters seized Lyon in the Afghan province of Helmand.", "Lyon", "province", "AFG", "Helmand"),
]


@pytest.mark.parametrize(("text", "name", "precision", "country", "admin1"), OUTSIDE)
def test_a_name_unknown_in_its_container_backs_off_to_it(
    text: str, name: str, precision: str, country: str, admin1: str
) -> None:
    place = mention(text, name).place
    assert (place.precision, place.country) == (Precision(precision), country)
    assert admin1 in (place.admin1 or "")
    assert place.name.startswith(name)


def test_what_backs_off_shows_both_spans_and_why() -> None:
    text = "Two men died in the village of Mankivka in Luhansk Oblast."
    found = mention(text, "Mankivka")
    assert [span.of(text) for span in found.place.spans] == ["Mankivka", "Luhansk Oblast"]
    assert "backs off to Luhansk" in found.reason


def test_a_later_mention_keeps_the_sense_of_the_first() -> None:
    text = "Gunmen entered Mankivka in Luhansk Oblast on Monday. Residents of Mankivka fled."
    found = [one.place for one in mentions(text) if one.place.name == "Mankivka"]
    assert {place.precision for place in found} == {Precision.PROVINCE}


def test_a_village_named_once_as_one_is_known_in_the_headline_too() -> None:
    text = "Many die in attack on Um Dereiwa\n\nGunmen hit the village of Um Dereiwa in North Kordofan on Saturday."
    found = [one.place for one in mentions(text) if one.place.name == "Um Dereiwa"]
    assert [(place.precision, place.country) for place in found] == [(Precision.PROVINCE, "SDN")] * 2


def test_a_city_is_not_taken_for_the_hamlet_of_its_name_near_by() -> None:
    text = "Shells hit Kharkiv, Izium and Chuhuiv in Kharkiv region. A drone hit a depot in Nikopol."
    place = mention(text, "Nikopol").place
    assert (place.country, place.admin1) == ("UKR", "Dnipropetrovsk Oblast")


def test_an_unknown_place_without_a_container_has_a_name_and_no_coordinates() -> None:
    place = mention("Gunmen raided the village of Qorvande on Monday.", "Qorvande").place
    assert (place.latitude, place.gazetteer_id, place.precision) == (None, None, Precision.TOWN)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fires burned in Utah, Colorado and Idaho.", {"Utah", "Colorado", "Idaho"}),
        ("Protests were held in Paris, London and Rome.", {"Paris", "London", "Rome"}),
        ("Strikes hit Kyiv, Kharkiv and Odesa.", {"Kyiv", "Kharkiv", "Odesa"}),
    ],
)
def test_names_in_a_list_do_not_contain_each_other(text: str, names: set[str]) -> None:
    found = mentions(text)
    assert {one.place.name for one in found} == names
    assert not any("backs off" in one.reason for one in found)


def test_a_government_after_a_fronted_city_does_not_contain_it() -> None:
    place = mention("In Geneva, Russia accused the council of bias.", "Geneva").place
    assert place.country == "CHE"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow conducts raids every night.", "Moscow"),
        ("Russia has accused its neighbour of sabotage.", "Russia"),
        ("The minister accused Ukraine of sabotage.", "Ukraine"),
        ("The Geneva-based group published a report.", "Geneva"),
        ("Washington imposed sanctions on three firms.", "Washington"),
        ("Ukrainian drones hit a depot.", "Ukrainian"),
        ("The depot was attacked by Iran on Sunday.", "Iran"),
    ],
)
def test_a_name_that_stands_for_people_is_actor_like(text: str, name: str) -> None:
    assert mention(text, name).role == ACTOR_LIKE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thousands marched in Moscow.", "Moscow"),
        ("Russia saw its largest protests in years.", "Russia"),
        ("Troops massed near Ukraine.", "Ukraine"),
    ],
)
def test_a_name_that_says_where_is_a_place(text: str, name: str) -> None:
    assert mention(text, name).role == PLACE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Lincoln told the court that he was innocent.", "Lincoln"),
        ("The Washington Post published the letter.", "Washington"),
        ("The Boston Celtics won again.", "Boston"),
        ("Reading is good for children.", "Reading"),
        ("Police said they found nothing.", "Police"),
        ("Sydney Hartwell, 34, was charged with theft.", "Sydney"),
        ("The minister, Taras Holub, promised help.", "Taras"),
        ("A spokesman by the name of Zahir Murad rang.", "Murad"),
        ("They crossed to the south bank of the Dnipro, where it was calm.", "Dnipro"),
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str, name: str) -> None:
    assert not [one for one in mentions(text) if one.span.of(text) == name]


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Shelling went on across the Donbas.", "Donbas", Precision.PROVINCE),
        ("A ship was attacked in the Black Sea.", "Black Sea", Precision.COUNTRY),
        ("Air raids hit the Gaza Strip.", "Gaza Strip", Precision.PROVINCE),
        ("Drones struck depots in Crimea.", "Crimea", Precision.PROVINCE),
        ("Jihadists spread across the Sahel.", "Sahel", Precision.COUNTRY),
    ],
)
def test_regions_come_from_the_lexicon(text: str, name: str, precision: Precision) -> None:
    place = mention(text, name).place
    assert place.precision is precision
    assert place.latitude is not None


def test_a_bare_name_is_the_town_and_one_with_oblast_the_province() -> None:
    assert mention("Explosions were heard in Luhansk.", "Luhansk").place.precision is Precision.TOWN
    assert mention("Explosions were heard in Luhansk Oblast.", "Luhansk").place.precision is Precision.PROVINCE
    assert mention("Explosions were heard in the Belgorod region.", "Belgorod").place.precision is Precision.PROVINCE


LOUISIANA = ("Pineville", "Ball", "Lecompte", "Bunkie", "Marksville", "Boyce", "Natchitoches", "Opelousas")
WORLD = ("Lagos", "Lima", "Oslo", "Perth", "Dhaka", "Quito", "Accra", "Minsk", "Hanoi", "Tunis")


def places_of(text: str) -> list[Place]:
    return [one.place for one in mentions(text)]


def test_where_the_outlets_other_reports_play_decides_between_namesakes() -> None:
    coverage = Coverage(places_of(f"The {name} council met on Monday in {name}, Louisiana.") for name in LOUISIANA)
    found = find_places(parsed("A woman was charged in Alexandria."), gazetteer(), coverage)
    assert (found[0].place.country, found[0].place.admin1) == ("USA", "Louisiana")
    assert found[0].reason == "where the outlet's other reports play"


def test_an_outlet_that_reports_on_all_the_world_changes_nothing() -> None:
    coverage = Coverage(places_of(f"Crowds gathered in {name}.") for name in WORLD)
    found = find_places(parsed("A woman was charged in Alexandria."), gazetteer(), coverage)
    assert found[0].place.country == "EGY"


def test_other_reports_that_read_the_name_wrong_do_not_vouch_for_it() -> None:
    wrong = [places_of("A woman was charged in Alexandria.")] * 9
    coverage = Coverage([*wrong, *(places_of(f"Police searched a house in {name}, Louisiana.") for name in LOUISIANA)])
    found = find_places(parsed("A woman was charged in Alexandria."), gazetteer(), coverage)
    assert found[0].place.admin1 == "Louisiana"


def test_an_explicit_container_beats_where_the_outlet_reports_from() -> None:
    coverage = Coverage(places_of(f"The {name} council met on Monday in {name}, Louisiana.") for name in LOUISIANA)
    found = find_places(parsed("A woman was charged in Alexandria, Virginia."), gazetteer(), coverage)
    assert found[0].place.admin1 == "Virginia"


def test_reports_of_one_outlet_are_read_in_each_others_light() -> None:
    texts = [f"Police searched a house in {name}, Louisiana." for name in LOUISIANA[:6]]
    texts.append("A woman was charged in Alexandria.")
    reports = [Report(id=f"r{at}", text=text, outlet="The Daily Pelican") for at, text in enumerate(texts)]
    reports.append(Report(id="x", text=texts[-1], outlet="Elsewhere"))
    found = {report.id: places for report, _, places in placed(((r, parsed(r.text)) for r in reports), gazetteer())}
    assert found["r6"][0].place.admin1 == "Louisiana"
    assert found["x"][0].place.country == "EGY"


def test_what_the_ledger_knows_of_an_outlet_counts_too() -> None:
    earlier = {
        f"r{at}": places_of(f"Police searched a house in {name}, Louisiana.") for at, name in enumerate(LOUISIANA)
    }
    report = Report(id="new", text="A woman was charged in Alexandria.", outlet="The Daily Pelican")
    read = placed([(report, parsed(report.text))], gazetteer(), lambda outlet: earlier if "Pelican" in outlet else {})
    assert next(read)[2][0].place.admin1 == "Louisiana"


def test_every_span_holds_the_name() -> None:
    text = "KYIV, Ukraine (Agency) - Shells fell on Bakhmut in Donetsk Oblast; Kharkiv was calm."
    for one in mentions(text):
        assert one.span.of(text).startswith(one.place.name)


# Every row of the lexicon that carries an example must be found in it.
def test_region_examples_are_found() -> None:
    from sayso.resources.lexicons import lexicon

    rows = lexicon("regions")
    missed = [
        row.pattern
        for row in rows
        if not any(
            one.span.of(row.example) == row.pattern or row.pattern in one.span.of(row.example)
            for one in find_places(parsed(row.example), gazetteer())
        )
    ]
    assert missed == []


def test_spelling_examples_are_found_in_the_gazetteer() -> None:
    from sayso.resources.lexicons import lexicon

    for row in lexicon("place_spellings"):
        place = mention(row.example, row.pattern).place
        assert (place.country, place.precision) == (row.code, Precision.TOWN), row.pattern
        assert place.gazetteer_id is not None
        assert place.gazetteer_id.startswith("geonames:")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("France, Germany and Britain condemned the launch.", "Britain"),
        ("Kinshasa broke off diplomatic relations with Kigali.", "Kinshasa"),
        ("Kinshasa broke off diplomatic relations with Kigali.", "Kigali"),
        ("The council called on Tbilisi to withdraw the law.", "Tbilisi"),
        ("Manila protested to Beijing.", "Beijing"),
    ],
)
def test_governments_in_lists_and_behind_prepositions_are_actor_like(text: str, name: str) -> None:
    assert mention(text, name).role == ACTOR_LIKE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Friday the army repelled an attack on a base at Amchidé, killing 107 militants.", "Amchidé"),
        ("Police fired at villagers at Dhalpur in Assam's Darrang district.", "Dhalpur"),
        ("Police used tear gas to clear the road at Puente Piedra.", "Puente Piedra"),
        ("Bandits stormed a school in Kaduna state's Zaria.", "Zaria"),
    ],
)
def test_a_place_that_the_parser_takes_for_somebody_is_found(text: str, name: str) -> None:
    assert mention(text, name).role == PLACE


def test_a_place_no_list_knows_does_not_lie_in_what_it_is_listed_with() -> None:
    place = mention("Shells fell in Kharkiv Oblast and the village of Qorvande.", "Qorvande").place
    assert place.admin1 is None


def test_the_inner_of_three_names_lies_in_the_middle_one() -> None:
    place = mention("A teacher was abducted in Paris, Arauca, Colombia.", "Paris").place
    assert (place.country, place.precision) == ("COL", Precision.PROVINCE)


def test_what_a_report_calls_a_province_is_one() -> None:
    assert mention("Soldiers were killed in Bukidnon province.", "Bukidnon").place.precision is Precision.PROVINCE
