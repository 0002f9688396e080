"""A ledger of invented reports for the desk: say-sos, a copy, a denial, rival figures, a skipped line, a problem."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from sayso.merging.summary import event_of
from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Event,
    Figure,
    Place,
    Precision,
    Problem,
    Report,
    Skipped,
    Span,
    Time,
    digest,
)
from sayso.settings import Settings
from sayso.web.accounts import DeskStore
from sayso.web.app import Access, create_app
from sayso.web.desk import Desk, Making
from sayso.web.people import Person, Role
from tests.builders import KHERSON, UKRAINE, a_claim, a_report
from tests.ledger.builders import named, start_run

ANN = Person("ann", Role.ADMIN)
CUSCO_REGION = Place((), "Cusco Region", "geonames:3941583", "Cusco Region", "PER", -13.5, -72.0, Precision.PROVINCE)
TEXT = (
    "Shells hit a market in Kherson on Tuesday, killing at least four people, Governor Olena Marchuk said on Telegram. "
    "The shelling came before noon, when the stalls were full. Rescuers searched the ruins until the evening and "
    "took the injured to two hospitals in the city.\nREAD MORE: Ten recipes"
)


ELEVEN = "Eleven traders died when rockets hit a market in Kherson on Tuesday. Our correspondent counted the bodies."
DENIED = (
    "That anybody hit a market in Kherson on Tuesday is a lie, Colonel Pavel Gusev said at a briefing in the capital."
)


def spans(text: str, quote: str) -> tuple[Span, ...]:
    """Return where a quote stands."""
    start = text.index(quote)
    return (Span(start, start + len(quote)),)


def market_report(number: int, outlet: str, **fields: Any) -> Report:
    """Return a report of the shelling of a market."""
    text = fields.pop("text", TEXT)
    skipped = (
        tuple(Skipped(span, "link teaser") for span in spans(text, "READ MORE: Ten recipes")) if "READ" in text else ()
    )
    usual = {"url": f"https://{number}.example/market", "title": f"News of the day {number}", "outlet": outlet}
    return a_report(text, skipped=skipped, published=date(2024, 5, 8), **(usual | fields))


def market_claim(report: Report, source: str, low: float, high: float | None, **fields: Any) -> Claim:
    """Return a claim about the market by a source that stands in the text or not."""
    text = report.text
    at = spans(text, source) if source in text else ()
    voice = Attribution(at, spans(text, "said") if "said" in text else (), (), "Telegram", source, None)
    usual = {
        "sentence": Span(0, text.index(". ") + 1 if ". " in text else len(text)),
        "mode": "heavy-weapons",
        "recipients": (Actor(spans(text, "a market"), "a market", None, "CVL"),),
        "place": replace(KHERSON, spans=spans(text, "Kherson")),
        "time": Time(spans(text, "Tuesday"), date(2024, 5, 7), date(2024, 5, 7), Basis.RELATIVE),
        "figures": (Figure((), Counted.KILLED, low, high),),
        "attributions": (voice,),
    }
    return named(a_claim(report, "hit", **(usual | fields)))


def filled(ledger: Ledger) -> list[Event]:
    """Fill a ledger with three events: a disputed shelling in four reports, a protest in a province, talks."""
    first = market_report(1, "Harbour Post", raw_digest=digest(b"<html>kept</html>"))
    copy = market_report(2, "Morning Ledger")
    other = market_report(3, "Delta Wire", text=ELEVEN)
    denial = market_report(4, "Fed Wire", text=DENIED)
    shelling = [
        (first, market_claim(first, "Governor Olena Marchuk", 4, None)),
        (copy, market_claim(copy, "Governor Olena Marchuk", 4, None)),
        (other, market_claim(other, "Delta Wire", 11, 11)),
        (denial, market_claim(denial, "Colonel Pavel Gusev", 0, 0, certainty=Certainty.DENIED)),
    ]
    march = market_report(5, "Andes Diario", text="Teachers marched in Cusco Region on Tuesday, their union said.")
    marched = named(
        a_claim(march, "marched", event_type="PROTEST", mode="demo", place=CUSCO_REGION,
                time=Time((), date(2023, 1, 10), date(2023, 1, 12), Basis.STATED),
                actors=(Actor(spans(march.text, "Teachers"), "Teachers", "PER", "EDU"),))
    )  # fmt: skip
    talks = market_report(6, "Harbour Post", text="The two ministers met and held talks.")
    held = named(a_claim(talks, "held talks", event_type="CONSULT", place=UKRAINE))
    run = start_run(ledger)
    for report, claim in [*shelling, (march, marched), (talks, held)]:
        raw = b"<html>kept</html>" if report is first else None
        ledger.record(run, report, raw, [claim])
    ledger.record_problem(run, Problem("https://gone.example/", "reading", "The server answers 404."))
    groups = [[claim for _, claim in shelling], [marched], [held]]
    reports = {report.id: report for report in (first, copy, other, denial, march, talks)}
    events = [event_of(group, {claim.report_id: reports[claim.report_id] for claim in group}) for group in groups]
    ledger.replace_events(events)
    return events


def _nothing_to_make() -> Any:
    raise AssertionError("this test adds nothing")


@contextmanager
def desk_on(path: Path, person: Person | None = ANN, **settings: Any) -> Iterator[tuple[TestClient, Ledger]]:
    """Give a browser-less client of a desk on a fresh ledger, and the ledger."""
    with Ledger.open(path / "sayso.db") as ledger:
        making = Making(_nothing_to_make, _nothing_to_make)
        store = DeskStore(str(path / "sayso.desk"))
        app = create_app(Desk(ledger, Settings(**settings), making), store, Access(person))
        with TestClient(app, headers={"accept": "text/html"}) as client:
            yield client, ledger
