"""Follow each claim back to the voice it starts from: copies to their original, outlets to whom they cite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.merging.source_names import is_nameless, is_same_outlet, outlet_key
from sayso.records import Actor, Attribution, Claim, Report


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for one claim: the innermost source it names, or the outlet that prints it.

    `heard_by` is the outlet that the source told it to, where the report says so.
    """

    claim: Claim
    name: str
    actor: Actor | None
    channel: str | None
    is_outlet: bool
    heard_by: str | None = None


def voices_of(claims: Sequence[Claim], reports: Mapping[str, Report], copies: Mapping[str, str]) -> list[Voice]:
    """Return the voice behind each claim of one event, in their order.

    An outlet that is cited is followed to whoever it names for the event, through as many outlets as cite one
    another; where they only cite one another in a ring, the earliest of them is the voice. An outlet's own words are
    its own voice only where its report names no source.
    """
    direct = [_direct(claim, reports, copies) for claim in claims]
    trail = _Trail(direct, reports)
    return [trail.followed(voice) for voice in direct]


def day_of(report: Report) -> date:
    """Return the day of publication, the last of all days where it is unknown."""
    return report.published or date.max


def _direct(claim: Claim, reports: Mapping[str, Report], copies: Mapping[str, str]) -> Voice:
    named = [attribution for attribution in claim.attributions if attribution.name]
    own_outlet = reports[claim.report_id].outlet or claim.report_id
    if not named:
        report = reports.get(copies.get(claim.report_id, ""), reports[claim.report_id])
        channel = claim.attributions[-1].channel if claim.attributions else None
        return Voice(claim, report.outlet or report.id, None, channel, is_outlet=True)
    outlets = {report.outlet for report in reports.values() if report.outlet}
    passed_on = [a for a in named[:-1] if _outlet_named(a, outlets) and not is_same_outlet(a.name or "", own_outlet)]
    if passed_on and is_nameless(named[-1].name or ""):
        return _said(claim, passed_on[-1], outlets, None)
    hearer = named[-2].name if len(named) > 1 and is_same_outlet(named[-2].name or "", own_outlet) else None
    return _said(claim, named[-1], outlets, hearer)


def _said(claim: Claim, attribution: Attribution, outlets: Iterable[str], hearer: str | None) -> Voice:
    outlet = _outlet_named(attribution, outlets)
    name = outlet or attribution.name or ""
    return Voice(claim, name, attribution.actor, attribution.channel, is_outlet=outlet is not None, heard_by=hearer)


def _outlet_named(attribution: Attribution, outlets: Iterable[str]) -> str | None:
    return next((outlet for outlet in sorted(outlets) if is_same_outlet(attribution.name or "", outlet)), None)


class _Trail:
    """What each outlet rests on: the first source that its reports of the event name, or the outlet it cites."""

    def __init__(self, voices: Sequence[Voice], reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._published = {
            outlet_key(report.outlet or report_id): day_of(report)
            for report_id, report in sorted(reports.items(), key=lambda pair: day_of(pair[1]), reverse=True)
        }
        self._names: dict[str, Voice] = {}
        self._cites: dict[str, Voice] = {}
        for voice in sorted(voices, key=self._order):
            home = self._home(voice)
            if not voice.is_outlet:
                self._names.setdefault(home, voice)
            elif outlet_key(voice.name) != home:
                self._cites.setdefault(home, voice)

    def followed(self, voice: Voice) -> Voice:
        """Return the voice at the end of the trail, beside the claim that the trail starts from."""
        if not voice.is_outlet:
            return voice
        at, seen = outlet_key(voice.name), list[str]()
        while at not in seen:
            seen.append(at)
            origin = self._names.get(at)
            if origin is not None:
                return replace(origin, claim=voice.claim)
            if at not in self._cites:
                return replace(voice, name=self._spelled(at, voice.name), heard_by=None)
            at = outlet_key(self._cites[at].name)
        ring = seen[seen.index(at) :]
        first = min(ring, key=lambda key: (self._published.get(key, date.max), key))
        return replace(voice, name=self._spelled(first, voice.name), heard_by=None)

    def _spelled(self, key: str, otherwise: str) -> str:
        names = (report.outlet for report in self._reports.values() if report.outlet)
        return min((name for name in names if outlet_key(name) == key), default=otherwise)

    def _home(self, voice: Voice) -> str:
        return outlet_key(self._reports[voice.claim.report_id].outlet or voice.claim.report_id)

    def _order(self, voice: Voice) -> tuple[date, str, int, str]:
        claim = voice.claim
        return (day_of(self._reports[claim.report_id]), claim.report_id, claim.trigger.start, claim.id)
