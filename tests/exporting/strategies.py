"""Any claim of a report and any event made of claims, for tests of laws."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from sayso.as_json import claim_id
from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Event,
    EventActor,
    Figure,
    FigureRange,
    GivenFigure,
    Place,
    Precision,
    Report,
    SaySo,
    Side,
    Span,
    Standing,
    Time,
)
from tests.builders import a_report

Part = TypeVar("Part")

# Everything that a line or a cell could trip over.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "@SUM(A1)", "-5", "'=quoted", 'a "b", c', "two\nlines", "a\u2028b", "\ttab", "Ünïcode | bar", "＝full"]
)
codes = st.sampled_from(["UKR", "RUS", "SDN"])
amounts = st.integers(0, 10**9).map(float) | st.integers(0, 10**9) | st.floats(0, 1e9)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def spans(length: int) -> st.SearchStrategy[Span]:
    """Return any stretch of a text."""
    starts = st.integers(0, length - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, length).map(lambda end: Span(start, end)))


def _few(strategy: st.SearchStrategy[Part]) -> st.SearchStrategy[tuple[Part, ...]]:
    return st.lists(strategy, max_size=3).map(lambda some: tuple(some))


def actors(length: int) -> st.SearchStrategy[Actor]:
    """Return any actor."""
    return st.builds(Actor, _few(spans(length)), texts, st.none() | codes, st.none() | st.sampled_from(["GOV", "CVL"]))


def places(length: int) -> st.SearchStrategy[Place]:
    """Return any place."""
    return st.builds(
        Place,
        _few(spans(length)),
        texts,
        st.none() | st.just("geonames:1"),
        st.none() | texts,
        st.none() | codes,
        st.none() | st.floats(-90, 90),
        st.none() | st.floats(-180, 180),
        st.sampled_from(Precision),
    )


def times(length: int) -> st.SearchStrategy[Time]:
    """Return any time."""
    return st.builds(Time, _few(spans(length)), st.none() | days, st.none() | days, st.sampled_from(Basis))


def figures(length: int) -> st.SearchStrategy[Figure]:
    """Return any figure."""
    return st.builds(
        Figure,
        _few(spans(length)),
        st.sampled_from(Counted),
        amounts,
        st.none() | amounts,
        st.none() | texts,
        st.none() | times(length),
        st.booleans(),
    )


def attributions(length: int) -> st.SearchStrategy[Attribution]:
    """Return any attribution."""
    some = _few(spans(length))
    return st.builds(Attribution, some, some, some, st.none() | texts, st.none() | texts, st.none() | actors(length))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return any report."""
    return a_report(
        draw(texts) + " shelled.",
        title=draw(st.none() | texts),
        url=draw(st.none() | texts),
        source_id=draw(st.none() | texts),
    )


@st.composite
def claims(draw: st.DrawFn, report: Report) -> Claim:
    """Return any claim of a report, under its proper id."""
    length = len(report.text)
    claim = Claim(
        id="",
        report_id=report.id,
        sentence=draw(spans(length)),
        trigger=draw(spans(length)),
        event_type=draw(st.sampled_from(["ASSAULT", "PROTEST"])),
        mode=draw(st.none() | st.just("explosives")),
        sub_event=draw(st.none() | st.just("Armed clash")),
        actors=draw(_few(actors(length))),
        recipients=draw(_few(actors(length))),
        place=draw(st.none() | places(length)),
        time=draw(st.none() | times(length)),
        figures=draw(_few(figures(length))),
        attributions=draw(_few(attributions(length))),
        certainty=draw(st.sampled_from(Certainty)),
        score=draw(st.floats(0, 1)),
    )
    return replace(claim, id=claim_id(claim))


@st.composite
def events(draw: st.DrawFn, report: Report, members: tuple[Claim, ...]) -> Event:
    """Return any event that holds these claims of a report."""
    length, ids = len(report.text), tuple(claim.id for claim in members)
    parties = _few(st.builds(EventActor, actors(length), st.just(ids)))
    given = st.builds(GivenFigure, figures(length), st.sampled_from(ids), texts, st.none() | days, st.booleans())
    ranges = st.builds(
        FigureRange, st.sampled_from(Counted), amounts, amounts, st.none() | amounts, _few(given), st.just(False)
    )
    say_sos = st.builds(
        SaySo,
        texts,
        st.none() | actors(length),
        st.none() | texts,
        st.sampled_from(Certainty),
        st.just(ids),
        st.just((report.id,)),
        st.sampled_from(Side),
        st.just(report.id),
    )
    return Event(
        id="e_" + ids[0].removeprefix("c_"),
        event_type=members[0].event_type,
        mode=members[0].mode,
        sub_event=members[0].sub_event,
        place=draw(st.none() | places(length)),
        time=draw(st.none() | times(length)),
        actors=draw(parties),
        recipients=draw(parties),
        figures=draw(_few(ranges)),
        say_sos=draw(_few(say_sos)),
        reports=(report.id,),
        copies=draw(st.sampled_from([(), (report.id,)])),
        standing=draw(st.sampled_from(Standing)),
        decisions=draw(st.sampled_from([(), ("d_1",)])),
        claims=ids,
    )


@st.composite
def reports_with_claims(draw: st.DrawFn) -> tuple[Report, tuple[Claim, ...]]:
    """Return a report and one to three different claims of it."""
    report = draw(reports())
    found = draw(st.lists(claims(report), min_size=1, max_size=3, unique_by=lambda claim: claim.id))
    return report, tuple(found)


@st.composite
def reports_with_events(draw: st.DrawFn) -> tuple[Report, tuple[Claim, ...], Event]:
    """Return a report, claims of it, and an event that holds them."""
    report, members = draw(reports_with_claims())
    return report, members, draw(events(report, members))
