"""Name what makes it impossible that two claims speak of one happening: another kind, day, place, party or number."""

import math

from sayso.merging.blocking import FAMILY
from sayso.merging.evidence import Evidence
from sayso.records import Actor, Certainty, Claim, Place, Precision, Time

_EARTH_RADIUS_KM = 6371.0088
FINE = (Precision.POINT, Precision.TOWN, Precision.DISTRICT)
_SAME_SPOT_KM = 12.0


def veto(a: Evidence, b: Evidence) -> str | None:
    """Name what keeps two claims apart whatever else they share, or return None."""
    if a.sums_up != b.sums_up:
        return "one sums several happenings up, the other tells one"
    return claims_veto(a.claim, b.claim)


def claims_veto(a: Claim, b: Claim) -> str | None:
    """Name what the records of two claims contradict each other in, or return None."""
    if FAMILY.get(a.event_type) != FAMILY.get(b.event_type):
        return f"{a.event_type} and {b.event_type} are different kinds"
    if _is_arrest(a) != _is_arrest(b) and not _may_be_taking(a if _is_arrest(b) else b):
        return "an arrest is another act"
    if _is_yet_to_come(a.certainty) != _is_yet_to_come(b.certainty):
        return "one has happened, the other is announced"
    if not times_meet(a.time, b.time):
        return "their days do not meet"
    if a.place and b.place and places_conflict(a.place, b.place):
        return f"{a.place.name} is not {b.place.name}"
    if _parties_conflict(a.actors, b.actors):
        return f"{a.actors[0].name} is not {b.actors[0].name}"
    return None


def _is_arrest(claim: Claim) -> bool:
    return (claim.event_type, claim.mode) == ("COERCE", "arrest")


def _may_be_taking(claim: Claim) -> bool:
    """Tell whether an act can be what others call an arrest: people are taken, or it is not said what was done."""
    return claim.mode == "abduct" or (claim.event_type != "ASSAULT" and claim.mode is None)


def _is_yet_to_come(certainty: Certainty) -> bool:
    return certainty in (Certainty.PLANNED, Certainty.THREATENED, Certainty.CALLED_FOR, Certainty.HYPOTHETICAL)


def times_meet(a: Time | None, b: Time | None) -> bool:
    """Tell whether two times can be one day; an unknown one can be any."""
    if a is None or b is None:
        return True
    starts_after = a.earliest and b.latest and a.earliest > b.latest
    ends_before = a.latest and b.earliest and a.latest < b.earliest
    return not (starts_after or ends_before)


def places_conflict(a: Place, b: Place) -> bool:
    """Two places conflict when neither can lie in the other."""
    if a.country and b.country and a.country != b.country:
        return True
    if a.precision is Precision.COUNTRY or b.precision is Precision.COUNTRY:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return True
    if a.precision in FINE and b.precision in FINE:
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


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
