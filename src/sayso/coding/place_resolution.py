"""Decide which place each name of a report means, and never a namesake outside the container that the report names."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.place_containers import Link, find_links
from sayso.coding.place_coverage import Coverage
from sayso.coding.place_lexicon import PlaceLexicon
from sayso.coding.place_senses import (
    SAME_CITY_KM,
    SAME_REGION_KM,
    Context,
    context_of,
    distance_km,
    has_seat,
    prior,
    settle,
    suited,
)
from sayso.coding.place_words import SETTLEMENTS, PlaceName, Words
from sayso.records import Place, Precision, Spans
from sayso.resources.gazetteer import Candidate, Entry, Kind, Naming

_JOINTS = frozenset({",", "and", "or", "&"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entry that a name means, or the container it backs off to, and why. No entry: a name and no more."""

    entry: Entry | None
    reason: str
    backed_off: bool = False
    container: int | None = None


def resolve(
    doc: Doc, words: Words, names: Sequence[PlaceName], lexicon: PlaceLexicon, coverage: Coverage | None
) -> list[Resolved]:
    """Resolve every name; a name keeps one sense in a report unless the report names another container for it."""
    links = find_links(doc, words, names)
    context = context_of(names, (link.container for link in links.values()), coverage)
    resolved: dict[int, Resolved] = {}
    for at in _outermost_first(links):
        _resolve_linked(at, links[at], names, lexicon, context, resolved)
    senses: dict[str, Resolved] = {}
    for at in sorted(resolved):
        if at in links and resolved[at].entry is not None:
            senses.setdefault(names[at].folded, resolved[at])
            entry = resolved[at].entry
            if entry is not None and not resolved[at].backed_off:
                context.settled[names[at].folded] = entry
    settle(names, lexicon, context, senses)
    for at, name in enumerate(names):
        if at not in resolved:
            resolved[at] = _resolve_alone(name, lexicon, context, senses)
    return [resolved[at] if resolved[at].entry else _backed_off(at, words, names, resolved) for at in range(len(names))]


def _backed_off(at: int, words: Words, names: Sequence[PlaceName], resolved: dict[int, Resolved]) -> Resolved:
    """Put a place that no list knows in the only province its sentence names, or in the report's only country."""
    first = max((start for start in words.begins if start <= names[at].start), default=0)
    last = min((start for start in words.begins if start > names[at].start), default=len(words))
    known = [
        (other, entry)
        for other in range(len(names))
        if names[other].demonym is None and (entry := resolved[other].entry) is not None and entry.row >= 0
    ]
    in_sentence = [(other, entry) for other, entry in known if first <= names[other].start < last]
    provinces = {
        entry.row: other
        for other, entry in in_sentence
        if entry.kind is Kind.ADMIN1
        and not resolved[other].backed_off
        and not _listed_together(words, names, at, other)
    }
    if len(provinces) == 1 and all(_agree(entry, next(iter(provinces))) for _, entry in in_sentence):
        other = next(iter(provinces.values()))
        return _outer(resolved[other].entry, other, f"backs off to {names[other].text}: its sentence's only province")
    countries = {entry.row: other for other, entry in known if entry.kind is Kind.COUNTRY}
    if len(countries) == 1 and len({entry.country for _, entry in known}) == 1:
        other = next(iter(countries.values()))
        return _outer(resolved[other].entry, other, f"backs off to {names[other].text}: the report's only country")
    return resolved[at]


def _agree(entry: Entry, province: int) -> bool:
    """Tell whether a place lies in a province, is it or is wider."""
    return entry.kind is Kind.COUNTRY or province == entry.row or province in entry.within


def _listed_together(words: Words, names: Sequence[PlaceName], first: int, second: int) -> bool:
    """Tell whether two names stand in one list, so that neither contains the other."""
    low, high = sorted((first, second))
    between = {word.lower() for at in range(low, high) for word in words.words[names[at].end : names[at + 1].start]}
    return not between.isdisjoint(_JOINTS) and between <= _JOINTS | SETTLEMENTS | {"the", "of"}


def _outer(entry: Entry | None, container: int, reason: str) -> Resolved:
    return Resolved(entry, reason, backed_off=True, container=container)


def place_of(name: PlaceName, resolved: Resolved, names: Sequence[PlaceName], lexicon: PlaceLexicon) -> Place:
    """Write a resolved name as a Place; one that backed off keeps its name and shows both spans."""
    entry = resolved.entry
    if entry is None:
        precision = Precision.PROVINCE if name.division is Kind.ADMIN1 else Precision.TOWN
        return Place(spans=(name.span,), name=name.text, precision=precision)
    spans: Spans = (name.span,)
    if resolved.backed_off and resolved.container is not None:
        spans = (name.span, names[resolved.container].span)
    return Place(
        spans=spans,
        name=name.text,
        gazetteer_id=entry.id,
        admin1=entry.admin1,
        country=entry.country or None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=_precision(name, entry, lexicon),
    )


def _precision(name: PlaceName, entry: Entry, lexicon: PlaceLexicon) -> Precision:
    """Return how fine the place is; what the report calls a province is one, on whatever level a gazetteer has it."""
    if name.division is Kind.ADMIN1 and entry.kind is Kind.ADMIN2:
        return Precision.PROVINCE
    return lexicon.precision(entry)


def _outermost_first(links: dict[int, Link]) -> list[int]:
    """Order linked names so that a container that has a container itself comes before what it holds."""

    def depth(at: int) -> int:
        seen: set[int] = set()
        while at in links and at not in seen:
            seen.add(at)
            at = links[at].container
        return len(seen)

    return sorted(links, key=lambda at: (depth(at), at))


def _resolve_linked(
    at: int,
    link: Link,
    names: Sequence[PlaceName],
    lexicon: PlaceLexicon,
    context: Context,
    resolved: dict[int, Resolved],
) -> None:
    name, outer = names[at], names[link.container]
    containers = _readings(outer, link.container, lexicon, context, resolved)
    pairs = [
        (container, candidate)
        for container in containers
        for candidate in suited(name, lexicon)
        if _inside(candidate.entry, container.entry, lexicon)
    ]
    if pairs:
        container, candidate = max(
            pairs, key=lambda pair: prior(pair[0], outer, context) + prior(pair[1], name, context)
        )
        resolved[at] = Resolved(candidate.entry, f"in {outer.text}: {link.rule}", container=link.container)
        resolved.setdefault(link.container, Resolved(container.entry, f"contains {name.text}"))
        return
    if not link.binding or not containers or _is_wide_itself(name):
        return
    container = max(containers, key=lambda one: prior(one, outer, context) + 2 * (one.entry.kind is not Kind.TOWN))
    if _holds(name, container.entry) or lexicon.countries.get(container.entry.row) == ():
        return
    why = "no place of that name is known there" if name.candidates else "the gazetteer does not know it"
    resolved[at] = Resolved(
        container.entry, f"backs off to {outer.text} ({link.rule}): {why}", backed_off=True, container=link.container
    )
    resolved.setdefault(link.container, Resolved(container.entry, f"said to contain {name.text}"))


def _readings(
    outer: PlaceName, at: int, lexicon: PlaceLexicon, context: Context, resolved: dict[int, Resolved]
) -> list[Candidate]:
    """Return what a container may be: what it was already found to be, its country, or all it may mean."""
    known = resolved.get(at)
    if known is not None:
        return [Candidate(known.entry, Naming.MAIN)] if known.entry is not None else []
    if outer.demonym:
        country = lexicon.gazetteer.country(outer.demonym)
        return [Candidate(country, Naming.MAIN)] if country is not None else []
    return suited(outer, lexicon)


def _is_wide_itself(name: PlaceName) -> bool:
    """Tell whether a name is known as a country, province or region: then it is no unknown place inside another."""
    if name.division is not None:
        return False
    return any(
        (one.entry.kind is Kind.COUNTRY and one.naming is Naming.MAIN)
        or (one.entry.row < 0 and one.entry.kind is not Kind.TOWN)
        or (one.entry.kind is Kind.ADMIN1 and one.naming is Naming.MAIN and not has_seat(name, one))
        for one in name.candidates[:2]
    )


def _holds(name: PlaceName, entry: Entry) -> bool:
    """Tell whether the name may be what the supposed container itself lies in: "Ukraine in Kyiv"."""
    return any(one.entry.row == entry.row or one.entry.row in entry.within for one in name.candidates)


def _inside(inner: Entry, outer: Entry, lexicon: PlaceLexicon) -> bool:
    if inner.row == outer.row:
        return False
    if outer.row < 0:
        codes = lexicon.countries[outer.row]
        if codes and inner.country not in codes:
            return False
        if outer.kind is Kind.COUNTRY:
            return bool(codes) and inner.row >= 0
        return distance_km(inner, outer) <= (SAME_REGION_KM if outer.kind is Kind.ADMIN1 else SAME_CITY_KM)
    if outer.kind is Kind.TOWN:
        return inner.kind is Kind.TOWN and distance_km(inner, outer) <= SAME_CITY_KM
    return outer.row in inner.within


def _resolve_alone(name: PlaceName, lexicon: PlaceLexicon, context: Context, senses: dict[str, Resolved]) -> Resolved:
    if name.demonym:
        country = lexicon.gazetteer.country(name.demonym)
        return Resolved(country, "demonym")
    sense = senses.get(name.folded)
    if sense is not None:
        return Resolved(sense.entry, f"as elsewhere in the report: {sense.reason}", sense.backed_off, sense.container)
    entry = context.settled.get(name.folded)
    if entry is None:
        return Resolved(None, "named as a place, but no list knows it and no container is given")
    return Resolved(entry, _why(name, context))


def _why(name: PlaceName, context: Context) -> str:
    if len(name.candidates) == 1:
        return "the only place of that name"
    if name.folded in context.by_coverage:
        return "where the outlet's other reports play"
    return "population and the report's other places"
