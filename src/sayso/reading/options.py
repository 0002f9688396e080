"""Say how inputs are to be read, and hold what one reading gives."""

from dataclasses import dataclass
from datetime import date, datetime

from sayso.records import Report


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the caller knows and allows. Clock and limits come in from outside, so that reading can be repeated.

    `published` and `outlet` are for inputs that carry none of their own.
    """

    today: date
    now: datetime
    published: date | None = None
    outlet: str | None = None
    max_bytes: int = 20_000_000
    max_characters: int = 1_000_000
    timeout_seconds: float = 30.0
    allow_private_addresses: bool = False
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, the very bytes it was read from, and what had to be left out of it, said in full sentences."""

    report: Report
    raw: bytes
    remarks: tuple[str, ...] = ()
