"""Score times against WikiWars: spans, values, and values of dates tied to the calendar."""

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.coding.sentences import language, parseable_text
from sayso.coding.times import find_times
from sayso.records import Report


def evaluate(data: Path) -> dict[str, float]:
    """Return strict, relaxed and value F1 of `DATA/wikiwars_train.jsonl`, in hundredths.

    All gold is typed DATE whatever its value, so type is not scored.
    """
    scorer = _scorer(data)
    gold = scorer.load(data / "wikiwars_train.jsonl")
    predicted = {name: predict(document) for name, document in gold.items()}
    count, found, strict, relaxed, _, value, _, _ = scorer.run(gold, predicted, scorer.ALL)

    def anchored(timex: dict[str, Any]) -> bool:
        return timex["type"] in ("DATE", "TIME") and (timex["value"] or "")[:4].isdigit()

    dates = scorer.run(gold, predicted, anchored)
    return {
        "strict F1": 100 * scorer.f(strict, found, count)[2],
        "relaxed F1": 100 * scorer.f(relaxed, found, count)[2],
        "value F1": 100 * scorer.f(value, found, count)[2],
        "anchored-date value F1": 100 * scorer.f(dates[5], dates[1], dates[0])[2],
    }


def predict(document: dict[str, Any]) -> dict[str, Any]:
    """Return the times of one WikiWars document in the scorer's shape."""
    report = Report(id=document["doc"], text=document["text"])
    mentions = find_times(language()(parseable_text(report)), date.fromisoformat(document["dct"]))
    return {
        "doc": document["doc"],
        "timex": [
            {"s": mention.span.start, "e": mention.span.end, "type": mention.type, "value": mention.value}
            for mention in mentions
        ],
    }


def _scorer(data: Path) -> ModuleType:
    path = data.parent / "score" / "score_times.py"
    spec = importlib.util.spec_from_file_location("score_times", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"No scorer at {path}. Give a DATA folder that stands beside score/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:24} {score:5.1f}")
