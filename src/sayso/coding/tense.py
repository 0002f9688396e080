"""Tell from the parse whether a word stands in a clause of the past or of the future."""

from spacy.tokens import Token

PAST, FUTURE = "past", "future"

_FUTURE_AUXILIARIES = frozenset(
    {"will", "shall", "'ll", "wo", "may", "might", "must", "should", "could", "can", "would"}
)
REPORTING = frozenset(
    {
        "say", "tell", "report", "announce", "add", "state", "claim", "confirm", "note", "write", "post", "warn",
        "allege",
        "accord", "explain", "declare", "deny", "acknowledge", "reveal", "disclose", "suggest", "insist", "recall",
        "cite",
        "quote", "tweet", "admit", "publish", "show", "describe", "estimate", "believe", "think", "learn", "release",
    }
)  # fmt: skip
# What is meant to be done, said in the infinitive: "plans to meet on Friday", "due to appear on Monday".
AHEAD = frozenset(
    {
        "plan", "expect", "schedule", "intend", "set", "due", "go", "want", "vow", "pledge", "promise", "threaten",
        "agree",
        "call", "urge", "hope", "aim", "prepare", "propose", "offer", "order", "ask", "decide", "need", "likely",
        "slated",
        "poised", "ready", "about", "have",
    }
)  # fmt: skip


_CALLING = frozenset({"call", "push", "press", "campaign"})
# What the calendar has fixed is told in the present: "talks open on Tuesday", "the ultimatum expires on Sunday".
_SCHEDULED = frozenset(
    {"open", "start", "begin", "resume", "expire", "end", "close", "vote", "arrive", "convene", "take", "come"}
)  # fmt: skip


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a word, or the word itself."""
    for _ in range(20):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def is_called_for(token: Token) -> bool:
    """Tell whether a word belongs to what somebody calls for: "called for a boycott on 25 February"."""
    verb = governing_verb(token)
    if verb is None or verb.lemma_ not in _CALLING:
        return False
    return any(child.lower_ == "for" and child.i < token.i for child in verb.children)


def tense_at(token: Token) -> str | None:
    """Return the tense of the clause a word stands in; None if it has none, as in headlines."""
    verb = governing_verb(token)
    return tense_of(verb) if verb is not None else None


def tense_of(verb: Token, depth: int = 0) -> str | None:
    """Return whether a verb tells of the past or of the future."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.lower_ in _FUTURE_AUXILIARIES for helper in helpers):
        return None if any(helper.lower_ == "have" for helper in helpers) else FUTURE
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers):
        return _future_in_the_past(verb, helpers)
    if any(helper.lower_ in ("has", "have", "'ve") for helper in helpers) and verb.tag_ == "VBN":
        return PAST
    if verb.tag_ == "VBG" and any(helper.lower_ in ("is", "are", "am", "'s", "'re") for helper in helpers):
        return FUTURE
    if depth < 4 and verb.head != verb:
        above = governing_verb(verb.head)
        if any(helper.lower_ == "to" for helper in helpers):
            if verb.head.lemma_ in AHEAD:
                return FUTURE
            return tense_of(above, depth + 1) if above is not None else None
        if verb.tag_ in ("VBG", "VBN", "VB") and not helpers and above is not None:
            return tense_of(above, depth + 1)
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _SCHEDULED and verb.sent[-1].text.strip() == ".":
        return FUTURE
    return None


def _future_in_the_past(verb: Token, helpers: list[Token]) -> str:
    """Read "was due to", "were to meet", "was going to" as plans."""
    if any(helper.lower_ == "would" for helper in helpers):
        return FUTURE
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children):
        return FUTURE
    return PAST
