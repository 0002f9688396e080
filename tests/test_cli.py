import csv
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger import Ledger

ROW = {
    "id": "a-1",
    "outlet": "Harbour Post",
    "published": "2024-05-08",
    "text": "Russian troops shelled a market in Kherson on Tuesday, killing at least four people, Governor Olena "
    "Marchuk said on Telegram. Police arrested six protesters in Odesa on Monday.",
}


def sayso(*arguments, stdin=None, **settings):
    """Run a command as a user does, in a process of its own."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("sayso")), *map(str, arguments)],
        input=stdin, capture_output=True, text=True, check=False, env=os.environ | settings, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    file = tmp_path_factory.mktemp("inputs") / "rows.jsonl"
    file.write_text(json.dumps(ROW) + "\n")
    return file


@pytest.fixture(scope="module")
def ledger(rows):
    file = rows.with_name("sayso.db")
    done = sayso("add", rows, "--ledger", file)
    assert done.returncode == 0, done.stderr
    return file


def test_code_prints_a_claim_a_line_whose_quotes_are_the_texts_own(rows):
    lines = sayso("code", rows).stdout.splitlines()
    claims = [json.loads(line) for line in lines]
    assert {"ASSAULT", "COERCE"} <= {claim["event_type"] for claim in claims}
    for claim in claims:
        span = claim["trigger"]
        assert ROW["text"][span["start"] : span["end"]] == span["text"]


def test_code_reads_standard_input(rows):
    done = sayso("code", "-", "--published", "2024-05-08", stdin=ROW["text"])
    assert {json.loads(line)["report"]["published"] for line in done.stdout.splitlines()} == {"2024-05-08"}


@pytest.mark.parametrize("layer", ["places", "times", "attributions"])
def test_each_layer_can_be_had_by_itself(rows, layer):
    lines = sayso("code", rows, "--layer", layer).stdout.splitlines()
    assert lines
    assert all(json.loads(line)["report"]["source_id"] == "a-1" for line in lines)


def test_code_writes_a_page_that_needs_nothing_else(rows, tmp_path):
    page = tmp_path / "page.html"
    assert sayso("code", rows, "--format", "html", "--out", page).returncode == 0
    html = page.read_text()
    assert "shelled" in html
    assert "src=" not in html
    assert 'href="http' not in html


def test_adding_twice_changes_nothing(rows, ledger):
    before = sayso("events", "--ledger", ledger).stdout
    done = sayso("add", rows, "--ledger", ledger)
    assert "0 reports added" in done.stderr
    assert sayso("events", "--ledger", ledger).stdout == before


def test_events_can_be_searched(ledger):
    found = [json.loads(line) for line in sayso("events", "market", "--ledger", ledger).stdout.splitlines()]
    assert {event["event_type"] for event in found} == {"ASSAULT"}
    assert sayso("events", "--type", "RETREAT", "--ledger", ledger).stdout == ""
    assert "COERCE" in sayso("events", "--place", "Odesa", "--format", "csv", "--ledger", ledger).stdout


def test_show_takes_the_start_of_an_id(ledger):
    event = json.loads(sayso("events", "market", "--ledger", ledger).stdout.splitlines()[0])
    for any_id in (event["id"][:12], event["claims"][0]["id"]):
        shown = sayso("show", any_id, "--ledger", ledger).stdout
        assert "Olena Marchuk" in shown
        assert "shelled a market" in shown


@pytest.mark.parametrize("kind", ["jsonl", "csv", "geojson"])
def test_export_writes_what_other_tools_read(ledger, tmp_path, kind):
    out = tmp_path / f"events.{kind}"
    assert sayso("export", "--to", kind, out, "--ledger", ledger).returncode == 0
    if kind == "csv":
        with out.open(newline="", encoding="utf-8") as stream:
            assert "ASSAULT" in {row["event_type"] for row in csv.DictReader(stream)}
    elif kind == "geojson":
        assert json.loads(out.read_text())["type"] == "FeatureCollection"
    else:
        assert "ASSAULT" in {json.loads(line)["event_type"] for line in out.read_text().splitlines()}


@pytest.mark.parametrize("kind", ["parquet", "ftm", "acled", "ucdp", "plover", "gdelt", "gdelt-mentions"])
def test_export_writes_the_formats_of_others(ledger, tmp_path, kind):
    out = tmp_path / "events"
    assert sayso("export", "--to", kind, out, "--ledger", ledger).returncode == 0
    assert out.stat().st_size > 0


def test_export_writes_only_what_the_filters_choose(ledger, tmp_path):
    every, chosen = tmp_path / "every.jsonl", tmp_path / "chosen.jsonl"
    assert sayso("export", "--to", "jsonl", every, "--ledger", ledger).returncode == 0
    assert sayso("export", "--to", "jsonl", "--type", "ASSAULT", chosen, "--ledger", ledger).returncode == 0
    wanted = [line for line in every.read_text().splitlines() if json.loads(line)["event_type"] == "ASSAULT"]
    assert chosen.read_text().splitlines() == wanted
    nothing = sayso("export", "--to", "jsonl", "--country", "ATA", chosen, "--ledger", ledger)
    assert (nothing.returncode, chosen.read_text()) == (0, "")


def test_a_cited_export_is_checked_against_its_file_and_ledger(ledger, tmp_path):
    out, cited = tmp_path / "events.csv", tmp_path / "events.json"
    arguments = ["export", "--to", "csv", out, "--ledger", ledger, "--citation", cited]
    assert sayso(*arguments).returncode == 2
    assert sayso(*arguments, "--author", "A. Coder").returncode == 0
    assert sayso("verify", "--cited", cited, "--ledger", ledger).returncode == 0
    out.write_text(out.read_text() + "changed")
    changed = sayso("verify", "--cited", cited, "--ledger", ledger)
    assert (changed.returncode, "digest is another" in changed.stdout) == (1, True)


def test_private_names_are_withheld_when_asked_and_victims_in_exports_unless_asked(tmp_path):
    text = "Police shot the teacher Marisol Quispe Huanca in Cusco on Monday, said her neighbour Rosa Condori."
    file, ledger, out = tmp_path / "one.jsonl", tmp_path / "sayso.db", tmp_path / "out.jsonl"
    file.write_text(json.dumps({"text": text, "published": "2022-12-14", "outlet": "Harbour Post"}))
    assert sayso("add", file, "--ledger", ledger).returncode == 0
    for arguments, gone, stays in (
        ([], ["Quispe"], ["Condori"]),
        (["--hide-private-names"], ["Quispe", "Condori"], ["Cusco"]),
        (["--show-all-names"], [], ["Quispe", "Condori"]),
    ):
        assert sayso("export", "--to", "jsonl", out, "--ledger", ledger, *arguments).returncode == 0
        assert [name for name in gone if name in out.read_text()] == []
        assert [name for name in stays if name not in out.read_text()] == []
    assert "Condori" in sayso("events", "--ledger", ledger).stdout
    assert "Condori" not in sayso("events", "--ledger", ledger, SAYSO_HIDE_PRIVATE_NAMES="true").stdout
    event = json.loads(sayso("events", "--ledger", ledger).stdout.splitlines()[0])
    assert "Condori" not in sayso("show", event["id"], "--hide-private-names", "--ledger", ledger).stdout
    assert "Condori" not in sayso("code", file, "--format", "html", "--hide-private-names").stdout


def test_verify_finds_nothing_wrong_in_a_whole_ledger(ledger):
    assert sayso("verify", "--ledger", ledger).returncode == 0


def test_verify_names_what_was_tampered_with(rows, tmp_path):
    file = tmp_path / "sayso.db"
    sayso("add", rows, "--ledger", file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE reports SET text = replace(text, 'Kherson', 'Mykolaiv')")
    done = sayso("verify", "--ledger", file)
    assert done.returncode == 1
    assert "r_" in done.stdout


def test_a_bad_input_is_named_and_the_others_are_done(rows, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": 1}\n' + json.dumps(ROW) + "\n")
    done = sayso("add", bad, tmp_path / "missing.html", "--ledger", tmp_path / "sayso.db")
    assert done.returncode == 1
    assert "line 1" in done.stderr
    assert "missing.html" in done.stderr
    with Ledger.open(tmp_path / "sayso.db", create=False) as book:
        assert (book.counts().reports, len(book.problems())) == (1, 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("events", "--ledger", "nowhere.db"), "there is no such file"),
        (("export", "--to", "xlsx", "out.xlsx"), "Choose one of: jsonl, csv, geojson"),
        (("events", "--since", "soon"), "soon"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments, said, tmp_path):
    done = sayso(*arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_file_that_is_no_ledger_is_left_alone(rows, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but somebody's notes")
    done = sayso("add", rows, "--ledger", file)
    assert done.returncode == 2
    assert "notes.txt" in done.stderr
    assert file.read_text() == "not a database, but somebody's notes"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_is_said_and_the_ledger_stays_whole(ledger):
    command = [str(Path(sys.executable).with_name("sayso")), "events", "--ledger", str(ledger)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert sayso("verify", "--ledger", ledger).returncode == 0


def test_a_rejected_event_is_gone_and_comes_back_when_undone(rows, tmp_path):
    file = tmp_path / "sayso.db"
    assert sayso("add", rows, "--ledger", file).returncode == 0
    event = json.loads(sayso("events", "--type", "ASSAULT", "--ledger", file).stdout.splitlines()[0])["id"]
    done = sayso("review", "reject", event[:10], "--by", "Kim", "--reason", "a drill", "--ledger", file)
    assert done.returncode == 0, done.stderr
    assert sayso("events", "--type", "ASSAULT", "--ledger", file).stdout == ""
    sayso("review", "undo", done.stdout.strip(), "--ledger", file, SAYSO_BY="Kim")
    assert json.loads(sayso("events", "--type", "ASSAULT", "--ledger", file).stdout.splitlines()[0])["id"] == event
    verdicts = [
        json.loads(line)["verdict"] for line in sayso("review", "decisions", "--ledger", file).stdout.splitlines()
    ]
    assert verdicts == ["reject", "undo"]
    assert sayso("verify", "--ledger", file).returncode == 0


def test_a_decision_needs_a_name(ledger):
    done = sayso("review", "accept", "c_0", "--ledger", ledger, SAYSO_BY="")
    assert (done.returncode, "--by NAME" in done.stderr) == (2, True)
