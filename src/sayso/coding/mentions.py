"""Find where a mention of somebody begins and ends: from the head of a noun phrase to its characters."""

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from sayso.coding.known_actors import role_at

CountryOfPlace = Callable[[str], str | None]

_PREMODIFIERS = frozenset("det amod compound poss nummod nmod quantmod advmod predet neg preconj".split())
_PRONOUNS = frozenset("he she they we i it you him her them us me who whom".split())
# "Accused protesters of vandalism": what they are accused of is no part of who they are.
_OF_WHAT = frozenset({"accuse", "acquit", "clear", "convict", "strip", "suspect"})
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_NO_ENTITY = frozenset("DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL EVENT PRODUCT LAW WORK_OF_ART".split())


def is_pronoun(token: Token) -> bool:
    """Tell a personal pronoun, possessives included."""
    return (token.lower_ in _PRONOUNS and token.text != "US") or token.tag_ == "PRP$"


def mention_of(head: Token) -> Span:
    """Return the fullest noun phrase around a head: titles, "of" phrases and a name behind a comma, but no clauses."""
    doc = head.doc
    if is_pronoun(head):
        return doc[head.i : head.i + 1]
    if _is_modifier(head):
        return entity_around(head)
    start = min([head.i, *(child.left_edge.i for child in head.lefts if child.dep_ in _PREMODIFIERS)])
    while start > 0 and _names_the_same(doc[start - 1], head):
        start -= 1
    while start < head.i and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ in {"cc", "preconj"}):
        start += 1
    dashes = [i for i in range(start, head.i) if doc[i].text in _DASHES and doc[i - 1].whitespace_]
    start = dashes[-1] + 1 if dashes else start
    end = max([head.i, *(_end_of_part(child) for child in head.rights if _belongs(child, head))])
    entity = entity_around(head)
    if entity.label_ and entity.label_ not in _NO_ENTITY and entity.root == head:
        start, end = min(start, entity.start), max(end, entity.end - 1)
    while end > head.i and (doc[end].is_punct or doc[end].is_space or doc[end].tag_ == "POS"):
        end -= 1
    return doc[start : end + 1]


def _names_the_same(before: Token, head: Token) -> bool:
    """Tell "Myanmar" in "Myanmar junta arrests", where both words hang on the event."""
    modifies = before.head == head.head and before.dep_ in {"amod", "compound", "nmod"}
    return head.dep_ == "compound" and modifies and before.ent_type_ in {"GPE", "NORP", "ORG"}


def appositives(head: Token) -> Iterator[Span]:
    """Yield the phrases that say who a name is: "Serhiy Haidai, the governor of Luhansk"."""
    for child in head.rights:
        one_of_many = head.tag_ == "NNS" and child.tag_ in {"NN", "NNP"}
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"} and not one_of_many:
            yield mention_of(child)
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and role_at(head.head):
        yield mention_of(head.head)


def entity_around(token: Token) -> Span:
    """Return the named entity that a token is part of, without its determiner, or the token alone."""
    doc = token.doc
    start = end = token.i
    if not token.ent_type_:
        return doc[start : end + 1]
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    if doc[start].pos_ == "DET" and start < end:
        start += 1
    if doc[end].tag_ == "POS" and start < end:
        end -= 1
    return Span(doc, start, end + 1, label=token.ent_type)


def _is_modifier(token: Token) -> bool:
    if token.pos_ == "ADJ" and token.dep_ in {"amod", "conj", "nmod"}:
        return True
    return token.dep_ in {"amod", "compound", "nmod"} and token.ent_type_ in {"NORP", "GPE", "ORG"}


def _belongs(child: Token, head: Token) -> bool:
    if child.dep_ == "prep":
        if child.lower_ == "of" and head.dep_ == "dobj" and head.head.lemma_.casefold() in _OF_WHAT:
            return False
        role = role_at(head)
        names = head.pos_ == "PROPN" or (role is not None and role[0].of_whom)
        return child.lower_ == "of" or (child.lower_ in {"for", "from"} and names)
    if child.dep_ == "appos":
        single = head.tag_ == "NN" and not any(other.dep_ == "nummod" for other in head.children)
        return single and child.pos_ == "PROPN" and child.ent_type_ in {"PERSON", ""}
    return child.dep_ in {"nummod", "compound"} and child.pos_ in {"PROPN", "NUM"}


def _end_of_part(child: Token) -> int:
    """Return the last token of a phrase without the clauses inside it."""
    end = child.i
    for token in child.rights:
        if token.dep_ in {"pobj", "conj", "compound"} or (token.dep_ == "prep" and token.lower_ == "of"):
            end = max(end, _end_of_part(token))
    return end
