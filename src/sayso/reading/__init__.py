"""Turn a source (page, file, folder, feed, address) into Reports."""

from sayso.reading.fetch import Fetcher
from sayso.reading.html import report_from_html
from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.source import read

__all__ = ["Fetcher", "Reading", "ReadingOptions", "read", "report_from_html"]
