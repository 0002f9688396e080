"""Collect the signs of certainty that bear on a trigger, from the trigger outwards.

They stand beside it ("not", "may", "if"), then in the words that govern it ("failed to", "threatened to", "denied
that"), up to the word from where on the report takes the thing for granted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.coding.certainty_beside import signs_beside, signs_shared
from sayso.coding.certainty_signs import Effect, sign_above, sign_beside
from sayso.coding.certainty_words import (
    SUBJECTS,
    has_to,
    is_anybody,
    is_imperative,
    is_inverted,
    is_scare_quoted,
    is_subjunctive,
    is_violent,
    opens_with_that,
    subjects,
)

_CLAUSES = frozenset({"ccomp", "xcomp", "acomp", "csubj"})
_ENDS_SCOPE = frozenset({Effect.FACT, Effect.SPEECH, Effect.OPINION, Effect.DENIAL})
_GOES_ON = frozenset({Effect.SPEECH, Effect.OPINION})
# Under these a negation of the governor says that the thing did not or will not happen: "does not plan to march".
_LETS_NEGATION_THROUGH = frozenset(
    {Effect.PLAN, Effect.VOW, Effect.HEDGE, Effect.SUCCESS, Effect.FAILURE, Effect.CONDITION, None}
)
_NOUN_SIGNS = frozenset({Effect.DENIAL, Effect.HEDGE, Effect.CONDITION, Effect.CALL, Effect.FAILURE})
_OCCURS = frozenset({"happen", "occur", "take", "be", "continue", "begin", "start", "plan", "schedule", "expect"})
# "has to march" is a call; "has plans" is not.
_ONLY_WITH_TO = frozenset({"have", "go", "set", "let"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
# "Woke to find that": what comes of it, not what it is for.
_FINDING = frozenset({"find", "discover", "learn", "see", "hear", "realize", "discovered"})
_ALLOWING = frozenset({"allow", "permit", "enable", "let"})
_WANTING = frozenset({"want", "like", "prefer", "wish"})
_OURSELVES = frozenset({"i", "we", "it", "he", "she", "they"})
_AFTERWARDS = frozenset({"after", "since", "during", "following", "because", "despite", "before"})
_FURTHEST = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """What a word does to the trigger's statement, and how many links of the parse away it stands."""

    effect: Effect
    level: int


@dataclass(frozen=True, slots=True)
class _Step:
    """What one link of the parse adds, and the word to go on from; None where the scope ends."""

    effects: tuple[Effect, ...]
    next: Token | None


_STOP = _Step((), None)


def signs_over(trigger: Token) -> Iterator[Sign]:
    """Yield the signs that bear on the trigger, nearest first."""
    yield from (Sign(effect, 0) for effect in signs_beside(trigger))
    if is_scare_quoted(trigger):
        yield Sign(Effect.HEDGE, 0)
    token = trigger
    for level in range(1, _FURTHEST):
        step = _step(token)
        yield from (Sign(effect, level) for effect in step.effects)
        if step.next is None:
            return
        token = step.next


def _step(token: Token) -> _Step:
    """Follow one link from a word to what governs it."""
    head, dep = token.head, token.dep_
    if head.i == token.i:
        return _Step(_sentence_mood(token), None)
    if is_imperative(token):
        return _Step((Effect.CALL,), None)
    if dep == "conj":
        return _joined(token, head)
    if dep in _CLAUSES:
        return _governed(token, head)
    if dep == "advcl":
        return _adverbial(token, head)
    if dep in ("acl", "relcl"):
        return _of_noun(token, head)
    if dep in ("pcomp", "pobj"):
        return _after_preposition(token, head)
    if dep in ("dobj", "oprd", "attr", "npadvmod"):
        return _as_object(token, head)
    if dep in ("nsubj", "nsubjpass"):
        return _as_subject(token, head)
    if dep in ("compound", "amod", "nmod", "poss"):
        effect = sign_above(head)
        return _Step((effect,), None) if effect is not None and head.pos_ == "NOUN" else _STOP
    return _STOP


def _joined(token: Token, head: Token) -> _Step:
    """Read a joined word under what governs the first; "leave or we will shoot" is a threat."""
    if is_imperative(head) and any(child.lower_ in ("or", "and") for child in head.children if child.dep_ == "cc"):
        return _Step((Effect.THREAT,) if next(subjects(token), None) is not None else (Effect.CALL,), None)
    if token.pos_ in ("VERB", "AUX") and next(subjects(token), None) is not None:
        return _STOP
    return _Step(tuple(signs_shared(token, head)), head)


def _of_noun(token: Token, head: Token) -> _Step:
    """Read a clause that hangs on a noun: "the plan to", "the claim that", "anyone who", "suggest troops massed"."""
    if is_anybody(head) and token.dep_ == "relcl":
        return _Step((Effect.CONDITION,), None)
    if head.head.lower_ in ("were", "had") and is_inverted(head.head) and has_to(token):
        return _Step((Effect.CONDITION,), None)
    above = head.head
    if has_to(token) and token.dep_ == "relcl" and head.dep_ == "dobj" and sign_above(above) is Effect.CALL:
        return _governed(token, above)
    if opens_with_that(token) or has_to(token):
        # The parser takes many a "claim that ..." for a relative clause.
        is_content = token.dep_ == "acl" or sign_above(head) in _NOUN_SIGNS
        return _governed(token, head) if is_content else _STOP
    if token.tag_ in ("VBD", "VBN") and head.dep_ == "dobj" and sign_above(above) in (Effect.HEDGE, Effect.SPEECH):
        return _governed(token, above)
    return _STOP


def _governed(token: Token, head: Token) -> _Step:
    """Read a clause under a verb, noun or adjective: "failed to", "the plan to", "said that"."""
    effect = _sign_over_clause(token, head)
    own = tuple(signs_beside(head))
    if effect in _ENDS_SCOPE:
        doubted = effect is not Effect.FACT and (Effect.NEGATION in own or _by_hearsay(head))
        return _Step((effect, Effect.HEDGE) if doubted else (effect,), head if effect in _GOES_ON else None)
    carried = own if effect in _LETS_NEGATION_THROUGH else tuple(e for e in own if e is not Effect.NEGATION)
    effects = carried if effect is None else (effect, *carried)
    if token.dep_ == "ccomp" and effect is None and head.lemma_ != "be":
        # An unknown verb of saying or thinking: its own doubt is not the clause's.
        return _Step((Effect.SPEECH,), head)
    return _Step(effects, head)


def _sign_over_clause(token: Token, head: Token) -> Effect | None:
    """Return what a governing word does to this kind of clause: "told them to go" calls, "told them that" says."""
    effect = sign_above(head) or (_predicate_sign(head) if token.dep_ != "acomp" else None)
    lemma, with_to = head.lemma_.lower(), has_to(token)
    if effect in (Effect.PLAN, Effect.CALL, Effect.FAILURE) and token.dep_ == "xcomp" and not with_to:
        return effect if token.tag_ == "VBG" or lemma == "let" else None
    if lemma == "tell" and with_to:
        return Effect.CALL
    if effect is Effect.SPEECH and with_to and any(child.dep_ == "auxpass" for child in head.children):
        return Effect.HEDGE
    if effect in (Effect.SPEECH, Effect.PLAN) and is_subjunctive(token) and not with_to:
        return Effect.CALL
    if lemma in _WANTING and with_to and next(subjects(token), None) is not None:
        return Effect.CALL
    if lemma in _ALLOWING and effect in (Effect.CONDITION, Effect.CALL) and head.tag_ in ("VBD", "VBN"):
        return Effect.SUCCESS
    if effect is Effect.THREAT and lemma == "warn":
        return _warned(token, head)
    if effect is Effect.CALL and lemma == "have" and not with_to:
        return None
    return effect


def _warned(token: Token, warning: Token) -> Effect:
    """Read what is warned of: a threat if the one who warns, or nobody named, will do it."""
    if has_to(token):
        return Effect.CALL
    if not _in_future(token):
        return Effect.SPEECH
    doer = next(subjects(token), None)
    if doer is None or doer.lower_ in _OURSELVES or doer.dep_ == "nsubjpass" or not is_violent(token):
        return Effect.THREAT
    return Effect.THREAT if any(child.dep_ == "poss" for child in doer.children) else Effect.CONDITION


def _by_hearsay(verb: Token) -> bool:
    """Tell whether what speaks is rumour, "reports", or one report that is called unconfirmed."""
    for subject in subjects(verb):
        if is_hearsay(subject):
            return True
        if any(sign_beside(child) is Effect.HEDGE for child in subject.children if child.dep_ == "amod"):
            return True
    return False


def _adverbial(token: Token, head: Token) -> _Step:
    """Stop at an adverbial clause, whose conjunction was read beside it; a purpose is a plan."""
    if is_inverted(token):
        return _Step((Effect.CONDITION,), None)
    if has_to(token) and sign_above(head) in (Effect.CALL, Effect.THREAT):
        return _governed(token, head)
    if has_to(token) and token.lemma_ not in _FINDING:
        return _Step((Effect.PLAN,), None)
    return _STOP


def _after_preposition(token: Token, preposition: Token) -> _Step:
    without = sign_beside(preposition)
    if without is Effect.NEGATION:
        return _Step((without,), None)
    instead = next((effect for child in preposition.children if (effect := sign_above(child)) is not None), None)
    if instead is Effect.FAILURE and preposition.left_edge.i < preposition.i:
        return _Step((instead,), None)
    governor = preposition.head
    only_with_to = governor.lemma_ in _ONLY_WITH_TO and preposition.lower_ != "to"
    # "Due to march", which the parser takes for "due to rain".
    because_of = governor.lower_ == "due" and token.left_edge.i != token.i
    effect = sign_above(governor) if not only_with_to and not because_of else None
    if effect is None and governor.dep_ in SUBJECTS and _predicate_sign(governor.head) is Effect.DENIAL:
        return _Step((Effect.DENIAL,), None)
    if effect in (None, Effect.SPEECH) and governor.pos_ == "VERB" and _by_hearsay(governor):
        return _Step((Effect.HEDGE,), None)
    if effect is None or preposition.lower_ in _AFTERWARDS:
        return _STOP
    own = tuple(e for e in signs_beside(governor) if effect in _LETS_NEGATION_THROUGH or e is not Effect.NEGATION)
    return _Step((effect, *own), governor if effect not in _ENDS_SCOPE else None)


def _as_object(token: Token, head: Token) -> _Step:
    """Read an object: under a verb with a sign as that says, else as much in doubt as the verb, unless definite."""
    if head.lemma_ == "call" and token.dep_ in ("oprd", "attr"):
        return _Step((Effect.HEDGE,), None)
    effect = sign_above(head) if head.lemma_ not in _ONLY_WITH_TO else None
    if effect in (Effect.FACT, *_GOES_ON) or (effect is None and token.dep_ == "npadvmod"):
        return _STOP
    if effect is not None:
        own = tuple(
            e for e in signs_beside(head, token) if effect in _LETS_NEGATION_THROUGH or e is not Effect.NEGATION
        )
        return _Step((effect, *own), None if effect is Effect.DENIAL else head)
    if token.pos_ == "NOUN" and any(child.lower_ in _DEFINITE for child in token.children) and token.dep_ == "dobj":
        return _STOP
    return _Step(tuple(signs_beside(head, token)), head)


def _as_subject(token: Token, head: Token) -> _Step:
    """Read a subject: "the attack did not happen" denies it, "the attack did not hurt anybody" does not."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return _STOP
    predicate = _predicate_sign(head)
    if predicate in (Effect.DENIAL, Effect.HEDGE):
        return _Step((predicate,), None)
    effect = sign_above(head) if token.dep_ == "nsubjpass" or head.lemma_ in _OCCURS else None
    if effect in (Effect.FACT, *_GOES_ON):
        return _Step((effect,), None)
    if token.dep_ == "nsubjpass" or head.lemma_ in _OCCURS:
        if head.lemma_ == "be" and head.tag_ not in ("VB",):
            return _STOP
        own = tuple(signs_beside(head, token))
        return _Step(own if effect is None else (effect, *own), head)
    if any(child.lower_ in ("would", "could") for child in head.children if child.dep_ == "aux"):
        definite = any(child.lower_ in _DEFINITE for child in token.children)
        return _STOP if definite else _Step((Effect.CONDITION,), None)
    return _STOP


def _predicate_sign(verb: Token) -> Effect | None:
    """Return the sign in "it was impossible to" and "it is a lie that": what stands beside "be" speaks for it."""
    if verb.lemma_ != "be":
        return None
    beside = (child for child in verb.children if child.dep_ in ("acomp", "attr"))
    return next((sign for child in beside if (sign := sign_above(child)) is not None), None)


def _in_future(token: Token) -> bool:
    return any(
        child.dep_ == "aux" and child.lower_ in ("would", "will", "'ll", "'d", "could") for child in token.children
    )


def _sentence_mood(root: Token) -> tuple[Effect, ...]:
    """Return what the sentence as a whole adds: a question leaves things open, an order calls for them."""
    last = root.sent[-1]
    while last.is_space and last.i > root.sent.start:
        last = last.nbor(-1)
    if last.text == "?" or (last.is_quote and last.i > root.sent.start and last.nbor(-1).text == "?"):
        return (Effect.CONDITION,)
    bare = root.tag_ == "VB" and not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in root.children)
    return (Effect.CALL,) if bare and sign_above(root) is not Effect.CONDITION else ()


def is_hearsay(source: Token) -> bool:
    """Tell rumours, allegations and "reports" from somebody who knows."""
    vague = source.lemma_ != "report" or source.tag_ == "NNS"
    return source.pos_ == "NOUN" and vague and sign_above(source) is Effect.HEDGE
