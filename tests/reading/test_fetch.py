import gzip
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sayso.errors import FetchError
from sayso.reading import Fetcher, Reading, ReadingOptions, read
from sayso.records import Problem
from tests.reading.server import answer, serving
from tests.reading.test_source import PAGE

OPTIONS = ReadingOptions(
    today=date(2024, 6, 1), now=datetime(2024, 6, 1, tzinfo=UTC), allow_private_addresses=True, timeout_seconds=5
)
PUBLIC_ONLY = replace(OPTIONS, allow_private_addresses=False)
HTML = "text/html; charset=utf-8"


def test_a_page_is_fetched_and_read():
    with serving({"/news": answer(PAGE.encode(), Content_Type=HTML)}) as site:
        (reading,) = read([f"{site}/news"], OPTIONS)
    assert isinstance(reading, Reading)
    assert (reading.report.url, reading.report.title) == (f"{site}/news", "Four killed at market")


def test_sayso_names_itself_and_whom_to_ask():
    seen = []
    with serving({"/": lambda handler: (seen.append(handler.headers["User-Agent"]), answer(b"x")(handler))}) as site:
        Fetcher(replace(OPTIONS, contact="desk@example.org")).fetch(f"{site}/")
    assert seen[-1].startswith("sayso/")
    assert seen[-1].endswith("(+desk@example.org)")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/", "http://[::1]:9/", "http://10.1.2.3/", "http://192.168.0.1/", "http://169.254.169.254/",
        "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
        "http://2130706433/", "http://0x7f.1/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address):
    with pytest.raises(FetchError, match="is not public"):
        Fetcher(PUBLIC_ONLY).fetch(address)


def test_a_name_that_leads_to_a_private_address_is_refused():
    fetcher = Fetcher(PUBLIC_ONLY, resolver=lambda host, port: ["10.0.0.5"])
    with pytest.raises(FetchError, match=r"10\.0\.0\.5"):
        fetcher.fetch("http://news.example/")


def test_a_redirect_to_a_private_address_is_refused():
    """The first host passes as public by its name; where it sends us is checked like any address."""
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"] if host == "127.0.0.1" else ["169.254.169.254"]

    with serving({"/go": answer(b"", 302, Location="http://metadata.example/latest")}) as site:
        fetcher = Fetcher(replace(OPTIONS, timeout_seconds=2), resolver=resolver)
        with pytest.raises(FetchError):
            fetcher.fetch(f"{site}/go")
    assert "metadata.example" in asked


def test_a_host_that_changes_its_address_is_connected_to_where_it_was_checked():
    """Each connection uses the very address that was checked, so that a second answer gains nothing."""
    answers = iter(["127.0.0.1", "127.0.0.1"])
    with serving({"/news": answer(PAGE.encode(), Content_Type=HTML)}) as site:
        port = site.rsplit(":", 1)[1]
        fetcher = Fetcher(OPTIONS, resolver=lambda host, port: [next(answers)])
        fetched = fetcher.fetch(f"http://news.example:{port}/news")
    assert fetched.raw == PAGE.encode()
    with pytest.raises(StopIteration):
        next(answers)


def test_robots_txt_is_obeyed():
    rules = answer(b"User-agent: sayso\nDisallow: /private/\n")
    with serving({"/robots.txt": rules, "/private/a": answer(b"secret"), "/a": answer(b"open")}) as site:
        fetcher = Fetcher(OPTIONS)
        assert fetcher.fetch(f"{site}/a").raw == b"open"
        with pytest.raises(FetchError, match=r"robots\.txt forbids"):
            fetcher.fetch(f"{site}/private/a")


def test_a_site_whose_robots_txt_fails_is_left_alone():
    with (
        serving({"/robots.txt": answer(b"", 503), "/a": answer(b"open")}) as site,
        pytest.raises(FetchError, match="503"),
    ):
        Fetcher(OPTIONS).fetch(f"{site}/a")


def test_a_crawl_delay_is_kept():
    pauses = []
    with serving({"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7\n"), "/a": answer(b"a")}) as site:
        fetcher = Fetcher(OPTIONS, sleep=pauses.append)
        fetcher.fetch(f"{site}/a")
        fetcher.fetch(f"{site}/a")
    assert [round(pause) for pause in pauses] == [7]


@pytest.mark.parametrize(
    "body", [answer(b"x" * 3_000), answer(gzip.compress(b"x" * 3_000_000), Content_Encoding="gzip")]
)
def test_what_is_too_large_is_refused_even_when_packed_small(body):
    with serving({"/big": body}) as site, pytest.raises(FetchError, match="larger than"):
        Fetcher(replace(OPTIONS, max_bytes=2_000)).fetch(f"{site}/big")


def test_a_server_that_drips_is_left_in_time():
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b".")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    with serving({"/slow": drip}) as site:
        started = time.monotonic()
        with pytest.raises(FetchError, match="took longer than 1 seconds"):
            Fetcher(replace(OPTIONS, timeout_seconds=1)).fetch(f"{site}/slow")
    assert time.monotonic() - started < 3


def test_redirects_come_to_an_end():
    with serving({"/round": answer(b"", 302, Location="/round")}) as site, pytest.raises(FetchError, match="redirects"):
        Fetcher(OPTIONS).fetch(f"{site}/round")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://user:word@news.example/", "user name or password"),
        ("http:///nothing", "no http or https address"),
        ("http://news.example:99999/", "no http or https address"),
    ],
)
def test_addresses_that_are_none_are_refused(address, said):
    with pytest.raises(FetchError, match=said):
        Fetcher(OPTIONS).fetch(address)


def test_a_feed_gives_its_pages_and_a_problem_for_each_that_is_missing():
    items = "".join(f"<item><link>SITE/{name}</link><title>{name}</title></item>" for name in ("news", "gone"))
    pages = {"/news": answer(PAGE.encode(), Content_Type=HTML)}
    with serving(pages) as site:
        rss = f'<rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'.replace("SITE", site)
        with serving({"/feed": answer(rss.encode(), Content_Type="application/rss+xml")}) as feeds:
            reading, problem = read([f"{feeds}/feed"], OPTIONS)
    assert isinstance(reading, Reading)
    assert isinstance(problem, Problem)
    assert (reading.report.url, problem.input) == (f"{site}/news", f"{site}/gone")
    assert "404" in problem.message
