"""Find the lines of a report's text that are no news: teasers, forms, cookie lines, share buttons."""

import re
from functools import cache

from sayso.records import Skipped, Span
from sayso.resources.lexicons import lexicon

_LINE = re.compile(r"[^\n]+")


def skipped_parts(text: str) -> tuple[Skipped, ...]:
    """Return the lines to keep but not to code, each with the reason."""
    lines = ((line, _reason(line[0].strip())) for line in _LINE.finditer(text))
    return tuple(Skipped(Span(line.start(), line.end()), reason) for line, reason in lines if reason)


def _reason(line: str) -> str | None:
    """Say of which kind a line is. All of it must be: a line of news must never be lost."""
    return next((reason for reason, pattern in _patterns() if line and pattern.fullmatch(line)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.code, re.compile(row.pattern, re.IGNORECASE)) for row in lexicon("boilerplate"))
