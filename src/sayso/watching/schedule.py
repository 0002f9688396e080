"""Say when to ask again: after an answer, after a failure, and how far apart requests to one host must be.

Pure: moments are seconds since 1970 and chance comes in from outside.
"""

from dataclasses import dataclass

HOUR = 3600.0
DAY = 24 * HOUR
# A page is looked at again so long after it was first read: most corrections come within a day.
LOOK_AGAIN = (1 * HOUR, 6 * HOUR, 24 * HOUR)
# A feed that fails is asked again after one interval, then two, four and so on, up to here.
_LONGEST_BACK_OFF = 6 * HOUR
# A page that can't be had is given up after so many failures; one answered with 404 or 410 at once.
MOST_FAILURES = 5
_JITTER = 0.1
_LONGEST_CRAWL_DELAY = HOUR
_HOST_PAUSE = 5.0
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to ask a feed, and the least time between two requests to one host, in seconds."""

    every: float = 900.0
    host_pause: float = _HOST_PAUSE


def after_answer(now: float, pace: Pace, chance: float) -> float:
    """Return when to ask a feed again that answered. `chance` is in [0, 1)."""
    return now + pace.every * (1 + _JITTER * chance)


def after_failure(now: float, failures: int, pace: Pace, retry_after: float | None, chance: float) -> float:
    """Return when to try again after the `failures`th failure in a row; never before the server wants it."""
    wait = min(pace.every * 2.0 ** (failures - 1), _LONGEST_BACK_OFF) * (1 + _JITTER * chance)
    return now + max(wait, retry_after or 0.0)


def look_again(now: float, looks: int) -> float | None:
    """Return when to look at a page again that was looked at `looks` times; None when that is enough."""
    return now + LOOK_AGAIN[looks - 1] if 0 < looks <= len(LOOK_AGAIN) else None


def is_gone(status: int | None, failures: int) -> bool:
    """Tell whether to give a page up."""
    return status in _GONE or failures >= MOST_FAILURES


def pause_of(crawl_delay: float, pace: Pace) -> float:
    """Return the seconds to leave between two requests to a host."""
    return max(pace.host_pause, min(crawl_delay, _LONGEST_CRAWL_DELAY))
