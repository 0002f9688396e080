"""Tell in which language a text is written."""

import py3langid

_SAMPLE_CHARACTERS = 2_000
_FEWEST_LETTERS = 60


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language; too short a text counts as English."""
    sample = text[:_SAMPLE_CHARACTERS]
    if sum(letter.isalpha() for letter in sample) < _FEWEST_LETTERS:
        return "en"
    return str(py3langid.classify(sample)[0])
