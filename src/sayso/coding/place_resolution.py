"""Decide which place each name of a report means, and never a namesake outside the container that the report names."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.place_containers import Link, find_links
from sayso.coding.place_lexicon import PlaceLexicon
from sayso.coding.place_words import PlaceName, Words
from sayso.records import Place, Precision, Spans
from sayso.resources.gazetteer import Candidate, Entry, Kind, Naming, fold

Point = tuple[float, float]

_SAME_CITY_KM = 60.0
_SAME_REGION_KM = 450.0
_NEIGHBOURHOOD_KM = 150.0
_MOST_COMPARED = 40

_PEOPLE = 1.0
_IN_NAMED_COUNTRY = 1.2
_IN_NAMED_PROVINCE = 1.2
_NEAR = 1.5
_NEAREST = 4.0
_WORLD_CITY = 4_000_000
_CITY = 50_000
_TIMES_LARGER = 50
_OVERSHADOWED = 2.5

# How a reading gains or loses against the logarithm of its population (3 for a village, 7 for a megacity).
_KIND_WEIGHT = {Kind.COUNTRY: 3.0, Kind.ADMIN1: 1.0, Kind.ADMIN2: -1.0, Kind.TOWN: 0.0}
_NAMING_WEIGHT = {Naming.MAIN: 0.0, Naming.OTHER: -1.0, Naming.SHORTENED: -2.0}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entry that a name means, or the container it backs off to, and why. No entry: a name and no more."""

    entry: Entry | None
    reason: str
    backed_off: bool = False
    container: int | None = None


@dataclass(slots=True)
class _Context:
    """What the rest of the report says about where it plays."""

    countries: Counter[str]
    demonyms: Counter[str]
    provinces: set[int]
    home: Point | None
    settled: dict[str, Entry]


def resolve(
    doc: Doc, words: Words, names: Sequence[PlaceName], lexicon: PlaceLexicon, home: Point | None
) -> list[Resolved]:
    """Resolve every name; a name keeps one sense in a report unless the report names another container for it."""
    links = find_links(doc, words, names)
    context = _Context(
        countries=_countries(names),
        demonyms=Counter(name.demonym for name in names if name.demonym),
        provinces=_provinces(names),
        home=home,
        settled={},
    )
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
    _settle(names, lexicon, context, senses)
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
    provinces = {
        entry.row: other
        for other, entry in known
        if entry.kind is Kind.ADMIN1 and first <= names[other].start < last and not resolved[other].backed_off
    }
    if len(provinces) == 1:
        other = next(iter(provinces.values()))
        return _outer(resolved[other].entry, other, f"backs off to {names[other].text}: its sentence's only province")
    countries = {entry.row: other for other, entry in known if entry.kind is Kind.COUNTRY}
    if len(countries) == 1 and len({entry.country for _, entry in known}) == 1:
        other = next(iter(countries.values()))
        return _outer(resolved[other].entry, other, f"backs off to {names[other].text}: the report's only country")
    return resolved[at]


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
        precision=lexicon.precision(entry),
    )


def kilometres(a: Point, b: Point) -> float:
    """Return the distance of two points on the ground; exact enough to compare, not to survey."""
    middle = math.cos(math.radians((a[0] + b[0]) / 2))
    across = abs(a[1] - b[1])
    return 111.2 * math.hypot(a[0] - b[0], middle * min(across, 360 - across))


def _outermost_first(links: dict[int, Link]) -> list[int]:
    """Order linked names so that a container that has a container itself comes before what it holds."""

    def depth(at: int) -> int:
        seen: set[int] = set()
        while at in links and at not in seen:
            seen.add(at)
            at = links[at].container
        return len(seen)

    return sorted(links, key=lambda at: (depth(at), at))


def _countries(names: Sequence[PlaceName]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in names:
        if name.demonym:
            found[name.demonym] += 1
        elif name.candidates and name.candidates[0].entry.kind is Kind.COUNTRY:
            found[name.candidates[0].entry.country] += 1
    return found


def _provinces(names: Sequence[PlaceName]) -> set[int]:
    return {
        candidate.entry.row
        for name in names
        for candidate in name.candidates[:4]
        if candidate.entry.kind is Kind.ADMIN1 and (candidate.naming is Naming.MAIN or name.division is Kind.ADMIN1)
    }


def _resolve_linked(
    at: int,
    link: Link,
    names: Sequence[PlaceName],
    lexicon: PlaceLexicon,
    context: _Context,
    resolved: dict[int, Resolved],
) -> None:
    name, outer = names[at], names[link.container]
    containers = _readings(outer, link.container, lexicon, context, resolved)
    pairs = [
        (container, candidate)
        for container in containers
        for candidate in name.candidates
        if _inside(candidate.entry, container.entry, lexicon)
    ]
    if pairs:
        container, candidate = max(
            pairs, key=lambda pair: _prior(pair[0], outer, context) + _prior(pair[1], name, context)
        )
        resolved[at] = Resolved(candidate.entry, f"in {outer.text}: {link.rule}", container=link.container)
        resolved.setdefault(link.container, Resolved(container.entry, f"contains {name.text}"))
        return
    if not link.binding or not containers or _is_wide_itself(name):
        return
    container = max(containers, key=lambda one: _prior(one, outer, context) + 2 * (one.entry.kind is not Kind.TOWN))
    if _holds(name, container.entry) or lexicon.countries.get(container.entry.row) == ():
        return
    why = "no place of that name is known there" if name.candidates else "the gazetteer does not know it"
    resolved[at] = Resolved(
        container.entry, f"backs off to {outer.text} ({link.rule}): {why}", backed_off=True, container=link.container
    )
    resolved.setdefault(link.container, Resolved(container.entry, f"said to contain {name.text}"))


def _readings(
    outer: PlaceName, at: int, lexicon: PlaceLexicon, context: _Context, resolved: dict[int, Resolved]
) -> list[Candidate]:
    """Return what a container may be: what it was already found to be, its country, or all it may mean."""
    known = resolved.get(at)
    if known is not None:
        return [Candidate(known.entry, Naming.MAIN)] if known.entry is not None else []
    if outer.demonym:
        country = lexicon.gazetteer.country(outer.demonym)
        return [Candidate(country, Naming.MAIN)] if country is not None else []
    return _suited(outer, lexicon)


def _suited(name: PlaceName, lexicon: PlaceLexicon) -> list[Candidate]:
    """Return the candidates of the kind that the words beside the name ask for, or all where none is."""
    if name.division is None:
        return list(name.candidates)
    divisions = [one for one in name.candidates if one.entry.kind in (Kind.ADMIN1, Kind.ADMIN2)]
    return divisions or _provinces_of_seats(name, lexicon) or list(name.candidates)


def _provinces_of_seats(name: PlaceName, lexicon: PlaceLexicon) -> list[Candidate]:
    """Find "Belgorod region" by the town of Belgorod: the province that holds it and bears its name in another form."""
    stem = name.folded[: max(5, len(name.folded) - 2)]
    found = []
    for one in name.candidates[:5]:
        for row in one.entry.within:
            province = lexicon.gazetteer.entry(row)
            if province.kind is not Kind.COUNTRY and fold(province.name).startswith(stem):
                found.append(Candidate(province, Naming.OTHER))
    return found


def _is_wide_itself(name: PlaceName) -> bool:
    """Tell whether a name is known as a country, province or region: then it is no unknown place inside another."""
    if name.division is not None:
        return False
    return any(
        one.entry.kind is Kind.COUNTRY
        or one.entry.row < 0
        or (one.entry.kind is Kind.ADMIN1 and one.naming is Naming.MAIN and not _has_seat(name, one))
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
        return _distance(inner, outer) <= (_SAME_REGION_KM if outer.kind is Kind.ADMIN1 else _SAME_CITY_KM)
    if outer.kind is Kind.TOWN:
        return inner.kind is Kind.TOWN and _distance(inner, outer) <= _SAME_CITY_KM
    return outer.row in inner.within


def _distance(a: Entry, b: Entry) -> float:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    return kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))


def _prior(candidate: Candidate, name: PlaceName, context: _Context) -> float:
    """Weigh a reading by itself and by what the report mentions. Weights are set by hand."""
    entry = candidate.entry
    score = _PEOPLE * math.log10(entry.population + 1000) + _KIND_WEIGHT[entry.kind] + _NAMING_WEIGHT[candidate.naming]
    if entry.capital:
        score += 2.5
    elif entry.kind is Kind.TOWN and entry.population > _WORLD_CITY:
        score += 2.0
    if name.division is not None:
        score += 5.0 if entry.kind in (Kind.ADMIN1, Kind.ADMIN2) else -2.0
        score += 1.0 if entry.kind is name.division else 0.0
    elif entry.kind in (Kind.ADMIN1, Kind.ADMIN2) and _has_seat(name, candidate):
        score -= 2.5
    if name.settlement:
        score += 3.0 if entry.kind is Kind.TOWN else -3.0
    if entry.kind is Kind.COUNTRY:
        score += 1.5 * (context.demonyms[entry.country] > 0)
    else:
        if entry.country in context.countries:
            score += _IN_NAMED_COUNTRY
        if not context.provinces.isdisjoint(entry.within):
            score += _IN_NAMED_PROVINCE
    return score


def _has_seat(name: PlaceName, division: Candidate) -> bool:
    """Tell whether a town of the same name lies in a division: bare, the name means the town."""
    return any(
        one.entry.kind is Kind.TOWN and division.entry.row in one.entry.within and one.naming <= division.naming
        for one in name.candidates[:12]
    )


def _settle(names: Sequence[PlaceName], lexicon: PlaceLexicon, context: _Context, senses: dict[str, Resolved]) -> None:
    """Choose a sense for every name that has no container, twice, since each choice informs the others."""
    by_name: dict[str, PlaceName] = {}
    for name in names:
        if name.candidates and name.folded not in senses:
            best = by_name.get(name.folded)
            if best is None or (best.division is None and name.division is not None):
                by_name[name.folded] = name
    for folded, name in by_name.items():
        context.settled[folded] = max(_suited(name, lexicon), key=lambda one: _prior(one, name, context)).entry
    if context.home is None and len(context.settled) < 2:
        return
    for _ in range(2):
        around = {folded: entry for folded, entry in context.settled.items() if entry.kind is not Kind.COUNTRY}
        for folded, name in by_name.items():
            options = _suited(name, lexicon)[:_MOST_COMPARED]
            if len(options) > 1:
                others = [entry for key, entry in around.items() if key != folded]
                context.settled[folded] = max(
                    options,
                    key=lambda one: (
                        _prior(one, name, context)
                        + _nearness(one.entry, others, context.home)
                        - _OVERSHADOWED * _is_overshadowed(one.entry, options)
                    ),
                ).entry


def _is_overshadowed(entry: Entry, options: Sequence[Candidate]) -> bool:
    """Tell a hamlet from the city of the same name in its country: a report that means the hamlet says so."""
    return entry.kind is Kind.TOWN and any(
        other.entry.country == entry.country
        and other.entry.kind is Kind.TOWN
        and other.entry.population > max(_CITY, _TIMES_LARGER * entry.population)
        for other in options
    )


def _nearness(entry: Entry, others: Sequence[Entry], home: Point | None) -> float:
    """Reward a reading for lying near the report's other places and near the outlet's home."""
    if entry.latitude is None or entry.longitude is None:
        return 0.0
    near = 0.0
    for other in others:
        if entry.row in other.within:
            near += 1.5
        elif entry.kind is not Kind.COUNTRY:
            near += _NEAR / (1 + (_distance(entry, other) / _NEIGHBOURHOOD_KM) ** 2)
    near = min(near, _NEAREST)
    if home is not None and entry.kind is not Kind.COUNTRY:
        distance = kilometres((entry.latitude, entry.longitude), home)
        near += 5.5 / (1 + (distance / _NEIGHBOURHOOD_KM) ** 2)
    return near


def _resolve_alone(name: PlaceName, lexicon: PlaceLexicon, context: _Context, senses: dict[str, Resolved]) -> Resolved:
    if name.demonym:
        country = lexicon.gazetteer.country(name.demonym)
        return Resolved(country, "demonym")
    sense = senses.get(name.folded)
    if sense is not None:
        return Resolved(sense.entry, f"as elsewhere in the report: {sense.reason}", sense.backed_off, sense.container)
    entry = context.settled.get(name.folded)
    if entry is None:
        return Resolved(None, "named as a place, but no list knows it and no container is given")
    reason = "the only place of that name" if len(name.candidates) == 1 else "population and the report's other places"
    return Resolved(entry, reason)
