"""Ask feeds and pages when they are due, hand new texts on, and note what came of it."""

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import structlog

from sayso.errors import FetchError, ReadingError, ReportError
from sayso.reading import Reading, ReadingOptions
from sayso.reading.feed import EmptyFeedError
from sayso.reading.fetch import AnsweredError, Fetched, Fetcher, ForbiddenByRobotsError
from sayso.reading.html import reading_from_html
from sayso.reading.listings import Listing, listing_of
from sayso.records import Problem, digest
from sayso.watching.addresses import canonical, limited_host
from sayso.watching.schedule import (
    DAY,
    Pace,
    after_answer,
    after_failure,
    is_gone,
    look_again,
    pause_of,
)
from sayso.watching.state import FEED, PAGE, Place, State

_STAGE = "watching"
# Pages are forgotten a month after their last look, so that the file does not grow for ever.
_REMEMBERED = 30 * DAY
_log = structlog.get_logger()

Take = Callable[[Sequence[Reading | Problem]], None]


class Clock(Protocol):
    """Tells the time, in seconds since 1970."""

    def __call__(self) -> float:
        """Return the moment."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a place gave: the bytes, None for unchanged, or why nothing came."""

    place: Place
    fetched: Fetched | None
    error: FetchError | None


class Watcher:
    """Watches feeds. `take` is handed what was read before the state says so: killed in between, it comes again."""

    def __init__(
        self,
        state: State,
        fetcher: Fetcher,
        options: Callable[[], ReadingOptions],
        take: Take,
        pace: Pace,
        clock: Clock,
        chance: random.Random,
        at_once: int = 8,
    ) -> None:
        self._state = state
        self._fetcher = fetcher
        self._options = options
        self._take = take
        self._pace = pace
        self._clock = clock
        self._chance = chance
        self._at_once = at_once

    def follow(self, feeds: Iterable[str]) -> int:
        """Add feeds, sitemaps or OPML lists; return how many are new."""
        now = self._clock()
        return self._state.add(FEED, ((url, limited_host(url), None) for url in map(str.strip, feeds)), now)

    def step(self) -> float:
        """Ask everything that is due now, one request a host, and return the seconds until something is due again."""
        now = self._clock()
        due = [self._held(place, now) for place in self._state.due(now, self._at_once)]
        if due:
            with ThreadPoolExecutor(len(due)) as pool:
                answers = list(pool.map(self._ask, due))
            self._settle(answers)
        else:
            self._state.forget_pages(now - _REMEMBERED)
        following = self._state.next_due()
        return self._pace.every if following is None else max(0.0, following - self._clock())

    def _held(self, place: Place, now: float) -> Place:
        self._state.hold(place.host, now + self._pace.host_pause)
        return place

    def _ask(self, place: Place) -> _Answer:
        try:
            fetched = self._fetcher.fetch_if_changed(place.moved_to or place.url, place.validators)
        except FetchError as error:
            return _Answer(place, None, error)
        return _Answer(place, fetched, None)

    def _settle(self, answers: Sequence[_Answer]) -> None:
        pages = [answer for answer in answers if answer.place.kind == PAGE and answer.fetched is not None]
        read = {answer.place.url: self._reading(answer) for answer in pages}
        if new := [item for item in read.values() if item is not None]:
            self._take(new)
        for answer in answers:
            self._keep_pause(answer.place)
            if answer.error is not None:
                self._note_failure(answer.place, answer.error)
            elif answer.place.kind == FEED:
                self._note_feed(answer)
            else:
                self._note_page(answer, read.get(answer.place.url))

    def _reading(self, answer: _Answer) -> Reading | Problem | None:
        """Read a page; None where its bytes are those that were read before."""
        place, fetched = answer.place, answer.fetched
        if fetched is None or digest(fetched.raw) == place.digest:
            return None
        published = date.fromisoformat(place.published) if place.published else None
        try:
            return reading_from_html(fetched.raw, canonical(fetched.url), self._options(), fetched.charset, published)
        except ReportError as error:
            return Problem(place.url, _STAGE, str(error))

    def _note_feed(self, answer: _Answer) -> None:
        place, fetched, now = answer.place, answer.fetched, self._clock()
        due = after_answer(now, self._pace, self._chance.random())
        if fetched is None:
            self._state.answered(place.url, now, due, "unchanged")
            return
        try:
            listing = listing_of(fetched.raw, fetched.url)
        except EmptyFeedError:
            listing = Listing((), ())
        except ReadingError as error:
            self._note_failure(place, FetchError(str(error)))
            return
        pages = {canonical(item.url): item for item in listing.pages}
        days = {url: item.published.isoformat() if item.published else None for url, item in pages.items()}
        found = ((url, limited_host(url), day) for url, day in days.items())
        new = self._state.add(PAGE, found, now)
        self._state.add(FEED, ((url, limited_host(url), None) for url in listing.lists), now)
        self._state.answered(
            place.url, now, due, f"{len(pages)} pages, {new} new", fetched.validators, moved_to=fetched.moved_to
        )
        _log.info("feed read", feed=place.url, pages=len(pages), new=new, lists=len(listing.lists))

    def _note_page(self, answer: _Answer, read: Reading | Problem | None) -> None:
        place, fetched, now = answer.place, answer.fetched, self._clock()
        due = look_again(now, place.looks + 1)
        if fetched is None or read is None:
            self._state.answered(place.url, now, due, "unchanged")
            return
        said = read.message if isinstance(read, Problem) else f"read as {read.report.id}"
        self._state.answered(
            place.url, now, due, said, fetched.validators, digest(fetched.raw), moved_to=fetched.moved_to
        )
        _log.info("page read", page=place.url, look=place.looks + 1, said=said)

    def _note_failure(self, place: Place, error: FetchError) -> None:
        now, failures = self._clock(), place.failures + 1
        status = error.status if isinstance(error, AnsweredError) else None
        asked_to_wait = error.retry_after if isinstance(error, AnsweredError) else None
        is_final = isinstance(error, ForbiddenByRobotsError) or is_gone(status, failures)
        due = None
        if place.kind == FEED or not is_final:
            due = after_failure(now, failures, self._pace, asked_to_wait, self._chance.random())
        elif not place.looks:
            self._take([Problem(place.url, _STAGE, str(error))])
        if asked_to_wait:
            self._state.hold(place.host, now + asked_to_wait)
        self._state.failed(place.url, due, str(error))
        _log.warning("failed", place=place.url, failures=failures, error=str(error), again=due)

    def _keep_pause(self, place: Place) -> None:
        """Hold the host for as long as its robots.txt wants, counted from now."""
        pause = pause_of(self._fetcher.crawl_delay(place.url), self._pace)
        self._state.hold(place.host, self._clock() + pause)
