"""The bundle of pages: whole, linked, and without the names that its events withhold."""

import json
import re

import pytest

from sayso.errors import UsageError
from sayso.exporting import ExportContext
from sayso.ledger import Ledger
from sayso.web.site import write_site
from sayso.withholding import Names, Withholding
from tests.web.builders import filled


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        filled(ledger)
        yield ledger


@pytest.fixture
def site(ledger, tmp_path):
    folder = tmp_path / "site"
    write_site(list(ledger.events()), ExportContext(ledger.claim, ledger.report), folder, "Two weeks in May")
    return folder


def test_every_link_leads_to_a_file(site):
    broken = []
    for path in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text(encoding="utf-8")):
            if not link.startswith("http") and not (path.parent / link).exists():
                broken.append((path.name, link))
    assert broken == []


def test_every_event_has_a_page_with_its_say_sos_and_quotes(site, ledger):
    for event in ledger.events():
        page = (site / "events" / f"{event.id}.html").read_text(encoding="utf-8")
        assert all(voice.source in page for voice in event.say_sos)
    shelling = next(event for event in ledger.events() if event.event_type == "ASSAULT")
    page = (site / "events" / f"{shelling.id}.html").read_text(encoding="utf-8")
    assert '<mark class="trigger" data-claims="0">hit</mark>' in page
    assert "a copy; adds no voice" in page


def test_the_data_of_the_list_and_map_hold_every_event(site, ledger):
    listed = json.loads((site / "data.js").read_text().removeprefix("window.SAYSO = ").rstrip(";\n"))
    assert {row["id"] for row in listed["events"]} == {event.id for event in ledger.events()}
    mapped = json.loads((site / "borders.js").read_text().removeprefix("window.SAYSO_FILES = ").rstrip(";\n"))
    assert sum(spot[3] for spot in mapped["spots"]["spots"]) == 3
    assert "borders/provinces/PER.json" in mapped


def test_withheld_names_stand_on_no_page(ledger, tmp_path):
    shown = Withholding(
        Names.PRIVATE,
        report=ledger.report,
        claim=ledger.claim,
        claims_of=lambda report_id: ledger.claims_by_id(ledger.claims_of(report_id)).values(),
    )
    hidden = next(voice.source for event in ledger.events() for voice in event.say_sos if "Gusev" in voice.source)
    masked = [voice.source for event in shown.events(ledger.events()) for voice in event.say_sos]
    folder = tmp_path / "masked"
    write_site(list(shown.events(ledger.events())), ExportContext(shown.claim, shown.report), folder, "Masked")
    written = "".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".html", ".csv")
    )
    assert (hidden in masked) == (hidden in written)


def test_reports_are_quoted_not_reprinted(site, ledger):
    everything = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert "Rescuers searched the ruins" not in everything


def test_a_folder_with_something_in_it_is_left_alone(site, ledger):
    with pytest.raises(UsageError, match="is not empty"):
        write_site([], ExportContext(ledger.claim, ledger.report), site, "Again")
