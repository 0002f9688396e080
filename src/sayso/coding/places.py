"""Find the places a report names, resolve them, and tell where each event took place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.event_places import place_of_event
from sayso.coding.place_lexicon import place_lexicon
from sayso.coding.place_mentions import ACTOR_LIKE, PLACE, PlaceMention, actor_like
from sayso.coding.place_names import find_names
from sayso.coding.place_resolution import Point, Resolved, kilometres, place_of, resolve
from sayso.coding.place_words import PlaceName, Words
from sayso.records import Place, Precision
from sayso.resources.gazetteer import Gazetteer

__all__ = ["ACTOR_LIKE", "PLACE", "Home", "PlaceMention", "find_places", "home_of", "place_of_event"]

_HOME_KM = 150.0
_FEWEST_FOR_HOME = 8
_SHARE_OF_HOME = 0.25


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet's reports mostly play, learned from their resolved places."""

    latitude: float
    longitude: float


def find_places(
    doc: Doc, gazetteer: Gazetteer, outlet: str | None = None, home: Home | None = None
) -> list[PlaceMention]:
    """Return the places a report names, in order, each with its role and the reason for its reading.

    Names of countries and capitals that stand for governments, and demonyms, have the role `ACTOR_LIKE`. `home` is
    the source prior, to be had from `home_of`; `outlet` is the report's and does nothing by itself.
    """
    words = Words(doc)
    names = find_names(words, gazetteer)
    if not names:
        return []
    lexicon = place_lexicon(gazetteer)
    resolved = resolve(doc, words, names, lexicon, _point(home))
    return [
        _mention(doc, name, one, place_of(name, one, names, lexicon)) for name, one in zip(names, resolved, strict=True)
    ]


def home_of(reports: Iterable[Sequence[PlaceMention]]) -> Home | None:
    """Return where an outlet's reports mostly play, or None if they are few or play all over the world."""
    points = [
        (mention.place.latitude, mention.place.longitude)
        for mentions in reports
        for mention in {m.place.gazetteer_id: m for m in mentions if m.role == PLACE}.values()
        if mention.place.precision in (Precision.TOWN, Precision.DISTRICT)
        and mention.place.latitude is not None
        and mention.place.longitude is not None
    ]
    if len(points) < _FEWEST_FOR_HOME:
        return None
    crowds = {point: sum(kilometres(point, other) <= _HOME_KM for other in points) for point in set(points)}
    centre = max(sorted(crowds), key=lambda point: crowds[point])
    if crowds[centre] < _SHARE_OF_HOME * len(points):
        return None
    return Home(*centre)


def _point(home: Home | None) -> Point | None:
    return None if home is None else (home.latitude, home.longitude)


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
