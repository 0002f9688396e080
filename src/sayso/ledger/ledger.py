"""Keep reports, claims, decisions and events: everything the rest of sayso asks of the database."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Any

from sqlalchemy import func as sql
from sqlalchemy import insert, select, update

from sayso.errors import LedgerError
from sayso.ledger import (
    chain,
    finding,
    migrations,
    overview,
    recording,
    search,
    standing,
    stored_claims,
    stored_events,
)
from sayso.ledger.decisions import Decisions
from sayso.ledger.opening import Database, mark_as_ours, open_database, refuse_foreign, use_write_ahead_log
from sayso.ledger.rows import as_text, moment, problem_of, report_of
from sayso.ledger.search import EventQuery
from sayso.ledger.stored_events import Revision
from sayso.ledger.tables import claims, current_claims, events, pages, problems, reports, runs
from sayso.ledger.upkeep import Upkeep
from sayso.records import Claim, Event, Place, Problem, Report, digest_of

Clock = Callable[[], datetime]

# Merging asks for the same few reports again and again, and a report never changes.
_REPORTS_AT_HAND = 1024


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds; `claims` are the current ones, `recorded_claims` all there ever were."""

    reports: int
    claims: int
    recorded_claims: int
    events: int


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Ledger(Decisions, Upkeep):
    """A ledger, open for reading and writing. Each call is one transaction: it happens as a whole or not at all.

    Claims and decisions are only ever added to; events are computed from them and can be computed again.

    >>> with Ledger.open("sayso.db") as ledger:
    ...     ledger.events(EventQuery(words="market", country="UKR"))
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._report_at_hand = lru_cache(maxsize=_REPORTS_AT_HAND)(self._read_report)

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str],
        create: bool = True,
        *,
        wait_seconds: float = 30.0,
        clock: Clock = now,
    ) -> "Ledger":
        """Open the ledger at a path or URL, bringing its tables up to date.

        Raises:
            LedgerError: there is none and `create` is False, the file is something else, was written by a newer
                sayso, or can't be read; the message says what to do.
        """
        database = open_database(where, create=create, wait_seconds=wait_seconds)
        ledger = cls(database, clock)
        try:
            ledger._bring_up_to_date(migrations.steps())
        except BaseException:
            ledger.close()
            raise
        return ledger

    def _bring_up_to_date(self, steps: Sequence[migrations.Step]) -> None:
        where, newest = self._database.where, steps[-1].version
        with self._database.reading() as connection:
            refuse_foreign(connection, where)
            version = migrations.version_of(connection)
        if version > newest:
            raise LedgerError(
                f"Ledger {where}: a newer sayso wrote it (its tables are version {version}, this sayso knows "
                f"{newest}). Update sayso; nothing was changed."
            )
        if version == 0:
            use_write_ahead_log(self._database)
        while version < newest:
            with self._database.merging() as connection:
                mark_as_ours(connection)
                migrations.apply_next(connection, moment(self._clock()), steps)
                version = migrations.version_of(connection)
                if version == newest:
                    chain.link_what_stands(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- recording --------------------------------------------------------------------------------------------------

    @contextmanager
    def run(self, code_version: str, digests: Mapping[str, str], settings: Mapping[str, Any]) -> Iterator[int]:
        """Record that a run starts and, when all is done in it, that it ends; one that breaks off has no end."""
        run_id = self.start_run(code_version, digests, settings, self._clock())
        yield run_id
        self.end_run(run_id, self._clock())

    def start_run(
        self, code_version: str, digests: Mapping[str, str], settings: Mapping[str, Any], at: datetime
    ) -> int:
        """Record that a run starts, with everything its claims depend on, and return the run's id."""
        inputs = [code_version, dict(digests), dict(settings)]
        with self._database.writing() as connection:
            run = insert(runs).values(
                code_version=code_version,
                digests=as_text(dict(digests)),
                settings=as_text(dict(settings)),
                inputs_digest=digest_of(inputs),
                started=moment(at),
            )
            run_id = int(connection.execute(run.returning(runs.c.id)).scalar_one())
            chain.run_started(connection, run_id)
            return run_id

    def end_run(self, run_id: int, at: datetime) -> None:
        """Record that a run came to its end. One that was killed has none."""
        with self._database.writing() as connection:
            connection.execute(update(runs).where(runs.c.id == run_id).values(ended=moment(at)))
            chain.run_ended(connection, run_id)

    def record(
        self,
        run_id: int,
        report: Report,
        raw: bytes | None,
        claims: Sequence[Claim],
        problems: Sequence[Problem] = (),
    ) -> bool:
        """Record a report, the bytes it came from and its claims, and queue the claims for merging.

        Return False, and record no claims, if the last run that coded this report had the same inputs as this one.
        Otherwise the claims given become the current ones, but for what people decided about them; those of earlier
        codings stay in the ledger.

        Raises:
            LedgerError: a claim's id is not its digest, a span lies outside the text, or the raw bytes are others.
        """
        reading = recording.Reading(report, raw, claims, problems)
        with self._database.writing() as connection:
            return recording.record(connection, run_id, reading)

    def record_problem(self, run_id: int, problem: Problem) -> None:
        """Record why an input gave nothing; a problem that is known already stays as it is."""
        with self._database.writing() as connection:
            recording.record_problems(connection, run_id, [problem])

    def replace_events(
        self,
        changed: Sequence[Event],
        removed: Iterable[str] = (),
        settled: Iterable[str] = (),
        worth: Mapping[str, float] | None = None,
    ) -> None:
        """Store changed events, drop removed ones, and take their claims off the queue.

        `settled` are claims that belong to no event. A claim that leaves an event without entering another or being
        settled is queued again. `worth` says by event id how much looking at it improves the ledger.
        """
        with self._database.merging() as connection:
            change = stored_events.Change(changed, tuple(removed), tuple(settled), worth or {})
            stored_events.replace_events(connection, change, moment(self._clock()))

    @contextmanager
    def merging(self) -> Iterator[None]:
        """Make everything that this thread does with the ledger inside one transaction, while nobody else writes."""
        with self._database.merging():
            yield

    def put_in_blocks(self, blocks: Mapping[str, Sequence[str]]) -> None:
        """Put claims, by id, into the blocks of these keys, and take them out of all others."""
        with self._database.writing() as connection:
            standing.put_in_blocks(connection, blocks)

    # --- reports, runs and problems ---------------------------------------------------------------------------------

    def has_report(self, report_id: str) -> bool:
        """Tell whether a report is recorded."""
        with self._database.reading() as connection:
            return connection.scalar(select(reports.c.id).where(reports.c.id == report_id)) is not None

    def has_input(self, raw_digest: str, url: str | None) -> bool:
        """Tell whether a report was read from these bytes at this URL."""
        same_url = reports.c.url.is_(None) if url is None else reports.c.url == url
        with self._database.reading() as connection:
            found = select(reports.c.id).where(reports.c.raw_digest == raw_digest, same_url).limit(1)
            return connection.scalar(found) is not None

    def is_coded(self, run_id: int, report_id: str) -> bool:
        """Tell whether the last run that coded a report had the same inputs as this run."""
        with self._database.reading() as connection:
            return recording.is_coded(connection, run_id, report_id)

    def report(self, report_id: str) -> Report:
        """Return a report."""
        return self._report_at_hand(report_id)

    def _read_report(self, report_id: str) -> Report:
        with self._database.reading() as connection:
            row = connection.execute(select(reports).where(reports.c.id == report_id)).one_or_none()
        if row is None:
            raise LedgerError(f"The ledger has no report {report_id}.")
        return report_of(row)

    def reports(self) -> Iterator[Report]:
        """Yield all reports, by id."""
        with self._database.reading() as connection:
            for row in connection.execute(select(reports).order_by(reports.c.id)):
                yield report_of(row)

    def raw(self, raw_digest: str) -> bytes | None:
        """Return the raw bytes with this SHA-256, if they were kept.

        Raises:
            LedgerError: they are there but damaged.
        """
        with self._database.reading() as connection:
            compressed = connection.scalar(select(pages.c.compressed).where(pages.c.digest == raw_digest))
        try:
            return None if compressed is None else zlib.decompress(compressed)
        except zlib.error as error:
            raise LedgerError(f"The raw bytes {raw_digest} are damaged: {error}.") from error

    def raw_digests(self) -> tuple[str, ...]:
        """Return the digests of all raw bytes kept."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(pages.c.digest).order_by(pages.c.digest)))

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem met so far, each once, oldest first."""
        with self._database.reading() as connection:
            return tuple(map(problem_of, connection.execute(select(problems).order_by(problems.c.id))))

    def counts(self) -> Counts:
        """Count reports, claims and events."""
        with self._database.reading() as connection:
            tables = (reports, current_claims, claims, events)
            return Counts(*(connection.scalar(select(sql.count()).select_from(table)) or 0 for table in tables))

    def full_id(self, start: str) -> str:
        """Return the one id that starts with `start`, or raise a LedgerError that says what there is."""
        with self._database.reading() as connection:
            return finding.full_id(connection, start)

    # --- claims and decisions ---------------------------------------------------------------------------------------

    def claim(self, claim_id: str) -> Claim:
        """Return a claim, current or not."""
        with self._database.reading() as connection:
            found = stored_claims.claims_by_id(connection, [claim_id])
        if claim_id not in found:
            raise LedgerError(f"The ledger has no claim {claim_id}.")
        return found[claim_id]

    def claims_by_id(self, claim_ids: Iterable[str]) -> dict[str, Claim]:
        """Return the claims of these ids, current or not; an id that no claim has is left out."""
        with self._database.reading() as connection:
            return stored_claims.claims_by_id(connection, claim_ids)

    def claims_of(self, report_id: str) -> tuple[str, ...]:
        """Return the ids of a report's current claims, in recorded order."""
        with self._database.reading() as connection:
            return tuple(claim.id for claim in stored_claims.claims_of_report(connection, report_id))

    def every_claim_of(self, report_id: str) -> tuple[stored_claims.QuotedClaim, ...]:
        """Return every claim ever read from a report, current or not, each with the quote stored beside it."""
        with self._database.reading() as connection:
            return stored_claims.every_claim_of_report(connection, report_id)

    def claims(self) -> Iterator[Claim]:
        """Yield all current claims in recorded order; the ledger may be written to meanwhile."""
        after: int | None = 0
        while after is not None:
            with self._database.reading() as connection:
                portion, after = stored_claims.current_portion(connection, after)
            yield from portion

    def ids_in_block(self, key: str) -> tuple[str, ...]:
        """Return the ids of the current claims of one block, in order."""
        with self._database.reading() as connection:
            return stored_claims.ids_in_block(connection, key)

    def places_of_outlet(self, outlet: str, most: int = 500) -> dict[str, tuple[Place, ...]]:
        """Return where an outlet's reports say that things happened, by report, from its latest claims."""
        with self._database.reading() as connection:
            latest = stored_claims.latest_of_outlet(connection, outlet, most)
        places: dict[str, tuple[Place, ...]] = {}
        for claim in latest:
            if claim.place is not None:
                places[claim.report_id] = (*places.get(claim.report_id, ()), claim.place)
        return places

    def unmerged_claims(self) -> tuple[Claim, ...]:
        """Return the current claims that wait for merging: new ones, and those that decisions or codings touched."""
        with self._database.reading() as connection:
            return stored_claims.unmerged_claims(connection)

    def withdrawn_claims(self) -> tuple[str, ...]:
        """Return the claims that a newer coding no longer makes while an event still holds them."""
        with self._database.reading() as connection:
            return stored_claims.withdrawn_claims(connection)

    def recorded_order(self, claim_ids: Iterable[str]) -> dict[str, int]:
        """Return each claim's place in the order of recording; ids that are not in the ledger are left out."""
        with self._database.reading() as connection:
            return stored_claims.recorded_order(connection, claim_ids)

    def in_order_recorded(self, given: Iterable[Claim]) -> list[Claim]:
        """Sort recorded claims by when they were recorded."""
        wanted = list(given)
        order = self.recorded_order(claim.id for claim in wanted)
        return sorted(wanted, key=lambda claim: order[claim.id])

    # --- events -----------------------------------------------------------------------------------------------------

    def events(self, query: EventQuery | None = None) -> Iterator[Event]:
        """Yield the events a query asks for, the latest happening first."""
        with self._database.reading() as connection:
            for content in search.contents(connection, query or EventQuery()):
                yield stored_events.event_of(content)

    def event_count(self, query: EventQuery | None = None) -> int:
        """Count the events a query asks for, whatever its limit."""
        with self._database.reading() as connection:
            return connection.scalar(search.counting(query or EventQuery())) or 0

    def event(self, event_id: str) -> Event | None:
        """Return the event of exactly this id, if there is one now."""
        with self._database.reading() as connection:
            return stored_events.event_by_id(connection, event_id)

    def event_of(self, any_id: str) -> Event:
        """Return the event that now holds a claim, or what an event of this id has become.

        Raises:
            LedgerError: no event holds it.
        """
        with self._database.reading() as connection:
            found = stored_events.event_holding(connection, any_id)
        if found is None:
            raise LedgerError(f"No event holds {any_id} now.")
        return found

    def event_id_of(self, claim_id: str) -> str | None:
        """Return the id of the event that holds a claim, or None while it waits for merging."""
        with self._database.reading() as connection:
            return stored_claims.events_holding(connection, [claim_id]).get(claim_id)

    def event_ids_of(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """Return the id of the event that holds each claim; claims that none holds are left out."""
        with self._database.reading() as connection:
            return stored_claims.events_holding(connection, claim_ids)

    def revisions(self, since: datetime) -> tuple[Revision, ...]:
        """Return what happened to events from a moment on: added, changed, removed or merged into another."""
        with self._database.reading() as connection:
            return stored_events.revisions_since(connection, moment(since))

    # --- many at once, for the desk ---------------------------------------------------------------------------------

    def changes_after(self, revision: int) -> overview.Changes:
        """Return what became of events after a revision; after revision 0, every event there is."""
        with self._database.reading() as connection:
            return overview.changes_after(connection, revision)

    def events_by_number(self, numbers: Iterable[int]) -> dict[int, Event]:
        """Return the events of these numbers; those that are gone are left out."""
        with self._database.reading() as connection:
            return overview.events_by_number(connection, numbers)

    def numbers_with_words(self, words: str) -> list[int]:
        """Return the numbers of the events that hold these words, as `EventQuery.words` has it."""
        with self._database.reading() as connection:
            return overview.numbers_with_words(connection, words)

    def outlets_of(self, report_ids: Iterable[str]) -> dict[str, str]:
        """Return the outlet of each of these reports that has one."""
        with self._database.reading() as connection:
            return overview.outlets_of(connection, report_ids)

    def report_heads(self, limit: int, offset: int = 0, words: str | None = None) -> list[overview.ReportHead]:
        """Return reports without their texts, the latest published first."""
        with self._database.reading() as connection:
            return overview.report_heads(connection, limit, offset, words)

    def report_count(self, words: str | None = None) -> int:
        """Count the reports whose title, outlet or URL holds the words."""
        with self._database.reading() as connection:
            return overview.report_count(connection, words)

    def problems_page(self, limit: int, offset: int = 0) -> list[Problem]:
        """Return problems, the latest met first."""
        with self._database.reading() as connection:
            return overview.problems_page(connection, limit, offset)

    def problems_of(self, report_id: str) -> list[Problem]:
        """Return the problems met with a report."""
        with self._database.reading() as connection:
            return overview.problems_of_report(connection, report_id)

    def problem_count(self) -> int:
        """Count the problems."""
        with self._database.reading() as connection:
            return overview.problem_count(connection)

    def revisions_of(self, event_id: str) -> list[Revision]:
        """Return the changes of one event, oldest first."""
        with self._database.reading() as connection:
            return overview.revisions_of(connection, event_id)
