"""Place an event whose own sentence names no place: by the sentences before, or by what the report is about."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.coding.place_mentions import PlaceMention
from sayso.coding.place_standing import (
    MOVING,
    REPORTING,
    Standing,
    Stood,
    clause_of,
    fineness,
    finest,
    is_of_a_rank,
    stood,
)
from sayso.records import Place, Precision

_VILLAGES = frozenset({"village", "hamlet", "settlement"})
_SETTLEMENTS = _VILLAGES | {"city", "town", "capital", "suburb"}
_NEARNESS = ("in", "at", "of", "through", "across", "into", "outside", "near", "on")
_LEAD = 2
_SENTENCES_BACK = 2
_FUTURE = frozenset({"would", "will", "could", "may", "might", "should"})


def place_from_elsewhere(trigger: Token, usable: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of an event that its own sentence does not give, and the rule that chose it."""
    return _spoken_of_again(trigger, usable) or _before(trigger, usable, doc) or _of_the_report(trigger, usable, doc)


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
    """Return the place of the nearest sentence before, in the same paragraph, that names one for what it tells."""
    start = trigger.sent.start
    for back in range(_SENTENCES_BACK):
        if start == 0 or "\n" in doc[start - 1].text:
            return None
        previous = doc[start - 1].sent
        there = [stood(one, doc) for one in usable if previous.start <= one.token_start < previous.end]
        placed = [one for one in there if one.standing is Standing.WHERE and _tells_where(one)]
        if placed:
            rule = "named in the sentence before" if back == 0 else "named two sentences before"
            return finest(placed, trigger).place, rule
        start = previous.start
    return None


def _tells_where(one: Stood) -> bool:
    """Tell whether a place is where something happened, not where somebody spoke, went or was based."""
    verb = clause_of(one.head)
    if verb.lemma_.lower() in REPORTING or verb.lower_ == "based" or is_of_a_rank(one.head):
        return False
    going = one.head.dep_ == "pobj" and one.head.head.lower_ in ("to", "for") and verb.lemma_.lower() in MOVING
    return not going and not _speaks_next(one.head)


def _speaks_next(head: Token) -> bool:
    """Tell whether a verb of saying follows the name at once: "the presidency in Paris said"."""
    following = head.doc[head.i + 1 : head.i + 3]
    return any(token.lemma_.lower() in REPORTING for token in following if token.pos_ == "VERB")


def _of_the_report(trigger: Token, usable: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the settlement a report is about: named at its head, and twice as often as any other."""
    placed = [one for one in usable if _is_settlement(one.place) and stood(one, doc).standing is Standing.WHERE]
    ranked = Counter(one.place.name for one in placed).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]) or _is_heading(trigger):
        return None
    mentions = [one for one in placed if one.place.name == ranked[0][0]]
    if (
        mentions[0].token_start >= trigger.sent.start
        or not _is_at_head(mentions[0], placed, doc)
        or _is_background(trigger)
    ):
        return None
    return max((one.place for one in mentions), key=fineness), "the place the report is about"


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
    """Tell whether a clause steps out of the report's own story: "had ambushed a convoy in January", "would send"."""
    verb = clause_of(trigger)
    if any(above.lemma_.lower() in REPORTING for above in verb.ancestors):
        return False
    return any(child.lower_ in _FUTURE | {"had"} and child.dep_ == "aux" for child in verb.children)


def _is_heading(trigger: Token) -> bool:
    words = [token for token in trigger.sent if not token.is_space]
    return not words[-1].is_punct
