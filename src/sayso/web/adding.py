"""Add inputs while somebody watches: one job after the other, each with the lines of what became of its inputs."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from secrets import token_hex

from sayso import __version__
from sayso.errors import SaysoError
from sayso.pipeline import Added, add_read
from sayso.reading import Readings, read, read_bytes
from sayso.records import Problem
from sayso.web.desk import Desk

_KEPT_JOBS = 50


@dataclass(frozen=True, slots=True)
class File:
    """What somebody dropped or pasted: a name and bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one input: a report that is new or known, or a problem."""

    kind: str
    text: str
    report_id: str | None = None
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Inputs on their way into the ledger. `state` is waiting, loading, coding, done or failed."""

    id: str
    what: str
    by: str
    state: str = "waiting"
    lines: tuple[Line, ...] = ()

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state in ("done", "failed")


class Jobs:
    """The jobs of a desk, done one after the other in a thread of their own; the last fifty are remembered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")

    def start(self, urls: Iterable[str], files: Iterable[File], by: str) -> Job:
        """Queue URLs and files to be added, and return the job."""
        given_urls, given_files = list(urls), list(files)
        names = [*given_urls, *(file.name for file in given_files)]
        job = Job(token_hex(8), ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""), by)
        with self._lock:
            self._jobs[job.id] = job
            for old in [key for key, held in self._jobs.items() if held.is_over][:-_KEPT_JOBS]:
                del self._jobs[old]
        self._worker.submit(self._work, job.id, given_urls, given_files)
        return job

    def job(self, job_id: str) -> Job | None:
        """Return a job as it is now."""
        with self._lock:
            return self._jobs.get(job_id)

    def recent(self) -> list[Job]:
        """Return the jobs, the latest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def close(self) -> None:
        """Stop after the job that is under way."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _work(self, job_id: str, urls: list[str], files: list[File]) -> None:
        try:
            self._change(job_id, lambda job: replace(job, state="loading"))
            coder = self._desk.making.coder()
            self._change(job_id, lambda job: replace(job, state="coding"))
            ledger, settings = self._desk.ledger, self._desk.settings
            with ledger.run(__version__, coder.digests, settings.model_dump(mode="json")) as run:
                for item in add_read(self._read(urls, files), coder, ledger, run, settings.merge_score):
                    self._note(job_id, _line(item))
            self._change(job_id, lambda job: replace(job, state="done"))
        except SaysoError as error:
            self._note(job_id, Line("problem", str(error)))
            self._change(job_id, lambda job: replace(job, state="failed"))
        except BaseException:
            self._note(job_id, Line("problem", "sayso failed. What was recorded before is safe; see the log."))
            self._change(job_id, lambda job: replace(job, state="failed"))
            raise

    def _read(self, urls: list[str], files: list[File]) -> Readings:
        options = self._desk.making.reading_options()
        return chain(read(urls, options), *(read_bytes(file.raw, file.name, options) for file in files))

    def _note(self, job_id: str, line: Line) -> None:
        self._change(job_id, lambda job: replace(job, lines=(*job.lines, line)))

    def _change(self, job_id: str, change: Callable[[Job], Job]) -> None:
        with self._lock:
            self._jobs[job_id] = change(self._jobs[job_id])


def _line(item: Added | Problem) -> Line:
    if isinstance(item, Problem):
        return Line("problem", f"{item.input}: {item.message}", item.report_id)
    if item.coding is None:
        return Line("known", "known already", item.report_id)
    report, claims = item.coding.report, len(item.coding.claims)
    return Line("new", report.title or report.url or report.id, report.id, claims)
