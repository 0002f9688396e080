"""The codebooks are complete, and every code that the lexicons and rules use is in them."""

import pytest

from sayso.coding.sub_events import BY_RULE
from sayso.errors import ResourceError
from sayso.resources.codebooks import acled, plover, ucdp
from sayso.resources.lexicons import Row, lexicon


def rows() -> tuple[Row, ...]:
    return lexicon("triggers")


def test_plover_has_sixteen_types_and_sixty_seven_modes() -> None:
    assert (len(plover().types), sum(len(plover().modes(code)) for code in plover().types)) == (16, 67)


def test_plover_has_its_contexts_and_sectors() -> None:
    assert (len(plover().contexts), len(plover().sectors)) == (37, 25)


def test_every_plover_entry_is_defined_and_names_its_section() -> None:
    assert all(entry.definition and entry.section for entry in plover().event_types)


@pytest.mark.parametrize(("code", "quad"), [("AGREE", "verbal cooperation"), ("ASSAULT", "material conflict")])
def test_a_type_knows_its_quad(code: str, quad: str) -> None:
    assert plover().event_type(code).quad == quad


def test_an_unknown_type_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ResourceError, match="Its types are AGREE"):
        plover().modes("FIGHT")


def test_acled_has_six_event_types_and_twenty_five_sub_events() -> None:
    assert (len(acled().event_types), len(acled().sub_events)) == (6, 25)


@pytest.mark.parametrize(
    ("sub_event", "event_type"),
    [
        ("Suicide bomb", "Explosions/Remote violence"),
        ("Mob violence", "Riots"),
        ("Arrests", "Strategic developments"),
        ("Attack", "Violence against civilians"),
    ],
)
def test_a_sub_event_belongs_to_an_event_type(sub_event: str, event_type: str) -> None:
    assert acled().event_type_of(sub_event) == event_type


def test_an_unknown_sub_event_is_an_error() -> None:
    with pytest.raises(ResourceError, match="Air strike"):
        acled().event_type_of("Air strike")


def test_ucdp_numbers_its_types_of_violence() -> None:
    assert [kind.code for kind in ucdp().violence_types] == [1, 2, 3]


def test_every_trigger_has_a_type_of_the_codebook() -> None:
    assert {row.code for row in rows()} <= set(plover().types)


def test_every_trigger_has_a_mode_of_its_type() -> None:
    wrong = [row.pattern for row in rows() if row.get("mode") and row.get("mode") not in plover().modes(row.code)]
    assert wrong == []


def test_every_sub_event_of_triggers_and_rules_is_in_the_codebook() -> None:
    used = BY_RULE | {row.get("sub_event") for row in rows() if row.get("sub_event")}
    assert used <= {entry.name for entry in acled().sub_events}


def test_all_types_have_triggers() -> None:
    assert {row.code for row in rows()} == set(plover().types)
