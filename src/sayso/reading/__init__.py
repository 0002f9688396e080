"""Turn a source (page, file, folder, feed, address) into Reports."""

from sayso.reading.fetch import Fetcher
from sayso.reading.html import report_from_html
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.source import Readings, read, read_bytes

__all__ = ["Fetcher", "Reading", "ReadingOptions", "Readings", "read", "read_bytes", "report_from_html"]
