"""Choose the place of an event among the places a report names, and say by which rule.

Never the dateline, the speaker's place, a demonym or a capital that stands for its government: where only those are
named, the report does not say where.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.coding.place_mentions import PLACE, PlaceMention, head_of
from sayso.coding.place_standing import MOVING, REPORTING, Standing, clause_of, is_dateline, modified_noun, standing_of
from sayso.coding.place_words import DIRECTIONS
from sayso.records import Place, Precision

__all__ = ["is_dateline", "place_of_event"]

_FINENESS = {
    Precision.COUNTRY: 0,
    Precision.PROVINCE: 1,
    Precision.DISTRICT: 2,
    Precision.TOWN: 3,
    Precision.POINT: 4,
}
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
_LOCATIVES = frozenset(
    "in at near on outside inside across around throughout along off over into onto toward towards from to of within "
    "between by through against beyond under".split()
)
_VILLAGES = frozenset({"village", "hamlet", "settlement"})
_SETTLEMENTS = _VILLAGES | {"city", "town", "capital", "suburb"}
_NEARNESS = ("in", "at", "of", "through", "across", "into", "outside", "near", "on")
_LEAD = 2


@dataclass(frozen=True, slots=True)
class _Stood:
    """A mention with the token that governs its name and how it stands there."""

    mention: PlaceMention
    head: Token
    standing: Standing

    @property
    def place(self) -> Place:
        return self.mention.place


def place_of_event(trigger: Token, mentions: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of the event that `trigger` tells of and the rule that chose it; None if the report is silent.

    Nearer rules go first; among what one rule finds, the finest place wins. Beyond its own sentence only an act has a
    place, never something said.
    """
    usable = [one for one in mentions if one.role == PLACE and not is_dateline(one, doc)]
    sentence = trigger.sent
    here = [_stood(one, doc) for one in usable if sentence.start <= one.token_start < sentence.end]
    for rule, found in _rules(trigger, clause_of(trigger), here):
        if found:
            return _finest(found, trigger).place, rule
    if _is_speech_act(trigger):
        return None
    return _spoken_of_again(trigger, usable) or _before(trigger, usable, doc) or _of_the_report(trigger, usable, doc)


def _stood(mention: PlaceMention, doc: Doc) -> _Stood:
    head = head_of(doc, mention.token_start, mention.token_end)
    return _Stood(mention, head, standing_of(head, mention.place.precision))


def _rules(trigger: Token, clause: Token, here: Sequence[_Stood]) -> Iterator[tuple[str, list[_Stood]]]:
    """Yield each rule with the mentions it finds in the trigger's own sentence."""
    said = _is_speech_act(trigger) or (trigger.i != clause.i and _is_speech_act(clause))
    placing = [one for one in here if _places(one, trigger, clause, said)]
    placing = [one for one in placing if not _is_bearing(one.head)] or placing
    others = [one for one in placing if not _is_speakers(one.head, trigger)]
    yield "named with the trigger", [one for one in others if _hangs_from(one.head, trigger)]
    if said and trigger.i != clause.i:
        return
    yield "in the same clause", [one for one in others if clause_of(one.head) == clause]
    yield "opens the sentence", [one for one in placing if _opens_sentence(one.head, trigger)]
    if said:
        return
    chain = _related_clauses(clause)
    yield "in a joined clause", [one for one in others if clause_of(one.head) in chain and _side_by_side(one, trigger)]
    yield "in the same sentence", [one for one in others if _side_by_side(one, trigger)]


def _is_bearing(head: Token) -> bool:
    """Tell "south of El Obeid" and "40 km from Lviv", from which the place itself is only reckoned."""
    link = head.head
    if head.dep_ != "pobj" or link.lower_ not in ("of", "from"):
        return False
    return link.head.lower_ in DIRECTIONS or link.head.lemma_.lower() in ("km", "kilometre", "kilometer", "mile")


def _is_speech_act(token: Token) -> bool:
    return token.lemma_.lower() in _SPEECH_ACTS or token.lemma_.lower() in REPORTING


def _places(one: _Stood, trigger: Token, clause: Token, said: bool) -> bool:
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
            return token not in trigger.ancestors
    return False


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


def _side_by_side(one: _Stood, trigger: Token) -> bool:
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


def _finest(found: Sequence[_Stood], trigger: Token) -> _Stood:
    """Choose the finest place, then one that a preposition puts there, then the nearest."""

    def order(one: _Stood) -> tuple[int, bool, int]:
        put_there = one.head.dep_ == "pobj" and one.head.head.lower_ in _LOCATIVES
        return (_fineness(one.place), put_there, -abs(one.head.i - trigger.i))

    return max(found, key=order)


def _fineness(place: Place) -> int:
    """Rank a place; a village known only by its container is as fine as any town."""
    return _FINENESS[Precision.TOWN] if len(place.spans) > 1 else _FINENESS[place.precision]


def _spoken_of_again(trigger: Token, usable: Sequence[PlaceMention]) -> tuple[Place, str] | None:
    """Read "in the village" as the one that the report named last, "in the city" as the one it names most."""
    word = next((token.lower_ for token in trigger.sent if _points_back(token)), None)
    named = [one.place for one in usable if one.token_start < trigger.sent.start and _is_settlement(one.place)]
    if word is None or not named:
        return None
    if word in _VILLAGES:
        small = [place for place in named if len(place.spans) > 1 or place.gazetteer_id is None]
        return (small or named)[-1], "named before, here spoken of again"
    times = Counter(place.name for place in named)
    return max(named, key=lambda place: times[place.name]), "named before, here spoken of again"


def _points_back(token: Token) -> bool:
    if token.lower_ not in _SETTLEMENTS or not any(child.lower_ in ("the", "this", "that") for child in token.children):
        return False
    followed = token.i + 1 < len(token.doc) and token.nbor().lower_ in ("of", "'s")
    said = clause_of(token).lemma_.lower() in REPORTING
    return token.dep_ == "pobj" and token.head.lower_ in _NEARNESS and not followed and not said


def _is_settlement(place: Place) -> bool:
    return place.precision in (Precision.TOWN, Precision.POINT) or len(place.spans) > 1


def _before(trigger: Token, usable: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of the sentence before in the same paragraph, if it names one for what it tells."""
    end = trigger.sent.start
    if end == 0 or "\n" in doc[end - 1].text:
        return None
    previous = doc[end - 1].sent
    there = [_stood(one, doc) for one in usable if previous.start <= one.token_start < previous.end]
    placed = [one for one in there if one.standing is Standing.WHERE and _tells_where(one)]
    if not placed:
        return None
    return _finest(placed, trigger).place, "named in the sentence before"


def _tells_where(one: _Stood) -> bool:
    return clause_of(one.head).lemma_.lower() not in REPORTING


def _of_the_report(trigger: Token, usable: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the settlement a report is about: named at its head, and twice as often as any other."""
    placed = [one for one in usable if _is_settlement(one.place) and _stood(one, doc).standing is Standing.WHERE]
    ranked = Counter(one.place.name for one in placed).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]) or _is_heading(trigger):
        return None
    mentions = [one for one in placed if one.place.name == ranked[0][0]]
    if mentions[0].token_start > trigger.i or not _is_at_head(mentions[0], placed, doc) or _is_background(trigger):
        return None
    return max((one.place for one in mentions), key=_fineness), "the place the report is about"


def _is_at_head(mention: PlaceMention, placed: Sequence[PlaceMention], doc: Doc) -> bool:
    """Tell whether a place is named in the headline, or alone in the first paragraph."""
    lines = [line for line in doc.text[: mention.span.start].split("\n") if line.strip()]
    opens_line = doc.text[: mention.span.start].rstrip(" ").endswith("\n") or not mention.span.start
    line = len(lines) + opens_line
    if line <= 1:
        return True
    end = doc.text.find("\n", mention.span.start)
    names = {one.place.name for one in placed if end < 0 or one.span.start < end}
    return line == _LEAD and names == {mention.place.name}


def _is_background(trigger: Token) -> bool:
    """Tell whether a clause steps back behind the report's own story: "had ambushed a convoy in January"."""
    verb = clause_of(trigger)
    if any(above.lemma_.lower() in REPORTING for above in verb.ancestors):
        return False
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _is_heading(trigger: Token) -> bool:
    words = [token for token in trigger.sent if not token.is_space]
    return not words[-1].is_punct
