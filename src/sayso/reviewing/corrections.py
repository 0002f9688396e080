"""Turn what a person types as a correction into a claim's members, each value with the words it was read from.

Members are those of a claim as JSON: `event_type`, `mode`, `sub_event`, `certainty`, `place`, `time`, `actors`,
`recipients`, `figures`, `attributions`, `sentence`, `trigger`. Beside their JSON these short forms will do:

- `"quote": "the words"` in place of `spans`: found in the report, at the place nearest the trigger;
- a place that gives some of its members keeps the others, unless its name changes;
- a time written `2024-05-07` or `2024-05-07/2024-05-09`;
- a figure without `high`, which is then exact, and a party without country or sector.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.as_json import Json, claim_content, spans_in
from sayso.errors import ResourceError, UsageError
from sayso.records import Basis, Claim, Report, Span
from sayso.resources.codebooks import acled, plover

_PARTIES = ("actors", "recipients")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


def members_with_spans(claim: Claim, report: Report, members: Mapping[str, Any]) -> Json:
    """Return a correction's members in full, with `[start, end]` for every span.

    Raises:
        UsageError: the quoted words are not in the report, or a value is not of the shape its member has.
    """
    words = _Words(report.text, claim.trigger)
    before = claim_content(claim)
    full = {name: _member(name, value, before, words) for name, value in members.items()}
    if "event_type" in full and full["event_type"] != claim.event_type:
        full.setdefault("sub_event", None)
        full.setdefault("mode", None)
    return full


def refuse_unfounded(claim: Claim, report: Report, members: Mapping[str, Any]) -> None:
    """Raise where a corrected claim has codes that no codebook knows, or values without words of the report.

    Raises:
        UsageError: which value, and what it could be.
    """
    try:
        modes = plover().modes(claim.event_type)
        if claim.sub_event is not None:
            acled().sub_event(claim.sub_event)
    except ResourceError as error:
        raise UsageError(str(error)) from error
    if claim.mode is not None and claim.mode not in modes:
        raise UsageError(f"{claim.event_type} has no mode {claim.mode!r}. It can be: {', '.join(modes) or 'none'}.")
    for span in spans_in(claim):
        if not 0 <= span.start < span.end <= len(report.text) or not span.of(report.text).strip():
            raise UsageError(f"Characters {span.start} to {span.end} of report {report.id} hold no words.")
    for name, value in _valued(members):
        if not value.get("spans"):
            raise UsageError(f'The {name} needs the words it was read from: give "quote" or "spans".')
    if claim.time and claim.time.earliest and claim.time.latest and claim.time.earliest > claim.time.latest:
        raise UsageError(f"The time ends on {claim.time.latest}, before it starts on {claim.time.earliest}.")
    for figure in claim.figures:
        if figure.high is not None and figure.high < figure.low:
            raise UsageError(f"The figure runs from {figure.low:g} to {figure.high:g}: low must not exceed high.")


def _valued(members: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the values that a report must have words for; a time may be assumed from its publication."""
    if members.get("place"):
        yield "place", members["place"]
    for name in (*_PARTIES, "figures"):
        for value in members.get(name) or ():
            yield name.removesuffix("s"), value


class _Words:
    """Finds quoted words in a report: where they stand nearest to a claim's trigger."""

    def __init__(self, text: str, trigger: Span) -> None:
        self._text = text
        self._trigger = trigger

    def spans(self, quote: str) -> list[list[int]]:
        found = [match.start() for match in re.finditer(re.escape(quote), self._text)] if quote.strip() else []
        if not found:
            raise UsageError(f"The report does not say {quote!r}. Quote its words exactly.")
        start = min(found, key=lambda start: abs(start - self._trigger.start))
        return [[start, start + len(quote)]]


def _member(name: str, value: Any, before: Json, words: _Words) -> Any:
    if name == "place" and value is not None:
        return _place(_mapping(name, value), before["place"], words)
    if name == "time" and value is not None:
        return _time(value, before["time"], words)
    if name in _PARTIES:
        return [{"country": None, "sector": None} | _spanned(_mapping(name, one), words) for one in _list(name, value)]
    if name == "figures":
        return [_figure(_mapping(name, one), words) for one in _list(name, value)]
    if name == "attributions":
        return [_attribution(_mapping(name, one), words) for one in _list(name, value)]
    if name in ("sentence", "trigger") and isinstance(value, str):
        return words.spans(value)[0]
    return value


def _place(given: Mapping[str, Any], before: Json | None, words: _Words) -> Json:
    empty = {"gazetteer_id": None, "admin1": None, "country": None, "latitude": None, "longitude": None}
    same = before is not None and given.get("name", before["name"]) == before["name"]
    kept = before if same and before is not None else empty | {"spans": [], "precision": "town"}
    return dict(kept) | _spanned(given, words)


def _time(given: Any, before: Json | None, words: _Words) -> Json:
    kept = before or {"spans": [], "earliest": None, "latest": None, "basis": str(Basis.STATED)}
    if not isinstance(given, str):
        return dict(kept) | _spanned(_mapping("time", given), words)
    days = _DAYS.fullmatch(given)
    if days is None:
        raise UsageError(f"{given!r} is no time. Write 2024-05-07, or 2024-05-07/2024-05-09.")
    return dict(kept) | {"earliest": days[1], "latest": days[2] or days[1]}


def _figure(given: Mapping[str, Any], words: _Words) -> Json:
    return {"high": given.get("low")} | _spanned(given, words)


def _attribution(given: Mapping[str, Any], words: _Words) -> Json:
    empty: Json = {"source": [], "cue": [], "content": [], "channel": None, "name": None, "actor": None}
    spelled = {
        part: words.spans(value)[0:1] if part in ("source", "cue", "content") and isinstance(value, str) else value
        for part, value in given.items()
    }
    return empty | spelled


def _spanned(given: Mapping[str, Any], words: _Words) -> Json:
    full = {name: value for name, value in given.items() if name != "quote"}
    if "quote" in given:
        full["spans"] = words.spans(str(given["quote"]))
    if "spans" in full:
        full["spans"] = [_offsets(span) for span in full["spans"]]
    elif "name" in full or "low" in full:
        full["spans"] = []
    return full


def _offsets(span: Any) -> list[int]:
    try:
        start, end = (span["start"], span["end"]) if isinstance(span, Mapping) else span
        return [int(start), int(end)]
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{span!r} is no span. Write [start, end], as characters of the report.") from error


def _mapping(name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(f"{name} must be a JSON object, not {value!r}.")
    return value


def _list(name: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise UsageError(f"{name} must be a list of JSON objects, not {value!r}.")
    return value
