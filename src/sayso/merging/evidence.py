"""Lay out what a Claim offers for comparison: its record and the words of its sentence and report."""

import re
from dataclasses import dataclass
from datetime import date

from sayso.merging.summaries import sums_up
from sayso.records import Claim, Report

_WORD = re.compile(r"[^\W_]{3,}")
_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-ZÀ-Þ][\w’'-]+|\b[A-Z]{2,}\b", re.MULTILINE)
_EMPTY_WORDS = frozenset(
    "the and for that with from was were has have had been are who which this their its his her they said not but "
    "after before during into over than more also about when where while against other told says".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim beside the words it was read from; `words` are stems of the sentence's content words.

    `names` are the capitalised words of the sentence, `story` those of the whole report. `sums_up` tells a claim of
    several happenings ("three attacks this week") from one of a single happening.
    """

    claim: Claim
    outlet: str | None
    published: date | None
    trigger: str
    words: frozenset[str]
    names: frozenset[str]
    story: frozenset[str]
    quoted: frozenset[str]
    sums_up: bool

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def evidence(claim: Claim, report: Report) -> Evidence:
    """Collect the evidence for comparing `claim`, which was read from `report`."""
    sentence = claim.sentence.of(report.text)
    return Evidence(
        claim=claim,
        outlet=report.outlet,
        published=report.published,
        trigger=stem(claim.trigger.of(report.text).split()[0]),
        words=frozenset(content_stems(sentence)),
        names=frozenset(names(sentence)),
        story=frozenset(names(report.text)),
        quoted=frozenset(quoted_passages(sentence)),
        sums_up=sums_up(claim, report.text),
    )


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry content."""
    return [stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS]


def names(text: str) -> list[str]:
    """Return the capitalised words of a text, but for those that a sentence starts with, in small letters."""
    return [word.lower().removesuffix("’s").removesuffix("'s") for word in _NAME.findall(text)]


def stem(word: str) -> str:
    """Cut the endings that make one happening's words differ: "attacks", "attacked" and "attacking" are one."""
    word = word.lower()
    for ending in ("ings", "ing", "ers", "ed", "es", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def quoted_passages(text: str) -> list[str]:
    """Return the quoted stretches of at least four words, folded so that two outlets' copies are equal."""
    passages = re.findall(r"[\"“]([^\"”“]{15,})[\"”]", text)
    folded = (" ".join(_WORD.findall(passage.lower())) for passage in passages)
    return [passage for passage in folded if passage.count(" ") >= 3]
