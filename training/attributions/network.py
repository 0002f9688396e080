"""The network: MiniLM, a head that tags cues, and one that says what each piece is to each cue.

Linking is scored for every pair of pieces at once, so one pass over a window finds its cues and whose they are.
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
_CLS, _SEP = 101, 102


class AttributionReader(nn.Module):
    """MiniLM and its two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(pretrained(), add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(_WIDTH, len(CUE_TAGS))
        self.from_cue = nn.Sequential(nn.Linear(_WIDTH, _WIDTH), nn.GELU(), nn.Linear(_WIDTH, len(LINKS) * _LINK_WIDTH))
        self.to_piece = nn.Sequential(nn.Linear(_WIDTH, _LINK_WIDTH), nn.GELU(), nn.Linear(_LINK_WIDTH, _LINK_WIDTH))
        self.prior = nn.Linear(_WIDTH, len(LINKS))
        self.distance = nn.Embedding(2 * _FURTHEST + 1, len(LINKS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of cue tags (batch x pieces x tags) and of links (batch x cue piece x piece x links)."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        hidden = self.dropout(hidden)
        rows, pieces = hidden.shape[0], hidden.shape[1]
        cues = self.from_cue(hidden).view(rows, pieces, len(LINKS), _LINK_WIDTH)
        others = self.to_piece(hidden)
        scores = torch.matmul(cues.flatten(1, 2), others.transpose(1, 2)) / _LINK_WIDTH**0.5
        scores = scores.view(rows, pieces, len(LINKS), pieces).transpose(2, 3)
        places = torch.arange(pieces)
        steps = (places[None, :] - places[:, None]).clamp(-_FURTHEST, _FURTHEST) + _FURTHEST
        return self.tags(hidden), scores + self.distance(steps) + self.prior(hidden)[:, None]


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


def _links(
    example: Example, links: Sequence[tuple[int, int]], cue: tuple[int, int], longest: int
) -> list[int]:
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
    tags, links = outputs
    total = functional.cross_entropy(tags.float().flatten(0, 1), labels.tags.flatten(), ignore_index=_IGNORED)
    if len(labels.cues):
        chosen = links[labels.cues[:, 0], labels.cues[:, 1]].float()
        total = total + functional.cross_entropy(chosen.flatten(0, 1), labels.links.flatten(), ignore_index=_IGNORED)
    return total
