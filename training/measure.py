"""Score the network's answers: types, certainty and modes of triggers, and the spans of roles."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from tokenizers import Encoding, Tokenizer

from sayso.coding.span_tags import spans_of
from training.examples import Example
from training.fitting import Answer
from training.labels import ARGUMENT_TAGS, CERTAINTIES, MODES, ROLE_TAGS, TYPES
from training.marked import NONE

_Span = tuple[str, int, int]


def _spans(encoding: Encoding, logits: Sequence[Sequence[float]], tags: Sequence[str]) -> list[_Span]:
    return spans_of(np.asarray(logits, dtype=np.float32), encoding.offsets, encoding.word_ids, tags)


def type_scores(examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
    """Return how often eventness and type are right over our own held-out triggers."""
    counts: Counter[str] = Counter()
    for example, answer in zip(examples, answers, strict=True):
        if example.source != "own":
            continue
        gold, said = example.types[0], TYPES[_best(answer.types)]
        counts["candidates"] += 1
        counts["right"] += gold == said
        for side, code in (("gold", gold), ("said", said)):
            counts[f"{side} event"] += code != NONE
            counts[f"{side} {code}"] += 1
        counts["event and said event"] += NONE not in (gold, said)
        counts["event and type right"] += gold == said != NONE
        counts[f"right {gold}"] += gold == said
        if gold == said != NONE:
            mode = max((i for i, m in enumerate(MODES) if m == "-" or m.startswith(gold)), key=answer.modes.__getitem__)
            counts["modes right"] += MODES[mode] == example.mode
            counts["certainties right"] += CERTAINTIES[_best(answer.certainties)] == example.certainty
    if not counts["candidates"]:
        return {}
    typed = counts["event and type right"]
    return {
        "candidates held out": counts["candidates"],
        "accuracy, types and NONE": counts["right"] / counts["candidates"],
        **_prf("events told from none", counts["event and said event"], counts["said event"], counts["gold event"]),
        **_prf("events with the right type", typed, counts["said event"], counts["gold event"]),
        "macro-F1 of types": sum(_f(counts, code) for code in TYPES if code != NONE) / (len(TYPES) - 1),
        "mode right, of typed": counts["modes right"] / max(1, typed),
        "certainty right, of typed": counts["certainties right"] / max(1, typed),
    }


def _f(counts: Counter[str], code: str) -> float:
    return 2 * counts[f"right {code}"] / max(1, counts[f"gold {code}"] + counts[f"said {code}"])


def span_scores(examples: Sequence[Example], answers: Sequence[Answer], pieces: Tokenizer) -> dict[str, float]:
    """Return exact span scores of roles (own sentences) and of PropBank arguments by word class (EWT)."""
    counts: Counter[str] = Counter()
    encodings = pieces.encode_batch([example.text for example in examples])
    for example, answer, encoding in zip(examples, answers, encodings, strict=True):
        if example.roles is not None:
            _count(counts, "roles", example.roles, _spans(encoding, answer.roles, ROLE_TAGS), by_label=True)
        if example.arguments is not None:
            said = _spans(encoding, answer.arguments, ARGUMENT_TAGS)
            _count(counts, f"ewt {example.part}", example.arguments, said)
    names = sorted({key.rsplit(" ", 1)[0] for key in counts})
    return {
        k: v for n in names for k, v in _prf(n, counts[f"{n} both"], counts[f"{n} said"], counts[f"{n} gold"]).items()
    }


def _count(
    counts: Counter[str], name: str, gold: Iterable[_Span], said: Iterable[_Span], by_label: bool = False
) -> None:
    gold, said = set(gold), set(said)
    for group, key in ((gold, "gold"), (said, "said"), (gold & said, "both")):
        counts[f"{name} {key}"] += len(group)
        if by_label:
            counts.update(f"{name} {label} {key}" for label, _, _ in group)


def _prf(name: str, both: int, said: int, gold: int) -> dict[str, float]:
    precision, recall = both / max(1, said), both / max(1, gold)
    return {
        f"{name} P": precision,
        f"{name} R": recall,
        f"{name} F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def _best(logits: Sequence[float]) -> int:
    return max(range(len(logits)), key=logits.__getitem__)
