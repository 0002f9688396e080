"""Archives coded file by file: resumed after a kill, poisoned documents set aside, any number of workers."""

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.archives import Coded, Plan, coded_in, run
from sayso.archives.unit import Limits
from sayso.as_json import claim_id
from sayso.coding.claims import Coding
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.reading import ReadingOptions
from sayso.records import Problem
from tests.builders import a_claim

NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)
OPTIONS = ReadingOptions(today=NOW.date(), now=NOW)


def named(report):
    claim = a_claim(report, "shelled")
    return replace(claim, id=claim_id(claim))


class Coder:
    """Makes one claim of every report; of some words it errs, hangs or dies, as a broken parser would."""

    def __init__(self, digest="1"):
        self.digests = {"lexicon": digest}

    def code(self, reports):
        for report in reports:
            if "ERR" in report.text:
                raise RuntimeError("the parser is broken")
            if "HANG" in report.text:
                while True:
                    time.sleep(0.01)
            if "DIE" in report.text:
                os.kill(os.getpid(), signal.SIGKILL)
            yield Coding(report, (named(report),), (), (), ())


def archive(folder, *names, extra=()):
    for name in names:
        texts = [f"Troops shelled the town of {name} number {i} on Sunday, officials there said." for i in range(20)]
        rows = [{"text": text, "url": f"https://news.example/{name}/{i}"} for i, text in enumerate([*texts, *extra])]
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def plan(tmp_path, workers=1, seconds=5.0):
    out = tmp_path / "out"
    return Plan((str(tmp_path / "in"),), str(out), workers, None, Limits(seconds, out / "unfinished"))


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def coded(tmp_path):
    return [result for result in coded_in(str(tmp_path / "out")) if isinstance(result, Coded)]


def problems(tmp_path):
    return [result for result in coded_in(str(tmp_path / "out")) if isinstance(result, Problem)]


def code_all(tmp_path, **kwargs):
    return list(run(plan(tmp_path, **kwargs), OPTIONS, Coder).done)


def test_reports_and_claims_are_read_back_as_they_were(tmp_path, source):
    archive(source, "Adra")
    (done,) = code_all(tmp_path)
    assert (done.reports, done.claims, done.problems) == (20, 20, 0)
    first = coded(tmp_path)[0]
    assert first.claims == (named(first.report),)
    assert first.report.url == "https://news.example/Adra/0"


def test_what_is_done_is_not_done_again(tmp_path, source):
    archive(source, "Adra")
    code_all(tmp_path)
    archive(source, "Bara")
    again = run(plan(tmp_path), OPTIONS, Coder)
    assert (again.known, again.waiting) == (1, 1)
    assert [Path(done.input).name for done in again.done] == ["Bara.jsonl"]


@pytest.mark.parametrize("word", ["ERR", "HANG"])
def test_a_document_that_fails_or_hangs_is_set_aside_and_the_others_are_coded(tmp_path, source, word):
    archive(source, "Adra", extra=[f"A report that makes the parser {word} was shelled on Sunday, officials said."])
    code_all(tmp_path, seconds=0.05)
    assert len(coded(tmp_path)) == 20
    (problem,) = problems(tmp_path)
    assert problem.input == "https://news.example/Adra/20"


def test_a_document_that_kills_two_processes_is_set_aside_by_the_third(tmp_path, source):
    archive(source, "Adra", extra=["A report that makes the parser DIE was shelled on Sunday, officials there said."])
    deaths = 0
    while True:
        process = multiprocessing.get_context("forkserver").Process(target=code_all, args=(tmp_path,))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        deaths += 1
        assert deaths < 4
    assert deaths == 2
    assert len(coded(tmp_path)) == 20
    assert "twice" in problems(tmp_path)[0].message


def test_a_run_killed_at_any_moment_ends_with_the_unbroken_runs_output(tmp_path, source):
    archive(source, *"Adra Bara Cama Dana Emba Fana".split())
    whole = tmp_path / "whole"
    list(run(replace(plan(tmp_path), out=str(whole)), OPTIONS, Coder).done)
    for wait in (0.01, 0.05, 0.1):
        process = multiprocessing.get_context("forkserver").Process(target=code_all, args=(tmp_path,))
        process.start()
        time.sleep(wait)
        process.kill()
        process.join()
    code_all(tmp_path)
    assert list(coded_in(str(tmp_path / "out"))) == list(coded_in(str(whole)))


def test_files_done_with_another_lexicon_are_not_mixed_with_new_ones(tmp_path, source):
    archive(source, "Adra")
    code_all(tmp_path)
    archive(source, "Bara")
    with pytest.raises(UsageError, match="other lexicons"):
        run(plan(tmp_path), OPTIONS, partial(Coder, "2"))


def test_an_input_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="names no file"):
        run(plan(tmp_path), OPTIONS, Coder)


def test_a_folder_without_finished_files_is_refused(tmp_path):
    with pytest.raises(UsageError, match="sayso batch"):
        list(coded_in(str(tmp_path)))


def test_files_behind_a_url_are_read_and_written(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    archive(tmp_path, "Adra")
    memory.pipe("/crawl/Adra.jsonl", (tmp_path / "Adra.jsonl").read_bytes())
    there = Plan(("memory://crawl",), "memory://shards", 1, None, Limits(5.0, tmp_path / "unfinished"))
    (done,) = run(there, OPTIONS, Coder).done
    assert done.reports == 20
    assert sum(isinstance(result, Coded) for result in coded_in("memory://shards")) == 20


def test_a_ledger_takes_over_what_was_coded_elsewhere_with_the_same_events(tmp_path, source):
    archive(source, "Adra", "Bara")
    code_all(tmp_path)
    pairs = [(result.report, result.claims) for result in coded(tmp_path)]
    with Ledger.open(str(tmp_path / "a.db")) as taken, Ledger.open(str(tmp_path / "b.db")) as direct:
        run_id = taken.start_run("1", {}, {}, NOW)
        list(pipeline.add_coded(pairs, taken, run_id, 0.6))
        run_id = direct.start_run("1", {}, {}, NOW)
        for report, claims in pairs:
            direct.record(run_id, report, None, claims)
            pipeline.merge(direct, 0.6)
        assert list(taken.events()) == list(direct.events())
        assert taken.event_count() > 0


def test_two_workers_on_ray_give_what_one_process_gives(tmp_path, source):
    pytest.importorskip("ray", reason="needs Ray: pip install 'sayso[batch]'")
    archive(source, *"Adra Bara Cama Dana".split())
    whole = tmp_path / "whole"
    list(run(replace(plan(tmp_path), out=str(whole)), OPTIONS, Coder).done)
    done = list(run(plan(tmp_path, workers=2), OPTIONS, Coder).done)
    assert len(done) == 4
    shards = sorted(file.relative_to(whole) for file in whole.rglob("*.parquet"))
    assert len(shards) == 12
    assert all((whole / name).read_bytes() == (tmp_path / "out" / name).read_bytes() for name in shards)
