"""Find the signs that two claims speak of one happening or of two: each has a name, an amount and words to say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.merging.evidence import Evidence, content_stems
from sayso.merging.vetoes import FINE
from sayso.records import Actor, Basis, Claim, Counted, Figure, Place, Precision, Time

_NEARBY_CHARACTERS = 500
_TOLLS = (Counted.KILLED, Counted.INJURED, Counted.MISSING, Counted.DETAINED, Counted.PARTICIPANTS)
_FAR_APART = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its name in `weights.toml`, the part of the claims it is about, how strong it is here, and words."""

    name: str
    what: str
    amount: float
    text: str


def signs_of(a: Evidence, b: Evidence) -> Iterable[Sign]:
    """Yield the signs for and against, given in one order of the two claims."""
    first, second = a.claim, b.claim
    yield _kind(a, b)
    yield from _where(first.place, second.place)
    yield from _when(first.time, second.time)
    yield from _who("actor", first.actors, second.actors)
    yield from _who("recipient", first.recipients, second.recipients)
    if _swapped(first, second) or _swapped(second, first):
        yield Sign("roles swapped", "roles", 1.0, "who acts in one suffers in the other")
    yield from _how_many(first.figures, second.figures)
    yield from _wording(a, b)
    if first.report_id == second.report_id:
        yield _nearness(first, second)


def _kind(a: Evidence, b: Evidence) -> Sign:
    if a.trigger == b.trigger:
        return Sign("same word", "kind", 1.0, f"both say “{a.trigger}”")
    if a.claim.event_type != b.claim.event_type:
        return Sign("another type", "kind", 1.0, f"{a.claim.event_type} beside {b.claim.event_type}")
    modes = (a.claim.mode, b.claim.mode)
    if modes[0] == modes[1]:
        return Sign("same mode", "kind", 1.0, f"both are {a.claim.event_type} {a.claim.mode or ''}".rstrip())
    if None in modes:
        return Sign("mode not said", "kind", 1.0, f"{modes[0] or 'no mode'} beside {modes[1] or 'no mode'}")
    return Sign("another mode", "kind", 1.0, f"{modes[0]} beside {modes[1]}")


def _where(a: Place | None, b: Place | None) -> Iterable[Sign]:
    if a is None or b is None:
        return
    if Precision.COUNTRY in (a.precision, b.precision):
        yield Sign("one country", "place", 1.0, f"{a.name} and {b.name} are in one country")
    elif (a.precision in FINE and b.precision in FINE) or _folded(a.name) == _folded(b.name):
        yield Sign("same place", "place", 1.0, f"both in {a.name}")
    else:
        yield Sign("place within", "place", 1.0, f"{a.name} and {b.name} are in one province")


def _when(a: Time | None, b: Time | None) -> Iterable[Sign]:
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return
    longer = max((a.latest - a.earliest).days, (b.latest - b.earliest).days)
    if longer <= 1:
        yield Sign("same day", "time", 1.0, "the same day")
    elif Basis.ASSUMED in (a.basis, b.basis):
        yield Sign("day assumed", "time", 1.0, "one day is assumed")
    else:
        yield Sign("days meet", "time", 1.0, "their days meet")


def _who(role: str, a: tuple[Actor, ...], b: tuple[Actor, ...]) -> Iterable[Sign]:
    if not a or not b:
        return
    shared = {_folded(actor.name) for actor in a} & {_folded(actor.name) for actor in b}
    codes_a, codes_b = _codes(a), _codes(b)
    if shared or _name_words(a) & _name_words(b):
        yield Sign(f"same {role}", role, 1.0, f"the same {role}")
    elif codes_a & codes_b:
        yield Sign(f"{role} of one kind", role, 1.0, f"{role}s of one country and sector")
    elif codes_a and codes_b:
        yield Sign(f"another {role}", role, 1.0, f"different {role}s")
    else:
        yield Sign(f"{role} named otherwise", role, 1.0, f"{role}s without a word in common")


def _swapped(a: Claim, b: Claim) -> bool:
    actors, recipients = _codes(a.actors), _codes(b.recipients)
    return bool(actors & recipients) and not actors & _codes(b.actors) and not _codes(a.recipients) & recipients


def _name_words(actors: tuple[Actor, ...]) -> set[str]:
    return {word for actor in actors for word in content_stems(actor.name)}


def _codes(actors: tuple[Actor, ...]) -> set[tuple[str | None, str | None]]:
    return {(actor.country, actor.sector) for actor in actors if actor.country or actor.sector}


def _how_many(a: tuple[Figure, ...], b: tuple[Figure, ...]) -> Iterable[Sign]:
    """Equal tolls speak for one happening. Unequal ones speak hardly against it: tolls are what outlets dispute."""
    for kind in _TOLLS:
        lows_a = {figure.low for figure in a if figure.counts is kind}
        lows_b = {figure.low for figure in b if figure.counts is kind}
        if lows_a & lows_b:
            yield Sign("same number", "figures", 1.0, f"the same number {kind}")
        elif lows_a and lows_b and (max(lows_a) == 0) != (max(lows_b) == 0):
            yield Sign("none beside some", "figures", 1.0, f"nobody {kind} beside somebody {kind}")
        elif lows_a and lows_b and max(lows_a | lows_b) > _FAR_APART * max(1.0, min(lows_a | lows_b)):
            yield Sign("numbers far apart", "figures", 1.0, f"numbers {kind} far apart")


def _wording(a: Evidence, b: Evidence) -> Iterable[Sign]:
    words, names, story = _shared(a.words, b.words), _shared(a.names, b.names), _shared(a.story, b.story)
    yield Sign("shared words", "wording", words, f"{words:.0%} of the shorter sentence's words are shared")
    if names:
        yield Sign("shared names", "names", names, f"{names:.0%} of the names in one sentence stand in the other")
    if story and a.claim.report_id != b.claim.report_id:
        yield Sign("shared story", "story", story, f"{story:.0%} of one report's names stand in the other")
    if a.quoted & b.quoted:
        yield Sign("shared quote", "quote", 1.0, "they quote the same words")


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """Return which share of the smaller set is in the other."""
    return len(a & b) / max(1, min(len(a), len(b)))


def _nearness(a: Claim, b: Claim) -> Sign:
    """A report goes from one happening to the next: what stands close together is likelier one."""
    if a.sentence == b.sentence:
        return Sign("same sentence", "report", 1.0, "one sentence tells both")
    if abs(a.trigger.start - b.trigger.start) <= _NEARBY_CHARACTERS:
        return Sign("close by", "report", 1.0, "one report tells both, close together")
    return Sign("same report", "report", 1.0, "one report tells both")


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
