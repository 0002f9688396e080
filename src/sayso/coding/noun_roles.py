"""Find those who act and those acted on around a noun that names an event: "Y's attack on X", "talks with A"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.coding.known_actors import is_object, matches, role_at
from sayso.coding.somebody import is_place, is_somebody, is_time
from sayso.coding.verb_roles import BLAME, BLAME_PREPOSITIONS, LIGHT, Heads, around_verb, is_passive, subjects_of

_ACT_BY_THEMSELVES = frozenset({"PROTEST", "CONSULT", "AGREE", "MOBILIZE", "RETREAT"})
_JOINED_IN = _ACT_BY_THEMSELVES - {"RETREAT"}
_ARMED = frozenset({"MIL", "REB", "COP", "GOV", "UAF", "PRM", "CRM", "SPY", "OPP"})
# What a happening does to people: "the attack killed 20".
_HARM = frozenset(
    """
    kill injure wound hit strike destroy damage displace target maim claim leave hurt devastate flatten burn shake rock
    slaughter pound wreck die perish shell bomb arrest detain
    """.split()
)
# "The minister's murder" happened to the minister; "Israel's murder of a minister" did not happen to Israel.
_SUFFERED = frozenset(
    """
    death murder killing assassination arrest detention release abduction kidnapping execution conviction trial
    expulsion disappearance imprisonment deportation torture beating rape extradition acquittal dismissal ouster
    impeachment indictment prosecution eviction slaying beheading capture
    """.split()
)
_OWN_UP = frozenset({"claim", "admit", "accept", "acknowledge", "take"})
_AGAINST = frozenset("on against upon at targeting toward towards".split())
_SIDES = frozenset({"between", "among", "with", "involving"})
_WITHIN = frozenset("in during by after from".split())
_MADE_OF = frozenset({"amod", "compound", "nmod"})


def around_noun(noun: Token, event_type: str) -> Heads:
    """Return who acts and who is acted on: what hangs on the noun, else what the verb it stands with says."""
    actors = [*_owners(noun, event_type), *_by(noun)]
    recipients = list(_targets(noun, event_type))
    if not recipients and noun.lemma_.casefold() in _SUFFERED:
        recipients = [owner for owner in actors if owner.dep_ == "poss"]
        actors = [actor for actor in actors if actor not in recipients]
    sides = [pobj for prep in _prepositions(noun, _SIDES) for pobj in _objects(prep)]
    if event_type in _ACT_BY_THEMSELVES or not recipients:
        actors += sides
    compounds = list(_compounds(noun))
    for compound in compounds:
        armed = (role := role_at(compound)) is None or role[0].sector in _ARMED
        (actors if armed or event_type in _JOINED_IN else recipients).append(compound)
    own = Heads(tuple(actors), tuple(recipients))
    return _completed(own, _from_clause(noun), _from_verb(noun))


def _completed(own: Heads, *others: Heads) -> Heads:
    actors, recipients = own.actors, own.recipients
    for other in others:
        actors = actors or other.actors
        recipients = recipients or other.recipients
    return Heads(actors, recipients)


def _prepositions(noun: Token, words: frozenset[str]) -> Iterator[Token]:
    return (child for child in noun.children if child.dep_ in {"prep", "agent"} and child.lower_ in words)


def _objects(preposition: Token) -> Iterator[Token]:
    return (noun for noun in preposition.children if noun.dep_ == "pobj" and not is_time(noun))


def _owners(noun: Token, event_type: str) -> Iterator[Token]:
    for child in noun.children:
        adjective = child.dep_ in _MADE_OF and child.pos_ in {"ADJ", "PROPN"} and is_of_country(child)
        owner = child.dep_ == "poss" and not is_time(child)
        if adjective or (owner and (is_somebody(child) or event_type in _ACT_BY_THEMSELVES)):
            yield child


def is_of_country(token: Token) -> bool:
    """Tell "Russian" and "Syria" in "Russian strike" and "Syria talks" from "pro-Russian"."""
    if token.i + 1 < len(token.doc) and token.nbor().text == "-":
        return False
    if token.i > 0 and token.nbor(-1).text == "-":
        return False
    return any(match.kind in {"demonym", "state"} for match in matches(token.text, token.idx, None))


def _compounds(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ not in _MADE_OF or is_of_country(child) or is_time(child) or is_place(child):
            continue
        if child.pos_ not in {"NOUN", "PROPN"}:
            continue
        role = role_at(child)
        named = child.ent_type_ in {"ORG", "NORP", "PERSON"} or any(
            match.kind in {"group", "military", "ministry", "igo", "police", "party"}
            for match in matches(child.text, child.idx, None)
        )
        if named or (role is not None and not role[0].kind):
            yield child


def _by(noun: Token) -> Iterator[Token]:
    for child in noun.subtree:
        direct = child.head == noun or (child.head.head.head == noun and child.head.dep_ == "pobj")
        if child.lower_ in {"by", "from"} and child.dep_ in {"prep", "agent"} and direct:
            people = (found for found in _objects(child) if is_somebody(found) and not is_place(found))
            yield from (found for found in people if child.lower_ == "by" or not is_object(found))


def _targets(noun: Token, event_type: str) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ != "prep":
            continue
        if child.lower_ == "of":
            if event_type not in {"PROTEST", "CONSULT", "AGREE"}:
                yield from _objects(child)
        elif child.lower_ in _AGAINST or (child.lower_ in {"to", "for"} and event_type in _TO_SOMEBODY):
            yield from _objects(child)


_TO_SOMEBODY = frozenset({"AID", "SUPPORT", "COOPERATE", "THREATEN", "REQUEST", "CONSULT", "RETREAT", "CONCEDE"})


def _from_clause(noun: Token) -> Heads:
    """Read the clause behind the noun: "carried out by militants", "that killed 20", "blamed on the army"."""
    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    for verb in noun.children:
        if verb.dep_ not in {"acl", "relcl"}:
            continue
        found = around_verb(verb)
        if is_passive(verb):
            actors = actors or found.actors or _blamed(verb)
        elif verb.lemma_.casefold() in _HARM or verb.lemma_.casefold() == "target":
            recipients = recipients or found.recipients
    return Heads(actors, recipients)


def _blamed(verb: Token) -> tuple[Token, ...]:
    """Read "blamed on militants" and "attributed to the army"."""
    if verb.lemma_.casefold() not in {"blame", "attribute", "pin"}:
        return ()
    return tuple(noun for prep in _prepositions(verb, frozenset({"on", "to"})) for noun in _objects(prep))


def _from_verb(noun: Token) -> Heads:
    """Read the verb the noun stands with: "launched an attack", "the attack killed 20", "killed in an attack"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    verb = top.head
    if top.dep_ == "pobj" and verb.head.lemma_ == "responsibility":
        claim = verb.head.head
        return Heads(subjects_of(claim)) if claim.lemma_.casefold() in _OWN_UP else Heads()
    if top.dep_ == "pobj" and verb.head.pos_ == "VERB":
        return _from_verb_before(verb, verb.head)
    if verb.pos_ not in {"VERB", "AUX"}:
        return Heads()
    lemma = verb.lemma_.casefold()
    if top.dep_ == "dobj":
        return Heads(subjects_of(verb)) if lemma in LIGHT | _OWN_UP and not is_passive(verb) else Heads()
    if top.dep_ == "nsubjpass":
        return Heads(around_verb(verb).actors if lemma in LIGHT else _blamed(verb))
    if top.dep_ == "nsubj" and lemma in _HARM:
        return Heads((), around_verb(verb).recipients)
    return Heads()


def _from_verb_before(preposition: Token, verb: Token) -> Heads:
    """Read "killed in an attack", "engaged in talks" and "accused the army of looting"."""
    if verb.lemma_.casefold() in BLAME and preposition.lower_ in BLAME_PREPOSITIONS:
        found = around_verb(verb)
        return Heads(found.recipients[:1])
    if preposition.lower_ not in _WITHIN:
        return Heads()
    found = around_verb(verb)
    if verb.lemma_.casefold() in _HARM:
        return Heads(found.actors, found.recipients)
    if preposition.lower_ == "in" and verb.lemma_.casefold() in {"engage", "participate", "take", "join", "meet"}:
        return Heads(found.actors)
    return Heads()
