"""Read gold codings and score claims against them.

A gold file is TOML, one a report. Every quote is an exact substring of the report's text; offsets are computed here,
and a quote that is not found, or a trigger found twice in its sentence, is an error.

    report = "articles/03-title.html"     # from the folder the gold file lies in
    split = "dev"                         # or "test"; may be left out

    [[claim]]
    sentence = "Two shells hit the market in Korvane on Sunday, the governor said."
    trigger = "hit"
    type = "ASSAULT"              # also_ok = ["COERCE"] where two types can be defended
    core = true                   # false: kept, never counted as missed or as wrong
    actors = []
    recipients = ["the market"]
    place = "Korvane"             # precision = "province"
    time = ["2023-05-07", "2023-05-07"]
    figures = [{ counts = "killed", low = 20 }]
    source = "the governor"       # innermost; channel = "Telegram"
    certainty = "asserted"
    event = "market-shelling"
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import UsageError
from sayso.records import Claim, Report, Span


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a person coded it, with the character offsets its quotes stand at."""

    trigger: Span
    sentence: Span
    types: frozenset[str]
    core: bool
    event: str | None
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One report's gold claims."""

    name: str
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file whose quotes are not yet looked up: where its report lies, and which split it is of."""

    path: Path
    report: Path
    split: str | None
    rows: tuple[Mapping[str, Any], ...]

    def on(self, text: str) -> GoldReport:
        """Look every quote up in the report's text.

        Raises:
            UsageError: a quote does not stand in the text, naming the file and the quote.
        """
        return GoldReport(self.path.stem, tuple(_claim(self.path, text, row) for row in self.rows))


def gold_files(folder: Path, split: str | None = None) -> list[GoldFile]:
    """Return the gold files of a folder, or of one split of it, in order of name. What names no report is no gold.

    Raises:
        UsageError: the folder holds none, or a file is no TOML or lacks a claim's sentence, trigger or type.
    """
    found = [file for path in sorted(folder.glob("*.toml")) if (file := _gold_file(path)) is not None]
    found = [file for file in found if split in (None, file.split)]
    if not found:
        of_split = f" of the split {split}" if split else ""
        raise UsageError(
            f"{folder} holds no gold{of_split}. Give a folder of TOML files, each with `report = ...` and claims."
        )
    return found


def _gold_file(path: Path) -> GoldFile | None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no TOML: {error}.") from error
    if "report" not in table:
        return None
    rows = tuple(table.get("claim", ()))
    for number, row in enumerate(rows, 1):
        if missing := {"sentence", "trigger", "type"} - row.keys():
            raise UsageError(f"{path}: claim {number} has no {', '.join(sorted(missing))}. Add it.")
    return GoldFile(path, path.parent / table["report"], table.get("split"), rows)


def _claim(path: Path, text: str, row: Mapping[str, Any]) -> GoldClaim:
    sentence = _find(path, text, row["sentence"], Span(0, len(text)))
    trigger = _find(path, text, row["trigger"], sentence)
    for mention in (*row.get("actors", ()), *row.get("recipients", ())):
        _find(path, text, mention, sentence, unique=False)
    return GoldClaim(
        trigger=trigger,
        sentence=sentence,
        types=frozenset({row["type"], *row.get("also_ok", ())}),
        core=row.get("core", True),
        event=row.get("event"),
        fields=row,
    )


def _find(path: Path, text: str, quote: str, within: Span, unique: bool = True) -> Span:
    start = text.find(quote, within.start, within.end)
    if start < 0:
        raise UsageError(f"{path.name}: “{quote}” does not stand in {within.of(text)[:60]!r}. Copy it exactly.")
    if unique and text.find(quote, start + 1, within.end) >= 0:
        raise UsageError(f"{path.name}: “{quote}” stands twice in {within.of(text)[:60]!r}. Quote more of it.")
    return Span(start, start + len(quote))


@dataclass(frozen=True, slots=True)
class Match:
    """Which claims of one report are in gold: pairs, core gold claims missed, claims that gold does not have."""

    found: tuple[tuple[GoldClaim, Claim], ...]
    mistyped: tuple[tuple[GoldClaim, Claim], ...]
    missed: tuple[GoldClaim, ...]
    extra: tuple[Claim, ...]

    @property
    def core(self) -> tuple[GoldClaim, ...]:
        """The gold claims that count as missed if they are not found."""
        return (*(row for row, _ in (*self.found, *self.mistyped) if row.core), *self.missed)


@dataclass(frozen=True, slots=True)
class Scored:
    """A report, the claims made of it, a person's coding of it and, where there is one, another person's."""

    report: Report
    claims: tuple[Claim, ...]
    gold: GoldReport
    second: GoldReport | None = None

    @property
    def match(self) -> Match:
        """The claims paired with gold's."""
        return match(self.gold, self.claims)


def match(gold: GoldReport, claims: Sequence[Claim]) -> Match:
    """Pair gold claims with the claims whose trigger overlaps theirs, one to one, right types first."""
    candidates = [
        (claim.event_type not in row.types, claim.trigger.start, row, claim)
        for row in gold.claims
        for claim in claims
        if row.trigger.overlaps(claim.trigger)
    ]
    pairs: list[tuple[GoldClaim, Claim]] = []
    wrong: list[tuple[GoldClaim, Claim]] = []
    taken: set[int] = set()
    for is_wrong, _, row, claim in sorted(candidates, key=lambda candidate: candidate[:2]):
        if id(row) in taken or id(claim) in taken:
            continue
        taken |= {id(row), id(claim)}
        (wrong if is_wrong else pairs).append((row, claim))
    return Match(
        found=tuple(pairs),
        mistyped=tuple(wrong),
        missed=tuple(row for row in gold.claims if row.core and id(row) not in taken),
        extra=tuple(claim for claim in claims if id(claim) not in taken),
    )
