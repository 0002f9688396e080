"""Type PLV's sentences, source and target marked, in five-fold cross-validation: one label a line, in their order.

    python -m training.plv_folds --data FOLDER --weights training/checkpoints/NAME.pt --labels labels.txt
    python FOLDER/../score/score_roots.py FOLDER/plv_train.jsonl labels.txt

The weights to start from must not have seen PLV: a checkpoint of a run with `--without plv`, or of the stage "rules".
All from the first marked phrase to the last is the trigger, and signs around each phrase tell source from target.
"""

import argparse
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from training.examples import Example
from training.fitting import Plan, answers, fit
from training.labels import TYPES
from training.marked import NONE
from training.network import TriggerReader, tokenizer
from training.weak import types_of_root

_FOLDS = 5
_PLAN = Plan(epochs=8, rate=8e-5)
# How source and target look to the network; brackets and signs that news does not use.
_SIGNS = {"<s>": "{ ", "</s>": " }", "<t>": "# ", "</t>": " #"}


def example(row: Mapping[str, str]) -> Example:
    """Return a PLV row as an example whose trigger is all from the first marked phrase to the last."""
    text = re.sub(r"</?[st]>", lambda found: _SIGNS[found[0]], row["marked"])
    first = min(text.find("{ "), text.find("# ")) if "{ " in text and "# " in text else 0
    last = max(text.rfind(" }"), text.rfind(" #"))
    return Example(
        text=text,
        trigger=(first, last + 2 if last > first else len(text)),
        types=types_of_root(row["root"]),
        source="plv",
    )


def folds(rows: Sequence[Mapping[str, str]], seed: int) -> list[list[int]]:
    """Return the rows' numbers in five parts, each with its share of every root."""
    by_root: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_root.setdefault(row["root"], []).append(number)
    chance, parts, dealt = random.Random(seed), [[] for _ in range(_FOLDS)], 0
    for root in sorted(by_root):
        chance.shuffle(by_root[root])
        for number in by_root[root]:
            parts[dealt % _FOLDS].append(number)
            dealt += 1
    return parts


def main(data: Path, weights: Path, labels: Path) -> None:
    """Fit each fold's network on the other four and write the label it gives to every sentence."""
    lines = (data / "plv_train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    every, made, pieces = [example(row) for row in rows], [NONE] * len(rows), tokenizer()
    for part in folds(rows, _PLAN.seed):
        torch.manual_seed(_PLAN.seed)
        network = TriggerReader()
        network.load_state_dict(torch.load(weights, weights_only=True))
        held_out = set(part)
        fit(network, [one for i, one in enumerate(every) if i not in held_out], _PLAN)
        for i, answer in zip(part, answers(network, [every[i] for i in part], pieces), strict=True):
            made[i] = max((code for code in TYPES if code != NONE), key=lambda code: answer.types[TYPES.index(code)])
    labels.write_text("\n".join(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds plv_train.jsonl")
    parser.add_argument("--weights", type=Path, required=True, help="the weights to start from, which saw no PLV")
    parser.add_argument("--labels", type=Path, required=True, help="file to write the labels to")
    arguments = parser.parse_args()
    main(arguments.data, arguments.weights, arguments.labels)
