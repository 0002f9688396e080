"""Withhold the names of private people from what is exported, and mask them in the quotes.

This finds only names that were coded as a party or source of the event. A name that a quote mentions in passing stays,
so read an export before you publish it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pycountry

from sayso.as_json import Json
from sayso.records import Actor, Claim, Event

WITHHELD = "name withheld"

IsPrivate = Callable[[str, Actor | None], bool]

# PLOVER sectors whose members act in public, whatever their name.
_PUBLIC_SECTORS = frozenset("GOV MIL COP JUD LEG SPY PTY PRM REB UAF OPP PRE ELI IGO NGO".split())
_PARTICLES = frozenset("al el bin ibn bint abu de da di do dos del della la le van von der den ter ben y e".split())
_PUBLIC_WORDS = frozenset(
    "president minister premier chancellor governor mayor senator deputy secretary ambassador general colonel major "
    "captain lieutenant commander admiral judge justice prosecutor chief spokesman spokeswoman spokesperson king queen "
    "prince princess pope bishop ministry department office agency authority council committee commission parliament "
    "assembly senate congress court army navy force forces guard guards police brigade battalion regiment corps party "
    "front movement union federation association organisation organization league alliance coalition group nations "
    "united republic state states kingdom government administration service services institute university school "
    "college hospital bank company corporation foundation fund society club church mosque news times post tribune "
    "gazette herald press radio television tv media network international national".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NAMING = frozenset({"name", "text", "title", "source", "url", "named_by"})


def looks_private(name: str, actor: Actor | None) -> bool:
    """Tell whether a name looks like that of a person who acts in no public role.

    A name of several capitalised words is taken for a person's unless its sector, a title or a word such as
    "Ministry" says otherwise: better to withhold one name too many.
    """
    if actor is not None and actor.sector in _PUBLIC_SECTORS:
        return False
    words = _WORD.findall(name.split(",")[0])
    proper = [word for word in words if word[0].isupper()]
    if len(proper) < 2 or any(word.lower() in _PUBLIC_WORDS for word in words):
        return False
    if any(not word[0].isupper() and word.lower() not in _PARTICLES for word in words):
        return False
    return not _is_country(name) and not all(word.isupper() for word in proper)


def without_private_names(shown: Json, event: Event, claims: Sequence[Claim], is_private: IsPrivate) -> Json:
    """Return an event's JSON with private names replaced, also inside quotes, titles and addresses."""
    private = {name for name, actor in _names(event, claims) if name and is_private(name, actor)}
    if not private:
        return shown
    words = {word for name in private for word in _distinctive(name)}
    masked: Json = _masked(shown, _pattern(private, words), None)
    return masked


def _names(event: Event, claims: Sequence[Claim]) -> Iterator[tuple[str, Actor | None]]:
    for party in (*event.actors, *event.recipients):
        yield party.actor.name, party.actor
    for say_so in event.say_sos:
        yield say_so.source, say_so.actor
        if say_so.actor:
            yield say_so.actor.name, say_so.actor
    for claim in claims:
        for actor in (*claim.actors, *claim.recipients):
            yield actor.name, actor
        for voice in claim.attributions:
            yield voice.name or "", voice.actor
            if voice.actor:
                yield voice.actor.name, voice.actor


def _distinctive(name: str) -> list[str]:
    """Return the words by which a person is named alone later on: "Petrenko said"."""
    words = _WORD.findall(name.split(",")[0])
    return [word for word in words if len(word) >= 3 and word[0].isupper()]


def _pattern(names: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Match a name as a whole, or any run of its words; longest first, so that nothing of a name is left over."""
    whole = sorted({*names, *words}, key=lambda text: (-len(text), text))
    one = "(?:" + "|".join(map(re.escape, whole)) + ")"
    return re.compile(rf"(?<!\w){one}(?:[\s.\-]+{one})*(?!\w)")


def _masked(value: Any, private: re.Pattern[str], key: str | None) -> Any:
    """Mask names in the members that hold them; places keep theirs, and ids and codes are not names."""
    if isinstance(value, dict):
        return {name: inner if name == "place" else _masked(inner, private, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, private, key) for inner in value]
    if not isinstance(value, str) or key not in _NAMING:
        return value
    if key == "url":
        return WITHHELD if _in_address(value, private) else value
    return private.sub(WITHHELD, value)


def _in_address(url: str, private: re.Pattern[str]) -> bool:
    """Tell whether an address spells a name, as in `/news/ivan-petrenko-held`."""
    spelled = re.sub(r"[^\w]+|_", " ", url)
    return re.search(private.pattern, spelled, re.IGNORECASE) is not None


def _is_country(name: str) -> bool:
    try:
        pycountry.countries.lookup(name)
    except LookupError:
        return False
    return True
