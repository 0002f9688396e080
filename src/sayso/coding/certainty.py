"""Tell how sure the source is of what stands at a trigger: asserted, hedged, denied, planned, threatened and so on.

`certainty_path` collects the signs that bear on the trigger, from the trigger outwards; here they are weighed.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.coding.attribution import AttributedStatement
from sayso.coding.certainty_path import Sign, is_hearsay, signs_over
from sayso.coding.certainty_signs import Effect, sign_above, sign_beside
from sayso.coding.certainty_words import is_violent
from sayso.records import Certainty, Span

_SETTING = {
    Effect.PLAN: Certainty.PLANNED,
    Effect.VOW: Certainty.PLANNED,
    Effect.THREAT: Certainty.THREATENED,
    Effect.CALL: Certainty.CALLED_FOR,
    Effect.CONDITION: Certainty.HYPOTHETICAL,
    Effect.WOULD: Certainty.HYPOTHETICAL,
}
_REPORTED = frozenset({Effect.SPEECH, Effect.THREAT, Effect.PLAN, Effect.VOW, Effect.CALL, Effect.DENIAL})
_NEGATING = frozenset({Effect.NEGATION, Effect.FAILURE, Effect.DENIAL})


def certainty_of(trigger: Token, doc: Doc, statements: Sequence[AttributedStatement]) -> Certainty:
    """Return how sure the source is that what `trigger` names happened."""
    signs = list(signs_over(trigger))
    signs.extend(_by_attribution(trigger, doc, statements))
    return certainty_by(signs, trigger)


def certainty_by(signs: Sequence[Sign], trigger: Token) -> Certainty:
    """Let the innermost threat, plan, call or condition decide; then denial; then doubt."""
    effects = [sign.effect for sign in signs]
    if Effect.CONSEQUENCE in effects:
        return _conditional(effects, trigger)
    denied = sum(effect in _NEGATING for effect in effects) % 2 == 1
    settings = _settings(effects)
    if settings:
        # "warned that it will strike": the speech act says more than the "will" it is made with.
        setting = next((s for s in (Effect.THREAT, Effect.CALL) if s in settings), settings[0])
        if setting is Effect.PLAN and Effect.CONDITION in settings:
            setting = Effect.CONDITION
        if setting is Effect.VOW and is_violent(trigger):
            setting = Effect.THREAT
        if setting is Effect.CALL and Effect.DENIAL in effects[effects.index(Effect.CALL) :]:
            return Certainty.DENIED
        certainty = _SETTING[setting]
        return Certainty.DENIED if denied and certainty is Certainty.PLANNED else certainty
    doubts = [sign.level for sign in signs if sign.effect is Effect.HEDGE]
    if doubts:
        # "The alleged massacre never took place" denies it; "may not have taken place" doubts it.
        denials = [sign.level for sign in signs if sign.effect in _NEGATING]
        return Certainty.DENIED if denied and min(denials) > max(doubts) else Certainty.HEDGED
    return Certainty.DENIED if denied else Certainty.ASSERTED


def _settings(effects: Sequence[Effect]) -> list[Effect]:
    """Return the signs that set a statement apart from the world; "said it would march" is "will march" in the past."""
    settings = [effect for effect in effects if effect in _SETTING]
    if settings and settings[0] is Effect.WOULD and Effect.OPINION not in effects and not _REPORTED.isdisjoint(effects):
        return settings[1:] or [Effect.PLAN]
    return settings


def _conditional(effects: Sequence[Effect], trigger: Token) -> Certainty:
    """Weigh what follows from a condition: violence announced for a case is a threat, all else is only thought of."""
    said_would = Effect.WOULD in effects and Effect.SPEECH in effects
    announced = said_would or Effect.PLAN in effects or Effect.VOW in effects
    if Effect.THREAT in effects or (announced and is_violent(trigger) and Effect.NEGATION not in effects):
        return Certainty.THREATENED
    if trigger.tag_ in ("VBD", "VBN") and not announced and _SETTING.keys().isdisjoint(effects):
        return Certainty.HEDGED
    return Certainty.HYPOTHETICAL


def _by_attribution(trigger: Token, doc: Doc, statements: Sequence[AttributedStatement]) -> Iterator[Sign]:
    """Yield what cues in other sentences add: a denial whose quote runs on, "reportedly" beside another verb."""
    here = Span(trigger.idx, trigger.idx + len(trigger))
    governors = {token.i for token in trigger.ancestors} | {child.i for child in trigger.children}
    for statement in statements:
        if not any(span.covers(here) for span in statement.attribution.content):
            continue
        if any(map(is_hearsay, _source(statement, doc))):
            yield Sign(Effect.HEDGE, _OUTERMOST)
        if statement.cue in governors or statement.cue == trigger.i:
            continue
        cue = doc[statement.cue]
        effect = sign_above(cue) or sign_beside(cue)
        if effect in (Effect.HEDGE, Effect.DENIAL, Effect.SPEECH):
            yield Sign(effect, _OUTERMOST)


_OUTERMOST = 99


def _source(statement: AttributedStatement, doc: Doc) -> Iterator[Token]:
    """Yield the nouns that head a source: "according to rumours" doubts, "according to the mayor" does not."""
    for span in statement.attribution.source:
        words = doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is not None and words.root.pos_ == "NOUN":
            yield words.root
