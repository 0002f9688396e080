"""Turn the form in which a claim is edited into the members of a correction: only what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import UsageError
from sayso.records import Actor, Claim, Figure, Report, Span, Spans

PARTIES = ("actors", "recipients")
_BLANK_ROWS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One value in the form: its inputs by name, the words it was read from, and where they stand."""

    inputs: Mapping[str, str]
    quote: str
    spans: str


def rows_of(claim: Claim, report: Report) -> dict[str, list[Row]]:
    """Lay a claim's values out as rows of the form, with a blank row at the end of each list."""
    text = report.text
    place, time = claim.place, claim.time
    return {
        "trigger": [_row({}, (claim.trigger,), text)],
        "actors": [*(_party(actor, text) for actor in claim.actors), *_blank("name", "country", "sector")],
        "recipients": [*(_party(actor, text) for actor in claim.recipients), *_blank("name", "country", "sector")],
        "place": [
            _row(
                {"name": place.name, "country": place.country or "", "precision": str(place.precision)},
                place.spans,
                text,
            )
            if place
            else Row({"name": "", "country": "", "precision": "town"}, "", "")
        ],
        "time": [
            _row({"earliest": str(time.earliest or ""), "latest": str(time.latest or "")}, time.spans, text)
            if time
            else Row({"earliest": "", "latest": ""}, "", "")
        ],
        "figures": [*(_figure(figure, text) for figure in claim.figures), *_blank("counts", "low", "high")],
    }


def _row(inputs: Mapping[str, str], spans: Spans, text: str) -> Row:
    return Row(inputs, " … ".join(span.of(text) for span in spans), ",".join(f"{s.start}-{s.end}" for s in spans))


def _party(actor: Actor, text: str) -> Row:
    return _row({"name": actor.name, "country": actor.country or "", "sector": actor.sector or ""}, actor.spans, text)


def _figure(figure: Figure, text: str) -> Row:
    high = "" if figure.high is None else f"{figure.high:.15g}"
    return _row({"counts": str(figure.counts), "low": f"{figure.low:.15g}", "high": high}, figure.spans, text)


def _blank(*names: str) -> list[Row]:
    return [Row(dict.fromkeys(names, ""), "", "")] * _BLANK_ROWS


def members_of(claim: Claim, report: Report, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the members that the form changes, as `reviewing.corrections` takes them.

    The form holds `event_type`, `mode`, `certainty`, and for each row of `rows_of` its inputs as `actors.name` and so
    on, with `actors.quote` and `actors.spans`. Words that are as they were keep their place.

    Raises:
        UsageError: a number is no number.
    """
    before = rows_of(claim, report)
    changed: dict[str, Any] = {}
    for name, value in (
        ("event_type", claim.event_type),
        ("mode", claim.mode or ""),
        ("certainty", str(claim.certainty)),
    ):
        given = _first(form, name, value)
        if given != value:
            changed[name] = given or None
    for name, rows in before.items():
        if _as_given(form, name, rows) != [(*row.inputs.values(), row.quote) for row in rows]:
            changed[name] = _member(name, rows, form)
    return changed


def _first(form: Mapping[str, Sequence[str]], name: str, otherwise: str) -> str:
    return form[name][0].strip() if form.get(name) else otherwise


def _as_given(form: Mapping[str, Sequence[str]], name: str, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    inputs = [*rows[0].inputs, "quote"]
    columns = [[value.strip() for value in form.get(f"{name}.{part}", [])] for part in inputs]
    return [*zip(*columns, strict=False)]


def _member(name: str, rows: Sequence[Row], form: Mapping[str, Sequence[str]]) -> Any:
    known = {row.quote: row.spans for row in rows if row.quote}
    values = []
    for given in _as_given(form, name, rows):
        inputs = dict(zip(rows[0].inputs, given, strict=False))
        words = _words(given[-1], known)
        if name == "trigger":
            return words["spans"][0] if "spans" in words else given[-1]
        if any(inputs[part] for part in inputs if part != "precision"):
            values.append(_value(name, inputs) | words)
    return values if name in (*PARTIES, "figures") else (values[0] if values else None)


def _words(quote: str, known: Mapping[str, str]) -> dict[str, Any]:
    if known.get(quote):
        spans = (Span(*map(int, span.split("-"))) for span in known[quote].split(","))
        return {"spans": [[span.start, span.end] for span in spans]}
    return {"quote": quote} if quote else {}


def _value(name: str, inputs: Mapping[str, str]) -> dict[str, Any]:
    if name == "figures":
        low = _number(inputs["low"])
        return {
            "counts": inputs["counts"] or "other",
            "low": low,
            "high": _number(inputs["high"]) if inputs["high"] else None,
        }
    if name == "time":
        return {
            "earliest": inputs["earliest"] or None,
            "latest": inputs["latest"] or inputs["earliest"] or None,
            "basis": "stated",
        }
    return {part: value or None for part, value in inputs.items()} | {"name": inputs["name"]}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no number.") from error
