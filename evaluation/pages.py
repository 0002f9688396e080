"""Score the extraction of article text from web pages: precision, recall and F1 of runs of four words."""

import gzip
import json
import logging
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sayso.errors import ReadingError
from sayso.reading import ReadingOptions
from sayso.reading.html import found_in_html

_WORD = re.compile(r"\w+")
_WORDS_IN_SHINGLE = 4


def evaluate(data: Path) -> dict[str, float]:
    """Return scores over `DATA/pages`, in hundredths, and pages read per CPU second.

    As the article extraction benchmark defines it, precision and recall are those of shingles, averaged over pages.
    The title that sayso puts above the body is left out, since the gold has bodies only.
    """
    pages = data / "pages"
    gold = json.loads((pages / "ground-truth.json").read_text(encoding="utf-8"))
    raw = {name: gzip.decompress((pages / "html" / f"{name}.html.gz").read_bytes()) for name in gold}
    started = time.process_time()
    bodies = {name: body_of(raw[name], page["url"]) for name, page in gold.items()}
    seconds = time.process_time() - started
    scores = [
        _precision_and_recall(_shingles(page["articleBody"]), _shingles(bodies[name])) for name, page in gold.items()
    ]
    precision, recall = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    return {
        "precision": 100 * precision,
        "recall": 100 * recall,
        "F1": 100 * 2 * precision * recall / (precision + recall),
        "pages without text": sum(not body for body in bodies.values()),
        "pages a CPU second": len(bodies) / seconds,
    }


def body_of(raw: bytes, url: str) -> str:
    """Return a page's text without the title above it; nothing where sayso finds no report."""
    now = datetime.now(UTC)
    try:
        found = found_in_html(raw, url, ReadingOptions(today=now.date(), now=now))
    except ReadingError as error:
        print(f"{url}: {error}", file=sys.stderr)
        return ""
    return found.text.removeprefix(f"{found.title}\n\n")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    count = max(1, len(words) - _WORDS_IN_SHINGLE + 1)
    return Counter(tuple(words[start : start + _WORDS_IN_SHINGLE]) for start in range(count))


def _precision_and_recall(gold: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float, float]:
    shared = (gold & found).total()
    return shared / found.total(), shared / gold.total()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m evaluation.pages DATA   (the folder that holds pages/)")
    logging.disable(logging.ERROR)
    for name, value in evaluate(Path(sys.argv[1])).items():
        print(f"{name:20} {value:7.1f}")
