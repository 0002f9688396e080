"""Say how likely two claims speak of one happening, with a reason for every part of the score.

What counts how much is set by hand, on the development half of `evaluation/merging_gold`, and stands in `weights.toml`,
to be read and argued with.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.merging.evidence import Evidence
from sayso.merging.likeness import Sign, signs_of
from sayso.merging.vetoes import veto

__all__ = ["Comparison", "Reason", "compare", "veto", "weights"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a comparison: what was compared, what it adds to the log-odds, in words."""

    what: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two claims are of one happening (0 to 1), why, and what rules it out if anything does."""

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]
    veto: str | None


def compare(first: Evidence, second: Evidence) -> Comparison:
    """Compare two claims. The result does not depend on their order, but for which is called first."""
    a, b = sorted((first, second), key=lambda evidence: evidence.id)
    against = veto(a, b)
    reasons = tuple(_weighed(signs_of(a, b)))
    odds = weights()["start"] + sum(reason.weight for reason in reasons)
    score = 0.0 if against else 1 / (1 + math.exp(-odds))
    return Comparison(a.id, b.id, score, reasons, against)


def _weighed(signs: Iterable[Sign]) -> Iterable[Reason]:
    for sign in signs:
        yield Reason(sign.what, round(weights()[sign.name] * sign.amount, 3), sign.text)


@cache
def weights() -> Mapping[str, float]:
    """Return what each sign adds to the log-odds of one happening, by name; "start" is where they begin."""
    table = tomllib.loads((files(__package__) / "weights.toml").read_text(encoding="utf-8"))
    return {name: float(row["weight"]) for name, row in table.items()}
