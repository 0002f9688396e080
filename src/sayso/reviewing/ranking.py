"""Say how much a person's minute with an event would improve the ledger, and why: pure, no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from sayso.records import Claim, Counted, Decision, Event, FigureRange, Standing, Verdict

Judgements = Mapping[str, tuple[Decision, ...]]

# Reading an event and each claim in it that nobody has judged takes about so long.
_MINUTES_AN_EVENT = 0.5
_MINUTES_A_CLAIM = 0.25

_UNSURE_BELOW = 0.75
_FEWEST_REPORTS = 3
_APART = 1.5
_TOLLS = (Counted.KILLED, Counted.INJURED, Counted.MISSING, Counted.DETAINED, Counted.DISPLACED, Counted.PARTICIPANTS)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to look at an event: its kind, what settling it is worth, and the reason in words."""

    what: str
    gain: float
    text: str


def worth(event: Event, claims: Sequence[Claim], judgements: Judgements) -> float:
    """Return what a minute with an event is worth; 0 if there is no reason to look.

    The gains of its reasons are added, weighted by how many reports depend on the answer, and divided by the minutes
    that reading takes. `judgements` are those in force, by claim.
    """
    gain = sum(reason.gain for reason in reasons(event, claims, judgements))
    minutes = _MINUTES_AN_EVENT + _MINUTES_A_CLAIM * len(undecided(claims, judgements))
    return round(gain * (1 + log2(max(1, len(event.reports))) / 4) / minutes, 6)


def reasons(event: Event, claims: Sequence[Claim], judgements: Judgements) -> tuple[Reason, ...]:
    """List the reasons to look at an event, the weightiest first."""
    found = [*_people_disagree(claims, judgements)]
    open_claims = undecided(claims, judgements)
    if open_claims:
        share = len(open_claims) / len(claims)
        found += [*_sources_disagree(event, share), *_figures_apart(event.figures, share)]
        found += [*_rests_on_one(event, share), *_unsure(open_claims)]
    return tuple(sorted(found, key=lambda reason: (-reason.gain, reason.what, reason.text)))


def undecided(claims: Iterable[Claim], judgements: Judgements) -> list[Claim]:
    """Return the claims that nobody has judged."""
    return [claim for claim in claims if not judgements.get(claim.id)]


def _people_disagree(claims: Sequence[Claim], judgements: Judgements) -> Iterator[Reason]:
    """Somebody stands by a claim and somebody else rejects it, each by their latest word; corrections may differ."""
    split = [claim for claim in claims if len(_latest_words(judgements.get(claim.id, ()))) > 1]
    if split:
        yield Reason("people disagree", 3.0 * len(split), f"people judge {_count(len(split), 'claim')} differently")


def _latest_words(decisions: Iterable[Decision]) -> set[tuple[Verdict, str | None]]:
    latest = {decision.by: (decision.verdict, decision.replacement) for decision in decisions}
    return set(latest.values())


def _sources_disagree(event: Event, share: float) -> Iterator[Reason]:
    if event.standing is Standing.DISPUTED:
        yield Reason("disputed", 2.0 * share, "some sources say it happened, others deny it")


def _figures_apart(figures: Iterable[FigureRange], share: float) -> Iterator[Reason]:
    for range_ in figures:
        lows = sorted({given.figure.low for given in range_.given if given.figure.low > 0})
        if range_.counts in _TOLLS and len(lows) > 1 and lows[-1] / lows[0] >= _APART:
            gain = min(3.0, log2(lows[-1] / lows[0])) * share
            text = f"{range_.counts}: {lows[0]:g} by one source, {lows[-1]:g} by another"
            yield Reason("figures apart", gain, text)


def _rests_on_one(event: Event, share: float) -> Iterator[Reason]:
    if len(event.reports) >= _FEWEST_REPORTS and len(event.say_sos) == 1:
        text = f"{len(event.reports)} reports rest on one say-so, {event.say_sos[0].source}"
        yield Reason("one say-so", log2(len(event.reports)) / 2 * share, text)


def _unsure(open_claims: Sequence[Claim]) -> Iterator[Reason]:
    unsure = [claim for claim in open_claims if claim.score < _UNSURE_BELOW]
    if unsure:
        gain = sum(1 - claim.score for claim in unsure)
        lowest = min(claim.score for claim in unsure)
        yield Reason("low score", gain, f"sayso is unsure of {_count(len(unsure), 'claim')}, down to {lowest:.2f}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
