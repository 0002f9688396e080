"""Record a report, its raw bytes and the claims read from it, as one transaction that may be repeated."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection, insert, select

from sayso.as_json import claim_id, spans_in
from sayso.errors import LedgerError
from sayso.ledger.rows import claim_row, insert_new, problem_row, report_row
from sayso.ledger.standing import lock_reports, refresh
from sayso.ledger.stored_claims import recorded_order
from sayso.ledger.tables import claims, coded_claims, codings, pages, problems, reports, runs
from sayso.records import Claim, Problem, Report, digest


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run made of one report: the bytes it came from, its claims, and what went wrong."""

    report: Report
    raw: bytes | None
    claims: Sequence[Claim]
    problems: Sequence[Problem]


def record(connection: Connection, run_id: int, reading: Reading) -> bool:
    """Record a reading; return False if a run with the same inputs was the last to code this report.

    Claims of an earlier coding stay, but are no longer current.
    """
    _check(reading)
    _record_report(connection, reading)
    record_problems(connection, run_id, reading.problems)
    if is_coded(connection, run_id, reading.report.id):
        return False
    _record_coding(connection, run_id, reading)
    refresh(connection, reading.report.id)
    return True


def record_problems(connection: Connection, run_id: int, met: Sequence[Problem]) -> None:
    """Record problems, each once, with the first run that met it."""
    if met:
        rows = sorted((problem_row(problem, run_id) for problem in met), key=itemgetter("digest"))
        connection.execute(insert_new(connection, problems), rows)


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


def _record_report(connection: Connection, reading: Reading) -> None:
    report = reading.report
    _record_page(connection, report, reading.raw)
    connection.execute(insert_new(connection, reports), report_row(report))
    lock_reports(connection, [report.id])


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


def _record_coding(connection: Connection, run_id: int, reading: Reading) -> None:
    """Record the claims that are new, and which claims this run found."""
    report = reading.report
    coding = connection.execute(insert(codings).values(report_id=report.id, run_id=run_id)).inserted_primary_key
    found = {claim.id: claim for claim in reading.claims}
    if not found or coding is None:
        return
    connection.execute(insert_new(connection, claims), [claim_row(claim, report.text) for claim in found.values()])
    sequence_of = recorded_order(connection, found)
    connection.execute(
        insert(coded_claims),
        [
            {"coding_id": coding[0], "position": position, "claim": sequence_of[claim.id], "score": claim.score}
            for position, claim in enumerate(found.values())
        ],
    )
