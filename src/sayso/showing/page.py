"""Write coded reports as one self-contained HTML page: the text with every span marked, the claims beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sayso.records import Claim, Report, Span
from sayso.showing import words


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same claims' parts cover: `marks` holds (claim number, role) pairs."""

    text: str
    marks: tuple[tuple[int, str], ...]
    skipped: str | None


def page(coded: Iterable[tuple[Report, Sequence[Claim]]]) -> str:
    """Return the page for reports and their claims. Every text is escaped; nothing is loaded from anywhere."""
    environment = Environment(
        loader=DictLoader({"page.html": _template("page.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, segments=segments, style=Markup(_template("page.css")))
    environment.globals["script"] = Markup(_template("page.js"))
    return environment.get_template("page.html").render(coded=list(coded))


def _template(name: str) -> str:
    return (files("sayso.showing") / "templates" / name).read_text(encoding="utf-8")


def segments(report: Report, claims: Sequence[Claim]) -> Iterator[Segment]:
    """Cut the text where any marked span starts or ends."""
    marked = [(span, number, role) for number, claim in enumerate(claims) for role, span in spans_of(claim)]
    skipped = [(part.span, part.reason) for part in report.skipped]
    edges = {0, len(report.text)}
    for span in [*(span for span, _, _ in marked), *(span for span, _ in skipped)]:
        edges |= {span.start, span.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        here = Span(start, end)
        marks = tuple(sorted({(number, role) for span, number, role in marked if span.covers(here)}))
        reason = next((reason for span, reason in skipped if span.covers(here)), None)
        yield Segment(here.of(report.text), marks, reason)


def spans_of(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield every span a claim points at, with the role it plays."""
    yield "trigger", claim.trigger
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        yield from ((role, span) for party in parties for span in party.spans)
    if claim.place:
        yield from (("place", span) for span in claim.place.spans)
    if claim.time:
        yield from (("time", span) for span in claim.time.spans)
    yield from (("figure", span) for figure in claim.figures for span in figure.spans)
    for attribution in claim.attributions:
        yield from (("source", span) for span in (*attribution.source, *attribution.cue))
