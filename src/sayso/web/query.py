"""Read filters from a request; FastAPI writes them into the OpenAPI description."""

from datetime import date
from typing import Annotated, Any

from fastapi import HTTPException, Query, Request

from sayso.web.desk import Desk
from sayso.web.filters import Filters, Sort, box_of, choices_of

_MOST_VALUES = 50

Values = Annotated[
    list[Annotated[str, Query(max_length=300)]],
    Query(max_length=_MOST_VALUES, description="Values asked for; one with a leading - is kept out."),
]
Words = Annotated[
    str | None, Query(max_length=500, description='Words, "several in order", begin*, and -unwanted ones.')
]


def desk_of(request: Request) -> Desk:
    """Return the desk that serves a request."""
    desk: Desk = request.app.state.desk
    return desk


def filters_of(
    q: Words = None,
    type: Values = [],  # noqa: B006 - FastAPI copies defaults
    mode: Values = [],  # noqa: B006
    country: Values = [],  # noqa: B006
    place: Values = [],  # noqa: B006
    actor: Values = [],  # noqa: B006
    sector: Values = [],  # noqa: B006
    source: Values = [],  # noqa: B006
    outlet: Values = [],  # noqa: B006
    standing: Values = [],  # noqa: B006
    figure: Values = [],  # noqa: B006
    precision: Values = [],  # noqa: B006
    since: Annotated[date | str | None, Query(description="Not before this day.")] = None,
    until: Annotated[date | str | None, Query(description="Not after this day.")] = None,
    min_say_sos: Annotated[str | None, Query(max_length=9, description="At least so many say-sos.")] = None,
    min_figure: Annotated[str | None, Query(max_length=20, description="A best figure at least so high.")] = None,
    box: Annotated[str | None, Query(max_length=100, description="west,south,east,north in degrees.")] = None,
    sort: Sort = Sort.LATEST,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Filters:
    """Return the filters that a URL spells. An empty value, as forms send them, is no filter."""
    chosen = {
        "type": type, "mode": mode, "country": country, "place": place, "actor": actor, "sector": sector,
        "source": source, "outlet": outlet, "standing": standing, "figure": figure, "precision": precision,
    }  # fmt: skip
    least_say_sos = _read("min_say_sos", min_say_sos, int)
    return Filters(
        words=q.strip() or None if q else None,
        choices=choices_of(chosen),
        since=_day("since", since),
        until=_day("until", until),
        min_say_sos=least_say_sos,
        min_figure=_read("min_figure", min_figure, _finite),
        box=_read("box", box, box_of),
        sort=sort,
        page=page,
    )


def _day(name: str, given: date | str | None) -> date | None:
    return given if isinstance(given, date) else _read(name, given, date.fromisoformat)


def _finite(text: str) -> float:
    value = float(text)
    if not abs(value) < 1e15:
        raise ValueError("too large")
    return value


def _read(name: str, text: str | None, read: Any) -> Any:
    if text is None or not text.strip():
        return None
    try:
        return read(text.strip())
    except (ValueError, OverflowError) as error:
        raise HTTPException(422, f"{name}={text} can't be read. {_EXPECTED[name]}") from error


_EXPECTED = {
    "since": "Give a day as 2024-05-07.",
    "until": "Give a day as 2024-05-07.",
    "min_say_sos": "Give a whole number.",
    "min_figure": "Give a number.",
    "box": "Give west,south,east,north in degrees.",
}
