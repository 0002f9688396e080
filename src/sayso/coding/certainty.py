"""Tell how sure the source is of what stands at a trigger: asserted, hedged, denied, planned, threatened and so on.

Signs are collected from the trigger outwards: beside it ("not", "may", "if"), then in the words that govern it ("failed
to", "threatened to", "denied that"), up to the word from where on the report takes the thing for granted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.coding.attribution import AttributedStatement
from sayso.coding.certainty_signs import Effect, sign_above, sign_beside
from sayso.records import Certainty, Span

_SETTING = {
    Effect.PLAN: Certainty.PLANNED,
    Effect.THREAT: Certainty.THREATENED,
    Effect.CALL: Certainty.CALLED_FOR,
    Effect.CONDITION: Certainty.HYPOTHETICAL,
    Effect.WOULD: Certainty.HYPOTHETICAL,
}
_REPORTED = frozenset({Effect.SPEECH, Effect.THREAT, Effect.PLAN, Effect.CALL, Effect.DENIAL})
_NEGATING = frozenset({Effect.NEGATION, Effect.FAILURE, Effect.DENIAL})
_CLAUSES = frozenset({"ccomp", "xcomp", "acomp", "csubj"})
_OWN_WORDS = frozenset({"aux", "neg", "advmod", "det", "amod", "mark", "preconj", "cc"})
_ENDS_SCOPE = frozenset({Effect.FACT, Effect.SPEECH, Effect.DENIAL})
# Under these a negation of the governor says that the thing did not or will not happen: "does not plan to march".
_LETS_NEGATION_THROUGH = frozenset({Effect.PLAN, Effect.HEDGE, Effect.SUCCESS, Effect.FAILURE, Effect.CONDITION, None})
_OCCURS = frozenset({"happen", "occur", "take", "be", "continue", "begin", "start", "plan", "schedule", "expect"})
# "has to march" is a call; "has plans" is not.
_ONLY_WITH_TO = frozenset({"have", "go", "set", "let"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_FACTUALITY = {
    Certainty.ASSERTED: 2.9,
    Certainty.HEDGED: 0.3,
    Certainty.PLANNED: 0.3,
    Certainty.THREATENED: 0.2,
    Certainty.CALLED_FOR: -0.6,
    Certainty.HYPOTHETICAL: -0.8,
    Certainty.DENIED: -2.6,
}


def certainty_of(trigger: Token, doc: Doc, statements: Sequence[AttributedStatement]) -> Certainty:
    """Return how sure the source is that what `trigger` names happened."""
    effects = list(_effects(trigger))
    effects.extend(_by_attribution(trigger, doc, statements))
    return _weighed(effects)


def factuality_of(token: Token) -> float:
    """Return how sure the sentence is that the token's event happened: 3 it did, -3 it did not, 0 neither."""
    return _FACTUALITY[_weighed(list(_effects(token)))]


def _weighed(effects: Sequence[Effect]) -> Certainty:
    """Let the innermost threat, plan, call or condition decide; then denial; then doubt."""
    denied = sum(effect in _NEGATING for effect in effects) % 2 == 1
    settings = [effect for effect in effects if effect in _SETTING]
    if settings:
        if settings[0] is Effect.WOULD and not _REPORTED.isdisjoint(effects):
            # "said it would march" is "will march" in the past.
            settings = settings[1:] or [Effect.PLAN]
        # "warned that it will strike": the speech act says more than the "will" it is made with.
        certainty = _SETTING[next((s for s in (Effect.THREAT, Effect.CALL) if s in settings), settings[0])]
        return Certainty.DENIED if denied and certainty is Certainty.PLANNED else certainty
    if Effect.HEDGE in effects:
        return Certainty.HEDGED
    return Certainty.DENIED if denied else Certainty.ASSERTED


def _effects(trigger: Token) -> Iterator[Effect]:
    """Yield the signs that bear on the trigger, nearest first."""
    token, seen = trigger, 0
    yield from _beside(token)
    while seen < 12:
        seen += 1
        step = _step(token)
        yield from step.effects
        if step.next is None:
            return
        token = step.next


@dataclass(frozen=True, slots=True)
class _Step:
    """What one link of the parse adds, and the word to go on from; None where the scope ends."""

    effects: tuple[Effect, ...]
    next: Token | None


_STOP = _Step((), None)


def _step(token: Token) -> _Step:
    """Follow one link from a word to what governs it."""
    head, dep = token.head, token.dep_
    if head.i == token.i:
        return _Step(_sentence_mood(token), None)
    if dep == "conj":
        return _Step(tuple(_shared(token, head)), head) if _stands_with(token) else _STOP
    if dep in _CLAUSES:
        return _governed(token, head)
    if dep == "advcl":
        return _adverbial(token, head)
    if dep == "acl":
        return _governed(token, head) if _has_to(token) or _opens_with_that(token) else _STOP
    if dep == "relcl":
        # The parser takes many a "claim that ..." for a relative clause.
        doubted = sign_above(head) in (Effect.DENIAL, Effect.HEDGE) and _opens_with_that(token)
        return _governed(token, head) if doubted else _STOP
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


def _governed(token: Token, head: Token) -> _Step:
    """Read a clause under a verb, noun or adjective: "failed to", "the plan to", "said that"."""
    effect = sign_above(head) or (_predicate_sign(head) if token.dep_ != "acomp" else None)
    if effect in (Effect.PLAN, Effect.CALL, Effect.FAILURE) and token.dep_ == "xcomp" and not _has_to(token):
        effect = effect if token.tag_ == "VBG" or head.lemma_ == "let" else None
    if effect is Effect.THREAT and head.lemma_ == "warn" and not _in_future(token) and not _has_to(token):
        effect = Effect.SPEECH
    if effect is Effect.CALL and head.lemma_ == "have" and not _has_to(token):
        effect = None
    own = tuple(_beside(head))
    if effect in _ENDS_SCOPE:
        unsaid = effect is not Effect.FACT and Effect.NEGATION in own
        return _Step((effect, Effect.HEDGE) if unsaid else (effect,), head if effect is Effect.SPEECH else None)
    carried = own if effect in _LETS_NEGATION_THROUGH else tuple(e for e in own if e is not Effect.NEGATION)
    effects = carried if effect is None else (effect, *carried)
    if token.dep_ == "ccomp" and effect is None:
        # An unknown verb of saying or thinking: its own doubt is not the clause's.
        return _Step((Effect.SPEECH,), head)
    return _Step(effects, head)


def _adverbial(token: Token, head: Token) -> _Step:
    """Stop at an adverbial clause, whose conjunction was read beside it; a purpose is a plan."""
    if _has_to(token):
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
    effect = sign_above(governor)
    if effect is None or preposition.lower_ in (
        "after",
        "since",
        "during",
        "following",
        "because",
        "despite",
        "before",
    ):
        return _STOP
    own = tuple(e for e in _beside(governor) if effect in _LETS_NEGATION_THROUGH or e is not Effect.NEGATION)
    return _Step((effect, *own), governor if effect not in _ENDS_SCOPE else None)


def _as_object(token: Token, head: Token) -> _Step:
    """Read an object: under a verb with a sign as that says, else as much in doubt as the verb, unless definite."""
    effect = sign_above(head) if head.lemma_ not in _ONLY_WITH_TO else None
    if effect in (Effect.FACT, Effect.SPEECH) or (effect is None and token.dep_ == "npadvmod"):
        return _STOP
    if effect is not None:
        own = tuple(e for e in _beside(head, token) if effect in _LETS_NEGATION_THROUGH or e is not Effect.NEGATION)
        return _Step((effect, *own), None if effect is Effect.DENIAL else head)
    if token.pos_ == "NOUN" and any(child.lower_ in _DEFINITE for child in token.children) and token.dep_ == "dobj":
        return _STOP
    return _Step(tuple(_beside(head, token)), head)


def _as_subject(token: Token, head: Token) -> _Step:
    """Read a subject: "the attack did not happen" denies it, "the attack did not hurt anybody" does not."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return _STOP
    effect = sign_above(head) if token.dep_ == "nsubjpass" or head.lemma_ in _OCCURS else None
    if effect in (Effect.FACT, Effect.SPEECH):
        return _Step((effect,), None)
    if token.dep_ == "nsubjpass" or head.lemma_ in _OCCURS:
        if head.lemma_ == "be" and head.tag_ not in ("VB",):
            return _STOP
        own = tuple(_beside(head, token))
        return _Step(own if effect is None else (effect, *own), head)
    return _STOP


def _beside(token: Token, inside: Token | None = None) -> Iterator[Effect]:
    """Yield the signs among a word's own helpers, but for `inside`, whose own have been read already."""
    for child in token.children:
        if child.dep_ in _OWN_WORDS:
            effect = sign_beside(child)
            if effect is not None:
                yield effect
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != inside:
            empty = sign_beside(child)
            if empty is Effect.NEGATION:
                yield empty
            elif token.pos_ in ("VERB", "AUX") and any(grand.lower_ == "no" for grand in child.children):
                yield Effect.NEGATION


def _stands_with(token: Token) -> bool:
    """Tell whether a joined word stands under what governs the first: a verb must have no subject of its own."""
    if token.pos_ in ("VERB", "AUX"):
        return not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)
    return True


def _shared(token: Token, head: Token) -> Iterator[Effect]:
    """Yield the helpers a joined verb borrows: "may have killed two and wounded a third", "did not talk or eat"."""
    has_own = any(child.dep_ in ("aux", "auxpass") for child in token.children)
    past_forms = {token.tag_, head.tag_} <= {"VBN", "VBD"}
    if has_own or head.tag_ == "VBD" or not (token.tag_ == head.tag_ or past_forms):
        return
    for child in head.children:
        if child.dep_ in ("aux", "neg", "mark", "advmod") and child.i < head.i:
            effect = sign_beside(child)
            if effect is not None:
                yield effect


def _has_to(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _opens_with_that(token: Token) -> bool:
    return token.left_edge.lower_ == "that"


def _predicate_sign(verb: Token) -> Effect | None:
    """Return the sign in "it was impossible to": the adjective beside the verb speaks for it."""
    if verb.lemma_ != "be":
        return None
    return next((sign_above(child) for child in verb.children if child.dep_ == "acomp"), None)


def _in_future(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("would", "will", "'ll", "could") for child in token.children)


def _sentence_mood(root: Token) -> tuple[Effect, ...]:
    """Return what the sentence as a whole adds: a question leaves things open, an order calls for them."""
    last = root.sent[-1]
    while last.is_space and last.i > root.sent.start:
        last = last.nbor(-1)
    if last.text == "?" or (last.is_quote and last.i > root.sent.start and last.nbor(-1).text == "?"):
        return (Effect.CONDITION,)
    bare = root.tag_ == "VB" and not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in root.children)
    return (Effect.CALL,) if bare else ()


def _by_attribution(trigger: Token, doc: Doc, statements: Sequence[AttributedStatement]) -> Iterator[Effect]:
    """Yield what cues in other sentences add: a denial whose quote runs on, "reportedly" beside another verb."""
    here = Span(trigger.idx, trigger.idx + len(trigger))
    governors = {token.i for token in trigger.ancestors} | {child.i for child in trigger.children}
    for statement in statements:
        covered = any(span.covers(here) for span in statement.attribution.content)
        if not covered or statement.cue in governors or statement.cue == trigger.i:
            continue
        cue = doc[statement.cue]
        effect = sign_above(cue) or sign_beside(cue)
        if effect in (Effect.HEDGE, Effect.DENIAL, Effect.SPEECH):
            yield effect
