"""Find the reports whose text another outlet printed before: word for word, cut short or lightly edited."""

import re
from collections.abc import Mapping
from datetime import date

from rensa import RMinHash, RMinHashLSH

from sayso.records import Report

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 5
_FEWEST_SHINGLES = 30
_PERMUTATIONS = 128
_BANDS = 64  # two rows a band: a pair sharing a third of its shingles is a candidate nearly always
_SHARED_WITH_SHORTER = 0.5


def copies_of(reports: Mapping[str, Report]) -> dict[str, str]:
    """Map each report that repeats another to the earliest one it repeats; reports of their own are not in it.

    A copy shares at least half of the shorter text's runs of five words. The earliest is told by publication date;
    of one day, the longest text counts as the first, since outlets shorten what they take over.
    """
    shingles = {report_id: _shingles(report.text) for report_id, report in reports.items()}
    ordered = sorted(shingles, key=lambda report_id: _age(reports[report_id]))
    index = RMinHashLSH(threshold=0.3, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    original: dict[str, str] = {}
    for number, report_id in enumerate(ordered):
        if len(shingles[report_id]) < _FEWEST_SHINGLES:
            continue
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update(sorted(shingles[report_id]))
        for candidate in sorted(index.query(signature)):
            earlier = ordered[candidate]
            if _shared(shingles[report_id], shingles[earlier]) >= _SHARED_WITH_SHORTER:
                original[report_id] = original.get(earlier, earlier)
                break
        index.insert(number, signature)
    return original


def _age(report: Report) -> tuple[date, int, str]:
    return (report.published or date.max, -len(report.text), report.id)


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(len(words) - _SHINGLE_WORDS + 1))


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b))
