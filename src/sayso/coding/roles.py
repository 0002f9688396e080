"""Find who does and who suffers what a trigger names, as the fullest phrases of the sentence."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from sayso.coding.known_actors import role_at
from sayso.coding.mentions import is_pronoun, mention_of
from sayso.coding.noun_roles import around_noun, is_of_country
from sayso.coding.somebody import is_capital, is_happening, is_mere_figure, is_place, is_somebody, is_time, is_weapon
from sayso.coding.verb_roles import LIGHT, SUBJECTS, Heads, around_verb

# PLOVER manual, "Compound and Reciprocal Actors": all sides act, nobody is acted on.
_RECIPROCAL = frozenset({"CONSULT", "AGREE"})
_TWO_SIDED = frozenset(
    "clash fight fighting battle skirmish firefight gunfight shootout gunbattle duel exchange".split()
)
# PLOVER manual, CONSULT: the visitor acts, the host is acted on.
_VISITS = frozenset("visit travel arrive fly trip".split())
_AGREEING = frozenset(
    "agree sign reach strike conclude seal settle ratify initial negotiate finalise finalize endorse adopt".split()
)
_HOSTS = frozenset("host receive welcome".split())
# Acts that are done to bodies and things: a town's name there says where, not to whom.
_PHYSICAL = frozenset("ASSAULT COERCE MOBILIZE RETREAT PROTEST".split())
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_EMPTY_SUBJECTS = frozenset("it there this that these those what which who whom".split())
_DEPTH = 3
_DATELINE, _DASHES = 8, frozenset({"-", "--", "\u2013", "\u2014"})


def roles_of(head: Token, event_type: str, doc: Doc) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the phrases that act and the phrases that are acted on; in talks and clashes all sides act.

    A weapon or a happening never acts: whose it is does, if the sentence says so.
    """
    found = _heads(head, event_type)
    actors = _people(found.actors, event_type, acting=True)
    recipients = _people(found.recipients, event_type, acting=False)
    lemma = head.lemma_.casefold()
    if any(noun.lemma_.casefold() in _TWO_SIDED for noun in found.actors):
        actors, recipients = [*actors, *recipients], []
    if lemma in _HOSTS and event_type in _RECIPROCAL:
        actors, recipients = recipients, actors
    elif (event_type in _RECIPROCAL and lemma not in _VISITS and _is_of_both(head, event_type)) or lemma in _TWO_SIDED:
        actors, recipients = [*actors, *recipients], []
    acting = _phrases(actors)
    return acting, tuple(phrase for phrase in _phrases(recipients) if phrase not in acting)


def _is_of_both(head: Token, event_type: str) -> bool:
    """Tell "agreed", which all sides do, from "will release" and "will convene", which one side promises."""
    return event_type != "AGREE" or head.pos_ != "VERB" or head.lemma_.casefold() in _AGREEING


def _heads(head: Token, event_type: str) -> Heads:
    if head.pos_ not in {"VERB", "AUX"}:
        return around_noun(head, event_type)
    found = around_verb(head)
    for noun in found.recipients:
        if is_happening(noun) and noun.dep_ == "dobj" and head.lemma_.casefold() in LIGHT:
            found = Heads(found.actors, (*found.recipients, *around_noun(noun, event_type).recipients))
    return found if found.actors else Heads(_from_happening_within(head, event_type), found.recipients)


def _from_happening_within(verb: Token, event_type: str) -> tuple[Token, ...]:
    """Read who killed from "20 were killed in a Russian attack"."""
    for preposition in verb.children:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in {"in", "by", "during", "after", "when"}:
            for noun in preposition.children:
                if noun.dep_ == "pobj" and (is_happening(noun) or is_weapon(noun)):
                    return around_noun(noun, event_type).actors
    return ()


def _people(heads: Iterable[Token], event_type: str, acting: bool) -> list[Token]:
    """Put somebody in the place of weapons and happenings, and leave out what is nobody."""
    every = [token for head in heads for one in _past_dateline(head) for token in (one, *_joined(one))]
    people: list[Token] = []
    for token in every:
        for somebody in _behind(token, event_type, acting):
            if somebody not in people:
                people.append(somebody)
    return people


def _past_dateline(head: Token) -> Iterator[Token]:
    """Yield the head, or what the parser hangs on a dateline: "PARIS (Agency) - Teachers marched"."""
    if not _is_in_dateline(head):
        yield head
        return
    for child in head.rights:
        if child.dep_ in {"appos", "conj"} and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield from _past_dateline(child)


def _is_in_dateline(token: Token) -> bool:
    """Tell "LIMA, Peru (Agency) - ", which opens the line and is often parsed as the first subject."""
    if token.pos_ != "PROPN" or (token.ent_type_ not in {"GPE", "LOC", ""} and not token.is_upper):
        return False
    doc = token.doc
    first = token.i
    while first > 0 and "\n" not in doc[first - 1].text:
        first -= 1
        if token.i - first > _DATELINE:
            return False
    if any(one.pos_ in {"VERB", "AUX", "ADP"} for one in doc[first : token.i]):
        return False
    for one in doc[token.i + 1 : token.i + 1 + _DATELINE]:
        if one.text in _DASHES or (one.text == ":" and token.text.isupper()):
            return True
        if one.pos_ in {"VERB", "AUX", "ADP"} or "\n" in one.text:
            return False
    return False


def _behind(token: Token, event_type: str, acting: bool, depth: int = 0) -> Iterator[Token]:
    """Yield the token if it is somebody, else those it belongs to."""
    if token.pos_ not in _NOUNS or is_time(token) or depth == _DEPTH:
        return
    if any(child.lower_ == "whose" for child in token.children) and not acting:
        yield from _whose(token)
    elif is_happening(token):
        if acting or event_type not in _PHYSICAL:
            for actor in around_noun(token, event_type).actors:
                for one in (actor, *_joined(actor)):
                    yield from _behind(one, event_type, acting, depth + 1)
    elif is_weapon(token):
        if acting:
            yield from _users(token, event_type, depth)
    elif _may_be(token, event_type):
        yield token
    elif acting or event_type not in _PHYSICAL:
        for child in token.children:
            of_country = child.dep_ in {"amod", "compound"} and is_of_country(child)
            if (child.dep_ == "poss" or of_country) and _may_be(child, event_type):
                yield child


def _whose(owned: Token) -> Iterator[Token]:
    """Yield the farmer of "a farmer whose house was demolished"."""
    if owned.head.dep_ == "relcl" and is_somebody(owned.head.head):
        yield owned.head.head


def _may_be(token: Token, event_type: str) -> bool:
    if is_pronoun(token):
        return token.lower_ not in _EMPTY_SUBJECTS or (token.lower_ == "it" and token.dep_ in SUBJECTS)
    if is_mere_figure(token) and not is_somebody(token):
        return False
    if token.pos_ == "ADJ" and is_of_country(token):
        return True
    if event_type in _PHYSICAL and is_place(token):
        return token.dep_ == "nsubj" and is_capital(token)
    return is_somebody(token)


def _users(weapon: Token, event_type: str, depth: int) -> Iterator[Token]:
    """Yield whose weapon it is: "a Russian drone", "Hamas rockets", "shells fired by the army"."""
    for child in weapon.children:
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and _owns(child)):
            yield from _behind(child, event_type, True, depth + 1)
        elif child.dep_ == "acl":
            for agent in around_verb(child).actors:
                if agent != weapon:
                    yield from _behind(agent, event_type, True, depth + 1)
        elif child.dep_ == "prep" and child.lower_ == "from":
            yield from (noun for noun in child.children if noun.dep_ == "pobj" and is_somebody(noun))


def _owns(token: Token) -> bool:
    role = role_at(token)
    return is_of_country(token) or (role is not None and not role[0].kind) or token.ent_type_ in {"ORG", "NORP"}


def _phrases(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return each token's phrase, the larger of two that overlap."""
    phrases: list[Span] = []
    for phrase in (mention_of(token) for token in tokens):
        inside = [other for other in phrases if other.start < phrase.end and phrase.start < other.end]
        if all(len(other) < len(phrase) for other in inside):
            phrases = [other for other in phrases if other not in inside] + [phrase]
    return tuple(phrases)


def _joined(token: Token) -> Iterator[Token]:
    """Yield what a list adds: "police and soldiers"."""
    for child in token.children:
        if child.dep_ in {"conj", "appos"} and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            if child.dep_ == "conj":
                yield child
            yield from _joined(child)
