"""Put on one scale, 3 to -3, how firmly a sentence tells of an event, as the factuality corpora ask for it.

Two questions, which corpora ask with one word. `factuality_of` asks whether the one who writes holds the event for a
fact, be it to come; `happened` asks whether it has taken place by then.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from sayso.coding.certainty import certainty_by
from sayso.coding.certainty_path import Sign, signs_over
from sayso.coding.tense import governing_verb
from sayso.records import Certainty

# Set by eye near the means of the training halves of UW and MEANTIME, which are measured on and not trained on.
_HELD = {
    Certainty.ASSERTED: 3.0,
    Certainty.HEDGED: 1.6,
    Certainty.PLANNED: 1.9,
    Certainty.THREATENED: 1.4,
    Certainty.CALLED_FOR: 1.5,
    Certainty.HYPOTHETICAL: 1.2,
    Certainty.DENIED: -1.5,
}
_ANNOUNCED = 2.8
_WILL = frozenset({"will", "'ll", "shall"})
_FURTHEST = 3.0


def factuality_of(token: Token) -> float:
    """Return how sure the sentence is of the token's event: 3 it is or will be so, -3 it is not, 0 neither."""
    certainty = certainty_by(list(signs_over(token)), token)
    verb = governing_verb(token)
    if certainty is Certainty.PLANNED and verb is not None and any(child.lower_ in _WILL for child in verb.children):
        return _ANNOUNCED
    return _HELD[certainty]


def happened(token: Token) -> float:
    """Return how sure the sentence is that the token's event has taken place: 3 it has, -3 it has not (yet).

    A ridge regression over the rules' signs and the forms of the words around, fitted by `training/happened.py`.
    """
    signs = list(signs_over(token))
    weights = _weights()
    score = weights["constant"] + sum(weights.get(name, 0.0) for name in features_of(token, signs))
    return max(-_FURTHEST, min(_FURTHEST, score))


def features_of(token: Token, signs: Sequence[Sign]) -> set[str]:
    """Return the features of an event's word: its certainty, the signs over it, and the forms of it and its clause."""
    return {f"certainty {certainty_by(signs, token)}", *_of_signs(signs), *_of_forms(token)}


def _of_signs(signs: Sequence[Sign]) -> Iterator[str]:
    yield from (f"sign {sign.effect}" for sign in signs)
    yield from (f"nearest {sign.effect}" for sign in signs[:1])


def _of_forms(token: Token) -> Iterator[str]:
    yield f"tag {token.tag_}"
    yield f"link {token.dep_}"
    yield f"head {token.head.tag_}"
    yield f"sentence {token.sent.root.tag_}"
    for child in token.children:
        if child.dep_ in ("aux", "auxpass", "neg", "mark", "det"):
            yield f"helper {child.lower_}"
        elif child.dep_ in ("nsubj", "nsubjpass"):
            yield f"subject {child.lower_ if child.pos_ == 'PRON' else child.tag_}"
    verb = governing_verb(token)
    if verb is not None:
        helpers = sorted(child.lower_ for child in verb.children if child.dep_ == "aux")
        yield " ".join(("clause", verb.tag_, *helpers))


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = tomllib.loads((files("sayso.resources") / "happened.toml").read_text("utf-8"))["weights"]
    return table
