"""Find what happened: the words that name an event, their PLOVER type and mode, and ACLED sub-event where plain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from sayso.coding.eventness import doubt
from sayso.coding.judging import Judgement, judgements
from sayso.coding.sub_events import sub_event_of
from sayso.coding.subjects import is_about_something_else
from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import Fit, fits, kinds_at, words_in_names
from sayso.coding.trigger_model import TriggerModel
from sayso.coding.type_shifts import ASSAULT, THREATEN, is_content_of
from sayso.coding.unlisted import unlisted
from sayso.records import Span

# A pattern whose words stand further apart is not quoted whole: the trigger is then the carrying word alone.
_WIDEST = 6


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that names an event; token indices count in the Doc, `head` is the word that carries it.

    `roles` are the phrases that the trained model reads by it, in characters of the Doc.
    """

    span: Span
    token_start: int
    token_end: int
    head: int
    event_type: str
    mode: str | None
    sub_event: str | None
    strength: float
    pattern: str
    roles: tuple[tuple[str, Span], ...] = ()


def find_triggers(doc: Doc, model: TriggerModel | None = None) -> list[Trigger]:
    """Find the triggers of a report, one for each place that names an event; without a model, by rules alone."""
    tree = Tree.of(doc)
    if is_about_something_else(tree):
        return []
    found, judged = candidates(tree, with_unlisted=model is not None), []
    for fit, verdict in zip(found, judgements(tree, found, model), strict=True):
        if verdict.strength > 0:
            judged.append((fit[0], _trigger(tree, fit[0], verdict)))
    return sorted(_once_each(tree, judged), key=lambda trigger: trigger.token_start)


def candidates(tree: Tree, with_unlisted: bool) -> list[tuple[Fit, float]]:
    """Return what may name an event, with the doubt that rules have of it; of verbs not listed they have none."""
    headlines, names = _headlines(tree), words_in_names(tree)
    found = [(fit, doubt(tree, fit, tree.sentences[fit.head] in headlines)) for fit in fits(tree, names)]
    if with_unlisted:
        taken = names | {token for fit, _ in found for token in fit.tokens}
        found += [(fit, 0.0) for fit in unlisted(tree, taken)]
    return found


def _headlines(tree: Tree) -> set[int]:
    """Return the sentences that stand on a line of their own and end without a full stop."""
    found = set()
    for number, (start, end) in enumerate(tree.bounds):
        last = end - 1
        while last > start and tree.pos[last] == "SPACE":
            last -= 1
        after = tree.text[tree.ends[last] : tree.starts[end] if end < len(tree) else None]
        if tree.pos[last] != "PUNCT" and "\n" in after:
            found.add(number)
    return found


def _trigger(tree: Tree, fit: Fit, verdict: Judgement) -> Trigger:
    first, last = min(fit.tokens), max(fit.tokens)
    if last - first > _WIDEST:
        first = last = fit.head
    return Trigger(
        span=tree.span(first, last),
        token_start=first,
        token_end=last + 1,
        head=fit.head,
        event_type=verdict.event_type,
        mode=verdict.mode,
        sub_event=sub_event_of(tree, fit, verdict.event_type, verdict.mode),
        strength=verdict.strength,
        pattern=fit.pattern.text,
        roles=verdict.roles,
    )


def _once_each(tree: Tree, judged: Sequence[tuple[Fit, Trigger]]) -> Iterator[Trigger]:
    """Leave out what a longer trigger takes up, and what a speech act only asks for, promises or refuses."""
    taken = {token: fit for fit, _ in judged for token in fit.tokens if token != fit.head}
    heads = {fit.head: trigger for fit, trigger in judged}
    inner = {fit.head: fit for fit, _ in judged}
    weapons = {tree.heads[fit.head]: trigger for fit, trigger in judged if _is_weapon_of_another(tree, fit, heads)}
    for fit, trigger in judged:
        over = taken.get(fit.head)
        is_taken = over is not None and over.pattern.is_verb and not _is_threatened(over, fit)
        if is_taken or trigger in weapons.values():
            continue
        governors = (heads.get(governor) for governor in list(tree.climb(fit.head))[:2])
        if any(above and is_content_of(tree, fit.head, above.head, above.event_type) for above in governors):
            continue
        within = [inner[token].pattern for token in fit.tokens[1:] if token in inner]
        mode = next((pattern.mode for pattern in within if pattern.event_type == trigger.event_type), None)
        weapon = weapons.get(fit.head)
        if weapon is not None:
            yield replace(trigger, mode=weapon.mode, sub_event=trigger.sub_event or weapon.sub_event)
        else:
            yield trigger if trigger.mode or not mode else replace(trigger, mode=mode)


def _is_threatened(threat: Fit, act: Fit) -> bool:
    """Tell whether the act is what a threat announces: both are claims, "threatened" and "to attack"."""
    return threat.pattern.event_type == THREATEN != act.pattern.event_type


def _is_weapon_of_another(tree: Tree, fit: Fit, heads: Mapping[int, Trigger]) -> bool:
    """Tell whether the noun names the weapon of a verb that is a trigger itself: "a roadside bomb went off"."""
    is_weapon = not fit.pattern.is_verb and "WEAPON" in kinds_at(tree, fit.head)
    above = heads.get(tree.heads[fit.head])
    return is_weapon and tree.heads[fit.head] != fit.head and above is not None and above.event_type == ASSAULT
