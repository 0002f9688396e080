"""Tell where a report is set: its home country, whose police "the police" are, and its names that are only places."""

from collections import Counter
from datetime import date

from spacy.tokens import Doc, Span

from sayso.coding.known_actors import matches, role_at
from sayso.coding.mentions import CountryOfPlace

DIRECTIONS = frozenset("gulf north south east west central northern southern eastern western upper lower".split())
_LOCATIVE = frozenset("in near outside around across through from at toward towards".split())
_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "COP", "SPY"})
_SECTORS_OF_THE_NAMED = _STATE_SECTORS | {"MIL", "OPP", "PTY"}
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
# A town says where a report is set more surely than a people, a government or a statesman does.
_PLACE_VOTES, _OTHER_VOTES = 2, 1
# Armed groups are talked of where they fight another state.
_OFTEN_ABROAD = frozenset({"REB", "PRM", "CRM"})
# Bodies that every country has, known by a name that says no country: "Congress", "Republican Party".
_BODIES_OF_COUNTRIES = frozenset("parliament ministry government party military police spy court".split())


def home_country(doc: Doc, published: date | None, country_of_place: CountryOfPlace | None) -> str | None:
    """Return the country that most places and known actors of the report belong to, if they mostly belong to one."""
    counts: Counter[str] = Counter()
    known = [match for match in matches(doc.text, 0, published) if match.country and match.kind != "leaning"]
    for match in known:
        counts[str(match.country)] += 0 if match.sector in _OFTEN_ABROAD else _OTHER_VOTES
    for entity in doc.ents:
        named = any(match.start < entity.end_char and entity.start_char < match.end for match in known)
        country = country_of_place(entity.text) if country_of_place and entity.label_ in {"GPE", "LOC"} else None
        if country and not named:
            counts[country] += _PLACE_VOTES
    if not counts:
        return None
    country, most = max(counts.items(), key=lambda one: one[1])
    return country if most >= _FEWEST and most >= _SHARE * counts.total() else None


def is_domestic(mention: Span, sector: str | None, kind: str) -> bool:
    """Tell an organ of the state that, unless something else is said, is that of the country the report is set in."""
    if any(token.lower_ in _FOREIGN_WORDS for token in mention):
        return False
    if kind in _BODIES_OF_COUNTRIES:
        return True
    if sector is None or not (kind in {"", "person"} or (kind == "name" and _is_only_a_role(mention))):
        return False
    roles = [found[0] for token in mention if (found := role_at(token))]
    if not roles or any(role.kind or role.lemmas[-1] in _FOREIGN_ROLES for role in roles):
        return False
    forces = sector == "MIL" and any(lemma in _STATE_FORCES for role in roles for lemma in role.lemmas)
    return forces or sector in (_SECTORS_OF_THE_NAMED if kind == "person" else _STATE_SECTORS)


def _is_only_a_role(mention: Span) -> bool:
    """Tell "Congress" and "the Interior Ministry", which are written like names."""
    found = role_at(mention[-1])
    return found is not None and all(token.pos_ == "DET" for token in mention[: found[1] - mention.start])


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
