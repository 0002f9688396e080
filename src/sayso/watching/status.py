"""Write how watching goes as one page: every feed, what it last said, and when it is asked again."""

from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from sayso.watching.state import State


def status_page(state: State, events: int, now: float) -> str:
    """Return the page. Every text is escaped; nothing is loaded from anywhere."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        (files("sayso.showing") / "templates" / "watch.html").read_text(encoding="utf-8")
    )
    return template.render(
        feeds=list(state.feeds()), counts=state.counts(), events=events, moment=_moment, written=_moment(now)
    )


def _moment(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")
