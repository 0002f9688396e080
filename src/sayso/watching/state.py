"""Remember between requests, and from one start to the next: which feeds and pages there are, and when each is due.

One SQLite file beside the ledger. Every change is one transaction, so that a kill at any moment loses none that was
made and leaves none half made. Moments are seconds since 1970.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sayso.errors import LedgerError
from sayso.reading.fetch import Validators

_SCHEMA = """
CREATE TABLE IF NOT EXISTS places (
    url TEXT PRIMARY KEY, kind TEXT NOT NULL, host TEXT NOT NULL, published TEXT, outlet TEXT,
    due REAL, looks INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT, last_modified TEXT, digest TEXT, answered REAL, said TEXT, moved_to TEXT, since REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS places_due ON places (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, free REAL NOT NULL) STRICT;
"""
FEED, PAGE = "feed", "page"
_COLUMNS = "url, kind, host, published, due, looks, failures, etag, last_modified, digest, answered, said, moved_to"


@dataclass(frozen=True, slots=True)
class Place:
    """A feed or page to ask: when it is due (None: never again), what is known of it, what it last said."""

    url: str
    kind: str
    host: str
    published: str | None
    due: float | None
    looks: int
    failures: int
    validators: Validators
    digest: str | None
    answered: float | None
    said: str | None
    moved_to: str | None


class State:
    """The file."""

    def __init__(self, path: Path | str) -> None:
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise LedgerError(
                f"{path} can't be opened as the memory of sayso watch: {error}. Check the path."
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> "State":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, kind: str, found: Iterable[tuple[str, str, str | None]], now: float) -> int:
        """Add places that are new, given as URL, host and publication date; return how many are."""
        rows = [(url, kind, host, published, now, now) for url, host, published in found]
        statement = "INSERT OR IGNORE INTO places (url, kind, host, published, due, since) VALUES (?, ?, ?, ?, ?, ?)"
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            before = self._connection.total_changes
            self._connection.executemany(statement, rows)
            return self._connection.total_changes - before

    def due(self, now: float, most: int) -> list[Place]:
        """Return places that are due at hosts that are free, one a host, feeds before pages and longest due first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places LEFT JOIN hosts USING (host) "
            "WHERE due <= ? AND coalesce(free, 0) <= ? ORDER BY kind, due, url LIMIT ?",
            (now, now, 20 * most),
        )
        first: dict[str, Place] = {}
        for row in rows:
            first.setdefault(row[2], _place(row))
        return list(first.values())[:most]

    def next_due(self) -> float | None:
        """Return when the next place can be asked, None if no place ever will be."""
        (moment,) = self._connection.execute(
            "SELECT min(max(due, coalesce(free, 0))) FROM places LEFT JOIN hosts USING (host) WHERE due IS NOT NULL"
        ).fetchone()
        return None if moment is None else float(moment)

    def hold(self, host: str, until: float) -> None:
        """Let nobody ask a host before a moment. Written before a request is sent, so that a kill does not undo it."""
        with self._connection:
            self._connection.execute(
                "INSERT INTO hosts VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET free = max(free, excluded.free)",
                (host, until),
            )

    def answered(
        self,
        url: str,
        now: float,
        due: float | None,
        said: str,
        validators: Validators | None = None,
        digest: str | None = None,
        moved_to: str | None = None,
    ) -> None:
        """Note an answer; validators and digest stay as they are where None is given."""
        with self._connection:
            self._connection.execute(
                "UPDATE places SET due = ?, looks = looks + 1, failures = 0, answered = ?, said = ?, "
                "etag = CASE WHEN ? THEN ? ELSE etag END, last_modified = CASE WHEN ? THEN ? ELSE last_modified END, "
                "digest = coalesce(?, digest), moved_to = coalesce(?, moved_to) WHERE url = ?",
                (
                    due,
                    now,
                    said,
                    validators is not None,
                    validators.etag if validators else None,
                    validators is not None,
                    validators.last_modified if validators else None,
                    digest,
                    moved_to,
                    url,
                ),
            )

    def failed(self, url: str, due: float | None, said: str) -> None:
        """Note a failure."""
        with self._connection:
            self._connection.execute(
                "UPDATE places SET due = ?, failures = failures + 1, said = ? WHERE url = ?", (due, said, url)
            )

    def feeds(self) -> Iterator[Place]:
        """Yield every feed, in order of address."""
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM places WHERE kind = ? ORDER BY url", (FEED,)):
            yield _place(row)

    def counts(self) -> dict[str, int]:
        """Count feeds, pages, pages that wait, and feeds and pages that last failed."""
        rows = self._connection.execute(
            "SELECT kind, count(*), sum(due IS NOT NULL AND looks = 0), sum(failures > 0) FROM places GROUP BY kind"
        ).fetchall()
        found = {kind: (total, waiting or 0, failing or 0) for kind, total, waiting, failing in rows}
        feeds, pages = found.get(FEED, (0, 0, 0)), found.get(PAGE, (0, 0, 0))
        return {
            "feeds": feeds[0],
            "feeds failing": feeds[2],
            "pages": pages[0],
            "pages waiting": pages[1],
            "pages failing": pages[2],
        }

    def forget_pages(self, before: float) -> int:
        """Drop pages that will not be looked at again and were found before a moment; return how many.

        A feed that still lists such a page would have it read once more; the ledger knows the report by its text.
        """
        with self._connection:
            return self._connection.execute(
                "DELETE FROM places WHERE kind = ? AND due IS NULL AND since < ?", (PAGE, before)
            ).rowcount


def _place(row: tuple[object, ...]) -> Place:
    url, kind, host, published, due, looks, failures, etag, modified, digest, answered, said, moved = row
    return Place(
        url=str(url),
        kind=str(kind),
        host=str(host),
        published=_text(published),
        due=_number(due),
        looks=int(str(looks)),
        failures=int(str(failures)),
        validators=Validators(_text(etag), _text(modified)),
        digest=_text(digest),
        answered=_number(answered),
        said=_text(said),
        moved_to=_text(moved),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
