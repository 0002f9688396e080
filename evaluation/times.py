"""Score times against WikiWars: spans, values, and values of dates tied to the calendar."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.scorers import scorer
from sayso.coding.sentences import language, parseable_text
from sayso.coding.times import find_times
from sayso.records import Report


def evaluate(data: Path) -> dict[str, float]:
    """Return strict, relaxed and value F1 of `DATA/wikiwars_train.jsonl`, in hundredths.

    All gold is typed DATE whatever its value, so type is not scored.
    """
    scoring = scorer(data, "score_times")
    gold = scoring.load(data / "wikiwars_train.jsonl")
    predicted = {name: predict(document) for name, document in gold.items()}
    count, found, strict, relaxed, _, value, _, _ = scoring.run(gold, predicted, scoring.ALL)

    def anchored(timex: dict[str, Any]) -> bool:
        return timex["type"] in ("DATE", "TIME") and (timex["value"] or "")[:4].isdigit()

    dates = scoring.run(gold, predicted, anchored)
    return {
        "strict F1": 100 * scoring.f(strict, found, count)[2],
        "relaxed F1": 100 * scoring.f(relaxed, found, count)[2],
        "value F1": 100 * scoring.f(value, found, count)[2],
        "anchored-date value F1": 100 * scoring.f(dates[5], dates[1], dates[0])[2],
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


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:24} {score:5.1f}")
