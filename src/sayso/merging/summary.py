"""Add up the claims of one happening to an Event: ranges and disagreements kept, nothing averaged."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sayso.merging.copies import copies_of
from sayso.merging.corrections import corrections_of
from sayso.merging.corroboration import say_sos_of, standing_of
from sayso.merging.rival_figures import ranges_of
from sayso.records import (
    Actor,
    Basis,
    Certainty,
    Claim,
    Event,
    EventActor,
    Place,
    Precision,
    Report,
    Time,
)

_FINEST_FIRST = (Precision.POINT, Precision.TOWN, Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY)
_FIRMEST_FIRST = (Basis.STATED, Basis.RELATIVE, Basis.ASSUMED)


def event_of(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    decisions: Iterable[str] = (),
    covers: Iterable[str] = (),
) -> Event:
    """Add up claims, given in the order they were recorded, with the reports they were read from.

    The event takes its name from the first claim. `covers` are the events that it sums up, if it is a summary.
    """
    used = {claim.report_id: reports[claim.report_id] for claim in claims}
    copies = copies_of(used)
    say_sos = say_sos_of(claims, used, copies)
    corrections = corrections_of(claims, used)
    affirmed = [claim for claim in claims if claim.certainty is not Certainty.DENIED] or list(claims)
    leading = _most_common(affirmed, lambda claim: claim.event_type) or claims[0].event_type
    alike = [claim for claim in affirmed if claim.event_type == leading]
    return Event(
        id=event_id(claims),
        event_type=leading,
        mode=_most_common([claim for claim in alike if claim.mode], lambda claim: str(claim.mode)) or None,
        sub_event=_most_common([claim for claim in alike if claim.sub_event], lambda claim: str(claim.sub_event))
        or None,
        place=_place(affirmed),
        time=_time(affirmed),
        actors=_parties(affirmed, lambda claim: claim.actors),
        recipients=_parties(affirmed, lambda claim: claim.recipients),
        figures=ranges_of(affirmed, used, say_sos, corrections),
        say_sos=say_sos,
        reports=tuple(sorted(used)),
        copies=tuple(sorted(copies)),
        standing=standing_of(say_sos),
        decisions=tuple(decisions),
        claims=tuple(claim.id for claim in claims),
        covers=tuple(covers),
        corrections=corrections,
    )


def event_id(claims: Sequence[Claim]) -> str:
    """Return the id of the event that claims add up to, given in the order they were recorded."""
    return "e_" + claims[0].id.removeprefix("c_")


def _most_common(claims: Sequence[Claim], value: Callable[[Claim], str | None]) -> str | None:
    counts = Counter(filter(None, map(value, claims)))
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _place(claims: Sequence[Claim]) -> Place | None:
    """Choose the finest place; between equally fine ones the one most claims give."""
    places = [claim.place for claim in claims if claim.place]
    named = Counter(place.name for place in places)
    return min(
        places,
        key=lambda place: (
            _FINEST_FIRST.index(place.precision),
            place.latitude is None,
            -named[place.name],
            place.name,
        ),
        default=None,
    )


def _time(claims: Sequence[Claim]) -> Time | None:
    """Take the firmest basis given, and of these the days that all of them allow, or else all that any allows."""
    times = [claim.time for claim in claims if claim.time]
    if not times:
        return None
    basis = min((time.basis for time in times), key=_FIRMEST_FIRST.index)
    firm = [time for time in times if time.basis is basis]
    starts: list[date] = [time.earliest for time in firm if time.earliest]
    ends: list[date] = [time.latest for time in firm if time.latest]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    if earliest and latest and earliest > latest:
        earliest, latest = min(starts), max(ends)
    return Time((), earliest, latest, basis)


def _parties(claims: Sequence[Claim], role: Callable[[Claim], tuple[Actor, ...]]) -> tuple[EventActor, ...]:
    """Group the parties that claims name, the one named most often first."""
    claims_of: dict[tuple[str, str | None], list[str]] = {}
    named: dict[tuple[str, str | None], Actor] = {}
    for claim in claims:
        for actor in role(claim):
            key = (actor.name.lower(), actor.country)
            claims_of.setdefault(key, []).append(claim.id)
            named.setdefault(key, actor)
    ordered = sorted(named, key=lambda key: (-len(claims_of[key]), key[0], key[1] or ""))
    return tuple(EventActor(named[key], tuple(sorted(set(claims_of[key])))) for key in ordered)
