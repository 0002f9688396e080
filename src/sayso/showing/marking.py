"""Cut a report's text where the parts of claims start and end, so that each piece can be marked with its roles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.records import Claim, Report, Span

Roles = Callable[[Claim], Iterator[tuple[str, Span]]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same claims' parts cover: `marks` holds (claim number, role) pairs."""

    text: str
    marks: tuple[tuple[int, str], ...]
    skipped: str | None


def spans_of(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield every span a claim points at, with the role it plays."""
    yield "trigger", claim.trigger
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        yield from ((role, span) for party in parties for span in party.spans)
    if claim.place:
        yield from (("place", span) for span in claim.place.spans)
    if claim.time:
        yield from (("time", span) for span in claim.time.spans)
    for figure in claim.figures:
        yield from (("figure", span) for span in (*figure.spans, *(figure.period.spans if figure.period else ())))
    for attribution in claim.attributions:
        yield from (("source", span) for span in (*attribution.source, *attribution.cue))


def spans_with_content(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield every span a claim points at, cues and what each source vouches for told apart from the source."""
    yield from ((role, span) for role, span in spans_of(claim) if role != "source")
    for voice in claim.attributions:
        for role, spans in (("source", voice.source), ("cue", voice.cue), ("content", voice.content)):
            yield from ((role, span) for span in spans)


def segments(
    report: Report, claims: Sequence[Claim], roles: Roles = spans_of, within: Span | None = None
) -> Iterator[Segment]:
    """Cut the text, or a part of it, where any marked span starts or ends."""
    window = within or Span(0, len(report.text))
    marks = [
        ((number, role), span)
        for number, claim in enumerate(claims)
        for role, span in roles(claim)
        if span.overlaps(window)
    ]
    skipped = [(part.reason, part.span) for part in report.skipped if part.span.overlaps(window)]
    starting: dict[int, list[tuple[int, str]]] = {}
    ending: dict[int, list[tuple[int, str]]] = {}
    for mark, span in marks:
        starting.setdefault(max(span.start, window.start), []).append(mark)
        ending.setdefault(min(span.end, window.end), []).append(mark)
    edges = {window.start, window.end, *starting, *ending}
    edges |= {edge for _, span in skipped for edge in (max(span.start, window.start), min(span.end, window.end))}
    open_marks: list[tuple[int, str]] = []
    for start, end in pairwise(sorted(edges)):
        for mark in ending.get(start, ()):
            open_marks.remove(mark)
        open_marks += starting.get(start, ())
        here = Span(start, end)
        reason = next((reason for reason, span in skipped if span.covers(here)), None)
        yield Segment(here.of(report.text), tuple(sorted(set(open_marks))), reason)
