"""Find the pairs of claims worth comparing: same family of types, and a day and place, or the report, in common."""

from datetime import date, timedelta

from sayso.records import Claim, Precision, Time

# Coders, and outlets, use these types for one and the same happening; across families they do not.
_FAMILIES = (
    ("ASSAULT", "COERCE", "MOBILIZE"),
    ("PROTEST",),
    ("SANCTION",),
    ("AGREE", "CONSULT", "COOPERATE", "SUPPORT"),
    ("AID",),
    ("CONCEDE", "RETREAT"),
    ("ACCUSE", "REJECT"),
    ("THREATEN", "REQUEST"),
)
FAMILY = {event_type: family[0] for family in _FAMILIES for event_type in family}

# A window wider than this says so little that each of its days is not worth a block of its own.
_WIDEST_WINDOW_DAYS = 10


def blocks_of(claim: Claim) -> tuple[str, ...]:
    """Name the blocks of a claim, as `family|day|where` and `family|report`; claims sharing none are never compared."""
    family = FAMILY.get(claim.event_type, claim.event_type)
    days, wheres = _days(claim.time), _wheres(claim)
    return (f"{family}|{claim.report_id}", *(f"{family}|{day}|{where}" for day in days for where in wheres))


def _days(time: Time | None) -> list[str]:
    """List the days a claim may speak of, or its month where the window is wide, or `-` where no time is known."""
    first = time and (time.earliest or time.latest)
    last = time and (time.latest or time.earliest)
    if not first or not last:
        return ["-"]
    length = (last - first).days + 1
    if length > _WIDEST_WINDOW_DAYS:
        return _months(first, last)
    return [(first + timedelta(days=i)).isoformat() for i in range(length)]


def _months(first: date, last: date) -> list[str]:
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [m for m in months if (first.year, first.month) <= m <= (last.year, last.month)]
    return [f"{year}-{month:02}" for year, month in inside[:12]]


def _wheres(claim: Claim) -> list[str]:
    """List the place's name and the countries of place and parties, or `-` where the claim names none."""
    parties = (actor.country for actor in (*claim.actors, *claim.recipients))
    place = claim.place
    named = place.name.lower() if place and place.precision is not Precision.COUNTRY else None
    return sorted({where for where in (named, place and place.country, *parties) if where}) or ["-"]
