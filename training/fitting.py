"""Fit the network to examples, and let it answer them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import structlog
import torch
from tokenizers import Tokenizer

from training.examples import Example
from training.network import TriggerReader, batch, loss, tokenizer

_BATCH = 32
_BUCKET = 50 * _BATCH
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to fit. The rate rises over the first tenth of the steps and falls to nothing."""

    epochs: int
    rate: float
    seed: int = 7


def fit(network: TriggerReader, examples: Sequence[Example], plan: Plan) -> None:
    """Fit the network to the examples, in place; the same seed gives the same weights on the same machine."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    pieces = tokenizer()
    optimizer = torch.optim.AdamW(_groups(network, plan.rate))
    steps = plan.epochs * -(-len(examples) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    network.train()
    for epoch in range(plan.epochs):
        total, seen = 0.0, 0
        for group in _batches(examples, chance):
            labelled = batch(group, pieces.encode_batch([example.text for example in group]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                outputs = network(*labelled.inputs)
            value = loss(outputs, labelled)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            total, seen = total + value.item(), seen + 1
        _log.info("epoch fitted", epoch=epoch + 1, of=plan.epochs, loss=round(total / max(1, seen), 4))


def _groups(network: TriggerReader, rate: float) -> list[dict[str, object]]:
    """Let the heads, which start from nothing, learn ten times as fast as the encoder."""
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return [
        {"params": encoder, "lr": rate, "weight_decay": 0.01},
        {"params": heads, "lr": 10 * rate, "weight_decay": 0.01},
    ]


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of similar length in random order."""
    order = list(examples)
    chance.shuffle(order)
    groups = []
    for start in range(0, len(order), _BUCKET):
        bucket = sorted(order[start : start + _BUCKET], key=lambda example: len(example.text))
        groups += [bucket[i : i + _BATCH] for i in range(0, len(bucket), _BATCH)]
    chance.shuffle(groups)
    yield from groups


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says of one example: logits by head; tags hold a row for each piece."""

    types: list[float]
    modes: list[float]
    certainties: list[float]
    roles: list[list[float]]
    arguments: list[list[float]]


@torch.no_grad()
def answers(network: TriggerReader, examples: Sequence[Example], pieces: Tokenizer) -> list[Answer]:
    """Answer examples in full precision, in the order they come."""
    network.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].text))
    found: dict[int, Answer] = {}
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        group = [examples[i] for i in chosen]
        encodings = pieces.encode_batch([example.text for example in group])
        types, modes, certainties, roles, arguments = network(*batch(group, encodings).inputs)
        for row, i in enumerate(chosen):
            length = len(encodings[row].ids)
            found[i] = Answer(
                types[row].tolist(),
                modes[row].tolist(),
                certainties[row].tolist(),
                roles[row, :length].tolist(),
                arguments[row, :length].tolist(),
            )
    return [found[i] for i in range(len(examples))]
