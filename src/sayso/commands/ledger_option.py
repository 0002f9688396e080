"""The option that names a ledger, and the ledger it names: the same for every command."""

from typing import Annotated

import typer

from sayso.ledger import Ledger
from sayso.settings import Settings

LedgerOption = Annotated[
    str | None, typer.Option("--ledger", help="Path or URL of the ledger; without it SAYSO_LEDGER, or sayso.db.")
]


def existing(ledger: str | None) -> Ledger:
    """Open the ledger that the option or the settings name; one that is not there is not made.

    Raises:
        LedgerError: there is none, or it can't be opened.
    """
    return Ledger.open(ledger or Settings().ledger, create=False)
