"""Turn what a source says of itself into a Report: named, checked for length and language, boilerplate marked."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.errors import ReadingError
from sayso.reading.boilerplate import skipped_parts
from sayso.reading.languages import ENGLISH, is_english, language_of, name_of
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.published import Published
from sayso.records import Report, digest, report_id


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one source. `text` is final: it becomes `Report.text` to the letter."""

    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    published: Published = field(default_factory=Published)
    source_id: str | None = None


# No database and no UTF-8 holds these; JSON can bring them in ("\\u0000", half a pair of surrogates).
_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


def english_reading(found: Found, raw: bytes, options: ReadingOptions) -> Reading:
    """Make a Reading of what was found; characters that nothing can store become U+FFFD, one for one.

    Raises:
        ReadingError: the text is too long, or not English.
    """
    found = _storable(found)
    if len(found.text) > options.max_characters:
        raise ReadingError(
            f"its text has {len(found.text):,} characters, more than {options.max_characters:,}. "
            "Split it, or raise SAYSO_MAX_TEXT_CHARACTERS."
        )
    language = found.language or language_of(found.text)
    if not is_english(language):
        raise ReadingError(f"its language is {language} ({name_of(language)}); sayso codes English only.")
    report = Report(
        id=report_id(found.url, found.text),
        text=found.text,
        url=found.url,
        outlet=found.outlet or options.outlet,
        title=found.title,
        author=found.author,
        language=ENGLISH,
        published=found.published.day,
        published_source=found.published.source,
        fetched=options.now,
        raw_digest=digest(raw),
        source_id=found.source_id,
        skipped=skipped_parts(found.text),
    )
    remark = found.published.remark
    return Reading(report, raw, (remark,) if remark else ())


def _storable(found: Found) -> Found:
    texts: dict[str, Any] = {
        name: _UNSTORABLE.sub("\ufffd", value)
        for name in ("text", "url", "outlet", "title", "author", "source_id")
        if isinstance(value := getattr(found, name), str) and _UNSTORABLE.search(value)
    }
    return replace(found, **texts)
