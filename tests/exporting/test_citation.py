"""A citation names what it describes, and is read back as it was written."""

import json
from datetime import date

import pytest

from sayso.errors import ReadingError
from sayso.exporting.citation import Citation, Cited, as_datacite, cited_in

CITATION = Citation(
    title="Events of 2024-05-09, as csv",
    authors=("A. Coder", "The Desk"),
    exported=date(2024, 5, 9),
    format="csv",
    file="events.csv",
    digest="a" * 64,
    link="b" * 64,
    version="0.1.0",
    filters={"country": "UKR"},
)


def test_what_can_be_checked_is_read_back() -> None:
    assert cited_in(as_datacite(CITATION)) == Cited("events.csv", "a" * 64, "b" * 64)


def test_it_says_who_made_what_and_how_it_was_chosen() -> None:
    shown = json.loads(as_datacite(CITATION))
    assert [creator["name"] for creator in shown["creators"]] == ["A. Coder", "The Desk"]
    assert (shown["publicationYear"], shown["types"]["resourceTypeGeneral"]) == (2024, "Dataset")
    assert "country: UKR" in shown["descriptions"][0]["description"]


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"alternateIdentifiers": []}', '{"alternateIdentifiers": [1]}'])
def test_other_files_are_no_citations(written: str) -> None:
    with pytest.raises(ReadingError, match="no citation"):
        cited_in(written)
