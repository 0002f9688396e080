"""Tell sentences that sum several happenings up, "three attacks this week", and which happenings they cover."""

import re

from sayso.records import Actor, Claim, Counted, Precision

# "a series of strikes", "attacks" after a number or "several", at the trigger itself.
_SEVERAL = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens? of|several|a (series|string|wave|spate) of)"
    r"( \w+){0,2} $",
    re.IGNORECASE,
)
_SHORTEST_WINDOW_DAYS = 2
_WIDE = (Precision.PROVINCE, Precision.COUNTRY)


def sums_up(claim: Claim, text: str) -> bool:
    """Tell whether a claim speaks of several happenings: a number of them, over more than a day or a wide area."""
    times = claim.time
    span = (times.latest - times.earliest).days + 1 if times and times.earliest and times.latest else 1
    is_wide = span >= _SHORTEST_WINDOW_DAYS or claim.place is None or claim.place.precision in _WIDE
    if not is_wide:
        return False
    if any(figure.counts is Counted.EVENTS and figure.low >= 2 for figure in claim.figures):
        return True
    trigger = claim.trigger.of(text)
    before = text[max(0, claim.trigger.start - 40) : claim.trigger.start]
    return span >= _SHORTEST_WINDOW_DAYS and trigger.endswith("s") and _SEVERAL.search(before) is not None


def is_covered(summary: Claim, claim: Claim) -> bool:
    """Tell whether a summary's days and place hold those of a claim, both of one kind."""
    window, day = summary.time, claim.time
    if not (window and window.earliest and window.latest and day and day.earliest and day.latest):
        return False
    if not (window.earliest <= day.earliest and day.latest <= window.latest):
        return False
    place, inner = summary.place, claim.place
    if place is None or inner is None or _are_others(summary.recipients, claim.recipients):
        return False
    if claim.event_type != summary.event_type:
        return False
    if place.precision is Precision.COUNTRY:
        return place.country == inner.country
    if place.precision is Precision.PROVINCE:
        return (place.country, place.admin1) == (inner.country, inner.admin1)
    return place.name.casefold() == inner.name.casefold() or (
        place.gazetteer_id is not None and place.gazetteer_id == inner.gazetteer_id
    )


def _are_others(a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
    """Tell whether two sides are both known, and of no country and sector in common."""
    codes_a, codes_b = ({(actor.country, actor.sector) for actor in side if actor.sector} for side in (a, b))
    return bool(codes_a and codes_b and not codes_a & codes_b)
