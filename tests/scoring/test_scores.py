import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.records import Actor, Certainty, Claim, Report, Span
from sayso.scoring.gold import Scored, gold_files
from sayso.scoring.scores import agreement, scores

TEXT = "Soldiers shot two farmers in Ruwan on Friday. The union condemned the shooting. Miners marched in Tarkwa."
GOLD = """
report = "report.txt"
split = "dev"

[[claim]]
sentence = "Soldiers shot two farmers in Ruwan on Friday."
trigger = "shot"
type = "ASSAULT"
actors = ["Soldiers"]
recipients = ["two farmers"]

[[claim]]
sentence = "The union condemned the shooting."
trigger = "condemned"
type = "ACCUSE"
also_ok = ["REJECT"]
actors = ["The union"]

[[claim]]
sentence = "Miners marched in Tarkwa."
trigger = "marched"
type = "PROTEST"
core = false
"""


def claim(trigger, event_type, actors=()):
    start = TEXT.index(trigger)
    return Claim(
        id=trigger, report_id="r", sentence=Span(0, len(TEXT)), trigger=Span(start, start + len(trigger)),
        event_type=event_type, mode=None, sub_event=None, place=None, time=None, figures=(), attributions=(),
        actors=tuple(Actor((Span(TEXT.index(name), TEXT.index(name) + len(name)),), name) for name in actors),
        recipients=(), certainty=Certainty.ASSERTED, score=1.0,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.toml").write_text(GOLD)
    (tmp_path / "report.txt").write_text(TEXT)
    (tmp_path / "events.toml").write_text("[events]\n")
    return tmp_path


def scored(folder, *claims, second=None):
    return Scored(Report(id="r", text=TEXT), claims, gold_files(folder)[0].on(TEXT), second)


def test_only_core_claims_can_be_missed_and_other_ones_are_never_wrong(folder):
    found = scores([scored(folder, claim("shot", "ASSAULT", ["Soldiers"]), claim("marched", "PROTEST"))])
    assert found["core claims found with the right type"] == 1 / 2
    assert found["precision of claims"] == 1.0
    assert found["actors and recipients: recall"] == 1 / 2
    assert found["actors and recipients: precision"] == 1.0


def test_a_wrong_type_is_missed_and_wrong_but_a_defensible_one_is_right(folder):
    found = scores([scored(folder, claim("shot", "COERCE"), claim("condemned", "REJECT"))])
    assert found["core claims found with the right type"] == 1 / 2
    assert found["precision of claims"] == 1 / 2


def test_two_codings_agree_where_triggers_overlap_and_types_meet(folder):
    one = scored(folder)
    assert agreement([one]) == {}
    assert agreement([scored(folder, second=one.gold)]) == {"two codings' agreement on core claims (F1)": 1.0}


def test_a_quote_that_is_not_in_the_report_names_file_and_quote(folder):
    (folder / "one.toml").write_text(GOLD.replace('trigger = "shot"', 'trigger = "shelled"'))
    with pytest.raises(UsageError, match=r"one\.toml: “shelled”"):
        scored(folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [("report = ", "is no TOML"), ('report = "a"\n[[claim]]\ntrigger = "a"', "claim 1 has no sentence, type")],
)
def test_gold_that_cannot_be_read_says_what_is_wrong(tmp_path, content, said):
    (tmp_path / "bad.toml").write_text(content)
    with pytest.raises(UsageError, match=said):
        gold_files(tmp_path)


def test_a_folder_or_split_without_gold_is_an_error(folder):
    with pytest.raises(UsageError, match="of the split test"):
        gold_files(folder, "test")


def test_the_command_scores_a_folder_and_names_the_reports_it_cannot_read(folder):
    (folder / "two.toml").write_text('report = "nowhere.html"\n')
    done = subprocess.run(
        [Path(sys.executable).with_name("sayso"), "evaluate", folder, "--format", "json"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "nowhere.html" in done.stderr
    figures = json.loads(done.stdout)
    assert figures["core claims found with the right type"] == 1.0
