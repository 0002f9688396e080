"""Tell from its words whether a report is about sport, business, history or the like, and so tells no events."""

import re
from collections.abc import Mapping

from sayso.coding.tree import Tree
from sayso.coding.trigger_lexicon import words_of_kind

# How many words in a hundred make a report one of that kind, when there are at least three of them.
_SHARE: Mapping[str, float] = {
    "sport": 1.0, "business": 1.2, "culture": 1.2, "accident": 1.0, "health": 1.5, "language": 0.8,
}  # fmt: skip
_FEWEST = 3
_YEAR = re.compile(r"(?<![\d,.])(1[0-9]{3}|20[0-9]{2})(?![\d,])")
# A history opens with its year and never comes near the present.
_LEAD = 400
_LAST_YEAR_OF_HISTORY = 1985


def is_about_something_else(tree: Tree) -> bool:
    """Tell whether the report is of a kind whose triggers are no political events."""
    return any(_is_full_of(tree, kind, share) for kind, share in _SHARE.items()) or _is_history(tree.text)


def _is_full_of(tree: Tree, kind: str, share: float) -> bool:
    words = words_of_kind(kind)
    count = sum(lemma in words for lemma in tree.lemmas)
    return count >= _FEWEST and count > share * len(tree) / 100


def _is_history(text: str) -> bool:
    if not any(int(year) <= _LAST_YEAR_OF_HISTORY for year in _YEAR.findall(text[:_LEAD])):
        return False
    return all(int(year) <= _LAST_YEAR_OF_HISTORY for year in _YEAR.findall(text))
