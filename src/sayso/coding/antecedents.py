"""Find whom "it", "they", "who" and "the group" stand for among those a report named or quoted before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.coding.speakers import could_speak
from sayso.coding.tree import SUBJECTS, Tree

IT = frozenset({"it"})
THEY = frozenset({"they"})
RELATIVE = frozenset({"WP", "WDT"})
REACH = 2
_PLURAL = frozenset({"NNS", "NNPS"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
# What a body is called the second time, whatever it is called the first time.
GROUP_WORDS = frozenset(
    "group organisation organization body agency network watchdog charity movement federation committee institute "
    "company firm militia party alliance bloc".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who was quoted: the full name, the token it was read from, its sentence, and whether it is a person."""

    name: str
    head: int
    sentence: int
    person: bool
    named: bool


def antecedent(tree: Tree, pronoun: int, heard: Sequence[Speaker]) -> int | None:
    """Return the head of what "it", "they" or a relative pronoun stands for, None if nothing near agrees."""
    if tree.tags[pronoun] in RELATIVE:
        return _head_of_relative(tree, pronoun)
    plural = tree.words[pronoun] in THEY
    here = tree.sentences[pronoun]
    quoted = {speaker.head for speaker in heard if not speaker.person}
    for i in range(pronoun - 1, -1, -1):
        if here - tree.sentences[i] > REACH:
            return None
        if tree.deps[i] in SUBJECTS and is_plural(tree, i) == plural and (i in quoted or _could_be(tree, i)):
            return i
    return None


def _could_be(tree: Tree, i: int) -> bool:
    return tree.pos[i] in ("NOUN", "PROPN") and tree.entities[i][1] != "PERSON" and could_speak(tree, i)


def is_plural(tree: Tree, i: int) -> bool:
    """Tell whether a noun phrase stands for several: by its ending, or because it lists some."""
    return tree.tags[i] in _PLURAL or any(tree.deps[c] == "conj" and c > i for c in tree.children[i])


def _head_of_relative(tree: Tree, pronoun: int) -> int | None:
    """Return the noun that a relative clause hangs on: "a man who said ..."."""
    noun = next((tree.heads[i] for i in tree.climb(pronoun) if tree.deps[i] == "relcl"), None)
    if noun is None or tree.pos[noun] in ("NOUN", "PROPN", "PRON"):
        return noun
    return next((i for i in range(pronoun - 1, max(-1, pronoun - 3), -1) if tree.pos[i] in ("NOUN", "PROPN")), None)


def named_before(tree: Tree, noun: int, heard: Sequence[Speaker]) -> str | None:
    """Return the longer name of who was quoted before as "the official" or "the group"."""
    if tree.words[tree.left[noun]] not in _POINTING or tree.right[noun] > noun or noun - tree.left[noun] > 1:
        return None
    word = tree.words[noun]
    for speaker in reversed(heard):
        words = speaker.name.casefold().split()
        same = tree.words[speaker.head] == word or word in words
        group = word in GROUP_WORDS and speaker.named and not speaker.person
        if len(words) > 1 and (same or group):
            return speaker.name
    return None
