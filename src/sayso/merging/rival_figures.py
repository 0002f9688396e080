"""Lay rival figures side by side: lowest, best and highest of each kind, every one with who gives it and when.

The rule for the best one is told in docs/explanation/say-sos.md; it is never an average.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.merging.corroboration import party_of
from sayso.merging.summaries import sums_up
from sayso.records import Claim, Counted, Figure, FigureRange, GivenFigure, Report, SaySo, Side


@dataclass(frozen=True, slots=True)
class _Told:
    """One figure, the claim it was read from, and who vouches for it."""

    figure: Figure
    claim: Claim
    report: Report
    say_so: SaySo
    is_correction: bool
    is_of_several: bool

    @property
    def as_of(self) -> date:
        return self.report.published or date.min


def ranges_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], say_sos: Sequence[SaySo], corrections: Collection[str]
) -> tuple[FigureRange, ...]:
    """Return a range for each kind of figure that the claims of one event give, in the order of Counted."""
    say_so_of = {claim_id: say_so for say_so in say_sos for claim_id in say_so.claims}
    told = [
        _Told(
            figure=figure,
            claim=claim,
            report=reports[claim.report_id],
            say_so=say_so_of[claim.id],
            is_correction=claim.id in corrections,
            is_of_several=sums_up(claim, reports[claim.report_id].text),
        )
        for claim in claims
        for figure in claim.figures
    ]
    return tuple(
        _range(kind, sums, given) for kind in Counted for sums in (False, True) if (given := _of(told, kind, sums))
    )


def _of(told: Sequence[_Told], kind: Counted, cumulative: bool) -> list[_Told]:
    return [one for one in told if one.figure.counts is kind and _runs_beyond(one) == cumulative]


def _runs_beyond(one: _Told) -> bool:
    """Tell whether a figure runs over more days than the happening: a toll "since January" is no toll of one attack."""
    period, time = one.figure.period, one.claim.time
    if one.figure.cumulative and one.is_of_several:
        return True
    if not (period and period.earliest and time and time.earliest and time.latest):
        return False
    return period.earliest < time.earliest or (period.latest is not None and period.latest > time.latest)


def _range(kind: Counted, cumulative: bool, told: Sequence[_Told]) -> FigureRange:
    standing = [one for one in told if not _is_superseded(one, told) and not _is_part(one, told)]
    highs = [one.figure.high for one in standing]
    return FigureRange(
        counts=kind,
        low=min(one.figure.low for one in standing),
        best=_best(standing),
        high=None if None in highs else max(high for high in highs if high is not None),
        given=tuple(
            GivenFigure(one.figure, one.claim.id, one.say_so.source, one.report.published, _is_superseded(one, told))
            for one in told
        ),
        cumulative=cumulative,
    )


def _is_part(one: _Told, told: Iterable[_Told]) -> bool:
    """Tell whether a figure is of some of those that the same claim counts: "nine killed, three of them children"."""
    return one.figure.of is not None and any(
        other.claim.id == one.claim.id and other.figure.of != one.figure.of and other.figure.low > one.figure.low
        for other in told
    )


def _is_superseded(one: _Told, told: Iterable[_Told]) -> bool:
    """Tell whether the same say-so gave another figure later, or the same outlet corrected it."""
    return any(
        other.as_of > one.as_of
        and (other.say_so == one.say_so or (other.is_correction and other.report.outlet == one.report.outlet))
        for other in told
    )


def _best(standing: Sequence[_Told]) -> float:
    """Choose the figure that most parties give; then one that a third party gives; then the latest; then the lowest."""
    givers: dict[float, list[_Told]] = {}
    for one in standing:
        givers.setdefault(one.figure.low, []).append(one)

    def rank(low: float) -> tuple[int, bool, date, float]:
        given = givers[low]
        parties = {party_of(one.say_so) for one in given}
        is_from_outside = any(one.say_so.side is Side.THIRD_PARTY for one in given)
        return (len(parties), is_from_outside, max(one.as_of for one in given), -low)

    return max(givers, key=rank)
