"""Kill programs that add and review at random moments, and look for what they had been told was recorded.

    python -m evaluation.kill                      # 300 kills on SQLite and 300 on PostgreSQL
    python -m evaluation.kill --kills 20 --database sqlite

Half of the kills hit `add`, half hit a review. After each, the ledger is opened again, merged as the next command would
merge it, and verified whole. The database server itself is not killed.
"""

import argparse
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from evaluation import postgres_server as postgres
from evaluation import working
from sayso import pipeline
from sayso.ledger import Ledger
from sayso.verify import verify

# A new ledger after so many kills keeps verifying quick.
_KILLS_A_LEDGER = 15
_REPORTS_AT_ONCE = 6
_LONGEST_WAIT_SECONDS = 0.4

_fork = multiprocessing.get_context("fork")


def killed(place: str, kills: int, seed: int) -> Mapping[str, float]:
    """Kill so many programs that write to the ledger at a place, and count what was lost and what does not hold."""
    chance = Random(seed)
    told: list[tuple[str, str]] = []
    findings = 0
    with Ledger.open(place) as ledger:
        working.add(ledger, range(_REPORTS_AT_ONCE), lambda kind, identity: told.append((kind, identity)))
    for kill in range(kills):
        work = _add if kill % 2 == 0 else _review
        told += _told_before_death(work, place, 1000 * (kill + 1), chance)
        with Ledger.open(place, create=False) as ledger:
            pipeline.merge(ledger, working.MIN_SCORE)
            findings += len(verify(ledger, lambda: pipeline.rebuilt_events(ledger, working.MIN_SCORE)))
    with Ledger.open(place, create=False) as ledger:
        gone = working.lost(ledger, told)
    return {"kills": kills, "told as recorded": len(told), "records lost": len(gone), "verify findings": findings}


def _told_before_death(work: object, place: str, first: int, chance: Random) -> list[tuple[str, str]]:
    """Let a program work, kill it at a random moment, and return what it had told by then."""
    ours, theirs = _fork.Pipe(duplex=False)
    program = _fork.Process(target=work, args=(place, first, theirs))
    program.start()
    theirs.close()
    time.sleep(chance.uniform(0, _LONGEST_WAIT_SECONDS))
    assert program.pid is not None
    os.kill(program.pid, signal.SIGKILL)
    program.join()
    return list(_rest(ours))


def _add(place: str, first: int, told: Connection) -> None:
    with Ledger.open(place) as ledger:
        while True:
            working.add(ledger, range(first, first + _REPORTS_AT_ONCE), lambda *what: told.send(what))
            first += _REPORTS_AT_ONCE


def _review(place: str, seed: int, told: Connection) -> None:
    chance = Random(seed)
    with Ledger.open(place) as ledger:
        while True:
            working.review(ledger, chance, "Kim", lambda *what: told.send(what))


def _rest(ours: Connection) -> Iterator[tuple[str, str]]:
    try:
        while True:
            yield ours.recv()
    except EOFError:
        return


def evaluate(database: str, kills: int) -> Mapping[str, float]:
    """Kill on one database, on a new ledger every few kills, and add the counts up."""
    totals: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        if database == "sqlite":
            places = (str(Path(folder) / f"{number}.db") for number in range(kills))
            return _summed(totals, places, kills)
        with postgres.server() as url:
            places = (postgres.in_schema(url, f"kill{number}") for number in range(kills))
            return _summed(totals, places, kills)


def _summed(totals: dict[str, float], places: Iterator[str], kills: int) -> Mapping[str, float]:
    for start in range(0, kills, _KILLS_A_LEDGER):
        counts = killed(next(places), min(_KILLS_A_LEDGER, kills - start), seed=start)
        totals = {name: totals.get(name, 0) + count for name, count in counts.items()}
    return totals


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    arguments = parser.parse_args()
    for name in ("sqlite", "postgresql") if arguments.database == "both" else (arguments.database,):
        print(name, dict(evaluate(name, arguments.kills)), flush=True)
