"""Turn each training source into examples of one form: a sentence, one trigger in it, and what is known of that."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.labels import ARGUMENTS, CERTAINTIES, MODES, ROLES, TYPES
from training.marked import NONE, MarkedSentence, MarkedTrigger, marked_sentences

# One fold in ten is held out, by file and sentence for our own, by document for others.
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Example:
    """One trigger of a sentence. Spans are character offsets; what is None or empty was not annotated.

    `types` holds every type the label may stand for: PLV's YIELD is CONCEDE or RETREAT.
    """

    text: str
    trigger: tuple[int, int]
    types: tuple[str, ...] = ()
    mode: str | None = None
    certainty: str | None = None
    roles: tuple[tuple[str, int, int], ...] | None = None
    arguments: tuple[tuple[str, int, int], ...] | None = None
    source: str = ""
    part: str = field(default="", compare=False)
    fold: int = 0


def own(folder: Path) -> Iterator[Example]:
    """Yield every marked trigger of our own sentences; `source` is "own"."""
    for file in sorted(folder.glob("*.txt")):
        for sentence in marked_sentences(file):
            for trigger in sentence.triggers:
                yield _own(sentence, trigger)


def _own(sentence: MarkedSentence, trigger: MarkedTrigger) -> Example:
    is_event = trigger.event_type != NONE
    return Example(
        text=sentence.text,
        trigger=(trigger.span.start, trigger.span.end),
        types=(trigger.event_type,),
        mode=(f"{trigger.event_type}:{trigger.mode}" if trigger.mode else "-") if is_event else None,
        certainty=str(trigger.certainty.value) if trigger.certainty else None,
        roles=tuple((role, span.start, span.end) for role, span in trigger.roles) if is_event else None,
        source="own",
        part=sentence.where,
        fold=fold_of(sentence.text),
    )


def ewt(path: Path) -> Iterator[Example]:
    """Yield the verbs and nouns of `ewt_srl.jsonl` with their arguments; `source` is "ewt", `part` the word class."""
    for row in _rows(path):
        starts, text = joined(row["words"])
        document = row["id"].rsplit("-", 1)[0]
        for predicate in row["props"]:
            if predicate["pos"] not in ("VERB", "NOUN", "ADJ"):
                continue
            spans = [(label, starts[a], starts[b - 1] + len(row["words"][b - 1])) for label, a, b in predicate["args"]]
            at = predicate["i"]
            yield Example(
                text=text,
                trigger=(starts[at], starts[at] + len(row["words"][at])),
                arguments=tuple(span for span in spans if span[0] in ARGUMENTS),
                source="ewt",
                part=predicate["pos"],
                fold=fold_of(document),
            )


def joined(words: list[str]) -> tuple[list[int], str]:
    """Join words with blanks; return where each begins, and the text."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts, " ".join(words)


def fold_of(name: str) -> int:
    """Return which fold a sentence or document is of."""
    return zlib.crc32(name.encode()) % FOLDS


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def labels_known(examples: Iterable[Example]) -> None:
    """Raise ValueError at the first label that no head knows."""
    for example in examples:
        unknown = {
            *(set(example.types) - set(TYPES)),
            *({example.mode} - {None, *MODES}),
            *({example.certainty} - {None, *CERTAINTIES}),
            *({role for role, _, _ in example.roles or ()} - set(ROLES)),
        }
        if unknown:
            raise ValueError(f"{example.part or example.source}: no head knows {', '.join(map(str, unknown))}.")
