"""Find the stretches of a report that stand between quotation marks, and which of them run on from one another."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.coding.tree import Tree

# Some wires write two apostrophes for a quotation mark. A lone apostrophe opens only where no elided word can start.
_MARK = re.compile(r"''|\"|(?<![\w.,!?'])'(?=[A-Z\[])|(?<=[\w.,!?])'(?!\w)")
_PARAGRAPH = re.compile(r"[^\n]+")
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last`, marks included. `continues`: the paragraph before left its quote open."""

    first: int
    last: int
    continues: bool
    open_ended: bool
    is_long: bool

    @property
    def tokens(self) -> set[int]:
        """Every token of the quotation, marks included."""
        return set(range(self.first, self.last + 1))


def find_quotations(tree: Tree) -> list[Quotation]:
    """Find quotations paragraph by paragraph, so that one missing mark never turns a report inside out."""
    quotations: list[Quotation] = []
    was_open = False
    for paragraph in _PARAGRAPH.finditer(tree.text):
        if paragraph.group().isspace():
            continue
        found = list(_in_paragraph(tree.text, paragraph.start(), paragraph.end()))
        for number, (start, end, closed) in enumerate(found):
            runs_on = was_open and number == 0 and not tree.text[paragraph.start() : start].strip()
            first, last = bisect_left(tree.starts, start), bisect_left(tree.starts, end) - 1
            if last > first:
                # '"Never," he said' is a statement, 'the "special operation"' is a name.
                is_long = last - first > _FEW_WORDS or tree.words[last - 1] in (",", "!", "?", ".")
                quotations.append(Quotation(first, last, runs_on, not closed, is_long))
        was_open = bool(found) and not found[-1][2]
    return quotations


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) of each quotation; one left open runs to the paragraph's end."""
    opened: int | None = None
    mark = ""
    for match in _MARK.finditer(text, start, end):
        at, found = match.start(), match.group()
        if opened is None:
            if _opens(text, at, match.end(), end):
                opened, mark = at, found
        elif found == mark and not (_opens(text, at, match.end(), end) and not _closes(text, at, start)):
            yield opened, match.end(), True
            opened = None
    if opened is not None and mark != "'":
        yield opened, end, False


def _opens(text: str, at: int, after: int, end: int) -> bool:
    return after < end and not text[after].isspace() and (at == 0 or not text[at - 1].isalnum())


def _closes(text: str, at: int, start: int) -> bool:
    return at > start and not text[at - 1].isspace()
