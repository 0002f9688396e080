"""Read gold codings and score claims against them.

A gold file is TOML, one a report. Every quote is an exact substring of the report's text; offsets are computed here,
and a quote that is not found, or a trigger found twice in its sentence, is an error.

    report = "03-outlet-title.html"

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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.records import Claim, Span


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


def read_gold(path: Path, text: str) -> GoldReport:
    """Read one gold file for the report whose text is given.

    Raises:
        ValueError: a quote does not stand in the text, naming the file and the quote.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return GoldReport(path.stem, tuple(_claim(path, text, row) for row in table.get("claim", [])))


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
        raise ValueError(f"{path.name}: “{quote}” does not stand in {within.of(text)[:60]!r}. Copy it exactly.")
    if unique and text.find(quote, start + 1, within.end) >= 0:
        raise ValueError(f"{path.name}: “{quote}” stands twice in {within.of(text)[:60]!r}. Quote more of it.")
    return Span(start, start + len(quote))


@dataclass(frozen=True, slots=True)
class Match:
    """Which claims of one report are in gold: pairs, core gold claims missed, claims that gold does not have."""

    found: tuple[tuple[GoldClaim, Claim], ...]
    mistyped: tuple[tuple[GoldClaim, Claim], ...]
    missed: tuple[GoldClaim, ...]
    extra: tuple[Claim, ...]


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


def recall_and_precision(matches: Iterable[Match]) -> tuple[float, float]:
    """Return recall over core gold claims and precision over all claims made; both ask for the right type."""
    found = core = made = right = 0
    for one in matches:
        found += sum(row.core for row, _ in one.found)
        core += sum(row.core for row, _ in (*one.found, *one.mistyped)) + len(one.missed)
        right += len(one.found)
        made += len(one.found) + len(one.mistyped) + len(one.extra)
    return found / max(1, core), right / max(1, made)
