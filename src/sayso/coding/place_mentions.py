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
    "be have become remain lie border see witness experience suffer face record report register count mark "
    "observe celebrate brace await contain include host boast stretch sit stand fall need lose gain grow shrink "
    "rank erupt burn wake awake go".split()
)
# Verbs whose object is somebody: "urged Russia", "condemned Israel".
_ADDRESSING = frozenset(
    "accuse urge condemn criticise criticize warn tell ask blame thank praise call demand denounce sanction "
    "threaten pressure press summon invite persuade force help support back aid arm join meet sue slam rebuke".split()
)
_SAYING = frozenset(
    "say tell announce state add declare deny accuse warn claim insist argue call demand urge condemn vow pledge "
    "promise threaten reject refuse agree conduct impose sanction sign order approve ban expel recall launch "
    "deploy send accept withdraw suspend recognise recognize respond retaliate support oppose propose want seek "
    "hope believe think plan decide confirm admit dismiss blame criticise criticize denounce describe signal "
    "indicate summon negotiate".split()
)


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
    governor = head.head
    if head.dep_ in _SUBJECTS and governor.pos_ in ("VERB", "AUX") and governor.i != head.i:
        verb = governor.lemma_.lower()
        if verb in _SAYING if entry.capital else verb not in _STATES:
            return f"subject of “{governor.text}”"
    if head.dep_ == "pobj" and governor.dep_ == "agent" and entry.kind is Kind.COUNTRY:
        return "agent of a passive"
    if head.dep_ in ("dobj", "dative") and governor.lemma_.lower() in _ADDRESSING:
        return f"object of “{governor.text}”"
    if head.dep_ == "pobj" and governor.lower_ in ("against", "with") and entry.kind is Kind.COUNTRY:
        return f"“{governor.lower_} {name.text}”"
    return None


def head_of(doc: Doc, start: int, end: int) -> Token:
    """Return the token of a name that governs the others."""
    for i in range(end - 1, start - 1, -1):
        if not start <= doc[i].head.i < end or doc[i].head.i == i:
            return doc[i]
    return doc[end - 1]
