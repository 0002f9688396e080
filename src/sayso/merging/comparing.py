"""Say how likely two claims speak of one happening, with a reason for every part of the score."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.merging.blocking import FAMILY
from sayso.merging.evidence import Evidence, content_stems
from sayso.records import Actor, Basis, Certainty, Claim, Counted, Figure, Place, Precision, Time

_EARTH_RADIUS_KM = 6371.0088
_FINE = (Precision.POINT, Precision.TOWN, Precision.DISTRICT)
_SAME_SPOT_KM = 12.0
_NEARBY_CHARACTERS = 500
_TOLLS = (Counted.KILLED, Counted.INJURED, Counted.MISSING, Counted.DETAINED)


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a comparison: what was compared, what it adds to the log-odds, in words."""

    what: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two claims are of one happening (0 to 1), why, and what rules it out if anything does."""

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]
    veto: str | None


def compare(first: Evidence, second: Evidence) -> Comparison:
    """Compare two claims. The result does not depend on their order, but for which is called first."""
    a, b = sorted((first, second), key=lambda evidence: evidence.id)
    against = veto(a.claim, b.claim)
    reasons = tuple(_reasons(a, b))
    odds = -1.6 + sum(reason.weight for reason in reasons)
    score = 0.0 if against else 1 / (1 + math.exp(-odds))
    return Comparison(a.id, b.id, score, reasons, against)


def veto(a: Claim, b: Claim) -> str | None:
    """Name what makes it impossible that two claims speak of one happening."""
    if FAMILY.get(a.event_type) != FAMILY.get(b.event_type):
        return f"{a.event_type} and {b.event_type} are different kinds"
    if _is_yet_to_come(a.certainty) != _is_yet_to_come(b.certainty):
        return "one has happened, the other is announced"
    if not _times_meet(a.time, b.time):
        return "their days do not meet"
    if a.place and b.place and _places_conflict(a.place, b.place):
        return f"{a.place.name} is not {b.place.name}"
    if _parties_conflict(a.actors, b.actors):
        return f"{a.actors[0].name} is not {b.actors[0].name}"
    return None


def _is_yet_to_come(certainty: Certainty) -> bool:
    return certainty in (Certainty.PLANNED, Certainty.THREATENED, Certainty.CALLED_FOR, Certainty.HYPOTHETICAL)


def _times_meet(a: Time | None, b: Time | None) -> bool:
    if a is None or b is None:
        return True
    starts_after = a.earliest and b.latest and a.earliest > b.latest
    ends_before = a.latest and b.earliest and a.latest < b.earliest
    return not (starts_after or ends_before)


def _places_conflict(a: Place, b: Place) -> bool:
    """Two places conflict when neither can lie in the other."""
    if a.country and b.country and a.country != b.country:
        return True
    if a.precision is Precision.COUNTRY or b.precision is Precision.COUNTRY:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return True
    if a.precision in _FINE and b.precision in _FINE:
        return not same_spot(a, b)
    return False


def same_spot(a: Place, b: Place) -> bool:
    """Tell whether two fine places are one: same entry, same name, or within a town's reach of each other."""
    if a.gazetteer_id and a.gazetteer_id == b.gazetteer_id:
        return True
    distance = kilometres_apart(a, b)
    if distance is None:
        return _folded(a.name) == _folded(b.name)
    return distance <= _SAME_SPOT_KM


def kilometres_apart(a: Place, b: Place) -> float | None:
    """Return the great-circle distance in km, or None where a place has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.longitude - a.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def _parties_conflict(a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
    """Actors conflict when both sides are identified and no country is shared."""
    countries_a = {actor.country for actor in a if actor.country}
    countries_b = {actor.country for actor in b if actor.country}
    return bool(countries_a and countries_b and not countries_a & countries_b)


def _reasons(a: Evidence, b: Evidence) -> Iterable[Reason]:
    first, second = a.claim, b.claim
    yield _kind(a, b)
    yield from _where(first.place, second.place)
    yield from _when(first.time, second.time)
    yield from _who("actor", first.actors, second.actors)
    yield from _who("recipient", first.recipients, second.recipients)
    yield from _how_many(first.figures, second.figures)
    yield _wording(a.words, b.words)
    if a.quoted & b.quoted:
        yield Reason("quote", 1.5, "they quote the same words")
    if first.report_id == second.report_id:
        yield _nearness(first, second)


def _nearness(a: Claim, b: Claim) -> Reason:
    """A report goes from one happening to the next: what stands close together is likelier one."""
    if a.sentence == b.sentence:
        return Reason("report", 1.2, "one sentence tells both")
    if abs(a.trigger.start - b.trigger.start) <= _NEARBY_CHARACTERS:
        return Reason("report", 0.8, "one report tells both, close together")
    return Reason("report", 0.4, "one report tells both")


def _kind(a: Evidence, b: Evidence) -> Reason:
    if a.trigger == b.trigger:
        return Reason("kind", 0.9, f"both say “{a.trigger}”")
    if (a.claim.event_type, a.claim.mode) == (b.claim.event_type, b.claim.mode):
        return Reason("kind", 0.5, f"both are {a.claim.event_type} {a.claim.mode or ''}".rstrip())
    if a.claim.event_type != b.claim.event_type:
        return Reason("kind", -0.6, f"{a.claim.event_type} beside {b.claim.event_type}")
    return Reason("kind", -0.1, f"{a.claim.mode or 'no mode'} beside {b.claim.mode or 'no mode'}")


def _where(a: Place | None, b: Place | None) -> Iterable[Reason]:
    if a is None or b is None:
        return
    both_fine = a.precision in _FINE and b.precision in _FINE
    if Precision.COUNTRY in (a.precision, b.precision):
        yield Reason("place", 0.0, f"{a.name} and {b.name} are in one country")
    elif both_fine or _folded(a.name) == _folded(b.name):
        yield Reason("place", 1.5, f"both in {a.name}")
    else:
        yield Reason("place", 0.5, f"{a.name} and {b.name} are in one province")


def _when(a: Time | None, b: Time | None) -> Iterable[Reason]:
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return
    longer = max((a.latest - a.earliest).days, (b.latest - b.earliest).days)
    if longer <= 1:
        yield Reason("time", 0.9, "the same day")
    elif Basis.ASSUMED in (a.basis, b.basis):
        yield Reason("time", 0.0, "one day is assumed")
    else:
        yield Reason("time", 0.3, "their days meet")


def _who(role: str, a: tuple[Actor, ...], b: tuple[Actor, ...]) -> Iterable[Reason]:
    if not a or not b:
        return
    shared = {_folded(actor.name) for actor in a} & {_folded(actor.name) for actor in b}
    words_a, words_b = _name_words(a), _name_words(b)
    codes_a, codes_b = _codes(a), _codes(b)
    if shared or (words_a and words_b and words_a & words_b):
        yield Reason(role, 0.9, f"the same {role}")
    elif codes_a & codes_b:
        yield Reason(role, 0.4, f"{role}s of one country and sector")
    elif codes_a and codes_b:
        yield Reason(role, -0.7, f"different {role}s")


def _name_words(actors: tuple[Actor, ...]) -> set[str]:
    return {word for actor in actors for word in content_stems(actor.name)}


def _codes(actors: tuple[Actor, ...]) -> set[tuple[str | None, str | None]]:
    return {(actor.country, actor.sector) for actor in actors if actor.country or actor.sector}


def _how_many(a: tuple[Figure, ...], b: tuple[Figure, ...]) -> Iterable[Reason]:
    """Equal tolls speak for one happening. Unequal ones speak hardly against it: tolls are what outlets dispute."""
    for kind in _TOLLS:
        lows_a = {figure.low for figure in a if figure.counts is kind}
        lows_b = {figure.low for figure in b if figure.counts is kind}
        if lows_a & lows_b:
            yield Reason("figures", 0.6, f"the same number {kind}")
        elif lows_a and lows_b and max(lows_a | lows_b) > 5 * max(1.0, min(lows_a | lows_b)):
            yield Reason("figures", -0.8, f"numbers {kind} far apart")


def _wording(a: frozenset[str], b: frozenset[str]) -> Reason:
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return Reason("wording", round(2.4 * (shared - 0.2), 3), f"{shared:.0%} of the shorter sentence's words are shared")


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
