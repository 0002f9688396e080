"""Count how often somebody did something lately, and say when that is too often."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

_MOST_KEYS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds."""

    times: int
    seconds: float


LOGINS = Limit(8, 900)
WRITES = Limit(240, 60)
EXPORTS = Limit(60, 60)
READS = Limit(1200, 60)


class RateLimits:
    """Remembers, for each key, the moments within a limit's window. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._moments: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def allows(self, key: str, limit: Limit) -> bool:
        """Count one more time, and tell whether it still is within the limit; a refused one is not counted."""
        now = self._clock()
        with self._lock:
            moments = self._moments[key]
            while moments and moments[0] <= now - limit.seconds:
                moments.popleft()
            if len(self._moments) > _MOST_KEYS:
                self._moments = defaultdict(deque, {k: m for k, m in self._moments.items() if m and m[-1] > now - 900})
                moments = self._moments[key]
            if len(moments) >= limit.times:
                return False
            moments.append(now)
            return True

    def forget(self, key: str) -> None:
        """Start afresh for a key."""
        with self._lock:
            self._moments.pop(key, None)
