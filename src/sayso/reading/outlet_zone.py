"""Tell which day it was where an outlet is, from a moment and the country in the outlet's address."""

from datetime import date, datetime
from urllib.parse import urlsplit

from pytz import country_timezones, timezone

# Country codes that are sold as words, or whose owners are elsewhere, tell nothing of where an outlet is.
_SOLD = frozenset("ai am bz cc cd co dj fm gg gl io is la ly me mn nu sh st sx tk to tv vc ws".split())
_OTHER_CODES = {"uk": "gb"}


def day_at_outlet(moment: datetime, url: str | None) -> date:
    """Return the day of a moment in UTC at the outlet whose page it is.

    A moment with another offset carries its writer's own day. The country is that of the host's last label (`.ph`);
    where its time zones disagree about the day, or there is none, the day is UTC's.
    """
    if moment.tzinfo is None or moment.utcoffset():
        return moment.date()
    days = {moment.astimezone(timezone(name)).date() for name in _zones(url)}
    return days.pop() if len(days) == 1 else moment.date()


def _zones(url: str | None) -> list[str]:
    host = (urlsplit(url).hostname or "") if url else ""
    label = host.rpartition(".")[2]
    if len(label) != 2 or label in _SOLD:
        return []
    return list(country_timezones.get(_OTHER_CODES.get(label, label), []))
