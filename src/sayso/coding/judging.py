"""Decide what a candidate trigger names, from what rules and the trained model make of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from sayso.coding.eventness import NO_EVENT
from sayso.coding.tree import Tree
from sayso.coding.trigger_lexicon import verb_patterns
from sayso.coding.trigger_matching import Fit
from sayso.coding.trigger_model import NONE, Reading, TriggerModel
from sayso.coding.type_shifts import shifted
from sayso.coding.unlisted import UNKNOWN
from sayso.records import Span

# How much both scores and the bar of the rules count in the log-odds of "is an event", and the lexicon's type beside
# the model's: set for the best F1 on the development half of evaluation/gold and on demo/gold. training/judge.py prints
# what a plain regression makes of them.
_MODEL, _RULES, _BARRED, _CONSTANT = 1.2, 5.0, -2.8, 2.0
_LEXICON_TYPE = 3.0
# Verbs the lexicon does not list, and those it lists for the model's type but with other words around them.
_UNLISTED, _LISTED_OTHERWISE = -2.0, -0.6
_SURE = 0.5
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a candidate names, how sure that is (0, no event, to 1), and the phrases the model reads by it."""

    event_type: str
    mode: str | None
    strength: float
    roles: tuple[tuple[str, Span], ...] = ()


def judgements(tree: Tree, found: Sequence[tuple[Fit, float]], model: TriggerModel | None) -> Iterator[Judgement]:
    """Judge every fit, given with the doubt that rules have of it; `NO_EVENT` bars it where there is no model."""
    if model is None:
        for fit, doubt in found:
            event_type, mode = shifted(tree, fit)
            strength = 0.0 if doubt == NO_EVENT else max(0.0, min(1.0, fit.pattern.strength + doubt))
            yield Judgement(event_type, mode, strength)
        return
    readings = model.read([asked(tree, fit) for fit, _ in found])
    for (fit, doubt), reading in zip(found, readings, strict=True):
        start = tree.starts[tree.sentence(fit.head)[0]]
        roles = tuple((role, Span(span.start + start, span.end + start)) for role, span in reading.roles)
        yield replace(_joint(tree, fit, doubt, reading), roles=roles)


def asked(tree: Tree, fit: Fit) -> tuple[str, Span]:
    """Return the sentence of a fit and where the carrying word stands in it."""
    first, after = tree.sentence(fit.head)
    start = tree.starts[first]
    return tree.text[start : tree.ends[after - 1]], Span(tree.starts[fit.head] - start, tree.ends[fit.head] - start)


def _joint(tree: Tree, fit: Fit, doubt: float, reading: Reading) -> Judgement:
    event_type, mode = shifted(tree, fit)
    if event_type == UNKNOWN:
        best = _likeliest(reading)
        offset = _LISTED_OTHERWISE if is_listed_otherwise(fit, reading) else _UNLISTED
        return Judgement(best, _mode(best, reading), _share(log_odds(reading.eventness) + offset))
    is_barred = doubt == NO_EVENT
    rules = fit.pattern.strength + (0.0 if is_barred else doubt) - _SURE
    odds = _MODEL * log_odds(reading.eventness) + _RULES * rules + _BARRED * is_barred + _CONSTANT
    best = max(
        (code for code in reading.types if code != NONE),
        key=lambda code: log(max(_LEAST, reading.types[code])) + _LEXICON_TYPE * (code == event_type),
    )
    if best == event_type and mode:
        return Judgement(best, mode, _share(odds))
    return Judgement(best, _mode(best, reading), _share(odds))


def is_listed_otherwise(fit: Fit, reading: Reading) -> bool:
    """Tell whether the lexicon lists an unlisted fit's verb for the type the model reads, but with other words."""
    best = _likeliest(reading)
    return any(pattern.event_type == best for pattern in verb_patterns().get(fit.pattern.text, ()))


def _likeliest(reading: Reading) -> str:
    return max((code for code in reading.types if code != NONE), key=reading.types.__getitem__)


def _mode(event_type: str, reading: Reading) -> str | None:
    """Return the model's mode for a type, or None where it is not sure of one."""
    shares = {m: share for m, share in reading.modes.items() if m == "-" or m.startswith(f"{event_type}:")}
    best = max(shares, key=shares.__getitem__)
    return best.partition(":")[2] or None if shares[best] > _SURE * sum(shares.values()) else None


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def log_odds(share: float) -> float:
    """Return a share's log-odds, kept finite."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))
