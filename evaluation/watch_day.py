"""Watch many feeds on a local server for simulated hours, with faults, and count what was lost, doubled or impolite.

    python -m evaluation.watch_day --feeds 200 --hours 24

Every request goes over a real socket; only the clock is made up. Each feed has a host of its own. Faults by host:
answers that time out, 429 with Retry-After, 500, redirects in a circle, garbage, a drip of bytes, articles that change.
"""

import argparse
import random
import resource
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from sayso.reading import Fetcher, Reading, ReadingOptions
from sayso.records import Problem
from sayso.watching import State, Watcher
from sayso.watching.schedule import HOUR, Pace

_BEGIN = datetime(2024, 6, 3, tzinfo=UTC).timestamp()
_TIMEOUT = 0.3
_FAULTS = ("slow", "busy", "broken", "loop", "garbage", "drip")
# Articles of the last hours may still wait behind a back-off when the day ends.
_GRACE = 3 * HOUR


@dataclass
class FakeClock:
    """A clock that only moves when it is told to."""

    now: float = _BEGIN
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> float:
        """Return the moment, in seconds since 1970."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        with self.lock:
            self.now += seconds


@dataclass(frozen=True)
class Site:
    """A host with a feed: when its articles appear, which of them change, and what goes wrong with its answers."""

    host: str
    published: tuple[float, ...]
    changes: frozenset[int]
    fault: str | None
    crawl_delay: int

    def listed(self, now: float) -> list[int]:
        """Return the articles that the feed lists: the latest ten."""
        return [k for k, moment in enumerate(self.published) if moment <= now][-10:]

    def version(self, k: int, now: float) -> int:
        """Return 1 once an article that changes has changed, half an hour after it appeared."""
        return int(k in self.changes and now > self.published[k] + HOUR / 2)


def sites(count: int, hours: float, seed: int) -> list[Site]:
    """Make sites: half of them with a fault, some that want long pauses."""
    chance, made = random.Random(seed), []
    for number in range(count):
        moments = sorted(_BEGIN + chance.random() * hours * HOUR for _ in range(max(1, int(hours / 3))))
        changes = frozenset(k for k in range(len(moments)) if chance.random() < 0.3)
        fault = chance.choice(_FAULTS) if chance.random() < 0.5 else None
        made.append(Site(f"site{number}.test", tuple(moments), changes, fault, chance.choice((0, 0, 0, 20))))
    return made


def text_of(site: Site, k: int, version: int) -> str:
    """Write an article; in its later version the toll is another."""
    dead = 4 + k + 3 * version
    return (
        f"Shelling killed {dead} people in the market of district {k} on Sunday, the governor of {site.host} said. "
        f"Rescuers were still searching the stalls of district {k} in the evening, a doctor there told this newspaper."
    )


class Log:
    """Every request that reached the server: host, path, moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.requests: list[tuple[str, str, float]] = []

    def add(self, host: str, path: str, moment: float) -> int:
        """Note a request and return how many of this host came before."""
        with self._lock:
            self.requests.append((host, path, moment))
            return len(self.requests)


@contextmanager
def serving(made: Sequence[Site], clock: FakeClock, log: Log, seed: int) -> Iterator[int]:
    """Serve the sites by their host's name and give the port."""
    by_host = {site.host: site for site in made}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site = by_host[str(self.headers["Host"]).partition(":")[0]]
            number = log.add(site.host, self.path, clock())
            goes_wrong = site.fault and random.Random(f"{seed}{site.host}{number}").random() < 0.15
            if self.path == "/robots.txt":
                delay = f"Crawl-delay: {site.crawl_delay}\n" if site.crawl_delay else ""
                self._send(f"User-agent: *\n{delay}Disallow: /private\n".encode(), "text/plain")
            elif goes_wrong or self.path == "/circle":
                self._fault(str(site.fault))
            elif self.path == "/feed.xml":
                self._send(_feed(site, clock(), self.server.server_port), "application/rss+xml")
            else:
                k = int(self.path.rsplit("/", 1)[1])
                text = text_of(site, k, site.version(k, clock()))
                title = f"Market of district {k} shelled"
                page = (
                    f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article>"
                )
                self._send(page.encode(), "text/html; charset=utf-8")

        def _send(self, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
            etag = f'"{hash(body)}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(status)
            for name, value in {"Content-Type": kind, "ETag": etag, **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _fault(self, fault: str) -> None:
            if fault == "slow":
                time.sleep(2 * _TIMEOUT)
            elif fault == "busy":
                self._send(b"slower, please", "text/plain", 429, Retry_After="1800")
            elif fault == "broken":
                self._send(b"out of order", "text/plain", 500)
            elif fault == "loop":
                self._send(b"", "text/plain", 302, Location="/circle")
            elif fault == "garbage":
                self._send(bytes(random.Random(1).randbytes(3000)), "application/rss+xml", 503)
            else:
                self.send_response(200)
                self.send_header("Content-Length", "100000")
                self.end_headers()
                for _ in range(10):
                    self.wfile.write(b"<")
                    self.wfile.flush()
                    time.sleep(_TIMEOUT / 4)

        def handle(self) -> None:
            # A client that has given up closes its end; that is no fault of the server.
            try:
                super().handle()
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _feed(site: Site, now: float, port: int) -> bytes:
    items = "".join(
        f"<item><title>Market of district {k} shelled</title>"
        f"<link>http://{site.host}:{port}/a/{k}?utm_source=rss</link>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(site.published[k], UTC))}</pubDate></item>"
        for k in site.listed(now)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


@dataclass(frozen=True)
class Day:
    """What a simulated day came to."""

    requests: int
    read: int
    lost: int
    changes_missed: int
    twice: int
    too_soon: int
    growth: float
    seconds: float

    def figures(self) -> dict[str, float]:
        """Name the figures."""
        return {
            "requests": self.requests,
            "versions of articles read": self.read,
            "articles lost": self.lost,
            "changed articles whose change was missed": self.changes_missed,
            "versions read twice": self.twice,
            "requests to a host sooner than allowed": self.too_soon,
            "memory after the day / after its first half": self.growth,
            "seconds it took": self.seconds,
        }


def simulate(
    count: int, hours: float, seed: int, memory: Path, stops: int = 0, take: Callable[[Reading], None] | None = None
) -> Day:
    """Watch sites for simulated hours; `stops` times the watcher is dropped between two steps and begun anew."""
    made, clock, log = sites(count, hours, seed), FakeClock(), Log()
    read: Counter[tuple[str, str]] = Counter()
    pace = Pace(every=900, host_pause=5)
    began, half_memory = time.monotonic(), 0

    def taken(items: Sequence[Reading | Problem]) -> None:
        for item in items:
            if isinstance(item, Reading):
                read[str(item.report.url), item.report.text] += 1
                if take is not None:
                    take(item)

    def options() -> ReadingOptions:
        now = datetime.fromtimestamp(clock(), UTC)
        return ReadingOptions(
            today=now.date(), now=now, timeout_seconds=_TIMEOUT, allow_private_addresses=True, max_bytes=1_000_000
        )

    end, chance = _BEGIN + hours * HOUR, random.Random(seed)
    moments = sorted(_BEGIN + chance.random() * hours * HOUR for _ in range(stops))
    with serving(made, clock, log, seed) as port:
        feeds = [f"http://{site.host}:{port}/feed.xml" for site in made]
        while clock() < end:
            until = moments.pop(0) if moments else end
            with State(memory) as state:
                fetcher = Fetcher(options(), lambda _host, _port: ["127.0.0.1"], clock.sleep, clock, pace.host_pause)
                watcher = Watcher(state, fetcher, options, taken, pace, clock, random.Random(seed))
                watcher.follow(feeds)
                while clock() < until:
                    clock.sleep(min(watcher.step(), max(1.0, until - clock())))
                    if not half_memory and clock() > _BEGIN + hours * HOUR / 2:
                        half_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        lost, missed = _lost(made, read, port, end)
    return Day(
        requests=len(log.requests),
        read=len(read),
        lost=lost,
        changes_missed=missed,
        twice=sum(count > 1 for count in read.values()),
        too_soon=_too_soon(log, made, pace),
        growth=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / max(1, half_memory),
        seconds=time.monotonic() - began,
    )


def _lost(made: Sequence[Site], read: Counter[tuple[str, str]], port: int, end: float) -> tuple[int, int]:
    """Count articles never read, and changed ones whose change was never read, of those there was time for."""
    lost = missed = 0
    texts: dict[str, str] = defaultdict(str)
    for url, text in read:
        texts[url] += text
    for site in made:
        for k, moment in enumerate(site.published):
            url = f"http://{site.host}:{port}/a/{k}"
            lost += moment < end - _GRACE and not texts[url]
            is_due = k in site.changes and moment < end - 2 * _GRACE
            missed += bool(is_due and texts[url] and text_of(site, k, 1) not in texts[url])
    return lost, missed


def _too_soon(log: Log, made: Sequence[Site], pace: Pace) -> int:
    """Count requests that came sooner after the last one to the host than it allows; robots.txt is not counted."""
    allowed = {site.host: max(pace.host_pause, site.crawl_delay) for site in made}
    last: dict[str, float] = {}
    sooner = 0
    for host, path, moment in log.requests:
        if path != "/robots.txt":
            sooner += moment - last.get(host, -1e9) < allowed[host] - 1e-6
            last[host] = moment
    return sooner


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--stops", type=int, default=5, help="how often the watcher is dropped and begun anew")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        day = simulate(arguments.feeds, arguments.hours, 7, Path(folder) / "watch.db", arguments.stops)
    for name, figure in day.figures().items():
        print(f"{name:50} {figure:12.3f}")
