"""Let the trained model name who acts and who is acted on where the parse names nobody."""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from sayso.coding.somebody import is_somebody
from sayso.records import Span

_Phrases = tuple[Phrase, ...]


def completed(
    parsed: tuple[_Phrases, _Phrases], read: Sequence[tuple[str, Span]], doc: Doc
) -> tuple[_Phrases, _Phrases]:
    """Return actors and recipients as parsed, or as the model reads them where the parse has none.

    What the parse has in one role is not taken for the other.
    """
    actors, recipients = parsed
    if not actors:
        actors = _phrases(read, "actor", doc, recipients)
    if not recipients:
        recipients = _phrases(read, "recipient", doc, actors)
    return actors, recipients


def _phrases(read: Sequence[tuple[str, Span]], role: str, doc: Doc, taken: _Phrases) -> _Phrases:
    spans = [doc.char_span(span.start, span.end, alignment_mode="expand") for name, span in read if name == role]
    return tuple(
        span
        for span in spans
        if span is not None
        and is_somebody(span.root)
        and not any(span.start < other.end and other.start < span.end for other in taken)
    )
