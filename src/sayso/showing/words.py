"""Put the parts of a claim or event into short words: who to whom, where, when, how many, on whose say-so."""

from collections.abc import Iterable
from datetime import date

from sayso.records import Actor, Attribution, Basis, Event, Figure, FigureRange, Place, Precision, SaySo, Side, Time

_ARROW = " → "
_COUNTED = {
    "participants": "taking part",
    "participants_mobilized": "mobilized",
    "events": "times",
    "money": "in money",
    "other": "counted",
}


def what(event_type: str, mode: str | None) -> str:
    """Say what happened, as the codebook names it: "ASSAULT explosives"."""
    return f"{event_type} {mode}" if mode else event_type


def who_to_whom(actors: Iterable[Actor], recipients: Iterable[Actor]) -> str:
    """Say who did it to whom; "?" stands for an actor the report does not name."""
    doers = ", ".join(party(actor) for actor in actors)
    others = ", ".join(party(actor) for actor in recipients)
    if not others:
        return doers or "?"
    return (doers or "?") + _ARROW + others


def party(actor: Actor) -> str:
    """Name one actor with its codes: "Russian forces (RUS MIL)"."""
    codes = " ".join(code for code in (actor.country, actor.sector) if code)
    return f"{actor.name} ({codes})" if codes else actor.name


def where(place: Place | None) -> str:
    """Name a place, what it lies in, and how fine it is where that is not a town."""
    if place is None:
        return "?"
    names = [place.name]
    names += [name for name in (place.admin1, place.country) if name and name not in names]
    precision = "" if place.precision is Precision.TOWN else f" ({place.precision})"
    return ", ".join(names) + precision


def when(time: Time | None) -> str:
    """Name a day or a stretch of days, marked where it is only assumed."""
    if time is None:
        return "?"
    marks = {Basis.ASSUMED: " (assumed)", Basis.RELATIVE: "", Basis.STATED: ""}
    return _days(time.earliest, time.latest) + marks[time.basis]


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest) if earliest else "?"
    if earliest is None:
        return f"until {latest}"
    if latest is None:
        return f"from {earliest}"
    return f"{earliest} to {latest}"


def how_many(figures: Iterable[Figure]) -> str:
    """Name every figure: "20+ children killed, 3 injured in all, 2024-05-03 to 2024-05-06"."""
    return ", ".join(map(figure_given, figures))


def figure_given(figure: Figure) -> str:
    """Name one figure: how many, of whom, what became of them, whether it is a running total, and over which days."""
    parts = [
        amount(figure.low, figure.high),
        figure.of,
        counted(figure.counts),
        "in all" if figure.cumulative else None,
    ]
    said = " ".join(part for part in parts if part)
    return f"{said}, {_days(figure.period.earliest, figure.period.latest)}" if figure.period else said


def counted(kind: str) -> str:
    """Put what a figure counts into words."""
    return _COUNTED.get(kind, kind)


def amount(low: float, high: float | None) -> str:
    """Write a figure: "20" where it is exact, "20+" where the upper end is open, "2–5" for a range."""
    if high is None:
        return f"{low:,g}+" if low < 1e6 else f"{low:,.0f}+"
    if low == high:
        return f"{low:,.0f}" if float(low).is_integer() else f"{low:,}"
    return f"{low:,.0f}–{high:,.0f}"


def rivals(ranges: Iterable[FigureRange]) -> str:
    """Name the best figure of each kind, with the range where say-sos differ."""
    return ", ".join(_rival(figures) for figures in ranges)


def _rival(figures: FigureRange) -> str:
    lows = {given.figure.low for given in figures.given}
    spread = f" ({amount(min(lows), max(lows))})" if len(lows) > 1 else ""
    open_end = "+" if figures.high is None and len(lows) == 1 else ""
    return f"{figures.best:,.0f}{open_end} {counted(figures.counts)}{spread}"


def on_whose_say_so(attributions: Iterable[Attribution], text: str, outlet: str | None) -> str:
    """Name the chain of sources, outermost first, each with the channel it used; the outlet where there is none."""
    links = [_link(attribution, text) for attribution in attributions]
    return ", who cites ".join(links) if links else (outlet or "the report itself")


def _link(attribution: Attribution, text: str) -> str:
    name = attribution.name or " ".join(span.of(text) for span in attribution.source)
    name = name or f"no source named (“{' '.join(span.of(text) for span in attribution.cue)}”)"
    return f"{name} via {attribution.channel}" if attribution.channel else name


def standing(event: Event) -> str:
    """Say what an event rests on: "corroborated: 2 say-sos in 3 reports"."""
    return f"{event.standing}: {_number(len(event.say_sos), 'say-so')} in {_number(len(event.reports), 'report')}"


def say_so(voice: SaySo) -> str:
    """Name a say-so with its channel and the number of reports behind it."""
    via = f" via {voice.channel}" if voice.channel else ""
    side = "" if voice.side is Side.THIRD_PARTY else f" · on the {voice.side}'s side"
    return f"{voice.source}{via} · {voice.certainty}{side} · {_number(len(voice.reports), 'report')}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
