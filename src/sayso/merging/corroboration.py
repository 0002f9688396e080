"""Tell who vouches for an event: copies folded, circular sourcing followed back to the voice it starts from.

Outlets that cite one person, post, agency or each other are one say-so. An outlet's own voice is a say-so only in a
report that names no source for the event.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pycountry

from sayso.records import Actor, Attribution, Certainty, Claim, Report, SaySo, Standing
from sayso.resources.lexicons import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord president prime minister governor mayor general colonel major captain lieutenant "
    "commander chief head spokesman spokeswoman spokesperson deputy regional state the of for foreign interior "
    "defence defense official officials senator secretary justice judge professor sheikh imam bishop father "
    "reverend".split()
)
# Words for those who pass on what somebody else vouches for.
_RELAYS = frozenset("media site website outlet outlets press newspaper newspapers report reports post posts".split())
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


@dataclass(frozen=True, slots=True)
class _Voice:
    """One claim's origin: the innermost source it names, or its outlet."""

    claim: Claim
    name: str
    actor: Actor | None
    channel: str | None
    is_outlet: bool


def say_sos_of(claims: Sequence[Claim], reports: Mapping[str, Report], copies: Mapping[str, str]) -> tuple[SaySo, ...]:
    """Return the say-sos behind the claims of one event, the one with the most reports first."""
    voices = _resolve_outlets([_voice(claim, reports, copies) for claim in claims], reports)
    say_sos = [_say_so(group, reports) for group in _grouped(voices)]
    return tuple(sorted(say_sos, key=lambda say_so: (-len(say_so.reports), say_so.source, say_so.claims)))


def _grouped(voices: Sequence[_Voice]) -> list[list[_Voice]]:
    """Put together what one voice says. A nameless voice joins one named voice, and never joins two named ones up."""
    groups: list[list[_Voice]] = []
    for voice in (voice for voice in voices if not _is_nameless(voice)):
        matching = [group for group in groups if any(_is_same_name(voice, other) for other in group)]
        groups = [group for group in groups if group not in matching]
        groups.append([*(other for group in matching for other in group), voice])
    for voice in filter(_is_nameless, voices):
        home = max((group for group in groups if any(_may_be(voice, other) for other in group)), key=len, default=None)
        if home is None:
            groups.append([voice])
        else:
            home.append(voice)
    return groups


def _voice(claim: Claim, reports: Mapping[str, Report], copies: Mapping[str, str]) -> _Voice:
    origin = _innermost_source(claim.attributions)
    if origin is not None:
        return _Voice(claim, origin.name or "", origin.actor, origin.channel, is_outlet=False)
    report = reports[copies.get(claim.report_id, claim.report_id)]
    channel = claim.attributions[-1].channel if claim.attributions else None
    return _Voice(claim, report.outlet or report.id, None, channel, is_outlet=True)


def _innermost_source(attributions: tuple[Attribution, ...]) -> Attribution | None:
    named = [attribution for attribution in attributions if attribution.name]
    return named[-1] if named else None


def _resolve_outlets(voices: list[_Voice], reports: Mapping[str, Report]) -> list[_Voice]:
    """Follow each outlet's voice back to whoever that outlet names for the event."""
    named_by_outlet: dict[str, _Voice] = {}
    for voice in sorted(voices, key=lambda voice: (voice.claim.trigger, voice.claim.id)):
        if not voice.is_outlet and not _names_an_outlet(voice, reports):
            named_by_outlet.setdefault(_folded(reports[voice.claim.report_id].outlet or voice.claim.report_id), voice)
    return [_followed(voice, named_by_outlet, reports) for voice in voices]


def _followed(voice: _Voice, named_by_outlet: Mapping[str, _Voice], reports: Mapping[str, Report]) -> _Voice:
    if not voice.is_outlet and not _names_an_outlet(voice, reports):
        return voice
    origin = named_by_outlet.get(_folded(voice.name))
    own_outlet = reports[voice.claim.report_id].outlet or voice.claim.report_id
    origin = origin or (named_by_outlet.get(_folded(own_outlet)) if voice.is_outlet else None)
    if origin is None:
        return _Voice(voice.claim, voice.name, voice.actor, voice.channel, is_outlet=True)
    return _Voice(voice.claim, origin.name, origin.actor, origin.channel, is_outlet=False)


def _names_an_outlet(voice: _Voice, reports: Mapping[str, Report]) -> bool:
    return _folded(voice.name) in {_folded(report.outlet) for report in reports.values() if report.outlet}


def _is_same_name(a: _Voice, b: _Voice) -> bool:
    if _folded(a.name) == _folded(b.name):
        return True
    names_a, names_b = _proper_words(a.name), _proper_words(b.name)
    return not (a.is_outlet or b.is_outlet) and (names_a <= names_b or names_b <= names_a)


def _is_nameless(voice: _Voice) -> bool:
    return not voice.is_outlet and not _proper_words(voice.name)


@lru_cache(maxsize=4096)
def _proper_words(name: str) -> frozenset[str]:
    """Return the words that make a name a person's or body's own: "police" has none, "Governor Olena Marchuk" two."""
    words = {word.lower() for word in _WORD.findall(name) if word[0].isupper()}
    return frozenset(words - _TITLES - _country_words())


@cache
def _country_words() -> frozenset[str]:
    """Return the words of countries' names and peoples: "the Ukrainian governor" has no name of its own."""
    names = [country.name for country in pycountry.countries]
    peoples = [row.pattern for row in lexicon("demonyms")]
    return frozenset(word.lower() for name in (*names, *peoples) for word in _WORD.findall(name))


def _may_be(nameless: _Voice, other: _Voice) -> bool:
    """A nameless "officials" may be the named official of that sector and state, "local media" anybody: count fewer."""
    if _folded(nameless.name) == _folded(other.name) or _is_relayed(nameless):
        return True
    a, b = nameless.actor, other.actor
    if a is None or b is None or a.sector is None or a.sector != b.sector:
        return False
    return a.country == b.country or not (a.country and b.country)


def _is_relayed(nameless: _Voice) -> bool:
    return bool(_RELAYS.intersection(word.lower() for word in _WORD.findall(nameless.name)))


def _say_so(group: Sequence[_Voice], reports: Mapping[str, Report]) -> SaySo:
    first = min(group, key=lambda voice: (_day(voice, reports), voice.claim.trigger, voice.claim.id))
    fullest = max(group, key=lambda voice: (len(_proper_words(voice.name)), len(voice.name), voice.claim.id))
    channels = [voice.channel for voice in (first, *group) if voice.channel]
    return SaySo(
        source=fullest.name,
        actor=next((voice.actor for voice in (fullest, *group) if voice.actor), None),
        channel=channels[0] if channels else None,
        certainty=_stance(group),
        claims=tuple(sorted(voice.claim.id for voice in group)),
        reports=tuple(sorted({voice.claim.report_id for voice in group})),
    )


def _day(voice: _Voice, reports: Mapping[str, Report]) -> str:
    published = reports[voice.claim.report_id].published
    return published.isoformat() if published else "9999"


def _stance(group: Sequence[_Voice]) -> Certainty:
    """Return the certainty that most of a voice's claims carry; between equals, the one listed first in Certainty."""
    carried = [voice.claim.certainty for voice in group]
    return max(Certainty, key=lambda certainty: (carried.count(certainty), -list(Certainty).index(certainty)))


def standing_of(say_sos: Sequence[SaySo]) -> Standing:
    """Rate an event by who vouches for it.

    denied: every say-so denies it. disputed: some deny, some do not. corroborated: at least two say-sos that assert
    it, not all of one party (organs of one state are one party). reported: anything else.
    """
    denying = [say_so for say_so in say_sos if say_so.certainty is Certainty.DENIED]
    if denying:
        return Standing.DENIED if len(denying) == len(say_sos) else Standing.DISPUTED
    asserting = {_party(say_so) for say_so in say_sos if say_so.certainty is Certainty.ASSERTED}
    return Standing.CORROBORATED if len(asserting) >= 2 else Standing.REPORTED


def _party(say_so: SaySo) -> str:
    actor = say_so.actor
    if actor and actor.country and actor.sector in _STATE_SECTORS:
        return f"state {actor.country}"
    return _folded(say_so.source)


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(name.lower().removeprefix("the ")))
