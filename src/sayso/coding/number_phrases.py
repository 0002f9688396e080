"""Find the numbers in a sentence and how low and high each can be: "at least 20", "dozens", "between 5 and 8"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from sayso.coding.numbers import SCALES, UNITS, digits_value, number

# The low end of plurals that name no number; the high end stays open. "Several" and "many" are left out.
VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000, "billions": 10**9,
}  # fmt: skip
_MULTIPLES = {
    ("tens", "thousands"): 10_000, ("dozens", "thousands"): 24_000, ("scores", "thousands"): 40_000,
    ("hundreds", "thousands"): 100_000, ("thousands", "thousands"): 1_000, ("tens", "millions"): 10_000_000,
    ("hundreds", "millions"): 100_000_000, ("tens", "billions"): 10**10, ("hundreds", "billions"): 10**11,
    ("dozens", "hundreds"): 100,
}  # fmt: skip

_OPEN_UP = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "a minimum of", "upwards of",
    "above", "in excess of", "well over", "about", "around", "nearly", "close to", "almost", "some", "roughly",
    "approximately", "an estimated", "estimated", "circa", "just over", "just under", "exceeding",
)  # fmt: skip
_FROM_NOUGHT = (
    "up to", "as many as", "at most", "no more than", "not more than", "a maximum of", "fewer than", "less than",
    "under", "as much as",
)  # fmt: skip
_AFTER_OPEN = re.compile(r"(?:or more|plus|\+|or so)\b|\+")
_NOBODY = frozenset({"nobody", "none"})
_CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP", "ruble": "RUB", "rouble": "RUB", "hryvnia": "UAH", "yen": "JPY", "yuan": "CNY", "rupee": "INR",
    "peso": "MXN", "naira": "NGN", "shekel": "ILS", "riyal": "SAR", "franc": "XAF", "lira": "TRY",
    "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
_ATTACHED = frozenset({"-", "/", ":", "."})


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number with its hedge: tokens `start` to `end`, the low and high end, and the currency if it is money."""

    start: int
    end: int
    first: int
    low: float
    high: float | None
    currency: str | None = None


def number_phrases(doc: Doc, low: Sequence[str]) -> Iterator[NumberPhrase]:
    """Yield the numbers of a report, ranges joined, in order; `low` is the lower-cased text of each token."""
    place = 0
    while place < len(low):
        if not _may_start(low[place]):
            place += 1
            continue
        phrase = _ranged(doc, low, place)
        if phrase is None:
            place += 1
            continue
        yield _with_currency(_hedged(phrase, low), doc, low)
        place = phrase.end


def _may_start(word: str) -> bool:
    return word in UNITS or word in VAGUE or word in _STARTERS or word[:1].isdigit() or word in _NOBODY


_STARTERS = frozenset(
    {"a", "an", "half", "tens", "no", "dozen", "hundred", "thousand", "million", "couple", "score", "several", "both"}
)


def _ranged(doc: Doc, low: Sequence[str], place: int) -> NumberPhrase | None:
    first = _single(doc, low, place)
    if first is None or first.end + 1 >= len(low):
        return first
    joiner = low[first.end]
    if joiner not in ("-", "\u2013", "\u2014", "to", "or", "and"):
        return first
    if joiner == "and" and not (place and low[place - 1] == "between"):
        return first
    symbol = first.end + 2 < len(low) and low[first.end + 1] in _CURRENCIES and doc[first.end + 1].is_currency
    second = _single(doc, low, first.end + (2 if symbol else 1))
    if second is None or second.high is None or first.high is None:
        return first
    lower, upper = first.low, second.low
    # "5 to 6 million" and "two or three hundred" share the second number's scale.
    scale = next((SCALES[word] for word in low[second.start : second.end] if word in SCALES), 1)
    if lower < upper and upper >= scale > lower:
        lower *= scale
    if lower >= upper:
        return first
    start = place - 1 if joiner == "and" or (place and low[place - 1] == "from") else place
    return NumberPhrase(start, second.end, place, lower, upper)


def _single(doc: Doc, low: Sequence[str], place: int) -> NumberPhrase | None:
    word = low[place]
    if word in VAGUE or word == "tens":
        return _vague(low, place)
    if word in ("a", "an", "half", "no", "couple", "several", "both", *_NOBODY):
        return _worded(low, place)
    end = place
    while end < len(low) and _continues(doc, low, place, end):
        end += 1
    if end > place and low[end - 1] in ("and", "-"):
        end -= 1
    value = number(low[place:end])
    if value is None or (value != int(value) and value < 1_000):
        return None
    return NumberPhrase(place, end, place, value, value)


def _continues(doc: Doc, low: Sequence[str], start: int, place: int) -> bool:
    word = low[place]
    if place == start:
        return word in UNITS or word in SCALES or digits_value(word) is not None
    if word in SCALES:
        return word != "score"
    if word in UNITS:
        return low[place - 1] in ("-", "and") or low[place - 1] in SCALES
    if word == "-":
        return (
            low[place - 1] in UNITS and UNITS[low[place - 1]] >= 20 and place + 1 < len(low) and low[place + 1] in UNITS
        )
    return (
        word == "and" and low[place - 1] in ("hundred", "thousand") and place + 1 < len(low) and low[place + 1] in UNITS
    )


def _vague(low: Sequence[str], place: int) -> NumberPhrase | None:
    if place + 2 < len(low) and low[place + 1] == "of" and (low[place], low[place + 2]) in _MULTIPLES:
        return NumberPhrase(place, place + 3, place, _MULTIPLES[low[place], low[place + 2]], None)
    if low[place] == "tens":
        return None
    return NumberPhrase(place, place + 1, place, VAGUE[low[place]], None)


def _worded(low: Sequence[str], place: int) -> NumberPhrase | None:
    """Read "a dozen", "half a dozen", "a couple of", "a few hundred", "half a million", "no", "nobody"."""
    words = tuple(low[place : place + 4]) + ("",) * 4
    if words[0] in _NOBODY or words[0] == "no":
        end = place + 2 if words[:2] == ("no", "one") else place + 1
        return NumberPhrase(place, end, place, 0, 0)
    if words[0] in ("a", "an") and words[1] in SCALES and len(words[1]) > 2:
        return NumberPhrase(place, place + 2, place, SCALES[words[1]], SCALES[words[1]])
    if words[0] == "half" and words[1] in ("a", "an") and words[2] in SCALES:
        half = SCALES[words[2]] / 2
        return NumberPhrase(place, place + 3, place, half, half)
    if words[:2] == ("a", "couple"):
        place_of_scale = 3 if words[2] == "of" else 2
        if words[place_of_scale] in SCALES:
            twice = 2 * SCALES[words[place_of_scale]]
            return NumberPhrase(place, place + place_of_scale + 1, place, twice, twice)
        return NumberPhrase(place, place + (3 if words[2] == "of" else 2), place, 2, 2)
    if words[:2] == ("a", "few") and words[2] in SCALES:
        return NumberPhrase(place, place + 3, place, VAGUE.get(words[2] + "s", SCALES[words[2]]), None)
    if words[0] == "several" and words[1] in SCALES:
        return NumberPhrase(place, place + 2, place, VAGUE.get(words[1] + "s", SCALES[words[1]]), None)
    if words[0] == "both":
        return NumberPhrase(place, place + 1, place, 2, 2)
    return None


_HEDGES = {
    tuple(hedge.split()): opened for hedges, opened in ((_OPEN_UP, True), (_FROM_NOUGHT, False)) for hedge in hedges
}


def _hedged(phrase: NumberPhrase, low: Sequence[str]) -> NumberPhrase:
    """Widen a number by the words before and after it, and take them into the phrase."""
    for length in (4, 3, 2, 1):
        hedge = tuple(low[max(phrase.start - length, 0) : phrase.start])
        if len(hedge) == length and hedge in _HEDGES:
            start = phrase.start - length
            if phrase.high != phrase.low:
                return replace(phrase, start=start)
            if _HEDGES[hedge]:
                return replace(phrase, start=start, high=None)
            return replace(phrase, start=start, low=0, high=phrase.low)
    after = low[phrase.end : phrase.end + 2]
    if list(after) in (["or", "more"], ["or", "so"]):
        return replace(phrase, end=phrase.end + 2, high=None)
    if after and after[0] in ("+", "plus"):
        return replace(phrase, end=phrase.end + 1, high=None)
    return phrase


def _with_currency(phrase: NumberPhrase, doc: Doc, low: Sequence[str]) -> NumberPhrase:
    before = low[phrase.first - 1] if phrase.first else ""
    after = doc[phrase.end].lemma_.lower() if phrase.end < len(low) else ""
    if before in _CURRENCIES and not before.isalpha():
        start = min(phrase.start, phrase.first - 1)
        hedged = _hedged(replace(phrase, start=start, end=phrase.end), low) if phrase.start == phrase.first else phrase
        return replace(hedged, currency=_CURRENCIES[before])
    if after == "of" and phrase.end + 1 < len(low) and doc[phrase.end + 1].lemma_.lower() in _CURRENCIES:
        return replace(phrase, end=phrase.end + 2, currency=_CURRENCIES[doc[phrase.end + 1].lemma_.lower()])
    if after in _CURRENCIES:
        return replace(phrase, end=phrase.end + 1, currency=_CURRENCIES[after])
    if after in ("us", "u.s.") and phrase.end + 1 < len(low) and doc[phrase.end + 1].lemma_.lower() == "dollar":
        return replace(phrase, end=phrase.end + 2, currency="USD")
    return phrase
