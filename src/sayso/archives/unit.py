"""Code one input file from end to end and leave its shard behind: the unit of work of an archive."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from sayso.archives.quarantine import TRIES, Journal, TimeIsUpError, time_limit
from sayso.archives.shards import DONE, Coded, Result, write
from sayso.archives.store import Store, local_copy
from sayso.coding import Coder
from sayso.errors import ReportError
from sayso.reading import Reading, ReadingOptions, read
from sayso.records import Problem, Report

_BATCH = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a document may take, in seconds, and where a process notes what it is at."""

    seconds: float
    journals: Path


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one input file: reports coded, claims read, Problems met."""

    input: str
    reports: int
    claims: int
    problems: int


def unit_name(path: str) -> str:
    """Name a file's shard after it: the end of its name, readable, and a digest of the whole."""
    readable = re.sub(r"[^A-Za-z0-9._-]", "_", PurePosixPath(path).name)[-60:]
    return f"{readable}-{hashlib.sha256(path.encode()).hexdigest()[:12]}"


def code_unit(path: str, coder: Coder, options: ReadingOptions, limits: Limits, store: Store) -> Done:
    """Code a file and put its reports, claims and Problems, then a marker that it is done, into the store.

    The marker comes last: a file without one is coded again from its start, and what an earlier try left is replaced.
    """
    name = unit_name(path)
    limits.journals.mkdir(parents=True, exist_ok=True)
    journal = Journal(limits.journals / f"{name}.json")
    with local_copy(path) as file:
        readings = (_named(path, str(file), item) for item in read([str(file)], options))
        results = list(coded(readings, coder, journal, limits.seconds))
    done = Done(
        path,
        sum(isinstance(result, Coded) for result in results),
        sum(len(result.claims) for result in results if isinstance(result, Coded)),
        sum(isinstance(result, Problem) for result in results),
    )
    with TemporaryDirectory(prefix="sayso-") as folder:
        for table, shard in write(results, Path(folder)).items():
            store.put(shard, f"{table}/{name}.parquet")
        marker = Path(folder) / "done.json"
        counts = {"reports": done.reports, "claims": done.claims, "problems": done.problems}
        marker.write_text(json.dumps({"input": path, **counts, "coder": dict(coder.digests)}), encoding="utf-8")
        store.put(marker, f"{DONE}/{name}.json")
    journal.close()
    return done


def coded(readings: Iterable[Reading | Problem], coder: Coder, journal: Journal, seconds: float) -> Iterator[Result]:
    """Code readings in bulk. One that fails, hangs or kills is tried once more by itself and then set aside."""
    items = iter(readings)
    while group := list(islice(items, _BATCH)):
        reports = [item.report for item in group if isinstance(item, Reading)]
        found = dict(zip((r.id for r in reports), _coded(reports, coder, journal, seconds), strict=True))
        for item in group:
            yield item if isinstance(item, Problem) else found[item.report.id]


def _coded(reports: Sequence[Report], coder: Coder, journal: Journal, seconds: float) -> list[Result]:
    if not any(report.id in journal.tries for report in reports):
        try:
            with journal.trying([report.id for report in reports]), time_limit(seconds * max(1, len(reports))):
                return _bulk(reports, coder)
        except Exception:
            for report in reports:
                journal.failed(report.id)
    return [_alone(report, coder, journal, seconds) for report in reports]


def _bulk(reports: Sequence[Report], coder: Coder) -> list[Result]:
    return [Coded(coding.report, coding.claims) for coding in coder.code(reports)]


def _alone(report: Report, coder: Coder, journal: Journal, seconds: float) -> Result:
    about = report.url or report.source_id or report.id
    if journal.tries.get(report.id, 0) >= TRIES:
        message = "a process died of it, twice. It was set aside; code it alone with sayso code to see why."
        return Problem(about, "coding", message, report.id)
    try:
        with journal.trying([report.id]), time_limit(seconds):
            return _bulk([report], coder)[0]
    except TimeIsUpError as error:
        return Problem(about, "coding", str(error), report.id)
    except ReportError as error:
        return Problem(about, "coding", str(error), report.id)
    # Whatever it is that goes wrong with one document in a million, it must not stop the rest.
    except Exception as error:
        message = f"{type(error).__name__}: {error}. It was tried twice and set aside."
        return Problem(about, "coding", message, report.id)


def _named(path: str, file: str, item: Reading | Problem) -> Reading | Problem:
    """Name a Problem after the input the user gave, not after the copy that was read."""
    if isinstance(item, Problem) and item.input == file:
        return Problem(path, item.stage, item.message, item.report_id)
    return item
