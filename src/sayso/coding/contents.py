"""Find what a cue's source vouches for: the clause, infinitive, object or subject the cue's lexicon row allows."""

from collections.abc import Iterable

from sayso.coding.cues import CueKind, FoundCue
from sayso.coding.speakers import could_speak
from sayso.coding.tree import SUBJECTS, Tree
from sayso.records import Spans

_CLAUSE_LINKS = frozenset({"ccomp", "acl", "relcl", "pcomp", "xcomp", "advcl"})
_WITH_OBJECT = frozenset({"for", "as", "of", "with", "on"})
_AFTER_OBJECT = frozenset({"for", "as", "about", "over"})
_QUOTE_MARKS = frozenset({'"', "''", "'"})
_ASKS = frozenset({"if", "whether", "what", "who", "why", "how", "when", "where"})
_REASONS = frozenset({"because", "if", "unless", "until", "since", "so"})
_LOOSE = frozenset({"prep", "npadvmod", "advmod"})
_ASIDES = frozenset({"parataxis", "ccomp", "advcl", "conj", "dep", "relcl"})
_DASHES = frozenset({",", ".", '"', "''", "-", "\u2014", "\u2013", "--", ":", ";"})
_LONG_ASIDE = 16
_HUNG_ON = frozenset({"acl", "relcl", "ccomp"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
_EDGE = frozenset({",", ".", ";", ":", "-", "\u2014", "\u2013", "--", "...", "\u2026"})


def content_of(tree: Tree, found: FoundCue) -> set[int]:
    """Return the tokens of the cue's content by the parse, or none if no allowed complement is there."""
    if found.cue.kind is CueKind.VERB:
        content = _verb_content(tree, found)
    elif found.cue.kind in (CueKind.NOUN, CueKind.ADJECTIVE):
        content = _noun_content(tree, found)
    elif found.cue.kind is CueKind.PREPOSITION:
        content = _commented(tree, found)
    elif found.cue.kind is CueKind.ADVERB:
        content = governing_clause(tree, found.head)
    else:
        content = set()
    return _snapped(tree, found, content) - set(found.tokens)


def _snapped(tree: Tree, found: FoundCue, content: set[int]) -> set[int]:
    """Take in the phrases behind the content that the parse hangs on the cue; leave out what an object's comma adds."""
    verb = found.head
    if found.cue.kind is not CueKind.VERB or not content or min(content) < verb:
        return content
    if tree.child(verb, "ccomp", "xcomp") is None:
        content = _without_aside(tree, content)
    for child in tree.children[verb]:
        reason = tree.deps[child] == "advcl" and any(tree.words[c] in _REASONS for c in tree.children[child])
        if tree.left[child] == max(content) + 1 and (tree.deps[child] in _LOOSE or reason):
            content = content | tree.subtree(child)
    return content


def _without_aside(tree: Tree, content: set[int]) -> set[int]:
    """Leave out ", who ..." and ", the mayor" at the end: the report says that, not the source."""
    for i in sorted(content):
        ends = tree.right[i] >= max(content) - 1
        if (
            ends
            and tree.deps[i] in ("relcl", "appos")
            and "," in (tree.words[tree.left[i] - 1], tree.words[tree.left[i]])
        ):
            return content - tree.subtree(i)
    return content


def _verb_content(tree: Tree, found: FoundCue) -> set[int]:
    takes, verb, anchor = found.cue.takes, found.head, found.anchor
    if anchor != verb:
        return _prepositional(tree, found)
    clause = _clause(tree, verb, takes)
    if clause:
        return clause
    passive = tree.child(verb, "nsubjpass")
    if passive is not None:
        return _passive(tree, found, passive)
    complement = tree.child(verb, "acomp", "attr", "oprd") if "complement" in takes else None
    if complement is not None:
        return _subject_tokens(tree, verb) | tree.subtree(complement)
    return _object(tree, verb, takes)


def _clause(tree: Tree, verb: int, takes: frozenset[str]) -> set[int]:
    """Return a clausal complement of `verb`, or the sentence that `verb` interrupts: "The dam, he said, is safe"."""
    found: set[int] = set()
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if dep not in ("ccomp", "xcomp") or ";" in tree.words[child:verb]:
            continue
        infinitive = tree.is_infinitive(child)
        gerund = dep == "xcomp" and tree.tags[child] == "VBG"
        kind = "infinitive" if infinitive else "gerund" if gerund else "clause"
        if kind in takes:
            found |= _around_cue(tree, child, verb)
            if kind == "infinitive":
                found |= _objects(tree, verb)
                if "complement" in takes:
                    found |= _subject_tokens(tree, verb)
    if not found and "whether" in takes:
        found = _whether(tree, verb)
    if not found and "clause" in takes:
        found = _misplaced(tree, verb)
    if not found and "clause" in takes and _interrupts(tree, verb):
        found = tree.subtree(tree.heads[verb]) - tree.subtree(verb)
    return found


def _misplaced(tree: Tree, verb: int) -> set[int]:
    """Return "that ..." of "said in a letter that ..." and "he ..." of "told them he ...", hung on the noun."""
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in ("prep", "dobj", "dative"):
            continue
        noun = tree.child(child, "pobj") if tree.deps[child] == "prep" else child
        if noun is None:
            continue
        for clause in tree.children[noun]:
            told = tree.deps[child] == "dobj" and tree.words[tree.left[clause]] in _SUBJECT_PRONOUNS
            if clause > noun and tree.deps[clause] in _HUNG_ON and (told or _opens_with_that(tree, clause)):
                return tree.subtree(clause)
    return set()


def _opens_with_that(tree: Tree, clause: int) -> bool:
    first = tree.left[clause]
    return tree.words[first] == "that" and tree.deps[first] not in SUBJECTS


def _whether(tree: Tree, verb: int) -> set[int]:
    """Return "if they had met" of "asked him if they had met", which the parser takes for a condition."""
    for child in tree.children[verb]:
        marks = (c for c in tree.children[child] if tree.deps[c] in ("mark", "advmod", "attr", "dobj", "nsubj"))
        if child > verb and tree.deps[child] == "advcl" and any(tree.words[c] in _ASKS for c in marks):
            return tree.subtree(child)
    return set()


def _interrupts(tree: Tree, verb: int) -> bool:
    """Tell whether a short clause stands between commas inside the sentence it comments on."""
    if tree.heads[verb] == verb or tree.deps[verb] not in _ASIDES or tree.subject(verb) is None:
        return False
    first, last = tree.left[verb], tree.right[verb]
    if last - first > _LONG_ASIDE:
        return False
    before = tree.words[first] if tree.words[first] in _DASHES else tree.words[first - 1] if first > 0 else ""
    # "The strike shuts three ports; the union claims victory": a semicolon parts what two voices say.
    opened = before in _DASHES and before != ";"
    closed = tree.words[last] in _DASHES or last + 1 >= len(tree) or tree.words[last + 1] in _DASHES
    return opened and closed


def _around_cue(tree: Tree, clause: int, verb: int) -> set[int]:
    """Return the clause's tokens, without the cue's own words where the clause is wrapped around them."""
    tokens = tree.subtree(clause)
    if verb in tokens:
        tokens -= {verb}
        for child in tree.children[verb]:
            if child != clause and tree.deps[child] not in ("punct",):
                tokens -= tree.subtree(child) - tree.subtree(clause)
    return tokens


def _passive(tree: Tree, found: FoundCue, subject: int) -> set[int]:
    takes, verb = found.cue.takes, found.head
    infinitive = next((c for c in tree.children[verb] if tree.deps[c] == "xcomp" and tree.is_infinitive(c)), None)
    if infinitive is not None and ("passive-infinitive" in takes or "infinitive" in takes):
        return tree.subtree(subject) | tree.subtree(infinitive)
    return tree.subtree(subject) if "passive" in takes or "object" in takes else set()


def _prepositional(tree: Tree, found: FoundCue) -> set[int]:
    """Return what hangs on the cue's preposition, with the object before it: "accused X of Y", "called for Y"."""
    takes, verb, anchor = found.cue.takes, found.head, found.anchor
    content: set[int] = set()
    for child in tree.children[anchor]:
        if child > anchor and tree.deps[child] != "punct":
            content |= tree.subtree(child)
    if "infinitive" in takes:
        for child in tree.children[verb]:
            if tree.deps[child] in ("xcomp", "advcl", "ccomp") and tree.is_infinitive(child) and child > anchor:
                content |= tree.subtree(child)
    if content and tree.words[anchor] in _WITH_OBJECT:
        content |= (_objects(tree, verb) | _passive_subject(tree, verb)) - {anchor}
    return content


def _passive_subject(tree: Tree, verb: int) -> set[int]:
    subject = tree.child(verb, "nsubjpass")
    return set() if subject is None else tree.subtree(subject)


def _subject_tokens(tree: Tree, verb: int) -> set[int]:
    subject = tree.subject(verb)
    return set() if subject is None else tree.subtree(subject)


def _objects(tree: Tree, verb: int) -> set[int]:
    tokens: set[int] = set()
    for child in tree.children[verb]:
        if tree.deps[child] in ("dobj", "oprd"):
            tokens |= tree.subtree(child)
        elif tree.deps[child] == "prt":
            tokens |= tree.subtree(child) - {child}
    return tokens


def _object(tree: Tree, verb: int, takes: frozenset[str]) -> set[int]:
    if "object" not in takes:
        return set()
    tokens = _objects(tree, verb)
    if tokens:
        for child in tree.children[verb]:
            after = child > verb and tree.deps[child] == "prep" and tree.words[child] in _AFTER_OBJECT
            if after or (tree.deps[child] in ("xcomp", "ccomp", "acomp") and child > verb):
                tokens |= tree.subtree(child)
    return tokens


def _noun_content(tree: Tree, found: FoundCue) -> set[int]:
    takes = found.cue.takes
    for child in tree.children[found.head]:
        if child < found.head:
            continue
        dep, word = tree.deps[child], tree.words[child]
        if dep == "prep" and word in takes:
            inside = [c for c in tree.children[child] if tree.deps[c] in ("pobj", "pcomp")]
            return set().union(*(tree.subtree(c) for c in inside)) if inside else set()
        if dep in _CLAUSE_LINKS and ("infinitive" if tree.is_infinitive(child) else "clause") in takes:
            plain = tree.is_infinitive(child) or dep in ("ccomp", "xcomp", "pcomp")
            if plain or _has_that(tree, child) or _opens_with_that(tree, child):
                return tree.subtree(child)
    if "clause" not in takes:
        return set()
    if found.cue.kind is CueKind.ADJECTIVE:
        clause = tree.child(tree.heads[found.head], "ccomp") if tree.deps[found.head] == "acomp" else None
        return set() if clause is None or clause < found.head else tree.subtree(clause)
    return _said_to_be(tree, found.head)


def _has_that(tree: Tree, clause: int) -> bool:
    return any(tree.deps[c] == "mark" and tree.words[c] in ("that", "whether", "if") for c in tree.children[clause])


def _said_to_be(tree: Tree, noun: int) -> set[int]:
    """Return the clause of "His argument is that ..."."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "nsubj" or tree.lemmas[verb] != "be":
        return set()
    clause = tree.child(verb, "ccomp")
    return set() if clause is None else tree.subtree(clause)


def _commented(tree: Tree, found: FoundCue) -> set[int]:
    """Return what "according to" and "citing" comment on; "citing" needs somebody who is cited, not an argument."""
    if found.cue.words not in (("citing",), ("quoting",)):
        return governing_clause(tree, found.head) - tree.subtree(found.head)
    cited, verb = tree.child(found.head, "dobj", "pobj"), tree.heads[found.head]
    if cited is None or not could_speak(tree, cited):
        return set()
    said = tree.child(verb, "ccomp")
    return (tree.subtree(verb) if said is None else tree.subtree(said)) - tree.subtree(found.head)


def governing_clause(tree: Tree, i: int) -> set[int]:
    """Return the tokens of the clause that `i` comments on."""
    verb = next((g for g in tree.climb(i) if tree.pos[g] in ("VERB", "AUX")), None)
    if verb is None:
        first, after = tree.sentence(i)
        return set(range(first, after))
    return tree.subtree(verb)


def pieces(tree: Tree, tokens: Iterable[int], outside: frozenset[int] | set[int] = frozenset()) -> Spans:
    """Turn tokens into spans: runs without a gap, edges freed of commas and full stops outside quotation marks."""
    runs: list[list[int]] = []
    for i in sorted(set(tokens) - outside):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = []
    for run in runs:
        while run and _may_go(tree, run[0], run):
            run.pop(0)
        while run and _may_go(tree, run[-1], run):
            run.pop()
        if run:
            spans.append(tree.span(run[0], run[-1]))
    return tuple(spans)


def _may_go(tree: Tree, i: int, run: list[int]) -> bool:
    word = tree.words[i]
    if word in _QUOTE_MARKS:
        # A mark whose partner is not in the same run says nothing.
        return len(run) == 1
    return word in _EDGE or word.isspace()
