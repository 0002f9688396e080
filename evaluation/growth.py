"""Measure whether a ledger gets slower as it grows: the cost of adding a report, and of what pages ask for.

    python -m evaluation.growth                                  # 10 thousand and 100 thousand claims
    python -m evaluation.growth --sizes 10000 1000000 --keep FOLDER

Ledgers are filled from a seed (`evaluation/synthetic.py`) and kept in FOLDER for the next time. The cost of adding is
CPU time for each report recorded and merged, without coding, in batches of 16 as `add` does; the sizes take turns, so
that a busy machine slows all alike. Of what pages ask for, p95 is of the time on the clock.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from evaluation import working
from evaluation.synthetic import REPORTS_OF_ONE_HAPPENING, coded_report, fill
from sayso.ledger import EventQuery, Ledger
from sayso.reviewing import queue

_BATCH = 16
_ROUNDS = 12
_QUESTIONS = 100
_PAGE = 50


def evaluate(sizes: Sequence[int], folder: Path, rounds: int = _ROUNDS) -> Mapping[str, float]:
    """Return the cost of an added report in a ledger of each size, and the p95 of each question in the largest."""
    ledgers = {size: _filled(folder / f"{size}.db", size) for size in sizes}
    try:
        figures = dict(_adding(ledgers, rounds))
        smallest, largest = min(sizes), max(sizes)
        costs = [figures[f"CPU ms an added report, {size:,} claims"] for size in (smallest, largest)]
        figures[f"cost at {largest:,} claims to that at {smallest:,}"] = costs[1] / costs[0]
        figures |= _asking(ledgers[largest], largest)
    finally:
        for ledger in ledgers.values():
            ledger.close()
    return figures


def _filled(path: Path, size: int) -> Ledger:
    ledger = Ledger.open(path)
    if ledger.counts().recorded_claims < size // 2:
        fill(ledger, size, processes=2)
    return ledger


def _next_report(ledger: Ledger) -> int:
    """Return the number of the first report to add: reports of happenings that go on from the last day held."""
    return -(-ledger.counts().reports // REPORTS_OF_ONE_HAPPENING) * REPORTS_OF_ONE_HAPPENING


def _adding(ledgers: Mapping[int, Ledger], rounds: int) -> Iterator[tuple[str, float]]:
    firsts = {size: _next_report(ledger) for size, ledger in ledgers.items()}
    spent: dict[int, list[float]] = {size: [] for size in ledgers}
    for turn in range(rounds + 1):
        for size, ledger in ledgers.items():
            first = firsts[size] + turn * _BATCH
            for number in range(first, first + _BATCH):
                coded_report(number)
            started = time.process_time()
            working.add(ledger, range(first, first + _BATCH), lambda *_: None)
            if turn > 0:  # the first round warms caches
                spent[size].append((time.process_time() - started) / _BATCH * 1000)
    for size, each in spent.items():
        yield f"CPU ms an added report, {size:,} claims", median(each)


def _asking(ledger: Ledger, size: int) -> Mapping[str, float]:
    chance = Random(size)
    questions: Mapping[str, Callable[[], object]] = {
        "search": lambda: list(ledger.events(_search(chance))),
        "event page": lambda: _event_page(ledger, chance, size),
        "queue": lambda: queue(ledger, limit=20, offset=chance.choice((0, 20, 40))),
        "list with filters": lambda: list(ledger.events(_filters(chance))),
    }
    return {f"p95 ms of {name}, {size:,} claims": _p95(ask) for name, ask in questions.items()}


def _p95(ask: Callable[[], object]) -> float:
    took = []
    for _ in range(_QUESTIONS):
        started = time.perf_counter()
        ask()
        took.append((time.perf_counter() - started) * 1000)
    return quantiles(took, n=20)[-1]


def _search(chance: Random) -> EventQuery:
    """Search as people do: for rare words and common ones, phrases, and words with filters."""
    report = coded_report(chance.randrange(9000)).report
    town, verb = report.text.split(" in ")[1].split()[0], report.text.split()[1]
    words = chance.choice(
        [town, f"{town} {verb}", f'"{verb} a"', "police arrested", "market", f"{town[:4]}*", "governor"]
    )
    return EventQuery(words=words, country=chance.choice([None, None, "UKR"]), limit=_PAGE)


def _filters(chance: Random) -> EventQuery:
    return EventQuery(
        type=chance.choice([None, "ASSAULT", "SANCTION"]),
        country=chance.choice([None, "UKR", "SDN"]),
        min_say_sos=chance.choice([None, 2]),
        limit=_PAGE,
        offset=chance.choice([0, _PAGE]),
    )


def _event_page(ledger: Ledger, chance: Random, size: int) -> None:
    claim = coded_report(chance.randrange(size // 2)).shared
    event = ledger.event_of(claim.id)
    ledger.claims_by_id(event.claims)
    ledger.review_of(event.claims)
    for report_id in event.reports:
        ledger.report(report_id)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="folder where filled ledgers stay for the next time")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch:
        kept = arguments.keep or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        for name, figure in evaluate(arguments.sizes, kept, arguments.rounds).items():
            print(f"{name:50} {figure:10.3f}", flush=True)
