"""Tell where a report is set: its home country, whose police "the police" are, and its names that are only places."""

from collections import Counter

from spacy.tokens import Doc, Span

from sayso.coding.known_actors import matches, role_at
from sayso.coding.mentions import CountryOfPlace

DIRECTIONS = frozenset("gulf north south east west central northern southern eastern western upper lower".split())
_LOCATIVE = frozenset("in near outside around across through from at toward towards".split())
_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "COP", "SPY"})
_STATE_FORCES = frozenset({"army", "military", "navy", "force"})
# They act for, or come from, another country as a rule.
_FOREIGN_ROLES = frozenset(
    """
    diplomat ambassador mediator envoy counterpart state negotiator consulate embassy mission delegation country nation
    partner attache consul representative counterpart convoy
    """.split()
)
_FOREIGN_WORDS = frozenset(
    """
    western foreign european arab african asian international other neighbouring neighboring allied both world regional
    global latin nordic baltic gulf occupation occupying separatist rebel self-declared enemy some many several
    """.split()
)
_FEWEST, _SHARE = 2, 0.6


def home_country(doc: Doc, country_of_place: CountryOfPlace | None) -> str | None:
    """Return the country that most places of the report lie in, if they mostly lie in one."""
    counts: Counter[str] = Counter()
    for entity in doc.ents:
        if entity.label_ not in {"GPE", "LOC"}:
            continue
        country = country_of_place(entity.text) if country_of_place else None
        if country is None:
            country = next((match.country for match in matches(entity.text, 0, None) if match.kind == "state"), None)
        if country:
            counts[country] += 1
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= _FEWEST and most >= _SHARE * counts.total() else None


def is_domestic(mention: Span, sector: str | None, kind: str) -> bool:
    """Tell an organ of the state that, unless something else is said, is that of the country the report is set in."""
    if kind not in {"", "person"} or sector is None or any(token.lower_ in _FOREIGN_WORDS for token in mention):
        return False
    roles = [found[0] for token in mention if (found := role_at(token))]
    if not roles or any(role.kind or role.lemmas[-1] in _FOREIGN_ROLES for role in roles):
        return False
    forces = sector == "MIL" and any(role.lemmas[-1] in _STATE_FORCES for role in roles[-1:])
    return forces or sector in _STATE_SECTORS


def names_of_places(doc: Doc) -> frozenset[str]:
    """Return the names, one word each, that the report puts behind "in" or "near"."""
    return frozenset(
        token.lower_
        for token in doc
        if token.dep_ == "pobj"
        and token.pos_ == "PROPN"
        and token.head.lower_ in _LOCATIVE
        and _stands_alone(token.i, doc)
    )


def _stands_alone(i: int, doc: Doc) -> bool:
    return doc[i - 1].pos_ != "PROPN" and (i + 1 == len(doc) or doc[i + 1].pos_ != "PROPN")
