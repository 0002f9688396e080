"""Score certainty against three factuality corpora, with the guess that everything happened beside it."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from evaluation.scorers import scorer
from sayso.coding.factuality import factuality_of, happened
from sayso.coding.sentences import language

# UDS-IH2 asks whether an event has taken place; the others whether it is held for a fact, also one to come.
_CORPORA: Mapping[str, Callable[[Token], float]] = {"uw": factuality_of, "uds_ih2": happened, "meantime": factuality_of}
# The corpora spell marks as the Penn Treebank does.
_PLAIN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_HAPPENED = 3.0


def evaluate(data: Path) -> dict[str, float]:
    """Return macro-F1 in hundredths, Pearson's r and mean error on each development split."""
    scoring = scorer(data, "score_certainty")
    scores: dict[str, float] = {}
    for corpus, score_of in _CORPORA.items():
        rows = _rows(data / f"factuality_{corpus}_dev.jsonl")
        gold = {row["id"]: row["gold"] for row in rows}
        ours = scoring.score(gold, dict(predict(rows, score_of)))
        majority = scoring.score(gold, dict.fromkeys(gold, _HAPPENED))
        scores |= {
            f"{corpus}_dev macro-F1": ours["macroF1"],
            f"{corpus}_dev macro-F1, majority": majority["macroF1"],
            f"{corpus}_dev r": ours["r"],
            f"{corpus}_dev mean error": ours["MAE"],
            f"{corpus}_dev mean error, majority": majority["MAE"],
        }
    return scores


def predict(rows: Sequence[dict[str, Any]], score_of: Callable[[Token], float]) -> Iterator[tuple[str, float]]:
    """Yield each row's id and the score of its event's word, 3 to -3."""
    docs = parsed(rows)
    for row in rows:
        yield row["id"], score_of(docs[tuple(row["tokens"])][row["end"] - 1])


def parsed(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, ...], Doc]:
    """Parse each sentence once, by its words."""
    sentences = {tuple(row["tokens"]): row["tokens"] for row in rows}
    return dict(zip(sentences, language().pipe(_docs(sentences.values()), batch_size=64), strict=True))


def _docs(sentences: Iterable[Sequence[str]]) -> Iterator[Doc]:
    for words in sentences:
        yield Doc(language().vocab, [_PLAIN.get(word, word) for word in words])


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:36} {score:6.2f}")
