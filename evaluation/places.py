"""Score places against LGL and GeoVirus: what is recognised, what is resolved, and both at once.

LGL counts adjectives and peoples ("Russian") as toponyms and GeoVirus does not: each is scored with and without them.
Neither has a part to tune on: weights were set on the documents whose ids have a SHA-256 with an even first byte, and
the figures of both halves are printed.

    python -m evaluation.places ../shared/data
"""

import json
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from evaluation.marked_names import marked_places
from evaluation.scorers import scorer
from sayso.coding.places import ACTOR_LIKE, Coverage, PlaceMention, find_places
from sayso.coding.sentences import language, parseable_text
from sayso.records import Place, Report, Span
from sayso.resources.gazetteer import Gazetteer

CORPORA = ("lgl", "geovirus")

Gold = list[dict[str, Any]]
Located = Sequence[tuple[Span, Place]]


def evaluate(data: Path, gazetteer: Gazetteer | None = None) -> dict[str, float]:
    """Return the figures of both corpora, as shares of 1; a toponym that is missed counts as resolved wrong."""
    scoring = scorer(data, "score_places")
    gazetteer = gazetteer or Gazetteer.open()
    figures: dict[str, float] = {}
    for corpus in CORPORA:
        gold = _aligned(data / f"{corpus}.jsonl")
        started = time.process_time()
        docs = list(language().pipe(parseable_text(Report(id=one["doc"], text=one["text"])) for one in gold))
        parsing = time.process_time() - started
        find_places(docs[0], gazetteer)
        started = time.process_time()
        found = [find_places(doc, gazetteer) for doc in docs]
        placing = time.process_time() - started
        figures |= _scored(scoring, gold, found, corpus)
        figures |= _scored(scoring, gold, [_without_demonyms(one) for one in found], f"{corpus}, no demonyms")
        marked = _marked(gold, docs, gazetteer)
        figures |= _resolution(scoring, gold, marked, f"{corpus}, gold spans")
        if corpus == "lgl":
            outlets = outlets_of(gold)
            read = [[mention.place for mention in one] for one in found]
            prior = _coverages(read, outlets)
            informed = [find_places(doc, gazetteer, one) for doc, one in zip(docs, prior, strict=True)]
            figures |= _scored(scoring, gold, informed, f"{corpus}, source prior")
            prior = _coverages([[place for _, place in one] for one in marked], outlets)
            figures |= _resolution(
                scoring, gold, _marked(gold, docs, gazetteer, prior), f"{corpus}, gold spans, source prior"
            )
        figures[f"{corpus}: times as fast as the parse"] = parsing / placing
    return figures


def outlets_of(gold: Gold) -> list[int]:
    """Number the outlets of LGL's documents.

    The corpus does not name them, but it stands sorted by outlet and, within one, by document id: where the ids start
    anew, another outlet begins. That gives 77; the corpus's authors speak of 78.
    """
    outlets: list[int] = []
    for at, document in enumerate(gold):
        anew = at == 0 or int(document["doc"]) < int(gold[at - 1]["doc"])
        outlets.append(outlets[-1] + anew if outlets else 0)
    return outlets


def in_tuned_half(document: dict[str, Any]) -> bool:
    """Tell whether weights were set with this document in view."""
    return sha256(document["doc"].encode()).digest()[0] % 2 == 0


def _coverages(places: Sequence[Sequence[Place]], outlets: Sequence[int]) -> list[Coverage]:
    """Learn for each document where its outlet's other documents play; no label is looked at."""
    return [
        Coverage(others for i, others in enumerate(places) if i != at and outlets[i] == outlet)
        for at, outlet in enumerate(outlets)
    ]


def _marked(
    gold: Gold, docs: Sequence[Doc], gazetteer: Gazetteer, prior: Sequence[Coverage] | None = None
) -> list[Located]:
    return [
        marked_places(
            doc, [(one["start"], one["end"]) for one in document["toponyms"]], gazetteer, prior[at] if prior else None
        )
        for at, (document, doc) in enumerate(zip(gold, docs, strict=True))
    ]


def _resolution(scoring: ModuleType, gold: Gold, marked: Sequence[Located], label: str) -> dict[str, float]:
    pairs: dict[str, list[tuple[Any, ...]]] = {"": [], ", tuned half": [], ", other half": []}
    for document, places in zip(gold, marked, strict=True):
        placed = [(span.start, span.end, place.latitude, place.longitude) for span, place in places]
        half = ", tuned half" if in_tuned_half(document) else ", other half"
        for toponym in document["toponyms"]:
            if toponym["lat"] is not None:
                pairs[""].append(_pair(toponym, placed))
                pairs[half].append(_pair(toponym, placed))
    return {f"{label}: acc@161{part}": scoring.resolution(some)["acc161"] for part, some in pairs.items()}


def _scored(scoring: ModuleType, gold: Gold, found: Sequence[Sequence[PlaceMention]], label: str) -> dict[str, float]:
    pairs, spans, placed = [], [], []
    for document, mentions in zip(gold, found, strict=True):
        spans.append([(mention.span.start, mention.span.end) for mention in mentions])
        placed.append(
            [(*span, m.place.latitude, m.place.longitude) for span, m in zip(spans[-1], mentions, strict=True)]
        )
        for toponym in document["toponyms"]:
            if toponym["lat"] is not None:
                pairs.append(_pair(toponym, placed[-1]))
    resolution = scoring.resolution(pairs)
    toponyms = [[(one["start"], one["end"]) for one in document["toponyms"]] for document in gold]
    points = [
        [(one["start"], one["end"], one["lat"], one["lon"]) for one in document["toponyms"] if one["lat"] is not None]
        for document in gold
    ]
    return {
        f"{label}: recognition overlap F1": scoring.spans_prf(toponyms, spans, overlap=True)["F1"],
        f"{label}: acc@161, missed wrong": resolution["acc161"],
        f"{label}: acc@161 of those found": resolution["acc161_answered"],
        f"{label}: end-to-end F1@161": scoring.end_to_end(points, placed)["F1"],
    }


def _pair(toponym: dict[str, Any], placed: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Pair a toponym with the first place that overlaps it, as the scorer wants it."""
    point = next(((one[2], one[3]) for one in placed if one[0] < toponym["end"] and toponym["start"] < one[1]), None)
    return (toponym["lat"], toponym["lon"], *(point or (None, None)), None, None)


def _without_demonyms(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    return [mention for mention in mentions if not (mention.role == ACTOR_LIKE and mention.reason == "demonym")]


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


if __name__ == "__main__":
    for name, figure in evaluate(Path(sys.argv[1])).items():
        print(f"{name:56} {figure:6.3f}")
