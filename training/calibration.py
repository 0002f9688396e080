"""Make the scores of types mean what they say: a temperature from held-out triggers, and the error that is left."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.examples import Example
from training.fitting import Answer
from training.labels import TYPES

_BINS = 15


def temperature(examples: Sequence[Example], answers: Sequence[Answer]) -> float:
    """Return what to divide logits by, for the likeliest labels (Guo et al. 2017)."""
    logits, labels = _own(examples, answers)
    grid = torch.arange(0.5, 4.0, 0.02)
    return float(min(grid, key=lambda value: functional.cross_entropy(logits / value, labels).item()))


def calibration_error(examples: Sequence[Example], answers: Sequence[Answer], divisor: float) -> float:
    """Return the expected calibration error of the best type's share, over fifteen bins of equal width."""
    logits, labels = _own(examples, answers)
    shares, best = (logits / divisor).softmax(-1).max(-1)
    right = (best == labels).float()
    number = (shares * _BINS).long().clamp(max=_BINS - 1)
    error = 0.0
    for i in range(_BINS):
        inside = number == i
        if inside.any():
            error += inside.float().mean().item() * abs(shares[inside].mean() - right[inside].mean()).item()
    return error


def _own(examples: Sequence[Example], answers: Sequence[Answer]) -> tuple[Tensor, Tensor]:
    chosen = [(answer.types, TYPES.index(x.types[0])) for x, answer in zip(examples, answers, strict=True) if x.types]
    return torch.tensor([types for types, _ in chosen]), torch.tensor([label for _, label in chosen])
