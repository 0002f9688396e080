"""Choose whose names of a report are withheld: those of private people, or only of victims among them."""

from collections.abc import Iterable, Iterator, Sequence

import pycountry

from sayso.coding.people import WORDS_OF_BODIES, PersonNamed
from sayso.records import Actor, Claim, Counted, Span
from sayso.withholding.masking import NamesToHide

# PLOVER sectors whose members are named for an office; armed people, lawyers and activists may be anybody.
_OFFICES = frozenset("GOV LEG PTY OPP ELI SPY PRE".split())
_HARM = frozenset({"ASSAULT", "COERCE"})
_HARMED = frozenset({Counted.KILLED, Counted.INJURED, Counted.MISSING, Counted.DETAINED, Counted.DISPLACED})
_PARTICLES = frozenset("al el bin ibn bint abu de da di do dos del della la le van von der den ter ben y e".split())


def private_names(people: Sequence[PersonNamed], claims: Sequence[Claim]) -> NamesToHide:
    """Return the names of everybody a report names without a public role."""
    in_office = _public_names(people, claims)
    named = {one.name for one in people if not one.public}
    coded = {actor.name for claim in claims for actor in _parties(claim) if looks_private(actor)}
    sources = {
        voice.name for claim in claims for voice in claim.attributions if voice.name and _looks_named(voice.name)
    }
    places = {claim.place.name for claim in claims if claim.place}
    hidden = {name for name in named | coded | sources if not _is_somebody_in(name, in_office | places)}
    return NamesToHide(frozenset(hidden), frozenset(in_office))


def victims_names(people: Sequence[PersonNamed], claims: Sequence[Claim]) -> NamesToHide:
    """Return the private names of those who suffer: recipients of harm, and who else a sentence about harm names.

    Who does it or tells of it in that sentence is not meant.
    """
    private = private_names(people, claims)
    suffering = {name for claim in claims if _is_of_harm(claim) for name in _named_as_suffering(claim, people)}
    hidden = {name for name in private.hidden if any(_is_part(name, other) for other in suffering)}
    return NamesToHide(frozenset(hidden), private.kept | (private.hidden - hidden))


def _public_names(people: Sequence[PersonNamed], claims: Iterable[Claim]) -> set[str]:
    known = {one.name for one in people if one.public and " " in one.name}
    return known | {
        actor.name
        for claim in claims
        for actor in _parties(claim)
        if actor.sector in _OFFICES and " " in actor.name and _looks_named(actor.name)
    }


def _is_somebody_in(name: str, full_names: set[str]) -> bool:
    """Tell a name, or a last one alone, of somebody whose full name is among these."""
    return any(_is_part(name, full) for full in full_names)


def _is_part(name: str, full: str) -> bool:
    words, whole = name.casefold().split(), full.casefold().split()
    return words == whole[-len(words) :] or whole == words[-len(whole) :]


def _is_of_harm(claim: Claim) -> bool:
    return claim.event_type in _HARM or any(figure.counts in _HARMED for figure in claim.figures)


def _named_as_suffering(claim: Claim, people: Sequence[PersonNamed]) -> Iterator[str]:
    yield from (actor.name for actor in claim.recipients)
    others = [span for actor in claim.actors for span in actor.spans]
    others += [span for voice in claim.attributions for span in voice.source]
    for one in people:
        in_sentence = one.span != Span(0, 0) and claim.sentence.covers(one.span)
        if in_sentence and not any(other.overlaps(one.span) for other in others):
            yield one.name


def _parties(claim: Claim) -> Iterator[Actor]:
    yield from (*claim.actors, *claim.recipients)
    yield from (voice.actor for voice in claim.attributions if voice.actor)


def looks_private(actor: Actor) -> bool:
    """Tell whether an actor's name looks like that of a person who holds no office."""
    return actor.sector not in _OFFICES and _looks_named(actor.name)


def _looks_named(name: str) -> bool:
    """Tell whether a name looks like a person's: several capitalised words, none of them of an office or a body."""
    words = name.split(",")[0].replace("-", " ").split()
    proper = [word for word in words if word[0].isupper()]
    if len(proper) < 2 or any(word.casefold() in WORDS_OF_BODIES for word in words):
        return False
    if any(not word[0].isupper() and word.casefold().strip("'’") not in _PARTICLES for word in words):
        return False
    return not _is_country(name) and not all(word.isupper() for word in proper)


def _is_country(name: str) -> bool:
    try:
        pycountry.countries.lookup(name)
    except LookupError:
        return False
    return True
