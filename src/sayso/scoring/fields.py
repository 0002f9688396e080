"""Compare the fields of a claim with those of the gold claim it was paired with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sayso.records import Actor, Claim, Report
from sayso.scoring.gold import GoldClaim

_EMPTY = frozenset({"the", "a", "an", "of", "in", "and", "his", "its", "their"})


def compared(report: Report, row: GoldClaim, claim: Claim) -> Iterator[tuple[str, bool]]:
    """Yield each field's name and whether the claim has it as gold has. A field both leave empty counts as right."""
    gold = row.fields
    yield "certainty", claim.certainty == gold.get("certainty", "asserted")
    yield "actors", _same_phrases(report, gold.get("actors", ()), claim.actors)
    yield "recipients", _same_phrases(report, gold.get("recipients", ()), claim.recipients)
    yield "place", _same_place(report, gold.get("place"), claim)
    yield "time", _same_time(gold.get("time"), claim)
    yield "figures", _counts(gold.get("figures", ())) == {(f.counts, f.low) for f in claim.figures}
    yield "source", _same_source(report, gold.get("source"), claim)
    if "mode" in gold:
        yield "mode", claim.mode == gold["mode"]


def who_to_whom(report: Report, row: GoldClaim, claim: Claim) -> tuple[int, int, int, int]:
    """Count actors and recipients: gold's, gold's that overlap one of ours, ours, ours that overlap one of gold's."""
    counts = [0, 0, 0, 0]
    for gold, ours in (
        (row.fields.get("actors", ()), claim.actors),
        (row.fields.get("recipients", ()), claim.recipients),
    ):
        said = [" ".join(span.of(report.text) for span in actor.spans) for actor in ours]
        counts[0] += len(gold)
        counts[1] += sum(any(share_a_word(phrase, other) for other in said) for phrase in gold)
        counts[2] += len(said)
        counts[3] += sum(any(share_a_word(phrase, other) for other in gold) for phrase in said)
    return counts[0], counts[1], counts[2], counts[3]


def share_a_word(a: str, b: str) -> bool:
    """Tell whether two phrases share a word that says something."""
    return bool(_words(a) & _words(b))


def _words(phrase: str) -> set[str]:
    return {w.strip("'\"“”’,.").lower().removesuffix("'s").removesuffix("’s") for w in phrase.split()} - _EMPTY


def _counts(figures: Iterable[Mapping[str, Any]]) -> set[tuple[str, float]]:
    return {(figure["counts"], figure["low"]) for figure in figures}


def _same_phrases(report: Report, gold: Sequence[str], actors: Sequence[Actor]) -> bool:
    if not gold or not actors:
        return not gold and not actors
    every = " ".join(span.of(report.text) for actor in actors for span in actor.spans)
    return all(share_a_word(phrase, every) for phrase in gold)


def _same_place(report: Report, gold: str | None, claim: Claim) -> bool:
    if gold is None or claim.place is None:
        return gold is None and claim.place is None
    return share_a_word(gold, " ".join([claim.place.name, *(span.of(report.text) for span in claim.place.spans)]))


def _same_time(gold: Sequence[str] | None, claim: Claim) -> bool:
    if gold is None or claim.time is None:
        return gold is None and claim.time is None
    first, last = (date.fromisoformat(day) for day in gold)
    starts, ends = claim.time.earliest or date.min, claim.time.latest or date.max
    return starts <= last and first <= ends


def _same_source(report: Report, gold: str | None, claim: Claim) -> bool:
    if gold is None or not claim.attributions:
        return gold is None and not claim.attributions
    innermost = claim.attributions[-1]
    return share_a_word(gold, " ".join([innermost.name or "", *(span.of(report.text) for span in innermost.source)]))
