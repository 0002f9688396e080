"""Fill a ledger with invented reports, from a seed: as many claims as asked for, at the same density per day.

Each report tells of one happening that two more reports tell of, and of one that it alone tells of. A ledger that
is ten times larger covers ten times as many days, as a ledger does that grows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from random import Random
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sayso.as_json import claim_id, event_content
from sayso.ledger import Ledger, full_text
from sayso.ledger.rows import as_text, claim_row, report_row
from sayso.ledger.stored_events import event_columns
from sayso.ledger.tables import (
    claim_blocks,
    claims,
    coded_claims,
    codings,
    current_claims,
    event_claims,
    events,
    metadata,
    reports,
    revisions,
)
from sayso.merging.blocking import blocks_of
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
    Report,
    Span,
    Time,
    report_id,
)
from sayso.reviewing import worth

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REPORTS_OF_ONE_HAPPENING = 3
_CLAIMS_A_DAY = 300
_FIRST_DAY = date(2015, 1, 1)
_TOWNS = 3000
_PORTION = 600
_TABLES = (reports, codings, claims, coded_claims, current_claims, claim_blocks, events, event_claims, revisions)

_COUNTRIES = "UKR SDN MMR SYR YEM MLI NGA COL MEX HTI IRQ AFG PAK IND KEN ETH SOM COD LBY PER".split()
_SYLLABLES = "ka ro mi ten sul var do ler ash bel nor tiv gra zhe mu hon pra sil".split()
_STRIKES = (("Shells", "hit"), ("Rockets", "struck"), ("Drones", "attacked"), ("Mortar fire", "shelled"))
_TARGETS = "market school depot bridge station clinic mill port barracks hall".split()
_OFFICES = ("Governor", "Mayor", "Colonel", "Spokeswoman", "Minister", "Chief", "Commissioner")
_CROWDS = ("teachers", "farmers", "miners", "drivers", "nurses", "students", "traders")


def names(chance: Random, count: int) -> list[str]:
    """Invent names of two to four syllables."""
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(count)]


_TOWN_NAMES = names(Random(7), _TOWNS)
_PEOPLE = names(Random(11), 2000)


@dataclass(frozen=True, slots=True)
class Coded:
    """An invented report and its two claims: of the happening that others report too, and of its own."""

    report: Report
    shared: Claim
    own: Claim


def coded_report(number: int) -> Coded:
    """Invent report `number`: always the same for one number."""
    happening, chance = number // REPORTS_OF_ONE_HAPPENING, Random(number)
    strike = _strike(happening, chance)
    protest_town, protest_country = _town(chance.randrange(_TOWNS))
    crowd, police = chance.choice(_CROWDS), f"{chance.choice(_OFFICES)} {chance.choice(_PEOPLE)}"
    text = f"{strike.text} Police arrested {chance.randint(2, 90)} {crowd} in {protest_town}, {police} said."
    url = f"https://outlet{number % 97}.example/{number}"
    report = Report(
        id=report_id(url, text),
        text=text,
        url=url,
        outlet=f"Outlet {number % 97}",
        title=f"{strike.town}: {text.split(',')[0][:60]}",
        language="en",
        published=strike.day + timedelta(days=1),
    )
    first = _claim(report, strike.trigger, strike.town, strike.country, strike.day, strike.source)
    killed = Figure(_spans(text, str(strike.toll)), Counted.KILLED, strike.toll, strike.toll)
    shared = replace(first, event_type="ASSAULT", mode="heavy-weapons", figures=(killed,), score=chance.uniform(0.5, 1))
    second = _claim(report, "arrested", protest_town, protest_country, strike.day, police)
    own = replace(second, event_type="SANCTION", score=chance.uniform(0.5, 1))
    return Coded(report, _named(shared), _named(own))


@dataclass(frozen=True, slots=True)
class _Strike:
    text: str
    trigger: str
    town: str
    country: str
    day: date
    source: str
    toll: int


def _strike(happening: int, chance: Random) -> _Strike:
    """Word a happening; reports of it share town, day and target, and may differ in words, toll and source."""
    fixed = Random(-happening - 1)
    town, country = _town(fixed.randrange(_TOWNS))
    day = _FIRST_DAY + timedelta(days=happening * REPORTS_OF_ONE_HAPPENING * 2 // _CLAIMS_A_DAY)
    target, toll = fixed.choice(_TARGETS), fixed.randint(1, 60) + chance.choice((0, 0, 0, 2))
    agents, verb = fixed.choice(_STRIKES)
    source = f"{chance.choice(_OFFICES)} {fixed.choice(_PEOPLE)}"
    text = f"{agents} {verb} a {target} in {town} on {day:%d %B %Y}, killing {toll} people, {source} said."
    return _Strike(text, verb, town, country, day, source, toll)


def _town(number: int) -> tuple[str, str]:
    return _TOWN_NAMES[number], _COUNTRIES[number % len(_COUNTRIES)]


def _spans(text: str, quote: str) -> tuple[Span, ...]:
    start = text.index(quote)
    return (Span(start, start + len(quote)),)


def _claim(report: Report, trigger: str, town: str, country: str, day: date, source: str) -> Claim:
    text = report.text
    latitude, longitude = (hash_of(town) % 120) - 60.0, (hash_of(town + "x") % 300) - 150.0
    place = Place(
        _spans(text, town), town, f"geonames:{hash_of(town)}", town, country, latitude, longitude, Precision.TOWN
    )
    voice = Actor(_spans(text, source), source, country, "GOV")
    end = text.index(".") + 1
    sentence = Span(0, end) if text.index(trigger) < end else Span(end + 1, len(text))
    return Claim(
        id="",
        report_id=report.id,
        sentence=sentence,
        trigger=_spans(text, trigger)[0],
        event_type="ASSAULT",
        mode=None,
        sub_event=None,
        actors=(),
        recipients=(),
        place=place,
        time=Time((), day, day, Basis.STATED),
        figures=(),
        attributions=(Attribution(voice.spans, _spans(text, "said"), (), None, source, voice),),
        certainty=Certainty.ASSERTED,
        score=0.9,
    )


def hash_of(word: str) -> int:
    """Return a number for a word, the same in every process."""
    return int.from_bytes(word.encode()[-3:], "big")


def _named(claim: Claim) -> Claim:
    return replace(claim, id=claim_id(claim))


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some reports to invent, and the numbers that the first coding, claim and event of them get."""

    run_id: int
    reports: range
    coding: int
    claim: int
    event: int


def fill(ledger: Ledger, claim_count: int, first: int = 0, processes: int = 1) -> int:
    """Fill a ledger in bulk, as recording and merging would have, and return the number of the next report.

    `first` is the number of the first report, and the ledger holds those before it. More `processes` invent sooner.
    """
    run_id = ledger.start_run("synthetic", {}, {"first": first, "claims": claim_count}, NOW)
    last = first + claim_count // 2 // REPORTS_OF_ONE_HAPPENING * REPORTS_OF_ONE_HAPPENING
    with ledger._database.reading() as connection:
        held = [_last(connection, column) for column in (codings.c.id, claims.c.sequence, events.c.number)]
    with get_context("fork").Pool(processes) as pool:
        for rows, words in pool.imap(_rows, _portions(run_id, range(first, last), *held)):
            with ledger._database.merging() as connection:
                for name, made in rows.items():
                    connection.execute(insert(metadata.tables[name]), made)
                full_text.index(connection, words)
    ledger.end_run(run_id, NOW)
    return last


def _portions(run_id: int, numbers: range, coding: int, claim: int, event: int) -> Iterator[_Portion]:
    for start in range(numbers.start, numbers.stop, _PORTION):
        part = range(start, min(start + _PORTION, numbers.stop))
        yield _Portion(run_id, part, coding + 1, claim + 1, event + 1)
        coding, claim = coding + len(part), claim + 2 * len(part)
        event += len(part) // REPORTS_OF_ONE_HAPPENING + len(part)


Rows = dict[str, list[dict[str, Any]]]


def _rows(portion: _Portion) -> tuple[Rows, dict[int, full_text.EventWords]]:
    coded = [coded_report(number) for number in portion.reports]
    rows: Rows = {table.name: [] for table in _TABLES}
    sequences: dict[str, int] = {}
    for coding_id, one in enumerate(coded, portion.coding):
        rows["reports"].append(report_row(one.report))
        rows["codings"].append({"id": coding_id, "report_id": one.report.id, "run_id": portion.run_id})
        for position, claim in enumerate((one.shared, one.own)):
            sequence = sequences[claim.id] = portion.claim + len(sequences)
            scored = {"claim": sequence, "score": claim.score}
            rows["claims"].append(claim_row(claim, one.report.text) | {"sequence": sequence})
            rows["coded_claims"].append(scored | {"coding_id": coding_id, "position": position})
            rows["current_claims"].append(scored | {"report_id": one.report.id})
            rows["claim_blocks"] += [{"key": key, "claim": sequence} for key in sorted(set(blocks_of(claim)))]
    words: dict[int, full_text.EventWords] = {}
    texts = {one.report.id: one.report for one in coded}
    for number, (event, members) in enumerate(_events(coded), portion.event):
        stored = {"number": number, "id": event.id, "revision": 1, "worth": worth(event, members, {})}
        rows["events"].append(stored | event_columns(event, as_text(event_content(event))))
        rows["event_claims"] += [{"claim": sequences[claim.id], "event": number} for claim in members]
        note = {"event_id": event.id, "revision": 1, "at": NOW.isoformat(timespec="microseconds"), "what": "added"}
        rows["revisions"].append(note)
        quotes = [claim.sentence.of(texts[claim.report_id].text) for claim in members]
        words[number] = full_text.words_of(event, quotes, [texts[identity].title or "" for identity in event.reports])
    return rows, words


def _events(coded: Sequence[Coded]) -> Iterator[tuple[Event, list[Claim]]]:
    for start in range(0, len(coded), REPORTS_OF_ONE_HAPPENING):
        group = coded[start : start + REPORTS_OF_ONE_HAPPENING]
        texts = {one.report.id: one.report for one in group}
        shared = [one.shared for one in group]
        yield event_of(shared, texts), shared
        for one in group:
            yield event_of([one.own], {one.report.id: one.report}), [one.own]


def _last(connection: Connection, column: Any) -> int:
    return connection.scalar(select(func.max(column))) or 0
