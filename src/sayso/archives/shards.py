"""Write what was read from one input file as Parquet, and read it back: reports, claims and Problems, a table each."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from sayso.archives.store import Store, local_copy
from sayso.as_json import claim_from_json, claim_json
from sayso.errors import UsageError
from sayso.records import Claim, Problem, Report, Skipped, Span

DONE = "done"
_COMPRESSION = "zstd"

REPORTS = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("author", pa.string()),
        ("language", pa.string()),
        ("published", pa.date32()),
        ("published_source", pa.string()),
        ("fetched", pa.timestamp("us", "UTC")),
        ("raw_digest", pa.string()),
        ("source_id", pa.string()),
        ("skipped", pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("reason", pa.string())]))),
        ("text", pa.string()),
    ]
)
# What people filter by stands in columns; `claim` is the whole of it, as `sayso code --format jsonl` prints it.
CLAIMS = pa.schema(
    [
        ("id", pa.string()),
        ("report_id", pa.string()),
        ("event_type", pa.string()),
        ("mode", pa.string()),
        ("certainty", pa.string()),
        ("score", pa.float64()),
        ("country", pa.string()),
        ("place", pa.string()),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("source", pa.string()),
        ("claim", pa.string()),
    ]
)
PROBLEMS = pa.schema([(name, pa.string()) for name in ("input", "stage", "message", "report_id")])


@dataclass(frozen=True, slots=True)
class Coded:
    """What was read from one report, or why nothing was."""

    report: Report
    claims: tuple[Claim, ...]


Result = Coded | Problem


def write(results: Sequence[Result], folder: Path) -> dict[str, Path]:
    """Write one file's results into a local folder; return each table's file by the table's name."""
    coded = [result for result in results if isinstance(result, Coded)]
    tables = {
        "reports": pa.Table.from_pylist([_report_row(c.report) for c in coded], REPORTS),
        "claims": pa.Table.from_pylist([_claim_row(claim, c.report) for c in coded for claim in c.claims], CLAIMS),
        "problems": pa.Table.from_pylist([_problem_row(r) for r in results if isinstance(r, Problem)], PROBLEMS),
    }
    files = {}
    for name, table in tables.items():
        files[name] = folder / f"{name}.parquet"
        parquet.write_table(table, files[name], compression=_COMPRESSION)
    return files


def coded_in(url: str) -> Iterator[Result]:
    """Yield what `sayso batch` left in a folder, finished files alone, in the order of their names.

    Raises:
        UsageError: the folder holds no finished file.
    """
    store = Store(url)
    units = [name.removesuffix(".json") for name in store.names(DONE)]
    if not units:
        raise UsageError(f"{url} holds nothing that sayso batch has finished. Name its --out folder.")
    for unit in units:
        claims: dict[str, list[Claim]] = {}
        for row in _rows(url, "claims", unit):
            claims.setdefault(row["report_id"], []).append(claim_from_json(json.loads(row["claim"])))
        for row in _rows(url, "reports", unit):
            report = _report_of(row)
            yield Coded(report, tuple(claims.get(report.id, ())))
        yield from (Problem(**row) for row in _rows(url, "problems", unit))


def inputs_of(url: str) -> dict[str, str]:
    """Name what coded a folder's files, each lexicon, model and gazetteer with its digest."""
    store = Store(url)
    markers = store.names(DONE)
    return dict(json.loads(store.read(f"{DONE}/{markers[0]}"))["coder"]) if markers else {}


def _rows(url: str, table: str, unit: str) -> Iterator[dict[str, Any]]:
    with local_copy(f"{url.rstrip('/')}/{table}/{unit}.parquet") as file:
        for rows in parquet.ParquetFile(file).iter_batches(batch_size=256):
            yield from rows.to_pylist()


def _report_row(report: Report) -> dict[str, Any]:
    row = {name: getattr(report, name) for name in REPORTS.names if name != "skipped"}
    skipped = [{"start": s.span.start, "end": s.span.end, "reason": s.reason} for s in report.skipped]
    return {**row, "skipped": skipped}


def _report_of(row: dict[str, Any]) -> Report:
    published: date | None = row["published"]
    fetched: datetime | None = row["fetched"]
    skipped = tuple(Skipped(Span(s["start"], s["end"]), s["reason"]) for s in row["skipped"])
    return Report(**{**row, "published": published, "fetched": fetched, "skipped": skipped})


def _claim_row(claim: Claim, report: Report) -> dict[str, Any]:
    return {
        "id": claim.id,
        "report_id": report.id,
        "event_type": claim.event_type,
        "mode": claim.mode,
        "certainty": claim.certainty.value,
        "score": claim.score,
        "country": claim.place.country if claim.place else None,
        "place": claim.place.name if claim.place else None,
        "earliest": claim.time.earliest if claim.time else None,
        "latest": claim.time.latest if claim.time else None,
        "source": claim.attributions[0].name if claim.attributions else None,
        "claim": json.dumps(claim_json(claim, report), ensure_ascii=False),
    }


def _problem_row(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in PROBLEMS.names}
