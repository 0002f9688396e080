"""Find the nouns that act and those that are acted on around a verb: active, passive, shared, understood."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.coding.somebody import is_happening, is_somebody, is_time, is_weapon

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_TARGETS = frozenset("on against upon at toward towards into to with".split())
# Beside an object, these name somebody more: "blamed the attack on Kyiv", "declared war against them".
_MORE_TARGETS = frozenset({"on", "upon", "against"})
# Whose subject is the one that something happens to.
_SUFFER = frozenset("die perish drown succumb suffer sustain fall flee burn collapse lose vanish disappear".split())
# What is done to those who were just said to have something done to them: "were charged and freed".
_DONE_TO_PEOPLE = frozenset("free release arrest detain charge jail injure wound kill sentence deport bail".split())
# "X ordered Y to attack": Y attacks. "X vowed to attack": X does.
_SUBJECT_KEEPS = frozenset("promise vow threaten swear pledge claim refuse agree offer vote use need".split())
# "X accused Y of attacking": Y attacks. "X responded by attacking": X does.
BLAME = frozenset(
    """
    accuse blame suspect convict charge arrest detain jail sentence condemn criticise criticize prevent stop ban bar
    praise thank fault sanction punish denounce prosecute indict keep dissuade discourage deter try acquit sue fine
    """.split()
)
BLAME_PREPOSITIONS = frozenset({"of", "for", "from", "with", "over"})
_SPEAKING = frozenset("say tell add report announce".split())
_DEMANDING = frozenset("demand insist ask request urge order propose recommend require".split())
_CALLS = frozenset({"call", "appeal", "protest", "march", "demonstrate", "rally"})
_HELPERS = frozenset({"aux", "auxpass"})
_JOINS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "acl", "dep", "prep"})
_FINITE = frozenset({"VBD", "VBZ"})
_DEPTH = 6
_SAME_FORM = {
    "VBD": {"VBD", "VBN", "VB", "VBP"},
    "VBN": {"VBD", "VBN"},
    "VB": {"VB", "VBP"},
    "VBP": {"VB", "VBP"},
    "VBG": {"VBG"},
}
# Verbs that only carry the noun behind them: their subject does what the noun says.
LIGHT = frozenset(
    """
    carry launch conduct stage hold mount make commit perpetrate open impose announce issue sign reach begin start
    continue resume organise organize lead order undertake deliver give offer attend host do unleash wage execute
    perform plan intensify step initiate pursue declare enforce tighten extend provide send lodge file seek have end
    suspend cancel lift halt call convene join take receive pay pledge promise threaten escalate expand direct prepare
    fire throw lob drop hurl rain
    """.split()
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The head nouns of those who act and of those acted on."""

    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()


def around_verb(verb: Token) -> Heads:
    """Return who acts and who is acted on, as the grammar has it."""
    if is_passive(verb):
        return Heads(_agents(verb), (*_passive_subjects(verb), *_objects(verb), *_targets(verb, True)))
    subjects = subjects_of(verb)
    objects = _objects(verb) or _asked_to(verb)
    if verb.lemma_.casefold() in _SUFFER or _comes_under(verb):
        return Heads(_blamed(verb), tuple(noun for noun in subjects if is_somebody(noun)))
    return Heads(subjects, (*objects, *_targets(verb, bool(objects), any(map(_is_thrown, objects)))))


def _asked_to(verb: Token) -> tuple[Token, ...]:
    """Return who is to do what is demanded: "demanded that the minister resign"."""
    if verb.lemma_.casefold() not in _DEMANDING:
        return ()
    clauses = (child for child in verb.children if child.dep_ == "ccomp" and child.tag_ in {"VB", "VBP"})
    return tuple(noun for clause in clauses for noun in clause.children if noun.dep_ in SUBJECTS)


def _comes_under(verb: Token) -> bool:
    """Tell "came under fire", whose subject is fired at."""
    return verb.lemma_ == "come" and any(child.dep_ == "prep" and child.lower_ == "under" for child in verb.children)


def _is_thrown(noun: Token) -> bool:
    """Tell "fired rockets at" and "launched strikes on", whose target stands behind the object."""
    return is_weapon(noun) or (is_happening(noun) and noun.head.lemma_.casefold() in LIGHT)


def is_passive(verb: Token) -> bool:
    """Tell "was killed", "killed by", "the killed man", and a second verb that shares the first one's "was"."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and verb.lemma_.casefold() in _DONE_TO_PEOPLE:
        alone = not _has_object(verb) and not any(child.dep_ in SUBJECTS for child in verb.children)
        return alone and is_passive(verb.head)
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if any(child.dep_ == "nsubj" for child in verb.children):
        return verb.dep_ == "conj" and not _has_object(verb) and is_passive(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head)
    # "traders called for a strike" is often parsed as if the traders were called.
    calls = verb.lemma_ in _CALLS and any(child.lower_ in {"for", "on", "against"} for child in verb.children)
    return not calls and verb.dep_ in {"acl", "amod", "advcl", "xcomp", "ccomp", "ROOT"} and not _has_object(verb)


def subjects_of(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Return a verb's subjects, or those it shares with the clause it is joined to or depends on."""
    own = tuple(child for child in verb.children if child.dep_ in SUBJECTS)
    if own:
        return tuple(_meant(subject, verb) for subject in own)
    if depth == _DEPTH or verb.dep_ not in _JOINS or verb.head == verb:
        return ()
    head = verb.head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and head.tag_ == "VB" and head.dep_ in {"xcomp", "ccomp"}:
        # "urged both sides to stop and offered to help": the second verb belongs with "urged".
        return subjects_of(head.head, depth + 1)
    if head.dep_ == "prep" and verb.dep_ == "pcomp":
        return _of_gerund(verb, head, depth)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _of_noun_clause(verb, head)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _of_infinitive(verb, head, depth)
    if head.pos_ not in {"VERB", "AUX"}:
        return ()
    if verb.dep_ == "advcl" and is_passive(head) and verb.tag_ == "VBG" and not _has_mark(verb):
        return _agents(head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and (told := _told_before(head, verb)) is not None:
        return subjects_of(told, depth + 1)
    return subjects_of(head, depth + 1)


def _told_before(speaking: Token, verb: Token) -> Token | None:
    """Return the verb of what is told in "A hit a camp, the ministry said, wounding seven": A wounded them."""
    if speaking.lemma_.casefold() not in _SPEAKING or verb.i < speaking.i or _has_mark(verb):
        return None
    told = [child for child in speaking.children if child.dep_ in {"ccomp", "parataxis"} and child.i < speaking.i]
    told += [speaking.head] if speaking.dep_ == "parataxis" and speaking.head.i < speaking.i else []
    return next((one for one in told if one.pos_ == "VERB"), None)


def _of_gerund(verb: Token, preposition: Token, depth: int) -> tuple[Token, ...]:
    """Read "accused Y of attacking" (Y) and "responded by attacking" (who responded)."""
    main = preposition.head
    if main.pos_ not in {"VERB", "AUX"}:
        return tuple(_owners(main)) if main.pos_ in {"NOUN", "PROPN"} else ()
    if main.lemma_.casefold() in BLAME and preposition.lower_ in BLAME_PREPOSITIONS:
        return _passive_subjects(main) if is_passive(main) else _objects(main)
    return subjects_of(main, depth + 1)


def _of_infinitive(verb: Token, main: Token, depth: int) -> tuple[Token, ...]:
    """Read "ordered Y to attack" (Y), "was ordered to attack" (the subject) and "vowed to attack" (the subject)."""
    if main.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return ()
    if main.lemma_ in {"call", "appeal"}:
        called = [noun for on in main.children if on.lower_ in {"on", "upon", "to"} for noun in on.children]
        if called and called[0].dep_ == "pobj" and called[0].i < verb.i:
            return (called[0],)
    commanded = tuple(noun for noun in _objects(main) if noun.i < verb.i and is_somebody(noun))
    if commanded and main.lemma_.casefold() not in _SUBJECT_KEEPS and not is_passive(main):
        return commanded
    return subjects_of(main, depth + 1)


def _of_noun_clause(verb: Token, noun: Token) -> tuple[Token, ...]:
    """Read "militants attacking" (militants), "a plan to attack" (whose plan) and "a strike killing" (the strike)."""
    if verb.dep_ not in {"acl", "relcl"} or is_passive(verb):
        return ()
    if any(child.dep_ in _HELPERS and child.lower_ == "to" for child in verb.children):
        owners = tuple(_owners(noun))
        return owners or (subjects_of(noun.head) if noun.dep_ in _OBJECTS else ())
    return (noun,)


def _owners(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound"} and is_somebody(child)):
            yield child


def _meant(subject: Token, verb: Token) -> Token:
    """Return the noun that a relative "which" or "who" stands for."""
    return verb.head if subject.lower_ in _RELATIVES and verb.dep_ == "relcl" else subject


def _passive_subjects(verb: Token) -> tuple[Token, ...]:
    if verb.dep_ == "acl" or (verb.dep_ == "amod" and verb.head.pos_ in {"NOUN", "PROPN"}):
        return (verb.head,)
    if verb.dep_ == "conj" and verb.head.dep_ == "acl" and not any(c.dep_ in SUBJECTS for c in verb.children):
        return (verb.head.head,)
    return subjects_of(verb)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in _OBJECTS for child in verb.children)


def _has_mark(verb: Token) -> bool:
    return any(child.dep_ in {"mark", "advmod"} and child.i < verb.i for child in verb.children)


def _agents(verb: Token) -> tuple[Token, ...]:
    """Return who a passive is by, or at whose hands it is; the second of two verbs has the same."""
    found = tuple(_by(verb))
    if not found and verb.dep_ in {"acl", "relcl"}:
        return ()
    if found or not is_passive(verb):
        return found
    joined = [child for child in verb.children if child.dep_ == "conj" and child.tag_ == "VBN"]
    return tuple(noun for other in joined if is_passive(other) for noun in _by(other))


def _by(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ not in {"agent", "prep"}:
            continue
        for noun in child.children:
            if noun.dep_ != "pobj" or is_time(noun):
                continue
            if child.dep_ == "agent" or (child.lower_ == "by" and is_passive(verb) and is_somebody(noun)):
                yield noun
            elif noun.lower_ == "hands" and child.lower_ == "at":
                yield from _of(noun)


def _blamed(verb: Token) -> tuple[Token, ...]:
    """Return who kills where the verb names only the dying: "died at the hands of"."""
    return tuple(noun for noun in _by(verb))


def _of(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def _objects(verb: Token) -> tuple[Token, ...]:
    objects = tuple(_object_meant(child, verb) for child in verb.children if child.dep_ in _OBJECTS)
    datives = tuple(
        noun
        for child in verb.children
        if child.dep_ == "dative" and child.pos_ == "ADP"
        for noun in child.children
        if noun.dep_ == "pobj"
    )
    objects = tuple(noun for noun in objects if noun.pos_ != "ADP") + datives
    if objects or verb.dep_ not in {"relcl", "conj"}:
        return objects
    return _shared_object(verb)


def _shared_object(verb: Token) -> tuple[Token, ...]:
    """Read "the men the army shot" (the men) and "arrested and beat protesters" (protesters)."""
    if verb.dep_ == "relcl":
        own = any(child.dep_ in SUBJECTS and child.lower_ not in _RELATIVES for child in verb.children)
        return (verb.head,) if own and not is_passive(verb) and not is_time(verb.head) else ()
    return ()


def _object_meant(noun: Token, verb: Token) -> Token:
    return verb.head if noun.lower_ in _RELATIVES and verb.dep_ == "relcl" else noun


def _targets(verb: Token, has_object: bool, thrown: bool = False) -> Iterator[Token]:
    """Yield whom "fired on", "protested against" and "called on" reach."""
    allowed = _MORE_TARGETS if has_object and not thrown else _TARGETS
    if has_object and not thrown and verb.lemma_.casefold() not in BLAME | LIGHT and _has_happening(verb):
        return
    for preposition in verb.children:
        if preposition.dep_ not in {"prep", "dative"} or preposition.lower_ not in allowed:
            continue
        for noun in preposition.children:
            if noun.dep_ == "pobj" and not is_time(noun) and (is_somebody(noun) or is_happening(noun)):
                yield noun
    if not has_object:
        yield from _objects_of_second(verb)


def _has_happening(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and is_happening(child) for child in verb.children)


def _objects_of_second(verb: Token) -> Iterator[Token]:
    """Yield what two joined verbs share: "arrested and beat protesters" gives the object to the second."""
    for child in verb.children:
        between = child.i - verb.i
        if (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and child.tag_ in _SAME_FORM.get(verb.tag_, ())
            and between <= 3
        ):
            own = any(grandchild.dep_ in SUBJECTS for grandchild in child.children)
            yield from () if own else _objects(child)
