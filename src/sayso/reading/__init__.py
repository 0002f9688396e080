"""Turn a source (page, file, folder, address) into Reports."""

from sayso.reading.options import Reading, ReadingOptions
from sayso.reading.source import read

__all__ = ["Reading", "ReadingOptions", "read"]
