"""Lay rival figures side by side: lowest, best and highest of each kind, every one with who gives it and when.

The rule for the best one is told in docs/explanation/say-sos.md; it is never an average.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.merging.corroboration import party_of
from sayso.records import Claim, Counted, Figure, FigureRange, GivenFigure, Report, SaySo, Side


@dataclass(frozen=True, slots=True)
class _Told:
    """One figure, the claim it was read from, and who vouches for it."""

    figure: Figure
    claim: Claim
    report: Report
    say_so: SaySo
    is_correction: bool

    @property
    def as_of(self) -> date:
        return self.report.published or date.min


def ranges_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], say_sos: Sequence[SaySo], corrections: Collection[str]
) -> tuple[FigureRange, ...]:
    """Return a range for each kind of figure that the claims of one event give, in the order of Counted."""
    say_so_of = {claim_id: say_so for say_so in say_sos for claim_id in say_so.claims}
    told = [
        _Told(figure, claim, reports[claim.report_id], say_so_of[claim.id], claim.id in corrections)
        for claim in claims
        for figure in claim.figures
    ]
    kinds = {kind: [one for one in told if one.figure.counts is kind] for kind in Counted}
    return tuple(_range(kind, given) for kind, given in kinds.items() if given)


def _range(kind: Counted, told: Sequence[_Told]) -> FigureRange:
    standing = [one for one in told if not _is_superseded(one, told)]
    highs = [one.figure.high for one in standing]
    return FigureRange(
        counts=kind,
        low=min(one.figure.low for one in standing),
        best=_best(standing),
        high=None if None in highs else max(high for high in highs if high is not None),
        given=tuple(
            GivenFigure(one.figure, one.claim.id, one.say_so.source, one.report.published, one not in standing)
            for one in told
        ),
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
