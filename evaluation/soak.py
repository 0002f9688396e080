"""Let writers and readers loose on one ledger for some minutes, and count what was lost or went wrong.

    python -m evaluation.soak --database postgresql --writers 8 --readers 8 --minutes 10
    python -m evaluation.soak --database sqlite --writers 4 --readers 4 --minutes 10

Writers add invented reports and review events; readers list, search and open events and the queue. In the end the
ledger is verified whole, and everything a writer was told is looked for.
"""

import argparse
import multiprocessing
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

from evaluation import postgres_server as postgres
from evaluation import working
from sayso import pipeline
from sayso.ledger import Ledger
from sayso.verify import verify

_REPORTS_AT_ONCE = 4
_REPORTS_A_WRITER = 3_000_000

_fork = multiprocessing.get_context("fork")


@dataclass
class Account:
    """What one program did: what it was told is recorded, what went wrong, and how long each piece of work took."""

    told: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def soak(place: str, writers: int, readers: int, seconds: float) -> Mapping[str, float]:
    """Run writers and readers for so long on the ledger at a place, and return what came of it."""
    Ledger.open(place).close()
    accounts: Queue[tuple[str, Account]] = _fork.Queue()
    until = time.monotonic() + seconds
    programs = [_fork.Process(target=_write, args=(place, number, until, accounts)) for number in range(writers)]
    programs += [_fork.Process(target=_read, args=(place, number, until, accounts)) for number in range(readers)]
    for program in programs:
        program.start()
    ended = [accounts.get() for _ in programs]
    for program in programs:
        program.join()
    written = [account for kind, account in ended if kind == "writer"]
    read = [account for kind, account in ended if kind == "reader"]
    for message, times in Counter(message for _, account in ended for message in account.wrong).most_common(5):
        print(f"  {times} x {message}")
    with Ledger.open(place, create=False) as ledger:
        pipeline.merge(ledger, working.MIN_SCORE)
        findings = verify(ledger, lambda: pipeline.rebuilt_events(ledger, working.MIN_SCORE))
        told = [what for account in written for what in account.told]
        gone, counts = working.lost(ledger, told), ledger.counts()
    for finding in findings[:5]:
        print(f"  {finding.what}: {finding.message}")
    return {
        "reports": counts.reports,
        "claims": counts.claims,
        "told as recorded": len(told),
        "lost": len(gone),
        "errors of writers": sum(len(account.wrong) for account in written),
        "errors of readers": sum(len(account.wrong) for account in read),
        "verify findings": len(findings),
        "pieces of work read": sum(len(account.seconds) for account in read),
        "p95 of a piece of reading, s": _p95([took for account in read for took in account.seconds]),
        "p95 of a piece of writing, s": _p95([took for account in written for took in account.seconds]),
    }


def _write(place: str, number: int, until: float, accounts: "Queue[tuple[str, Account]]") -> None:
    account, chance = Account(), Random(number)
    first = number * _REPORTS_A_WRITER
    with Ledger.open(place) as ledger:
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                if chance.random() < 0.5:
                    numbers = range(first, first + _REPORTS_AT_ONCE)
                    first += _REPORTS_AT_ONCE
                    working.add(ledger, numbers, lambda *what: account.told.append(what))
                else:
                    working.review(ledger, chance, f"writer {number}", lambda *what: account.told.append(what))
            except Exception as error:
                account.wrong.append(f"{type(error).__name__}: {error}")
            account.seconds.append(time.monotonic() - started)
    accounts.put(("writer", account))


def _read(place: str, number: int, until: float, accounts: "Queue[tuple[str, Account]]") -> None:
    account, chance = Account(), Random(-number - 1)
    with Ledger.open(place) as ledger:
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                working.look(ledger, chance)
            except Exception as error:
                account.wrong.append(f"{type(error).__name__}: {error}")
            account.seconds.append(time.monotonic() - started)
            time.sleep(0.02)
    accounts.put(("reader", account))


def _p95(seconds: list[float]) -> float:
    return round(quantiles(seconds, n=20)[-1], 4) if len(seconds) > 1 else 0.0


def evaluate(database: str, writers: int, readers: int, seconds: float) -> Mapping[str, float]:
    """Soak a new ledger on one database."""
    with TemporaryDirectory() as folder:
        if database == "sqlite":
            return soak(str(Path(folder) / "sayso.db"), writers, readers, seconds)
        with postgres.server() as url:
            return soak(postgres.in_schema(url, "soak"), writers, readers, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=10.0)
    arguments = parser.parse_args()
    figures = evaluate(arguments.database, arguments.writers, arguments.readers, arguments.minutes * 60)
    for name, figure in figures.items():
        print(f"{name:32} {figure:g}")
