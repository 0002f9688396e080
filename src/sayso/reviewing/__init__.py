"""People decide what the ledger should say: what to look at first, what to decide, and how far they agree.

>>> with Ledger.open("sayso.db", create=False) as ledger:
...     for waiting in queue(ledger, limit=10):
...         print(waiting.event.id, [reason.text for reason in waiting.reasons])
...     made = decide(ledger, Verdict.REJECT, ["c_1f0a"], Judge("Kim", datetime.now(UTC), "a football match"))
...     pipeline.merge(ledger, min_score=0.6)
...     undo(ledger, made[0].id, Judge("Kim", datetime.now(UTC), "it was not"))
"""

from sayso.reviewing.agreement import Agreement, agreement
from sayso.reviewing.deciding import Judge, decide, split, undo
from sayso.reviewing.decisions_csv import add_decisions, read_decisions, write_decisions
from sayso.reviewing.queue import Waiting, for_second_coder, queue
from sayso.reviewing.ranking import Reason, reasons, worth

__all__ = [
    "Agreement",
    "Judge",
    "Reason",
    "Waiting",
    "add_decisions",
    "agreement",
    "decide",
    "for_second_coder",
    "queue",
    "read_decisions",
    "reasons",
    "split",
    "undo",
    "worth",
    "write_decisions",
]
