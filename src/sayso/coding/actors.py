"""Turn a mention of somebody into an Actor: a name, a country and a PLOVER sector.

What is not said stays None. PLOVER puts international and non-governmental organisations (IGO, NGO) in the place of
the country; ours holds ISO 3166 codes only, so an intergovernmental body is GOV of no country, and a charity SOC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from sayso import records
from sayso.coding.coreference import (
    STANDS_FOR,
    Named,
    ReportActors,
    acronyms,
    antecedent,
    named_mention,
    same_kind,
    sentence_starts,
    stands_for,
)
from sayso.coding.known_actors import ELITES, GOVERNMENT, LEAVE_OFFICE, Match, Role, matches, role_at, state_name
from sayso.coding.mentions import CountryOfPlace, appositives, is_pronoun, mention_of
from sayso.coding.somebody import QUANTITIES, SELDOM_PEOPLE, could_act
from sayso.coding.whereabouts import DIRECTIONS, home_country, is_domestic, names_of_places
from sayso.records import Actor

_CIVILIANS, _MILITARY = "CVL", "MIL"
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof sheikh imam ayatollah mullah rev gen col lt sgt".split())
_PARTICLES = frozenset("al el bin ibn ben abu de da di del der den van von la le - '".split())
# Whose "troops" and "soldiers" are no state's.
_IRREGULAR = frozenset({"REB", "PRM", "UAF"})
_ROUND_NUMBERS = frozenset("dozen hundred thousand million score".split())
_HEADING = frozenset("head lead command run chair govern direct".split())
_FORMER = frozenset("former ex retired ousted deposed late then-".split())
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# Bodies that many countries have under the same name: "Ukraine's Security Council" is not that of the United Nations.
_OFTEN_ANOTHERS = frozenset("igo parliament ministry government party military police spy court".split())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a mention says about whom it names, before the rest of the report is asked."""

    name: str
    country: str | None
    sector: str | None
    person: bool
    kind: str


def actor_of(
    mention: Span,
    doc: Doc,
    published: date | None = None,
    report: ReportActors | None = None,
    country_of_place: CountryOfPlace | None = None,
) -> Actor | None:
    """Return whom a mention names, or None if it names nobody who could act or suffer: a weapon, an event, a thing.

    `report` lets short names, pronouns and "the group" take the name, country and sector given elsewhere in the text.
    """
    report = report or ReportActors(published, country_of_place)
    mention = _without_edges(mention)
    spans = (records.Span(mention.start_char, mention.end_char),)
    if is_pronoun(mention.root) and len(mention) <= 2:
        found = antecedent(mention.root, report)
        return Actor(spans, found.name, found.country, found.sector) if found else Actor(spans, mention.text)
    reading = _read(mention, published or report.published, country_of_place or report.country_of_place)
    if reading is None or _only_says_where(reading, mention, report):
        return None
    return _with_the_report(reading, spans, mention, report)


def _only_says_where(reading: _Reading, mention: Span, report: ReportActors) -> bool:
    """Tell a town or region, which is no actor, from a state, a capital or a body named after a place."""
    if mention.root.ent_type_ in SELDOM_PEOPLE:
        return reading.name.casefold() not in report.by_name
    if reading.kind not in {"name", "person"} or reading.sector is not None or mention.root.pos_ != "PROPN":
        return False
    name = reading.name.casefold()
    known = report.by_name.get(name)
    if known is not None and (known.sector or len(known.name.split()) > 1):
        return False
    place = report.country_of_place
    only_name = len(mention) == len(reading.name.split())
    found = place is not None and place(reading.name) is not None
    return only_name and (mention.root.ent_type_ in _PLACES or found or name in report.where)


def is_private_person(actor: Actor) -> bool:
    """Tell a named person without a public role, whose name may have to be hidden."""
    words = actor.name.replace("-", " ").split()
    if actor.sector not in _PRIVATE or not words or any(_is_public(match) for match in matches(actor.name, 0, None)):
        return False
    names = [word for word in words if word.casefold() not in _PARTICLES]
    looks_named = 1 <= len(names) <= 5 and all(word[0].isupper() and word[-1].islower() for word in names)
    return looks_named and not _ORGANISATION_WORDS.intersection(word.casefold() for word in words)


_PRIVATE = frozenset({None, "CVL", "EDU", "MED", "LAB", "AGR", "REF", "CRM"})
_ORGANISATION_WORDS = frozenset(
    """
    the university school college hospital group company union association committee council ministry agency service
    party movement front army police court bank network institute foundation society league club centre center press
    news times post radio television tv church mosque corps force forces brigade battalion office department commission
    people residents protesters villagers civilians refugees students workers doctors women men children families
    """.split()
)


def _is_public(match: Match) -> bool:
    return match.kind != "leaning" and (match.end - match.start) > 0


def _without_edges(mention: Span) -> Span:
    start, end = mention.start, mention.end
    while end - start > 1 and (mention.doc[end - 1].is_punct or mention.doc[end - 1].tag_ == "POS"):
        end -= 1
    while end - start > 1 and (mention.doc[start].is_punct or mention.doc[start].is_space):
        start += 1
    return mention.doc[start:end]


def _without_determiner(mention: Span) -> str:
    first = 1 if len(mention) > 1 and mention[0].pos_ == "DET" and mention[0].tag_ in {"DT", "PRP$"} else 0
    return " ".join(mention[first:].text.split())


# The rest of the report


def known_in_report(
    doc: Doc, published: date | None = None, country_of_place: CountryOfPlace | None = None
) -> ReportActors:
    """Read every name of a report once, for `actor_of` to look back at."""
    sentences = sentence_starts(doc)
    home = home_country(doc, country_of_place)
    where = names_of_places(doc)
    named: list[Named] = []
    by_name: dict[str, Actor] = {}
    ambiguous: set[str] = set()
    ends: dict[int, Actor] = {}
    for mention in _worth_remembering(doc):
        reading = _read(mention, published, country_of_place)
        if reading is None or _is_only_a_place(reading, mention, where, country_of_place):
            continue
        spans = (records.Span(mention.start_char, mention.end_char),)
        country = reading.country or (home if is_domestic(mention, reading.sector, reading.kind) else None)
        actor = Actor(spans, reading.name, country, reading.sector)
        named.append(named_mention(mention, actor, sentences, reading.person, reading.kind))
        ends.setdefault(mention.end_char, actor)
        if reading.person or (reading.kind == "name" and reading.name.casefold() not in STANDS_FOR):
            _learn(actor, reading.person, by_name, ambiguous)
    for end, letters in acronyms(doc.text):
        if end in ends:
            by_name.setdefault(letters.casefold(), ends[end])
    full = {name: actor for name, actor in by_name.items() if name not in ambiguous}
    return ReportActors(
        published,
        country_of_place,
        full,
        tuple(_in_full(one, full) for one in named),
        sentences,
        home,
        where,
    )


def _is_only_a_place(
    reading: _Reading, mention: Span, where: frozenset[str], country_of_place: CountryOfPlace | None
) -> bool:
    """Tell a name that no pronoun stands for: a town, or a capital that is not said to do anything."""
    if reading.kind == "capital":
        return mention.root.dep_ not in {"nsubj", "nsubjpass", "dobj"}
    if reading.sector is not None or " " in reading.name:
        return False
    found = country_of_place is not None and country_of_place(reading.name) is not None
    return found or reading.name.casefold() in where


def _worth_remembering(doc: Doc) -> Iterator[Span]:
    """Yield names, and plural or definite nouns for people and groups."""
    for token in doc:
        if token.dep_ in {"compound", "amod", "nmod", "det", "punct"} or token.is_punct:
            continue
        if token.pos_ == "PROPN" or (token.pos_ == "NOUN" and (role_at(token) or token.ent_type_ == "NORP")):
            yield mention_of(token)


def _learn(actor: Actor, person: bool, by_name: dict[str, Actor], ambiguous: set[str]) -> None:
    """Let a full name, and a person's last one, stand for the fullest thing said of them."""
    words = actor.name.casefold().split()
    keys = [" ".join(words)] if len(words) > 1 or not person else []
    if person and len(words) > 1:
        keys += [words[-1], " ".join(words[-2:])]
    for key in keys:
        known = by_name.get(key)
        if known and known.name != actor.name and person:
            if len(words) != len(known.name.split()):
                actor = max(actor, known, key=lambda one: len(one.name))
            else:
                ambiguous.add(key)
        elif known and not person:
            actor = max(actor, known, key=lambda one: len(one.name))
        known = known or actor
        by_name[key] = replace(
            actor, country=known.country or actor.country, sector=known.sector or actor.sector, spans=known.spans
        )


def _in_full(named: Named, by_name: dict[str, Actor]) -> Named:
    full = by_name.get(named.actor.name.casefold())
    return replace(named, actor=full) if full and named.person else named


def _with_the_report(reading: _Reading, spans: records.Spans, mention: Span, report: ReportActors) -> Actor:
    full = report.by_name.get(reading.name.casefold())
    if full is None and reading.kind in {"", "name"}:
        full = stands_for(mention, report)
    if full is None:
        full = Actor(spans, reading.name, reading.country, reading.sector)
        owner = _owner(mention, report)
        if owner is not None:
            role = role_at(mention.root)
            takes_sides = role and (role[0].of_whom or (full.sector == _MILITARY and owner.sector in _IRREGULAR))
            sector = owner.sector if takes_sides else None
            full = replace(full, country=full.country or owner.country, sector=sector or full.sector)
    country, sector = reading.country or full.country, reading.sector or full.sector
    if full.spans == spans:
        sector = full.sector
    if country is None and not reading.person and not reading.kind:
        country = same_kind(mention, report)
    if country is None and is_domestic(mention, sector, reading.kind):
        country = report.home
    return Actor(spans, full.name, country, sector)


def _owner(mention: Span, report: ReportActors) -> Actor | None:
    """Return whom "its forces" or "their soldiers" belong to."""
    return antecedent(mention[0], report) if len(mention) > 1 and mention[0].tag_ == "PRP$" else None


# Reading one mention


def _read(mention: Span, published: date | None, country_of_place: CountryOfPlace | None) -> _Reading | None:
    head = mention.root
    found = matches(mention.text, mention.start_char, published)
    known = _identity(mention, head, found)
    if known:
        return _known_reading(known, mention, found)
    noun = _modified_noun(mention)
    if noun is not None and found:
        return _adjective_reading(found[0], noun)
    person = _person_name(mention, head, found)
    if not person and not could_act(head, found):
        return None
    titled = _title(mention, person) if person else role_at(head)
    sector = _sector(titled, head, mention, found)
    country = _country(mention, head, found) or _country_by_place(mention, person, country_of_place)
    if sector is None or country is None:
        for tail in appositives(head):
            tail_found = matches(tail.text, tail.start_char, published)
            sector = sector or _sector(role_at(tail.root), tail.root, tail, tail_found)
            country = country or _country(tail, tail.root, tail_found)
            country = country or _country_by_place(tail, None, country_of_place)
    if sector is None and not person and _are_people(head, found):
        sector = _CIVILIANS
    if person:
        if sector is None:
            sector, country = _by_what_they_head(head, country, published)
        return _Reading(person.text, country, sector, True, "person")
    kind = "name" if head.pos_ == "PROPN" else ""
    return _Reading(_without_determiner(mention), country, sector, False, kind)


def _by_what_they_head(name: Token, country: str | None, published: date | None) -> tuple[str | None, str | None]:
    """Read a sector from "Danylo Horbenko, who heads the city's military administration"."""
    for verb in name.rights:
        if verb.dep_ == "relcl" and verb.lemma_ in _HEADING:
            for led in (child for child in verb.children if child.dep_ == "dobj"):
                found = matches(led.doc[led.left_edge.i : led.i + 1].text, led.left_edge.idx, published)
                role = role_at(led)
                return role[0].sector if role else None, country or _country(mention_of(led), led, found)
    return None, country


def _identity(mention: Span, head: Token, found: tuple[Match, ...]) -> Match | None:
    """Choose the known actor that the mention is, not one that it merely contains."""
    for match in found:
        if match.kind in {"demonym", "leaning"}:
            continue
        at_head = match.start <= head.idx < match.end
        tail = match.kind == "person" and match.end == mention.end_char
        if (at_head or tail) and not _is_part_of_another_name(match, mention, found):
            return match
    return None


def _is_part_of_another_name(match: Match, mention: Span, found: tuple[Match, ...]) -> bool:
    """Tell "Maria Putin" from "Putin", and "Ukraine's Security Council" from that of the United Nations."""
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


def _text_of(match: Match, mention: Span) -> str:
    return mention.text[match.start - mention.start_char : match.end - mention.start_char]


def _known_reading(known: Match, mention: Span, found: tuple[Match, ...]) -> _Reading:
    country = known.country
    if country is None and known.kind in {"group", "party", "ministry", "military", "police"}:
        country = next((match.country for match in found if match.kind == "demonym"), None)
    return _Reading(known.name, country, known.sector, known.kind == "person", known.kind)


def _modified_noun(mention: Span) -> Token | None:
    """Return the noun that a mention modifies if it is but an adjective: "Russian" in "a Russian attack"."""
    head = mention.root
    if len(mention) > 1 or head.dep_ not in {"amod", "conj", "nmod", "compound"} or head.tag_ in {"NNS", "NNPS"}:
        return None
    noun = head
    while noun.dep_ in {"conj", "amod", "nmod", "compound"} and (noun.pos_ == "ADJ" or noun.ent_type_ == "NORP"):
        noun = noun.head
    return noun if noun != head else None


def _adjective_reading(match: Match, noun: Token) -> _Reading | None:
    if match.country is None or match.kind == "leaning":
        return None
    role = role_at(noun)
    if role is None or role[0].kind:
        sector = _MILITARY if role and role[0].kind == "weapon" else GOVERNMENT
        return _Reading(state_name(match.country), match.country, sector, False, "state")
    return _Reading(f"{match.name} {noun.text}", match.country, role[0].sector, False, "")


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


def _sector(titled: tuple[Role, int] | None, head: Token, mention: Span, found: tuple[Match, ...]) -> str | None:
    if titled is None:
        return _sector_of_part(head, mention) or _sector_by_modifier(head, mention, found)
    role, first = titled
    sector = role.sector
    if role.kind:
        return _sector_by_modifier(head, mention, found) or sector
    if role.of_whom:
        sector = _sector_of_whom(mention, first, found) or sector
    before = mention.doc[mention.start : first + 1]
    former = any(token.lower_ in _FORMER or token.lower_.startswith("ex-") for token in before)
    return ELITES if former and sector in LEAVE_OFFICE else sector


def _sector_of_whom(mention: Span, first: int, found: tuple[Match, ...]) -> str | None:
    """Return the sector of the organisation that a spokesman, leader, member or fighter belongs to."""
    for match in found:
        if match.kind not in {"demonym", "leaning", "person", "state", "capital"} and match.sector:
            return match.sector
    for token in (*reversed(mention.doc[mention.start : first]), *mention.doc[first + 1 : mention.end]):
        role = role_at(token)
        part = token.dep_ in {"amod", "compound"} and token.i > first and role_at(token.head) is not None
        if role and role[0].sector and role[0].kind != "object" and not part:
            return role[0].sector
    return None


def _sector_of_part(head: Token, mention: Span) -> str | None:
    """Return the sector of those of whom there are dozens or a group."""
    for preposition in head.rights:
        if preposition.lower_ == "of" and preposition.i < mention.end:
            for counted in preposition.children:
                role = role_at(counted)
                if role:
                    return role[0].sector
    return None


def _sector_by_modifier(head: Token, mention: Span, found: tuple[Match, ...]) -> str | None:
    """Fall back on the nouns before an unknown head: "police unit", "Hamas cell"."""
    for match in found:
        if match.kind not in {"demonym", "leaning", "person", "state", "capital"} and match.end <= head.idx:
            return match.sector
    for i in range(head.i - 1, mention.start - 1, -1):
        role = role_at(mention.doc[i]) if mention.doc[i].dep_ in {"compound", "amod"} else None
        if role and role[0].kind != "object":
            return role[0].sector
    return None


def _country(mention: Span, head: Token, found: tuple[Match, ...]) -> str | None:
    """Prefer whose they are ("Ukraine's ambassador") to where they are from or for ("of Ukraine")."""
    usable = [match for match in found if match.country and match.kind != "leaning"]
    before = [match for match in usable if match.start <= head.idx]
    for group in (before, usable):
        if group:
            joined = {match.country for match in group if _is_hyphenated(match, mention)}
            return None if len(joined) > 1 else group[0].country
    return None


def _is_hyphenated(match: Match, mention: Span) -> bool:
    text, start, end = mention.text, match.start - mention.start_char, match.end - mention.start_char
    return text[max(0, start - 1) : start] == "-" or text[end : end + 1] == "-"


def _country_by_place(mention: Span, person: Span | None, country_of_place: CountryOfPlace | None) -> str | None:
    """Ask the gazetteer about the places in a mention: "Luhansk Governor", "the mayor of Kherson"."""
    if country_of_place is None:
        return None
    for name in _places_in(mention, person):
        country = None if name.casefold() in DIRECTIONS else country_of_place(name)
        if country:
            return country
    return None


def _places_in(mention: Span, person: Span | None) -> Iterator[str]:
    run: list[str] = []
    for token in mention:
        in_person = person is not None and person.start <= token.i < person.end
        if token.pos_ == "PROPN" and not in_person and role_at(token) is None:
            run.append(token.text)
            continue
        if run:
            yield " ".join(run)
        run = []
    if run and not (person is None and len(run) == len(mention) and mention.root.ent_type_ not in _PLACES):
        yield " ".join(run)


def _are_people(head: Token, found: tuple[Match, ...]) -> bool:
    """Tell "Palestinians", "thousands" and "dozens of Palestinians"."""
    if head.lemma_.casefold() in QUANTITIES:
        counted = [noun for part in head.rights if part.lower_ == "of" for noun in part.children]
        return (not counted and head.lemma_.casefold() in _ROUND_NUMBERS) or any(
            _are_people(noun, found) for noun in counted
        )
    return any(match.start <= head.idx < match.end and match.kind == "demonym" for match in found)
