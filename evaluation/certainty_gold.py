"""Score certainty on passages of our own: how sure each source is of what stands at a trigger, over the seven values.

    python -m evaluation.certainty_gold                   # both splits
    python -m evaluation.certainty_gold --errors dev      # and every claim of a split that is read otherwise

The passages stand in evaluation/certainty_gold, one claim a row. `dev` is there to tune on; nothing is tuned on `test`.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.coding.attribution import find_attributions
from sayso.coding.certainty import certainty_of
from sayso.coding.sentences import language
from sayso.records import Certainty

FOLDER = Path(__file__).parent / "certainty_gold"
SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Case:
    """One claim of the gold: the passage, the words of the trigger, and how sure the source is."""

    passage: str
    trigger: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Answer:
    """A case beside what sayso makes of it."""

    case: Case
    certainty: Certainty


def cases(split: str) -> tuple[Case, ...]:
    """Load one split."""
    with (FOLDER / f"{split}.csv").open(encoding="utf-8", newline="") as table:
        return tuple(Case(row["passage"], row["trigger"], Certainty(row["certainty"])) for row in csv.DictReader(table))


def answers(asked: Sequence[Case]) -> Iterator[Answer]:
    """Read every case."""
    passages = list(dict.fromkeys(case.passage for case in asked))
    read = {doc.text: (doc, find_attributions(doc)) for doc in language().pipe(passages)}
    for case in asked:
        doc, statements = read[case.passage]
        start = case.passage.index(case.trigger)
        words = doc.char_span(start, start + len(case.trigger), alignment_mode="expand")
        if words is None:
            raise ValueError(f"{case.trigger!r} does not stand in {case.passage!r}.")
        yield Answer(case, certainty_of(words.root, doc, statements))


def macro_f1(pairs: Sequence[tuple[Certainty, Certainty]]) -> float:
    """Return the mean over the seven values of the F1 of (gold, read) pairs, 0 to 1."""
    return sum(f1s(pairs).values()) / len(Certainty)


def f1s(pairs: Sequence[tuple[Certainty, Certainty]]) -> dict[Certainty, float]:
    """Return the F1 of each value, 0 to 1."""
    right = Counter(gold for gold, read in pairs if gold is read)
    given, expected = Counter(read for _, read in pairs), Counter(gold for gold, _ in pairs)
    return {value: 2 * right[value] / max(1, given[value] + expected[value]) for value in Certainty}


def evaluate() -> Mapping[str, float]:
    """Return, for each split, how many claims it has, macro-F1, accuracy, and macro-F1 of the guess "asserted"."""
    scores: dict[str, float] = {}
    for split in SPLITS:
        pairs = [(answer.case.certainty, answer.certainty) for answer in answers(cases(split))]
        scores |= {
            f"{split}: claims": len(pairs),
            f"{split}: macro-F1": macro_f1(pairs),
            f"{split}: accuracy": sum(gold is read for gold, read in pairs) / len(pairs),
            f"{split}: macro-F1, always asserted": macro_f1([(gold, Certainty.ASSERTED) for gold, _ in pairs]),
        }
    return scores


def main(errors: str | None) -> None:
    """Print the scores, and the errors of a split where asked for."""
    for name, score in evaluate().items():
        print(f"{name:40} {score:8.3f}")
    if errors is None:
        return
    found = list(answers(cases(errors)))
    for value, score in f1s([(answer.case.certainty, answer.certainty) for answer in found]).items():
        print(f"{errors}: F1 of {value:30} {score:8.3f}")
    for answer in found:
        if answer.certainty is not answer.case.certainty:
            print(f"{answer.case.certainty} read as {answer.certainty}: [{answer.case.trigger}] {answer.case.passage}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=SPLITS, help="print what is read otherwise than the gold has it")
    main(parser.parse_args().errors)
