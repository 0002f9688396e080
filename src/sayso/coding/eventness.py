"""Weigh whether a word that could name an event does so where it stands, or only talks about events in general."""

from collections.abc import Iterable, Sequence

from sayso.coding.tree import Tree
from sayso.coding.trigger_lexicon import words_of_kind
from sayso.coding.trigger_matching import Fit, kinds_at, objects_of, subjects_of

NO_EVENT = -1.0

_QUOTES = frozenset({'"', "'", "``", "''"})
_ACTING = frozenset({"ARMED", "PEOPLE", "AUTHORITY"})
_SUFFERING = frozenset(
    {"ARMED", "PEOPLE", "AUTHORITY", "PLACE", "BUILDING", "CAPTIVE", "PROPERTY", "WEAPON", "PROTEST"}
)
_PRONOUNS = frozenset("he she they it we i you who which that them him her us this these those".split())
_UNDONE = frozenset({"RETREAT", "CONCEDE", "AID", "SUPPORT", "COOPERATE", "CONSULT", "PROTEST", "MOBILIZE"})
_NOBODY = frozenset("nobody none no-one".split())
_HABITS = frozenset("often usually always regularly frequently routinely typically sometimes generally never".split())
# Infinitives that say what somebody sets out on, goes on with, is said to have done or is about to do.
_CARRIES_ON = frozenset(
    """
    continue begin start try attempt manage help rush proceed keep resume use cease stop fail happen appear seem plan
    intend prepare expect schedule set say report believe think know allege understand claim decide vote move due go
    force arrange be have threaten vow
    """.split()
)
_DECIDING_NOUNS = frozenset("decision order move plan vote deal agreement".split())
_IF = frozenset("if unless whether lest should".split())
_GUESSING = frozenset("could might would may can".split())

_NOMINAL = frozenset({"pobj", "nsubj", "nsubjpass", "dobj", "poss", "nmod", "appos"})
# Verbs under which a noun is what was done: "carried out the attack".
_CARRIES_OUT = frozenset("carry commit launch conduct stage stag mount announce perpetrate undertake execute".split())
_HAPPENS = frozenset(
    """
    kill wound injure hit strike destroy damage rock shake erupt begin start break continue last follow take occur
    happen come leave claim end enter spread sweep resume flare intensify turn target force displace bring shut draw
    block go land tear rip topple spark anger alarm prompt trigger draw
    """.split()
)
_MAKES = frozenset(
    """
    carry launch conduct stage hold mount make commit perpetrate impose announce issue sign reach begin start
    lead order undertake deliver open lift end suspend cancel halt convene repel repulse report record see hear
    declare enforce extend lodge file stop witness survive claim condemn denounce decry deplore call demand
    investigate confirm deny order organise organize plan join attend break prompt trigger condemn face suffer
    put estimate
    """.split()
)
_SPEAKS_OF = frozenset("condemn denounce decry deplore criticise criticize deny confirm investigate protest".split())
_AMOUNTS = frozenset("several two three four five six seven eight nine ten dozen dozens hundreds many another multiple "
                     "series wave spate string more least number".split())  # fmt: skip
_PARTICIPANT_LINKS = frozenset("by against of on between with at near in into from for over".split())
_STRONG_LINKS = frozenset({"by", "against", "between", "on", "of", "with", "at"})
_CLEARLY = 0.2
_BACK = frozenset("the this that these those such its their his her both".split())
_TAKEN_UP = frozenset("responsibility concern outrage alarm blame suspect".split())
_LOOSE = frozenset("after before since during amid despite following until because about than like as".split())


def doubt(tree: Tree, fit: Fit, is_headline: bool) -> float:
    """Return what to add to a fit's strength for how its sentence uses it, or `NO_EVENT`."""
    if fit.pattern.kind == "state":
        return 0.1
    if fit.pattern.is_verb:
        return _doubt_of_verb(tree, fit, is_headline)
    return _doubt_of_noun(tree, fit, is_headline)


def _doubt_of_verb(tree: Tree, fit: Fit, is_headline: bool) -> float:
    i = fit.head
    if _is_no_act(tree, i) or _is_purpose(tree, i) or _is_supposed(tree, i):
        return NO_EVENT
    if _is_scare_quoted(tree, fit):
        return NO_EVENT
    subjects, objects = subjects_of(tree, i), objects_of(tree, i)
    passive = [c for c in tree.children[i] if tree.deps[c] == "nsubjpass"]
    if any(_is_nobody(tree, s) for s in subjects + passive) or _is_undone(tree, fit):
        return NO_EVENT
    if tree.tags[i] == "VB" and not is_headline and _is_order(tree, i, subjects + passive):
        return NO_EVENT
    weight = 0.1 if _names(tree, subjects, _ACTING) else 0.0
    weight += 0.1 if _names(tree, objects, _SUFFERING) else 0.0
    weight += 0.1 if fit.pattern.object or fit.pattern.subject else 0.0
    weight -= 0.15 if not subjects and not objects and not _is_participle_of_somebody(tree, i) else 0.0
    if not is_headline:
        weight -= _doubt_of_present(tree, i)
    if any(tree.words[c] in _HABITS for c in tree.children[i]):
        weight -= 0.25
    return weight


def _is_no_act(tree: Tree, i: int) -> bool:
    """Tell whether the verb only describes ("the detained men"), is a noun in disguise, or stands in a question."""
    if tree.deps[i] in ("amod", "compound") or (tree.tags[i] == "VBN" and tree.deps[i] in _NOMINAL):
        return True
    if tree.deps[i] in ("csubj", "csubjpass") and tree.tags[i] == "VBG":
        return True
    start, end = tree.sentence(i)
    last = end - 1
    while last > start and tree.pos[last] == "SPACE":
        last -= 1
    return tree.words[last] == "?"


def _is_scare_quoted(tree: Tree, fit: Fit) -> bool:
    """Tell whether the writer only quotes the word: 'they "clashed"'."""
    first, last = min(fit.tokens), max(fit.tokens)
    before = tree.words[first - 1] if first else ""
    after = tree.words[last + 1] if last + 1 < len(tree) else ""
    return before in _QUOTES and after in _QUOTES


def _is_purpose(tree: Tree, i: int) -> bool:
    """Tell whether the verb is an infinitive that only says what for: "sent troops to retake the town"."""
    at = i
    while tree.deps[at] == "conj" and not tree.is_infinitive(at) and tree.tags[at] == "VB":
        at = tree.heads[at]
    if not tree.is_infinitive(at):
        return False
    above = tree.heads[at]
    if tree.deps[at] in ("xcomp", "ccomp") and tree.lemmas[above] in _CARRIES_ON:
        return False
    if tree.deps[at] == "ROOT" or (tree.deps[at] == "xcomp" and tree.pos[above] == "ADJ"):
        return tree.deps[at] != "ROOT" and tree.lemmas[above] not in ("due", "ready", "set", "likely")
    return not (tree.deps[at] == "acl" and tree.lemmas[above] in _DECIDING_NOUNS)


def _is_supposed(tree: Tree, i: int) -> bool:
    """Tell whether the verb only says what might be: under "if", or what an onlooker thinks could come."""
    auxiliaries = [c for c in tree.children[i] if tree.deps[c] == "aux"]
    if tree.deps[i] == "conj":
        auxiliaries += [c for c in tree.children[tree.heads[i]] if tree.deps[c] == "aux"] if not auxiliaries else []
    words = {tree.words[c] for c in auxiliaries}
    if words & {"could", "might", "can"} and "have" not in words:
        return True
    if "would" in words and any(tree.words[c] == "i" for c in tree.children[i] if tree.deps[c] == "nsubj"):
        return True
    return any(tree.deps[c] == "mark" and tree.words[c] in _IF for c in tree.children[i])


def _doubt_of_present(tree: Tree, i: int) -> float:
    """Weigh the simple present, which outside headlines tells habits rather than events."""
    helpers = [c for c in tree.children[i] if tree.deps[c] in ("aux", "auxpass")]
    if tree.tags[i] in ("VBZ", "VBP") and not helpers:
        return 0.2 if tree.tags[i] == "VBZ" else 0.3
    is_passive = any(tree.words[c] in ("is", "are") and tree.deps[c] == "auxpass" for c in helpers)
    return 0.25 if is_passive and len(helpers) == 1 else 0.0


def _is_participle_of_somebody(tree: Tree, i: int) -> bool:
    return tree.deps[i] in ("acl", "advcl", "relcl", "pcomp", "xcomp")


def _is_undone(tree: Tree, fit: Fit) -> bool:
    """Tell whether something kind was just not done, which is no event unless somebody refuses it."""
    helpers = {tree.words[c] for c in tree.children[fit.head] if tree.deps[c] == "aux"}
    negated = any(tree.deps[c] == "neg" for c in tree.children[fit.head])
    return negated and fit.pattern.event_type in _UNDONE and not helpers & {"will", "wo", "would"}


def _is_order(tree: Tree, i: int, subjects: Sequence[int]) -> bool:
    """Tell whether the verb is an imperative."""
    return (
        not subjects and not any(tree.deps[c] == "aux" for c in tree.children[i]) and tree.deps[i] in ("ROOT", "ccomp")
    )


def _is_nobody(tree: Tree, i: int) -> bool:
    return tree.words[i] in _NOBODY or any(tree.words[c] == "no" for c in tree.children[i])


def _names(tree: Tree, nouns: Iterable[int], kinds: frozenset[str]) -> bool:
    """Tell whether one of the nouns is of such a kind, a name, a number of somebody, or a pronoun."""
    return any(
        not kinds.isdisjoint(kinds_at(tree, n)) or tree.words[n] in _PRONOUNS or tree.entities[n][1] == "CARDINAL"
        for n in nouns
    )


def _doubt_of_noun(tree: Tree, fit: Fit, is_headline: bool) -> float:
    i = fit.head
    if tree.deps[i] in ("compound", "nmod", "amod") or _is_feared(tree, i):
        return NO_EVENT
    above = tree.heads[i]
    governed = _weight_of_verb_above(tree, i, above)
    weight = governed + max(_weight_of_participants(tree, fit), 0.0 if governed > 0 else NO_EVENT)
    words = {tree.words[c] for c in tree.children[i]}
    is_plural = tree.tags[i] in ("NNS", "NNPS")
    if words & _BACK and not _is_told_anew(tree, i):
        weight += 0.3 if _is_claimed(tree, i) else -0.2
    elif words & {"a", "an", "another"} or words & _AMOUNTS or _has_number(tree, i):
        weight += 0.15
    elif words & {"any", "no", "every", "each", "some", "all"}:
        weight -= 0.3
    elif is_plural and not is_headline:
        weight -= 0.05
    if is_headline:
        weight += 0.1
    if tree.deps[i] == "pobj" and tree.words[above] in _LOOSE:
        weight -= 0.1
    return weight


def _is_told_anew(tree: Tree, i: int) -> bool:
    """Tell whether a noun with "the" is told of here first: "the largest march", "the arrest of some 70 people"."""
    behind = [p for c in tree.children[i] if tree.deps[c] == "prep" and tree.words[c] == "of" for p in tree.children[c]]
    return any(tree.tags[c] == "JJS" for c in tree.children[i]) or any(_has_number(tree, p) for p in behind)


def _is_claimed(tree: Tree, i: int) -> bool:
    """Tell whether somebody takes the noun upon himself or worries about it: "responsibility for the attack"."""
    above = tree.heads[i]
    return tree.deps[i] == "pobj" and tree.lemmas[tree.heads[above]] in _TAKEN_UP


def _is_feared(tree: Tree, i: int) -> bool:
    """Tell whether something above the noun keeps it from having happened: "the risk of clashes"."""
    prevents = words_of_kind("prevents")
    above = tree.heads[i]
    if tree.deps[i] in ("pobj", "dobj") and tree.lemmas[above] in prevents and tree.words[above] != "against":
        return True
    up = tree.heads[above]
    return tree.deps[above] == "prep" and tree.words[above] in ("of", "for", "from") and tree.lemmas[up] in prevents


def _weight_of_participants(tree: Tree, fit: Fit) -> float:
    """Weigh whom, where and how many the noun itself names."""
    taken = set(fit.tokens)
    weight, behind = 0.0, 0
    for c in tree.children[fit.head]:
        if c in taken:
            continue
        if tree.deps[c] in ("poss", "compound", "nmod", "amod") and _is_named(tree, c):
            weight = max(weight, 0.2)
        elif tree.deps[c] in ("prep", "agent") and tree.words[c] in _PARTICIPANT_LINKS:
            told = max((_weight_behind(tree, c, p) for p in tree.children[c]), default=0.0)
            weight, behind = max(weight, told), behind + (told >= _CLEARLY)
        elif tree.deps[c] == "relcl" or (tree.deps[c] == "acl" and tree.tags[c] in ("VBG", "VBN")):
            weight = max(weight, 0.15)
    return (weight if weight else -0.2) + (0.15 if behind > 1 else 0.0)


def _weight_behind(tree: Tree, link: int, noun: int) -> float:
    if tree.words[link] in _STRONG_LINKS and (_is_named(tree, noun) or not _ACTING.isdisjoint(kinds_at(tree, noun))):
        return 0.25
    if tree.words[link] in _STRONG_LINKS and not _SUFFERING.isdisjoint(kinds_at(tree, noun)):
        return 0.2
    if any(tree.entities[d][1] for d in range(tree.left[noun], tree.right[noun] + 1)):
        return 0.1
    return 0.0


def _is_named(tree: Tree, i: int) -> bool:
    return tree.entities[i][1] in ("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC") or tree.pos[i] == "PROPN"


def _weight_of_verb_above(tree: Tree, i: int, above: int) -> float:
    if tree.deps[i] in ("nsubj", "nsubjpass"):
        if tree.lemmas[above] in _HAPPENS:
            return 0.15
        return 0.25 if tree.deps[i] == "nsubjpass" and tree.lemmas[above] in _MAKES else -0.1
    if tree.deps[i] == "attr" and any(tree.deps[c] == "expl" for c in tree.children[above]):
        return 0.1
    if tree.deps[i] == "dobj":
        if tree.lemmas[above] in _CARRIES_OUT or tree.lemmas[above] in _SPEAKS_OF:
            return 0.35
        return 0.15 if tree.lemmas[above] in _MAKES else -0.05
    return 0.0


def _has_number(tree: Tree, i: int) -> bool:
    return any(tree.deps[c] == "nummod" for c in tree.children[i])
