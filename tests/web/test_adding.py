"""Paste and drop: what is given becomes a job that can be watched."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from sayso.coding import ReportCoder
from sayso.ledger import Ledger
from sayso.reading import ReadingOptions
from sayso.resources.gazetteer import Gazetteer
from sayso.settings import Settings
from sayso.web.accounts import DeskStore
from sayso.web.app import Access, create_app
from sayso.web.desk import Desk, Making
from tests.web.builders import ANN

NOW = datetime(2024, 5, 10, tzinfo=UTC)
TEXT = "Police arrested ten protesters in Kherson on Tuesday, the mayor said. They were held overnight at a station."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("adding")
    with Ledger.open(folder / "sayso.db") as ledger:
        making = Making(lambda: ReportCoder(Gazetteer.open()), lambda: ReadingOptions(today=NOW.date(), now=NOW))
        with TestClient(
            create_app(Desk(ledger, Settings(), making), DeskStore(str(folder / "desk")), Access(ANN)),
            headers={"accept": "text/html"},
        ) as client:
            yield client


def token(client: TestClient) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)[1]


def finished(client: TestClient, address: str) -> dict:
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up:
        job = client.get(f"{address}.json").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_a_pasted_text_becomes_a_report_with_claims(client):
    given = {
        "csrf": token(client),
        "text": TEXT,
        "title": "Arrests",
        "outlet": "Harbour Post",
        "published": "2024-05-08",
    }
    answer = client.post("/add", data=given, follow_redirects=False)
    assert answer.status_code == 303
    job = finished(client, answer.headers["location"])
    assert [line["kind"] for line in job["lines"]] == ["new"]
    assert job["lines"][0]["claims"] >= 1
    shown = client.get(f"/reports/{job['lines'][0]['report_id']}").text
    assert "Harbour Post" in shown
    assert client.get("/events.json?q=protesters").json()["total"] >= 1


def test_dropped_files_are_read_as_what_they_are(client):
    page = (
        b"<html><head><title>March</title></head><body><article><p>"
        + TEXT.encode() * 3
        + b"</p></article></body></html>"
    )
    files = [("files", ("page.html", page)), ("files", ("bad.bin", b"\x00\x01\x02\x03"))]
    answer = client.post("/add", data={"csrf": token(client)}, files=files, follow_redirects=False)
    job = finished(client, answer.headers["location"])
    assert sorted(line["kind"] for line in job["lines"]) == ["new", "problem"]
    assert "bad.bin" in client.get("/problems").text


def test_an_address_that_leads_into_this_machine_becomes_a_problem(client):
    answer = client.post("/add", data={"csrf": token(client), "urls": "http://127.0.0.1:1/"}, follow_redirects=False)
    job = finished(client, answer.headers["location"])
    assert [line["kind"] for line in job["lines"]] == ["problem"]


@pytest.mark.parametrize(
    ("given", "said"), [({"urls": "file:///etc/passwd"}, "is no address"), ({}, "Paste an address or a text")]
)
def test_what_cannot_be_added_is_said_at_once(client, given, said):
    answer = client.post("/add", data={"csrf": token(client), **given})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_without_the_token_of_its_page_is_refused(client):
    assert client.post("/add", data={"text": TEXT}).status_code == 403
    assert client.post("/add", data={"text": TEXT, "csrf": "x"}).status_code == 403


def test_an_unknown_job_is_not_found(client):
    assert client.get("/add/0000").status_code == 404
