"""Build reports and claims by hand, so that a test says only what matters to it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Figure,
    Place,
    Precision,
    Report,
    Span,
    Time,
    report_id,
)

KHERSON = Place((), "Kherson", "geonames:706448", "Kherson", "UKR", 46.6358, 32.6169, Precision.TOWN)
ODESA = Place((), "Odesa", "geonames:698740", "Odesa", "UKR", 46.4775, 30.7326, Precision.TOWN)
UKRAINE = Place((), "Ukraine", "geonames:690791", None, "UKR", 49.0, 32.0, Precision.COUNTRY)


def a_report(text: str = "A shell hit Kherson.", **fields: Any) -> Report:
    """Return a report with a proper id."""
    report = Report(id="", text=text, outlet="The Daily Example", language="en", published=date(2024, 5, 8))
    report = replace(report, **fields)
    return replace(report, id=fields.get("id") or report_id(report.url, report.text))


def a_claim(report: Report, trigger: str, **fields: Any) -> Claim:
    """Return an ASSAULT claim at the first place where `trigger` stands in the report."""
    start = report.text.index(trigger)
    claim = Claim(
        id=f"c_{report.id}_{start}",
        report_id=report.id,
        sentence=Span(0, len(report.text)),
        trigger=Span(start, start + len(trigger)),
        event_type="ASSAULT",
        mode=None,
        sub_event=None,
        actors=(),
        recipients=(),
        place=None,
        time=None,
        figures=(),
        attributions=(),
        certainty=Certainty.ASSERTED,
        score=0.9,
    )
    return replace(claim, **fields)


def on(day: int, last: int | None = None, basis: Basis = Basis.STATED) -> Time:
    """Return a time in May 2024."""
    return Time((), date(2024, 5, day), date(2024, 5, last or day), basis)


def killed(low: int, high: int | None = None) -> Figure:
    """Return a figure of people killed, exact unless `high` says otherwise."""
    return Figure((), Counted.KILLED, low, low if high is None else high)


def said_by(
    name: str, channel: str | None = None, country: str | None = None, sector: str | None = None
) -> Attribution:
    """Return an attribution to a named source."""
    actor = Actor((), name, country, sector) if country or sector else None
    return Attribution((), (), (), channel, name, actor)
