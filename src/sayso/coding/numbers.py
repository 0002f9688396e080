"""Turn number words and digit strings into numbers: "two hundred and five", "3.5 million", "1,200"."""

import re
from collections.abc import Sequence

UNITS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

SCALES: dict[str, int] = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    "dozen": 12, "score": 20, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "k": 1_000, "tn": 10**12,
}  # fmt: skip

ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SUFFIXED = re.compile(r"(\d[\d,.]*)(m|mn|bn|tn|k|million|billion)")


def number(words: Sequence[str]) -> float | None:
    """Return what lower-case words amount to, or None if they are no number.

    >>> number(["two", "hundred", "and", "five"])
    205.0
    >>> number(["3.5", "million"])
    3500000.0
    """
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word in ("and", "-", "a", "an", "of"):
            continue
        if word in UNITS:
            current += UNITS[word]
        elif word in SCALES:
            scale = SCALES[word]
            current = (current or 1.0) * scale
            if scale >= 1_000:
                total, current = total + current, 0.0
        elif (digits := digits_value(word)) is not None:
            current += digits
        else:
            return None
        seen = True
    return total + current if seen else None


def digits_value(word: str) -> float | None:
    """Return the number that a string of digits stands for, with thousands commas and suffixes ("1.2m") understood."""
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ""))
    suffixed = _SUFFIXED.fullmatch(word)
    if suffixed and _DIGITS.fullmatch(suffixed[1]):
        return float(suffixed[1].replace(",", "")) * SCALES[suffixed[2]]
    return None


def is_number_word(word: str) -> bool:
    """Tell whether a lower-case word can be part of a spelled number."""
    return word in UNITS or word in SCALES


def ordinal(word: str) -> int | None:
    """Return the rank that "third", "23rd" or "twenty-first" names."""
    if word in ORDINALS:
        return ORDINALS[word]
    if digits := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word):
        return int(digits[1])
    tens, dash, rest = word.partition("-")
    if dash and tens in UNITS and rest in ORDINALS:
        return UNITS[tens] + ORDINALS[rest]
    return None
