"""A place as a report mentions it, and whether the name stands for the place or for the government that sits there."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.coding.place_words import PlaceName
from sayso.records import Place, Span
from sayso.resources.gazetteer import Entry, Kind

PLACE = "place"
ACTOR_LIKE = "actor-like"

_SUBJECTS = frozenset({"nsubj", "agent"})
_BASED = frozenset(
    {"based", "backed", "led", "controlled", "born", "aligned", "held", "run", "allied", "made", "brokered"}
)

# What happens to a country, or is true of it, as against what its government does.
_STATES = frozenset(
    "be have become remain lie border see witness experience suffer face record register count mark observe celebrate "
    "brace await contain include host boast stretch sit stand fall need lose gain grow shrink rank erupt burn wake "
    "awake go come explode shake tremble rock turn close reopen empty mourn prepare swell look sleep echo ring".split()
)
# Verbs whose object is somebody: "urged Russia", "condemned Israel".
_ADDRESSING = frozenset(
    "accuse urge condemn criticise criticize warn tell ask blame thank praise call demand denounce sanction "
    "threaten pressure press summon invite persuade force help support back aid arm join meet sue slam rebuke".split()
)
_TOWARDS = frozenset({"to", "on", "upon", "with", "at", "from"})
_APPEALING = frozenset(
    "protest appeal apologise apologize complain call talk speak turn relation relations tie ties link links talks "
    "treaty accord pact sanction sanctions impose pressure rely depend negotiate negotiation war deal alliance".split()
)
_DONE_BY = frozenset("declaration act aggression support attack provocation interference claim threat offer".split())


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where the report names it. `reason` says by which rule it was read so."""

    span: Span
    place: Place
    token_start: int
    token_end: int
    role: str
    reason: str


def actor_like(doc: Doc, name: PlaceName, entry: Entry | None) -> str | None:
    """Say why a name stands for a government or a home rather than for where something happens, or return None."""
    if name.end + 1 < len(doc) and doc[name.end].text == "-" and doc[name.end + 1].lower_ in _BASED:
        return f"“{name.text}-{doc[name.end + 1].lower_}”"
    if entry is None or not (entry.kind is Kind.COUNTRY or entry.capital):
        return None
    head = head_of(doc, name.start, name.end)
    first = _first_of_list(head)
    governor = first.head
    if first.dep_ in _SUBJECTS and governor.pos_ in ("VERB", "AUX") and governor.i != first.i:
        return f"subject of “{governor.text}”" if governor.lemma_.lower() not in _STATES else None
    if first.dep_ in ("dobj", "dative") and governor.lemma_.lower() in _ADDRESSING:
        return f"object of “{governor.text}”"
    return _behind_preposition(first, name, entry) if first.dep_ == "pobj" else None


def _behind_preposition(head: Token, name: PlaceName, entry: Entry) -> str | None:
    """Say whether a preposition turns to a government: "called on Tbilisi", "ties with Kigali", "act by Rwanda"."""
    link = head.head
    if link.dep_ == "agent" and entry.kind is Kind.COUNTRY:
        return "agent of a passive"
    if link.lower_ == "by" and link.head.lemma_.lower() in _DONE_BY:
        return f"“by {name.text}”"
    if link.lower_ in ("against", "with") and entry.kind is Kind.COUNTRY:
        return f"“{link.lower_} {name.text}”"
    if link.lower_ in _TOWARDS and link.head.lemma_.lower() in _APPEALING:
        return f"“{link.head.text} {link.lower_} {name.text}”"
    return None


def _first_of_list(head: Token) -> Token:
    """Return "France" for "Britain" in "France, Germany and Britain condemned"."""
    while head.dep_ == "conj" and head.head.pos_ == "PROPN" and head.head.i < head.i:
        head = head.head
    return head


def head_of(doc: Doc, start: int, end: int) -> Token:
    """Return the token of a name that governs the others."""
    for i in range(end - 1, start - 1, -1):
        if not start <= doc[i].head.i < end or doc[i].head.i == i:
            return doc[i]
    return doc[end - 1]
