"""Read claims out of a report: who did what to whom, where, when, how many, on whose say-so and how sure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from spacy.tokens import Doc

from sayso.coding.claims import Coding, coding_of
from sayso.coding.endpoint_coder import EndpointCoder
from sayso.coding.event_types import Trigger, find_triggers
from sayso.coding.places import EarlierReports, no_earlier_reports, placed
from sayso.coding.sentences import parsed
from sayso.coding.trigger_model import TriggerModel, trigger_model
from sayso.records import Report
from sayso.resources.gazetteer import Gazetteer
from sayso.resources.versions import lexicon_digests

__all__ = ["Coder", "Coding", "EndpointCoder", "ReportCoder", "trigger_model"]


class Coder(Protocol):
    """Anything that reads claims out of reports, in the order the reports come."""

    @property
    def digests(self) -> Mapping[str, str]:
        """Name what the coder looks things up in, each with its digest; a run keeps them."""

    def code(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Code reports one after another."""


class ReportCoder:
    """Codes by parse, lexicons and rules, and asks the trained model about triggers if it is given one.

    `earlier` gives the places of an outlet's earlier reports, by which namesakes are told apart.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        min_score: float = 0.5,
        model: TriggerModel | None = None,
        earlier: EarlierReports = no_earlier_reports,
    ) -> None:
        self._gazetteer = gazetteer
        self._min_score = min_score
        self._model = model
        self._earlier = earlier

    @property
    def digests(self) -> Mapping[str, str]:
        """Name the lexicons, the gazetteer and the model with their digests."""
        model = {"trigger model": self._model.digest} if self._model else {}
        return {**lexicon_digests(), "gazetteer": self._gazetteer.digest, **model}

    def code(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Code reports one after another, parsed in batches."""
        for report, doc, places in placed(parsed(reports), self._gazetteer, self._earlier):
            yield coding_of(report, doc, places, self._min_score, self._triggers)

    def _triggers(self, doc: Doc) -> list[Trigger]:
        return find_triggers(doc, self._model)
