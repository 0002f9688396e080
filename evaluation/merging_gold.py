"""Merge the hand-coded claims of invented reports and compare with the happenings a person puts them in.

    python -m evaluation.merging_gold            # the figures
    python -m evaluation.merging_gold --errors   # and what goes wrong in the dev half

All reports of a half are merged in one pool, through the blocks that the ledger uses. A trap is a pair of happenings
that are easily taken for one; it is sprung if any claims of the two end in one event. Sums ("three attacks this week")
are right if they stay apart from their members and cover exactly these. Nothing is tuned on the test half.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evaluation.hand_coded import SPLITS, Coded, Stories, stories
from sayso.merging.blocking import blocks_of
from sayso.merging.clustering import Happening, Rulings, happenings_around
from sayso.merging.evidence import Evidence, evidence
from sayso.settings import Settings


def evaluate() -> dict[str, float]:
    """Return, by half, B-cubed precision, recall and F1 of the clusters, the share of traps sprung, and sums right."""
    figures: dict[str, float] = {}
    for split in SPLITS:
        half = stories(split)
        found = merged(half, Settings().merge_score)
        figures |= {f"{split}: {name}": figure for name, figure in scores(half, found).items()}
    return figures


def merged(half: Stories, min_score: float) -> list[Happening]:
    """Merge all claims of a half, each compared with those it shares a block with."""
    offered = [evidence(row.claim, row.report) for row in half.coded]
    of_block: dict[str, list[Evidence]] = defaultdict(list)
    for one in offered:
        for block in blocks_of(one.claim):
            of_block[block].append(one)

    def neighbours(one: Evidence) -> Iterator[Evidence]:
        for block in blocks_of(one.claim):
            yield from of_block[block]

    return happenings_around(offered, neighbours, min_score, Rulings())


def scores(half: Stories, happenings: Sequence[Happening]) -> dict[str, float]:
    """Compare clusters with gold."""
    number = {member.id: i for i, happening in enumerate(happenings) for member in happening.members}
    single = [row for row in half.coded if not row.summary_of]
    pairs = [(row.event, number[row.claim.id]) for row in single]
    precision, recall = _b_cubed(pairs), _b_cubed([(found, gold) for gold, found in pairs])
    sprung = [set(_found(single, number, a)) & set(_found(single, number, b)) for a, b in half.traps]
    sums = list(_sums_right(half, happenings, number))
    sizes = Counter(gold for gold, _ in pairs)
    return {
        "claims": len(pairs),
        "happenings": len(sizes),
        "of them told by three reports or more": sum(
            len({row.report.id for row in single if row.event == gold}) >= 3 for gold in sizes
        ),
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / (precision + recall),
        "traps": len(half.traps),
        "share of traps sprung": sum(map(bool, sprung)) / len(half.traps),
        "sums": len(sums),
        "share of sums right": sum(sums) / max(1, len(sums)),
    }


def _found(rows: Sequence[Coded], number: Mapping[str, int], event: str) -> Iterator[int]:
    return (number[row.claim.id] for row in rows if row.event == event)


def _b_cubed(pairs: Sequence[tuple[object, object]]) -> float:
    """Return B-cubed precision, with the clusters second; with the two swapped, recall."""
    together, in_cluster = Counter(pairs), Counter(found for _, found in pairs)
    return sum(together[pair] / in_cluster[pair[1]] for pair in pairs) / len(pairs)


def _sums_right(half: Stories, happenings: Sequence[Happening], number: Mapping[str, int]) -> Iterator[bool]:
    for row in half.coded:
        if row.summary_of:
            home = number[row.claim.id]
            wanted = {number[other.claim.id] for other in half.coded if other.event in row.summary_of}
            yield home not in wanted and {number[covered] for covered in happenings[home].covers} == wanted


def main(errors: bool) -> None:
    """Print the figures, and the wrong clusters of the dev half if wanted."""
    for name, figure in evaluate().items():
        print(f"{name:56} {figure:8.3f}")
    half = stories("dev")
    event_of = {row.claim.id: row.event for row in half.coded}
    found = merged(half, Settings().merge_score) if errors else []
    clusters = [happening.members for happening in found]
    spread = Counter(event for cluster in clusters for event in {event_of[member.id] for member in cluster})
    for cluster in clusters:
        events = Counter(event_of[member.id] for member in cluster)
        if len(events) > 1 or any(spread[event] > 1 for event in events):
            print(", ".join(f"{event} x{count}" for event, count in events.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the wrong clusters of the dev half")
    main(parser.parse_args().errors)
