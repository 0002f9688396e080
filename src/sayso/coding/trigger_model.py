"""Ask the trained model about a word that may name an event: does it, of which type, and who and what stands by.

The model sees one sentence with the word marked (`token_type_ids`). How it was trained, on what and how good it is
stands in docs/models/trigger-reader.md.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from sayso.coding.span_tags import spans_of
from sayso.records import Span, digest
from sayso.resources.models import model_facts, model_files

NONE = "NONE"
_NAME = "trigger_reader"
_BATCH = 16
# Sentences are cut to this many word pieces on either side of the trigger.
_REACH = 78


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one trigger. Shares add up to 1; `roles` are spans of the sentence's characters."""

    types: Mapping[str, float]
    modes: Mapping[str, float]
    certainties: Mapping[str, float]
    roles: tuple[tuple[str, Span], ...]

    @property
    def eventness(self) -> float:
        """The share of all types but NONE."""
        return 1.0 - self.types[NONE]


class TriggerModel:
    """The model that reads triggers, loaded once."""

    def __init__(self) -> None:
        weights, pieces = model_files(_NAME)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "0"))
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._pieces = Tokenizer.from_str(pieces)
        self._pieces.no_padding()
        self._pieces.no_truncation()
        self._facts = model_facts(_NAME)
        self._weights_digest = digest(weights)

    @property
    def digest(self) -> str:
        """The SHA-256 of the weights."""
        return self._weights_digest

    def read(self, asked: Sequence[tuple[str, Span]]) -> list[Reading]:
        """Read triggers, each given as its sentence and its place in it, in the order they come."""
        encodings = dict(zip({text for text, _ in asked}, self._encoded({text for text, _ in asked}), strict=True))
        rows = [_row(encodings[text], span) for text, span in asked]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        found: dict[int, Reading] = {}
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            for i, reading in zip(chosen, self._answers([rows[i] for i in chosen]), strict=True):
                found[i] = reading
        return [found[i] for i in range(len(rows))]

    def _encoded(self, texts: "set[str]") -> list[Encoding]:
        return list(self._pieces.encode_batch(list(texts)))

    def _answers(self, rows: "Sequence[_Row]") -> list[Reading]:
        longest = max(len(row.ids) for row in rows)

        def padded(lists: Sequence[Sequence[int]]) -> NDArray[np.int64]:
            return np.array([[*one, *[0] * (longest - len(one))] for one in lists], dtype=np.int64)

        types, modes, certainties, roles = self._session.run(
            ["types", "modes", "certainties", "roles"],
            {
                "input_ids": padded([row.ids for row in rows]),
                "attention_mask": padded([[1] * len(row.ids) for row in rows]),
                "token_type_ids": padded([row.marks for row in rows]),
            },
        )
        shares = _softmax(types / self._facts["temperature"]), _softmax(modes), _softmax(certainties)
        return [
            Reading(
                types=dict(zip(self._types, shares[0][i].tolist(), strict=True)),
                modes=dict(zip(self._facts["modes"], shares[1][i].tolist(), strict=True)),
                certainties=dict(zip(self._facts["certainties"], shares[2][i].tolist(), strict=True)),
                roles=tuple(
                    (role, Span(start, end))
                    for role, start, end in spans_of(
                        roles[i][: len(row.ids)], row.offsets, row.words, self._facts["role_tags"]
                    )
                ),
            )
            for i, row in enumerate(rows)
        ]

    @cached_property
    def _types(self) -> list[str]:
        return list(self._facts["types"])


@lru_cache(maxsize=1)
def trigger_model() -> TriggerModel:
    """Load the model once per process."""
    return TriggerModel()


@dataclass(frozen=True, slots=True)
class _Row:
    """One sentence's pieces with one trigger marked."""

    ids: list[int]
    marks: list[int]
    offsets: list[tuple[int, int]]
    words: list[int | None]


def _row(encoding: Encoding, trigger: Span) -> _Row:
    """Mark the trigger's pieces, and cut what stands far from it."""
    offsets = list(encoding.offsets)
    marks = [int(start < trigger.end and trigger.start < end and start < end) for start, end in offsets]
    first = marks.index(1) if 1 in marks else 0
    begin, end = max(1, first - _REACH), min(len(marks) - 1, first + _REACH)
    keep = [0, *range(begin, end), len(marks) - 1]
    return _Row(
        [encoding.ids[i] for i in keep],
        [marks[i] for i in keep],
        [offsets[i] for i in keep],
        [encoding.word_ids[i] for i in keep],
    )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)
