"""Find who does and who suffers what a trigger names: active, passive, nominal, reciprocal."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from sayso.coding.mentions import mention_of

_RECIPROCAL = frozenset({"CONSULT", "AGREE"})
_NO_RECIPIENT = frozenset({"PROTEST"})
_OBJECTS = ("dobj", "dative", "obj", "iobj")
_TARGET_PREPOSITIONS = frozenset("on against at upon toward towards to into".split())


def roles_of(head: Token, event_type: str, doc: Doc) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the phrases that act and the phrases that are acted on; in talks and agreements all sides act."""
    actors, recipients = _of_verb(head) if head.pos_ == "VERB" else _of_noun(head)
    if event_type in _RECIPROCAL:
        return _phrases([*actors, *recipients]), ()
    return _phrases(actors), () if event_type in _NO_RECIPIENT else _phrases(recipients)


def _phrases(heads: list[Token]) -> tuple[Span, ...]:
    every = [token for head in heads for token in (head, *_joined(head))]
    return tuple(mention_of(token) for token in every if token.pos_ in ("NOUN", "PROPN", "PRON"))


def _joined(token: Token) -> Iterator[Token]:
    """Yield what a list adds: "police and soldiers"."""
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"):
            yield child
            yield from _joined(child)


def _of_verb(verb: Token) -> tuple[list[Token], list[Token]]:
    subjects = _subjects(verb)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or verb.dep_ == "acl"
    agents = [
        noun for by in verb.children if by.dep_ == "agent" for noun in by.children if noun.dep_ == "pobj"
    ]
    objects = [child for child in verb.children if child.dep_ in _OBJECTS]
    targets = [
        noun
        for preposition in verb.children
        if preposition.dep_ == "prep" and preposition.lower_ in _TARGET_PREPOSITIONS
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME")
    ]
    if passive and verb.tag_ == "VBN":
        suffering = [verb.head] if verb.dep_ == "acl" else subjects
        return agents, suffering
    return subjects, objects or targets


def _subjects(verb: Token) -> list[Token]:
    """Return a verb's subjects, or those it shares with the verb it is joined to or depends on."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return [_meant(subject, verb) for subject in own]
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ == "VERB":
        return _subjects(verb.head)
    return []


def _meant(subject: Token, verb: Token) -> Token:
    """Return the noun that a relative "which" or "who" stands for."""
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _of_noun(noun: Token) -> tuple[list[Token], list[Token]]:
    actors = [child for child in noun.children if child.dep_ == "poss"]
    recipients: list[Token] = []
    for preposition in noun.children:
        objects = [child for child in preposition.children if child.dep_ == "pobj"]
        if preposition.lower_ in ("by", "between", "among"):
            actors += objects
        elif preposition.lower_ in ("against", "of", "on") and preposition.dep_ == "prep":
            recipients += [found for found in objects if found.ent_type_ not in ("DATE", "TIME", "GPE", "LOC")]
    if not actors and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        actors = _subjects(noun.head)
    return actors, recipients
