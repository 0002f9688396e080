"""Pick, from the figures a report gives, those that belong to an event."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.coding.figures import CUMULATIVE, FigureMention
from sayso.coding.tense import governing_verb
from sayso.records import Counted, Figure
from sayso.resources.lexicons import lexicon

_CONSEQUENCES = frozenset({"csubj", "advcl", "xcomp", "acl", "relcl", "pcomp", "prep"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd"})
# "Sanctions on 38 people", "the release of nine soldiers"; not "after two weeks of talks in three towns".
_ARGUMENT_PREPOSITIONS = frozenset({"on", "against", "of", "for", "with", "to"})
_LEAVING = frozenset({"leave", "see", "force", "make"})
# A consequence of a consequence ("shelled the town, forcing people to flee") is as far as it goes.
_STEPS = 4


def figures_of_event(
    trigger: Token, mentions: Sequence[FigureMention], doc: Doc, event_type: str
) -> tuple[Figure, ...]:
    """Return the figures of a trigger's clause and of what followed from it ("..., killing 12").

    What an event of its type cannot count is left out: an arrest has no dead. A running total gives way to a figure of
    the same kind that is this event's own, and a part gives way to its whole.
    """
    sentence = trigger.sent
    kinds = _kinds_of_type().get(event_type, frozenset())
    near = [
        mention
        for mention in mentions
        if sentence.start <= mention.token_start < sentence.end
        and (mention.figure.counts in kinds or mention.figure.counts in (Counted.OTHER, Counted.EVENTS))
        and _belongs(trigger, mention, doc)
    ]
    chosen = [mention for mention in near if not _outdone(mention, near)]
    return tuple(mention.figure for mention in chosen)


@lru_cache(maxsize=1)
def _kinds_of_type() -> dict[str, frozenset[Counted]]:
    kinds: dict[str, set[Counted]] = {}
    for row in lexicon("figures_by_type"):
        kinds.setdefault(row.pattern, set()).add(Counted(row.code))
    return {event_type: frozenset(counted) for event_type, counted in kinds.items()}


def _outdone(mention: FigureMention, near: Sequence[FigureMention]) -> bool:
    rivals = [other for other in near if other is not mention and other.figure.counts is mention.figure.counts]
    return mention.scope is not None and any(other.scope is None for other in rivals)


def _belongs(trigger: Token, mention: FigureMention, doc: Doc) -> bool:
    head = doc[mention.head]
    if _is_over_time(mention, doc) and governing_verb(head) != trigger:
        return False
    if mention.figure.counts is Counted.OTHER and head.pos_ in ("NOUN", "PROPN", "NUM"):
        return _is_argument(head, trigger)
    if head == trigger or head.head == trigger or trigger.i in range(mention.token_start, mention.token_end):
        return True
    clause, counting = governing_verb(trigger), governing_verb(head)
    if clause is None or counting is None:
        return clause is None and counting is None
    if trigger.dep_ in ("nsubj", "csubj") and trigger.head == counting:
        return True
    if clause == counting or _follows_from(counting, clause) or _follows_from(clause, counting):
        return True
    if trigger.pos_ == "NOUN" and (counting.head == trigger or _first_of(counting).head == trigger):
        return True
    return mention.figure.counts in (Counted.KILLED, Counted.INJURED) and _first_of(counting) == _first_of(clause)


def _is_over_time(mention: FigureMention, doc: Doc) -> bool:
    """Tell a count "since the coup" or "since 2021" from what one event did."""
    sentence = doc[mention.head].sent
    return mention.scope == CUMULATIVE and any(
        token.lower_ == "since" for token in doc[mention.token_end : sentence.end]
    )


def _is_argument(noun: Token, trigger: Token) -> bool:
    """Tell whether the counted are who or what the trigger, or the verb it completes, is done to or done by."""
    while noun.dep_ == "conj":
        noun = noun.head
    above = noun.head
    if noun.dep_ == "pobj":
        if above.lower_ not in _ARGUMENT_PREPOSITIONS:
            return False
        above = above.head
    elif noun.dep_ not in _ARGUMENTS:
        return False
    if above == trigger or (above.dep_ in ("dobj", "xcomp") and above.head == trigger):
        return True
    completes = trigger.dep_ in ("dobj", "pobj", "attr", "xcomp", "prt") and trigger.pos_ == "NOUN"
    return completes and governing_verb(trigger) == above


def _follows_from(lower: Token, upper: Token) -> bool:
    """Tell whether one clause tells what came of another: "shelled the town, killing 12", "..., leaving 30 wounded"."""
    token = lower
    for _ in range(_STEPS):
        token = _first_of(token)
        if token.dep_ not in _CONSEQUENCES and not (token.dep_ in ("ccomp", "oprd") and token.head.lemma_ in _LEAVING):
            return False
        token = token.head
        if upper in (token, _first_of(token)):
            return True
    return False


def _first_of(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb
