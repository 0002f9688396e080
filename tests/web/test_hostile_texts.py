"""Texts from outside attack nobody: on no page do they become markup, in no cell a formula, and none is lost."""

import csv
import html
import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest

from sayso.exporting import ExportContext
from sayso.exporting.csv_table import without_guard
from sayso.merging.summary import event_of
from sayso.records import Actor, Attribution, Place, Precision, Problem, Span
from sayso.web.site import write_site
from tests.builders import a_claim, a_report
from tests.ledger.builders import named, start_run
from tests.web.builders import desk_on
from tests.web.hostile import PAYLOADS

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OURS = {
    "a", "article", "aside", "b", "blockquote", "body", "br", "button", "circle", "code", "datalist", "dd", "details",
    "dialog", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "head",
    "header", "html", "i", "input", "kbd", "label", "li", "line", "link", "main", "mark", "meta", "nav", "noscript",
    "ol", "option", "p", "path", "rect", "script", "section", "select", "span", "strong", "summary", "svg", "table",
    "tbody", "td", "text", "textarea", "th", "thead", "time", "title", "tr", "ul", "fieldset", "legend",
}  # fmt: skip


class _Tags(HTMLParser):
    """Collects every tag with its attributes, and the text of links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def attacks(page: str) -> list[str]:
    """Return what in a page a text could have put there: foreign tags, handlers, inline scripts, bad addresses."""
    parser = _Tags()
    parser.feed(page)
    found = [tag for tag, _ in parser.found if tag not in _OURS]
    for tag, attributes in parser.found:
        found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action"):
            value = (attributes.get(name) or "").strip().lower()
            if re.match(r"(?:java\s*script|data|vbscript|file):", value):
                found.append(f"{tag} {name}={value}")
        if tag == "script" and not (attributes.get("src") or "").startswith(
            ("/static/", "/vendor/", "static/", "../static/", "data.js", "borders.js")
        ):
            found.append("script")
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Give a desk on a ledger in which every payload is title, outlet, URL, text, party, source, channel and place."""
    with desk_on(tmp_path_factory.mktemp("hostile")) as (client, ledger):
        run = start_run(ledger)
        for number, payload in enumerate(PAYLOADS):
            text = f"{payload} was hit on day {number}."
            report = a_report(text, title=payload, outlet=payload, url=f"{payload}#{number}")
            whole = (Span(0, max(1, len(payload))),)
            claim = named(
                a_claim(report, "was hit", actors=(Actor(whole, payload, "UKR", "MIL"),),
                        place=Place(whole, payload, None, payload, "UKR", 46.0, 32.0, Precision.PROVINCE),
                        attributions=(Attribution(whole, (), (), payload, payload, None),))
            )  # fmt: skip
            ledger.record(run, report, None, [claim])
            ledger.replace_events([event_of([claim], {report.id: report})])
            ledger.record_problem(run, Problem(payload, "reading", payload, report.id))
        yield client, ledger


def test_there_are_at_least_two_hundred_payloads():
    assert len(PAYLOADS) >= 200


def test_no_event_or_report_page_holds_what_a_text_put_there(hostile):
    client, ledger = hostile
    found = {}
    for event in ledger.events():
        claim = event.claims[0]
        for address in (f"/events/{event.id}", f"/reports/{event.reports[0]}", f"/review/edit/{claim}"):
            found[address] = attacks(client.get(address).text)
    assert {address: attack for address, attack in found.items() if attack} == {}


@pytest.mark.parametrize(
    "address", ["/", "/map", "/reports", "/problems", "/review", "/facets?facet=source", "/facets?facet=place"]
)
def test_no_list_holds_what_a_text_put_there(hostile, address):
    client, _ = hostile
    joined = "&" if "?" in address else "?"
    pages = [client.get(f"{address}{joined}page={number}").text for number in range(1, 12)]
    assert [attacks(page) for page in pages if attacks(page)] == []


def test_what_is_asked_for_is_shown_as_text_too(hostile):
    client, _ = hostile
    for payload in PAYLOADS:
        for query in ({"q": payload}, {"place": payload}, {"source": payload}):
            answer = client.get("/", params=query)
            assert answer.status_code == 200, payload
            assert attacks(answer.text) == [], payload


def test_none_is_lost(hostile):
    client, ledger = hostile
    names = {party["name"] for event in client.get("/events.json").json()["events"] for party in event["actors"]}
    assert names == set(PAYLOADS)
    shown = {
        html.unescape(re.search(r"<h1>(.*?)</h1>", client.get(f"/reports/{event.reports[0]}").text, re.DOTALL)[1])
        for event in ledger.events()
    }
    # Line ends within a title are the parser's to fold.
    assert {" ".join(title.split()) for title in shown} >= {" ".join(payload.split()) for payload in PAYLOADS}


def test_no_cell_of_a_csv_is_a_formula_and_each_reads_back(hostile):
    client, _ = hostile
    for address, column in (("/events.csv", "actors"), ("/reports.csv", "title"), ("/problems.csv", "message")):
        rows = list(csv.DictReader(StringIO(client.get(address).text, newline="")))
        cells = [cell for row in rows for name, cell in row.items() if name not in ("latitude", "longitude")]
        assert [cell for cell in cells if cell.startswith(_STARTS_FORMULA)] == []
        assert {without_guard(row[column]) for row in rows} == set(PAYLOADS), address


def test_the_site_holds_nothing_that_a_text_put_there(hostile, tmp_path):
    _, ledger = hostile
    folder = tmp_path / "site"
    write_site(list(ledger.events()), ExportContext(ledger.claim, ledger.report), folder, PAYLOADS[0])
    pages = {path.name: attacks(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    assert {name: attack for name, attack in pages.items() if attack} == {}
    script = (folder / "data.js").read_text(encoding="utf-8")
    assert "</script" not in script.lower()
    assert len(json.loads(script.removeprefix("window.SAYSO = ").rstrip(";\n"))["events"]) == len(PAYLOADS)
