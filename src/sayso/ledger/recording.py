"""Record a report, its raw bytes and the claims read from it, as one transaction that may be repeated."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from sayso.as_json import claim_id, spans_in
from sayso.errors import LedgerError
from sayso.ledger.rows import claim_row, in_portions, insert_new, problem_row, report_row
from sayso.ledger.tables import (
    claim_blocks,
    claims,
    coded_claims,
    codings,
    current_claims,
    event_claims,
    pages,
    problems,
    reports,
    runs,
    unmerged,
)
from sayso.records import Claim, Problem, Report, digest

Blocks = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run made of one report: the bytes it came from, its claims, and the keys of each claim's blocks."""

    report: Report
    raw: bytes | None
    claims: Sequence[Claim]
    problems: Sequence[Problem]
    blocks: Blocks


def record(connection: Connection, run_id: int, reading: Reading) -> bool:
    """Record a reading; return False if a run with the same inputs was the last to code this report.

    Claims of an earlier coding stay, but are no longer current.
    """
    _check(reading)
    _record_report(connection, reading)
    record_problems(connection, run_id, reading.problems)
    if is_coded(connection, run_id, reading.report.id):
        return False
    scores = _record_coding(connection, run_id, reading)
    _make_current(connection, reading.report.id, scores)
    _put_in_blocks(connection, reading.blocks, _sequences(connection, list(reading.blocks)))
    return True


def record_problems(connection: Connection, run_id: int, met: Sequence[Problem]) -> None:
    """Record problems, each once, with the first run that met it."""
    if met:
        connection.execute(insert_new(connection, problems), [problem_row(problem, run_id) for problem in met])


def is_coded(connection: Connection, run_id: int, report_id: str) -> bool:
    """Tell whether the last coding of a report came from the same code, data and settings as this run's."""
    last = (
        select(codings.c.run_id)
        .where(codings.c.report_id == report_id)
        .order_by(codings.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    before = connection.scalar(select(runs.c.inputs_digest).where(runs.c.id == last))
    return before is not None and before == connection.scalar(select(runs.c.inputs_digest).where(runs.c.id == run_id))


def _check(reading: Reading) -> None:
    """Raise before anything is written: a claim that can't be traced must not enter the ledger."""
    report = reading.report
    for claim in reading.claims:
        if claim.report_id != report.id:
            raise LedgerError(f"Claim {claim.id} is of report {claim.report_id}, not of {report.id} it came with.")
        if claim.id != claim_id(claim):
            raise LedgerError(f"Claim {claim.id} should be called {claim_id(claim)}: an id is the digest of a claim.")
        for span in spans_in(claim):
            if not 0 <= span.start < span.end <= len(report.text):
                raise LedgerError(
                    f"Claim {claim.id} points at characters {span.start} to {span.end}, "
                    f"but report {report.id} has {len(report.text)}."
                )
    strangers = set(reading.blocks) - {claim.id for claim in reading.claims}
    if strangers:
        raise LedgerError(f"Blocks are given for {min(strangers)}, which is no claim of report {report.id}.")


def _record_report(connection: Connection, reading: Reading) -> None:
    report = reading.report
    _record_page(connection, report, reading.raw)
    connection.execute(insert_new(connection, reports), report_row(report))


def _record_page(connection: Connection, report: Report, raw: bytes | None) -> None:
    """Keep the raw bytes of a report that is new; a page that many reports come from is kept once."""
    if raw is None or connection.scalar(select(reports.c.id).where(reports.c.id == report.id)):
        return
    if report.raw_digest is None:
        raise LedgerError(f"Report {report.id} comes with raw bytes but without their digest.")
    if connection.scalar(select(pages.c.digest).where(pages.c.digest == report.raw_digest)):
        return
    if digest(raw) != report.raw_digest:
        raise LedgerError(f"Report {report.id}: the raw bytes do not have the digest it names, {report.raw_digest}.")
    page = {"digest": report.raw_digest, "size": len(raw), "compressed": zlib.compress(raw)}
    connection.execute(insert_new(connection, pages), page)


def _record_coding(connection: Connection, run_id: int, reading: Reading) -> dict[int, float]:
    """Record the claims that are new and which claims this run found; return their scores by sequence."""
    report = reading.report
    coding = connection.execute(insert(codings).values(report_id=report.id, run_id=run_id)).inserted_primary_key
    found = {claim.id: claim for claim in reading.claims}
    if not found or coding is None:
        return {}
    connection.execute(insert_new(connection, claims), [claim_row(claim, report.text) for claim in found.values()])
    sequence_of = _sequences(connection, list(found))
    connection.execute(
        insert(coded_claims),
        [
            {"coding_id": coding[0], "position": position, "claim": sequence_of[claim.id], "score": claim.score}
            for position, claim in enumerate(found.values())
        ],
    )
    return {sequence_of[claim.id]: claim.score for claim in found.values()}


def _make_current(connection: Connection, report_id: str, scores: Mapping[int, float]) -> None:
    """Let the claims of the latest coding be the current ones, and queue what merging must look at again."""
    rows = connection.execute(
        select(current_claims.c.claim, current_claims.c.score).where(current_claims.c.report_id == report_id)
    )
    before = {row.claim: row.score for row in rows}
    connection.execute(delete(current_claims).where(current_claims.c.report_id == report_id))
    _delete_claims(connection, claim_blocks, before)
    if scores:
        connection.execute(
            insert(current_claims),
            [{"claim": claim, "report_id": report_id, "score": score} for claim, score in scores.items()],
        )
    withdrawn = before.keys() - scores.keys()
    _delete_claims(connection, unmerged, withdrawn - _held(connection, withdrawn))
    changed = {claim for claim, score in scores.items() if before.get(claim) != score}
    queue(connection, changed | _held(connection, withdrawn))


def queue(connection: Connection, sequences: set[int]) -> None:
    """Queue claims for merging."""
    if sequences:
        connection.execute(insert_new(connection, unmerged), [{"claim": claim} for claim in sorted(sequences)])


def _held(connection: Connection, sequences: set[int]) -> set[int]:
    """Return those claims that an event holds."""
    held: set[int] = set()
    for portion in in_portions(sequences):
        held.update(connection.scalars(select(event_claims.c.claim).where(event_claims.c.claim.in_(portion))))
    return held


def _put_in_blocks(connection: Connection, blocks: Blocks, sequence_of: Mapping[str, int]) -> None:
    rows = [
        {"key": key, "claim": sequence_of[identity]} for identity, keys in blocks.items() for key in sorted(set(keys))
    ]
    if rows:
        connection.execute(insert(claim_blocks), rows)


def _sequences(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for portion in in_portions(ids):
        rows = connection.execute(select(claims.c.id, claims.c.sequence).where(claims.c.id.in_(portion)))
        found.update((row.id, row.sequence) for row in rows)
    return found


def _delete_claims(connection: Connection, table: Table, sequences: Iterable[int]) -> None:
    gone = [{"gone": claim} for claim in sequences]
    if gone:
        connection.execute(delete(table).where(table.c.claim == bindparam("gone")), gone)
