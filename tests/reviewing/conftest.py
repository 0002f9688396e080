"""A ledger with two reports of one shelling, merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.pipeline import merge
from sayso.records import Claim, Report
from tests.builders import KHERSON, ODESA, on
from tests.ledger.builders import RAW, shelling_claims, shelling_report, start_run

MIN_SCORE = 0.6


@dataclass(frozen=True)
class Shelling:
    """A ledger with two reports; each tells of one shelling and of one arrest elsewhere."""

    ledger: Ledger
    reports: tuple[Report, Report]
    hits: tuple[Claim, Claim]
    arrests: tuple[Claim, Claim]

    def event_claims(self, claim: Claim) -> set[str]:
        """Return the claims of the event that a claim leads to."""
        return set(self.ledger.event_of(claim.id).claims)

    def recode(self, number: int, claims: tuple[Claim, ...]) -> None:
        """Code a report anew, with a newer version."""
        self.ledger.record(start_run(self.ledger, "2.0"), self.reports[number], RAW, claims)
        merge(self.ledger, MIN_SCORE)


def _shelling_and_arrest(report: Report) -> tuple[Claim, Claim]:
    hit, _ = shelling_claims(report, place=KHERSON, time=on(8))
    _, arrest = shelling_claims(report, place=ODESA, time=on(4), event_type="SANCTION")
    return hit, arrest


@pytest.fixture
def shelling(ledger_place: str) -> Iterator[Shelling]:
    with Ledger.open(ledger_place) as ledger:
        first, second = shelling_report(1), shelling_report(2)
        coded = [_shelling_and_arrest(report) for report in (first, second)]
        for report, claims in zip((first, second), coded, strict=True):
            ledger.record(start_run(ledger), report, RAW, claims)
        merge(ledger, MIN_SCORE)
        hits, arrests = zip(*coded, strict=True)
        yield Shelling(ledger, (first, second), hits, arrests)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "other.db") as ledger:
        yield ledger
