"""Shift a type for what surrounds the verb: a promised release is AGREE, "will not release" REJECT."""

from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import Fit
from sayso.resources.codebooks import plover

_KIND_DEEDS = frozenset({"RETREAT", "CONCEDE", "AID", "SUPPORT", "COOPERATE", "CONSULT"})
_ANSWERS = frozenset({"AGREE", "CONCEDE", "SUPPORT", "RETREAT", "CONSULT", "AID", "COOPERATE"})
_FUTURE = frozenset({"will", "'ll", "shall", "would"})
_DUTY = frozenset({"must", "should", "ought"})
_MODE_ASKED = {"CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield"}
AGREE, REJECT, REQUEST, THREATEN, ASSAULT = "AGREE", "REJECT", "REQUEST", "THREATEN", "ASSAULT"
_VIOLENCE = "violence"
_BLOWS = frozenset("missile drone rocket shell artillery army military troop force bomb militant fighter".split())
_WORK = frozenset("union worker walkout teacher pay wage salary picket labour labor docker nurse employer".split())
# What is denied is still a claim, of what somebody else says.
_DENIES = frozenset({"deny", "dispute", "dismiss"})
_SPEECH = frozenset({AGREE, REJECT, REQUEST, "CONCEDE"})


def shifted(tree: Tree, fit: Fit) -> tuple[str, str | None]:
    """Return the type and mode of a fit where it stands."""
    kind, mode = fit.pattern.event_type, fit.pattern.mode
    if not fit.pattern.is_verb:
        return (ASSAULT, None) if fit.pattern.words == ("strike",) and is_armed_strike(tree) else (kind, mode)
    auxiliaries = _auxiliaries(tree, fit.head)
    if auxiliaries & _DUTY and "have" not in auxiliaries and kind in _KIND_DEEDS:
        return REQUEST, _MODE_ASKED.get(kind)
    negated = _is_negated(tree, fit.head)
    if negated and auxiliaries & {"will", "would", "wo"} and kind in _ANSWERS:
        return REJECT, _mode_of(REJECT, _MODE_ASKED.get(kind))
    if negated and kind == AGREE:
        return REJECT, None
    if auxiliaries & _FUTURE and "have" not in auxiliaries and not negated:
        if kind in _KIND_DEEDS:
            return AGREE, None
        if kind == ASSAULT and not _is_passive(tree, fit.head):
            return THREATEN, _VIOLENCE
    return kind, mode


def _mode_of(kind: str, mode: str | None) -> str | None:
    return mode if mode in plover().modes(kind) else None


def _auxiliaries(tree: Tree, i: int) -> set[str]:
    own = {tree.words[c] for c in tree.children[i] if tree.deps[c] in ("aux", "auxpass")}
    if not own and tree.deps[i] == "conj" and tree.tags[i] == "VB":
        return {tree.words[c] for c in tree.children[tree.heads[i]] if tree.deps[c] in ("aux", "auxpass")}
    return own


def _is_negated(tree: Tree, i: int) -> bool:
    return any(tree.deps[c] == "neg" for c in tree.children[i])


def _is_passive(tree: Tree, i: int) -> bool:
    return any(tree.deps[c] in ("nsubjpass", "auxpass") for c in tree.children[i])


def is_content_of(tree: Tree, i: int, governor: int, type_above: str) -> bool:
    """Tell whether the word at `i` is only what a promise, a threat, a demand or a refusal at `governor` is about."""
    if type_above not in _SPEECH or tree.lemmas[governor] in _DENIES:
        return False
    if tree.pos[i] == "VERB":
        return tree.heads[i] == governor and tree.deps[i] in ("xcomp", "ccomp", "pcomp")
    if tree.heads[i] == governor:
        return tree.deps[i] == "dobj"
    return (
        tree.deps[i] == "pobj" and tree.words[tree.heads[i]] in ("for", "to") and tree.heads[tree.heads[i]] == governor
    )


def is_armed_strike(tree: Tree) -> bool:
    """Tell whether the report's "strikes" are more likely blows than walk-outs."""
    return sum(lemma in _BLOWS for lemma in tree.lemmas) > sum(lemma in _WORK for lemma in tree.lemmas)
