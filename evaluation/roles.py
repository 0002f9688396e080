"""Score who acts and who is acted on against the English Web Treebank's PropBank roles, with the predicates given.

Agents are ARG0, patients ARG1. Only arguments headed by a noun or pronoun count: clauses are nobody. `overlap` asks
for one shared word, `exact` for the same words without a leading article; relative clauses, which PropBank keeps and
claims leave out, cost `exact` some points.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from sayso.coding.mentions import mention_of
from sayso.coding.noun_roles import around_noun
from sayso.coding.sentences import language
from sayso.coding.verb_roles import around_verb
from sayso.resources.lexicons import lexicon

_PLAIN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_ARTICLES = frozenset({"a", "an", "the"})
_KINDS = ("verb", "noun")
_Span = tuple[int, int]


def evaluate(data: Path) -> dict[str, float]:
    """Return precision, recall and F1 in hundredths for agents and patients, of all predicates and of trigger words.

    Half of the documents are measured; the rules were tuned on the other half.
    """
    counts: Counter[str] = Counter()
    rows = [row for row in _rows(data / "ewt_srl.jsonl") if is_measured(row["id"])]
    docs = language().pipe(_docs(rows), batch_size=64)
    for row, doc in zip(rows, docs, strict=True):
        for predicate in row["props"]:
            kind = predicate["pos"].lower()
            if kind not in _KINDS:
                continue
            _count(counts, kind, predicate, doc)
            if doc[predicate["i"]].lemma_.casefold() in _trigger_words():
                _count(counts, f"trigger {kind}", predicate, doc)
    kinds = (*_KINDS, *(f"trigger {kind}" for kind in _KINDS))
    return {name: value for kind in kinds for name, value in _scores(counts, kind)}


@cache
def _trigger_words() -> frozenset[str]:
    return frozenset(row.pattern for row in lexicon("triggers") if " " not in row.pattern)


def _count(counts: Counter[str], kind: str, predicate: dict[str, Any], doc: Doc) -> None:
    head = doc[predicate["i"]]
    found = around_verb(head) if kind.endswith("verb") else around_noun(head, "")
    for role, label, ours in (("agent", "ARG0", found.actors), ("patient", "ARG1", found.recipients)):
        given = {_trim(doc, a, b) for name, a, b in predicate["args"] if name == label}
        gold = sorted(span for span in given if _is_nominal(doc, *span))
        made = sorted({_trim(doc, *_phrase(token)) for token in ours})
        key = f"{kind} {role}"
        counts[f"{key} gold"] += len(gold)
        counts[f"{key} made"] += len(made)
        counts[f"{key} overlap made"] += sum(any(_overlap(one, other) for other in gold) for one in made)
        counts[f"{key} overlap gold"] += sum(any(_overlap(one, other) for one in made) for other in gold)
        exact = len(set(made) & set(gold))
        counts[f"{key} exact made"] += exact
        counts[f"{key} exact gold"] += exact


def _phrase(token: Token) -> _Span:
    phrase = mention_of(token)
    return phrase.start, phrase.end


def _is_nominal(doc: Doc, start: int, end: int) -> bool:
    return doc[start:end].root.pos_ in _NOUNS


def _trim(doc: Doc, start: int, end: int) -> _Span:
    """Leave out the preposition and article before a phrase and the 's behind it."""
    while end - start > 1 and (doc[start].lower_ in _ARTICLES or doc[start].pos_ == "ADP"):
        start += 1
    return start, end - 1 if end - start > 1 and doc[end - 1].tag_ == "POS" else end


def _overlap(a: _Span, b: _Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _scores(counts: Counter[str], kind: str) -> Iterator[tuple[str, float]]:
    for role in ("agent", "patient"):
        key = f"{kind} {role}"
        for how in ("overlap", "exact"):
            precision = 100 * counts[f"{key} {how} made"] / max(1, counts[f"{key} made"])
            recall = 100 * counts[f"{key} {how} gold"] / max(1, counts[f"{key} gold"])
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            yield f"{key} {how} precision", precision
            yield f"{key} {how} recall", recall
            yield f"{key} {how} F1", f1


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_measured(sentence: str) -> bool:
    """Tell the half of the documents that is measured, by the letters of the document's name."""
    return sum(map(ord, sentence.rsplit("-", 1)[0])) % 2 == 0


def _docs(rows: Iterable[dict[str, Any]]) -> Iterator[Doc]:
    for row in rows:
        words: Sequence[str] = row["words"]
        yield Doc(language().vocab, [_PLAIN.get(word, word) for word in words])


if __name__ == "__main__":
    for name, score in evaluate(Path(sys.argv[1])).items():
        print(f"{name:32} {score:6.2f}")
