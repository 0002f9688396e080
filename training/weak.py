"""Examples whose trigger or label nobody marked, but that can be told from what was marked.

The example sentences of our lexicons are marked by the row they stand in.
What our rules are sure of in news that nobody marked teaches which words are like those of the lexicon.
PLV gives one type to a sentence: the word that our lexicon knows for that very type is taken for its trigger.
EWT's reviews, mails and answers tell of no politics: what our lexicon finds in them is NONE.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.coding.event_types import find_triggers
from sayso.coding.eventness import NO_EVENT, doubt
from sayso.coding.sentences import language
from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import Fit, fits, words_in_names
from sayso.coding.type_shifts import shifted
from sayso.coding.unlisted import unlisted
from sayso.resources.lexicons import lexicon
from training.examples import Example, fold_of, joined
from training.marked import NONE, marked_sentences

_SURE = 0.6
_YIELD = {"YIELD": ("CONCEDE", "RETREAT")}
_PRIVATE_GENRES = ("answers", "reviews", "email")


def plv(path: Path) -> Iterator[Example]:
    """Yield PLV sentences with the trigger that fits their type; `source` is "plv"."""
    rows = _rows(path)
    for row, (tree, found) in zip(rows, _lexicon_fits([row["sentence"] for row in rows]), strict=True):
        types = types_of_root(row["root"])
        fitting = [fit for fit in found if shifted(tree, fit)[0] in types]
        if fitting:
            best = min(fitting, key=lambda fit: sum(1 for _ in tree.climb(fit.head)))
            yield Example(
                text=row["sentence"],
                trigger=(tree.starts[best.head], tree.ends[best.head]),
                types=types,
                source="plv",
                part=str(row["id"]),
                fold=fold_of(row["sentence"]),
            )


def types_of_root(root: str) -> tuple[str, ...]:
    """Return the PLOVER types that a root of PLV may stand for: it keeps CAMEO's YIELD."""
    return _YIELD.get(root, (root,))


def lexicon_examples() -> Iterator[Example]:
    """Yield the example sentences of the lexicons: each row's trigger with its type, and phrases that name no event."""
    rows = lexicon("triggers")
    for row, doc in zip(rows, language().pipe([row.example for row in rows], batch_size=64), strict=True):
        for trigger in find_triggers(doc):
            if trigger.event_type == row.code and trigger.pattern == row.pattern:
                word = doc[trigger.head]
                yield Example(
                    text=row.example,
                    trigger=(word.idx, word.idx + len(word)),
                    types=(row.code,),
                    mode=f"{row.code}:{trigger.mode}" if trigger.mode else "-",
                    source="lexicon",
                    fold=1,
                )
    for row in lexicon("non_events"):
        start = row.example.lower().find(row.pattern.lower())
        if row.code == "phrase" and start >= 0:
            yield Example(row.example, (start, start + len(row.pattern)), (NONE,), source="lexicon", fold=1)


def by_rules(texts: Sequence[str]) -> Iterator[Example]:
    """Yield what the rules are sure of in news texts, event or none, sentence by sentence; `source` is "rules"."""
    for doc in language().pipe(texts, batch_size=16):
        tree = Tree.of(doc)
        sure = {t.head: t for t in find_triggers(doc) if t.strength >= _SURE}
        for fit in fits(tree, words_in_names(tree)):
            trigger = sure.get(fit.head)
            barred = trigger is None and doubt(tree, fit, is_headline=False) == NO_EVENT
            if trigger is None and not barred:
                continue
            first, after = tree.sentence(fit.head)
            start = tree.starts[first]
            yield Example(
                text=tree.text[start : tree.ends[after - 1]].rstrip(),
                trigger=(tree.starts[fit.head] - start, tree.ends[fit.head] - start),
                types=(trigger.event_type if trigger else NONE,),
                mode=(f"{trigger.event_type}:{trigger.mode}" if trigger.mode else "-") if trigger else None,
                source="rules",
                fold=1,
            )


def news_texts(data: Path) -> list[str]:
    """Return the texts of PolNeAR's and ECB+'s training parts."""
    return [row["text"] for name in ("polnear_train", "ecbplus_train") for row in _rows(data / f"{name}.jsonl")]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def private(path: Path, count: int, seed: int) -> list[Example]:
    """Return words of EWT's private genres that could name an event, as NONE; `source` is "private"."""
    rows = [row for row in _rows(path) if row["id"].startswith(_PRIVATE_GENRES)]
    texts = [joined(row["words"])[1] for row in rows]
    found = [
        Example(
            text=text,
            trigger=(tree.starts[fit.head], tree.ends[fit.head]),
            types=(NONE,),
            source="private",
            part=row["id"],
            fold=fold_of(row["id"].rsplit("-", 1)[0]),
        )
        for row, text, (tree, fitting) in zip(rows, texts, _lexicon_fits(texts), strict=True)
        for fit in (*fitting, *unlisted(tree, {fit.head for fit in fitting}))
    ]
    return random.Random(seed).sample(found, min(count, len(found)))


def unmarked(folder: Path) -> Iterator[Example]:
    """Yield verbs that nobody marked in our own sentences, as NONE, since marks are complete; `source` is "own"."""
    sentences = [sentence for file in sorted(folder.glob("*.txt")) for sentence in marked_sentences(file)]
    for sentence, doc in zip(sentences, language().pipe((s.text for s in sentences), batch_size=64), strict=True):
        tree = Tree.of(doc)
        marked = {
            i
            for i in range(len(tree))
            for trigger in sentence.triggers
            if tree.starts[i] < trigger.span.end and trigger.span.start < tree.ends[i]
        }
        for fit in unlisted(tree, marked):
            word = (tree.starts[fit.head], tree.ends[fit.head])
            yield Example(sentence.text, word, (NONE,), source="own", fold=fold_of(sentence.text))


def _lexicon_fits(texts: Sequence[str]) -> Iterator[tuple[Tree, list[Fit]]]:
    for doc in language().pipe(texts, batch_size=64):
        tree = Tree.of(doc)
        yield tree, list(fits(tree, words_in_names(tree)))
