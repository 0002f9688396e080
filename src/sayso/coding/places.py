"""Find the places a report names, resolve them, and tell where each event took place."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc

from sayso.coding.event_places import place_of_event
from sayso.coding.place_coverage import Coverage
from sayso.coding.place_lexicon import place_lexicon
from sayso.coding.place_mentions import ACTOR_LIKE, PLACE, PlaceMention, actor_like
from sayso.coding.place_names import find_names
from sayso.coding.place_resolution import Resolved, place_of, resolve
from sayso.coding.place_words import PlaceName, Words
from sayso.records import Place, Report
from sayso.resources.gazetteer import Gazetteer

__all__ = ["ACTOR_LIKE", "PLACE", "Coverage", "PlaceMention", "find_places", "place_of_event", "placed"]

_TOGETHER = 16

PlacesOfReports = Mapping[str, Sequence[Place]]
"""The places of reports, by the reports' ids."""

EarlierReports = Callable[[str], PlacesOfReports]
"""Return the places of what an outlet published before."""


def find_places(doc: Doc, gazetteer: Gazetteer, coverage: Coverage | None = None) -> list[PlaceMention]:
    """Return the places a report names, in order, each with its role and the reason for its reading.

    Names of countries and capitals that stand for governments, and demonyms, have the role `ACTOR_LIKE`. `coverage`
    is the source prior: where the other reports of the same outlet play.
    """
    return _Named.of(doc, gazetteer).mentions(coverage)


def no_earlier_reports(_outlet: str) -> PlacesOfReports:
    """Know of nothing that an outlet published before."""
    return {}


def placed(
    parsed: Iterable[tuple[Report, Doc]], gazetteer: Gazetteer, earlier: EarlierReports = no_earlier_reports
) -> Iterator[tuple[Report, Doc, list[PlaceMention]]]:
    """Find the places of parsed reports, each read with its outlet's coverage: reports at hand, and earlier ones."""
    waiting = iter(parsed)
    while group := list(islice(waiting, _TOGETHER)):
        named = [_Named.of(doc, gazetteer) for _, doc in group]
        coverages = _coverages([report for report, _ in group], named, earlier)
        for (report, doc), one, coverage in zip(group, named, coverages, strict=True):
            yield report, doc, one.mentions(coverage)


@dataclass(frozen=True, slots=True)
class _Named:
    """A report whose place names are found, and may be resolved more than once."""

    doc: Doc
    words: Words
    names: list[PlaceName]
    gazetteer: Gazetteer

    @staticmethod
    def of(doc: Doc, gazetteer: Gazetteer) -> "_Named":
        words = Words(doc)
        return _Named(doc, words, find_names(words, gazetteer), gazetteer)

    def mentions(self, coverage: Coverage | None) -> list[PlaceMention]:
        if not self.names:
            return []
        lexicon = place_lexicon(self.gazetteer)
        resolved = resolve(self.doc, self.words, self.names, lexicon, coverage)
        return [
            _mention(self.doc, name, one, place_of(name, one, self.names, lexicon))
            for name, one in zip(self.names, resolved, strict=True)
        ]


def _coverages(
    reports: Sequence[Report], named: Sequence[_Named], earlier: EarlierReports
) -> Iterator[Coverage | None]:
    """Yield the coverage by which to read each report: its outlet's other reports, as they are read without one."""
    counts = Counter(report.outlet for report in reports)
    at_hand = {
        report.id: [mention.place for mention in one.mentions(None) if mention.role == PLACE]
        for report, one in zip(reports, named, strict=True)
        if counts[report.outlet] > 1 and report.outlet
    }
    of_outlet = {
        outlet: dict(earlier(outlet))
        | {one.id: at_hand[one.id] for one in reports if one.outlet == outlet and one.id in at_hand}
        for outlet in counts
        if outlet
    }
    for report in reports:
        others = of_outlet[report.outlet] if report.outlet else {}
        yield Coverage(places for identity, places in others.items() if identity != report.id) or None


def _mention(doc: Doc, name: PlaceName, resolved: Resolved, place: Place) -> PlaceMention:
    reason = "demonym" if name.demonym else actor_like(doc, name, resolved.entry)
    return PlaceMention(
        span=name.span,
        place=place,
        token_start=name.start,
        token_end=name.end,
        role=ACTOR_LIKE if reason else PLACE,
        reason=reason or resolved.reason,
    )
