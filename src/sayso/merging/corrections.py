"""Tell the claims that correct or take back what was reported before, from the words of their sentences."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from sayso.records import Claim, Report
from sayso.resources.lexicons import lexicon


def corrections_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Return the ids of the claims whose sentence corrects or takes back an earlier report."""
    return tuple(claim.id for claim in claims if corrects(claim.sentence.of(reports[claim.report_id].text)))


def corrects(sentence: str) -> bool:
    """Tell whether a sentence says that it corrects or takes back something said before."""
    return any(pattern.search(sentence) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row.pattern, re.IGNORECASE) for row in lexicon("corrections"))
