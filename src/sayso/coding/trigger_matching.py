"""Find where a report's words fit the trigger lexicon: one best pattern for each verb or noun that carries one."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.coding.tree import Tree
from sayso.coding.trigger_lexicon import (
    Pattern,
    kinds_of,
    noun_patterns,
    phrases_that_name_no_event,
    state_patterns,
    verb_patterns,
)

_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "dative", "attr", "oprd"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OTHER_CLAUSES = frozenset({"conj", "advcl", "relcl", "parataxis", "ccomp", "csubj", "nsubj"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "advmod"})
_NAMES_NO_EVENT = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW", "FAC"})
_PERSONS = frozenset("he she they we i who him her them us".split())
_CAN_BE_PERSONS = frozenset({"PEOPLE", "AUTHORITY", "ARMED", "CAPTIVE"})
_DEEPEST = 3
_IRREGULAR = {
    "retook": "retake",
    "retaken": "retake",
    "sank": "sink",
    "sunk": "sink",
    "struck": "strike",
    "shot": "shoot",
    "fled": "flee",
    "broke": "break",
    "slew": "slay",
    "slain": "slay",
    "overran": "overrun",
    "withdrew": "withdraw",
    "swore": "swear",
    "sworn": "swear",
    "quit": "quit",
    "beheaded": "behead",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A pattern that fits at token `head`, and every token it takes up."""

    head: int
    tokens: tuple[int, ...]
    pattern: Pattern


def fits(tree: Tree, names: "set[int]") -> Iterator[Fit]:
    """Yield the best fit of every word that carries a pattern; tokens in `names` carry none."""
    barred = names | _in_fixed_phrases(tree)
    verbs, nouns, states = verb_patterns(), noun_patterns(), state_patterns()
    for i, lemma in enumerate(tree.lemmas):
        if i in barred:
            continue
        kind = tree.pos[i]
        state = states.get(tree.words[i]) or states.get(lemma)
        if state and is_state_of_somebody(tree, i):
            fit = _best(tree, i, state, barred)
        elif kind == "VERB" or (kind == "ADJ" and tree.tags[i] in ("VBN", "VBD")) or _is_doing(tree, i):
            known = verbs.get(lemma) or next(filter(None, map(verbs.get, _base_forms(tree.words[i]))), ())
            fit = _best(tree, i, known, barred)
        elif kind in ("NOUN", "PROPN"):
            fit = _best(tree, i, nouns.get(lemma) or nouns.get(_singular(tree.words[i]), ()), barred)
        else:
            continue
        if fit is not None:
            yield fit


def _is_doing(tree: Tree, i: int) -> bool:
    """Tell whether a noun in -ing is a verb that the tagger mistook: "a nurse marching in Brest", "those marching"."""
    if tree.pos[i] != "NOUN" or not tree.words[i].endswith("ing") or not 0 < i < len(tree) - 1:
        return False
    is_after_person = tree.words[i - 1] == "those" or "PEOPLE" in kinds_at(tree, i - 1)
    return is_after_person and tree.pos[i + 1] in ("ADP", "ADV")


def is_state_of_somebody(tree: Tree, i: int) -> bool:
    """Tell whether the word says what became of a number of people: "nine dead", "six of us are wounded"."""
    if tree.pos[i] not in ("ADJ", "NOUN", "VERB"):
        return False
    if tree.deps[i] in ("acomp", "oprd", "amod", "ROOT", "conj", "acl") and tree.pos[i] != "NOUN":
        above = tree.heads[i]
        subjects = [c for c in tree.children[above] if tree.deps[c] in _SUBJECTS] if tree.deps[i] == "acomp" else []
        return any(_is_counted(tree, s) for s in subjects) or _is_counted(tree, i)
    return _is_counted(tree, i)


def _is_counted(tree: Tree, i: int) -> bool:
    """Tell whether a number stands by the word or right before it, or it is said that somebody is among them."""
    if tree.words[max(0, i - 2) : i] in (("among", "the"), ("number", "of")):
        return True
    is_after_number = i > 0 and tree.pos[i - 1] == "NUM"
    return tree.pos[i] == "NUM" or is_after_number or any(tree.deps[c] == "nummod" for c in tree.children[i])


def objects_of(tree: Tree, i: int) -> list[int]:
    """Return the nouns that a verb acts on, with those joined to them, and what they are a number of."""
    heads = [c for c in tree.children[i] if tree.deps[c] in _OBJECTS]
    if not heads:
        # "looted and burned shops" parses with the object under the second verb.
        heads = [o for c in tree.children[i] if tree.deps[c] == "conj" for o in _plain_objects(tree, c)]
    heads = [_meant(tree, i, head) for head in heads]
    if tree.deps[i] == "acl" and tree.tags[i] == "VBN":
        heads.append(tree.heads[i])
    if tree.deps[i] == "conj" and tree.tags[i] == "VBN" and not heads:
        heads = [c for c in tree.children[tree.heads[i]] if tree.deps[c] == "nsubjpass"]
    return _spread(tree, heads)


def subjects_of(tree: Tree, i: int) -> list[int]:
    """Return the nouns that do what a verb says; a second verb shares the subject of the first."""
    for at in (i, tree.heads[i] if tree.deps[i] in ("conj", "xcomp") else i):
        heads = [c for c in tree.children[at] if tree.deps[c] in _SUBJECTS]
        heads += [p for c in tree.children[at] if tree.deps[c] == "agent" for p in tree.children[c]]
        if heads:
            return _spread(tree, [_meant(tree, at, head) for head in heads])
    return []


def _meant(tree: Tree, verb: int, subject: int) -> int:
    """Return what a relative pronoun stands for: "residents who fled"."""
    is_relative = tree.deps[verb] == "relcl" and tree.words[subject] in ("who", "whom", "that", "which")
    return tree.heads[verb] if is_relative else subject


def companions_of(tree: Tree, i: int) -> list[int]:
    """Return the words of a verb's own clause, nearest first."""
    found: list[int] = []
    layer = list(tree.children[i])
    for _ in range(_DEEPEST):
        layer = [c for c in layer if not _is_other_clause(tree, c)]
        found += layer
        layer = [d for c in layer for d in tree.children[c]]
    return found


def _is_other_clause(tree: Tree, i: int) -> bool:
    if tree.deps[i] not in _OTHER_CLAUSES or tree.pos[i] not in ("VERB", "AUX"):
        return False
    return not (tree.deps[i] == "advcl" and tree.is_infinitive(i))


def kinds_at(tree: Tree, i: int) -> frozenset[str]:
    """Return what kinds of thing the noun at `i` may name."""
    return kinds_of(tree.lemmas[i], tree.entities[i][1])


def _best(tree: Tree, i: int, patterns: tuple[Pattern, ...], barred: set[int]) -> Fit | None:
    if not patterns:
        return None
    around = _Around(tree, i)
    for pattern in patterns:
        tokens = around.tokens_of(pattern)
        if tokens and not barred.intersection(tokens) and around.allows(pattern, tokens):
            return Fit(i, tokens, pattern)
    return None


class _Around:
    """The words around one verb or noun, gathered once for all the patterns it may carry."""

    def __init__(self, tree: Tree, i: int) -> None:
        self._tree = tree
        self._i = i
        self._is_verb = tree.pos[i] in ("VERB", "ADJ") or _is_doing(tree, i)
        near = companions_of(tree, i)
        self._objects = objects_of(tree, i) if self._is_verb else []
        self._near = near + [o for o in self._objects if o not in near]
        self._by_word: dict[str, int] = {}
        # A preposition that belongs to the verb stands behind it: not the "on" of "on Thursday the rebels fired on us".
        for c in sorted(self._near, key=lambda c: tree.pos[c] == "ADP" and c < i):
            self._by_word.setdefault(tree.lemmas[c], c)
            self._by_word.setdefault(tree.words[c], c)
            if tree.pos[c] == "PROPN":
                self._by_word.setdefault(_singular(tree.words[c]), c)

    def tokens_of(self, pattern: Pattern) -> tuple[int, ...] | None:
        """Return the tokens that the pattern's words stand at, the carrying word first."""
        if len(pattern.words) == 1:
            return (self._i,)
        if not pattern.is_verb:
            return self._tokens_of_noun(pattern)
        tree, found = self._tree, [self._i]
        for at, word in enumerate(pattern.words):
            if at == pattern.head:
                continue
            token = self._by_word.get(word)
            if token is None or token in found or (tree.pos[token] == "ADP" and token < self._i):
                return None
            found.append(token)
        return tuple(found)

    def _tokens_of_noun(self, pattern: Pattern) -> tuple[int, ...] | None:
        found = [self._i]
        at = self._i
        for word in reversed(pattern.words[: pattern.head]):
            token = self._before(at, word)
            if token is None:
                return None
            found.append(token)
            at = token
        for word in pattern.words[pattern.head + 1 :]:
            token = self._by_word.get(word)
            if token is None or token < self._i:
                return None
            found.append(token)
        return tuple(found)

    def _before(self, at: int, word: str) -> int | None:
        """Find a word just before `at`, or anywhere among the modifiers of the noun."""
        tree = self._tree
        reach = range(at - 1, max(tree.left[self._i], at - 4) - 1, -1)
        for j in reach:
            if word in (tree.lemmas[j], tree.words[j]) and (j == at - 1 or tree.deps[j] in _MODIFIERS):
                return j
        # "cease-fire": a hyphen, or a parse that puts the first word elsewhere.
        j = at - 2 if at >= 2 and tree.words[at - 1] == "-" else at - 1
        return j if j >= 0 and word in (tree.lemmas[j], tree.words[j]) else None

    def allows(self, pattern: Pattern, tokens: tuple[int, ...]) -> bool:
        """Tell whether the objects and subjects are such as the pattern asks for, and nothing it bars stands near."""
        tree = self._tree
        if pattern.exclude and self._is_excluded(pattern):
            return False
        if pattern.object and not any(_fits_one(tree, o, pattern.object) for o in self._objects_of(pattern, tokens)):
            return False
        if pattern.subject:
            subjects = subjects_of(tree, self._i) + [c for c in tree.children[self._i] if tree.deps[c] == "nsubjpass"]
            return any(_fits_one(tree, s, pattern.subject) for s in subjects)
        return True

    def _is_excluded(self, pattern: Pattern) -> bool:
        if any(word in pattern.exclude for word in self._by_word):
            return True
        if self._is_verb:
            return any(self._tree.lemmas[s] in pattern.exclude for s in subjects_of(self._tree, self._i))
        before = self._tree.lemmas[max(0, self._i - 1) : self._i]
        return any(word in pattern.exclude for word in before)

    def _objects_of(self, pattern: Pattern, tokens: tuple[int, ...]) -> list[int]:
        tree = self._tree
        links = [t for t in tokens[1:] if tree.pos[t] in ("ADP", "SCONJ", "PART") or tree.deps[t] == "prep"]
        behind = _spread(tree, [c for t in links for c in tree.children[t]])
        return behind + [o for o in self._objects if o not in tokens]


def _fits_one(tree: Tree, noun: int, wanted: frozenset[str]) -> bool:
    if (tree.words[noun] in _PERSONS or tree.pos[noun] == "NUM") and not wanted.isdisjoint(_CAN_BE_PERSONS):
        return True
    kinds = kinds_at(tree, noun)
    if tree.lemmas[noun] in wanted or not wanted.isdisjoint(kinds) or ("PEOPLE" in wanted and "AUTHORITY" in kinds):
        return True
    if tree.pos[noun] == "PROPN" and _singular(tree.words[noun]) in wanted:
        return True
    return any(tree.lemmas[c] in wanted for c in tree.children[noun] if tree.deps[c] in ("compound", "amod", "nmod"))


def _plain_objects(tree: Tree, i: int) -> list[int]:
    return [c for c in tree.children[i] if tree.deps[c] in ("dobj", "obj")]


def _spread(tree: Tree, heads: list[int]) -> list[int]:
    """Add what is joined to the nouns, and what they are a number or part of: "dozens of soldiers and guards"."""
    found = list(heads)
    for noun in found:
        for c in tree.children[noun]:
            if tree.deps[c] in ("conj", "appos") and c not in found:
                found.append(c)
            elif tree.deps[c] == "prep" and tree.words[c] in ("of", "from"):
                found += [p for p in tree.children[c] if p not in found]
    return found


def _in_fixed_phrases(tree: Tree) -> set[int]:
    barred: set[int] = set()
    phrases = phrases_that_name_no_event()
    for i, lemma in enumerate(tree.lemmas):
        for words in {*phrases.get(lemma, ()), *phrases.get(tree.words[i], ())}:
            end = i + len(words)
            found = zip(words, tree.lemmas[i:end], tree.words[i:end], strict=False)
            if end <= len(tree) and all(word in (lemma, text) for word, lemma, text in found):
                barred.update(range(i, end))
    return barred


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _base_forms(word: str) -> Iterator[str]:
    """Yield what a verb's form may come from, for forms the lemmatizer gets wrong ("staged", "fined", "retook")."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending in ("ed", "ing", "es", "s"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + "e", stem)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def words_in_names(tree: Tree) -> set[int]:
    """Return the tokens of names that name no event: of bodies, persons and works, and of months ("3 March")."""
    members: dict[int, list[int]] = {}
    for i, (number, kind) in enumerate(tree.entities):
        if kind in _NAMES_NO_EVENT:
            members.setdefault(number, []).append(i)
    named = {i for group in members.values() if len(group) > 1 for i in group if _is_part_of_name(tree, i)}
    months = {i for i, (_, kind) in enumerate(tree.entities) if kind == "DATE" and tree.pos[i] == "PROPN"}
    return named | months


def _is_part_of_name(tree: Tree, i: int) -> bool:
    return tree.pos[i] != "VERB" and (tree.pos[i] == "PROPN" or tree.text[tree.starts[i]].isupper())
