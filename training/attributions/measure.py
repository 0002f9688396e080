"""Score the network on windows it was not trained on: cues, and the links of true cues, piece by piece."""

from collections.abc import Sequence

import torch

from training.attributions.examples import LINKS, Example
from training.attributions.network import AttributionReader, batch

_BATCH = 32


@torch.no_grad()
def scores(network: AttributionReader, shown: Sequence[Example]) -> dict[str, float]:
    """Return F1 of the first words of cues, and of each link given the true cue."""
    network.eval()
    right = dict.fromkeys(("cue begins", *LINKS[1:]), 0)
    wanted, given = dict(right), dict(right)
    for start in range(0, len(shown), _BATCH):
        labels = batch(shown[start : start + _BATCH])
        tags, links = network(labels.input_ids, labels.attention_mask, labels.cues)
        counted = labels.tags >= 0
        first, said = labels.tags == 1, (tags.argmax(-1) == 1) & counted
        right["cue begins"] += int((first & said).sum())
        wanted["cue begins"] += int(first.sum())
        given["cue begins"] += int(said.sum())
        answers = links.argmax(-1)
        for number, name in enumerate(LINKS):
            if number:
                truth, answer = labels.links == number, (answers == number) & (labels.links >= 0)
                right[name] += int((truth & answer).sum())
                wanted[name] += int(truth.sum())
                given[name] += int(answer.sum())
    return {f"{name} F1": 2 * right[name] / max(1, wanted[name] + given[name]) for name in right}
