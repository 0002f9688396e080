"""Say which event mentions of ECB+'s development topics sayso finds and which it misses.

    python -m evaluation.ecb DATA             # the figures
    python -m evaluation.ecb DATA --errors 50 # and so many misses and needless claims, to be read

ECB+ marks every act, political or not. Of its eight development topics one is of armed force (12, pirates taken by a
navy) and one of government (34, an office offered and declined); the rest is film, sport, crime and accidents,
where most claims are made in vain. Mentions count that ECB+ calls actions (`ACT`).
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.coding.event_types import find_triggers
from sayso.coding.sentences import language
from sayso.coding.trigger_model import trigger_model
from sayso.records import Span
from sayso.settings import Settings

POLITICAL = {"12": "armed force", "34": "government"}
_SEED = 7


def evaluate(data: Path) -> dict[str, float]:
    """Return recall of marked acts in political topics, and claims a document in political and in other ones."""
    return _figures(list(_compared(data)))


def _compared(data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield topic, verdict ("found", "missed", "unmarked") and context of each act, and of each claim without one."""
    lines = (data / "ecbplus_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    model, least = trigger_model(), Settings().min_score
    for row, doc in zip(rows, language().pipe([row["text"] for row in rows], batch_size=16), strict=True):
        yield row["topic"], "document", ""
        claims = [t.span for t in find_triggers(doc, model) if t.strength >= least]
        mentions = [(event["chain"], Span(*span)) for event in row["events"] for span in event["spans"]]
        for chain, mention in mentions:
            if "ACT" in chain[:14]:
                is_found = any(claim.overlaps(mention) for claim in claims)
                yield row["topic"], "found" if is_found else "missed", _context(row, mention)
        for claim in claims:
            if not any(claim.overlaps(mention) for _, mention in mentions):
                yield row["topic"], "unmarked", _context(row, claim)


def _context(row: Mapping[str, Any], span: Span) -> str:
    text: str = row["text"]
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]
    return f"{row['doc']}: {before}[{span.of(text)}]{after}".replace("\n", " ")


def _figures(compared: list[tuple[str, str, str]]) -> dict[str, float]:
    counts = Counter((POLITICAL.get(topic, "other"), verdict) for topic, verdict, _ in compared)
    figures: dict[str, float] = {}
    for kind in (*POLITICAL.values(), "other"):
        found, missed = counts[kind, "found"], counts[kind, "missed"]
        figures |= {
            f"{kind}: marked acts": found + missed,
            f"{kind}: share of them that are claims": found / max(1, found + missed),
            f"{kind}: claims a document that ECB+ marks nothing for": counts[kind, "unmarked"]
            / max(1, counts[kind, "document"]),
        }
    return figures


def main(data: Path, errors: int) -> None:
    """Print the figures and a sample of misses and needless claims of the political topics."""
    compared = list(_compared(data))
    for name, figure in _figures(compared).items():
        print(f"{name:60} {figure:8.3f}")
    wrong = [row for row in compared if row[0] in POLITICAL and row[1] in ("missed", "unmarked")]
    for topic, verdict, context in random.Random(_SEED).sample(wrong, min(errors, len(wrong))):
        print(f"{verdict:9} topic {topic:3} {context}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder that holds ecbplus_dev.jsonl")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print")
    arguments = parser.parse_args()
    main(arguments.data, arguments.errors)
