"""Find who vouches for what a cue introduces, and the fullest name the report gives them."""

from collections.abc import Collection

from sayso.coding.channels import account_owner
from sayso.coding.cues import CueKind, FoundCue, Sense
from sayso.coding.tree import Tree
from sayso.records import Span

_SHORT_NAME = 6
_BELONGING = frozenset({"conj", "appos", "relcl"})
_HEARS = frozenset({"hear"})
_QUOTES = frozenset({"quote", "cite"})


def source_of(tree: Tree, found: FoundCue) -> int | None:
    """Return the head token of the cue's source, or None if the report names none; an account is its owner's."""
    source = _grammatical_source(tree, found)
    owner = None if source is None else account_owner(tree, source)
    return source if owner is None else owner


def _grammatical_source(tree: Tree, found: FoundCue) -> int | None:
    kind = found.cue.kind
    if found.cue.sense is Sense.SEEM:
        return None
    if kind is CueKind.VERB and tree.lemmas[found.head] in _HEARS:
        # The court that hears vouches for nothing; whoever it hears from does.
        by_whom = next((c for c in tree.children[found.head] if tree.words[c] == "from"), None)
        return None if by_whom is None else tree.child(by_whom, "pobj")
    if kind is CueKind.VERB:
        source = _of_verb(tree, found.head)
        # "It emerged that ..." has a subject and nobody who speaks.
        return None if source is not None and "it" in found.cue.takes and tree.words[source] == "it" else source
    if kind is CueKind.NOUN:
        return _of_noun(tree, found.head)
    if kind is CueKind.ADJECTIVE:
        return _of_adjective(tree, found.head)
    if kind is CueKind.PREPOSITION:
        return _after(tree, found.anchor)
    return None


def _of_verb(tree: Tree, verb: int) -> int | None:
    """Walk up from the verb to the subject it shares: "He went on to say", "praised the deal, adding that"."""
    # "Asked about the vote, she ...": somebody else asked. "Having said": she did.
    is_passive = tree.tags[verb] == "VBN" and not any(tree.lemmas[c] == "have" for c in tree.children[verb])
    if is_passive and tree.deps[verb] in ("advcl", "acl") and _agent(tree, verb) is None:
        return None
    at, seen = verb, 0
    while seen < 6:
        agent = _agent(tree, at)
        if agent is not None and at == verb:
            return agent
        subject = tree.subject(at)
        if subject is not None:
            if tree.deps[subject] == "nsubjpass" and at == verb:
                return None
            return None if tree.words[subject] in ("it", "there") and tree.deps[subject] == "expl" else subject
        if tree.child(at, "expl") is not None:
            return None
        dep, head = tree.deps[at], tree.heads[at]
        if head == at:
            return None
        if dep in ("acl", "relcl") and tree.pos[head] in ("NOUN", "PROPN", "PRON"):
            # "The presidency announced that" is a noun with a clause to some parses.
            return head if tree.tags[at] == "VBG" or (dep == "acl" and tree.tags[at] == "VBD") else None
        if dep == "pcomp" and tree.words[head] == "as":
            # "quoted the minister as saying": the one who is quoted speaks.
            return _quoted_one(tree, tree.heads[head])
        if dep == "xcomp" or dep == "ccomp":
            # "urged him to say": the one who is urged will speak.
            patient = tree.child(head, "dobj")
            quoted = tree.tags[at] == "VBG" and tree.lemmas[head] in _QUOTES
            if patient is not None and patient < at and (quoted or tree.is_infinitive(at)):
                return patient
        at, seen = head, seen + 1
        if tree.pos[at] in ("NOUN", "PROPN") and dep not in ("acl", "relcl", "conj"):
            owner = tree.child(at, "poss")
            if owner is not None:
                return owner
    return None


def _quoted_one(tree: Tree, verb: int) -> int | None:
    patient = tree.child(verb, "nsubjpass")
    return tree.child(verb, "dobj") if patient is None else patient


def beside(tree: Tree, cue: int, content: Collection[int]) -> int | None:
    """Return the speaker next to a verb the parser gave a wrong subject or none: "said Ana Orlan", "Orlan notes"."""
    before = cue - 1
    if (
        before >= 0
        and before not in content
        and tree.pos[before] in ("PROPN", "PRON")
        and tree.words[before] != "which"
    ):
        return before
    after = cue + 1
    if after < len(tree) and after not in content and tree.pos[after] in ("PROPN", "DET", "NOUN", "ADJ"):
        heads = [i for i in (after, *tree.climb(after)) if after <= i <= after + _SHORT_NAME and i not in content]
        return next((i for i in reversed(heads) if tree.pos[i] in ("PROPN", "NOUN")), None)
    return None


def _agent(tree: Tree, verb: int) -> int | None:
    # "Lamia said by telephone": who speaks by something speaks in the active voice.
    by = None if tree.child(verb, "nsubj") is not None else tree.child(verb, "agent")
    return None if by is None else tree.child(by, "pobj")


def _of_noun(tree: Tree, noun: int) -> int | None:
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for child in tree.children[noun]:
        if tree.deps[child] == "prep" and tree.words[child] in ("by", "from", "among"):
            return tree.child(child, "pobj")
    if tree.deps[noun] in ("dobj", "attr"):
        return _of_verb(tree, tree.heads[noun])
    return next((c for c in tree.children[noun] if tree.entities[c][1] in ("NORP", "ORG", "PERSON", "GPE")), None)


def _of_adjective(tree: Tree, adjective: int) -> int | None:
    subject = tree.subject(adjective)
    if subject is None and tree.deps[adjective] in ("acomp", "advcl", "conj", "ccomp"):
        subject = _of_verb(tree, tree.heads[adjective])
    if subject is not None and tree.words[subject] in ("it", "there"):
        return None
    return subject


def _after(tree: Tree, preposition: int) -> int | None:
    """Return the noun a preposition leads to: by the parse, else the head of the noun phrase that follows."""
    noun = tree.child(preposition, "pobj", "dobj")
    if noun is not None and noun > preposition:
        return noun
    at = preposition + 1
    if at >= len(tree):
        return None
    for governor in (at, *tree.climb(at)):
        if tree.pos[governor] in ("NOUN", "PROPN", "PRON"):
            return governor
        if governor < at:
            break
    return None


def source_span(tree: Tree, head: int, outside: Collection[int] = ()) -> Span:
    """Return the source's own words: name, title and apposition, up to a comma's aside and to what is `outside`."""
    first, last = tree.left[head], tree.right[head]
    last = min([last, *(i - 1 for i in outside if i > head)])
    first = max([first, *(i + 1 for i in outside if i < head)])
    for child in tree.children[head]:
        if child > head and tree.deps[child] == "punct" and not _closes_list(tree, child, head):
            last = min(last, tree.left[child] - 1)
            break
    while last > head and tree.words[last] in ("'s", "'", ",", '"', "-", "\u2014", "and", "("):
        last -= 1
    while first < head and tree.words[first] in (",", '"', "-", "\u2014", ":", "and", "but", "\n"):
        first += 1
    return tree.span(first, max(last, head))


def _closes_list(tree: Tree, child: int, head: int) -> bool:
    """Tell whether a comma stands before what belongs to a name: a list's members, an apposition, ", who leads ..."."""
    if tree.deps[child] != "punct":
        return False
    return any(c > child and (tree.deps[c] in _BELONGING or tree.words[c] == "including") for c in tree.children[head])
