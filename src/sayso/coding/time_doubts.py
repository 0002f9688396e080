"""Tell whether a word that may be a time is one: May or may, 2000 the year or the number, spring or springs."""

from spacy.tokens import Token

from sayso.coding import calendar_times as calendar
from sayso.coding import lasting_times as lasting
from sayso.coding import period_times as periods
from sayso.coding.time_readings import Found
from sayso.coding.time_words import WordClass

_SIGN = {kind.sign: kind for kind in WordClass}
_LEADS = frozenset(
    {
        WordClass.IN, WordClass.OF, WordClass.TO, WordClass.AND, WordClass.OR, WordClass.PREPOSITION, WordClass.BEFORE,
        WordClass.AFTER, WordClass.DASH, WordClass.EARLY, WordClass.MID, WordClass.LATE, WordClass.AT, WordClass.BREAK,
    }
)  # fmt: skip
_SURE_LEADS = frozenset(
    {"in", "since", "between", "until", "till", "during", "throughout", "from", "mid", "early", "late"}
)
# Months that are first names, surnames, verbs or nouns as well.
_ALSO_WORDS = frozenset({"may", "march", "april", "june", "august", "jan"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"})
_MEASURES = frozenset("km kg mm cm miles metres meters feet percent per cent tonnes tons dollars euros".split())


def is_time(found: Found, rule_reads: object, token: Token) -> bool:
    """Tell whether a doubtful phrase, whose first word is `token`, is a time."""
    if rule_reads is calendar.month_reading:
        return _is_month(found, token)
    if rule_reads is calendar.year_reading:
        return _is_year(found, token)
    if rule_reads is periods.season:
        return _is_season(found, token)
    if rule_reads is lasting.duration:
        return _is_duration(found, token)
    if rule_reads is calendar.short_year:
        start = found.match.start()
        return found.words.ends[start] == found.words.starts[start + 1]
    if found.has("weekday") and (found.has("hour_of_day") or _before(found) in _LEADS or _word_before(found) == "on"):
        return True
    return token.ent_type_ not in ("PERSON", "WORK_OF_ART")


def _before(found: Found) -> WordClass:
    start = found.match.start()
    return _SIGN[found.words.signs[start - 1]] if start else WordClass.BREAK


def _word_before(found: Found) -> str:
    start = found.match.start()
    return found.words.texts[start - 1] if start else ""


def _is_month(found: Found, token: Token) -> bool:
    if token.tag_ == "MD" or token.ent_type_ in _NAMES:
        return token.tag_ != "MD" and _word_before(found) in _SURE_LEADS
    if token.lower_ in _ALSO_WORDS or found.words.signs[found.match.start()] == WordClass.MONTH_SHORT.sign:
        before = token.nbor(-1) if token.i else None
        if before is not None and (before.pos_ in ("DET", "PART", "ADJ") or before.text[:1].isupper()):
            return before.lower_ in _SURE_LEADS
        return _before(found) in _LEADS or token.ent_type_ == "DATE"
    return True


def _is_year(found: Found, token: Token) -> bool:
    year = found.whole("year") or 0
    lead = _word_before(found)
    if lead in ("$", "#", "€", "£", "no", "about", "nearly", "almost", "some", "than", "over") or year > 2100:
        return False
    end = found.match.end()
    after = found.words.texts[end] if end < len(found.words.texts) else ""
    shortened = after == "/" and end + 1 < len(found.words.texts) and len(found.words.texts[end + 1]) == 2
    if after in _MEASURES or (after in ("%", "/") and not shortened) or (lead == "/" and len(after) == 1):
        return False
    follower = token.nbor() if token.i + 1 < len(token.doc) else None
    counts = follower is not None and (follower.tag_ in ("NNS", "CD") or after in ("hundred", "thousand", "million"))
    counts = counts or (
        follower is not None and follower.tag_ == "JJ" and token.head.tag_ == "NNS" and token.dep_ == "nummod"
    )
    if counts:
        return lead in ("in", "since", "until", "during", "the", "early", "late") or _before(found) is WordClass.THE
    if token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT") and lead not in _SURE_LEADS:
        return token.dep_ not in ("nummod", "dobj", "nsubj", "nsubjpass") and year >= 1000
    return True


def _is_season(found: Found, token: Token) -> bool:
    place = found.match.start("season") - found.match.start()
    word = token.nbor(place) if token.i + place < len(token.doc) else token
    if word.tag_.startswith("VB") or word.ent_type_ in ("PERSON", "ORG", "GPE", "WORK_OF_ART"):
        return False
    if _before(found) is WordClass.ARTICLE and place == 0 and word.dep_ not in ("compound", "nmod", "amod"):
        return False
    before = token.nbor(-1) if token.i else None
    if before is not None and before.text[:1].isupper() and word.text[:1].isupper() and place == 0:
        return False
    if word.lower_ != "fall":
        return True
    after = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    return after != "of" and word.pos_ == "NOUN" and (place > 0 or _before(found) in _LEADS)


def _is_duration(found: Found, token: Token) -> bool:
    texts = found.texts("unit")
    if texts and texts[0] in ("quarter", "quarters"):
        return False
    if token.i and token.nbor(-1).is_currency:
        return False
    if found.has("adjective"):
        place = found.match.start("adjective") - found.match.start()
        word = token.nbor(place) if token.i + place < len(token.doc) else token
        return word.pos_ == "ADJ"
    return not (texts and texts[0] in ("day", "week", "month", "year") and _word_before(found) == "half")
