"""Find the words that mark somebody's say-so, with the lexicon row that says what may follow them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.coding.tree import Tree
from sayso.records import Spans
from sayso.resources.lexicons import Row, lexicon


class CueKind(StrEnum):
    """What part of speech a cue is, which decides where its source and content stand."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PREPOSITION = "preposition"
    ADVERB = "adverb"
    COLON = "colon"


class Sense(StrEnum):
    """What the source does: utter, think, want, show (a document or a poll), judge; or nobody named: seem."""

    SAY = "say"
    THINK = "think"
    WANT = "want"
    SHOW = "show"
    JUDGE = "judge"
    SEEM = "seem"


@dataclass(frozen=True, slots=True)
class Cue:
    """A lexicon row: the first word of `words` is looked up, the others must hang on it."""

    words: tuple[str, ...]
    kind: CueKind
    sense: Sense
    takes: frozenset[str]


# Words no lexicon lists: a quotation beside them makes them cues.
ANY_VERB = Cue((), CueKind.VERB, Sense.SAY, frozenset({"quote"}))
COLON = Cue((":",), CueKind.COLON, Sense.SAY, frozenset({"quote"}))


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue in a sentence. Complements hang on `anchor`: the verb itself, or the last word of "call for"."""

    cue: Cue
    head: int
    anchor: int
    tokens: tuple[int, ...]


# "told him to go", "called for it to end": the cue's little word is parsed into the clause that follows.
_HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})
_MARKS = frozenset({"aux", "mark"})
_PARTS = {
    CueKind.VERB: frozenset({"VERB", "AUX"}),
    CueKind.NOUN: frozenset({"NOUN"}),
    CueKind.ADJECTIVE: frozenset({"ADJ", "VERB"}),
    CueKind.ADVERB: frozenset({"ADV"}),
}


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Cue, ...]]:
    """Index the lexicon by lemma, and by the forms a row adds; cues of more words first."""
    index: dict[str, list[Cue]] = {}
    for row in lexicon("cues"):
        cue = _cue_of(row)
        for word in (cue.words[0], *row.get("forms").split()):
            index.setdefault(word, []).append(cue)
    return {word: tuple(sorted(cues, key=lambda c: -len(c.words))) for word, cues in index.items()}


def _cue_of(row: Row) -> Cue:
    return Cue(
        words=tuple(row.pattern.split()),
        kind=CueKind(row.code),
        sense=Sense(row.get("sense")),
        takes=frozenset(row.get("content").split()),
    )


def candidate_cues(tree: Tree) -> Iterator[tuple[int, tuple[FoundCue, ...]]]:
    """Yield each token that may be a cue with every row that fits its words, the longest row first."""
    index = _by_first_word()
    for i, lemma in enumerate(tree.lemmas):
        word = tree.words[i]
        rows = index.get(word, ())
        if word != lemma:
            rows += index.get(lemma, ())
        if rows:
            found = tuple(f for f in (_fitted(tree, i, row) for row in rows) if f is not None)
            if found:
                yield i, found


def _fitted(tree: Tree, i: int, cue: Cue) -> FoundCue | None:
    if cue.kind is CueKind.PREPOSITION:
        return _fitted_phrase(tree, i, cue)
    # The tagger takes "Orlan says" for two nouns now and then; the parser sees the subject all the same.
    misread_verb = cue.kind is CueKind.VERB and tree.pos[i] == "NOUN" and tree.child(i, "nsubj") is not None
    if tree.pos[i] not in _PARTS[cue.kind] and not misread_verb:
        return None
    if cue.kind is CueKind.ADJECTIVE and tree.deps[i] not in ("acomp", "advcl", "conj", "ROOT", "ccomp", "amod", "acl"):
        return None
    anchor, tokens = i, [i]
    for word in cue.words[1:]:
        step = _hanging(tree, i, anchor, word)
        if step is None:
            return None
        # A particle stays with its verb; a preposition carries what follows.
        anchor = step if tree.deps[step] in ("prep", "dative", "agent") else anchor
        if word != "to" or tree.deps[step] != "aux":
            tokens.append(step)
    return FoundCue(cue, i, anchor, tuple(tokens))


def _hanging(tree: Tree, head: int, anchor: int, word: str) -> int | None:
    # "accused the militia of looting": the parser may hang "of" on the militia.
    objects = (c for c in tree.children[head] if tree.deps[c] == "dobj" and c > head)
    for owner in dict.fromkeys((head, anchor, *objects)):
        for child in tree.children[owner]:
            if (tree.words[child] == word or tree.lemmas[child] == word) and child > head:
                return child
            if tree.deps[child] in ("xcomp", "ccomp", "advcl") and child > head:
                mark = next((c for c in tree.children[child] if tree.words[c] == word and tree.deps[c] in _MARKS), None)
                if mark is not None and mark > head:
                    return mark
    return None


def _fitted_phrase(tree: Tree, i: int, cue: Cue) -> FoundCue | None:
    """Fit a preposition's words where they stand side by side: their parse varies, their order does not."""
    size = len(cue.words)
    if i + size >= len(tree) or tree.words[i : i + size] != cue.words:
        return None
    tokens = tuple(range(i, i + size))
    return FoundCue(cue, i, tokens[-1], tokens)


def cue_spans(tree: Tree, found: FoundCue) -> Spans:
    """Return the cue's words with the helpers beside them: "has not said", "also called ... for"."""
    tokens = set(found.tokens)
    if found.cue.kind is CueKind.VERB:
        tokens |= {c for c in tree.children[found.head] if tree.deps[c] in _HELPERS and c < found.head}
        # Only what touches the verb: "has", not the "has" three words back.
        while min(tokens) < found.head and not _touches(tokens, min(tokens)):
            tokens.remove(min(tokens))
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(tree.span(run[0], run[-1]) for run in runs)


def _touches(tokens: set[int], i: int) -> bool:
    return i + 1 in tokens
