"""Find the pairs of claims worth comparing: same family of types, and a day and place, or the report, in common.

No claim is ever compared with all others. In a block of more than REPRESENTATIVES claims, the claims with the smallest
ids stand for it: the others are compared with these alone. Ids are digests, so which these are depends on no order.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sayso.records import Claim, Place, Precision, Time

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
REPRESENTATIVES = 64

# A window wider than this is looked for under the place's own name alone, and one wider than the second not at all.
_WIDEST_WINDOW_DAYS = 10
_WIDEST_AT_A_NAME_DAYS = 70


def blocks_of(claim: Claim) -> tuple[str, ...]:
    """Name the blocks of a claim, as `family|day|where` and `family|report`; claims sharing none are never compared."""
    family = FAMILY.get(claim.event_type, claim.event_type)
    days = _days(claim.time)
    wheres = _wheres(claim) if len(days) <= _WIDEST_WINDOW_DAYS else _own_name(claim)
    return (f"{family}|{claim.report_id}", *(f"{family}|{day}|{where}" for day in days for where in wheres))


def worth_comparing(claim_id: str, block: Sequence[str]) -> tuple[str, ...]:
    """Return the members of a block that a claim of it is compared with; all of them, unless the block is hot."""
    ordered = sorted(block)
    standing_for_all = ordered[:REPRESENTATIVES]
    return tuple(ordered if claim_id in standing_for_all else standing_for_all)


def stands_for_all_anew(before: Collection[str], now: Collection[str]) -> bool:
    """Tell whether others stand for a block than did before: then those that stay in it are compared anew."""
    kept = set(before) & set(now)
    return kept.intersection(sorted(before)[:REPRESENTATIVES]) != kept.intersection(sorted(now)[:REPRESENTATIVES])


def _days(time: Time | None) -> list[str]:
    """List the days a claim may speak of, or `-` where no time is known or it could be nearly any."""
    first = time and (time.earliest or time.latest)
    last = time and (time.latest or time.earliest)
    if not first or not last or (last - first).days >= _WIDEST_AT_A_NAME_DAYS:
        return ["-"]
    return [_day(first, i) for i in range((last - first).days + 1)]


def _day(first: date, offset: int) -> str:
    return (first + timedelta(days=offset)).isoformat()


def _wheres(claim: Claim) -> list[str]:
    """List the place's name, its division and the countries of place and parties, or `-` where the claim names none."""
    parties = (actor.country for actor in (*claim.actors, *claim.recipients))
    place = claim.place
    found = {*_own_name(claim), _division(place), place and place.country, *parties}
    return sorted(where for where in found if where) or ["-"]


def _own_name(claim: Claim) -> list[str]:
    """Return the place's own name, and the division where the place is one."""
    place = claim.place
    if place is None or place.precision is Precision.COUNTRY:
        return []
    division = _division(place) if place.precision is Precision.PROVINCE else None
    return sorted({place.name.lower(), division or place.name.lower()})


def _division(place: Place | None) -> str | None:
    return f"{place.country}/{place.admin1}".lower() if place and place.admin1 else None
