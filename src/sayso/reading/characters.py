"""Turn bytes into the characters that were meant: encoding found, mojibake mended, invisible characters gone."""

import codecs
import re

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

# Longest marks first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE)
# What browsers take these names for: pages say "latin-1" or "gb2312" and use the larger set.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_LIKELY = [
    "cp1252", "cp1251", "cp1250", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "gb18030", "big5",
    "shift_jis", "euc_jp", "euc_kr", "iso8859_2", "mac_roman",
]  # fmt: skip
_HEAD_BYTES = 4_000
_GUESS_BYTES = 20_000

# Encoding only: quotes, ligatures and widths are the outlet's own.
_MOJIBAKE = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=True, fix_latin_ligatures=False, uncurl_quotes=False,
    fix_character_width=False, fix_line_breaks=False, normalization=None,
)  # fmt: skip
_CLEAN = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    | dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t", " ")
    | dict.fromkeys("\u2028\u2029\u0085\x0b\x0c", "\n")
    | dict.fromkeys((*range(9), *range(14, 32), 127))
)
_LINE_END = re.compile(r" *(?:\r\n?|\n)")


def decoded(raw: bytes, declared: str | None = None) -> str:
    """Return the characters of `raw`.

    A byte order mark decides; then valid UTF-8, whatever is declared; then `declared` (of the HTTP header), or what
    the bytes themselves declare; then a guess. Bytes that fit nothing become U+FFFD.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace").removeprefix("\ufeff")
    wide = _wide_encoding(raw)
    if wide:
        return raw.decode(wide, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = raw.decode("utf-8", errors="replace")
    if _is_damaged_utf8(lenient):
        return lenient
    return _decoded_as(declared, raw) or _decoded_as(_declared_inside(raw), raw) or _guessed(raw)


def tidy(text: str) -> str:
    """Mend mojibake, take out characters that are not there to be read, and make every space a plain one."""
    if not text.isascii():
        text = "".join(map(_mended, text.splitlines(keepends=True))) if is_bad(text) else text
    return _LINE_END.sub("\n", text.translate(_CLEAN)).strip()


def _mended(line: str) -> str:
    return line if line.isascii() else ftfy.fix_encoding(line, config=_MOJIBAKE)


def _wide_encoding(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Latin script every other byte is zero."""
    head = raw[:_HEAD_BYTES]
    if len(head) < 8 or head.count(0) < len(head) / 3:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) > len(head) / 20:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_damaged_utf8(lenient: str) -> bool:
    """Tell UTF-8 with a few bad bytes from another encoding: most of its sequences are still whole."""
    bad = lenient.count("\ufffd")
    whole = sum(not letter.isascii() for letter in lenient) - bad
    return whole > 4 * bad


def _declared_inside(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_HEAD_BYTES])
    return match[1].decode("ascii", errors="ignore") if match else None


def _decoded_as(name: str | None, raw: bytes) -> str | None:
    """Decode by a declared encoding, unless it is unknown or plainly wrong."""
    try:
        known = codecs.lookup(name or "").name
        if known.startswith("utf-"):
            return None
        return raw.decode(_MEANT.get(known, known))
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(raw: bytes) -> str:
    # Only the bytes around non-ASCII ones tell anything, and markup would drown them.
    telling = b" ".join(re.findall(rb"[^<>]*[\x80-\xff][^<>]*", raw[: 20 * _GUESS_BYTES]))[:_GUESS_BYTES]
    best = from_bytes(telling, cp_isolation=_LIKELY, enable_fallback=False).best()
    return raw.decode(best.encoding if best else "cp1252", errors="replace")
