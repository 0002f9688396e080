"""Say how closely a time belongs to a trigger: by what it hangs on in the parse."""

from enum import IntEnum

from spacy.tokens import Doc, Token

from sayso.coding.tense import AHEAD, REPORTING, governing_verb
from sayso.coding.time_tagger import TimeMention

_SPEECH_ACTS = frozenset(
    {
        "accuse", "condemn", "denounce", "threaten", "demand", "reject", "urge", "vow", "pledge", "promise", "blame",
        "apologise", "apologize", "criticise", "criticize", "warn",
    }
)  # fmt: skip


class Bond(IntEnum):
    """How closely a time belongs to a trigger; less is closer."""

    OWN = 0
    TOLD = 1
    CLAUSE = 2
    CHILD = 3
    PARENT = 4
    JOINED = 5
    FRONTED = 6
    NONE = 9


def bond_of(trigger: Token, mention: TimeMention, doc: Doc) -> Bond:
    """Return how a time hangs together with a trigger."""
    holder = holder_of(trigger, mention, doc)
    if holder == trigger:
        return Bond.OWN
    clause = governing_verb(trigger)
    if holder is None or clause is None:
        return _fronted(trigger, mention, doc, holder)
    if holder.dep_ == "acl" and holder.head == trigger and not reports(holder):
        return Bond.TOLD
    if holder == clause:
        return Bond.NONE if reports(clause) and clause != trigger else Bond.CLAUSE
    if holder.dep_ == "xcomp" and holder.head.lemma_ in AHEAD and holder.head in (trigger, clause):
        return Bond.NONE
    if _is_child_clause(holder, trigger) or _is_child_clause(holder, clause):
        return Bond.CHILD if not reports(holder) else Bond.NONE
    if reports(holder):
        return Bond.CLAUSE if _is_in_words_of(holder, clause) else Bond.NONE
    if _is_under(clause, holder):
        return Bond.NONE if _is_thwarted(clause, holder) else Bond.PARENT
    if _is_joined(clause, holder):
        return Bond.JOINED
    return _fronted(trigger, mention, doc, holder)


def nouns_between(mention: TimeMention, trigger: Token, doc: Doc) -> int:
    """Count the nouns a time hangs on before the verb: "the accord of 7 May was torn up in June" is one, none."""
    count = 0
    for above in root_of(mention, doc).ancestors:
        if above == trigger or above.pos_ in ("VERB", "AUX"):
            return count
        count += above.pos_ in ("NOUN", "PROPN")
    return count


def holder_of(trigger: Token, mention: TimeMention, doc: Doc) -> Token | None:
    """Return the trigger if the time hangs on it, else the verb that the time hangs on."""
    token = root_of(mention, doc)
    if token == trigger:
        return trigger
    while token.head != token:
        token = token.head
        if token == trigger or token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _is_child_clause(lower: Token, upper: Token) -> bool:
    return lower.head == upper and lower.dep_ in ("relcl", "acl", "advcl", "xcomp", "pcomp", "csubj", "csubjpass")


def _is_under(lower: Token, upper: Token) -> bool:
    """Tell whether a clause depends on another without a verb of saying between them."""
    token = lower
    while token.head != token:
        if token.dep_ in ("ccomp", "parataxis") and reports(token.head):
            return False
        token = token.head
        if token == upper:
            return True
    return False


def _is_in_words_of(holder: Token, clause: Token) -> bool:
    """Tell "in comments published on Wednesday, he accused": a speech act is of the day on which it was made known."""
    said_in = holder.head.head if holder.dep_ == "acl" else holder
    return said_in.lower_ == "in" and said_in.head == clause and clause.lemma_ in _SPEECH_ACTS


def _is_thwarted(clause: Token, holder: Token) -> bool:
    """Tell "was due in court on Wednesday but fled": the day is that of the plan, not of what came instead."""
    if clause.head != holder or clause.dep_ != "conj" or not any(c.lower_ == "but" for c in holder.children):
        return False
    return holder.lemma_ in AHEAD or any(child.lemma_ in AHEAD for child in holder.children)


def _is_joined(clause: Token, holder: Token) -> bool:
    """Tell whether a later clause, or one under it, goes on with this one: "fired tear gas and arrested 63 on Tuesday".

    "Were killed and dozens wounded when gunmen attacked on Saturday" is one as well; a clause with a subject and a
    time of its own is not.
    """
    if holder.i < clause.i:
        return False
    joined = holder if holder.dep_ == "conj" else holder.head if holder.dep_ in ("advcl", "xcomp") else None
    if joined is None or joined.dep_ != "conj" or joined.head != clause:
        return False
    # "Nine were killed and 23 wounded on Thursday": the second clause borrows its auxiliary.
    is_elliptic = joined.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in joined.children)
    return joined != holder or is_elliptic or not any(c.dep_ in ("nsubj", "nsubjpass") for c in joined.children)


def _fronted(trigger: Token, mention: TimeMention, doc: Doc, holder: Token | None) -> Bond:
    lead = [
        token for token in doc[trigger.sent.start : mention.token_start] if not token.is_space and not token.is_punct
    ]
    if holder is not None and reports(holder):
        return Bond.NONE
    return Bond.FRONTED if len(lead) <= 1 else Bond.NONE


def reports(verb: Token) -> bool:
    return verb.lemma_.lower() in REPORTING


def root_of(mention: TimeMention, doc: Doc) -> Token:
    return doc[mention.token_start : mention.token_end].root
