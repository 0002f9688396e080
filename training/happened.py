"""Fit how far each sign and form speaks for an event having taken place, and write src/sayso/resources/happened.toml.

    python -m training.happened FACTUALITY_UDS_IH2_TRAIN.jsonl

The corpus is UDS-IH2 (White et al., EMNLP 2018) on the English Web Treebank, CC BY-SA 4.0; its text is not shipped.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from evaluation.certainty import parsed

from sayso.coding.certainty_path import signs_over
from sayso.coding.factuality import features_of

OUT = Path(__file__).parents[1] / "src/sayso/resources/happened.toml"
_RAREST = 60
_PENALTY = 20.0


def fit(path: Path) -> dict[str, float]:
    """Return the weight of every feature that stands in at least 60 rows, and the constant."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    docs = parsed(rows)
    tokens = [docs[tuple(row["tokens"])][row["end"] - 1] for row in rows]
    features = [features_of(token, list(signs_over(token))) for token in tokens]
    counts = Counter(name for found in features for name in found)
    column = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= _RAREST))}
    table = np.zeros((len(rows), len(column) + 1))
    table[:, -1] = 1
    for row, found in zip(table, features, strict=True):
        row[[column[name] for name in found if name in column]] = 1
    penalty = np.diag([_PENALTY] * len(column) + [0.0])
    gold = np.array([row["gold"] for row in rows])
    weights = np.linalg.solve(table.T @ table + penalty, table.T @ gold)
    return {"constant": float(weights[-1])} | {name: float(weights[i]) for name, i in column.items()}


def main(path: Path) -> None:
    """Fit and write."""
    lines = [f"{json.dumps(name)} = {weight:.3f}" for name, weight in fit(path).items()]
    head = (
        "# Written by training/happened.py from UDS-IH2 (CC BY-SA 4.0). Weights of features, on a scale of 3 to -3.\n"
    )
    OUT.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
