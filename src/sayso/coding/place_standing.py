"""Tell how a named place stands in its sentence: where something is, an office's seat, an origin or a dateline."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from sayso.coding.place_mentions import PlaceMention, head_of
from sayso.records import Place, Precision


class Standing(StrEnum):
    """What a name says about the place, as far as the words around it tell."""

    WHERE = "where"
    ORIGIN = "origin"
    ROAD = "end of a road"
    DESTINATION = "destination"
    STATE_OFFICE = "seat of a government's or company's office"
    LOCAL_OFFICE = "seat of a local office"


REPORTING = frozenset(
    "say tell announce state add declare report deny confirm claim note write explain insist warn argue stress comment "
    "testify admit acknowledge reveal describe post tweet quote cite inform brief speak".split()
)
_CLAUSES = frozenset(
    {"ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "csubj", "csubjpass", "parataxis", "ROOT"}
)
# "Moscow's ministry" and "the Kharkiv governor" speak and decide; what they speak of happens elsewhere.
_STATE_OFFICES = frozenset(
    "administration ministry minister government governor president premier chancellor cabinet embassy ambassador "
    "consulate envoy diplomat delegation chargé spokesman spokeswoman spokesperson website newspaper radio television "
    "channel outlet agency service bureau intelligence force forces troop army military navy soldier fighter marine "
    "drone missile jet company firm think-tank institute university rival ally counterpart leader official lawmaker "
    "mediator guarantor regime king queen monarch coach club team".split()
)
# These act where they sit, if it is they who act: "Kharkiv police detained three students".
_LOCAL_OFFICES = frozenset(
    "police court council prosecutor authority mayor judge magistrate sheriff officer tribunal hospital".split()
)
_BUILDINGS = frozenset("parliament senate congress assembly palace court ministry prison jail university".split())
_AT = frozenset({"in", "at", "inside", "outside", "near", "around"})
_PLACE_NOUNS = frozenset(
    "capital port border coast airport airspace territory soil water north south east west city town village region "
    "province district county state area frontier shore island side street outskirts countryside heartland".split()
)
_ROADS = frozenset("road highway way route path railway line bus train flight track".split())
# Their goal is where they play only if they are the event: "sent a convoy to Monguno", "taken to hospital in Lviv".
MOVING = frozenset(
    "fly take transfer evacuate send ship rush airlift carry deport flee return travel head move deploy convoy "
    "deployment visit trip arrive deliver delivery".split()
)
_FINENESS = {
    Precision.COUNTRY: 0,
    Precision.PROVINCE: 1,
    Precision.DISTRICT: 2,
    Precision.TOWN: 3,
    Precision.POINT: 4,
}
_LOCATIVES = frozenset(
    "in at near on outside inside across around throughout along off over into onto toward towards from to of within "
    "between by through against beyond under".split()
)
_RANKS = frozenset("first second third fourth fifth latest last worst deadliest bloodiest biggest largest only".split())
_MODIFYING = frozenset({"compound", "amod", "nmod", "poss"})
_DATELINE_WINDOW = 14
_PROSE = frozenset({"VERB", "AUX", "ADP"})
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_OPENERS = _DASHES | {".-", ").-", ".\u2014", ").\u2014"}


def clause_of(token: Token) -> Token:
    """Return the verb that heads the clause a token stands in."""
    while token.head.i != token.i and not (token.pos_ in ("VERB", "AUX") and token.dep_ in _CLAUSES):
        token = token.head
    return token


def standing_of(head: Token, precision: Precision) -> Standing:
    """Return how a place stands whose name is governed by `head`."""
    noun = modified_noun(head)
    if noun is not None and _is_building_there(noun):
        return Standing.WHERE
    if noun is not None and (office := _office(noun)):
        return office
    if head.dep_ == "poss" and precision is Precision.COUNTRY and not _is_place_noun(head.head):
        return Standing.STATE_OFFICE
    return _along_a_way(head)


def _is_building_there(noun: Token) -> bool:
    """Tell "in Albania's parliament", where something is, from "Albania's parliament voted", who does something."""
    return noun.lemma_.lower() in _BUILDINGS and noun.dep_ == "pobj" and noun.head.lower_ in _AT


def modified_noun(head: Token) -> Token | None:
    """Return the noun that a name belongs to: "the Kharkiv regional administration", "the governor of Kharkiv"."""
    if head.dep_ in _MODIFYING and head.head.pos_ in ("NOUN", "PROPN"):
        return head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ in ("NOUN", "PROPN"):
        return head.head.head
    return None


def _office(noun: Token) -> Standing | None:
    words = _words(noun)
    if any(word in _LOCAL_OFFICES for word in words):
        return Standing.LOCAL_OFFICE
    return Standing.STATE_OFFICE if any(word in _STATE_OFFICES for word in words) else None


def _words(noun: Token) -> tuple[str, str]:
    return noun.lemma_.lower(), noun.lower_


def _is_place_noun(noun: Token) -> bool:
    return (noun.pos_ == "PROPN" and noun.text[:1].isupper()) or any(word in _PLACE_NOUNS for word in _words(noun))


def _along_a_way(head: Token) -> Standing:
    """Tell origins and goals: "police from Leeds", "the highway to Abancay", "come from the direction of Er Rahad"."""
    if head.dep_ != "pobj":
        return Standing.ORIGIN if head.dep_ == "poss" and not _is_place_noun(head.head) else Standing.WHERE
    link = head.head
    if link.lower_ == "of" and link.head.lower_ == "direction":
        return Standing.ORIGIN
    if link.lower_ == "from" and (link.head.pos_ == "NOUN" or clause_of(head).lemma_.lower() == "come"):
        return Standing.ORIGIN
    before = link.nbor(-1).lemma_.lower() if link.i else ""
    if link.lower_ == "to" and (before in _ROADS or link.head.lemma_.lower() in _ROADS):
        return Standing.ROAD
    if link.lower_ == "to" and link.head.lemma_.lower() in MOVING:
        return Standing.DESTINATION
    return Standing.WHERE


def is_dateline(mention: PlaceMention, doc: Doc) -> bool:
    """Tell whether a mention only says where the report was written: "LVIV, Ukraine (Agency) -"."""
    start = mention.token_start
    first = start
    while not _opens_line(doc, first):
        first -= 1
        if start - first > _DATELINE_WINDOW:
            return False
    before = [token for token in doc[first:start] if not token.is_space]
    if any(token.pos_ in _PROSE for token in before):
        return False
    for token in doc[mention.token_end - 1 : min(mention.token_end + _DATELINE_WINDOW, len(doc))]:
        if token.i >= mention.token_end and ("\n" in token.text or token.pos_ in _PROSE or token.text in (".", ";")):
            return False
        if _ends_dateline(token):
            capitals = doc[start].text.isupper() or (before and before[0].text.isupper())
            return bool(capitals or _has_bracket(doc, mention.token_end, token.i) or token.text != "-")
        if token.text == ":" and doc[start].text.isupper():
            return True
    return False


def _ends_dateline(token: Token) -> bool:
    if token.text not in _OPENERS and not token.text.endswith((".-", ".\u2014")):
        return False
    return bool(token.whitespace_) or bool(token.nbor(-1).whitespace_) or token.nbor(-1).text == ")"


def _opens_line(doc: Doc, i: int) -> bool:
    return i == 0 or "\n" in doc[i - 1].text


def _has_bracket(doc: Doc, start: int, end: int) -> bool:
    return any(token.text == "(" for token in doc[start:end])


@dataclass(frozen=True, slots=True)
class Stood:
    """A mention with the token that governs its name and how it stands there."""

    mention: PlaceMention
    head: Token
    standing: Standing

    @property
    def place(self) -> Place:
        return self.mention.place


def stood(mention: PlaceMention, doc: Doc) -> Stood:
    head = head_of(doc, mention.token_start, mention.token_end)
    return Stood(mention, head, standing_of(head, mention.place.precision))


def finest(found: Sequence[Stood], trigger: Token) -> Stood:
    """Choose the finest place, then one that a preposition puts there, then the nearest."""

    def order(one: Stood) -> tuple[int, bool, bool, int]:
        put_there = one.head.dep_ == "pobj" and one.head.head.lower_ in _LOCATIVES
        is_region = (one.place.gazetteer_id or "").startswith("region:")
        return (fineness(one.place), not is_region, put_there, -abs(one.head.i - trigger.i))

    return max(found, key=order)


def fineness(place: Place) -> int:
    """Rank a place; a village known only by its container is as fine as any town."""
    return _FINENESS[Precision.TOWN] if len(place.spans) > 1 else _FINENESS[place.precision]


def is_of_a_rank(head: Token) -> bool:
    """Tell "the third in Burkina Faso this week", which says what is counted and not where this one was."""
    link = head.head
    return head.dep_ == "pobj" and link.head.lower_ in _RANKS
