"""Tell in which language a text is written."""

import re
from functools import cache

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"

_SAMPLE_CHARACTERS = 2_000
_FEWEST_LETTERS = 40
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Words that English news cannot do without and that no other language spells so often. The model takes English
# full of foreign names for other languages now and then; these words overrule it.
_TELLING = frozenset(
    "the of and to that was were with for from his her their has have had been which who said by on at after".split()
)
_TELLING_SHARE = 0.18
# No news is written in these, and the model mistakes English for them.
_NOT_IN_NEWS = frozenset({"la", "vo", "eo", "sa"})


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language. Too short a text in Latin letters counts as English."""
    sample = text[:_SAMPLE_CHARACTERS]
    words = _WORD.findall(sample)
    letters = "".join(words)
    if not letters:
        return ENGLISH
    latin = len(_LATIN.findall(letters)) > len(letters) / 2
    if latin and len(letters) < _FEWEST_LETTERS:
        return ENGLISH
    if latin and sum(word.lower() in _TELLING for word in words) >= _TELLING_SHARE * len(words):
        return ENGLISH
    return str(_identifier().classify(sample)[0])


def is_english(language: str) -> bool:
    """Tell whether a language as people write it ("en", "en-GB", "eng", "English") is English."""
    return bool(re.fullmatch(r"(?:en|eng|english)(?:[-_ ].*)?", language.strip(), re.IGNORECASE))


def name_of(language: str) -> str:
    """Return a language's English name, or the code itself where it names none."""
    code = re.split(r"[-_]", language.strip().lower())[0]
    found = pycountry.languages.get(**{f"alpha_{len(code)}": code}) if len(code) in (2, 3) else None
    return str(found.name) if found else language


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once, with the larger languages only: those with three-letter codes draw English headlines."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages({label for label in identifier.labels if len(label) == 2} - _NOT_IN_NEWS)
    return identifier
