"""Keep what was read and decided, in the only code that touches the database."""

from sayso.ledger.ledger import Counts, Ledger
from sayso.ledger.overview import Changes, ReportHead, StoredEvent
from sayso.ledger.search import EventQuery
from sayso.ledger.stored_claims import QuotedClaim
from sayso.ledger.stored_events import Revision

__all__ = ["Changes", "Counts", "EventQuery", "Ledger", "QuotedClaim", "ReportHead", "Revision", "StoredEvent"]
