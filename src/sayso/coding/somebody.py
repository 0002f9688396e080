"""Tell who could act or suffer from what could not: people, groups and bodies from weapons, happenings and things."""

from functools import lru_cache

from spacy.tokens import Token

from sayso.coding.known_actors import Match, matches, role_at
from sayso.coding.mentions import is_pronoun
from sayso.resources.lexicons import lexicon

_TIMES = frozenset({"DATE", "TIME"})
_NOT_NAMES = frozenset("EVENT LAW DATE TIME MONEY PERCENT QUANTITY LANGUAGE CARDINAL".split())
# The parser labels rare surnames so; `actor_of` keeps those that the report gives in full elsewhere.
SELDOM_PEOPLE = frozenset({"PRODUCT", "WORK_OF_ART"})
_NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC"}) | SELDOM_PEOPLE
_PLACES = frozenset({"GPE", "LOC", "FAC"})
QUANTITIES = frozenset("dozen hundred thousand million score handful couple number group crowd lot majority".split())
_PEOPLE_ADJECTIVES = frozenset("wounded injured dead detained accused poor young elderly".split())
_PEOPLE_ENDINGS = ("er", "ist", "ian", "man", "woman", "ee", "person")
_END_LIKE_PEOPLE = frozenset(
    """
    power water letter number order paper border winter summer weather river cover offer matter fear danger
    disaster quarter corner center computer helicopter mortar bomber launcher tanker charter tower chapter
    character container counter disorder encounter fever finger hunger layer laser liver murder poster radar
    register remainder rubber shelter shower slaughter sticker surrender temper theater thunder timber transfer
    trigger other either another cruiser destroyer carrier fighter-jet freighter trailer bulldozer silencer
    missile-launcher powder razor blister coffee committee fee guarantee spree degree knee tree list waist twist
    mist wrist fist consumer-price answer layover manner newsletter tracker loader barrier carrier drawer
    cluster parameter filter router server printer folder pepper bunker crater chamber lever meter kilometer
    centimeter liter dinner supper member-state gutter fiber copper silver stroller boiler trailer trigger
    lawsuit voucher shutter skyscraper sweater thriller boulder shoulder chapter refer dossier canister
    user-folder poker joker primer rudder ladder bladder hammer banner flier copter gunpowder gunfighter
    transformer reminder
    """.split()
)


_HARM_TO_PEOPLE = frozenset("kill injure wound hurt arrest detain abduct kidnap displace massacre".split())
_NOT_COUNTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_MORE_HAPPENINGS = frozenset(
    "war conflict fire crisis tension hostility incident storm flood earthquake event process campaign election".split()
)


@lru_cache(maxsize=1)
def _happenings() -> frozenset[str]:
    """Return the nouns that name an event by themselves: "attack", "talks", "withdrawal"."""
    rows = lexicon("triggers")
    return frozenset(row.pattern.split()[-1] for row in rows if row.get("pos") == "noun") | _MORE_HAPPENINGS


def is_happening(token: Token) -> bool:
    """Tell a noun that names an event, which has actors of its own but is none."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.ent_type_:
        return False
    found = role_at(token)
    return found is None and token.lemma_.casefold() in _happenings()


def is_weapon(token: Token) -> bool:
    """Tell a weapon, munition or vehicle: it does harm, but somebody else acts."""
    found = role_at(token)
    if found is None or token.ent_type_ in {"ORG", "PERSON", "NORP"}:
        return False
    return found[0].kind == "weapon"


def is_time(token: Token) -> bool:
    """Tell a date or an hour."""
    return token.ent_type_ in _TIMES


def is_mere_figure(token: Token) -> bool:
    """Tell a number that stands alone: "killing 20"."""
    return token.pos_ == "NUM" or (token.like_num and token.pos_ not in {"NOUN", "PROPN"})


def is_number_of_people(token: Token) -> bool:
    """Tell "17" in "gunmen kill 17" and "370 wounded" from the number of anything else."""
    if (
        not is_mere_figure(token)
        or token.ent_type_ in _NOT_COUNTS
        or any(child.text in "$€£%" for child in token.children)
    ):
        return False
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in token.rights):
        return False
    harmed = token.dep_ in {"dobj", "nsubjpass", "nsubj"} and token.head.lemma_.casefold() in _HARM_TO_PEOPLE
    return harmed and (token.dep_ == "dobj" or token.head.tag_ in {"VBN", "VBD"})


def is_place(token: Token) -> bool:
    """Tell the name of a place that is not a country's, nor part of the name of somebody."""
    if token.ent_type_ not in _PLACES or token.pos_ != "PROPN" or role_at(token) is not None:
        return False
    return not any(match.kind not in {"demonym", "leaning", "capital"} for match in _known(token))


def is_capital(token: Token) -> bool:
    """Tell the name of a capital, which may stand for a government."""
    return any(match.kind == "capital" for match in _known(token))


def is_somebody(token: Token) -> bool:
    """Tell a noun or pronoun that can act or suffer, or a building that can be attacked."""
    if is_pronoun(token) or is_number_of_people(token):
        return True
    if is_time(token) or is_happening(token) or is_weapon(token):
        return False
    return could_act(token, _known(token))


def could_act(head: Token, found: tuple[Match, ...]) -> bool:
    """Tell people, groups and organisations from things, by what speaks for them rather than against."""
    role = role_at(head)
    if role is not None:
        return role[0].kind != "weapon" or head.ent_type_ in {"ORG", "PERSON", "NORP"}
    if any(match.start <= head.idx < match.end for match in found):
        return True
    if head.ent_type_ in _NOT_NAMES:
        return head.ent_type_ == "CARDINAL" and _counts_somebody(head)
    if head.pos_ == "PROPN":
        return head.ent_type_ in _NAMES or (not head.ent_type_ and head.text[0].isupper())
    lemma = head.lemma_.casefold()
    if head.like_num or head.pos_ == "NUM" or lemma in QUANTITIES:
        return _counts_somebody(head)
    if head.tag_ in {"JJ", "VBN", "JJR", "JJS"}:
        return lemma in _PEOPLE_ADJECTIVES
    if lemma == "other":
        return head.tag_ == "NNS"
    return head.pos_ == "NOUN" and ends_like_people(lemma)


def ends_like_people(lemma: str) -> bool:
    """Tell a noun that by its ending names people: "banker", "activist", "detainee"."""
    return lemma.endswith(_PEOPLE_ENDINGS) and lemma not in _END_LIKE_PEOPLE


def _counts_somebody(number: Token) -> bool:
    """Tell "two of the soldiers" from "two" and from "two of the trucks"."""
    for preposition in number.rights:
        if preposition.dep_ == "prep" and preposition.lower_ == "of":
            return all(_is_counted(noun) for noun in preposition.children if noun.dep_ == "pobj")
    return number.lemma_.casefold() in QUANTITIES


def _is_counted(noun: Token) -> bool:
    return is_pronoun(noun) or could_act(noun, _known(noun))


def _known(token: Token) -> tuple[Match, ...]:
    """Look up the noun phrase that ends with the token, and the name the token is part of."""
    start = end = token.i
    doc = token.doc
    while start > 0 and token.i - start < 4 and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end + 1 < len(doc) and end - token.i < 4 and doc[end + 1].pos_ == "PROPN":
        end += 1
    text = doc[start : end + 1].text
    found = matches(text, doc[start].idx, None)
    return tuple(match for match in found if match.start <= token.idx < match.end)
