"""Score event types against the PLV sentences: one PLOVER type a sentence, with nothing marked and nothing trained.

A sentence may name several events; its type is that of the trigger nearest to the root of the parse, surer ones first.
PLV keeps CAMEO's YIELD for what PLOVER splits into CONCEDE and RETREAT.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from evaluation.scorers import scorer
from sayso.coding.event_types import Trigger, find_triggers
from sayso.coding.sentences import language

_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_NOTHING = "NONE"
# How much surer a trigger must be to be preferred though it stands one step further from the root.
_STEP = 0.12


def evaluate(data: Path) -> dict[str, float]:
    """Return accuracy and macro-F1 in hundredths on all sentences, macro-F1 on each half, and F1 a type."""
    rows = _rows(data / "plv_train.jsonl")
    gold = [row["root"] for row in rows]
    made = predict([row["sentence"] for row in rows])
    scoring = scorer(data, "score_roots")
    accuracy, macro = scoring.score(gold, made)
    halves = [[i for i, row in enumerate(rows) if row["id"] % 2 == half] for half in (0, 1)]
    even, odd = (scoring.score([gold[i] for i in half], [made[i] for i in half])[1] for half in halves)
    scores = {
        "plv_train accuracy": 100 * accuracy,
        "plv_train macro-F1": 100 * macro,
        "plv_train macro-F1, even half": 100 * even,
        "plv_train macro-F1, odd half": 100 * odd,
    }
    by_type = _f1_of_types(gold, [_YIELD.get(label, label) for label in made])
    return scores | {f"plv_train {label} F1": 100 * f1 for label, f1 in by_type.items()}


def predict(sentences: Sequence[str]) -> list[str]:
    """Return the PLOVER type of each sentence, or NONE."""
    return [_type_of(doc) for doc in language().pipe(sentences, batch_size=64)]


def _type_of(doc: Doc) -> str:
    triggers = find_triggers(doc)
    return max(triggers, key=lambda trigger: _weight(trigger, doc)).event_type if triggers else _NOTHING


def _weight(trigger: Trigger, doc: Doc) -> float:
    return trigger.strength - _STEP * sum(1 for _ in doc[trigger.head].ancestors)


def _f1_of_types(gold: Sequence[str], made: Sequence[str]) -> dict[str, float]:
    scores = {}
    for label in sorted(set(gold)):
        right = sum(one == other == label for one, other in zip(gold, made, strict=True))
        scores[label] = 2 * right / max(1, gold.count(label) + made.count(label))
    return scores


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:40} {score:6.2f}")
