"""Find words that may name an event though the lexicon does not know them: verbs and nouns of doing.

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
    """Yield words outside `taken` that may name what somebody does, as fits of a pattern of type `UNKNOWN`.

    These are the lexicon's event nouns, and verbs: idle ones ("seem") never, light ones ("let", "go") where somebody is
    subject or object, all others unless a thing merely does something by itself ("the lamp flickered").
    """
    idle, light, nouns = words_of_kind("idle_verb"), words_of_kind("light_verb"), words_of_kind("event_noun")
    for i, pos in enumerate(tree.pos):
        if i in taken or tree.deps[i] in ("amod", "compound"):
            continue
        lemma = tree.lemmas[i]
        if pos == "NOUN" and lemma in nouns:
            yield Fit(i, (i,), _pattern(lemma, "noun"))
        elif (
            pos == "VERB"
            and lemma not in idle
            and (_is_of_somebody(tree, i) or (lemma not in light and _acts(tree, i)))
        ):
            yield Fit(i, (i,), _pattern(lemma, "verb"))


def _is_of_somebody(tree: Tree, i: int) -> bool:
    passive = [c for c in tree.children[i] if tree.deps[c] == "nsubjpass"]
    return any(_is_somebody(tree, noun) for noun in (*subjects_of(tree, i), *objects_of(tree, i), *passive))


def _acts(tree: Tree, i: int) -> bool:
    """Tell whether a verb is passive, has an object, or leaves its subject unsaid."""
    own = {tree.deps[c] for c in tree.children[i]}
    return "nsubj" not in own or "dobj" in own


def _is_somebody(tree: Tree, noun: int) -> bool:
    return tree.words[noun] in _STANDS_FOR_SOMEBODY or not _SOMEBODY.isdisjoint(kinds_at(tree, noun))


def _pattern(lemma: str, word_class: str) -> Pattern:
    nothing: frozenset[str] = frozenset()
    return Pattern((lemma,), 0, word_class, UNKNOWN, None, None, nothing, nothing, nothing, 0.0, lemma)
