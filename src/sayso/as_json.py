"""Turn records into the JSON of the contract and back: claims, events, and the layers of a report.

Two forms of each. The *content* is lossless and compact, spans as `[start, end]`; a claim is named by the digest of
its content, and the ledger stores it. The *JSON* is for readers: every span with its text, codes with their names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sayso.errors import ReadingError
from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Event,
    EventActor,
    Figure,
    FigureRange,
    GivenFigure,
    Place,
    Precision,
    Report,
    SaySo,
    Side,
    Span,
    Spans,
    Standing,
    Time,
    digest_of,
)
from sayso.resources.channels import channel_kinds
from sayso.resources.codebooks import acled
from sayso.resources.identifiers import identifier_of

Json = dict[str, Any]
Show = Callable[[Span], Any]
_Record = TypeVar("_Record")


# --- claims ---------------------------------------------------------------------------------------------------------


def claim_id(claim: Claim) -> str:
    """Name a claim by the digest of what it says: `c_` and 20 hex digits. Its own id and score play no part."""
    return "c_" + digest_of([claim_content(claim)])[:20]


def claim_content(claim: Claim) -> Json:
    """Return everything a claim says, and nothing of what said it: no id, no score."""
    head = {"report_id": claim.report_id, "sub_event": claim.sub_event}
    return (
        head
        | _claim_members(claim, _bare)
        | {
            "figures": [_compact_figure(figure) for figure in claim.figures],
            "attributions": [_attribution(attribution, _bare) for attribution in claim.attributions],
        }
    )


def spans_in(claim: Claim) -> Iterator[Span]:
    """Yield every span of a claim."""
    yield claim.sentence
    yield claim.trigger
    parties = [*claim.actors, *claim.recipients, *(voice.actor for voice in claim.attributions if voice.actor)]
    yield from (span for party in parties for span in party.spans)
    yield from claim.place.spans if claim.place else ()
    yield from claim.time.spans if claim.time else ()
    for figure in claim.figures:
        yield from (*figure.spans, *(figure.period.spans if figure.period else ()))
    for voice in claim.attributions:
        yield from (*voice.source, *voice.cue, *voice.content)


def claim_from_content(content: Mapping[str, Any], identity: str, score: float) -> Claim:
    """Rebuild a claim from its content, the id it was stored under and the score it was given."""
    return _claim_of(content, identity, content["report_id"], content["sub_event"], score)


def claim_json(claim: Claim, report: Report) -> Json:
    """Return a claim as the contract shows it, with the words behind every span."""
    members = _claim_members(claim, _quoting(report.text))
    acled = {"acled": _acled(claim.sub_event)}
    head = {"id": claim.id, "report": report_json(report)}
    shown: Json = _with_identifiers(head | _inserted_after("mode", acled, members))
    return shown | {"score": claim.score}


def claim_from_json(shown: Mapping[str, Any]) -> Claim:
    """Read a claim back from its JSON; the quoted texts are left aside, the offsets count.

    Raises:
        ReadingError: a member is missing or holds what it can't hold.
    """
    return _read(
        "claim",
        shown,
        lambda: _claim_of(shown, shown["id"], shown["report"]["id"], _sub_event(shown["acled"]), shown["score"]),
    )


def _claim_members(claim: Claim, show: Show) -> Json:
    return {
        "sentence": show(claim.sentence),
        "trigger": show(claim.trigger),
        "event_type": claim.event_type,
        "mode": claim.mode,
        "actors": [_actor(actor, show) for actor in claim.actors],
        "recipients": [_actor(actor, show) for actor in claim.recipients],
        "place": _place(claim.place, show) if claim.place else None,
        "time": _time(claim.time, show) if claim.time else None,
        "figures": [_figure(figure, show) for figure in claim.figures],
        "attributions": [_shown_attribution(attribution, show) for attribution in claim.attributions],
        "certainty": str(claim.certainty),
    }


def _claim_of(members: Mapping[str, Any], identity: str, report_id: str, sub_event: str | None, score: float) -> Claim:
    return Claim(
        id=identity,
        report_id=report_id,
        sentence=_span_of(members["sentence"]),
        trigger=_span_of(members["trigger"]),
        event_type=members["event_type"],
        mode=members["mode"],
        sub_event=sub_event,
        actors=tuple(map(_actor_of, members["actors"])),
        recipients=tuple(map(_actor_of, members["recipients"])),
        place=_place_of(members["place"]),
        time=_time_of(members["time"]),
        figures=tuple(map(_figure_of, members["figures"])),
        attributions=tuple(map(_attribution_of, members["attributions"])),
        certainty=Certainty(members["certainty"]),
        score=score,
    )


# --- reports and their layers ---------------------------------------------------------------------------------------


def report_json(report: Report) -> Json:
    """Return what a claim or a layer says about the report it was read from."""
    return {
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "published": _day(report.published),
        "source_id": report.source_id,
    }


def place_layer_json(place: Place, report: Report) -> Json:
    """Return one line of `--layer places`."""
    return {"report": report_json(report)} | _place(place, _quoting(report.text))


def time_layer_json(time: Time, report: Report, timex_type: str, value: str) -> Json:
    """Return one line of `--layer times`; `timex_type` and `value` are TIMEX3's."""
    timex = {"type": timex_type, "value": value}
    return {"report": report_json(report)} | _time(time, _quoting(report.text)) | timex


def attribution_layer_json(attribution: Attribution, report: Report) -> Json:
    """Return one line of `--layer attributions`."""
    return {"report": report_json(report)} | _shown_attribution(attribution, _quoting(report.text))


# --- events ---------------------------------------------------------------------------------------------------------


def event_content(event: Event) -> Json:
    """Return an event without loss, as the ledger stores it."""
    return {"sub_event": event.sub_event} | _event_members(event, _bare)


def event_json(event: Event, claims: Sequence[Json] | None = None) -> Json:
    """Return an event as the contract shows it.

    Its place, time, parties and figures carry no spans of their own: these would be offsets into different reports.
    The claims have them, so give the claims' JSON to have the quotes beside the event; without it their ids stand
    there.
    """
    members = _with_identifiers(_without_spans(_event_members(event, _bare)))
    for side, parties in (("actors", event.actors), ("recipients", event.recipients)):
        members[side] = [
            shown | {"named_by": _named_by(party, event)} for shown, party in zip(members[side], parties, strict=True)
        ]
    members["claims"] = list(event.claims) if claims is None else list(claims)
    shown: Json = _inserted_after("mode", {"acled": _acled(event.sub_event)}, members)
    return shown


def event_from_content(content: Mapping[str, Any]) -> Event:
    """Rebuild an event from its content."""
    return _event_of(content, content["sub_event"])


def event_from_json(shown: Mapping[str, Any]) -> Event:
    """Read an event back from its JSON, without the spans, which its claims have.

    Raises:
        ReadingError: a member is missing or holds what it can't hold.
    """
    return _read("event", shown, lambda: _event_of(shown, _sub_event(shown["acled"])))


def _event_members(event: Event, show: Show) -> Json:
    return {
        "id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "place": _place(event.place, show) if event.place else None,
        "time": _time(event.time, show) if event.time else None,
        "actors": [_party(party, show) for party in event.actors],
        "recipients": [_party(party, show) for party in event.recipients],
        "figures": [_range(figures, show) for figures in event.figures],
        "say_sos": [_say_so(say_so, show) for say_so in event.say_sos],
        "reports": list(event.reports),
        "copies": list(event.copies),
        "standing": str(event.standing),
        "decisions": list(event.decisions),
        "claims": list(event.claims),
        "covers": list(event.covers),
        "corrections": list(event.corrections),
    }


def _event_of(members: Mapping[str, Any], sub_event: str | None) -> Event:
    return Event(
        id=members["id"],
        event_type=members["event_type"],
        mode=members["mode"],
        sub_event=sub_event,
        place=_place_of(members["place"]),
        time=_time_of(members["time"]),
        actors=tuple(map(_party_of, members["actors"])),
        recipients=tuple(map(_party_of, members["recipients"])),
        figures=tuple(map(_range_of, members["figures"])),
        say_sos=tuple(map(_say_so_of, members["say_sos"])),
        reports=tuple(members["reports"]),
        copies=tuple(members["copies"]),
        standing=Standing(members["standing"]),
        decisions=tuple(members["decisions"]),
        claims=tuple(claim if isinstance(claim, str) else claim["id"] for claim in members["claims"]),
        covers=tuple(members.get("covers", ())),
        corrections=tuple(members.get("corrections", ())),
    )


def _named_by(party: EventActor, event: Event) -> list[str]:
    """Return the sources whose claims name the party."""
    return [say_so.source for say_so in event.say_sos if not set(say_so.claims).isdisjoint(party.claims)]


def _party(party: EventActor, show: Show) -> Json:
    return _actor(party.actor, show) | {"claims": list(party.claims)}


def _party_of(shown: Mapping[str, Any]) -> EventActor:
    return EventActor(_actor_of(shown), tuple(shown["claims"]))


def _range(figures: FigureRange, show: Show) -> Json:
    return {
        "counts": str(figures.counts),
        "low": _number(figures.low),
        "best": _number(figures.best),
        "high": _number(figures.high),
        "cumulative": figures.cumulative,
        "given": [
            _figure(given.figure, show)
            | {"claim": given.claim_id, "source": given.source, "as_of": _day(given.as_of)}
            | {"superseded": given.superseded}
            for given in figures.given
        ],
    }


def _range_of(shown: Mapping[str, Any]) -> FigureRange:
    return FigureRange(
        counts=Counted(shown["counts"]),
        low=shown["low"],
        best=shown["best"],
        high=shown["high"],
        given=tuple(map(_given_of, shown["given"])),
        cumulative=shown.get("cumulative", False),
    )


def _given_of(shown: Mapping[str, Any]) -> GivenFigure:
    as_of = _day_of(shown.get("as_of"))
    return GivenFigure(_figure_of(shown), shown["claim"], shown["source"], as_of, shown.get("superseded", False))


def _say_so(say_so: SaySo, show: Show) -> Json:
    return {
        "source": say_so.source,
        "actor": _actor(say_so.actor, show) if say_so.actor else None,
        "channel": say_so.channel,
        "certainty": str(say_so.certainty),
        "side": str(say_so.side),
        "claims": list(say_so.claims),
        "reports": list(say_so.reports),
        "first_report": say_so.first_report,
    }


def _say_so_of(shown: Mapping[str, Any]) -> SaySo:
    return SaySo(
        source=shown["source"],
        actor=_actor_of(shown["actor"]) if shown["actor"] else None,
        channel=shown["channel"],
        certainty=Certainty(shown["certainty"]),
        claims=tuple(shown["claims"]),
        reports=tuple(shown["reports"]),
        side=Side(shown.get("side", Side.THIRD_PARTY)),
        first_report=shown.get("first_report", ""),
    )


# --- the parts of a claim, each out and in --------------------------------------------------------------------------


def _actor(actor: Actor, show: Show) -> Json:
    return {
        "spans": _spans(actor.spans, show),
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
    }


def _actor_of(shown: Mapping[str, Any]) -> Actor:
    return Actor(_spans_of(shown), shown["name"], shown["country"], shown["sector"])


def _place(place: Place, show: Show) -> Json:
    return {
        "spans": _spans(place.spans, show),
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": str(place.precision),
        "gazetteer_id": place.gazetteer_id,
    }


def _place_of(shown: Mapping[str, Any] | None) -> Place | None:
    if shown is None:
        return None
    return Place(
        spans=_spans_of(shown),
        name=shown["name"],
        gazetteer_id=shown["gazetteer_id"],
        admin1=shown["admin1"],
        country=shown["country"],
        latitude=shown["latitude"],
        longitude=shown["longitude"],
        precision=Precision(shown["precision"]),
    )


def _time(time: Time, show: Show) -> Json:
    return {
        "spans": _spans(time.spans, show),
        "earliest": _day(time.earliest),
        "latest": _day(time.latest),
        "basis": str(time.basis),
    }


def _time_of(shown: Mapping[str, Any] | None) -> Time | None:
    if shown is None:
        return None
    return Time(_spans_of(shown), _day_of(shown["earliest"]), _day_of(shown["latest"]), Basis(shown["basis"]))


def _figure(figure: Figure, show: Show) -> Json:
    return {
        "spans": _spans(figure.spans, show),
        "counts": str(figure.counts),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "of": figure.of,
        "period": _time(figure.period, show) if figure.period else None,
        "cumulative": figure.cumulative,
    }


def _compact_figure(figure: Figure) -> Json:
    """Leave out what came later to figures where it is not said, so that older claims keep their digests."""
    later = ("of", "period", "cumulative")
    return {name: value for name, value in _figure(figure, _bare).items() if value or name not in later}


def _figure_of(shown: Mapping[str, Any]) -> Figure:
    return Figure(
        spans=_spans_of(shown),
        counts=Counted(shown["counts"]),
        low=shown["low"],
        high=shown["high"],
        of=shown.get("of"),
        period=_time_of(shown.get("period")),
        cumulative=shown.get("cumulative", False),
    )


def _attribution(attribution: Attribution, show: Show) -> Json:
    return {
        "source": _spans(attribution.source, show),
        "cue": _spans(attribution.cue, show),
        "content": _spans(attribution.content, show),
        "channel": attribution.channel,
        "name": attribution.name,
        "actor": _actor(attribution.actor, show) if attribution.actor else None,
    }


def _shown_attribution(attribution: Attribution, show: Show) -> Json:
    """Return an attribution with the kind of its channel, which follows from the channel's name."""
    kind = channel_kinds().get(attribution.channel) if attribution.channel else None
    return _attribution(attribution, show) | {"channel_kind": kind}


def _attribution_of(shown: Mapping[str, Any]) -> Attribution:
    return Attribution(
        source=tuple(map(_span_of, shown["source"])),
        cue=tuple(map(_span_of, shown["cue"])),
        content=tuple(map(_span_of, shown["content"])),
        channel=shown["channel"],
        name=shown["name"],
        actor=_actor_of(shown["actor"]) if shown["actor"] else None,
    )


def _bare(span: Span) -> list[int]:
    return [span.start, span.end]


def _quoting(text: str) -> Show:
    def quoted(span: Span) -> Json:
        return {"start": span.start, "end": span.end, "text": span.of(text)}

    return quoted


def _spans(spans: Spans, show: Show) -> list[Any]:
    return [show(span) for span in spans]


def _spans_of(shown: Mapping[str, Any]) -> Spans:
    return tuple(map(_span_of, shown.get("spans", ())))


def _span_of(shown: Mapping[str, int] | Sequence[int]) -> Span:
    if isinstance(shown, Mapping):
        return Span(shown["start"], shown["end"])
    start, end = shown
    return Span(start, end)


def _without_spans(shown: Any) -> Any:
    if isinstance(shown, dict):
        return {key: _without_spans(value) for key, value in shown.items() if key != "spans"}
    if isinstance(shown, list):
        return [_without_spans(value) for value in shown]
    return shown


def _with_identifiers(shown: Any) -> Any:
    """Give every actor the identifier it is known by, which its name and country lead to."""
    if isinstance(shown, list):
        return [_with_identifiers(value) for value in shown]
    if not isinstance(shown, dict):
        return shown
    inner = {key: _with_identifiers(value) for key, value in shown.items()}
    return inner | {"identifier": identifier_of(shown["name"], shown["country"])} if "sector" in shown else inner


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of(shown: str | None) -> date | None:
    return date.fromisoformat(shown) if shown else None


def _number(value: float | None) -> float | None:
    """Write 20.0 as 20: a whole number must have one spelling, or equal claims would get two digests."""
    return int(value) if value is not None and float(value).is_integer() else value


def _acled(sub_event: str | None) -> Json | None:
    if sub_event is None:
        return None
    return {"event_type": _acled_types().get(sub_event), "sub_event_type": sub_event}


@cache
def _acled_types() -> dict[str, str]:
    return {entry.name: entry.event_type for entry in acled().sub_events}


def _sub_event(shown: Mapping[str, Any] | None) -> str | None:
    return shown["sub_event_type"] if shown else None


def _inserted_after(key: str, new: Json, members: Json) -> Json:
    """Add members where the contract has them; readers see the order."""
    inserted: Json = {}
    for name, value in members.items():
        inserted[name] = value
        if name == key:
            inserted |= new
    return inserted


def _read(kind: str, shown: Mapping[str, Any], read: Callable[[], _Record]) -> _Record:
    try:
        return read()
    except KeyError as error:
        raise ReadingError(f"JSON of a {kind} ({shown.get('id', 'no id')}): {error} is missing.") from error
    except (TypeError, ValueError) as error:
        raise ReadingError(f"JSON of a {kind} ({shown.get('id', 'no id')}): {error}.") from error
