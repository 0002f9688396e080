"""Write events as a GeoJSON FeatureCollection (RFC 7946) for maps and geographic information systems.

No false pins: an event without coordinates has a null geometry, and where a point only stands for a district,
province or country, `is_area` is true and `precision` says which.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sayso.as_json import Json
from sayso.exporting.shapes import ExportContext, flat_row, shape
from sayso.records import Event


@dataclass(frozen=True, slots=True)
class GeoJsonExporter:
    """One feature an event."""

    says: str = "GeoJSON: one feature an event, with the precision of its place"

    def write(self, events: Iterable[Event], context: ExportContext, out: BinaryIO) -> None:
        """Write the events as features, as they come, one a line."""
        out.write(b'{"type": "FeatureCollection", "features": [')
        before = b"\n"
        for event in events:
            feature = json.dumps(_feature(shape(event, context)), ensure_ascii=False, allow_nan=False)
            out.write(before + feature.encode())
            before = b",\n"
        out.write(b"\n]}\n")


def _feature(shown: Json) -> Json:
    properties = flat_row(shown)
    longitude, latitude = properties.pop("longitude"), properties.pop("latitude")
    here = longitude is not None and latitude is not None
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if here else None
    return {"type": "Feature", "id": shown["id"], "geometry": geometry, "properties": properties}
