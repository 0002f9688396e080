"""Every row of actors.csv, roles.csv and demonyms.csv parses, is valid, and codes as it says."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from unicodedata import normalize

import pycountry
import pytest
from spacy.tokens import Doc

from sayso.coding.actor_lexicon import ELITES, LEAVE_OFFICE
from sayso.coding.known_actors import matches, role_at
from sayso.coding.sentences import language
from sayso.resources.lexicons import Row, lexicon

# PLOVER manual, "Sector Primary Code", with the ELI, OPP, PRE and UNK of the frequent and less frequent codes.
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
KINDS = frozenset(
    """
    capital company court government group igo media military ministry ngo parliament party person police spy state
    union
    """.split()
)
COUNTRIES = frozenset(country.alpha_3 for country in pycountry.countries) | {"XKX"}
ACTORS = lexicon("actors")


@cache
def parsed(text: str) -> Doc:
    return language()(text)


def first_day(row: Row) -> date:
    value = row.get("from").removesuffix("?")
    return date.fromisoformat((value + "-01-01")[:10] if value else "0001-01-01")


def last_day(row: Row) -> date:
    value = row.get("until").removesuffix("?")
    if not value:
        return date.max
    if len(value) == 10:
        return date.fromisoformat(value)
    year, month = int(value[:4]), int(value[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def line_of(row: Row) -> str:
    return f"row {row.line}: {row.pattern}"


def test_there_are_enough_actors() -> None:
    assert len(ACTORS) >= 6000


@pytest.mark.parametrize("name", ["actors", "roles"])
def test_every_sector_is_plovers(name: str) -> None:
    assert [line_of(row) for row in lexicon(name) if row.code not in SECTORS] == []


def test_every_sector_is_in_the_codebook() -> None:
    codebooks = pytest.importorskip("sayso.resources.codebooks")
    if not hasattr(codebooks, "plover"):
        pytest.skip("no codebooks")
    known = {getattr(sector, "code", sector) for sector in codebooks.plover().sectors}
    used = {row.code for name in ("actors", "roles") for row in lexicon(name)}
    assert used <= known


def test_every_country_and_kind_exists() -> None:
    wrong = [row for row in ACTORS if row.get("country") and row.get("country") not in COUNTRIES]
    wrong += [row for row in ACTORS if row.get("kind") not in KINDS]
    wrong += [row for row in lexicon("demonyms") if row.code not in COUNTRIES]
    assert [line_of(row) for row in wrong] == []


def test_no_row_ends_before_it_starts() -> None:
    assert [line_of(row) for row in ACTORS if last_day(row) < first_day(row)] == []


def test_no_name_means_two_things_on_one_day() -> None:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ACTORS:
        rows[row.pattern].append(row)
    ordered = (sorted(same, key=first_day) for same in rows.values())
    overlaps = [later for same in ordered for row, later in pairwise(same) if first_day(later) <= last_day(row)]
    assert [line_of(row) for row in overlaps] == []


def without_accents(text: str) -> str:
    return normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def test_rows_are_sorted() -> None:
    roles = [row.pattern for row in lexicon("roles")]
    assert roles == sorted(roles)
    actors = [without_accents(row.pattern) for row in ACTORS]
    assert actors == sorted(actors)


def day_within(row: Row) -> date:
    return first_day(row) if row.get("from") else min(last_day(row), date(2020, 1, 1))


def is_found(row: Row) -> bool:
    text = row.pattern
    found = matches(text, 0, day_within(row))
    return any(
        (match.start, match.end) == (0, len(text))
        and match.country == (row.get("country") or None)
        and match.sector == (None if row.code == "UNK" else row.code)
        for match in found
    ) or any(match.start == 0 and match.sector == row.code and match.country == row.get("country") for match in found)


def test_every_actor_is_found_on_a_day_it_is_valid() -> None:
    missed = [row for row in ACTORS if not is_found(row) and row.get("country")]
    assert [line_of(row) for row in missed] == []


def test_a_person_out_of_office_is_of_the_elites() -> None:
    ended = [row for row in ACTORS if row.get("kind") == "person" and row.get("until") and row.code in LEAVE_OFFICE]
    patterns = [row.pattern for row in ACTORS]
    alone = [row for row in ended if patterns.count(row.pattern) == 1][:200]
    later = [matches(row.pattern, 0, date(2030, 1, 1)) for row in alone]
    assert {found[0].sector for found in later} == {ELITES}


@pytest.mark.parametrize("row", [row for row in ACTORS if row.example], ids=line_of)
def test_an_actors_example_codes_as_the_row_says(row: Row) -> None:
    found = matches(row.example, 0, day_within(row))
    assert (row.get("country") or None, row.code) in {(match.country, match.sector) for match in found}


def test_every_roles_example_holds_the_role() -> None:
    rows = [row for row in lexicon("roles") if row.example]
    docs = language().pipe([row.example for row in rows], disable=["ner"])
    missed = []
    for row, doc in zip(rows, docs, strict=True):
        sectors = {found[0].sector or "UNK" for token in doc if (found := role_at(token))}
        if row.code not in sectors:
            missed.append(line_of(row))
    assert missed == []
