"""Read the signs of certainty among a word's own helpers: "not", "may", "if", "nobody", "would have"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.coding.certainty_signs import Effect, sign_beside
from sayso.coding.certainty_words import SUBJECTS, has_condition, is_anybody, is_inverted, subjects

_OWN_WORDS = frozenset({"aux", "neg", "advmod", "det", "amod", "mark", "preconj", "cc"})


def signs_beside(token: Token, inside: Token | None = None) -> Iterator[Effect]:
    """Yield the signs among a word's own helpers, but for `inside`, whose own have been read already."""
    for child in token.children:
        if child.dep_ in _OWN_WORDS:
            effect = _helper(child, token)
            if effect is not None:
                yield effect
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != inside and _is_nobody(child, token):
            yield Effect.NEGATION
    if token.pos_ in ("VERB", "AUX"):
        if is_inverted(token):
            yield Effect.CONDITION
        elif has_condition(token):
            yield Effect.CONSEQUENCE


def signs_shared(token: Token, head: Token) -> Iterator[Effect]:
    """Yield the helpers a joined verb borrows: "may have killed two and wounded a third", "did not talk or eat"."""
    if any(child.dep_ == "preconj" and sign_beside(child) is Effect.NEGATION for child in head.children):
        yield Effect.NEGATION
    has_own = any(child.dep_ in ("aux", "auxpass") for child in token.children)
    past_forms = {token.tag_, head.tag_} <= {"VBN", "VBD"}
    if has_own or head.tag_ == "VBD" or not (token.tag_ == head.tag_ or past_forms):
        return
    for child in head.children:
        if child.dep_ in ("aux", "neg", "mark", "advmod") and child.i < head.i:
            effect = sign_beside(child)
            if effect is not None:
                yield effect


def _helper(child: Token, verb: Token) -> Effect | None:
    effect = sign_beside(child)
    if effect is not Effect.WOULD:
        return effect
    # "Would have died" and "any attack would" only imagine it, whoever says so.
    imagined = any(word.dep_ == "aux" and word.lower_ == "have" for word in verb.children)
    return Effect.CONDITION if imagined or any(map(is_anybody, subjects(verb))) else effect


def _is_nobody(party: Token, verb: Token) -> bool:
    """Tell "no soldier", "nobody", "neither side" and "hardly any of the men" from somebody."""
    if sign_beside(party) is Effect.NEGATION:
        return True
    helpers = [child for child in party.children if child.dep_ in ("det", "preconj", "advmod", "neg", "cc")]
    if party.dep_ in SUBJECTS and any(sign_beside(child) is Effect.NEGATION for child in helpers if child.i < party.i):
        return True
    return verb.pos_ in ("VERB", "AUX") and any(child.lower_ == "no" for child in party.children)
