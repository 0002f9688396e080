"""Read sentences whose candidate triggers are marked, with a person's code for each.

One block a sentence, blocks apart by a blank line:

    Rebels [shelled] the port of Adra on Friday and [seized] two trucks, as the [fighting] went on elsewhere.
    kinds: coordination nominal
    1 ASSAULT heavy-weapons asserted | actor: Rebels | recipient: the port of Adra | place: Adra | time: Friday
    2 COERCE seize asserted | actor: Rebels | recipient: two trucks | time: Friday
    3 NONE

The first line marks every candidate trigger in square brackets. Line N below codes the Nth: PLOVER type, mode or "-",
certainty, then roles, each an exact quote from the sentence ("; " between several). A quote that stands in the sentence
more than once means the one nearest to the trigger; "kinds:" names what makes the sentence hard, and may be left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Certainty, Span
from sayso.resources.codebooks import plover

ROLES = ("actor", "recipient", "place", "time")
KINDS = (
    "nominal", "passive", "light-verb", "speech-act", "ellipsis",
    "coordination", "pronoun", "shift", "headline", "weapon",
)  # fmt: skip
NONE = "NONE"

_MARK = re.compile(r"\[([^\]]+)\]")
_CODE = re.compile(r"(\d+) ([A-Z]+)(?: (\S+) ([a-z_]+))?((?: \| \w+: .+)*)$")


@dataclass(frozen=True, slots=True)
class MarkedTrigger:
    """A candidate trigger, its code (or NONE) and the spans of its roles in the sentence."""

    span: Span
    event_type: str
    mode: str | None = None
    certainty: Certainty | None = None
    roles: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks, and every candidate trigger in it."""

    text: str
    triggers: tuple[MarkedTrigger, ...]
    kinds: tuple[str, ...]
    where: str


def marked_sentences(path: Path) -> Iterator[MarkedSentence]:
    """Read one file of marked sentences.

    Raises:
        ValueError: a block does not parse; the message names file, line and what is wrong.
    """
    for where, lines in blocks(path):
        yield sentence_of(where, lines)


def blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines of each block and where it stands: file and number of its first line."""
    line_number = 1
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        start = line_number + (len(block) - len(block.lstrip("\n")))
        line_number += block.count("\n") + 2
        if block.strip():
            yield f"{path.name}, line {start}", block.strip("\n").split("\n")


def sentence_of(where: str, lines: list[str]) -> MarkedSentence:
    """Read one block.

    Raises:
        ValueError: it does not parse.
    """
    text, spans = _unmarked(lines[0])
    kinds: tuple[str, ...] = ()
    rows = lines[1:]
    if rows and rows[0].startswith("kinds:"):
        kinds = tuple(rows[0].removeprefix("kinds:").split())
        rows = rows[1:]
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"{where}: unknown kind {', '.join(sorted(unknown))}. Known: {', '.join(KINDS)}.")
    if len(rows) != len(spans) or not spans:
        raise ValueError(
            f"{where}: {len(spans)} triggers are marked, {len(rows)} coded. Code each, and mark at least one."
        )
    triggers = tuple(
        _trigger(where, text, i + 1, span, row) for i, (span, row) in enumerate(zip(spans, rows, strict=True))
    )
    return MarkedSentence(text, triggers, kinds, where)


def _unmarked(line: str) -> tuple[str, list[Span]]:
    """Take the brackets out and say where the marked words stand without them."""
    spans = []
    for number, found in enumerate(_MARK.finditer(line)):
        start = found.start() - 2 * number
        spans.append(Span(start, start + len(found[1])))
    return _MARK.sub(r"\1", line), spans


def _trigger(where: str, text: str, number: int, span: Span, row: str) -> MarkedTrigger:
    found = _CODE.match(row.rstrip())
    if not found or int(found[1]) != number:
        raise ValueError(
            f"{where}: can't read {row!r}. Write: {number} TYPE mode certainty | role: quote, or {number} NONE."
        )
    event_type, mode, certainty, roles = found[2], found[3], found[4], found[5]
    if event_type == NONE:
        if mode or roles:
            raise ValueError(f"{where}: trigger {number} is NONE and so has no mode, certainty or roles.")
        return MarkedTrigger(span, NONE)
    modes = plover().modes(event_type)
    if certainty not in list(Certainty) or (mode != "-" and mode not in modes):
        raise ValueError(
            f"{where}: trigger {number} has mode {mode} and certainty {certainty}; one of them is unknown."
        )
    return MarkedTrigger(
        span, event_type, None if mode == "-" else mode, Certainty(certainty), _roles(where, text, span, roles)
    )


def _roles(where: str, text: str, trigger: Span, parts: str) -> tuple[tuple[str, Span], ...]:
    roles = []
    for part in parts.split(" | ")[1:]:
        role, _, quotes = part.partition(": ")
        if role not in ROLES:
            raise ValueError(f"{where}: unknown role {role!r}. Known: {', '.join(ROLES)}.")
        roles += [(role, _nearest(where, text, trigger, quote)) for quote in quotes.split("; ")]
    return tuple(roles)


def _nearest(where: str, text: str, trigger: Span, quote: str) -> Span:
    starts = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text)]
    if not starts:
        raise ValueError(f"{where}: “{quote}” does not stand in the sentence. Copy it exactly.")
    start = min(starts, key=lambda start: (abs(start - trigger.start), start))
    return Span(start, start + len(quote))
