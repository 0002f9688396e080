"""Give each quotation to the cue that introduces it, and let quotes run on past "he said" and across paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.coding.cues import ANY_VERB, COLON, CueKind, FoundCue, Sense
from sayso.coding.quotations import Quotation
from sayso.coding.sources import beside
from sayso.coding.speakers import is_speaking_noun
from sayso.coding.tree import Tree

_REACH = 40
_LONG_NAME = 5
_LONG_LEAD = 12
_NEAR = 8
_FEW_WORDS = 2
_STOPS = frozenset({".", "?", "!"})
_LINE_MARKS = frozenset({":", "\u2013", "\u2014", "-", "--"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue with its source's head and its content so far, all as tokens."""

    found: FoundCue
    source: int | None
    content: frozenset[int]

    @property
    def takes_quotes(self) -> bool:
        """Tell whether somebody speaks or writes here, so that a quotation may be theirs."""
        cue = self.found.cue
        return "quote" in cue.takes or (cue.sense in (Sense.SAY, Sense.THINK) and cue.kind is CueKind.VERB)


def with_quotations(tree: Tree, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Return the drafts with every quotation added to the content of the one that speaks it."""
    linked = [_completed(draft, quotations) for draft in drafts]
    quoted = {i for quotation in quotations for i in quotation.tokens}
    owner: int | None = None
    before: Quotation | None = None
    for quotation in quotations:
        mine = _holder(linked, quotation)
        if mine is None and quotation.is_long:
            mine = _neighbour(tree, linked, quotation, quoted)
            if (
                mine is None
                and before is not None
                and owner is not None
                and _runs_on(tree, linked, owner, before, quotation)
            ):
                mine = owner
            if mine is None:
                linked, mine = _with_new_cue(tree, linked, quotation, quoted)
            if mine is not None:
                linked[mine] = replace(linked[mine], content=linked[mine].content | quotation.tokens)
        if quotation.is_long:
            owner, before = mine, quotation
    return [_with_speaker(tree, draft, quoted) for draft in linked]


def _with_speaker(tree: Tree, draft: Draft, quoted: set[int]) -> Draft:
    """Look for the speaker beside the verb where the parser found none, or one inside the quotation itself."""
    cue = draft.found.cue
    misplaced = draft.source is not None and draft.source in draft.content
    missing = draft.source is None and not draft.content.isdisjoint(quoted) and draft.found.head not in quoted
    if cue.kind is not CueKind.VERB or not draft.content or not (misplaced or missing):
        return draft
    speaker = beside(tree, draft.found.head, draft.content)
    return draft if speaker is None else replace(draft, source=speaker)


def _completed(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """Take in the whole of every quotation the content reaches into; what is said inside one ends with it."""
    content = draft.content
    if not content:
        return draft
    low, high = min(content), max(content)
    for quotation in quotations:
        inside = quotation.first <= draft.found.head <= quotation.last
        if inside:
            content = content & quotation.tokens
        elif quotation.first <= high and quotation.last >= low and quotation.tokens & content:
            content = content | (quotation.tokens - set(draft.found.tokens))
    return replace(draft, content=content)


def _holder(drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """Return the draft whose content holds the quotation already: the outermost, that is the longest."""
    holding = [
        (len(draft.content), number)
        for number, draft in enumerate(drafts)
        if quotation.first in draft.content and not quotation.first <= draft.found.head <= quotation.last
    ]
    return max(holding)[1] if holding else None


def _neighbour(tree: Tree, drafts: Sequence[Draft], quotation: Quotation, quoted: set[int]) -> int | None:
    """Return the cue in the words right after the quotation, or else right before it."""
    after = _words_after(tree, quotation)
    before = _words_before(tree, quotation)
    following = [n for n, d in enumerate(drafts) if d.takes_quotes and d.found.head in after - quoted]
    for number in following:
        draft = drafts[number]
        if not draft.content or max(draft.content) < draft.found.head:
            return number
        break
    preceding = [n for n, d in enumerate(drafts) if d.takes_quotes and d.found.head in before - quoted]
    return preceding[-1] if preceding else None


def _words_after(tree: Tree, quotation: Quotation) -> set[int]:
    """Return the words up to the sentence's end, if the quotation's own end leaves the sentence open."""
    at = quotation.last + 1
    if at >= len(tree) or quotation.open_ended or "\n" in tree.words[at]:
        return set()
    if tree.words[quotation.last - 1] == "." and tree.text[tree.starts[at]].isupper():
        return set()
    stop = at
    while stop < min(len(tree), at + _REACH) and tree.words[stop] not in _STOPS and "\n" not in tree.words[stop]:
        stop += 1
    return set(range(at, stop))


def _words_before(tree: Tree, quotation: Quotation) -> set[int]:
    """Return the words back to the sentence's start, if they lead into the quotation."""
    at = quotation.first - 1
    while at > 0 and tree.words[at].isspace():
        at -= 1
    if at < 0 or (tree.words[at] in _STOPS or tree.words[at] in ('"', "''")):
        return set()
    if at < quotation.first - 1 and tree.words[at] != ":":
        return set()
    start = at
    while start >= max(0, at - _REACH) and tree.words[start] not in _STOPS and "\n" not in tree.words[start]:
        start -= 1
    return set(range(start + 1, at + 1))


def _runs_on(tree: Tree, drafts: Sequence[Draft], owner: int, before: Quotation, quotation: Quotation) -> bool:
    """Tell whether a quotation goes on from the one before: a paragraph left open, or only "he said" between them."""
    if quotation.continues:
        return True
    between = range(before.last + 1, quotation.first)
    if any("\n" in tree.words[i] for i in between):
        return False
    heads = [d for n, d in enumerate(drafts) if d.found.head in between and d.takes_quotes and n != owner and d.content]
    stops = sum(tree.words[i] in _STOPS for i in between)
    return not heads and stops <= 1


def _with_new_cue(
    tree: Tree, drafts: list[Draft], quotation: Quotation, quoted: set[int]
) -> tuple[list[Draft], int | None]:
    """Take as cue what the lexicon does not know: '"We hold it," he gloated', 'Governor Orlan: "We hold it."'."""
    found = _verb_beside(tree, quotation, quoted)
    at = quotation.first - 1
    if found is not None:
        new = Draft(FoundCue(ANY_VERB, found, found, (found,)), tree.subject(found), frozenset())
    elif at > 0 and tree.words[at] == ":":
        speaker = _speaker(tree, at)
        if speaker is None:
            return drafts, None
        new = Draft(FoundCue(COLON, at, at, (at,)), speaker, frozenset())
    else:
        return drafts, None
    return [*drafts, new], len(drafts)


def _verb_beside(tree: Tree, quotation: Quotation, quoted: set[int]) -> int | None:
    """Return the verb of the clause the quotation leans on, if it has a subject and stands near."""
    after = range(quotation.last + 1, min(len(tree), quotation.last + _NEAR))
    if tree.words[quotation.last - 1] in (",", "!", "?"):
        for i in after:
            if tree.words[i] in _STOPS or i in quoted or tree.words[i].isspace():
                break
            if _speaks(tree, i):
                return i
    at = quotation.first - 1
    if at > 0 and tree.words[at] in (",", ":"):
        for i in range(at - 1, max(0, at - _NEAR), -1):
            if tree.words[i] in _STOPS or i in quoted or tree.words[i].isspace():
                break
            if _speaks(tree, i):
                return i
    return None


def _speaks(tree: Tree, i: int) -> bool:
    subject = tree.subject(i)
    if subject is None or tree.deps[subject] != "nsubj" or tree.tags[i] not in ("VBD", "VBZ", "VBP"):
        return False
    return tree.lemmas[i] not in ("be", "have", "do") and tree.pos[subject] in ("PROPN", "PRON", "NOUN")


def _speaker(tree: Tree, colon: int) -> int | None:
    """Return the name or noun that ends right before the colon, if the line before it is short."""
    first, _ = tree.sentence(colon)
    names = [i for i in range(first, colon) if tree.pos[i] in ("PROPN", "NOUN")]
    if not names or colon - first > _LONG_LEAD:
        return None
    head = tree.heads[colon]
    return head if tree.pos[head] in ("PROPN", "NOUN") and head < colon else names[-1]


def spoken_lines(tree: Tree, quotations: Sequence[Quotation]) -> list[Draft]:
    """Read "Police: two held after blast", "Two held after blast: police" and transcripts as said by who is named."""
    quoted = {i for quotation in quotations for i in quotation.tokens}
    drafts = []
    for at, word in enumerate(tree.words):
        if word not in _LINE_MARKS or at in quoted or at + 1 in quoted:
            continue
        start, end = _line(tree, at)
        before, after = range(start, at), range(at + 1, end)
        if word == ":" and len(after) > _FEW_WORDS and _names_speaker(tree, before):
            drafts.append(Draft(FoundCue(COLON, at, at, (at,)), at - 1, frozenset(after)))
        elif len(before) > _FEW_WORDS and _names_speaker(tree, after) and (word == ":" or _is_heading(tree, before)):
            drafts.append(Draft(FoundCue(COLON, at, at, (at,)), end - 1, frozenset(before)))
    return drafts


def _is_heading(tree: Tree, words: range) -> bool:
    """Tell a line without a full stop or another dash: "Army shells border village \u2013 residents"."""
    return not any(tree.words[i] in _STOPS or tree.words[i] in _LINE_MARKS for i in words)


def _line(tree: Tree, at: int) -> tuple[int, int]:
    """Return the first token and the token after the last of the line that `at` stands in."""
    start, end = at, at + 1
    while start > 0 and "\n" not in tree.words[start - 1]:
        start -= 1
    while end < len(tree) and "\n" not in tree.words[end]:
        end += 1
    return start, end


def _names_speaker(tree: Tree, words: range) -> bool:
    """Tell a speaker from a place line or a rubric such as "Update:"."""
    if not 0 < len(words) <= _LONG_NAME:
        return False
    if is_speaking_noun(tree, words[-1]):
        return all(tree.pos[i] in ("NOUN", "ADJ", "PROPN", "DET") for i in words)
    kinds = {tree.entities[i][1] for i in words}
    return bool(kinds & {"PERSON", "ORG"}) and all(tree.pos[i] == "PROPN" for i in words)
