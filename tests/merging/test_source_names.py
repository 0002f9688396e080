import pytest

from sayso.merging.source_names import hold_one_office, is_nameless, is_same_name, is_same_outlet


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Governor Olena Marchuk", "Marchuk"),
        ("Dmitri Zhelezniakov", "Dmitry Zheleznyakov"),
        ("Aleksey Tarasenko", "Alexei Tarasenko"),
        ("Lucía Andrade", "Lucia Andrade"),
        ("Fields and Rights Watch", "FRW"),
        ("the State Emergency Service", "State Emergency Service chief Roman Bilous"),
    ],
)
def test_names_of_one_source(a, b):
    assert is_same_name(a, b)
    assert is_same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Governor Serhiy Melnyk", "Mayor Oksana Melnyk"),
        ("Continental Wire", "CPA"),
        ("police", "the army"),
        ("Relief Watch", "Rights Watch"),
    ],
)
def test_names_of_two_sources(a, b):
    assert not is_same_name(a, b)


@pytest.mark.parametrize("name", ["police", "Police", "Local media reports", "the Ukrainian governor", "Moscow"])
def test_a_role_or_a_country_is_no_name_of_ones_own(name):
    assert is_nameless(name)


@pytest.mark.parametrize("name", ["Havryliuk", "The Red Cross", "Al-Shabaab"])
def test_a_name_of_ones_own(name):
    assert not is_nameless(name)


def test_an_outlet_is_known_by_its_web_address_and_its_initials():
    assert is_same_outlet("steppemonitor.example", "The Steppe Monitor")
    assert is_same_outlet("CPA", "Continental Press Agency")
    assert not is_same_outlet("Outlet 1", "Outlet 2")


def test_two_departments_are_two_offices():
    assert not hold_one_office("the interior ministry", "the foreign ministry")
    assert hold_one_office("the foreign minister", "the foreign ministry")
    assert hold_one_office("officials", "the foreign ministry")
