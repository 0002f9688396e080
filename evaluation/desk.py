"""Measure the desk on a large ledger: server time and weight of its pages, and how soon its map can be used.

    python -m evaluation.desk --events 100000 --ledger /tmp/desk.db

The ledger is synthetic and seeded: reports of forty sentences made from a list of places, parties and sources, each
sentence one claim, one to four claims an event. It is made where it is missing, which takes some minutes, and kept.
"""

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from fastapi.testclient import TestClient

from sayso.as_json import claim_id
from sayso.ledger import Ledger
from sayso.merging.summary import event_of
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
from sayso.settings import Settings
from sayso.web.accounts import DeskStore
from sayso.web.app import Access, create_app
from sayso.web.desk import Desk, Making
from sayso.web.people import Person, Role

_SENTENCES = 40
_DAYS = 2500
_COUNTRIES = ("UKR", "SDN", "COL", "MMR", "NGA", "PER", "PAK", "FRA", "ETH", "MEX", "IND", "SYR")
_TYPES = (
    ("ASSAULT", "explosives"),
    ("ASSAULT", "firearms"),
    ("PROTEST", "demo"),
    ("COERCE", "arrest"),
    ("ACCUSE", None),
)
_DEEDS = {"ASSAULT": "attacked", "PROTEST": "marched against", "COERCE": "arrested", "ACCUSE": "accused"}
_PARTIES = ("Northern troops", "Militiamen", "Students", "Police", "Farmers", "Rebels", "Dock workers", "Soldiers")
_TARGETS = ("villagers", "a convoy", "the ministry", "traders", "a depot", "the governor", "miners", "a checkpoint")
_STATES = (Precision.TOWN, Precision.TOWN, Precision.TOWN, Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY)


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a page took, in milliseconds at the 95th percentile, and how much it weighs zipped."""

    page: str
    p95: float
    kilobytes: float


def make_ledger(path: Path, events: int, seed: int = 7) -> None:
    """Fill a new ledger with synthetic events."""
    chance = random.Random(seed)
    places = [_place(number, chance) for number in range(6000)]
    with Ledger.open(path) as ledger:
        run = ledger.start_run("synthetic", {}, {"seed": seed}, datetime(2024, 1, 1, tzinfo=UTC))
        made = 0
        while made < events:
            reports = [_report(number, places, chance) for number in range(made, made + 40)]
            for report, claims in reports:
                ledger.record(run, report, None, claims)
            groups = list(_groups(reports, chance))[: events - made]
            by_id = {report.id: report for report, _ in reports}
            ledger.replace_events(
                [event_of(group, {claim.report_id: by_id[claim.report_id] for claim in group}) for group in groups],
                worth={
                    "e_" + group[0].id.removeprefix("c_"): chance.random() for group in groups if chance.random() < 0.2
                },
            )
            made += len(groups)


def _place(number: int, chance: random.Random) -> Place:
    country, precision = chance.choice(_COUNTRIES), chance.choice(_STATES)
    latitude, longitude = round(chance.uniform(-35, 60), 4), round(chance.uniform(-100, 120), 4)
    name = f"Place {number}" if precision is not Precision.COUNTRY else f"Country {country}"
    return Place((), name, f"made:{number}", f"Province {number % 300}", country, latitude, longitude, precision)


def _report(number: int, places: list[Place], chance: random.Random) -> tuple[Report, list[Claim]]:
    published = date(2018, 1, 1) + timedelta(days=chance.randrange(_DAYS))
    outlet = f"Outlet {chance.randrange(300)}"
    claims, sentences, start = [], [], 0
    for _ in range(_SENTENCES):
        event_type, mode = chance.choice(_TYPES)
        who, whom, killed = chance.choice(_PARTIES), chance.choice(_TARGETS), chance.randrange(1, 60)
        source = f"Governor {chance.randrange(4000)}"
        place = chance.choice(places)
        sentence = f"{who} {_DEEDS[event_type]} {whom} in {place.name}, killing {killed} people, {source} said."
        claims.append(_claim(sentence, start, (event_type, mode), (who, whom, source), place, published, killed))
        sentences.append(sentence)
        start += len(sentence) + 1
    text, url = " ".join(sentences), f"https://outlet.example/{number}"
    report = Report(report_id(url, text), text, url=url, outlet=outlet, title=f"News of {published}, {number}",
                    language="en", published=published)  # fmt: skip
    named = [replace(claim, report_id=report.id) for claim in claims]
    return report, [replace(claim, id=claim_id(claim)) for claim in named]


def _claim(
    sentence: str,
    start: int,
    what: tuple[str, str | None],
    names: tuple[str, str, str],
    place: Place,
    day: date,
    killed: int,
) -> Claim:
    def span(words: str) -> tuple[Span, ...]:
        at = start + sentence.index(words)
        return (Span(at, at + len(words)),)

    who, whom, source = names
    return Claim(
        id="", report_id="", sentence=Span(start, start + len(sentence)), trigger=span(_DEEDS[what[0]])[0],
        event_type=what[0], mode=what[1], sub_event=None, actors=(Actor(span(who), who, None, "MIL"),),
        recipients=(Actor(span(whom), whom, None, "CVL"),), place=replace(place, spans=span(place.name)),
        time=Time((), day, day, Basis.ASSUMED), figures=(Figure(span(str(killed)), Counted.KILLED, killed, killed),),
        attributions=(Attribution(span(source), span("said"), (), None, source),), certainty=Certainty.ASSERTED,
        score=0.9,
    )  # fmt: skip


def _groups(reports: list[tuple[Report, list[Claim]]], chance: random.Random) -> Iterator[list[Claim]]:
    """Put the claims of a batch into events of one to four claims, each of another report."""
    waiting = [claim for _, claims in reports for claim in claims]
    chance.shuffle(waiting)
    while waiting:
        yield [waiting.pop() for _ in range(min(chance.choice((1, 1, 1, 2, 4)), len(waiting)))]


def measure(client: TestClient, times: int) -> list[Timed]:
    """Ask for every kind of page `times` times with different filters, and return what each took."""
    chance = random.Random(11)
    ids = [event["id"] for event in client.get("/events.json?limit=200").json()["events"]]
    reports = [report["id"] for report in client.get("/reports.json?q=News").json()["reports"][:200]]

    def filters() -> str:
        parts = [
            f"type={chance.choice(_TYPES)[0]}",
            f"country=-{chance.choice(_COUNTRIES)}",
            f"q={chance.choice(_TARGETS).split()[-1]}",
            f"since={2018 + chance.randrange(5)}-03-01",
            "min_figure=20",
            "sort=figures",
            f"page={chance.randrange(1, 30)}",
        ]
        return "&".join(chance.sample(parts, chance.randrange(4)))

    pages: dict[str, Callable[[], str]] = {
        "search": lambda: f"/?{filters()}",
        "map": lambda: f"/map?{filters()}",
        "map data": lambda: f"/map.json?{filters()}",
        "facet": lambda: "/facets?facet=source",
        "event": lambda: f"/events/{chance.choice(ids)}",
        "why one event": lambda: f"/events/{chance.choice(ids)}/why",
        "reports": lambda: f"/reports?page={chance.randrange(1, 40)}",
        "report": lambda: f"/reports/{chance.choice(reports)}",
        "problems": lambda: "/problems",
        "add": lambda: "/add",
        "review": lambda: f"/review?at={chance.randrange(200)}",
        "list as JSON, 50": lambda: f"/events.json?limit=50&{filters()}",
        "list as CSV, 50": lambda: f"/events.csv?limit=50&{filters()}",
    }
    return [_timed(client, page, address, times) for page, address in pages.items()]


def _timed(client: TestClient, page: str, address: Callable[[], str], times: int) -> Timed:
    taken, weights = [], []
    client.get(address())
    for _ in range(times):
        asked = address()
        start = time.perf_counter()
        answer = client.get(asked)
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{asked}: {answer.status_code}")
        weights.append(len(gzip.compress(answer.content, 5)))
    return Timed(page, float(np.percentile(taken, 95)), max(weights) / 1000)


def first_load(client: TestClient, address: str) -> float:
    """Return the kilobytes, zipped, of a page with all the styles, scripts and data that it loads at first."""
    shown = client.get(address).text
    found = re.findall(r'<(?:script|link)[^>]*(?:src|href)="(/(?:static|vendor)/[^"]+)"', shown)
    if "/static/map.js" in found:
        found += [
            "/static/borders/countries.json",
            "/static/borders/disputed.json",
            address.replace("/map", "/map.json"),
        ]
    sizes = [len(gzip.compress(client.get(one).content, 5)) for one in dict.fromkeys(found)]
    return (len(gzip.compress(shown.encode(), 5)) + sum(sizes)) / 1000


def main() -> None:
    """Make the ledger if need be, measure, and print; with --json as one object."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--ledger", type=Path, default=Path("desk-measured.db"))
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    if not chosen.ledger.exists():
        partial = chosen.ledger.with_name(chosen.ledger.name + ".part")
        make_ledger(partial, chosen.events)
        partial.rename(chosen.ledger)
    with Ledger.open(chosen.ledger) as ledger:
        store = DeskStore(f"{chosen.ledger}.desk")
        desk = Desk(ledger, Settings(), Making(_never, _never))
        started = time.perf_counter()
        size = desk.catalogue().size
        loading = time.perf_counter() - started
        with TestClient(create_app(desk, store, Access(Person("measuring", Role.ADMIN)))) as client:
            timed = measure(client, chosen.times)
            weights = {address: first_load(client, address) for address in ("/", "/map")}
    if chosen.json:
        print(json.dumps({one.page: one.p95 for one in timed} | {f"first load {k}": v for k, v in weights.items()}))
        return
    print(f"{size:,} events; the catalogue is read in {loading:.1f} s")
    for one in timed:
        print(f"{one.page:20} p95 {one.p95:7.0f} ms   {one.kilobytes:7.0f} kB zipped")
    for address, kilobytes in weights.items():
        print(f"first load of {address:5} {kilobytes:7.0f} kB zipped")


def _never() -> Any:
    raise RuntimeError("measuring adds nothing")


if __name__ == "__main__":
    main()
