"""Find what happened: the words that name an event, with PLOVER type and mode, and ACLED sub-event where it is plain."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from sayso.records import Span
from sayso.resources.lexicons import Row, lexicon

# A verb's object may stand between its words: "set the old mill on fire".
_WIDEST_GAP = 4
_PARTICIPANTS = frozenset({"poss", "nmod", "amod", "compound", "nummod", "prep", "agent", "acl", "relcl", "npadvmod"})
_PLAIN_ADJECTIVES = frozenset("new recent further more other such many several any some violent ongoing".split())
# In a report full of such words, a trigger is more likely a figure of speech.
_MOST_STRANGE_WORDS = {"sport": 2, "business": 4, "culture": 3, "accident": 3, "health": 3}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that names an event; token indices count in the Doc, `head` is the word that carries it."""

    span: Span
    token_start: int
    token_end: int
    head: int
    event_type: str
    mode: str | None
    sub_event: str | None
    strength: float
    pattern: str


def find_triggers(doc: Doc) -> list[Trigger]:
    """Find the triggers of a report, one for each place that names an event."""
    strange = _strange_subject(doc)
    best: dict[int, Trigger] = {}
    for trigger in _candidates(doc):
        strength = trigger.strength + _doubt(doc[trigger.head]) - (0.3 if strange else 0.0)
        judged = _with_strength(trigger, strength)
        held = best.get(trigger.head)
        if held is None or _rank(judged) > _rank(held):
            best[trigger.head] = judged
    return [trigger for trigger in sorted(best.values(), key=lambda t: t.token_start) if not _repeats(trigger, best, doc)]


def _rank(trigger: Trigger) -> tuple[int, float]:
    return (trigger.pattern.count(" "), trigger.strength)


def _with_strength(trigger: Trigger, strength: float) -> Trigger:
    return Trigger(
        trigger.span, trigger.token_start, trigger.token_end, trigger.head, trigger.event_type, trigger.mode,
        trigger.sub_event, min(1.0, max(0.0, strength)), trigger.pattern,
    )  # fmt: skip


@cache
def _rows_by_first_word() -> dict[str, list[tuple[list[str], Row]]]:
    rows: dict[str, list[tuple[list[str], Row]]] = {}
    for row in lexicon("triggers"):
        words = row.pattern.split()
        rows.setdefault(words[0], []).append((words, row))
    return rows


@cache
def _phrases_by_first_word() -> dict[str, list[list[str]]]:
    phrases: dict[str, list[list[str]]] = {}
    for row in lexicon("non_events"):
        if row.code == "phrase":
            words = row.pattern.split()
            phrases.setdefault(words[0], []).append(words)
    return phrases


@cache
def _strange_words() -> dict[str, str]:
    return {row.pattern: row.code for row in lexicon("non_events") if row.code in _MOST_STRANGE_WORDS}


def _candidates(doc: Doc) -> Iterator[Trigger]:
    lemmas = [token.lemma_.lower() for token in doc]
    barred = _barred(doc, lemmas)
    for token in doc:
        for words, row in _rows_by_first_word().get(lemmas[token.i], ()):
            end = _matched_to(doc, lemmas, token.i, words)
            if end is None or barred.intersection(range(token.i, end)):
                continue
            head = token if row.get("pos") == "verb" else doc[end - 1]
            if _is_as_lexicon_says(head, row):
                yield _trigger(doc, token.i, end, head, row)


def _matched_to(doc: Doc, lemmas: list[str], start: int, words: list[str]) -> int | None:
    """Return where the words of a pattern end, with small gaps between them, or None."""
    at = start + 1
    for word in words[1:]:
        reach = range(at, min(at + _WIDEST_GAP, doc[start].sent.end))
        found = next((i for i in reach if lemmas[i] == word or doc[i].lower_ == word), None)
        if found is None:
            return None
        at = found + 1
    return at


def _barred(doc: Doc, lemmas: list[str]) -> set[int]:
    """Return the tokens that a fixed phrase or a name keeps from naming an event: "heart attack", "Human Rights Watch"."""
    barred: set[int] = set()
    for i, lemma in enumerate(lemmas):
        for words in _phrases_by_first_word().get(lemma, ()):
            if lemmas[i : i + len(words)] == words:
                barred.update(range(i, i + len(words)))
    for entity in doc.ents:
        if entity.label_ in ("ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW", "FAC") and len(entity) > 1:
            barred.update(range(entity.start, entity.end))
    return barred


def _is_as_lexicon_says(head: Token, row: Row) -> bool:
    if row.get("pos") == "verb":
        is_verb = head.pos_ == "VERB"
        return is_verb and not (head.dep_ == "amod" and head.tag_ in ("VBG", "VBN"))
    return head.pos_ in ("NOUN", "PROPN") and head.dep_ != "compound"


def _trigger(doc: Doc, start: int, end: int, head: Token, row: Row) -> Trigger:
    first, last = doc[start], doc[end - 1]
    whole = end - start <= len(row.pattern.split())
    span = Span(first.idx, last.idx + len(last)) if whole else Span(head.idx, head.idx + len(head))
    return Trigger(
        span=span,
        token_start=start,
        token_end=end,
        head=head.i,
        event_type=row.code,
        mode=row.get("mode") or None,
        sub_event=row.get("sub_event") or None,
        strength=float(row.get("strength") or 0.5),
        pattern=row.pattern,
    )


def _doubt(head: Token) -> float:
    """Weigh how the sentence uses the word: a noun that states who, whom, where or how many is likelier an event."""
    if head.pos_ == "VERB":
        names_somebody = any(child.dep_ in ("nsubj", "nsubjpass", "dobj", "agent") for child in head.children)
        return 0.1 if names_somebody else -0.05
    children = [child for child in head.children if child.dep_ in _PARTICIPANTS]
    telling = [child for child in children if child.lower_ not in _PLAIN_ADJECTIVES and child.dep_ != "acl"]
    if not telling:
        return -0.3
    named = any(child.ent_type_ for child in telling for child in child.subtree)
    return 0.25 if named else 0.05


def _strange_subject(doc: Doc) -> bool:
    """Tell whether the report is about sport, business or the like."""
    counts: dict[str, int] = {}
    for token in doc:
        kind = _strange_words().get(token.lemma_.lower())
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
    return any(count > _MOST_STRANGE_WORDS[kind] + len(doc) // 150 for kind, count in counts.items())


def _repeats(trigger: Trigger, best: dict[int, Trigger], doc: Doc) -> bool:
    """Tell whether the verb over this noun already names the happening: "carried out an attack"."""
    head = doc[trigger.head]
    verb = best.get(head.head.i)
    return head.dep_ == "dobj" and verb is not None and verb.event_type == trigger.event_type and verb is not trigger
