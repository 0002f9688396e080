"""Choose the place of an event among the places a report names, and say by which rule.

Never the dateline, the speaker's place, a demonym or a capital that stands for its government: where only those are
named, the report does not say where.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.coding.place_from_elsewhere import place_from_elsewhere
from sayso.coding.place_mentions import PLACE, PlaceMention, head_of
from sayso.coding.place_standing import (
    MOVING,
    REPORTING,
    Standing,
    Stood,
    clause_of,
    finest,
    is_dateline,
    is_of_a_rank,
    modified_noun,
    stood,
)
from sayso.coding.place_words import DIRECTIONS
from sayso.records import Place

__all__ = ["is_dateline", "place_of_event"]

# What is said or decided happens at no place of its own; the places around are those of what it is about.
_SPEECH_ACTS = frozenset(
    "accuse accusation allege blame condemn condemnation criticise criticize denounce demand demanding urge call ask "
    "appeal request reject rejection deny denial threaten threat warn warning promise pledge vow offer welcome praise "
    "thank apologise apologize refuse dismiss dispute defend support oppose agree approve suggest propose turn discuss "
    "sanction veto pardon withdraw recall summon plan sue court allegation talk".split()
)
# What stands under these is another happening, which this one answers, follows or is about.
_ELSEWHERE = frozenset("after following amid over since before despite about against because".split())
_ANSWERS = frozenset("response retaliation reaction protest reply revenge answer solidarity light wake".split())
_PENALTIES = frozenset({"sanction", "tariff", "embargo", "visa"})
# "Poured paint over the entrance" is no quarrel over it.
_PHYSICAL = frozenset("pour fly climb drive throw fire hang drop march cross fall pass jump run walk".split())
# Where these are done is not where what they decide on is done: "agreed in Doha to reopen the border".
_DECIDING = frozenset("agree decide promise vow pledge plan threaten order meet sign ask urge call want refuse".split())


def place_of_event(trigger: Token, mentions: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of the event that `trigger` tells of and the rule that chose it; None if the report is silent.

    Nearer rules go first; among what one rule finds, the finest place wins. Beyond its own sentence only an act has a
    place, never something said.
    """
    usable = [one for one in mentions if one.role == PLACE and not is_dateline(one, doc)]
    sentence = trigger.sent
    here = [stood(one, doc) for one in usable if sentence.start <= one.token_start < sentence.end]
    for rule, found in _rules(trigger, clause_of(trigger), here):
        if found:
            return finest(found, trigger).place, rule
    if _is_speech_act(trigger) or _is_a_states_act(trigger, mentions):
        return None
    return place_from_elsewhere(trigger, usable, doc)


def _rules(trigger: Token, clause: Token, here: Sequence[Stood]) -> Iterator[tuple[str, list[Stood]]]:
    """Yield each rule with the mentions it finds in the trigger's own sentence."""
    said = _is_speech_act(trigger) or (trigger.i != clause.i and _is_speech_act(clause))
    placing = [one for one in here if _places(one, trigger, clause, said)]
    placing = [one for one in placing if not _is_bearing(one.head)] or placing
    placing = [one for one in placing if not is_of_a_rank(one.head)]
    others = [one for one in placing if not _is_speakers(one.head, trigger)]
    yield "named with the trigger", [one for one in others if _hangs_from(one.head, trigger)]
    if said and trigger.i != clause.i:
        return
    yield "in the same clause", [one for one in others if clause_of(one.head) == clause]
    yield "opens the sentence", [one for one in placing if _opens_sentence(one.head, trigger)]
    if said:
        return
    chain = _related_clauses(clause)
    joined = [one for one in others if clause_of(one.head) in chain and _side_by_side(one, trigger)]
    yield "in a joined clause", [one for one in joined if not _is_elsewhere_then(one.head, clause)]
    others = [one for one in others if not _is_elsewhere_then(one.head, clause)]
    yield "in the same sentence", [one for one in others if _side_by_side(one, trigger)]


def _is_bearing(head: Token) -> bool:
    """Tell "south of El Obeid" and "40 km from Lviv", from which the place itself is only reckoned."""
    link = head.head
    if head.dep_ != "pobj" or link.lower_ not in ("of", "from"):
        return False
    return link.head.lower_ in DIRECTIONS or link.head.lemma_.lower() in ("km", "kilometre", "kilometer", "mile")


def _is_elsewhere_then(head: Token, clause: Token) -> bool:
    """Tell whether a joined clause tells of a decision, or of where somebody was brought afterwards."""
    other = clause_of(head)
    if other.i == clause.i:
        return False
    decided = other.lemma_.lower() in _DECIDING and other in clause.ancestors
    return decided or (other.lemma_.lower() in MOVING and other.i > clause.i)


def _is_speech_act(token: Token) -> bool:
    if token.lemma_.lower() in _SPEECH_ACTS or token.lemma_.lower() in REPORTING:
        return True
    return any(child.dep_ == "dobj" and child.lemma_.lower() in _PENALTIES for child in token.children)


def _is_a_states_act(trigger: Token, mentions: Sequence[PlaceMention]) -> bool:
    """Tell whether a government named by its country or capital acts: "Warsaw expelled two diplomats"."""
    clause = clause_of(trigger)
    return any(
        one.role != PLACE
        and one.reason.startswith("subject of")
        and clause_of(head_of(trigger.doc, one.token_start, one.token_end)) == clause
        for one in mentions
        if trigger.sent.start <= one.token_start < trigger.sent.end
    )


def _places(one: Stood, trigger: Token, clause: Token, said: bool) -> bool:
    """Tell whether a mention can place the trigger's event at all."""
    if one.standing is Standing.LOCAL_OFFICE:
        noun = modified_noun(one.head)
        return not said and noun is not None and clause_of(noun) == clause and noun.dep_ in ("nsubj", "agent", "pobj")
    if one.standing is Standing.DESTINATION:
        return clause_of(one.head) == clause and trigger.lemma_.lower() in MOVING
    return one.standing is Standing.WHERE and not _is_about_another(one.head, trigger)


def _is_about_another(head: Token, trigger: Token) -> bool:
    """Tell whether a name stands under "after", "in response to" and the like, and the trigger does not."""
    token = head
    while token.head.i != token.i and token.head.i != trigger.i:
        token = token.head
        if token.lemma_.lower() in _ANSWERS or (token.lower_ in _ELSEWHERE and token.i != head.head.i):
            return token not in trigger.ancestors and not (token.lower_ == "over" and _is_physical(token.head))
    return False


def _is_physical(verb: Token) -> bool:
    return verb.lemma_.lower() in _PHYSICAL


def _hangs_from(head: Token, trigger: Token) -> bool:
    """Tell whether the name depends on the trigger with no other verb between them."""
    token = head
    while token.head.i != token.i:
        if token.i == trigger.i:
            return True
        if token.i != head.i and token.pos_ in ("VERB", "AUX") and token.dep_ != "amod":
            return False
        token = token.head
    return token.i == trigger.i


def _related_clauses(clause: Token) -> set[Token]:
    """Return clauses joined to one: what it is coordinated with, what it modifies, what modifies it."""
    related = {child for child in clause.children if child.dep_ in ("conj", "advcl", "xcomp", "relcl", "acl", "prep")}
    token = clause
    while token.head.i != token.i and token.dep_ in ("conj", "advcl", "xcomp", "relcl", "acl"):
        token = clause_of(token.head)
        if token.lemma_.lower() in REPORTING:
            break
        related.add(token)
    return related


def _side_by_side(one: Stood, trigger: Token) -> bool:
    """Tell whether no semicolon parts a mention from the trigger."""
    first, last = sorted((one.head.i, trigger.i))
    return not any(token.text == ";" for token in trigger.doc[first:last])


def _is_speakers(head: Token, trigger: Token) -> bool:
    """Tell whether a place belongs to somebody's speaking and not to what is spoken of."""
    clause = clause_of(head)
    return clause.lemma_.lower() in REPORTING and clause.i != clause_of(trigger).i


def _opens_sentence(head: Token, trigger: Token) -> bool:
    """Tell whether a locative opens the sentence: "In Kherson, officials said that ..."."""
    first = next((token for token in head.sent if not token.is_space and not token.is_punct), head)
    if first.lower_ not in ("in", "at", "near", "outside", "across", "around") or head.i > trigger.i:
        return False
    return first.i < head.i and (head.head.i == first.i or first in head.ancestors)
