"""Turn web archives (WARC, and WACZ that packs them) into Readings, a page a record; write kept pages as WARC.

The format: ISO 28500 (WARC 1.1). Read and written by FastWARC, which undoes transfer and content encodings.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO, cast

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType, has_block_digest

from sayso.errors import ReadingError
from sayso.reading.html import reading_from_html
from sayso.reading.options import Reading, ReadingOptions

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_HTTP_OK = 200
_IN_WACZ = ("archive/", (".warc", ".warc.gz"))
_MOST_HEADER_BYTES = 65_536
_DAMAGED = "The archive's own digest does not fit this page: it was changed, or breaks off. Fetch the archive again."


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page as an archive holds it: decoded from transfer, its charset as the server declared it."""

    url: str
    raw: bytes
    charset: str | None
    fetched: datetime | None
    is_intact: bool


def readings_from_warc(stream: BinaryIO, options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read every HTML page that was answered with 200; an unreadable one gives an error that names its URL.

    A record whose digest does not fit its bytes is read with a remark.
    """
    for page in pages_of(stream, options.max_bytes):
        try:
            if isinstance(page, ReadingError):
                raise page
            reading = reading_from_html(page.raw, page.url, options, page.charset)
        except ReadingError as error:
            yield error if isinstance(page, ReadingError) else ReadingError(_said_of(page, error))
            continue
        report = replace(reading.report, fetched=page.fetched or reading.report.fetched)
        damage = () if page.is_intact else (_DAMAGED,)
        yield replace(reading, report=report, remarks=(*reading.remarks, *damage))


def _said_of(page: ArchivedPage, error: ReadingError) -> str:
    return f"page {page.url}: {error}" if page.is_intact else f"page {page.url}: {error} {_DAMAGED}"


def readings_from_wacz(file: BinaryIO, options: ReadingOptions) -> Iterator[Reading | ReadingError]:
    """Read the web archives inside a WACZ file, in order of name.

    Raises:
        ReadingError: it is no zip file, or holds no web archive.
    """
    folder, endings = _IN_WACZ
    try:
        with zipfile.ZipFile(file) as packed:
            names = sorted(n for n in packed.namelist() if n.startswith(folder) and n.endswith(endings))
            if not names:
                raise ReadingError(
                    "it is a zip file without a web archive in archive/. Give a WACZ, WARC or HTML file."
                )
            for name in names:
                with packed.open(name) as stream:
                    yield from readings_from_warc(cast(BinaryIO, stream), options)
    except zipfile.BadZipFile as error:
        raise ReadingError(f"it is no whole WACZ file: {error}. Fetch it again.") from error


def pages_of(stream: BinaryIO, max_bytes: int) -> Iterator[ArchivedPage | ReadingError]:
    """Yield the pages of a WARC stream, plain or compressed; pages over `max_bytes` give an error.

    Raises:
        ReadingError: the archive breaks off or is garbled; what came before it has been yielded.
    """
    wanted = WarcRecordType.response | WarcRecordType.resource
    records = ArchiveIterator(stream, record_types=wanted, parse_http=False, max_header_len=_MOST_HEADER_BYTES)
    while True:
        try:
            record = next(records, None)
            page = _page(record, max_bytes) if record is not None else None
        except (OSError, ValueError, RuntimeError, UnicodeDecodeError) as error:
            raise ReadingError(f"the web archive is damaged: {error}. What came before was read.") from error
        if record is None:
            return
        if page is not None:
            yield page


def _page(record: WarcRecord, max_bytes: int) -> ArchivedPage | ReadingError | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url.startswith(("http://", "https://")):
        return None
    # The digest covers the block as it stands in the archive, so it is checked before HTTP is decoded.
    is_intact = not has_block_digest(record) or record.verify_block_digest()
    if record.is_http:
        record.parse_http(auto_decode="all")
    if not _is_html(record):
        return None
    raw = record.reader.read(max_bytes + 1)
    if len(raw) > max_bytes:
        return ReadingError(f"page {url}: it is larger than {max_bytes / 1e6:g} MB. Raise SAYSO_MAX_PAGE_BYTES.")
    date = record.record_date
    return ArchivedPage(url, raw, record.http_charset, date.astimezone(UTC) if date else None, is_intact)


def _is_html(record: WarcRecord) -> bool:
    if record.record_type == WarcRecordType.resource:
        return (record.headers.get("Content-Type") or "").lower().startswith(_PAGE_TYPES)
    headers = record.http_headers
    if headers is None or headers.status_code != _HTTP_OK:
        return False
    kind = (record.http_content_type or "").lower()
    return not kind or kind.startswith(_PAGE_TYPES)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as the ledger keeps it: its bytes without the server's headers."""

    url: str
    raw: bytes
    fetched: datetime | None


def write_warc(pages: Iterable[KeptPage], stream: BinaryIO, software: str) -> int:
    """Write pages as a gzipped WARC of `resource` records with SHA-1 block digests; return how many."""
    packed = GzipWriter(stream)
    info = _record(WarcRecordType.warcinfo, "application/warc-fields", None)
    info.set_bytes_content(f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode())
    info.write(packed, checksum_data=True)
    count = 0
    for page in pages:
        record = _record(WarcRecordType.resource, "text/html", page.fetched)
        record.headers["WARC-Target-URI"] = page.url
        record.set_bytes_content(page.raw)
        record.write(packed, checksum_data=True)
        count += 1
    return count


def _record(kind: WarcRecordType, content_type: str, at: datetime | None) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(record_type=kind)
    headers = record.headers
    headers["Content-Type"] = content_type
    if at is not None:
        headers["WARC-Date"] = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return record
