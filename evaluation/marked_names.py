"""Take the place names of a text as a corpus marks them, so that their resolution is measured by itself."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from sayso.coding.place_coverage import Coverage
from sayso.coding.place_lexicon import PlaceLexicon, place_lexicon
from sayso.coding.place_resolution import place_of, resolve
from sayso.coding.place_words import DIVISIONS, Match, PlaceName, Words, name_of
from sayso.records import Place, Span
from sayso.resources.gazetteer import Gazetteer

_SURE = 3.0
_MORE_DIVISIONS = DIVISIONS.keys() | {"island", "islands", "peninsula", "city"}


def marked_places(
    doc: Doc, spans: Iterable[tuple[int, int]], gazetteer: Gazetteer, coverage: Coverage | None = None
) -> list[tuple[Span, Place]]:
    """Resolve the names that stand at `spans` (characters), each of which is a place."""
    words, lexicon = Words(doc), place_lexicon(gazetteer)
    names = list(_names(doc, words, sorted(set(spans)), lexicon))
    resolved = resolve(doc, words, names, lexicon, coverage)
    return [(name.span, place_of(name, one, names, lexicon)) for name, one in zip(names, resolved, strict=True)]


def _names(doc: Doc, words: Words, spans: Sequence[tuple[int, int]], lexicon: PlaceLexicon) -> Iterator[PlaceName]:
    last = 0
    for start, end in spans:
        phrase = doc.char_span(start, end, alignment_mode="expand")
        if phrase is not None and phrase.start >= last:
            name = name_of(words, _match(words, phrase.start, phrase.end, lexicon), _SURE)
            last = name.end
            yield name


def _match(words: Words, start: int, end: int, lexicon: PlaceLexicon) -> Match:
    text = words.between(start, end)
    demonym = lexicon.demonyms.get(text)
    if demonym is not None:
        return Match(start, end, text, (), demonym, False)
    abbreviated = lexicon.abbreviations.get(text) or lexicon.abbreviations.get(f"{text}.")
    if abbreviated is not None:
        return Match(start, end, text, (abbreviated,), None, True)
    candidates = lexicon.candidates(text)
    if not candidates and end - start > 1 and words.word(end - 1).lower() in _MORE_DIVISIONS:
        shorter = words.between(start, end - 1)
        if known := lexicon.candidates(shorter):
            return Match(start, end - 1, shorter, known, None, False)
    return Match(start, end, text, candidates, None, False)
