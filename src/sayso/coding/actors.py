"""Turn a mention of somebody into an Actor: a name, a country and a PLOVER sector, in the light of the whole report.

What is not said stays None. PLOVER puts international and non-governmental organisations (IGO, NGO) in the place of
the country; ours holds ISO 3166 codes only, so an intergovernmental body is GOV of no country, and a charity SOC.
"""

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span

from sayso import records
from sayso.coding.actor_codes import counted_noun
from sayso.coding.actor_reading import Reading, read_mention
from sayso.coding.coreference import ReportActors, antecedent, same_kind, stands_for
from sayso.coding.known_actors import role_at
from sayso.coding.mentions import CountryOfPlace, is_pronoun
from sayso.coding.somebody import SELDOM_PEOPLE
from sayso.coding.whereabouts import is_domestic
from sayso.records import Actor

_MILITARY = "MIL"
# Whose "troops" and "soldiers" are no state's.
_IRREGULAR = frozenset({"REB", "PRM", "UAF"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


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
    reading = read_mention(mention, published or report.published, country_of_place or report.country_of_place)
    if reading is None or _only_says_where(reading, mention, report):
        return None
    return _with_the_report(reading, spans, mention, report)


def _only_says_where(reading: Reading, mention: Span, report: ReportActors) -> bool:
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


def _without_edges(mention: Span) -> Span:
    start, end = mention.start, mention.end
    while end - start > 1 and (mention.doc[end - 1].is_punct or mention.doc[end - 1].tag_ == "POS"):
        end -= 1
    while end - start > 1 and (mention.doc[start].is_punct or mention.doc[start].is_space):
        start += 1
    return mention.doc[start:end]


def _with_the_report(reading: Reading, spans: records.Spans, mention: Span, report: ReportActors) -> Actor:
    full = report.by_name.get(reading.name.casefold())
    if full is None and reading.kind in {"", "name"}:
        meant = stands_for(mention, report)
        if meant is not None:
            return Actor(spans, meant.name, meant.country or reading.country, meant.sector or reading.sector)
    if full is None:
        full = Actor(spans, reading.name, reading.country, reading.sector)
        owner = _owner(mention, report)
        if owner is not None:
            role = role_at(counted_noun(mention.root))
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
    """Return whom "its forces", "their soldiers" or "dozens of its supporters" belong to."""
    pronoun = next((token for token in mention[:-1] if token.tag_ == "PRP$"), None) if len(mention) > 1 else None
    return antecedent(pronoun, report) if pronoun is not None else None
