"""Join gazetteer, regions, demonyms, abbreviations and guard words so that one name is one look-up."""

from enum import StrEnum
from functools import lru_cache

from sayso.records import Precision
from sayso.resources.gazetteer import Candidate, Entry, Gazetteer, Kind, Naming, fold
from sayso.resources.lexicons import Row, lexicon

_SEVERAL_OR_NONE = ""
_KIND_OF_PRECISION = {
    Precision.COUNTRY: Kind.COUNTRY,
    Precision.PROVINCE: Kind.ADMIN1,
    Precision.DISTRICT: Kind.ADMIN2,
    Precision.TOWN: Kind.TOWN,
    Precision.POINT: Kind.TOWN,
}
# A region that has a lexicon row is what people mean by the name; it stands beside cities of millions.
_REGION_POPULATION = 3_000_000


class Guard(StrEnum):
    """Why a word that is also a place's name is often something else."""

    COMMON = "common word"
    FIRST_NAME = "first name"
    TITLE = "title"
    STREET = "street word"
    ORGANISATION = "organisation word"


class PlaceLexicon:
    """Everything a name may mean. Regions come first; they are entries with negative rows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.demonyms = {row.pattern: row.code for row in lexicon("demonyms") if row.pattern[0].isupper()}
        self.guards = {row.pattern: Guard(row.code) for row in lexicon("place_guards")}
        self.abbreviations = {
            row.pattern: Candidate(entry, Naming.MAIN)
            for row in lexicon("state_abbreviations")
            if (entry := gazetteer.by_id(row.code)) is not None
        }
        self.precisions: dict[int, Precision] = {}
        self.countries: dict[int, tuple[str, ...]] = {}
        self.regions: dict[str, Candidate] = {}
        for number, row in enumerate(lexicon("regions"), start=1):
            self.regions[row.pattern] = Candidate(self._region(-number, row), Naming.MAIN)
        self._folded_regions = {fold(pattern): candidate for pattern, candidate in self.regions.items()}
        self.spellings = {row.pattern: (row.code, row.get("name")) for row in lexicon("place_spellings")}
        self._by_beginning: dict[str, list[str]] = {}
        for pattern in sorted(self.regions, key=len, reverse=True):
            self._by_beginning.setdefault(pattern[:2], []).append(pattern)
        self._known: dict[str, tuple[Candidate, ...]] = {}

    def candidates(self, text: str) -> tuple[Candidate, ...]:
        """Return what a name may mean, regions and countries first, then by population."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
            known = self._known[text] = self._candidates(text)
        return known

    def region_at(self, text: str, start: int) -> str | None:
        """Return the longest region whose name stands at a character of the text, as a whole word."""
        for pattern in self._by_beginning.get(text[start : start + 2], ()):
            if text.startswith(pattern, start) and not text[start + len(pattern) : start + len(pattern) + 1].isalnum():
                return pattern
        return None

    def precision(self, entry: Entry) -> Precision:
        """Return how fine a place an entry is."""
        if entry.row in self.precisions:
            return self.precisions[entry.row]
        return (Precision.COUNTRY, Precision.PROVINCE, Precision.DISTRICT, Precision.TOWN)[entry.kind]

    def _candidates(self, text: str) -> tuple[Candidate, ...]:
        found = self._spelled(text) or self.gazetteer.lookup(text)
        region = self.regions.get(text) or (
            self._folded_regions.get(fold(text)) if text.isupper() and len(text) > 4 else None
        )
        if region is None:
            return found
        if region.entry.row >= 0:
            return (region, *(one for one in found if one.entry is not region.entry))
        return (region, *found)

    def _spelled(self, text: str) -> tuple[Candidate, ...]:
        """Return the places that the news spell otherwise than the gazetteer: Hodeidah, which it has as Al Hudaydah."""
        if text not in self.spellings:
            return ()
        country, name = self.spellings[text]
        return tuple(
            Candidate(one.entry, Naming.MAIN)
            for one in self.gazetteer.lookup(name)
            if one.entry.country == country and one.entry.kind is Kind.TOWN
        )

    def _region(self, number: int, row: Row) -> Entry:
        codes = tuple(code for code in row.code.split() if code != "XXX")
        precision = Precision(row.get("precision"))
        country = self.gazetteer.country(codes[0]) if len(codes) == 1 else None
        if country is not None and precision is Precision.COUNTRY:
            return country
        self.precisions[number] = precision
        self.countries[number] = codes
        return Entry(
            row=number,
            id=f"region:{fold(row.pattern).replace(' ', '-')}",
            name=row.pattern,
            kind=_KIND_OF_PRECISION[precision],
            country=country.country if country else _SEVERAL_OR_NONE,
            country_alpha2=country.country_alpha2 if country else _SEVERAL_OR_NONE,
            admin1=None,
            admin1_code=None,
            latitude=float(row.get("latitude")),
            longitude=float(row.get("longitude")),
            population=_REGION_POPULATION,
            capital=False,
            within=tuple(entry.row for code in codes if (entry := self.gazetteer.country(code)) is not None),
        )


@lru_cache(maxsize=4)
def place_lexicon(gazetteer: Gazetteer) -> PlaceLexicon:
    """Return the lexicon that goes with a gazetteer, made once."""
    return PlaceLexicon(gazetteer)
