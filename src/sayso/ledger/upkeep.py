"""What the ledger offers to those who keep it: copies, backups, rebuilding, and the feed of changes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sayso.errors import LedgerError
from sayso.ledger import copying, standing, stored_events
from sayso.ledger.opening import Database
from sayso.ledger.stored_events import Revision
from sayso.whole_files import written_whole


class Upkeep:
    """The part of a Ledger that is about keeping it."""

    _database: Database

    def copy_to(self, target: Self) -> None:
        """Copy everything into an empty ledger, on whichever database: all of it or nothing.

        Raises:
            LedgerError: the target holds something already.
        """
        copying.copy(self._database, target._database)

    @property
    def is_file(self) -> bool:
        """Whether this ledger is a SQLite file."""
        return self._database.engine.dialect.name == "sqlite"

    def back_up_file(self, file: str | os.PathLike[str]) -> None:
        """Write a ledger that is a SQLite file, as it is at this moment, into a file that is not there yet.

        Raises:
            LedgerError: the file is there already.
        """
        path = Path(file)
        if path.exists():
            raise LedgerError(f"{path} is there already. Name a new file for the backup.")
        with written_whole(path) as partial, self._database.explained():
            copying.back_up_sqlite(self._database, str(partial))

    def queue_everything(self) -> int:
        """Queue all current claims, so that merging computes every event anew; return how many there are."""
        with self._database.merging() as connection:
            return standing.queue_everything(connection)

    def feed(self, after: int = 0, since: str = "") -> Iterator[Revision]:
        """Yield what became of events after a sequence number, and from a moment (ISO 8601 in UTC) on, oldest first."""
        last: int | None = after
        while last is not None:
            with self._database.reading() as connection:
                portion = stored_events.revisions_after(connection, last, since)
            yield from portion
            last = portion[-1].sequence if portion else None
