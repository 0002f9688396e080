"""Score sayso on the demo reports: the claims people coded in them, and the say-sos behind their events.

python -m evaluation.demo            # the figures
python -m evaluation.demo --errors   # and every claim missed, mistyped or made in vain
"""

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.gold import GoldClaim, GoldReport, Match, match, read_gold, recall_and_precision
from sayso import pipeline
from sayso.coding import RuleCoder
from sayso.ledger import Ledger
from sayso.reading import ReadingOptions
from sayso.records import Claim, Event, Problem, Report
from sayso.resources.gazetteer import Gazetteer, default_path
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
    coder = RuleCoder(Gazetteer.open(settings.gazetteer or default_path()), settings.min_score)
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
    files = sorted(folder.glob("[0-9][0-9]-*.toml"))
    return {file.name[:2]: read_gold(file, reports[file.name[:2]].text) for file in files}


def matches(demo: CodedDemo) -> dict[str, Match]:
    """Pair gold with the claims made, report by report."""
    return {number: match(gold, demo.claims[number]) for number, gold in gold_reports(GOLD, demo.reports).items()}


def evaluate() -> dict[str, float]:
    """Return every figure, as shares of 1 or as counts."""
    demo = coded_demo()
    matched = matches(demo)
    recall, precision = recall_and_precision(matched.values())
    pairs = [(demo.reports[number], *pair) for number, one in matched.items() for pair in one.found]
    return {
        "core gold claims": sum(row.core for one in matched.values() for row in _gold_rows(one)),
        "claims made": sum(len(claims) for claims in demo.claims.values()),
        "core claims found with the right type": recall,
        "precision of claims": precision,
        "claims from distractors": sum(len(matched[number].extra) for number in DISTRACTORS if number in matched),
        "claims from furniture": furniture_claims(demo),
        **_fields(pairs),
        **_agreement(demo),
        **_merging(demo, matched),
        **_say_sos(demo, matched),
    }


def _gold_rows(one: Match) -> list[GoldClaim]:
    return [*(row for row, _ in (*one.found, *one.mistyped)), *one.missed]


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


def _fields(pairs: Sequence[tuple[Report, GoldClaim, Claim]]) -> dict[str, float]:
    """Return how often a field of a found core claim is as gold has it. A field both leave empty counts as right."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for report, row, claim in pairs:
        for name, is_right in _compared(report, row.fields, claim):
            if row.core:
                asked[f"{name} as in gold"] += 1
                right[f"{name} as in gold"] += is_right
    return {name: right[name] / asked[name] for name in asked}


def _compared(report: Report, gold: Mapping[str, Any], claim: Claim) -> Iterable[tuple[str, bool]]:
    yield "certainty", claim.certainty == gold.get("certainty", "asserted")
    yield "actors", _same_phrases(report, gold.get("actors", ()), claim.actors)
    yield "recipients", _same_phrases(report, gold.get("recipients", ()), claim.recipients)
    yield "place", _same_place(report, gold.get("place"), claim)
    yield "time", _same_time(gold.get("time"), claim)
    yield (
        "figures",
        {(f["counts"], f["low"]) for f in gold.get("figures", ())} == {(f.counts, f.low) for f in claim.figures},
    )
    yield "source", _same_source(report, gold.get("source"), claim)
    if "mode" in gold:
        yield "mode", claim.mode == gold["mode"]


def _same_phrases(report: Report, gold: Sequence[str], actors: Sequence[Any]) -> bool:
    said = [[span.of(report.text) for span in actor.spans] for actor in actors]
    if not gold or not said:
        return not gold and not said
    every = " ".join(phrase for phrases in said for phrase in phrases)
    return all(_share_a_word(phrase, every) for phrase in gold)


def _same_place(report: Report, gold: str | None, claim: Claim) -> bool:
    if gold is None or claim.place is None:
        return gold is None and claim.place is None
    said = " ".join([claim.place.name, *(span.of(report.text) for span in claim.place.spans)])
    return _share_a_word(gold, said)


def _same_time(gold: Sequence[str] | None, claim: Claim) -> bool:
    if gold is None or claim.time is None:
        return gold is None and claim.time is None
    first, last = (date.fromisoformat(day) for day in gold)
    starts, ends = claim.time.earliest or date.min, claim.time.latest or date.max
    return starts <= last and first <= ends


def _same_source(report: Report, gold: str | None, claim: Claim) -> bool:
    if gold is None or not claim.attributions:
        return gold is None and not claim.attributions
    innermost = claim.attributions[-1]
    said = " ".join([innermost.name or "", *(span.of(report.text) for span in innermost.source)])
    return _share_a_word(gold, said)


def _share_a_word(a: str, b: str) -> bool:
    """Tell whether two phrases share a word that says something."""
    empty = {"the", "a", "an", "of", "in", "and", "his", "its", "their"}

    def words(phrase: str) -> set[str]:
        return {word.strip("'\"“”’,.").lower().removesuffix("'s").removesuffix("’s") for word in phrase.split()} - empty

    return bool(words(a) & words(b))


def _agreement(demo: CodedDemo) -> dict[str, float]:
    """Return how far two separate codings of the same reports agree: core claims in both, over those of either."""
    second = gold_reports(GOLD / "second", demo.reports)
    first = gold_reports(GOLD, demo.reports)
    both = either = 0
    for number in second.keys() & first.keys():
        one, other = ([row for row in gold[number].claims if row.core] for gold in (first, second))
        both += sum(any(_is_same(a, b) for b in other) for a in one) + sum(
            any(_is_same(a, b) for a in one) for b in other
        )
        either += len(one) + len(other)
    return {"two codings' agreement on core claims (F1)": both / either} if either else {}


def _is_same(a: GoldClaim, b: GoldClaim) -> bool:
    return a.trigger.overlaps(b.trigger) and bool(a.types & b.types)


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


def _print_errors() -> None:
    demo = coded_demo()
    for number, one in matches(demo).items():
        report = demo.reports[number]
        print(f"\n{number} {report.title}")
        for row in one.missed:
            print(f"  missed    {row.fields['type']:9} {_shown(report, row.trigger, row.sentence)}")
        for row, claim in one.mistyped:
            kinds = f"{row.fields['type']} not {claim.event_type}"
            print(f"  mistyped  {kinds:9} {_shown(report, claim.trigger, claim.sentence)}")
        for claim in one.extra:
            print(f"  in vain   {claim.event_type:9} {_shown(report, claim.trigger, claim.sentence)}")


def _shown(report: Report, trigger: Any, sentence: Any) -> str:
    text = report.text
    marked = f"{text[sentence.start : trigger.start]}[{trigger.of(text)}]{text[trigger.end : sentence.end]}"
    return " ".join(marked.split())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every claim missed, mistyped or made in vain")
    if parser.parse_args().errors:
        _print_errors()
    for name, figure in evaluate().items():
        print(f"{name:44} {figure:6.3f}" if isinstance(figure, float) else f"{name:44} {figure:6}")
