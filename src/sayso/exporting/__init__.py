"""Write events in the formats that other tools read; every built-in format stands in `EXPORTERS`."""

from sayso.exporting import ftm
from sayso.exporting.acled import ACLED
from sayso.exporting.csv_table import CsvExporter
from sayso.exporting.ftm import FtmExporter
from sayso.exporting.gdelt import GDELT, GDELT_MENTIONS
from sayso.exporting.geojson import GeoJsonExporter
from sayso.exporting.jsonl import JsonlExporter
from sayso.exporting.mapped import MappedTable, as_markdown
from sayso.exporting.parquet_table import ParquetExporter
from sayso.exporting.polecat import PLOVER
from sayso.exporting.shapes import COLUMNS, Column, ExportContext, Exporter, columns_as_markdown
from sayso.exporting.ucdp import UCDP

MAPPED: dict[str, MappedTable] = {
    "acled": ACLED,
    "ucdp": UCDP,
    "plover": PLOVER,
    "gdelt": GDELT,
    "gdelt-mentions": GDELT_MENTIONS,
}
EXPORTERS: dict[str, Exporter] = {
    "jsonl": JsonlExporter(),
    "csv": CsvExporter(),
    "geojson": GeoJsonExporter(),
    "parquet": ParquetExporter(),
    "ftm": FtmExporter(),
    **MAPPED,
}


def formats_as_markdown() -> str:
    """Describe what each format holds, for the docs: columns of other datasets, what is lost, what stays empty."""
    entities = f"## `ftm`\n\nOne JSON object a line. Roles, say-sos and figures are notes.\n\n{ftm.as_markdown()}"
    return "\n".join([*(as_markdown(name, table) for name, table in MAPPED.items()), entities])


__all__ = [
    "COLUMNS",
    "EXPORTERS",
    "MAPPED",
    "Column",
    "ExportContext",
    "Exporter",
    "columns_as_markdown",
    "formats_as_markdown",
]
