"""Reports, their text with everything marked, kept bytes, problems."""

import csv
import html
import re
from io import StringIO

from sayso.records import Event
from tests.web.builders import TEXT


def copied(event: Event) -> str:
    """Return the report that is a copy; its text is TEXT to the letter."""
    return event.copies[0]


def test_every_character_of_a_report_is_on_its_page(desk):
    client, events = desk
    shown = client.get(f"/reports/{copied(events[0])}").text
    text = re.search(r'<div class="text">(.*?)</div>', shown, re.DOTALL)[1]
    assert html.unescape(re.sub(r"<[^>]+>", "", text)) == TEXT


def test_what_was_skipped_is_struck_and_named(desk):
    client, events = desk
    shown = client.get(f"/reports/{copied(events[0])}").text
    assert 'title="not coded: link teaser">READ MORE: Ten recipes</span>' in shown


def test_claims_lead_to_their_events(desk):
    client, events = desk
    claim = events[1].claims[0]
    assert f'href="/events/{events[1].id}#{claim}"' in client.get(f"/reports/{events[1].reports[0]}").text


def test_kept_bytes_come_as_text_that_no_browser_runs(desk):
    client, events = desk
    kept = [client.get(f"/reports/{report}/kept") for report in events[0].reports]
    (found,) = [answer for answer in kept if answer.status_code == 200]
    assert found.content == b"<html>kept</html>"
    assert found.headers["content-type"].startswith("text/plain")
    assert "sandbox" in found.headers["content-security-policy"]


def test_reports_are_listed_searched_and_twinned(desk):
    client, _ = desk
    assert client.get("/reports.json?q=andes").json()["total"] == 1
    rows = list(csv.DictReader(StringIO(client.get("/reports.csv").text, newline="")))
    assert len(rows) == 6
    assert {row["claims"] for row in rows} == {"1"}
    assert "Andes Diario" in client.get("/reports?q=andes").text


def test_problems_are_listed_and_twinned(desk):
    client, _ = desk
    assert "The server answers 404." in client.get("/problems").text
    assert client.get("/problems.json").json()["total"] == 1
    assert "The server answers 404." in client.get("/problems.csv").text
