"""What can go wrong, as one family.

SaysoError
├── UsageError          the call makes no sense: wrong option, unknown format        (exit code 2)
├── ReportError         one input or report can't be used; becomes a Problem, the rest goes on
│   ├── FetchError          a URL gave nothing usable, or may not be asked
│   └── ReadingError        bytes that hold no report we can read
├── ResourceError       a lexicon, codebook, model or gazetteer is missing or wrong
└── LedgerError         the ledger can't be opened, read or written
"""


class SaysoError(Exception):
    """Base of all sayso's own errors. The message names what is wrong, where, and what to do."""


class UsageError(SaysoError):
    """The call makes no sense as it stands."""


class ReportError(SaysoError):
    """One input or report can't be used. The pipeline records a Problem and goes on."""


class FetchError(ReportError):
    """A URL gave nothing usable, or sayso must not ask for it."""


class ReadingError(ReportError):
    """Bytes that hold no report sayso can read."""


class ResourceError(SaysoError):
    """A lexicon, codebook, model or gazetteer is missing or wrong."""


class LedgerError(SaysoError):
    """The ledger can't be opened, read or written."""
