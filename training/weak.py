"""Examples whose trigger or label nobody marked, but that can be told from what was marked.

PLV gives one type to a sentence: the word that our lexicon knows for that very type is taken for its trigger.
EWT's reviews, mails and answers tell of no politics: what our lexicon finds in them is NONE.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.coding.sentences import language
from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import Fit, fits, words_in_names
from sayso.coding.type_shifts import shifted
from training.examples import Example, fold_of, joined
from training.marked import NONE

_YIELD = {"YIELD": ("CONCEDE", "RETREAT")}
_PRIVATE_GENRES = ("answers", "reviews", "email")


def plv(path: Path) -> Iterator[Example]:
    """Yield PLV sentences with the trigger that fits their type; `source` is "plv"."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row, (tree, found) in zip(rows, _lexicon_fits([row["sentence"] for row in rows]), strict=True):
        types = _YIELD.get(row["root"], (row["root"],))
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


def private(path: Path, count: int, seed: int) -> list[Example]:
    """Return words of EWT's private genres that the lexicon knows, as NONE; `source` is "private"."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["id"].startswith(_PRIVATE_GENRES)]
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
        for fit in fitting
    ]
    return random.Random(seed).sample(found, min(count, len(found)))


def _lexicon_fits(texts: Sequence[str]) -> Iterator[tuple[Tree, list[Fit]]]:
    for doc in language().pipe(texts, batch_size=64):
        tree = Tree.of(doc)
        yield tree, list(fits(tree, words_in_names(tree)))
