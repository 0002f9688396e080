"""The network: MiniLM, a head that tags cues, and one that says what each piece is to each cue.

Links are scored between a cue and every piece of its window, so one pass of the encoder finds cues and whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from training.attributions.examples import CUE_TAGS, LINKS, Example
from training.network import pretrained

_IGNORED = -100
_WIDTH = 384
_LINK_WIDTH = 96
_FURTHEST = 64
# Two layers less cost a third less time, in training and in reading.
_LAYERS = 4
_CLS, _SEP = 101, 102


class AttributionReader(nn.Module):
    """MiniLM's first layers and two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(pretrained(), add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:_LAYERS]
        # Half of all weights are words' embeddings, which so few documents teach little.
        self.encoder.embeddings.requires_grad_(False)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(_WIDTH, len(CUE_TAGS))
        self.from_cue = nn.Sequential(nn.Linear(_WIDTH, _WIDTH), nn.GELU(), nn.Linear(_WIDTH, len(LINKS) * _LINK_WIDTH))
        self.to_piece = nn.Sequential(nn.Linear(_WIDTH, _LINK_WIDTH), nn.GELU(), nn.Linear(_LINK_WIDTH, _LINK_WIDTH))
        self.prior = nn.Linear(_WIDTH, len(LINKS))
        self.distance = nn.Embedding(2 * _FURTHEST + 1, len(LINKS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, cues: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of cue tags (batch x pieces x tags) and of links (cues x pieces x links).

        Each row of `cues` is (row of the batch, piece) of the first piece of a cue.
        """
        hidden = self.dropout(self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state)
        return self.tags(hidden), self.links(hidden, cues)

    def links(self, hidden: Tensor, cues: Tensor) -> Tensor:
        """Score what each piece is to each cue, by what both are and how far they stand apart."""
        rows, places = cues[:, 0], cues[:, 1]
        wanted = self.from_cue(hidden[rows, places]).view(-1, len(LINKS), _LINK_WIDTH)
        scores = torch.matmul(self.to_piece(hidden)[rows], wanted.transpose(1, 2)) / _LINK_WIDTH**0.5
        steps = torch.arange(hidden.shape[1])[None, :] - places[:, None]
        return scores + self.distance(steps.clamp(-_FURTHEST, _FURTHEST) + _FURTHEST) + self.prior(hidden)[rows]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows and their labels. Each row of `cues` is (window, piece) of a cue's first piece."""

    input_ids: Tensor
    attention_mask: Tensor
    tags: Tensor
    cues: Tensor
    links: Tensor


def batch(examples: Sequence[Example]) -> Batch:
    """Pad windows to the longest of them; the first and last piece of each mark its edges."""
    longest = max(e.window.last - e.window.first for e in examples) + 2
    ids, tags, cues, links = [], [], [], []
    for row, example in enumerate(examples):
        window, document = example.window, example.document
        shown = [_CLS, *document.ids[window.first : window.last], _SEP]
        ids.append(shown + [0] * (longest - len(shown)))
        tags.append(_cue_tags(example, longest))
        for attribution in document.attributions:
            if window.core_first <= attribution.cue[0] < window.core_last:
                cues.append((row, attribution.cue[0] - window.first + 1))
                links.append(_links(example, attribution.links, attribution.cue, longest))
    numbers = torch.tensor(ids)
    return Batch(
        input_ids=numbers,
        attention_mask=(numbers != 0).long(),
        tags=torch.tensor(tags),
        cues=torch.tensor(cues).view(-1, 2),
        links=torch.tensor(links).view(-1, longest),
    )


def _cue_tags(example: Example, longest: int) -> list[int]:
    """Tag the pieces of the core that begin a word; nothing else counts."""
    window, begins = example.window, example.document.begins
    tags = [_IGNORED] * longest
    for i in range(window.core_first, window.core_last):
        if begins[i]:
            tags[i - window.first + 1] = 0
    for attribution in example.document.attributions:
        first, last = attribution.cue
        for i in range(max(first, window.core_first), min(last, window.core_last)):
            if begins[i] or i == first:
                tags[i - window.first + 1] = 1 if i == first else 2
    return tags


def _links(example: Example, links: Sequence[tuple[int, int]], cue: tuple[int, int], longest: int) -> list[int]:
    window, begins = example.window, example.document.begins
    wanted = [_IGNORED] * longest
    for i in range(window.first, window.last):
        if begins[i] and not cue[0] <= i < cue[1]:
            wanted[i - window.first + 1] = 0
    for i, link in links:
        if window.first <= i < window.last and begins[i]:
            wanted[i - window.first + 1] = link
    return wanted


def loss(outputs: tuple[Tensor, Tensor], labels: Batch) -> Tensor:
    """Return what both heads get wrong, the links of true cues alone."""
    tags, links = (output.float() for output in outputs)
    total = functional.cross_entropy(tags.flatten(0, 1), labels.tags.flatten(), ignore_index=_IGNORED)
    if len(labels.cues):
        total = total + functional.cross_entropy(links.flatten(0, 1), labels.links.flatten(), ignore_index=_IGNORED)
    return total
