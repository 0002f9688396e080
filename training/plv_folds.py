"""Print how well the network types PLV's sentences, source and target marked, in five-fold cross-validation.

    python -m training.plv_folds --data FOLDER --weights training/checkpoints/NAME.pt

The weights to start from must not have seen PLV: a checkpoint of a run with `--without plv`, or of the stage "rules".
The pieces of source and target are marked by `token_type_ids`, and signs around each tell them apart.
"""

import argparse
import importlib.util
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

_FOLDS = 5
_PLAN = Plan(epochs=8, rate=8e-5)
_YIELD = {"YIELD": ("CONCEDE", "RETREAT")}
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
        types=_YIELD.get(row["root"], (row["root"],)),
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


def main(data: Path, weights: Path) -> None:
    """Fit and test each fold, then print accuracy and macro-F1 over all of them."""
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
    spec = importlib.util.spec_from_file_location("score_roots", data.parent / "score" / "score_roots.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"No score/score_roots.py beside {data}.")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    accuracy, macro = scorer.score([row["root"] for row in rows], made)
    print(f"five folds: accuracy {accuracy:.3f}, macro-F1 {macro:.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of plv_train, beside the folder of scorers")
    parser.add_argument("--weights", type=Path, required=True, help="the weights to start from, which saw no PLV")
    arguments = parser.parse_args()
    main(arguments.data, arguments.weights)
