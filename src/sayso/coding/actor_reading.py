"""Read one mention: whom it names, by the lexicons and its own words, before the rest of the report is asked."""

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span, Token

from sayso.coding.actor_codes import are_people, country_by_place, country_of, sector_of
from sayso.coding.actor_lexicon import GOVERNMENT, Role, state_name
from sayso.coding.known_actors import Match, matches, role_at
from sayso.coding.mentions import CountryOfPlace, appositives, mention_of
from sayso.coding.somebody import could_act, is_number_of_people

_CIVILIANS, _MILITARY = "CVL", "MIL"
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof sheikh imam ayatollah mullah rev gen col lt sgt".split())
_PARTICLES = frozenset("al el bin ibn ben abu de da di del der den van von la le - '".split())
_HEADING = frozenset("head lead command run chair govern direct".split())
# Bodies that many countries have under the same name: "Ukraine's Security Council" is not that of the United Nations.
# Names that others have with a word more in front: "Zapatista National Liberation Army".
_NAMED_BY_MANY = frozenset("group party parliament ministry military police court union".split())
_OFTEN_ANOTHERS = frozenset("igo parliament ministry government party military police spy court".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention says about whom it names, before the rest of the report is asked."""

    name: str
    country: str | None
    sector: str | None
    person: bool
    kind: str


def read_mention(mention: Span, published: date | None, country_of_place: CountryOfPlace | None) -> Reading | None:
    head = mention.root
    found = matches(mention.text, mention.start_char, published)
    found = tuple(match for match in found if not _is_part_of_another_name(match, mention, found))
    known = _identity(mention, head, found)
    if known:
        return _known_reading(known, mention, found)
    noun = _modified_noun(mention)
    if noun is not None and found:
        return _adjective_reading(found[0], noun)
    person = _person_name(mention, head, found)
    if not person and is_number_of_people(head):
        return Reading(f"{_without_determiner(mention)} people", None, None, False, "")
    if not person and not could_act(head, found):
        return None
    titled = _title(mention, person) if person else role_at(head)
    sector = sector_of(titled, head, mention, found)
    country = country_of(mention, head, found) or country_by_place(mention, person, country_of_place)
    if sector is None or country is None:
        for tail in appositives(head):
            tail_found = matches(tail.text, tail.start_char, published)
            sector = sector or sector_of(role_at(tail.root), tail.root, tail, tail_found)
            country = country or country_of(tail, tail.root, tail_found)
            country = country or country_by_place(tail, None, country_of_place)
    if sector is None and not person and are_people(head, found):
        sector = _CIVILIANS
    if person:
        if sector is None:
            sector, country = _by_what_they_head(head, country, published)
        return Reading(person.text, country, sector, True, "person")
    kind = "name" if head.pos_ == "PROPN" else ""
    return Reading(_without_determiner(mention), country, sector, False, kind)


def _by_what_they_head(name: Token, country: str | None, published: date | None) -> tuple[str | None, str | None]:
    """Read a sector from "Danylo Horbenko, who heads the city's military administration"."""
    for verb in name.rights:
        if verb.dep_ == "relcl" and verb.lemma_ in _HEADING:
            for led in (child for child in verb.children if child.dep_ == "dobj"):
                found = matches(led.doc[led.left_edge.i : led.i + 1].text, led.left_edge.idx, published)
                role = role_at(led)
                return role[0].sector if role else None, country or country_of(mention_of(led), led, found)
    return None, country


def _identity(mention: Span, head: Token, found: tuple[Match, ...]) -> Match | None:
    """Choose the known actor that the mention is, not one that it merely contains."""
    for match in found:
        if match.kind in {"demonym", "leaning"}:
            continue
        at_head = match.start <= head.idx < match.end
        tail = match.kind == "person" and match.end == mention.end_char
        if at_head or tail:
            return match
    return None


def _is_part_of_another_name(match: Match, mention: Span, found: tuple[Match, ...]) -> bool:
    """Tell "Maria Putin" from "Putin", and "Ukraine's Security Council" from that of the United Nations."""
    if _goes_on_before(match, mention, found):
        return True
    if match.kind in _OFTEN_ANOTHERS:
        return any(
            other.kind in {"demonym", "state", "capital"}
            and other.start < match.start
            and other.country != match.country
            for other in found
        )
    if match.kind in {"state", "capital"}:
        following = [token for token in mention if token.idx >= match.end]
        return any(token.pos_ == "PROPN" and token.idx - match.end <= 1 for token in following[:1])
    before = [token for token in mention if token.idx < match.start]
    if match.kind != "person" or not before or " " in _text_of(match, mention):
        return False
    last = before[-1]
    covered = any(other.start <= last.idx < other.end for other in found)
    title = role_at(last) is not None or last.lower_.rstrip(".") in _TITLES
    return last.pos_ == "PROPN" and not covered and not title


def _goes_on_before(match: Match, mention: Span, found: tuple[Match, ...]) -> bool:
    """Tell "Zapatista National Liberation Army" from the "National Liberation Army" of another country."""
    if match.kind not in _NAMED_BY_MANY or " " not in _text_of(match, mention):
        return False
    before = next((token for token in mention if token.idx + len(token.text_with_ws) == match.start), None)
    if before is None or before.pos_ != "PROPN" or role_at(before):
        return False
    return not any(other.start <= before.idx < other.end for other in found)


def _text_of(match: Match, mention: Span) -> str:
    return mention.text[match.start - mention.start_char : match.end - mention.start_char]


def _known_reading(known: Match, mention: Span, found: tuple[Match, ...]) -> Reading:
    country = known.country
    if country is None and known.kind in {"group", "party", "ministry", "military", "police"}:
        country = next((match.country for match in found if match.kind == "demonym"), None)
    return Reading(known.name, country, known.sector, known.kind == "person", known.kind)


def _modified_noun(mention: Span) -> Token | None:
    """Return the noun that a mention modifies if it is but an adjective: "Russian" in "a Russian attack"."""
    head = mention.root
    if len(mention) > 1 or head.dep_ not in {"amod", "conj", "nmod", "compound"} or head.tag_ in {"NNS", "NNPS"}:
        return None
    noun = head
    while noun.dep_ in {"conj", "amod", "nmod", "compound"} and (noun.pos_ == "ADJ" or noun.ent_type_ == "NORP"):
        noun = noun.head
    return noun if noun != head else None


def _adjective_reading(match: Match, noun: Token) -> Reading | None:
    if match.country is None or match.kind == "leaning":
        return None
    role = role_at(noun)
    if role is None or role[0].kind:
        sector = _MILITARY if role and role[0].kind == "weapon" else GOVERNMENT
        return Reading(state_name(match.country), match.country, sector, False, "state")
    return Reading(f"{match.name} {noun.text}", match.country, role[0].sector, False, "")


def _person_name(mention: Span, head: Token, found: tuple[Match, ...]) -> Span | None:
    """Return the name inside the mention, without titles, if it is a person's."""
    doc = mention.doc
    last = mention.end - 1 if mention[-1].ent_type_ == "PERSON" else head.i
    if doc[last].dep_ == "pobj" and last != head.i:
        return None
    if doc[last].pos_ != "PROPN" or (role_at(doc[last]) and doc[last].ent_type_ != "PERSON"):
        return None
    first, titled = last, False
    while first > mention.start:
        before = doc[first - 1]
        if role_at(before) or before.lower_.rstrip(".") in _TITLES:
            titled = True
            break
        if any(match.start <= before.idx < match.end for match in found):
            break
        if before.pos_ != "PROPN" and before.lower_ not in _PARTICLES and before.ent_type_ != "PERSON":
            break
        first -= 1
    if doc[last].ent_type_ != "PERSON" and not titled:
        return None
    while first < last and doc[first].lower_ in {"-", "'", "the"}:
        first += 1
    return doc[first : last + 1]


def _title(mention: Span, person: Span) -> tuple[Role, int] | None:
    """Return the role that stands before a name, nearest first."""
    for i in range(person.start - 1, mention.start - 1, -1):
        found = role_at(mention.doc[i])
        if found:
            return found
    return None


def _without_determiner(mention: Span) -> str:
    first = 1 if len(mention) > 1 and mention[0].pos_ == "DET" and mention[0].tag_ in {"DT", "PRP$"} else 0
    return " ".join(mention[first:].text.split())
