"""Tell who vouches for an event: voices that are one put together, parties told apart from third parties.

Outlets that cite one person, post, agency or each other are one say-so. The rules are told in
docs/explanation/say-sos.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from sayso.merging.source_names import folded, hold_one_office, is_nameless, is_relayed, is_same_name, proper_words
from sayso.merging.voices import Voice, day_of, voices_of
from sayso.records import Actor, Certainty, Claim, Report, SaySo, Side, Standing

_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
# Those of whom one speaks for all; a teacher and another teacher are two.
_BODIES = _STATE_SECTORS | {"REB", "IGO", "NGO", "OPP", "PTY", "LAB"}


def say_sos_of(claims: Sequence[Claim], reports: Mapping[str, Report], copies: Mapping[str, str]) -> tuple[SaySo, ...]:
    """Return the say-sos behind the claims of one event, the one with the most reports first."""
    groups = _grouped(voices_of(claims, reports, copies), reports)
    say_sos = [_say_so(group, claims, reports) for group in groups]
    return tuple(sorted(say_sos, key=lambda say_so: (-len(say_so.reports), say_so.source, say_so.claims)))


def _grouped(voices: Sequence[Voice], reports: Mapping[str, Report]) -> list[list[Voice]]:
    """Put together what one voice says, the fullest names first.

    A short or nameless voice joins one group, the largest that it may be of, and never joins two groups up.
    """
    groups: list[list[Voice]] = []
    for voice in sorted(voices, key=partial(_fullness, reports=reports)):
        may_be = _may_be if is_nameless(voice.name) and not voice.is_outlet else _is_one
        homes = [group for group in groups if any(may_be(voice, other) for other in group)]
        if homes:
            max(homes, key=len).append(voice)
        else:
            groups.append([voice])
    return groups


def _fullness(voice: Voice, reports: Mapping[str, Report]) -> tuple[bool, int, bool, str, str]:
    """Order the fullest name first; of those without one, bodies and offices before whoever passes something on."""
    words = len(proper_words(voice.name))
    day = day_of(reports[voice.claim.report_id]).isoformat()
    return (not voice.is_outlet and words == 0, -words, is_relayed(voice.name), day, voice.claim.id)


def _is_one(voice: Voice, other: Voice) -> bool:
    if voice.is_outlet or other.is_outlet:
        return voice.is_outlet and other.is_outlet and folded(voice.name) == folded(other.name)
    return is_same_name(voice.name, other.name)


def _may_be(nameless: Voice, other: Voice) -> bool:
    """A nameless "officials" may be the named official of that sector and state, "local media" anybody: count fewer."""
    if is_relayed(nameless.name):
        return True
    if nameless.heard_by and other.heard_by and folded(nameless.heard_by) != folded(other.heard_by):
        return False
    if folded(nameless.name) == folded(other.name):
        return not (_country(nameless) and _country(other)) or _country(nameless) == _country(other)
    a, b = nameless.actor, other.actor
    if a is None or b is None or a.sector is None or a.sector != b.sector or a.sector not in _BODIES:
        return _shares_words(nameless.name, other.name)
    return hold_one_office(nameless.name, other.name) and (a.country == b.country or not (a.country and b.country))


def _country(voice: Voice) -> str | None:
    return voice.actor.country if voice.actor else None


def _shares_words(a: str, b: str) -> bool:
    """Tell whether one nameless name holds the other: "two security sources", "security sources"."""
    words_a, words_b = set(folded(a).split()), set(folded(b).split())
    return min(len(words_a), len(words_b)) >= 2 and (words_a <= words_b or words_b <= words_a)


def _say_so(group: Sequence[Voice], claims: Sequence[Claim], reports: Mapping[str, Report]) -> SaySo:
    def order(voice: Voice) -> tuple[str, int, str]:
        claim = voice.claim
        return (day_of(reports[claim.report_id]).isoformat(), claim.trigger.start, claim.id)

    first, *later = sorted(group, key=order)
    fullest = max(group, key=lambda voice: (len(proper_words(voice.name)), len(voice.name), voice.claim.id))
    actor = next((voice.actor for voice in (fullest, first, *later) if voice.actor), None)
    return SaySo(
        source=fullest.name,
        actor=actor,
        channel=next((voice.channel for voice in (first, *later) if voice.channel), None),
        certainty=_stance([first, *later], reports),
        claims=tuple(sorted(voice.claim.id for voice in group)),
        reports=tuple(sorted({voice.claim.report_id for voice in group})),
        side=_side(fullest.name, actor, claims),
        first_report=first.claim.report_id,
    )


def _stance(voices: Sequence[Voice], reports: Mapping[str, Report]) -> Certainty:
    """Return the certainty that most of a voice's claims carry; but who denies it in the end takes back what it said.

    Between equals it is the one listed first in Certainty.
    """
    last_day = max(day_of(reports[voice.claim.report_id]) for voice in voices)
    last = [voice.claim.certainty for voice in voices if day_of(reports[voice.claim.report_id]) == last_day]
    if set(last) == {Certainty.DENIED}:
        return Certainty.DENIED
    carried = [voice.claim.certainty for voice in voices]
    return max(Certainty, key=lambda certainty: (carried.count(certainty), -list(Certainty).index(certainty)))


def _side(name: str, actor: Actor | None, claims: Sequence[Claim]) -> Side:
    """Tell whether a source speaks for whoever acts or suffers in the event, or for neither."""
    if _is_of(name, actor, (party for claim in claims for party in claim.actors)):
        return Side.ACTOR
    if _is_of(name, actor, (party for claim in claims for party in claim.recipients)):
        return Side.RECIPIENT
    return Side.THIRD_PARTY


def _is_of(name: str, actor: Actor | None, parties: Iterable[Actor]) -> bool:
    sector, country = (actor.sector, actor.country) if actor else (None, None)
    for party in parties:
        if proper_words(name) and is_same_name(name, party.name):
            return True
        is_state = sector in _STATE_SECTORS and party.sector in _STATE_SECTORS
        is_armed = sector == party.sector == "REB"
        if country and party.country == country and (is_state or is_armed):
            return True
    return False


def standing_of(say_sos: Sequence[SaySo]) -> Standing:
    """Rate an event by who vouches for it.

    denied: every say-so denies it. disputed: some deny, some do not. corroborated: at least two say-sos that assert
    it, not all of one party (organs of one state are one party, and so is one side of the event). reported: anything
    else.
    """
    denying = [say_so for say_so in say_sos if say_so.certainty is Certainty.DENIED]
    if denying:
        return Standing.DENIED if len(denying) == len(say_sos) else Standing.DISPUTED
    asserting = {party_of(say_so) for say_so in say_sos if say_so.certainty is Certainty.ASSERTED}
    return Standing.CORROBORATED if len(asserting) >= 2 else Standing.REPORTED


def party_of(say_so: SaySo) -> str:
    """Name the party that a source speaks for: a state, a side of the event, or itself."""
    actor = say_so.actor
    if actor and actor.country and actor.sector in _STATE_SECTORS:
        return f"state {actor.country}"
    if say_so.side is not Side.THIRD_PARTY and actor and actor.sector:
        return f"{say_so.side} {actor.country} {actor.sector}"
    return folded(say_so.source)
