"""Find the pairs of claims worth comparing: same family of types, a day in common, a country in common."""

from datetime import date, timedelta

from sayso.records import Claim, Time

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
    """Name the blocks of a claim, as `family|day|country`; two claims sharing none are never compared."""
    family = FAMILY.get(claim.event_type, claim.event_type)
    return tuple(f"{family}|{day}|{country}" for day in _days(claim.time) for country in _countries(claim))


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


def _countries(claim: Claim) -> list[str]:
    """List the countries of place and parties, or `-` where the claim names none."""
    parties = (actor.country for actor in (*claim.actors, *claim.recipients))
    place = claim.place.country if claim.place else None
    return sorted({country for country in (place, *parties) if country}) or ["-"]
