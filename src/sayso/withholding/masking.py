"""Replace names in texts: which characters go, and where every other character stands afterwards."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sayso.records import Span

WITHHELD = "[name withheld]"
_IN_ADDRESS = "name-withheld"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARTICLES = frozenset("al el bin ibn bint abu de da di do dos del della la van von der den ter ben y e".split())
# Words that no name alone stands for; as part of a full name they go with it.
_NEVER_ALONE = frozenset(
    """
    a an and as at be but by do for from he her his i if in is it its me my no not of on or our she so the they this to
    up us was we who you january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday north south east west
    """.split()
)
# What may stand between the parts of a full name: a space, a hyphen, an initial, a middle name.
_BETWEEN = r"(?:[\s._\-]+|\s+(?-i:[A-Z]\.?|[A-Z][\w'’]+)\s+)"
_LONG_ENOUGH_FOR_A_HANDLE = 8
# Letters that Unicode does not take apart into a letter and its mark.
_APART = str.maketrans("ØøŁłĐđıŦŧĦħ", "OoLlDdiTtHh")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the names, and the stretches of the original that were replaced."""

    text: str
    replaced: tuple[Span, ...]

    def moved(self, span: Span) -> Span:
        """Return where a span of the original stands now; one that cuts a name takes the whole replacement in."""
        return Span(self._moved(span.start, at_end=False), self._moved(span.end, at_end=True))

    def _moved(self, offset: int, *, at_end: bool) -> int:
        shift = 0
        for gone in self.replaced:
            if offset <= gone.start:
                break
            if offset < gone.end:
                return gone.start + shift + (len(WITHHELD) if at_end else 0)
            shift += len(WITHHELD) - (gone.end - gone.start)
        return offset + shift


@dataclass(frozen=True, slots=True)
class NamesToHide:
    """Full names to be replaced, and full names of others that must not lose a part they share with one of these."""

    hidden: frozenset[str]
    kept: frozenset[str] = frozenset()

    def mask(self, text: str) -> Masked:
        """Return the text with each name, and each word that stands for one, replaced by `[name withheld]`."""
        if not self.hidden:
            return Masked(text, ())
        flat = _folded(text)
        kept = [Span(*found.span()) for found in _whole(self.kept).finditer(flat)] if self.kept else []
        gone = [Span(*found.span()) for found in _whole(self.hidden).finditer(flat)]
        runs = (Span(*found.span()) for found in _runs(self.hidden).finditer(flat))
        gone += [run for run in runs if not any(run.overlaps(other) for other in kept)]
        return _without(text, _joined(gone))

    def mask_address(self, address: str) -> str:
        """Return an address, cut down to its host if it spells a name: `https://example.org/name-withheld`."""
        if not self.hidden or not _spells(unquote(address), self.hidden):
            return address
        parts = urlsplit(address)
        if parts.scheme and parts.netloc and not _spells(parts.netloc, self.hidden):
            return f"{parts.scheme}://{parts.netloc}/{_IN_ADDRESS}"
        return _IN_ADDRESS


def _folded(text: str) -> str:
    """Take the marks off letters without moving any: José is Jose, and every offset stays."""
    return "".join(_folded_character(character) for character in text)


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character.translate(_APART))
    return base[0] if base and (len(base) == 1 or unicodedata.combining(base[1])) else character


@lru_cache(maxsize=1024)
def _whole(names: frozenset[str]) -> re.Pattern[str]:
    """Match full names in any case, as handles and addresses of mail spell them, or with a middle name between."""
    forms: set[str] = set()
    for name in names:
        words = [re.escape(word) for word in _WORD.findall(_folded(name))]
        forms.add(_BETWEEN.join(words))
        if sum(map(len, words)) >= _LONG_ENOUGH_FOR_A_HANDLE:
            forms.add("".join(words))
    return re.compile(r"(?<![^\W_])(?i:" + "|".join(sorted(forms, key=_long)) + r")(?![^\W_])" if forms else r"(?!)")


@lru_cache(maxsize=1024)
def _runs(names: frozenset[str]) -> re.Pattern[str]:
    """Match the words of names wherever they stand alone, and runs of them."""
    words = {word for name in names for word in _standing_alone(_folded(name))}
    one = (
        "(?:" + "|".join(sorted({re.escape(form) for word in words for form in (word, word.upper())}, key=_long)) + ")"
    )
    return re.compile(rf"(?<!\w){one}(?:[\s.\-]+{one})*s?(?!\w)" if words else r"(?!)")


def _long(form: str) -> tuple[int, str]:
    return (-len(form), form)


def _standing_alone(name: str) -> list[str]:
    """Return the words by which a person is named alone later on: "Petrenko said"."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _PARTICLES]
    return [word for word in words if len(word) > 1 and word[0].isupper() and word.casefold() not in _NEVER_ALONE]


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _without(text: str, gone: tuple[Span, ...]) -> Masked:
    pieces, end = [], 0
    for span in gone:
        pieces += [text[end : span.start], WITHHELD]
        end = span.end
    return Masked("".join(pieces) + text[end:], gone)


def _spells(address: str, names: frozenset[str]) -> bool:
    """Tell whether an address spells a name or a word that stands for one, in whatever case."""
    spelled = re.sub(r"[\W_]+", " ", _folded(address)).casefold()
    squeezed = spelled.replace(" ", "")
    for name in names:
        words = [word.casefold() for word in _WORD.findall(_folded(name))]
        if "".join(words) in squeezed and len(words) > 1:
            return True
        alone = (word.casefold() for word in _standing_alone(_folded(name)))
        if any(re.search(rf"(?<![^\W\d]){re.escape(word)}(?![^\W\d])", spelled) for word in alone if len(word) > 2):
            return True
    return False
