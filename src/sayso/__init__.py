"""A ledger of what news reports claim happened, and on whose say-so."""

__version__ = "0.1.0"
