"""Write a ledger's events as a folder of pages that opens from a file, or from any web host, and needs nothing else.

Every page is made from the same JSON that exporters write, so what that withholds no page shows. Reports are quoted
sentence by sentence and linked, not reprinted.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jinja2 import Template
from xstatic.pkg import leaflet, leaflet_markercluster

from sayso.as_json import Json, event_from_json
from sayso.errors import UsageError
from sayso.exporting import EXPORTERS, ExportContext
from sayso.exporting.shapes import shape
from sayso.records import Event
from sayso.showing import words
from sayso.web.event_view import headline, why
from sayso.web.figures import range_pictures
from sayso.web.rendering import environment

_TWINS = ("csv", "geojson", "jsonl")
_STATIC = ("desk.css", "desk.js", "map.js", "site.js", "mark.svg")
_MARKED = ("trigger", "actor", "recipient", "place", "time", "figure", "source", "cue")


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's sentence in pieces, each with the role its words have, and what the claim says in words."""

    pieces: tuple[tuple[str, str | None], ...]
    fields: tuple[tuple[str, str, str], ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that carries a say-so, with the quotes in which it does."""

    report: Json
    is_copy: bool
    quotes: tuple[Quote, ...]


def write_site(events: Sequence[Event], context: ExportContext, folder: Path, title: str) -> None:
    """Write the pages of some events into a new or empty folder.

    Raises:
        UsageError: there is something in the folder already, or it can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder} is not empty. Name a new folder, so that nothing of an older site is left in it."
            )
        _write(events, context, folder, title)
    except OSError as error:
        raise UsageError(f"The site can't be written to {folder}: {error.strerror}.") from error


def _write(events: Sequence[Event], context: ExportContext, folder: Path, title: str) -> None:
    (folder / "events").mkdir()
    _copy_files(folder)
    for twin in _TWINS:
        with (folder / f"events.{twin}").open("wb") as out:
            EXPORTERS[twin].write(events, context, out)
    rows = []
    page = environment().get_template("site_event.html")
    for event in events:
        shown = shape(event, context)
        rows.append(_row(shown))
        (folder / "events" / f"{event.id}.html").write_text(_event_page(page, shown, title), encoding="utf-8")
    _write_script(folder / "data.js", "SAYSO", {"title": title, "events": rows})
    spots = _spots(rows)
    _write_script(folder / "borders.js", "SAYSO_FILES", _borders(spots) | {"spots": {"spots": spots}})
    for name in ("index", "map", "list"):
        written = environment().get_template(f"site_{name}.html").render(title=title, root="", rows=rows, path=name)
        (folder / f"{name}.html").write_text(written, encoding="utf-8")


def _copy_files(folder: Path) -> None:
    (folder / "static").mkdir()
    for name in _STATIC:
        (folder / "static" / name).write_bytes((files("sayso.web") / "static" / name).read_bytes())
    for package, parts in (
        (leaflet, ("leaflet.js", "leaflet.css")),
        (leaflet_markercluster, ("leaflet.markercluster.js", "MarkerCluster.css")),
    ):
        for part in parts:
            shutil.copyfile(Path(package.BASE_DIR) / part, folder / "static" / part)


def _write_script(path: Path, name: str, value: Any) -> None:
    """Write data as a script: a page opened from a file may not fetch one."""
    written = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False).replace("</", "<\\/")
    path.write_text(f"window.{name} = {written};\n", encoding="utf-8")


def _row(shown: Json) -> Json:
    event = event_from_json(shown)
    place = event.place
    best = max(shown["claims"], key=lambda claim: (claim["report"]["id"] not in shown["copies"], claim["score"]))
    source = next((voice["source"] for voice in shown["say_sos"] if best["id"] in voice["claims"]), "")
    return {
        "id": event.id,
        "type": event.event_type,
        "mode": event.mode,
        "headline": headline(event),
        "where": words.where(place),
        "when": words.when(event.time),
        "earliest": shown["time"]["earliest"] if shown["time"] else None,
        "latest": (shown["time"]["latest"] or shown["time"]["earliest"]) if shown["time"] else None,
        "figures": words.rivals(event.figures),
        "standing": str(event.standing),
        "say_sos": [voice["source"] for voice in shown["say_sos"]],
        "parties": [party["name"] for party in (*shown["actors"], *shown["recipients"])],
        "outlets": sorted({claim["report"]["outlet"] for claim in shown["claims"] if claim["report"]["outlet"]}),
        "reports": len(event.reports),
        "country": place.country if place else None,
        "place": place.name if place else None,
        "precision": str(place.precision) if place else None,
        "point": [place.latitude, place.longitude] if place and place.latitude is not None else None,
        "quote": " ".join(best["sentence"]["text"].split()),
        "by": source,
    }


def _spots(rows: Iterable[Json]) -> list[list[Any]]:
    counted: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if row["point"]:
            key = (*row["point"], row["precision"], row["place"], row["country"] or "")
            counted[key] = counted.get(key, 0) + 1
    return [
        [latitude, longitude, precision, count, name, country]
        for (latitude, longitude, precision, name, country), count in counted.items()
    ]


def _borders(spots: Iterable[Sequence[Any]]) -> Json:
    """Read the borders that the map needs: all countries, and the provinces of those with events in a province."""
    folder = files("sayso.web") / "static" / "borders"
    wanted = ["countries.json", "disputed.json"]
    wanted += sorted({f"provinces/{spot[5]}.json" for spot in spots if spot[2] == "province" and spot[5].isalpha()})
    found: Json = {}
    for name in wanted:
        with as_file(folder.joinpath(*name.split("/"))) as path:
            if path.exists():
                found[f"borders/{name}"] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _event_page(page: Template, shown: Json, title: str) -> str:
    event = event_from_json(shown)
    return page.render(
        title=title,
        root="../",
        path="event",
        event=event,
        headline=headline(event),
        why=why(event),
        pictures=range_pictures(event),
        voices=[(voice, list(_carriers(shown, voice.claims))) for voice in event.say_sos],
    )


def _carriers(shown: Json, claim_ids: Sequence[str]) -> Iterator[Carrier]:
    by_report: dict[str, list[Json]] = {}
    for claim in shown["claims"]:
        if claim["id"] in claim_ids:
            by_report.setdefault(claim["report"]["id"], []).append(claim)
    copies = set(shown["copies"])
    for report_id, claims in sorted(by_report.items(), key=lambda item: (item[0] in copies, item[0])):
        yield Carrier(claims[0]["report"], report_id in copies, tuple(map(_quote, claims)))


def _quote(claim: Json) -> Quote:
    sentence = claim["sentence"]["text"]
    marks: dict[int, tuple[int, str]] = {}
    for role in _MARKED:
        for text in _texts(claim, role):
            start = sentence.find(text)
            if text and start >= 0:
                marks.setdefault(start, (start + len(text), role))
    return Quote(tuple(_pieces(sentence, marks)), tuple(_fields(claim)), claim["certainty"].replace("_", " "))


def _pieces(sentence: str, marks: Mapping[int, tuple[int, str]]) -> Iterator[tuple[str, str | None]]:
    done = 0
    for start in sorted(marks):
        end, role = marks[start]
        if start < done:
            continue
        if start > done:
            yield sentence[done:start], None
        yield sentence[start:end], role
        done = end
    if done < len(sentence):
        yield sentence[done:], None


def _texts(claim: Json, role: str) -> list[str]:
    holders = {
        "trigger": [{"spans": [claim["trigger"]]}],
        "actor": claim["actors"],
        "recipient": claim["recipients"],
        "place": [claim["place"]] if claim["place"] else [],
        "time": [claim["time"]] if claim["time"] else [],
        "figure": claim["figures"],
    }
    if role in ("source", "cue"):
        return [span["text"] for voice in claim["attributions"] for span in voice[role]]
    return [span["text"] for holder in holders[role] for span in holder["spans"]]


def _fields(claim: Json) -> Iterator[tuple[str, str, str]]:
    place, time = claim["place"], claim["time"]
    parts = (
        ("what", "trigger", words.what(claim["event_type"], claim["mode"])),
        ("who", "actor", ", ".join(party["name"] for party in claim["actors"])),
        ("to whom", "recipient", ", ".join(party["name"] for party in claim["recipients"])),
        (
            "where",
            "place",
            ", ".join(filter(None, (place["name"], place["admin1"], place["country"]))) if place else "",
        ),
        ("when", "time", " to ".join(dict.fromkeys(filter(None, (time["earliest"], time["latest"])))) if time else ""),
        ("how many", "figure", ", ".join(_figure(figure) for figure in claim["figures"])),
        ("on whose say-so", "source", ", who cites ".join(voice["name"] or "?" for voice in claim["attributions"])),
    )
    return (part for part in parts if part[2])


def _figure(figure: Json) -> str:
    return f"{words.amount(figure['low'], figure['high'])} {words.counted(figure['counts'])}"
