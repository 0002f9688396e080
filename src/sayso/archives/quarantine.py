"""Remember which documents a process died of or could not finish, so that the next one goes round them."""

import json
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from sayso.errors import ReportError
from sayso.whole_files import written_whole

# A document gets this many tries: one among others, one by itself.
TRIES = 2


class TimeIsUpError(ReportError):
    """A document took longer than it may."""


class Journal:
    """A small file that says what is being coded. What it still names when a process starts, the last one died of."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tries: dict[str, int] = {}
        if file.exists():
            left = json.loads(file.read_text(encoding="utf-8"))
            self._tries = left["tries"]
            for document in left["open"]:
                self._tries[document] = self._tries.get(document, 0) + 1

    @property
    def tries(self) -> Mapping[str, int]:
        """How often each document was tried in vain."""
        return self._tries

    def failed(self, document: str) -> None:
        """Count one try in vain."""
        self._tries[document] = self._tries.get(document, 0) + 1

    @contextmanager
    def trying(self, documents: Sequence[str]) -> Iterator[None]:
        """Name documents while they are coded."""
        self._write(documents)
        yield
        self._write(())

    def close(self) -> None:
        """Forget everything: the file of documents is done."""
        self._file.unlink(missing_ok=True)

    def _write(self, documents: Sequence[str]) -> None:
        with written_whole(self._file) as partial:
            partial.write_text(json.dumps({"open": list(documents), "tries": self._tries}), encoding="utf-8")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError in what runs longer. Only a process's main thread can be stopped so; elsewhere nothing is.

    Raises:
        TimeIsUpError: the time is up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeIsUpError(f"it took longer than {seconds:g} seconds. Split it, or raise --seconds.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
