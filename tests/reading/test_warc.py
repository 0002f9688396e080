"""Web archives as others make them: Common Crawl's news archives, browsertrix's WACZ, damaged files."""

import gzip
import hashlib
import io
import zipfile
from base64 import b32encode
from datetime import UTC, date, datetime

import pytest

from sayso.errors import ReadingError
from sayso.reading import Reading, ReadingOptions, read
from sayso.reading.warc import KeptPage, readings_from_warc, write_warc

NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)
OPTIONS = ReadingOptions(today=NOW.date(), now=NOW)
STORY = (
    "Gunmen on motorcycles attacked a market in the village of Tera on Sunday and killed nine people, the mayor said. "
    "Residents fled into the bush and had not come back by nightfall, two traders told this newspaper."
)


def page(title, text=STORY):
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def record(kind, url, block, content_type, digest=None):
    digest = digest or "sha1:" + b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-06-02T08:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash((kind, url))) % 10**12:012}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\nWARC-Block-Digest: {digest}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url, body, status="200 OK", headers="", **kwargs):
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n".encode()
    return record("response", url, http + body, "application/http; msgtype=response", **kwargs)


def titles(archive):
    return [r.report.title for r in readings_from_warc(io.BytesIO(archive), OPTIONS) if isinstance(r, Reading)]


def test_an_archive_compressed_record_by_record_gives_its_pages_and_nothing_else():
    records = [
        record("warcinfo", "", b"software: Nutch\r\n", "application/warc-fields"),
        record("request", "https://news.example/tera", b"GET /tera HTTP/1.1\r\n\r\n", "application/http"),
        response("https://news.example/tera", page("Nine killed in Tera").encode()),
        response("https://news.example/gone", b"<html>gone</html>", status="404 Not Found"),
        record("metadata", "https://news.example/tera", b"fetchTimeMs: 3\r\n", "application/warc-fields"),
        response("https://news.example/two", page("Market reopens in Tera").encode()),
    ]
    archive = b"".join(gzip.compress(one) for one in records)
    assert titles(archive) == ["Nine killed in Tera", "Market reopens in Tera"]


def test_a_page_keeps_its_address_and_the_moment_it_was_fetched():
    archive = response("https://news.example/tera", page("Nine killed in Tera").encode())
    (reading,) = readings_from_warc(io.BytesIO(archive), OPTIONS)
    assert reading.report.url == "https://news.example/tera"
    assert reading.report.fetched == datetime(2024, 6, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (page("Café in Téra hit").encode("latin-1"), "Content-Type: text/html; charset=ISO-8859-1\r\n"),
        (gzip.compress(page("Café in Téra hit").encode()), "Content-Encoding: gzip\r\n"),
        (
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(page("Café in Téra hit").encode()), page("Café in Téra hit").encode()),
            "Transfer-Encoding: chunked\r\n",
        ),
    ],
    ids=["latin-1", "gzip", "chunked"],
)
def test_charset_and_compression_are_undone(body, headers):
    http = f"HTTP/1.1 200 OK\r\n{headers}".encode()
    if "Content-Type" not in headers:
        http += b"Content-Type: text/html; charset=utf-8\r\n"
    block = http + b"\r\n" + body
    archive = record("response", "https://news.example/cafe", block, "application/http; msgtype=response")
    assert titles(archive) == ["Café in Téra hit"]


def test_a_page_that_was_changed_is_read_with_a_remark():
    archive = response("https://news.example/tera", page("Nine killed in Tera").encode(), digest="sha1:" + "A" * 32)
    (reading,) = readings_from_warc(io.BytesIO(archive), OPTIONS)
    assert "digest does not fit" in " ".join(reading.remarks)


def test_a_damaged_archive_gives_what_came_before_the_damage_and_says_so(tmp_path):
    whole = gzip.compress(response("https://news.example/tera", page("Nine killed in Tera").encode()))
    torn = bytearray(gzip.compress(response("https://news.example/two", page("Market reopens").encode())))
    torn[60:90] = b"\0" * 30
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(whole + bytes(torn))
    first, problem = read([str(file)], OPTIONS)
    assert first.report.title == "Nine killed in Tera"
    assert "damaged" in problem.message


def test_a_page_without_an_article_becomes_a_problem_that_names_it_and_the_rest_goes_on(tmp_path):
    file = tmp_path / "crawl.warc"
    file.write_bytes(
        response("https://news.example/empty", b"<html><body></body></html>")
        + response("https://news.example/tera", page("Nine killed in Tera").encode())
    )
    problem, reading = read([str(file)], OPTIONS)
    assert "https://news.example/empty" in problem.message
    assert reading.report.title == "Nine killed in Tera"


def test_the_archives_inside_a_wacz_file_are_read(tmp_path):
    file = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr(
            "archive/rec-1.warc.gz",
            gzip.compress(response("https://news.example/tera", page("Nine killed in Tera").encode())),
        )
    (reading,) = read([str(file)], OPTIONS)
    assert reading.report.title == "Nine killed in Tera"


def test_a_zip_file_that_is_no_web_archive_is_refused_with_a_remedy(tmp_path):
    file = tmp_path / "holiday.wacz"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("beach.txt", "sand")
    (problem,) = read([str(file)], OPTIONS)
    assert "without a web archive" in problem.message


def test_pages_written_as_warc_are_read_back_byte_for_byte():
    kept = [KeptPage(f"https://news.example/{i}", page(f"Report number {i} from Tera").encode(), NOW) for i in range(3)]
    stream = io.BytesIO()
    assert write_warc(kept, stream, "sayso test") == 3
    back = list(readings_from_warc(io.BytesIO(stream.getvalue()), OPTIONS))
    assert [(r.report.url, r.raw, r.report.fetched) for r in back] == [(k.url, k.raw, k.fetched) for k in kept]
    assert not any(r.remarks for r in back)


def test_rows_of_a_parquet_file_are_read_like_jsonl_rows(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    file = tmp_path / "reports.parquet"
    table = pa.table(
        {"text": [STORY, None], "published": [date(2024, 6, 2), None], "id": ["a1", "a2"], "extra": [1, 2]}
    )
    parquet.write_table(table, file)
    reading, problem = read([str(file)], OPTIONS)
    assert (reading.report.text, reading.report.published, reading.report.source_id) == (STORY, date(2024, 6, 2), "a1")
    assert "row 2" in problem.message


def test_a_file_that_only_calls_itself_parquet_is_refused(tmp_path):
    file = tmp_path / "reports.parquet"
    file.write_text("text\nnothing", encoding="utf-8")
    (problem,) = read([str(file)], OPTIONS)
    assert "no whole Parquet file" in problem.message


def test_a_page_over_the_limit_gives_an_error_that_names_it():
    small = ReadingOptions(today=NOW.date(), now=NOW, max_bytes=500)
    archive = response("https://news.example/long", page("Long", STORY * 9).encode())
    (error,) = readings_from_warc(io.BytesIO(archive), small)
    assert isinstance(error, ReadingError)
    assert "https://news.example/long" in str(error)
