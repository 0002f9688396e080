"""Write events as FollowTheMoney entities, for Aleph, OpenSanctions' tools and other graphs of who is who."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.as_json import Json
from sayso.errors import UsageError
from sayso.exporting import facts
from sayso.exporting.countries import country_name
from sayso.exporting.shapes import ExportContext, shape
from sayso.records import Event, digest_of

if TYPE_CHECKING:
    from followthemoney import EntityProxy

_PUBLIC_BODIES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"})
_ORGANISATIONS = frozenset({"REB", "UAF", "PRM", "PTY", "NGO", "BUS", "CRM"})

# What each entity is made of, for the docs: schema, property, where it comes from.
PROPERTIES: tuple[tuple[str, str, str], ...] = (
    ("Event", "name", "Event type, place and first day."),
    ("Event", "startDate, endDate", "First and last day; left out if open."),
    ("Event", "country, location", "Country and name of the place."),
    ("Event", "involved", "Actors and recipients, without telling them apart."),
    ("Event", "summary", "The sentence that the first recorded claim was read from."),
    ("Event", "notes", "Standing; who says so; each figure as lowest to highest."),
    ("Event", "keywords", "PLOVER type and mode, ACLED sub-event type."),
    ("Event", "recordId, sourceUrl, proof", "The event's id; addresses of its reports; the reports as Articles."),
    ("Article", "title, publishedAt, publisher, sourceUrl", "Of each report; its text is not exported."),
    (
        "PublicBody, Organization, LegalEntity",
        "name, country",
        "Each party, by its sector: states' organs, organised groups, others.",
    ),
)


@dataclass(frozen=True, slots=True)
class FtmExporter:
    """Entities as JSON lines: each event, then its parties and reports."""

    says: str = "FollowTheMoney entities as JSON lines: Event, its parties and its reports (needs the ftm extra)"

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write each entity once, in the order in which the events name them.

        Raises:
            UsageError: followthemoney is not installed.
        """
        written: set[str] = set()
        for event in events:
            for entity in entities_of(shape(event, context)):
                line = entity.to_dict()
                if line["id"] not in written:
                    written.add(line["id"])
                    out.write(json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def entities_of(shown: Json) -> Iterator["EntityProxy"]:
    """Yield the entities of an event: itself, its parties, its reports."""
    parties = [_party(party) for party in (*shown["actors"], *shown["recipients"])]
    reports = [_article(report) for report in _reports(shown)]
    yield _event(shown, parties, reports)
    yield from parties
    yield from reports


def _event(shown: Json, parties: Sequence["EntityProxy"], reports: Sequence["EntityProxy"]) -> "EntityProxy":
    day = facts.first_day(shown)
    name = ", ".join(str(part) for part in (shown["event_type"], facts.place_part(shown, "name"), day) if part)
    time = shown["time"] or {}
    return _entity(
        "Event",
        _id(shown["id"]),
        name=[name],
        startDate=[time.get("earliest")],
        endDate=[time.get("latest")],
        country=[country_name(facts.place_part(shown, "country"))],
        location=[facts.place_part(shown, "name")],
        involved=[party.id for party in parties],
        summary=[facts.first_quote(shown)],
        notes=list(_notes(shown)),
        keywords=[shown["event_type"], shown["mode"], (shown["acled"] or {}).get("sub_event_type")],
        recordId=[shown["id"]],
        sourceUrl=facts.of_reports(shown, "url"),
        proof=[report.id for report in reports],
    )


def _notes(shown: Json) -> Iterator[str]:
    yield f"Standing: {shown['standing']}"
    for say_so in shown["say_sos"]:
        yield f"Say-so: {say_so['source']} ({say_so['certainty']})"
    for figures in shown["figures"]:
        high = "open" if figures["high"] is None else f"{figures['high']:g}"
        yield f"Figure: {figures['counts']} {figures['low']:g} to {high}, best {figures['best']:g}"


def _party(party: Json) -> "EntityProxy":
    sector = party["sector"]
    schema = "PublicBody" if sector in _PUBLIC_BODIES else "Organization" if sector in _ORGANISATIONS else "LegalEntity"
    key = digest_of([party["name"], party["country"], sector])[:20]
    return _entity(schema, _id(f"p_{key}"), name=[party["name"]], country=[country_name(party["country"])])


def _reports(shown: Json) -> list[Json]:
    return list({claim["report"]["id"]: claim["report"] for claim in shown["claims"]}.values())


def _article(report: Json) -> "EntityProxy":
    return _entity(
        "Article",
        _id(report["id"]),
        title=[report["title"]],
        publishedAt=[report["published"]],
        publisher=[report["outlet"]],
        sourceUrl=[report["url"]],
    )


def _id(ours: str) -> str:
    """Return an id that FollowTheMoney takes: it knows no underscore."""
    return "sayso-" + ours.replace("_", "-")


def _entity(schema: str, identity: str, **properties: Sequence[Any]) -> "EntityProxy":
    try:
        from followthemoney import model
    except ImportError as missing:
        raise UsageError('The format ftm needs followthemoney: install it with pip install "sayso[ftm]".') from missing
    entity = model.make_entity(schema)
    entity.id = identity
    for name, values in properties.items():
        entity.add(name, [value for value in values if value], quiet=True)
    return entity


def as_markdown() -> str:
    """Describe the entities for the docs."""
    rows = "\n".join(f"| {schema} | `{name}` | {says} |" for schema, name, says in PROPERTIES)
    return f"| schema | properties | filled from |\n| --- | --- | --- |\n{rows}\n"
