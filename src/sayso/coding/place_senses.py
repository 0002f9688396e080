"""Choose which place a name means where no container is named: by population, the report's other places, the outlet."""

import math
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.coding.place_coverage import Coverage
from sayso.coding.place_lexicon import PlaceLexicon
from sayso.coding.place_words import PlaceName
from sayso.resources.gazetteer import Candidate, Entry, Kind, Naming, fold

Point = tuple[float, float]

SAME_CITY_KM = 60.0
SAME_REGION_KM = 450.0
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


@dataclass(slots=True)
class Context:
    """What the rest of the report says about where it plays."""

    countries: Counter[str]
    demonyms: Counter[str]
    provinces: set[int]
    coverage: Coverage | None
    holding: frozenset[int] = frozenset()
    settled: dict[str, Entry] = field(default_factory=dict)
    by_coverage: set[str] = field(default_factory=set)


def context_of(names: Sequence[PlaceName], holding: Iterable[int], coverage: Coverage | None) -> Context:
    """Gather the countries and provinces that a report names; `holding` are positions of names that contain others."""
    return Context(
        countries=_countries(names),
        demonyms=Counter(name.demonym for name in names if name.demonym),
        provinces=_provinces(names),
        coverage=coverage,
        holding=frozenset(names[at].start for at in holding),
    )


def kilometres(a: Point, b: Point) -> float:
    """Return the distance of two points on the ground; exact enough to compare, not to survey."""
    middle = math.cos(math.radians((a[0] + b[0]) / 2))
    across = abs(a[1] - b[1])
    return 111.2 * math.hypot(a[0] - b[0], middle * min(across, 360 - across))


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


def suited(name: PlaceName, lexicon: PlaceLexicon) -> list[Candidate]:
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


def distance_km(a: Entry, b: Entry) -> float:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    return kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))


def prior(candidate: Candidate, name: PlaceName, context: Context) -> float:
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
    elif entry.kind in (Kind.ADMIN1, Kind.ADMIN2) and name.start not in context.holding and has_seat(name, candidate):
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


def has_seat(name: PlaceName, division: Candidate) -> bool:
    """Tell whether a town of the same name lies in a division: bare, the name means the town."""
    return any(
        one.entry.kind is Kind.TOWN
        and division.entry.row in one.entry.within
        and (one.naming <= division.naming or division.entry.kind is Kind.ADMIN2)
        and not fold(one.entry.name).endswith(f" {name.folded}")
        for one in name.candidates[:12]
    )


def settle(names: Sequence[PlaceName], lexicon: PlaceLexicon, context: Context, taken: Container[str]) -> None:
    """Choose a sense for every (folded) name that is not taken, twice, since each choice informs the others."""
    by_name: dict[str, PlaceName] = {}
    for name in names:
        if name.candidates and name.folded not in taken:
            best = by_name.get(name.folded)
            if best is None or (best.division is None and name.division is not None):
                by_name[name.folded] = name
    options = {folded: suited(name, lexicon)[:_MOST_COMPARED] for folded, name in by_name.items()}
    priors = {folded: [prior(one, name, context) for one in options[folded]] for folded, name in by_name.items()}
    for folded in by_name:
        context.settled[folded] = _best(options[folded], priors[folded])
    if not context.coverage and len(context.settled) < 2:
        return
    for _ in range(2):
        around = {folded: entry for folded, entry in context.settled.items() if entry.kind is not Kind.COUNTRY}
        for folded in by_name:
            if len(options[folded]) > 1:
                others = [entry for key, entry in around.items() if key != folded]
                _settle_one(folded, options[folded], priors[folded], others, context)


def _settle_one(
    folded: str, options: Sequence[Candidate], priors: Sequence[float], others: Sequence[Entry], context: Context
) -> None:
    in_report = [
        weight + _nearness(one.entry, others) - _OVERSHADOWED * _is_overshadowed(one.entry, options)
        for one, weight in zip(options, priors, strict=True)
    ]
    context.settled[folded] = _best(options, in_report)
    if context.coverage:
        with_coverage = [
            weight + context.coverage.weight(one.entry, folded) for one, weight in zip(options, in_report, strict=True)
        ]
        chosen = _best(options, with_coverage)
        if chosen is not context.settled[folded]:
            context.by_coverage.add(folded)
        context.settled[folded] = chosen


def _best(options: Sequence[Candidate], weights: Sequence[float]) -> Entry:
    return options[max(range(len(options)), key=weights.__getitem__)].entry


def _is_overshadowed(entry: Entry, options: Sequence[Candidate]) -> bool:
    """Tell a hamlet from the city of the same name in its country: a report that means the hamlet says so."""
    return entry.kind is Kind.TOWN and any(
        other.entry.country == entry.country
        and other.entry.kind is Kind.TOWN
        and other.entry.population > max(_CITY, _TIMES_LARGER * entry.population)
        for other in options
    )


def _nearness(entry: Entry, others: Sequence[Entry]) -> float:
    """Reward a reading for lying near the report's other places."""
    if entry.latitude is None or entry.longitude is None:
        return 0.0
    near = 0.0
    for other in others:
        if entry.row in other.within:
            near += 1.5
        elif entry.kind is not Kind.COUNTRY:
            near += _NEAR / (1 + (distance_km(entry, other) / _NEIGHBOURHOOD_KM) ** 2)
    return min(near, _NEAREST)
