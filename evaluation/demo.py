"""Score sayso on the demo reports: the claims people coded in them, and the say-sos behind their events.

python -m evaluation.demo
sayso evaluate demo/gold --errors    # and every claim missed, mistyped or made in vain
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sayso import pipeline
from sayso.coding import ReportCoder, trigger_model
from sayso.ledger import Ledger
from sayso.reading import ReadingOptions
from sayso.records import Claim, Event, Problem, Report
from sayso.resources.gazetteer import Gazetteer, default_path
from sayso.scoring.gold import GoldReport, Match, Scored, gold_files, match
from sayso.scoring.scores import agreement, scores
from sayso.settings import Settings

DEMO = Path(__file__).parent.parent / "demo"
GOLD = DEMO / "gold"
DISTRACTORS = ("10", "15", "26", "34", "38", "40")
COPIES = {"04": "02", "19": "18"}
CHAIN = ("01", "02", "03", "04", "05")
_CHAIN_EVENT = "H1-shelling"


@dataclass(frozen=True, slots=True)
class CodedDemo:
    """The demo corpus as sayso reads it. Everything is keyed by the first two characters of a report's file name."""

    reports: Mapping[str, Report]
    claims: Mapping[str, Sequence[Claim]]
    events: Sequence[Event]

    def number_of(self, report_id: str) -> str:
        """Return the key of a report."""
        return next(number for number, report in self.reports.items() if report.id == report_id)


@cache
def coded_demo() -> CodedDemo:
    """Code the demo reports into a ledger in memory."""
    settings = Settings()
    reports: dict[str, Report] = {}
    claims: dict[str, Sequence[Claim]] = {}
    now = datetime.now(UTC)
    gazetteer = Gazetteer.open(settings.gazetteer or default_path())
    coder = ReportCoder(gazetteer, settings.min_score, trigger_model() if settings.coder == "trained" else None)
    with Ledger.open(":memory:") as ledger:
        run = ledger.start_run("evaluation", coder.digests, {}, now)
        for file in sorted((DEMO / "reports").glob("*.html")):
            options = ReadingOptions(today=now.date(), now=now)
            for added in pipeline.add([str(file)], options, coder, ledger, run, settings.merge_score):
                if isinstance(added, Problem):
                    raise ValueError(f"{file.name} can't be coded: {added.message}")
                if added.coding is not None:
                    reports[file.name[:2]] = added.coding.report
                    claims[file.name[:2]] = added.coding.claims
        return CodedDemo(reports, claims, tuple(ledger.events()))


def gold_reports(folder: Path, reports: Mapping[str, Report]) -> dict[str, GoldReport]:
    """Read the gold codings in a folder."""
    return {file.path.name[:2]: file.on(reports[file.path.name[:2]].text) for file in gold_files(folder)}


def matches(demo: CodedDemo) -> dict[str, Match]:
    """Pair gold with the claims made, report by report."""
    return {number: match(gold, demo.claims[number]) for number, gold in gold_reports(GOLD, demo.reports).items()}


def evaluate() -> dict[str, float]:
    """Return every figure, as shares of 1 or as counts."""
    demo = coded_demo()
    matched = matches(demo)
    second = gold_reports(GOLD / "second", demo.reports)
    scored = [
        Scored(demo.reports[number], tuple(demo.claims[number]), gold, second.get(number))
        for number, gold in gold_reports(GOLD, demo.reports).items()
    ]
    return {
        **scores(scored),
        "claims from distractors": sum(len(matched[number].extra) for number in DISTRACTORS if number in matched),
        "claims from furniture": furniture_claims(demo),
        **agreement(scored),
        **_merging(demo, matched),
        **_say_sos(demo, matched),
    }


def furniture_claims(demo: CodedDemo) -> int:
    """Count claims read from the teasers, forms and credit lines listed in gold/furniture.toml."""
    listed = tomllib.loads((GOLD / "furniture.toml").read_text(encoding="utf-8"))["furniture"]
    found = 0
    for number, lines in listed.items():
        for line in lines:
            start = demo.reports[number].text.find(line)
            end = start + len(line)
            found += start >= 0 and sum(start <= claim.trigger.start < end for claim in demo.claims[number])
    return found


def _merging(demo: CodedDemo, matched: Mapping[str, Match]) -> dict[str, float]:
    """Return pairwise precision and recall of events over the claims that gold gives a happening."""
    event_of = {claim_id: event.id for event in demo.events for claim_id in event.claims}
    placed = [
        (row.event, event_of[claim.id])
        for one in matched.values()
        for row, claim in one.found
        if row.event and row.core
    ]
    by_gold = sum(_pairs(count) for count in Counter(gold for gold, _ in placed).values())
    by_event = sum(_pairs(count) for count in Counter(event for _, event in placed).values())
    shared = sum(_pairs(count) for count in Counter(placed).values())
    return {
        "merging: pairwise recall": shared / max(1, by_gold),
        "merging: pairwise precision": shared / max(1, by_event),
    }


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _say_sos(demo: CodedDemo, matched: Mapping[str, Match]) -> dict[str, float]:
    """Count the say-sos behind copies and behind the chain, and compare with those a person counts."""
    event_of = {claim_id: event for event in demo.events for claim_id in event.claims}
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for one in matched.values():
        for row, claim in one.found:
            if row.event:
                held[row.event][event_of[claim.id].id] += 1
    main = {key: next(e for e in demo.events if e.id == counts.most_common(1)[0][0]) for key, counts in held.items()}
    gold = {event["key"]: event for event in gold_events() if event["key"] in main}
    same = [len(main[key].say_sos) == len(event["say_sos"]) for key, event in gold.items()]
    standing = [main[key].standing == event["standing"] for key, event in gold.items()]
    return {
        "chain: say-sos behind its five reports": _voices(demo, main.get(_CHAIN_EVENT), CHAIN),
        "copies found": sum(_is_copy(demo, copy) for copy in COPIES),
        "copies that add a say-so": sum(_adds_a_voice(demo, *pair) for pair in COPIES.items()),
        "events with as many say-sos as gold": sum(same) / max(1, len(same)),
        "events with gold's standing": sum(standing) / max(1, len(standing)),
    }


def gold_events() -> list[dict[str, Any]]:
    """Read the events as people put them together, with the say-sos they count."""
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(GOLD.glob("events_*.toml"))]
    return [event for table in tables for event in table["event"]]


def _voices(demo: CodedDemo, event: Event | None, numbers: Sequence[str]) -> int:
    """Count the say-sos of an event that rest on nothing but the reports given."""
    if event is None:
        return 0
    wanted = {demo.reports[number].id for number in numbers}
    return sum(bool(wanted.intersection(say_so.reports)) for say_so in event.say_sos)


def _is_copy(demo: CodedDemo, copy: str) -> bool:
    return any(demo.reports[copy].id in event.copies for event in demo.events)


def _adds_a_voice(demo: CodedDemo, copy: str, original: str) -> int:
    """Count the say-sos that the copy brings to events its original is in too."""
    copy_id, original_id = demo.reports[copy].id, demo.reports[original].id
    shared = [event for event in demo.events if {copy_id, original_id} <= set(event.reports)]
    return sum(set(say_so.reports) == {copy_id} for event in shared for say_so in event.say_sos)


if __name__ == "__main__":
    for name, figure in evaluate().items():
        print(f"{name:44} {figure:6.3f}" if isinstance(figure, float) else f"{name:44} {figure:6}")
