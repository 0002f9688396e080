"""Turn a written date into a day, where only one reading of it is possible."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.reading.outlet_zone import day_at_outlet

_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"[,\s]*(?:\bat\b|[-|–])?\s*\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:$|[T ])")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_IN_URL = re.compile(
    r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)|[/_-](\d{4})-(\d{2})-(\d{2})(?:\D|$)|/(20\d{2})(\d{2})(\d{2})/"
)
_SEPT = re.compile(r"\bSept\b", re.IGNORECASE)
_EARLIEST_YEAR = 1900


def day_of(written: str, url: str | None = None) -> date | None:
    """Return the day of an ISO date or date-time, an RFC 2822 date, or one with the month in words.

    The day is the one written, in the writer's own time zone; a moment in UTC is moved to the day it was where the
    outlet of the page at `url` is. "03/04/2024" gives None: it may be March or April.
    """
    text = written.strip()
    day = _iso_day(text, url) or _mail_day(text, url) or _worded_day(text)
    return day if day and day.year >= _EARLIEST_YEAR else None


def day_in_url(url: str) -> date | None:
    """Return the day that a URL such as https://example.org/2024/05/08/flood carries."""
    match = _IN_URL.search(url)
    if not match:
        return None
    year, month, day = (int(group) for group in match.groups() if group)
    try:
        return date(year, month, day) if year >= _EARLIEST_YEAR else None
    except ValueError:
        return None


def is_future(day: date, today: date) -> bool:
    """Tell whether a day has not come anywhere: where the clock runs ahead of ours it may be tomorrow already."""
    return day > today + timedelta(days=1)


def _iso_day(text: str, url: str | None) -> date | None:
    if not _ISO.match(text):
        return None
    try:
        return day_at_outlet(datetime.fromisoformat(text), url)
    except ValueError:
        return _as(text[:10], "%Y-%m-%d")


def _mail_day(text: str, url: str | None) -> date | None:
    try:
        return day_at_outlet(parsedate_to_datetime(text), url) if ":" in text else None
    except ValueError:
        return None


def _worded_day(text: str) -> date | None:
    text = _TIME_OF_DAY.sub("", _WEEKDAY.sub("", text))
    text = _SEPT.sub("Sep", _ORDINAL.sub("", text)).replace(",", " ").replace(". ", " ")
    text = " ".join(text.split())
    return next((day for form in _FORMATS if (day := _as(text, form))), None)


def _as(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None
