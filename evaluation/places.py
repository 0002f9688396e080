"""Score places against LGL and GeoVirus: what is recognised, what is resolved, and both at once.

LGL counts adjectives and peoples ("Russian") as toponyms and GeoVirus does not: each is scored with and without them.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from sayso.coding.places import ACTOR_LIKE, PlaceMention, find_places, home_of
from sayso.coding.sentences import language, parseable_text
from sayso.records import Report
from sayso.resources.gazetteer import Gazetteer

CORPORA = ("lgl", "geovirus")

# The corpora don't name their outlets, but LGL's reports of one outlet stand together: the reports before and after
# one stand in for its outlet's other reports.
_NEIGHBOURS = 4

Gold = list[dict[str, Any]]


def evaluate(data: Path, gazetteer: Gazetteer | None = None) -> dict[str, float]:
    """Return the figures of both corpora, as shares of 1; a toponym that is missed counts as resolved wrong."""
    scorer = _scorer(data)
    gazetteer = gazetteer or Gazetteer.open()
    figures: dict[str, float] = {}
    for corpus in CORPORA:
        gold = _aligned(data / f"{corpus}.jsonl")
        started = time.process_time()
        docs = list(language().pipe(parseable_text(Report(id=one["doc"], text=one["text"])) for one in gold))
        parsing = time.process_time() - started
        started = time.process_time()
        found = [find_places(doc, gazetteer) for doc in docs]
        placing = time.process_time() - started
        figures |= _scored(scorer, gold, found, corpus)
        figures |= _scored(scorer, gold, [_without_demonyms(one) for one in found], f"{corpus}, no demonyms")
        figures |= _scored(scorer, gold, _with_home(docs, found, gazetteer), f"{corpus}, neighbours as source prior")
        figures[f"{corpus}: times as fast as the parse"] = parsing / placing
    return figures


def _scored(scorer: ModuleType, gold: Gold, found: Sequence[Sequence[PlaceMention]], label: str) -> dict[str, float]:
    pairs, spans, placed = [], [], []
    for document, mentions in zip(gold, found, strict=True):
        spans.append([(mention.span.start, mention.span.end) for mention in mentions])
        placed.append(
            [(*span, m.place.latitude, m.place.longitude) for span, m in zip(spans[-1], mentions, strict=True)]
        )
        for toponym in document["toponyms"]:
            if toponym["lat"] is not None:
                pairs.append(_pair(toponym, placed[-1]))
    resolution = scorer.resolution(pairs)
    toponyms = [[(one["start"], one["end"]) for one in document["toponyms"]] for document in gold]
    points = [
        [(one["start"], one["end"], one["lat"], one["lon"]) for one in document["toponyms"] if one["lat"] is not None]
        for document in gold
    ]
    return {
        f"{label}: recognition overlap F1": scorer.spans_prf(toponyms, spans, overlap=True)["F1"],
        f"{label}: acc@161, missed wrong": resolution["acc161"],
        f"{label}: acc@161 of those found": resolution["acc161_answered"],
        f"{label}: end-to-end F1@161": scorer.end_to_end(points, placed)["F1"],
    }


def _pair(toponym: dict[str, Any], placed: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Pair a toponym with the first place that overlaps it, as the scorer wants it."""
    point = next(((one[2], one[3]) for one in placed if one[0] < toponym["end"] and toponym["start"] < one[1]), None)
    return (toponym["lat"], toponym["lon"], *(point or (None, None)), None, None)


def _without_demonyms(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    return [mention for mention in mentions if not (mention.role == ACTOR_LIKE and mention.reason == "demonym")]


def _with_home(
    docs: Sequence[Doc], found: Sequence[list[PlaceMention]], gazetteer: Gazetteer
) -> list[list[PlaceMention]]:
    return [
        find_places(
            doc, gazetteer, home=home_of([*found[max(0, i - _NEIGHBOURS) : i], *found[i + 1 : i + 1 + _NEIGHBOURS]])
        )
        for i, doc in enumerate(docs)
    ]


def _aligned(path: Path) -> Gold:
    """Read a corpus, moving each toponym to where its phrase stands."""
    with path.open(encoding="utf-8") as lines:
        documents: Gold = [json.loads(line) for line in lines]
    for document in documents:
        for toponym in document["toponyms"]:
            start = document["text"].find(toponym["phrase"], max(0, toponym["start"] - 1))
            if 0 <= start <= toponym["start"] + 10:
                toponym |= {"start": start, "end": start + len(toponym["phrase"])}
    return documents


def _scorer(data: Path) -> ModuleType:
    path = data.parent / "score" / "score_places.py"
    spec = importlib.util.spec_from_file_location("score_places", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"No scorer at {path}. Give a DATA folder that stands beside score/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    for name, figure in evaluate(Path(sys.argv[1])).items():
        print(f"{name:56} {figure:6.3f}")
