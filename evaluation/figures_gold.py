"""Score figures on passages of our own: how many of what, of whom, over which period, and whether a running total.

    python -m evaluation.figures_gold                     # both splits
    python -m evaluation.figures_gold --errors dev        # and every figure of a split missed, misread or made up

The passages stand in evaluation/figures_gold, one figure a row; a row without a number is a passage that counts
nothing sayso keeps. All passages are read as published on Thursday, 9 May 2024.
"""

import argparse
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from sayso.coding.figure_periods import with_periods
from sayso.coding.figures import find_figures
from sayso.coding.sentences import language
from sayso.coding.times import find_times
from sayso.records import Counted, Figure, Span

FOLDER = Path(__file__).parent / "figures_gold"
SPLITS = ("dev", "test")
PUBLISHED = date(2024, 5, 9)


@dataclass(frozen=True, slots=True)
class Expected:
    """One figure of the gold; `of` is the noun counted, `period` the words that say over which days."""

    number: Span
    counts: Counted
    low: float
    high: float | None
    of: str
    period: Span | None
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, the figures it gives and the figures read in it."""

    text: str
    expected: tuple[Expected, ...]
    read: tuple[Figure, ...]

    def pairs(self) -> list[tuple[Expected, Figure]]:
        """Return each gold figure with the read figure that stands on its words."""
        found = ((one, next((f for f in self.read if one.number.overlaps(f.spans[0])), None)) for one in self.expected)
        return [(one, figure) for one, figure in found if figure is not None]


def passages(split: str) -> list[Passage]:
    """Load one split and read every passage."""
    gold: dict[str, list[Expected]] = {}
    with (FOLDER / f"{split}.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            gold.setdefault(row["passage"], []).extend([_expected(row)] if row["number"] else [])
    docs = language().pipe(list(gold))
    return [
        Passage(
            doc.text,
            tuple(gold[doc.text]),
            tuple(m.figure for m in with_periods(find_figures(doc), find_times(doc, PUBLISHED), doc, PUBLISHED)),
        )
        for doc in docs
    ]


def _expected(row: Mapping[str, str]) -> Expected:
    found = re.finditer(rf"(?<!\w){re.escape(row['number'])}(?!\w)", row["passage"])
    start = next(islice(found, int(row["occurrence"]) - 1, None)).start()
    at = row["passage"].index(row["period"]) if row["period"] else 0
    return Expected(
        number=Span(start, start + len(row["number"])),
        counts=Counted(row["counts"]),
        low=float(row["low"]),
        high=float(row["high"]) if row["high"] else None,
        of=row["of"],
        period=Span(at, at + len(row["period"])) if row["period"] else None,
        cumulative=row["cumulative"] == "yes",
    )


def is_right(expected: Expected, figure: Figure) -> bool:
    """Tell whether value (both ends) and kind are right."""
    return (expected.low, expected.high, expected.counts) == (figure.low, figure.high, figure.counts)


def _is_of(expected: Expected, figure: Figure) -> bool:
    """Tell whether the same noun is counted, whatever narrows it."""
    return (figure.of or "").casefold().split()[-1:] == expected.of.casefold().split()[-1:]


def _runs_over(expected: Expected, figure: Figure) -> bool:
    read = figure.period.spans if figure.period else ()
    if expected.period is None:
        return not read
    return any(expected.period.overlaps(span) for span in read)


def evaluate() -> Mapping[str, float]:
    """Return, for each split, how many figures it has and the shares of them, 0 to 1, that are right.

    Of whom, period and running total are measured on the figures found at all; "made up" is the share of the figures
    read that stand on no gold figure.
    """
    scores: dict[str, float] = {}
    for split in SPLITS:
        scores |= {f"{split}: {name}": score for name, score in _scores(passages(split)).items()}
    return scores


def _scores(read: Sequence[Passage]) -> dict[str, float]:
    pairs = [pair for passage in read for pair in passage.pairs()]
    expected = sum(len(passage.expected) for passage in read)
    given = sum(len(passage.read) for passage in read)
    in_period = [pair for pair in pairs if pair[0].period is not None]
    totals = [pair for pair in pairs if pair[0].cumulative or pair[1].cumulative]
    return {
        "figures": expected,
        "value and kind right": sum(is_right(*pair) for pair in pairs) / expected,
        "made up": (given - len(pairs)) / given,
        "of whom right": sum(_is_of(*pair) for pair in pairs) / len(pairs),
        "period found": sum(_runs_over(*pair) for pair in in_period) / len(in_period),
        "period right or rightly none": sum(_runs_over(*pair) for pair in pairs) / len(pairs),
        "running totals, F1": 2
        * sum(gold.cumulative and figure.cumulative for gold, figure in totals)
        / max(1, sum(gold.cumulative + figure.cumulative for gold, figure in totals)),
    }


def errors(read: Sequence[Passage]) -> Iterator[str]:
    """Yield what is missed, misread and made up, in words."""
    for passage in read:
        paired = passage.pairs()
        found = [one for one, _ in paired]
        taken = [figure for _, figure in paired]
        for one in passage.expected:
            if one not in found:
                yield f"missed {one.number.of(passage.text)} ({one.counts}): {passage.text}"
        for figure in passage.read:
            if figure not in taken:
                yield f"made up {figure.spans[0].of(passage.text)} ({figure.counts}): {passage.text}"
        for one, figure in paired:
            wrong = [
                f"{name} {getattr(figure, name)} for {getattr(one, name)}"
                for name, right in (
                    ("counts", one.counts is figure.counts),
                    ("low", one.low == figure.low),
                    ("high", one.high == figure.high),
                    ("of", _is_of(one, figure)),
                    ("period", _runs_over(one, figure)),
                    ("cumulative", one.cumulative == figure.cumulative),
                )
                if not right
            ]
            if wrong:
                yield f"{one.number.of(passage.text)}: {', '.join(wrong)}: {passage.text}"


def main(split: str | None) -> None:
    """Print the scores, and the errors of a split where asked for."""
    for name, score in evaluate().items():
        print(f"{name:40} {score:8.3f}")
    if split is not None:
        print("\n".join(errors(passages(split))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=SPLITS, help="print what is missed, misread or made up")
    main(parser.parse_args().errors)
