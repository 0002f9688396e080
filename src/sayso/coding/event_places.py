"""Choose the place of an event among the places a report names, and say by which rule.

Never the dateline, the speaker's place, a demonym or a capital that stands for its government: where only those are
named, the report does not say where.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.coding.place_mentions import PLACE, PlaceMention, head_of
from sayso.records import Place, Precision

_FINENESS = {
    Precision.COUNTRY: 0,
    Precision.PROVINCE: 1,
    Precision.DISTRICT: 2,
    Precision.TOWN: 3,
    Precision.POINT: 4,
}
_REPORTING = frozenset(
    "say tell announce state add declare report deny confirm claim note write explain insist warn argue stress comment "
    "testify admit acknowledge reveal describe post tweet quote cite inform brief speak".split()
)
_CLAUSES = frozenset(
    {"ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "csubj", "csubjpass", "parataxis", "ROOT"}
)
_LOCATIVES = frozenset(
    "in at near on outside inside across around throughout along off over into onto toward towards from to of within "
    "between by through against beyond under".split()
)
_DATELINE_WINDOW = 14
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


def place_of_event(trigger: Token, mentions: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of the event that `trigger` tells of and the rule that chose it; None if the report is silent.

    Nearer rules go first; among what one rule finds, the finest place wins.
    """
    usable = [one for one in mentions if one.role == PLACE and not is_dateline(one, doc)]
    sentence = trigger.sent
    here = [one for one in usable if sentence.start <= one.token_start < sentence.end]
    heads = {one: head_of(doc, one.token_start, one.token_end) for one in here}
    clause = _clause(trigger)
    for rule, found in _rules(trigger, clause, here, heads):
        if found:
            return _finest(found, heads, trigger).place, rule
    return _before(trigger, usable, doc)


def is_dateline(mention: PlaceMention, doc: Doc) -> bool:
    """Tell whether a mention only says where the report was written: "LVIV, Ukraine (Agency) -"."""
    start = mention.token_start
    first = start
    while not _opens_line(doc, first):
        first -= 1
        if start - first > _DATELINE_WINDOW:
            return False
    before = [token for token in doc[first:start] if not token.is_space]
    if any(token.pos_ in ("VERB", "AUX", "ADP") for token in before):
        return False
    for token in doc[mention.token_end : min(mention.token_end + _DATELINE_WINDOW, len(doc))]:
        if "\n" in token.text or token.pos_ in ("VERB", "AUX", "ADP") or token.text in (".", ";"):
            return False
        if token.text in _DASHES and (token.whitespace_ or token.nbor(-1).whitespace_ or token.nbor(-1).text == ")"):
            return bool(doc[start].text.isupper() or _has_bracket(doc, mention.token_end, token.i) or token.text != "-")
        if token.text == ":" and doc[start].text.isupper():
            return True
    return False


def _opens_line(doc: Doc, i: int) -> bool:
    return i == 0 or "\n" in doc[i - 1].text


def _has_bracket(doc: Doc, start: int, end: int) -> bool:
    return any(token.text == "(" for token in doc[start:end])


def _rules(
    trigger: Token, clause: Token, here: Sequence[PlaceMention], heads: dict[PlaceMention, Token]
) -> Iterator[tuple[str, list[PlaceMention]]]:
    """Yield each rule with the mentions it finds in the trigger's own sentence."""
    spoken = {one for one in here if _is_speakers(heads[one], trigger)}
    others = [one for one in here if one not in spoken]
    yield "named with the trigger", [one for one in others if _hangs_from(heads[one], trigger)]
    same = [one for one in others if _clause(heads[one]) == clause]
    yield "in the same clause", [one for one in same if not _is_origin(heads[one])]
    yield "opens the sentence", [one for one in here if _opens_sentence(heads[one], trigger)]
    chain = _related_clauses(clause)
    yield "in a joined clause", [one for one in others if _clause(heads[one]) in chain]
    yield "in the same sentence", [one for one in others if not _is_origin(heads[one])]


def _hangs_from(head: Token, trigger: Token) -> bool:
    """Tell whether the name depends on the trigger with no other verb between them."""
    token = head
    while token.head.i != token.i:
        if token.i == trigger.i:
            return True
        if token.i != head.i and token.pos_ in ("VERB", "AUX") and token.dep_ in _CLAUSES:
            return False
        token = token.head
    return token.i == trigger.i


def _clause(token: Token) -> Token:
    """Return the verb that heads the clause a token stands in."""
    while token.head.i != token.i and not (token.pos_ in ("VERB", "AUX") and token.dep_ in _CLAUSES):
        token = token.head
    return token


def _related_clauses(clause: Token) -> set[Token]:
    """Return clauses joined to one: what it is coordinated with, what it modifies, what modifies it."""
    related = {child for child in clause.children if child.dep_ in ("conj", "advcl", "xcomp", "relcl", "acl", "prep")}
    token = clause
    while token.head.i != token.i and token.dep_ in ("conj", "advcl", "xcomp", "relcl", "acl"):
        token = _clause(token.head)
        if token.lemma_.lower() in _REPORTING:
            break
        related.add(token)
    return related


def _is_speakers(head: Token, trigger: Token) -> bool:
    """Tell whether a place belongs to somebody's speaking and not to what is spoken of."""
    clause = _clause(head)
    return clause.lemma_.lower() in _REPORTING and clause.i != _clause(trigger).i


def _opens_sentence(head: Token, trigger: Token) -> bool:
    """Tell whether a locative opens the sentence: "In Kherson, officials said that ..."."""
    first = next((token for token in head.sent if not token.is_space and not token.is_punct), head)
    if first.lower_ not in ("in", "at", "near", "outside", "across", "around") or head.i > trigger.i:
        return False
    return first.i < head.i and (head.head.i == first.i or first in head.ancestors)


def _is_origin(head: Token) -> bool:
    """Tell whether a name says where somebody is from or goes to, not where it happens: "police from Leeds"."""
    return head.dep_ == "poss" or (head.dep_ == "pobj" and head.head.lower_ == "from" and head.head.head.pos_ == "NOUN")


def _finest(found: Sequence[PlaceMention], heads: dict[PlaceMention, Token], trigger: Token) -> PlaceMention:
    """Choose the finest place, then one that a preposition puts there, then the nearest."""

    def order(mention: PlaceMention) -> tuple[int, int, int]:
        head = heads[mention]
        contained = len(mention.place.spans) > 1
        put_there = head.dep_ == "pobj" and head.head.lower_ in _LOCATIVES
        return (2 * _FINENESS[mention.place.precision] + contained, put_there, -abs(head.i - trigger.i))

    return max(found, key=order)


def _before(trigger: Token, usable: Sequence[PlaceMention], doc: Doc) -> tuple[Place, str] | None:
    """Return the place of the sentence before in the same paragraph, if it names one for what it tells."""
    end = trigger.sent.start
    if end == 0 or "\n" in doc[end - 1].text:
        return None
    previous = doc[end - 1].sent
    there = [one for one in usable if previous.start <= one.token_start < previous.end]
    heads = {one: head_of(doc, one.token_start, one.token_end) for one in there}
    placed = [
        one for one in there if _clause(heads[one]).lemma_.lower() not in _REPORTING and not _is_origin(heads[one])
    ]
    if not placed:
        return None
    return _finest(placed, heads, trigger).place, "named in the sentence before"
