"""Read the sector and the country off the words of a mention: roles, known names, demonyms and places."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from sayso.coding.actor_lexicon import ELITES, LEAVE_OFFICE, Role
from sayso.coding.known_actors import Match, role_at
from sayso.coding.mentions import CountryOfPlace
from sayso.coding.somebody import QUANTITIES
from sayso.coding.whereabouts import DIRECTIONS

_ROUND_NUMBERS = frozenset("dozen hundred thousand million score".split())
# Armed people who belong to whoever is named before them.
_OF_NO_SIDE = frozenset({None, "UAF", "PRM", "MIL", "REB"})
_SIDES = frozenset({"group"})
_FORMER = frozenset("former ex retired ousted deposed late then-".split())
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def sector_of(titled: tuple[Role, int] | None, head: Token, mention: Span, found: tuple[Match, ...]) -> str | None:
    if titled is None:
        return _sector_of_part(head, mention) or _sector_by_modifier(head, mention, found)
    role, first = titled
    sector = role.sector
    if role.kind:
        return _sector_by_modifier(head, mention, found) or sector
    if sector in _OF_NO_SIDE and (side := _side_before(mention, first, found)):
        return side
    if role.of_whom:
        sector = _sector_of_whom(mention, first, found) or sector
    before = mention.doc[mention.start : first + 1]
    former = any(token.lower_ in _FORMER or token.lower_.startswith("ex-") for token in before)
    return ELITES if former and sector in LEAVE_OFFICE else sector


def _side_before(mention: Span, first: int, found: tuple[Match, ...]) -> str | None:
    """Return the sector of the armed group or party that gunmen or troops are said to be of: "Hamas gunmen"."""
    start = mention.doc[first].idx
    return next((match.sector for match in found if match.kind in _SIDES and match.end <= start), None)


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


def counted_noun(head: Token) -> Token:
    """Return the noun of which there are dozens or a group, or the head itself."""
    if head.lemma_.casefold() not in QUANTITIES:
        return head
    parts = (noun for part in head.rights if part.lower_ == "of" for noun in part.children if noun.dep_ == "pobj")
    return next(parts, head)


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


def country_of(mention: Span, head: Token, found: tuple[Match, ...]) -> str | None:
    """Prefer whose they are ("Ukraine's ambassador") to where they are from or for ("of Ukraine")."""
    usable = [match for match in found if match.country and match.kind != "leaning"]
    before = [match for match in usable if match.start <= head.idx]
    for group in (before, usable):
        if group:
            joined = {match.country for match in group if _is_hyphenated(match, mention)}
            together = {match.country for match in group[:2]} if _are_listed(group, mention) else set()
            return None if len(joined) > 1 or len(together) > 1 else group[0].country
    return None


def _are_listed(group: Sequence[Match], mention: Span) -> bool:
    """Tell "American and British forces", who are of no one country."""
    if len(group) < 2:
        return False
    between = mention.text[group[0].end - mention.start_char : group[1].start - mention.start_char]
    return between in {" and ", ", ", " or ", " and the "} and group[0].kind == group[1].kind


def _is_hyphenated(match: Match, mention: Span) -> bool:
    text, start, end = mention.text, match.start - mention.start_char, match.end - mention.start_char
    return text[max(0, start - 1) : start] == "-" or text[end : end + 1] == "-"


def country_by_place(mention: Span, person: Span | None, country_of_place: CountryOfPlace | None) -> str | None:
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


def are_people(head: Token, found: tuple[Match, ...]) -> bool:
    """Tell "Palestinians", "thousands" and "dozens of Palestinians"."""
    if head.lemma_.casefold() in QUANTITIES:
        counted = [noun for part in head.rights if part.lower_ == "of" for noun in part.children]
        return (not counted and head.lemma_.casefold() in _ROUND_NUMBERS) or any(
            are_people(noun, found) for noun in counted
        )
    return any(match.start <= head.idx < match.end and match.kind == "demonym" for match in found)
