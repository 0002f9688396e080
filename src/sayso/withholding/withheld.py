"""Give reports, claims and events without the names that are to be withheld, ids and everything else as they were.

Names go from every field and every text: quotes, titles, addresses. Offsets are those of the text as it is given.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from sayso.coding import Coding
from sayso.coding.people import people_named
from sayso.records import Claim, Decision, Event, Report
from sayso.withholding.choosing import private_names, victims_names
from sayso.withholding.masking import Masked, NamesToHide
from sayso.withholding.records import without

_AT_HAND = 4096


class Names(StrEnum):
    """Whose names are withheld."""

    SHOWN = "shown"
    VICTIMS = "victims withheld"
    PRIVATE = "private people withheld"


class Withholding:
    """A ledger's reports, claims and events as they may be shown.

    `report` and `claim` find records by id, and `claims_of` the claims that were read from a report.
    """

    def __init__(
        self,
        names: Names,
        report: Callable[[str], Report],
        claim: Callable[[str], Claim],
        claims_of: Callable[[str], Iterable[Claim]],
    ) -> None:
        self._names = names
        self._report = report
        self._claim = claim
        self._claims_of = claims_of
        self._shown = lru_cache(maxsize=_AT_HAND)(self._masked)

    def report(self, report_id: str) -> Report:
        """Return a report without the names."""
        return self._report(report_id) if self._names is Names.SHOWN else self._shown(report_id)[0]

    def claim(self, claim_id: str) -> Claim:
        """Return a claim without the names; its spans fit the report as `report` gives it."""
        claim = self._claim(claim_id)
        if self._names is Names.SHOWN:
            return claim
        _, hidden, masked = self._shown(claim.report_id)
        return without(claim, hidden, masked)

    def event(self, event: Event) -> Event:
        """Return an event without the names that any of its reports has to go without."""
        if self._names is Names.SHOWN:
            return event
        return without(event, self._hidden_in(event.reports), None)

    def decisions(self, decisions: Sequence[Decision], report_ids: Iterable[str]) -> list[Decision]:
        """Return decisions on claims of these reports, without the reports' names in the reasons given."""
        if self._names is Names.SHOWN:
            return list(decisions)
        hidden = self._hidden_in(report_ids)
        return [replace(decision, reason=hidden.mask(decision.reason).text) for decision in decisions]

    def events(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield events without the names."""
        return map(self.event, events)

    def _hidden_in(self, report_ids: Iterable[str]) -> NamesToHide:
        return _all_of(self._shown(report_id)[1] for report_id in report_ids)

    def _masked(self, report_id: str) -> tuple[Report, NamesToHide, Masked]:
        report = self._report(report_id)
        hidden = hidden_names(report, list(self._claims_of(report_id)), self._names)
        masked = hidden.mask(report.text)
        return _report_without(report, hidden, masked), hidden, masked


def hidden_names(report: Report, claims: Sequence[Claim], names: Names) -> NamesToHide:
    """Return the names that a report has to go without."""
    if names is Names.SHOWN:
        return NamesToHide(frozenset())
    choose = victims_names if names is Names.VICTIMS else private_names
    return choose(people_named(report), claims)


def without_names(coding: Coding, names: Names) -> Coding:
    """Return a coding without the names, for `sayso code`."""
    hidden = hidden_names(coding.report, coding.claims, names)
    masked = hidden.mask(coding.report.text)
    return Coding(
        report=_report_without(coding.report, hidden, masked),
        claims=without(coding.claims, hidden, masked),
        places=without(coding.places, hidden, masked),
        times=without(coding.times, hidden, masked),
        attributions=without(coding.attributions, hidden, masked),
    )


def _all_of(names: Iterable[NamesToHide]) -> NamesToHide:
    every = list(names)
    hidden = frozenset[str]().union(*(one.hidden for one in every))
    return NamesToHide(hidden, frozenset[str]().union(*(one.kept for one in every)) - hidden)


def _report_without(report: Report, hidden: NamesToHide, masked: Masked) -> Report:
    return replace(
        without(replace(report, text=""), hidden, masked),
        text=masked.text,
        url=hidden.mask_address(report.url) if report.url else report.url,
        source_id=hidden.mask_address(report.source_id) if report.source_id else report.source_id,
    )
