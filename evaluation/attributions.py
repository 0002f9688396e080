"""Score attributions against PolNeAR: who said what, and the tokens of source, cue and content."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.scorers import scorer
from sayso.coding.attribution import AttributedStatement, find_attributions
from sayso.coding.sentences import parsed
from sayso.records import Report, Span

_SPLITS = ("polnear_dev",)


def evaluate(data: Path) -> dict[str, float]:
    """Return precision, recall and F1 of `DATA/polnear_dev.jsonl`, in hundredths.

    PolNeAR marks no attribution inside another one's content, so nested ones are left out here.
    """
    scoring = scorer(data, "score_attributions")
    scores: dict[str, float] = {}
    for split in _SPLITS:
        gold = scoring.load(data / f"{split}.jsonl")
        for measure, (precision, recall, f1) in scoring.score(gold, predict(gold.values())).items():
            name = f"{split} {measure.replace('tok ', 'token ')}"
            scores |= {f"{name} P": 100 * precision, f"{name} R": 100 * recall, f"{name} F1": 100 * f1}
    return scores


def predict(documents: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the outermost attributions of each document in the scorer's shape."""
    reports = (Report(id=document["doc"], text=document["text"]) for document in documents)
    return {
        report.id: {"attributions": [_offsets(s) for s in find_attributions(doc) if s.parent is None]}
        for report, doc in parsed(reports)
    }


def _offsets(statement: AttributedStatement) -> dict[str, list[tuple[int, int]]]:
    def pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in spans]

    attribution = statement.attribution
    return {
        "source": pairs(attribution.source),
        "cue": pairs(attribution.cue),
        "content": pairs(attribution.content),
    }


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:36} {score:5.1f}")
