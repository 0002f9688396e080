"""Tell what kind of word or clause stands on the way from a trigger to what governs it."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.coding.trigger_lexicon import noun_patterns, verb_patterns
from sayso.coding.type_shifts import ASSAULT

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ANY = frozenset({"any", "anyone", "anybody", "whoever", "anything", "whatever"})
_INVERTED = frozenset({"had", "were", "should"})
_OPENING_MARKS = frozenset({"if", "should", "had", "were", "unless", "suppose"})
_LONGEST_SCARE_QUOTE = 3
_QUOTES = frozenset({'"', "\u201c", "\u201d", "\u2018", "\u2019", "'", "``", "''"})


def is_violent(token: Token) -> bool:
    """Tell whether the trigger lexicon knows the word for violence."""
    known = noun_patterns() if token.pos_ in ("NOUN", "PROPN") else verb_patterns()
    patterns = known.get(token.lemma_.lower(), ())
    return any(pattern.event_type == ASSAULT and len(pattern.words) == 1 for pattern in patterns)


def has_to(token: Token) -> bool:
    """Tell whether a verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def opens_with_that(token: Token) -> bool:
    """Tell whether a clause opens with "that"."""
    return token.left_edge.lower_ == "that"


def subjects(token: Token) -> Iterator[Token]:
    """Yield a verb's own subjects."""
    return (child for child in token.children if child.dep_ in SUBJECTS)


def is_imperative(token: Token) -> bool:
    """Tell whether a bare verb without a subject opens its sentence or quotation: "Lift the siege now"."""
    if token.tag_ not in ("VB", "VBP") or any(True for _ in subjects(token)):
        return False
    if any(child.dep_ in ("aux", "auxpass") and child.i < token.i for child in token.children):
        return False
    before = token.left_edge
    words = [word for word in token.doc[before.i : token.i] if word.is_alpha and word.dep_ not in ("neg", "advmod")]
    return not words and (before.i == token.sent.start or before.nbor(-1).is_quote or before.is_quote)


def is_subjunctive(token: Token) -> bool:
    """Tell "that the mine be closed" and "that the army withdraw" from what is told as done."""
    helpers = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.tag_ == "VB" and helper.lower_ == "be" for helper in helpers):
        return all(helper.tag_ == "VB" for helper in helpers)
    return token.tag_ == "VB" and not helpers and any(True for _ in subjects(token))


def is_inverted(token: Token) -> bool:
    """Tell whether a clause puts its condition by word order: "Had the guards fired", "Should the talks fail"."""
    first = next((word for word in (*token.children, token) if word.lower_ in _INVERTED), None)
    if first is None or token.sent[-1].text == "?":
        return False
    subject = next(subjects(token), None)
    opens = first.i == token.left_edge.i and not (first.i and first.nbor(-1).dep_ in SUBJECTS)
    return subject is not None and first.i < subject.i and opens and first.tag_ in ("VBD", "MD")


def has_condition(verb: Token) -> bool:
    """Tell whether a verb holds only under a condition beside it: "if ...", "had they ...", "otherwise"."""
    return any(_is_condition(child, verb) for child in verb.children)


def _is_condition(child: Token, verb: Token) -> bool:
    if child.dep_ == "advmod":
        return child.lower_ == "otherwise"
    if child.dep_ != "advcl":
        return False
    marks = {word.lower_ for word in child.children if word.dep_ in ("mark", "advmod")}
    if "unless" in marks:
        return any(word.lower_ == "would" for word in verb.children)
    return ("if" in marks and "as" not in marks and "even" not in marks) or is_inverted(child)


def is_anybody(noun: Token) -> bool:
    """Tell "any soldier who deserts" from one who did."""
    return noun.lower_ in _ANY or any(child.dep_ == "det" and child.lower_ in _ANY for child in noun.children)


def is_scare_quoted(token: Token) -> bool:
    """Tell whether a noun stands in quotation marks with two words beside it at most, where nobody is said to speak."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and token.i - start < _LONGEST_SCARE_QUOTE and doc[start - 1].text not in _QUOTES:
        start -= 1
    while end < token.sent.end and end - token.i <= _LONGEST_SCARE_QUOTE and doc[end].text not in _QUOTES:
        end += 1
    inside = start > token.sent.start and end < token.sent.end and end - start <= _LONGEST_SCARE_QUOTE
    return inside and doc[start - 1].text in _QUOTES and doc[end].text in _QUOTES and doc[end - 1].text not in ",."
