"""Which day a page was published on where its outlet is."""

from datetime import UTC, date, datetime

import pytest

from sayso.reading.dates import day_of
from sayso.reading.outlet_zone import day_at_outlet

LATE = datetime(2022, 9, 27, 22, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example.ph/a", date(2022, 9, 28)),
        ("https://news.example.com.pe/a", date(2022, 9, 27)),
        ("https://news.example.co.ke/a", date(2022, 9, 28)),
        ("https://news.example.uk/a", date(2022, 9, 27)),
    ],
)
def test_a_moment_in_utc_is_read_where_the_outlet_is(url: str, day: date) -> None:
    assert day_at_outlet(LATE, url) == day


@pytest.mark.parametrize("url", [None, "https://news.example.com/a", "https://news.example.tv/a", "no address"])
def test_an_address_without_a_country_leaves_the_day_of_utc(url: str | None) -> None:
    assert day_at_outlet(LATE, url) == date(2022, 9, 27)


def test_where_the_zones_of_a_country_disagree_the_day_of_utc_stays() -> None:
    assert day_at_outlet(datetime(2022, 9, 27, 20, 0, tzinfo=UTC), "https://news.example.ru/a") == date(2022, 9, 27)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-09-27T22:40:00Z", date(2022, 9, 28)),
        ("Tue, 27 Sep 2022 22:40:00 GMT", date(2022, 9, 28)),
        ("2022-09-27T22:40:00-05:00", date(2022, 9, 27)),
        ("2022-09-27", date(2022, 9, 27)),
    ],
)
def test_only_a_stamp_in_utc_is_moved(written: str, day: date) -> None:
    assert day_of(written, "https://news.example.ph/a") == day
