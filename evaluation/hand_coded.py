"""Build Reports and Claims from the hand-coded golds of merging, so that merging is measured apart from coding."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Figure,
    Place,
    Precision,
    Report,
    Span,
    Time,
    report_id,
)

MERGING = Path(__file__).parent / "merging_gold"
CIRCULAR = Path(__file__).parent / "circular_gold"
SPLITS = ("dev", "test")
_UNSURE = 0.9


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim with its report, its happening as a person sees it, and the happenings that it sums up, if it does."""

    report: Report
    claim: Claim
    event: str
    summary_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stories:
    """One half of the merging gold: its claims, and the pairs of happenings that are easily taken for one."""

    coded: tuple[Coded, ...]
    traps: tuple[tuple[str, str], ...]

    @property
    def reports(self) -> dict[str, Report]:
        """The reports by id."""
        return {row.report.id: row.report for row in self.coded}


@dataclass(frozen=True, slots=True)
class Case:
    """Claims of one happening by letter, which of them rest on one voice, and the standing that follows."""

    about: str
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    say_sos: frozenset[frozenset[str]]
    standing: str


def stories(split: str) -> Stories:
    """Read a half of the merging gold. Happenings are named `file/key`, since keys are used again from file to file."""
    coded: list[Coded] = []
    traps: list[tuple[str, str]] = []
    for file in sorted((MERGING / split).glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        traps += [(f"{file.stem}/{a}", f"{file.stem}/{b}") for a, b in table["traps"]]
        for number, row in enumerate(table["report"]):
            report = _report(row, f"https://example.org/{split}/{file.stem}/{number}")
            coded += [_coded(report, claim, file.stem) for claim in row["claims"]]
    return Stories(tuple(coded), tuple(traps))


def cases(split: str) -> list[Case]:
    """Read a half of the circular-sourcing gold; each report of a case has a letter, and so has each further claim."""
    table = tomllib.loads((CIRCULAR / f"{split}.toml").read_text(encoding="utf-8"))
    return [_case(number, row, split) for number, row in enumerate(table["case"])]


def _case(number: int, row: Mapping[str, Any], split: str) -> Case:
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}
    for letter, told in zip("abcdefghijkl", row["report"], strict=False):
        dated = {**told, "published": date(2024, 5, told["day"])}
        report = _report(dated, f"https://example.org/{split}/{number}/{letter}")
        reports[report.id] = report
        for one in told.get("claims", [{**told, "key": letter}]):
            claims[one["key"]] = _claim(report, {"type": "ASSAULT", **one})
    groups = frozenset(frozenset(group.split()) for group in row["say_sos"])
    return Case(row["about"], claims, reports, groups, row["standing"])


def _report(row: Mapping[str, Any], url: str) -> Report:
    return Report(
        report_id(url, row["text"]), row["text"], url, row["outlet"], language="en", published=row["published"]
    )


def _coded(report: Report, row: Mapping[str, Any], file: str) -> Coded:
    covered = tuple(f"{file}/{key}" for key in row.get("summary_of", ()))
    name = row.get("event") or "the sum of " + " and ".join(row["summary_of"])
    return Coded(report, _claim(report, row), f"{file}/{name}", covered)


def _claim(report: Report, row: Mapping[str, Any]) -> Claim:
    start = report.text.index(row["trigger"])
    trigger = Span(start, start + len(row["trigger"]))
    return Claim(
        id=f"c_{report.id[2:]}_{start}",
        report_id=report.id,
        sentence=_sentence(report.text, trigger),
        trigger=trigger,
        event_type=row["type"],
        mode=row.get("mode"),
        sub_event=None,
        actors=tuple(map(_actor, row.get("actors", ()))),
        recipients=tuple(map(_actor, row.get("recipients", ()))),
        place=_place(row["place"]) if "place" in row else None,
        time=_time(row["time"]) if "time" in row else None,
        figures=tuple(_figures(row.get("figures", ""))),
        attributions=tuple(map(_attribution, row.get("sources", ()))),
        certainty=Certainty(row.get("certainty", "asserted")),
        score=_UNSURE,
    )


def _sentence(text: str, trigger: Span) -> Span:
    """Return the stretch between full stops around the trigger."""
    start = text.rfind(". ", 0, trigger.start)
    end = text.find(". ", trigger.end)
    return Span(start + 2 if start >= 0 else 0, end + 1 if end >= 0 else len(text))


def _actor(written: str) -> Actor:
    name, country, sector = [*written.split("|"), "", ""][:3]
    return Actor((), name, country or None, sector or None)


def _attribution(written: str) -> Attribution:
    name, country, sector, channel = [*written.split("|"), "", "", ""][:4]
    actor = Actor((), name, country or None, sector or None) if country or sector else None
    return Attribution((), (), (), channel or None, name, actor)


@cache
def _places() -> dict[str, Any]:
    return tomllib.loads((MERGING / "places.toml").read_text(encoding="utf-8"))


def _place(key: str) -> Place:
    row = _places()[key]
    latitude, longitude = row.get("at", (None, None))
    precision = Precision(row["precision"])
    return Place((), row.get("name", key), None, row.get("admin1"), row["country"], latitude, longitude, precision)


def _time(written: str) -> Time:
    first, _, last = written.partition("/")
    return Time((), date.fromisoformat(first), date.fromisoformat(last or first), Basis.STATED)


def _figures(written: str) -> Iterable[Figure]:
    """Read "killed 9, injured 10+": a plus leaves the upper end open."""
    for part in filter(None, written.split(", ")):
        kind, number, *_ = part.split()
        low = float(number.rstrip("+"))
        yield Figure((), Counted(kind), low, None if number.endswith("+") else low)
