"""No name of a private person is left anywhere in what a corpus of invented reports becomes; public ones stay."""

import json
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pyarrow import parquet

from sayso.as_json import attribution_layer_json, claim_json, spans_in
from sayso.coding import Coding, ReportCoder
from sayso.exporting import EXPORTERS, ExportContext
from sayso.merging.summary import event_of
from sayso.records import Event
from sayso.showing.page import page
from sayso.withholding import Names, Withholding, without_names
from tests.builders import a_report
from tests.gazetteers import gazetteer

CORPUS = tomllib.loads((Path(__file__).parent / "corpus.toml").read_text(encoding="utf-8"))["report"]
TITLES = [entry["title"] for entry in CORPUS]


def flat(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unquote(text).translate(str.maketrans("Łł", "Ll")))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def left(gone: Sequence[str], text: str) -> list[str]:
    return [name for name in gone if flat(name) in flat(text)]


def missing(stays: Sequence[str], text: str) -> list[str]:
    return [words for words in stays if words not in text]


@cache
def codings() -> list[Coding]:
    reports = [a_report(entry["text"], title=entry["title"], url=entry["url"]) for entry in CORPUS]
    return list(ReportCoder(gazetteer()).code(reports))


@cache
def withheld() -> list[Coding]:
    return [without_names(coding, Names.PRIVATE) for coding in codings()]


@pytest.mark.parametrize("number", range(len(CORPUS)), ids=TITLES)
def test_no_private_name_is_left_in_a_report_or_its_claims(number: int) -> None:
    coding = withheld()[number]
    assert left(CORPUS[number]["gone"], repr(coding)) == []


@pytest.mark.parametrize("number", range(len(CORPUS)), ids=TITLES)
def test_the_rest_of_a_report_stays(number: int) -> None:
    assert missing(CORPUS[number]["stays"], withheld()[number].report.text) == []


@pytest.mark.parametrize("number", range(len(CORPUS)), ids=TITLES)
def test_every_span_still_covers_its_words(number: int) -> None:
    before, after = codings()[number], withheld()[number]
    shown = without_names(before, Names.SHOWN)
    assert shown == before
    for one, other in zip(before.claims, after.claims, strict=True):
        words = [span.of(before.report.text) for span in spans_in(one)]
        now = [span.of(after.report.text) for span in spans_in(other)]
        kept = [(was, now) for was, now in zip(words, now, strict=True) if "[name withheld]" not in now]
        assert all(was == now for was, now in kept)


def test_no_private_name_is_left_on_the_page_or_in_the_lines_of_code() -> None:
    html = page([(coding.report, coding.claims) for coding in withheld()])
    lines: list[Any] = [claim_json(claim, coding.report) for coding in withheld() for claim in coding.claims]
    lines += [attribution_layer_json(one, coding.report) for coding in withheld() for one in coding.attributions]
    gone = [name for entry in CORPUS for name in entry["gone"] if len(name) > 4]
    assert left(gone, html) == []
    assert left(gone, json.dumps(lines, ensure_ascii=False)) == []


def shown(names: Names) -> tuple[list[Event], ExportContext]:
    """Merge each report's claims as one event, and withhold names in it."""
    reports = {coding.report.id: coding.report for coding in codings()}
    claims = {claim.id: claim for coding in codings() for claim in coding.claims}
    of_report = {coding.report.id: coding.claims for coding in codings()}
    withholding = Withholding(names, reports.__getitem__, claims.__getitem__, of_report.__getitem__)
    events = [event_of(list(coding.claims), reports) for coding in codings() if coding.claims]
    return list(withholding.events(events)), ExportContext(withholding.claim, withholding.report)


def exported(format: str, names: Names) -> str:
    events, context = shown(names)
    out = BytesIO()
    EXPORTERS[format].write(events, context, out)
    if format == "parquet":
        return str(parquet.read_table(out).to_pylist())
    return out.getvalue().decode("utf-8", errors="replace")


# Other datasets have rows for some events only, and columns for some names only.
WHOLE = ("jsonl", "csv", "geojson", "parquet", "ftm")


@pytest.mark.parametrize("format", EXPORTERS)
def test_no_private_name_is_left_in_any_export(format: str) -> None:
    gone = [name for entry in CORPUS for name in entry["gone"] if len(name) > 4]
    assert left(gone, exported(format, Names.PRIVATE)) == []


@pytest.mark.parametrize("format", EXPORTERS)
def test_an_export_withholds_victims(format: str) -> None:
    assert left(["Marisol", "Sawadogo", "Melnyk", "Kasongo", "Okafor"], exported(format, Names.VICTIMS)) == []


@pytest.mark.parametrize("format", WHOLE)
def test_an_export_shows_who_speaks(format: str) -> None:
    assert "Olena Petryk" in exported(format, Names.VICTIMS)


@pytest.mark.parametrize("format", WHOLE)
def test_names_stay_where_they_are_to_be_shown(format: str) -> None:
    assert left(["Quispe"], exported(format, Names.SHOWN)) == ["Quispe"]
