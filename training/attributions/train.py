"""Train the attribution reader from data to file.

    python -m training.attributions.train --data FOLDER     # FOLDER holds polnear_train.jsonl

The last tenth of PolNeAR's training documents is never trained on: it tells how good the file that ships is.
A checkpoint every 150 steps lets an interrupted run go on.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import structlog
import torch

from training.attributions.examples import Document, Example, documents, examples
from training.attributions.export import export
from training.attributions.measure import scores
from training.attributions.network import AttributionReader, batch, loss
from training.fitting import Plan
from training.network import tokenizer

HERE = Path(__file__).parent
CHECKPOINTS = HERE.parent / "checkpoints"
MODEL = HERE.parent.parent / "src" / "sayso" / "resources" / "models" / "attribution_reader"
PLAN = Plan(epochs=1, rate=2e-4)
_BATCH = 8
_BUCKET = 40 * _BATCH
_HELD_OUT = 0.1
_NOTE, _KEEP = 25, 150
_log = structlog.get_logger()


def main(data: Path) -> None:
    """Train, write the model and print its scores on the documents held out."""
    pieces = tokenizer()
    pieces.no_truncation()
    known = list(documents(data / "polnear_train.jsonl", pieces))
    held_out = known[-int(_HELD_OUT * len(known)) :]
    network = AttributionReader()
    fit(network, known[: -len(held_out)], PLAN)
    export(network, MODEL)
    found = scores(network, examples(held_out))
    (HERE / "scores.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


def fit(network: AttributionReader, known: Sequence[Document], plan: Plan) -> None:
    """Fit the network to documents, in place, taking up the checkpoint of an interrupted run of the same plan."""
    torch.manual_seed(plan.seed)
    groups = [group for epoch in range(plan.epochs) for group in _epoch(known, plan.seed + epoch)]
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": 5 * plan.rate}], weight_decay=0.01
    )
    steps = len(groups)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    CHECKPOINTS.mkdir(exist_ok=True)
    file = CHECKPOINTS / f"attributions-{plan.epochs}-{plan.rate}-{plan.seed}-{len(known)}.pt"
    parts = {"network": network, "optimizer": optimizer, "schedule": schedule}
    begun = 0
    if file.exists():
        kept = torch.load(file, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(kept[name])
        begun = kept["steps"]
    network.train()
    total = 0.0
    for step, group in enumerate(groups[begun:], begun + 1):
        labelled = batch(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network(labelled.input_ids, labelled.attention_mask, labelled.cues)
        value = loss(outputs, labelled)
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        total += value.item()
        if step % _NOTE == 0:
            _log.info("fitted", step=step, of=steps, loss=round(total / _NOTE, 4))
            total = 0.0
        if step % _KEEP == 0:
            torch.save({**{name: part.state_dict() for name, part in parts.items()}, "steps": step}, file)


def _epoch(known: Sequence[Document], seed: int) -> list[list[Example]]:
    """Cut the documents anew and return the windows in batches."""
    chance = random.Random(seed)
    return list(_batches(examples(known, chance), chance))


def _batches(shown: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of similar length in random order."""
    order = list(shown)
    chance.shuffle(order)
    groups = []
    for start in range(0, len(order), _BUCKET):
        bucket = sorted(order[start : start + _BUCKET], key=lambda e: e.window.last - e.window.first)
        groups += [bucket[i : i + _BATCH] for i in range(0, len(bucket), _BATCH)]
    chance.shuffle(groups)
    yield from groups


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of polnear_train.jsonl")
    main(parser.parse_args().data)
