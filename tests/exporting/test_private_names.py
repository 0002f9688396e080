"""Names of private people are withheld wherever they stand; names in public roles stay."""

import json
from io import BytesIO
from typing import Any

import pytest

from sayso.exporting import EXPORTERS, ExportContext
from sayso.exporting.private_names import looks_private
from sayso.merging.summary import event_of
from sayso.records import Actor
from tests.builders import KHERSON, a_claim, a_report, said_by

TEXT = "A shell hit Kherson, said Olena Petryk, 34. Petryk's neighbour Governor Ivan Hlushko was unhurt."


@pytest.mark.parametrize(
    ("name", "sector", "is_private"),
    [
        ("Olena Petryk", None, True),
        ("Olena Petryk", "CVL", True),
        ("Ana de la Cruz", None, True),
        ("Jean-Luc O'Brien", None, True),
        ("Olena Petryk", "GOV", False),
        ("Governor Ivan Hlushko", None, False),
        ("Ministry of Defence", None, False),
        ("South Sudan", None, False),
        ("a resident of Kherson", "CVL", False),
        ("protesters", "CVL", False),
        ("Reuters", "MED", False),
        ("The Daily News", None, False),
        ("", None, False),
    ],
)
def test_who_looks_private(name: str, sector: str | None, is_private: bool) -> None:
    assert looks_private(name, Actor((), name, None, sector)) is is_private


def _exported(format: str, hide: bool, **context: Any) -> str:
    report = a_report(TEXT, url="https://example.org/olena-petryk-speaks", title="Petryk: my house shook")
    claim = a_claim(
        report, "hit", place=KHERSON, recipients=(Actor((), "Olena Petryk"),), attributions=(said_by("Olena Petryk"),)
    )
    event = event_of([claim], {report.id: report})
    out = BytesIO()
    finding = ExportContext({claim.id: claim}.__getitem__, {report.id: report}.__getitem__, hide, **context)
    EXPORTERS[format].write([event], finding, out)
    return out.getvalue().decode()


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_private_name_is_nowhere_in_an_export_that_hides_them(format: str) -> None:
    exported = _exported(format, True)
    assert "petryk" not in exported.lower()
    assert "name withheld" in exported


@pytest.mark.parametrize("format", EXPORTERS)
def test_names_stay_unless_they_are_to_be_hidden(format: str) -> None:
    assert "Olena Petryk" in _exported(format, False)


def test_the_rest_of_a_quote_stays() -> None:
    (claim,) = json.loads(_exported("jsonl", True))["claims"]
    assert claim["sentence"]["text"] == (
        "A shell hit Kherson, said name withheld, 34. name withheld's neighbour Governor Ivan Hlushko was unhurt."
    )
    assert claim["place"]["name"] == "Kherson"
    assert claim["report"]["url"] == "name withheld"


def test_the_caller_may_say_who_is_private() -> None:
    assert "Olena Petryk" in _exported("jsonl", True, is_private=lambda name, actor: False)
