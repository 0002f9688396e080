"""Tell numbers that count nothing: dates, ages, percentages, measures, prices, parts of names, and wholes of a part."""

from spacy.tokens import Doc, Token

from sayso.coding.counted_words import is_person, noun_kind
from sayso.coding.number_phrases import NumberPhrase

_MEASURES = frozenset(
    {
        "percent", "cent", "kilometer", "kilometre", "km", "mile", "metre", "meter", "foot", "acre", "hectare",
        "kilogram", "kg",
        "degree", "point", "goal", "litre", "liter", "gallon", "knot", "volt", "megawatt", "mw", "gigawatt",
        "kilowatt", "cm",
        "mm", "caliber", "calibre", "inch", "yard", "second", "minute", "hour", "day", "night", "week", "month", "year",
        "decade", "century", "am", "pm", "a.m.", "p.m.", "gmt", "page", "word", "vote", "seat", "time", "centimetre",
        "step",
        "half", "quarter", "third", "side", "way", "thing", "reason", "part", "case", "kind", "type", "%", "mph",
        "kph", "barrel",
        "weekend", "age", "chapter", "article", "share", "others'", "one", "morning", "evening", "afternoon", "season",
        "game", "match", "o'clock", "round-trip", "basis", "km/h", "years-old", "summer", "winter", "minutes", "phase",
    }
)  # fmt: skip
_FRACTIONS = frozenset("half third quarter fifth tenth most percent cent majority all some many few none each".split())
_PER = frozenset({"a", "an", "per", "each"})
_PRICES = frozenset("price fare rate tariff currency share wage cost tax rent inflation toll salary pay".split())
_MOVES = frozenset("rise fall climb drop jump go increase decrease soar slump slip gain".split())


def is_measure(noun: Token) -> bool:
    """Tell whether a noun is a unit, or otherwise nothing whose number says what happened."""
    return noun.lemma_.lower() in _MEASURES or noun.head.lemma_ == "weigh"


def is_measure_or_name(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell whether the number is a date, an age, a percentage, a calibre, a rank or part of a name."""
    first, last = doc[phrase.first], doc[phrase.end - 1]
    after = doc[phrase.end] if phrase.end < len(doc) else None
    before = doc[phrase.first - 1] if phrase.first else None
    if after is not None and (
        after.lower_ in ("%", "percent", "per", "mm", "th", "km", "pm", "am") or after.text == ":"
    ):
        return after.text != ":" or (phrase.end + 1 < len(doc) and doc[phrase.end + 1].text[:1].isdigit())
    if before is not None:
        if before.lower_ in (
            "no.",
            "#",
            "aged",
            "age",
            "number",
            "nr",
            "article",
            "chapter",
            "page",
            "route",
            "channel",
        ):
            return True
        if before.text in ("-", "/", ":", ".") and not before.whitespace_ and phrase.start == phrase.first:
            attached = doc[phrase.first - 2] if phrase.first > 1 and not doc[phrase.first - 2].whitespace_ else None
            if attached is not None:
                return True
    if after is not None and after.text == "-" and not last.whitespace_ and not after.whitespace_:
        # "a 20-year siege", "155-mm", "40-strong": only the size of a crowd counts something.
        return not (phrase.end + 1 < len(doc) and doc[phrase.end + 1].lower_ in ("strong", "member", "man"))
    return _is_date(first, last, before, after)


def is_whole_of_part(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell the 14 of "11 of 14 drones" and the nine of "two of the nine members": nothing happened to all of them."""
    for i in range(phrase.first - 1, max(phrase.first - 6, 0), -1):
        if doc[i].lower_ == "of":
            above = doc[i - 1]
            fraction = above.lemma_.lower() in _FRACTIONS and i > phrase.first - 4
            return above.pos_ == "NUM" or above.lower_ == "out" or fraction
        if doc[i].pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ"):
            return False
    return False


def _is_date(first: Token, last: Token, before: Token | None, after: Token | None) -> bool:
    is_year = last.i == first.i and len(first.text) == 4 and first.text.isdigit() and 1900 <= int(first.text) <= 2099
    if is_year and (before is not None and before.lower_ in ("in", "since", "of", "until", "by", "from", "during")):
        return after is None or after.tag_ != "NNS" or noun_kind(after) is None
    if first.ent_type_ in ("DATE", "TIME", "PERCENT", "ORDINAL") and first.text[:1].isdigit():
        return after is None or not (after.tag_ in ("NNS", "NNPS") and (noun_kind(after) or is_person(after)))
    return is_year and (after is None or noun_kind(after) is None)


def is_price(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell what a thing costs from what somebody paid: "112 pesos a kilo", "fares rose to 3 pesos"."""
    if phrase.end + 1 < len(doc) and doc[phrase.end].lower_ in _PER and doc[phrase.end + 1].tag_ == "NN":
        return True
    above = doc[phrase.end - 1]
    while above.pos_ != "VERB" and above.head != above:
        above = above.head
    moves = above.lemma_ in _MOVES
    return moves and any(child.lemma_.lower() in _PRICES for child in above.children if child.dep_ == "nsubj")


def is_ratio(doc: Doc, phrase: NumberPhrase) -> bool:
    """Tell "four in ten voters" and "one in three": neither number counts anybody."""
    after = doc[phrase.end : phrase.end + 2]
    before = doc[max(phrase.first - 2, 0) : phrase.first]
    ahead = len(after) == 2 and after[0].lower_ == "in" and after[1].like_num
    return ahead or (len(before) == 2 and before[1].lower_ == "in" and before[0].like_num)
