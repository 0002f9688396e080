"""Score when sayso says that things happened, on our own invented reports with the days a person reads off them.

python -m evaluation.times_gold              # the figures of both halves, and of each topic
python -m evaluation.times_gold --errors     # and every case of the development half that is wrong
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from spacy.tokens import Doc, Token

from sayso.coding.sentences import language, parseable_text
from sayso.coding.times import find_times, time_of_event
from sayso.reading.dates import day_of
from sayso.records import Report, Time

FOLDER = Path(__file__).parent
HALVES = ("dev", "test")
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class Case:
    """A short report and one happening in it: the days it can lie on, and what they rest on.

    An end is `open` where the report leaves it so. Both ends are empty where the happening stays undated. `slack` is
    how many days each end may be off where the phrase is vague ("early May"); it is 0 for all others.
    """

    topic: str
    published: str
    url: str
    text: str
    trigger: str
    earliest: str
    latest: str
    basis: str
    slack: int

    @property
    def day(self) -> date | None:
        """The day of publication where the outlet is."""
        return day_of(self.published, self.url or None)

    def has_interval(self, time: Time | None) -> bool:
        """Tell whether a time has both ends where this case has them."""
        if time is None or not self.basis:
            return time is None and not self.basis
        return self._is_end(self.earliest, time.earliest) and self._is_end(self.latest, time.latest)

    def _is_end(self, told: str, day: date | None) -> bool:
        if told == _OPEN or day is None:
            return told == _OPEN and day is None
        return abs(date.fromisoformat(told) - day) <= timedelta(days=self.slack)


def cases(half: str) -> list[Case]:
    """Read the cases of one half."""
    with (FOLDER / f"{half}.csv").open(encoding="utf-8", newline="") as table:
        return [Case(**{**row, "slack": int(row["slack"])}) for row in csv.DictReader(table)]


def time_read(case: Case) -> Time | None:
    """Return when sayso says that the happening of a case was."""
    report = Report(id="r_case", text=case.text, published=case.day)
    doc = language()(parseable_text(report))
    return time_of_event(_trigger(doc, case.trigger), find_times(doc, case.day), doc, case.day)


def _trigger(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def judged(half: str) -> Iterator[tuple[Case, Time | None, bool, bool]]:
    """Yield each case with sayso's reading: whether its interval is right, and what it rests on too."""
    for case in cases(half):
        time = time_read(case)
        right = case.has_interval(time)
        same_basis = (time.basis.name.lower() if time else "") == case.basis
        yield case, time, right, right and same_basis


def evaluate() -> dict[str, float]:
    """Return the share of intervals that are right in each half, with their basis too, and by topic."""
    figures: dict[str, float] = {}
    for half in HALVES:
        by_topic: dict[str, list[bool]] = defaultdict(list)
        with_basis = []
        for case, _, right, with_its_basis in judged(half):
            by_topic[case.topic].append(right)
            with_basis.append(with_its_basis)
        every = [right for rights in by_topic.values() for right in rights]
        figures[f"{half}: cases"] = len(every)
        figures[f"{half}: interval right"] = sum(every) / len(every)
        figures[f"{half}: interval and basis right"] = sum(with_basis) / len(with_basis)
        figures |= {f"{half}: {topic}": sum(rights) / len(rights) for topic, rights in by_topic.items()}
    return figures


def errors() -> Iterator[str]:
    """Describe each case of the development half that sayso reads otherwise."""
    for case, time, right, with_basis in judged("dev"):
        if not (right and with_basis):
            ours = f"{time.earliest} to {time.latest}, {time.basis.name.lower()}" if time else "undated"
            yield (
                f"{'basis' if right else 'WRONG'} {case.topic} {case.published} [{case.trigger}] {case.text}\n"
                f"      should be {case.earliest} to {case.latest}, {case.basis or 'undated'}; is {ours}"
            )


def main() -> None:
    """Print the figures, and the errors of the development half if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the development half")
    if parser.parse_args().errors:
        print("\n".join(errors()))
    for name, figure in evaluate().items():
        print(f"{name:34} {figure:7.3f}" if isinstance(figure, float) else f"{name:34} {figure:7}")
