"""Arrange an event for its page: the tree of say-sos, each claim in its words, why it stands as it does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Certainty, Claim, Event, EventActor, Report, SaySo, Span, Standing
from sayso.showing import words
from sayso.showing.marking import Segment, segments, spans_with_content

ROLES = ("trigger", "actor", "recipient", "place", "time", "figure", "source", "cue", "content")
_AROUND = 160
_NAMES = 2


@dataclass(frozen=True, slots=True)
class Field:
    """One part of a claim in words, and the role its spans have in the text."""

    name: str
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with its sentence cut into marked pieces, what stands elsewhere in the report, and its fields."""

    claim: Claim
    before: str
    sentence: tuple[Segment, ...]
    after: str
    elsewhere: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A report that carries a say-so, with the claims in which it does."""

    report: Report
    is_copy: bool
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A say-so with the reports that repeat it, copies apart."""

    say_so: SaySo
    vouches: str
    reports: tuple[Repeated, ...]
    copies: tuple[Repeated, ...]


def branches(event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> list[Branch]:
    """Return the tree of an event's say-sos: who vouches, in which reports, in which words."""
    return [_branch(say_so, event, claims, reports) for say_so in event.say_sos]


def _branch(say_so: SaySo, event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Branch:
    carried = [claims[claim_id] for claim_id in say_so.claims if claim_id in claims]
    repeated = [
        Repeated(
            reports[report_id],
            report_id in event.copies,
            tuple(shown(claim, reports[report_id]) for claim in carried if claim.report_id == report_id),
        )
        for report_id in sorted(say_so.reports, key=lambda report_id: _published(reports[report_id]))
    ]
    return Branch(
        say_so,
        _vouches(say_so, reports),
        tuple(one for one in repeated if not one.is_copy),
        tuple(one for one in repeated if one.is_copy),
    )


def _published(report: Report) -> tuple[str, str]:
    return (report.published.isoformat() if report.published else "9999", report.id)


_VERBS = {
    Certainty.ASSERTED: "says so",
    Certainty.HEDGED: "says so with reserve",
    Certainty.DENIED: "denies it",
    Certainty.PLANNED: "says that it is planned",
    Certainty.THREATENED: "threatens it",
    Certainty.CALLED_FOR: "calls for it",
    Certainty.HYPOTHETICAL: "speaks of it as a possibility",
}


def _vouches(say_so: SaySo, reports: Mapping[str, Report]) -> str:
    own = say_so.source in {reports[report_id].outlet for report_id in say_so.reports}
    how = " in its own voice" if own else ""
    via = f" via {say_so.channel}" if say_so.channel else ""
    return f"{_VERBS[say_so.certainty]}{how}{via}"


def shown(claim: Claim, report: Report) -> ShownClaim:
    """Cut a claim's sentence into marked pieces, with a little of the text around it."""
    sentence, text = claim.sentence, report.text
    before = text[max(0, sentence.start - _AROUND) : sentence.start].rpartition("\n")[2]
    after = text[sentence.end : sentence.end + _AROUND].partition("\n")[0]
    elsewhere = (
        (role, span.of(text))
        for role, span in spans_with_content(claim)
        if role != "content" and not span.overlaps(sentence)
    )
    return ShownClaim(
        claim,
        before if sentence.start - _AROUND <= 0 or "\n" in before else before.partition(" ")[2],
        tuple(segments(report, [claim], spans_with_content, sentence)),
        after if len(after) < _AROUND else after.rpartition(" ")[0],
        tuple(dict.fromkeys(elsewhere)),
        tuple(fields(claim, report)),
    )


def fields(claim: Claim, report: Report) -> list[Field]:
    """Put the parts of a claim that are there into words."""
    voices = words.on_whose_say_so(claim.attributions, report.text, report.outlet)
    parts = (
        Field("what", "trigger", words.what(claim.event_type, claim.mode)),
        Field("who", "actor", ", ".join(map(words.party, claim.actors))),
        Field("to whom", "recipient", ", ".join(map(words.party, claim.recipients))),
        Field("where", "place", words.where(claim.place) if claim.place else ""),
        Field("when", "time", words.when(claim.time) if claim.time else ""),
        Field("how many", "figure", words.how_many(claim.figures)),
        Field("on whose say-so", "source", voices),
    )
    return [part for part in parts if part.value]


def headline(event: Event) -> str:
    """Name who did it to whom in a few words; without names on either side, what happened."""
    doers, others = _few(event.actors), _few(event.recipients)
    if not doers and not others:
        return words.what(event.event_type, event.mode).replace("_", " ").capitalize()
    return f"{doers or 'Unnamed'} → {others}" if others else doers


def _few(parties: Sequence[EventActor]) -> str:
    names = list(dict.fromkeys(party.actor.name for party in parties))
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more


def why(event: Event) -> str:
    """Say in a sentence why an event stands as it does."""
    by = {certainty: [voice for voice in event.say_sos if voice.certainty is certainty] for certainty in Certainty}
    denying, asserting = by[Certainty.DENIED], by[Certainty.ASSERTED]
    if event.standing is Standing.DENIED:
        return f"Everyone who speaks of it denies it: {_names(denying)}."
    if event.standing is Standing.DISPUTED:
        others = [voice for voice in event.say_sos if voice.certainty is not Certainty.DENIED]
        return f"{_names(denying)} {'deny' if len(denying) > 1 else 'denies'} what {_names(others)} say."
    if event.standing is Standing.CORROBORATED:
        return f"At least two who say so are not of one party: {_names(asserting)}."
    if len(event.say_sos) == 1:
        repeated = f", in {len(event.reports)} reports" if len(event.reports) > 1 else ""
        return f"One say-so stands behind it{repeated}: {_names(event.say_sos)}."
    return f"{len(event.say_sos)} say-sos, but no two of different parties that assert it: {_names(event.say_sos)}."


def _names(voices: Sequence[SaySo]) -> str:
    names = list(dict.fromkeys(voice.source for voice in voices))
    head, rest = names[:4], len(names) - 4
    if rest > 0:
        return f"{', '.join(head)} and {rest} more"
    return " and ".join(filter(None, (", ".join(head[:-1]), head[-1]))) if head else "nobody"


def first_words(event: Event, claims: Mapping[str, Claim], reports: Iterable[Report]) -> tuple[Claim, Report] | None:
    """Return the claim whose words tell most of an event, with its report: one not from a copy, with most fields."""
    by_id = {report.id: report for report in reports}
    there = [claims[claim_id] for claim_id in event.claims if claim_id in claims]
    best = max(
        there, key=lambda claim: (claim.report_id not in event.copies, _fields(claim), claim.score), default=None
    )
    return (best, by_id[best.report_id]) if best else None


def _fields(claim: Claim) -> int:
    return sum(map(bool, (claim.actors, claim.recipients, claim.place, claim.time, claim.figures, claim.attributions)))


def quote_of(claim: Claim, report: Report) -> str:
    """Return a claim's sentence on one line."""
    return " ".join(Span.of(claim.sentence, report.text).split())
