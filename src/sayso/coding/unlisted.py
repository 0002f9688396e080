"""Find words that may name an event though the lexicon does not know them: verbs by which somebody does something.

Only the trained model can judge these; rules have nothing to say of them.
"""

from collections.abc import Iterator

from sayso.coding.tree import Tree
from sayso.coding.trigger_lexicon import Pattern, words_of_kind
from sayso.coding.trigger_matching import Fit, kinds_at, objects_of, subjects_of

UNKNOWN = "NONE"
_SOMEBODY = frozenset({"PEOPLE", "AUTHORITY", "ARMED", "CAPTIVE", "PLACE", "WEAPON", "BUILDING"})
_STANDS_FOR_SOMEBODY = frozenset("they he she we them him her who it".split())


def unlisted(tree: Tree, taken: set[int]) -> Iterator[Fit]:
    """Yield verbs outside `taken` whose subject or object is somebody, as fits of a pattern of type `UNKNOWN`."""
    idle = words_of_kind("idle_verb")
    for i, pos in enumerate(tree.pos):
        if pos == "VERB" and i not in taken and tree.lemmas[i] not in idle and _is_of_somebody(tree, i):
            yield Fit(i, (i,), _pattern(tree.lemmas[i]))


def _is_of_somebody(tree: Tree, i: int) -> bool:
    if tree.deps[i] in ("amod", "compound"):
        return False
    passive = [c for c in tree.children[i] if tree.deps[c] == "nsubjpass"]
    return any(_is_somebody(tree, noun) for noun in (*subjects_of(tree, i), *objects_of(tree, i), *passive))


def _is_somebody(tree: Tree, noun: int) -> bool:
    return tree.words[noun] in _STANDS_FOR_SOMEBODY or not _SOMEBODY.isdisjoint(kinds_at(tree, noun))


def _pattern(lemma: str) -> Pattern:
    nothing: frozenset[str] = frozenset()
    return Pattern((lemma,), 0, "verb", UNKNOWN, None, None, nothing, nothing, nothing, 0.0, lemma)
