"""Write events in the formats that other tools read; every built-in format stands in `EXPORTERS`."""

from sayso.exporting.csv_table import CsvExporter
from sayso.exporting.geojson import GeoJsonExporter
from sayso.exporting.jsonl import JsonlExporter
from sayso.exporting.shapes import COLUMNS, Column, ExportContext, Exporter, columns_as_markdown

EXPORTERS: dict[str, Exporter] = {
    "jsonl": JsonlExporter(),
    "csv": CsvExporter(),
    "geojson": GeoJsonExporter(),
}

__all__ = ["COLUMNS", "EXPORTERS", "Column", "ExportContext", "Exporter", "columns_as_markdown"]
