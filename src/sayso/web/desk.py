"""What the pages of the desk work with: the ledger, a catalogue of it that keeps up, and who may do what."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.coding import Coder
from sayso.ledger import Ledger
from sayso.reading import ReadingOptions
from sayso.records import Claim, Event, Report
from sayso.settings import Settings
from sayso.web.catalogue import EMPTY, Catalogue
from sayso.web.filters import Filters
from sayso.web.selecting import Selection
from sayso.withholding import Names, Withholding

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Making:
    """How the desk comes by what adding needs; the coder is made when it is first asked for."""

    coder: Callable[[], Coder]
    reading_options: Callable[[], ReadingOptions]


class Desk:
    """A ledger with everything the pages ask of it. Safe to share between threads."""

    def __init__(self, ledger: Ledger, settings: Settings, making: Making) -> None:
        self.ledger = ledger
        self.settings = settings
        self.making = making
        self._catalogue = EMPTY
        self._keeping_up = threading.Lock()
        self._find_words = lru_cache(maxsize=64)(self._numbers_with_words)

    def catalogue(self) -> Catalogue:
        """Return a catalogue of the ledger as it is now."""
        with self._keeping_up:
            held = EMPTY if self._catalogue.is_worn else self._catalogue
            changes = self.ledger.changes_after(held.revision)
            if changes.revision != held.revision:
                reports = {report for event in changes.standing for report in event.content["reports"]}
                self._catalogue = held.updated(changes, self.ledger.outlets_of(reports))
            return self._catalogue

    def select(self, filters: Filters) -> Selection:
        """Return the events that filters let through, as the ledger is now."""
        catalogue = self.catalogue()
        return Selection(catalogue, filters, lambda words: self._find_words(words, catalogue.revision))

    def _numbers_with_words(self, words: str, _revision: int) -> Sequence[int]:
        return self.ledger.numbers_with_words(words)

    def events(self, numbers: Sequence[int]) -> Iterator[Event]:
        """Yield events in the order of their numbers given, without those that are gone meanwhile."""
        for first in range(0, len(numbers), _AT_ONCE):
            portion = numbers[first : first + _AT_ONCE]
            found = self.ledger.events_by_number(portion)
            yield from (found[number] for number in portion if number in found)

    def claims_and_reports(self, event: Event) -> tuple[dict[str, Claim], dict[str, Report]]:
        """Return an event's claims and reports by their ids."""
        claims = self.ledger.claims_by_id(event.claims)
        return claims, {report: self.ledger.report(report) for report in event.reports}

    def withholding(self, hide_private_names: bool = False) -> Withholding:
        """Return the ledger's records as they may be given away, with or without private people's names."""
        hide = hide_private_names or self.settings.hide_private_names
        ledger = self.ledger
        return Withholding(
            Names.PRIVATE if hide else Names.SHOWN,
            report=ledger.report,
            claim=ledger.claim,
            claims_of=lambda report_id: ledger.claims_by_id(ledger.claims_of(report_id)).values(),
        )
