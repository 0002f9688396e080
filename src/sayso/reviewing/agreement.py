"""Measure how far people agree who judged the same claims: Krippendorff's alpha, nominal.

A unit is a claim that at least two people judged, each with the last judgement in force. `verdict` compares accepted,
corrected and rejected; the members compare the values that the claim has after each person's judgement. Alpha is 1 for
perfect agreement and 0 for what chance gives, None where nothing was judged twice or all values are equal.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import krippendorff
import numpy as np

from sayso.as_json import claim_content
from sayso.decision_json import corrected_claim, replacement_of
from sayso.ledger import JUDGEMENTS, Ledger, in_force
from sayso.records import Claim, Decision, Verdict

MEMBERS = ("event_type", "mode", "place", "time", "actors", "recipients", "figures", "certainty")
Ratings = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement about one thing: how many units at least two people judged, by how many people, and alpha."""

    what: str
    units: int
    people: int
    alpha: float | None


def agreement(ledger: Ledger) -> tuple[Agreement, ...]:
    """Return the agreement about verdicts, about each member of claims, and about which claims go together."""
    decisions = in_force(ledger.decisions())
    last = _last_words([decision for decision in decisions if decision.verdict in JUDGEMENTS])
    judged = {unit: by for unit, by in last.items() if len(by) > 1}
    claims = ledger.claims_by_id(judged)
    verdicts = {unit: {by: str(made.verdict) for by, made in words.items()} for unit, words in judged.items()}
    found = [measured("verdict", verdicts)]
    for member in MEMBERS:
        values = {unit: _values(claims[unit], words, member) for unit, words in judged.items() if unit in claims}
        found.append(measured(member, values))
    return (*found, measured("same happening", _pairs(decisions)))


def measured(what: str, ratings: Ratings) -> Agreement:
    """Return the agreement of ratings: unit, person, value."""
    compared = {unit: by for unit, by in ratings.items() if len(by) > 1}
    people = sorted({person for by in compared.values() for person in by})
    codes: dict[str, int] = {}
    table = np.full((len(people), len(compared)), np.nan)
    for column, by in enumerate(compared.values()):
        for person, value in by.items():
            table[people.index(person), column] = codes.setdefault(value, len(codes))
    alpha = None
    if len(codes) > 1:
        alpha = float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))
    return Agreement(what, len(compared), len(people), alpha)


def _last_words(decisions: Sequence[Decision]) -> dict[str, dict[str, Decision]]:
    words: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        for claim in decision.claims:
            words[claim][decision.by] = decision
    return words


def _values(claim: Claim, words: Mapping[str, Decision], member: str) -> dict[str, str]:
    """Return what a member is by each person who did not reject the claim."""
    return {
        by: _spelled(_as_judged(claim, made), member) for by, made in words.items() if made.verdict != Verdict.REJECT
    }


def _as_judged(claim: Claim, decision: Decision) -> Claim:
    return corrected_claim(claim, replacement_of(decision) or {}) if decision.verdict is Verdict.CORRECT else claim


def _spelled(claim: Claim, member: str) -> str:
    return json.dumps(_without_spans(claim_content(claim)[member]), sort_keys=True)


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_spans(inner) for name, inner in value.items() if name != "spans"}
    return [_without_spans(inner) for inner in value] if isinstance(value, list) else value


def _pairs(decisions: Sequence[Decision]) -> dict[str, dict[str, str]]:
    """Return what each person said last about each pair of claims."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for decision in decisions:
        if decision.verdict not in (Verdict.SAME, Verdict.DIFFERENT):
            continue
        first = decision.claims if decision.verdict is Verdict.SAME else decision.claims[:1]
        for a in first:
            for b in decision.claims:
                if a != b:
                    said[" ".join(sorted((a, b)))][decision.by] = str(decision.verdict)
    return said
