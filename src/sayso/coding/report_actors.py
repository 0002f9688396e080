"""Read every name of a report once, so that each mention can be read in the light of the others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span

from sayso import records
from sayso.coding.actor_reading import Reading, read_mention
from sayso.coding.coreference import STANDS_FOR, Named, ReportActors, acronyms, named_mention, sentence_starts
from sayso.coding.known_actors import role_at
from sayso.coding.mentions import CountryOfPlace, mention_of
from sayso.coding.whereabouts import home_country, is_domestic, names_of_places
from sayso.records import Actor

_FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"})


def known_in_report(
    doc: Doc, published: date | None = None, country_of_place: CountryOfPlace | None = None
) -> ReportActors:
    """Read every name of a report once, for `actor_of` to look back at."""
    sentences = sentence_starts(doc)
    home = home_country(doc, published, country_of_place)
    where = names_of_places(doc)
    named: list[Named] = []
    by_name: dict[str, Actor] = {}
    ambiguous: set[str] = set()
    ends: dict[int, Actor] = {}
    for mention in _worth_remembering(doc):
        reading = read_mention(mention, published, country_of_place)
        if reading is None or _is_only_a_place(reading, mention, where, country_of_place):
            continue
        spans = (records.Span(mention.start_char, mention.end_char),)
        country = reading.country or (home if is_domestic(mention, reading.sector, reading.kind) else None)
        actor = Actor(spans, reading.name, country, reading.sector)
        named.append(named_mention(mention, actor, sentences, reading.person, reading.kind))
        ends.setdefault(mention.end_char, actor)
        if reading.person or (reading.kind == "name" and reading.name.casefold() not in STANDS_FOR):
            _learn(actor, mention, reading.person, by_name, ambiguous)
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
    reading: Reading, mention: Span, where: frozenset[str], country_of_place: CountryOfPlace | None
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


def _learn(actor: Actor, mention: Span, person: bool, by_name: dict[str, Actor], ambiguous: set[str]) -> None:
    """Let a full name, and a person's last one, stand for the fullest thing said of them."""
    words = actor.name.casefold().split()
    for key in _short_names(actor, mention) if person else [" ".join(words)]:
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


def _short_names(actor: Actor, mention: Span) -> list[str]:
    """Return what a person may be called later on: the whole name, its last words, or the family name in front."""
    words = actor.name.casefold().split()
    if len(words) < 2:
        return []
    as_written = [mention[-1].text.casefold()] if mention[-1].pos_ == "PROPN" else []
    in_front = [words[0]] if actor.country in _FAMILY_NAME_FIRST else []
    return list(dict.fromkeys([" ".join(words), words[-1], " ".join(words[-2:]), *as_written, *in_front]))


def _in_full(named: Named, by_name: dict[str, Actor]) -> Named:
    full = by_name.get(named.actor.name.casefold())
    return replace(named, actor=full) if full and named.person else named
