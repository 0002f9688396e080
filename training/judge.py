"""Print what a regression makes of the weights at the head of sayso/coding/judging.py, as a start for setting them.

    python -m training.judge evaluation/gold:dev demo/gold

Each folder holds gold; `:dev` takes one split alone. A candidate counts as an event if gold has a claim at its word.
What the lexicon lists gets a logistic regression on the model's log-odds, the rules' strength and whether rules bar it;
verbs it does not list get an offset to the model's log-odds. Needs scikit-learn (requirements-evaluate.txt).
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from sayso import reading
from sayso.coding.event_types import candidates
from sayso.coding.eventness import NO_EVENT
from sayso.coding.judging import asked, is_listed_otherwise, log_odds
from sayso.coding.sentences import language
from sayso.coding.tree import Tree
from sayso.coding.trigger_model import trigger_model
from sayso.coding.unlisted import UNKNOWN
from sayso.reading import Reading, ReadingOptions
from sayso.scoring.gold import gold_files

LISTED, UNLISTED, LISTED_OTHERWISE = "listed", "unlisted", "listed otherwise"


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate: how the lexicon knows it, the model's log-odds, the rules' strength, and whether gold has it."""

    kind: str
    model: float
    rules: float
    is_barred: bool
    is_event: bool


def cases(folder: Path, split: str | None) -> Iterator[Case]:
    """Yield every candidate in the reports of a gold folder."""
    now, model = datetime.now(UTC), trigger_model()
    files = gold_files(folder, split)
    options = ReadingOptions(today=now.date(), now=now)
    for file, read in zip(files, reading.read([str(file.report) for file in files], options), strict=True):
        if not isinstance(read, Reading):
            raise ValueError(f"{file.report} can't be read: {read.message}")
        gold = file.on(read.report.text)
        tree = Tree.of(language()(read.report.text))
        found = candidates(tree, with_unlisted=True)
        for (fit, doubt), said in zip(found, model.read([asked(tree, fit) for fit, _ in found]), strict=True):
            is_barred = doubt == NO_EVENT
            kind = LISTED
            if fit.pattern.event_type == UNKNOWN:
                kind = LISTED_OTHERWISE if is_listed_otherwise(fit, said) else UNLISTED
            start, end = tree.starts[fit.head], tree.ends[fit.head]
            yield Case(
                kind=kind,
                model=log_odds(said.eventness),
                rules=fit.pattern.strength + (0.0 if is_barred else doubt) - 0.5,
                is_barred=is_barred,
                is_event=any(claim.trigger.start < end and start < claim.trigger.end for claim in gold.claims),
            )


def offset(odds: NDArray[np.float64], are_events: NDArray[np.bool_]) -> float:
    """Return what to add to log-odds so that the labels are likeliest."""
    grid = np.arange(-5.0, 3.0, 0.1)
    signs = np.where(are_events, 1.0, -1.0)
    return float(min(grid, key=lambda value: np.log1p(np.exp(-signs * (odds + value))).sum()))


def main(arguments: Sequence[str]) -> None:
    """Fit on all the folders named and print the weights."""
    every: list[Case] = []
    for argument in arguments:
        folder, _, split = argument.partition(":")
        every += cases(Path(folder), split or None)
    listed = [case for case in every if case.kind == LISTED]
    fitted = LogisticRegression(C=10.0, max_iter=1000).fit(
        [[case.model, case.rules, case.is_barred] for case in listed], [case.is_event for case in listed]
    )
    model, rules, barred = fitted.coef_[0]
    print(f"{len(listed)} listed: _MODEL {model:.2f}, _RULES {rules:.2f}, _BARRED {barred:.2f}", end=", ")
    print(f"_CONSTANT {fitted.intercept_[0]:.2f}")
    for kind in (UNLISTED, LISTED_OTHERWISE):
        some = [case for case in every if case.kind == kind]
        labels = np.array([case.is_event for case in some])
        print(f"{len(some)} {kind}, {labels.sum()} events: {offset(np.array([c.model for c in some]), labels):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
