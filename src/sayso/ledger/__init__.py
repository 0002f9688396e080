"""Keep what was read and decided, in the only code that touches the database."""

from sayso.ledger.chain import Link
from sayso.ledger.in_force import JUDGEMENTS, in_force
from sayso.ledger.ledger import Counts, Ledger
from sayso.ledger.overview import Changes, ReportHead, StoredEvent
from sayso.ledger.search import EventQuery
from sayso.ledger.stored_claims import QuotedClaim
from sayso.ledger.stored_decisions import Review
from sayso.ledger.stored_events import Revision

__all__ = [
    "JUDGEMENTS",
    "Changes",
    "Counts",
    "EventQuery",
    "Ledger",
    "Link",
    "QuotedClaim",
    "ReportHead",
    "Review",
    "Revision",
    "StoredEvent",
    "in_force",
]
