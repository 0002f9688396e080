"""Tell who can speak: people, bodies, and the nouns a report uses for sources it does not name."""

from sayso.coding.somebody import ends_like_people
from sayso.coding.tree import Tree

_SPEAKING_NOUNS = frozenset(
    "police army military navy officials official ministry minister government court judge mayor governor president "
    "premier rebels source sources witness witnesses resident residents report reports study survey poll media agency "
    "diplomat diplomats spokesman spokeswoman spokesperson prosecutor prosecutors lawyer lawyers doctors medics "
    "activists monitors watchdog union commander general experts analysts rescuers authorities opposition monitor ngo "
    "ngos group groups charity agencies navy mayors farmers villagers locals survivors relatives investigators sheriff "
    "militia junta rebel regulator inquiry audit researchers scientists paper newspaper broadcaster documents "
    "lawsuit indictment footage video company operator owner embassy spokespeople medic nurse doctor lawmaker "
    "lawmakers senator deputies organisers organizers protesters strikers teachers workers firefighters".split()
)
_PEOPLE = frozenset({"people", "person", "man", "woman", "ally", "colleague", "friend", "member"})
_BODIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def is_speaking_noun(tree: Tree, i: int) -> bool:
    """Tell whether the word names somebody by what they are: "police", "two officials"."""
    return tree.words[i] in _SPEAKING_NOUNS


def could_speak(tree: Tree, i: int) -> bool:
    """Tell whether the noun phrase headed by `i` is somebody rather than something."""
    if is_speaking_noun(tree, i) or tree.entities[i][1] in _BODIES:
        return True
    lemma = tree.lemmas[i]
    return tree.pos[i] == "NOUN" and (lemma in _PEOPLE or lemma in _SPEAKING_NOUNS or ends_like_people(lemma))
