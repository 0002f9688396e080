"""`sayso people`: accounts for the desk of a team."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sayso.commands.ledger_option import LedgerOption
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.web.accounts import DeskStore

people_app = typer.Typer(help="Accounts for the desk of a team.", no_args_is_help=True)

out = Console()
err = Console(stderr=True)


class RoleName(StrEnum):
    """What somebody may do at a team's desk; each role includes those before it."""

    READER = "reader"
    CODER = "coder"
    EDITOR = "editor"
    ADMIN = "admin"


@contextmanager
def desk_store(ledger: str, settings: Settings) -> Iterator["DeskStore"]:
    """Open the desk's own database, as the settings say or beside a ledger."""
    # Imported here: other commands need not wait for a web framework to load.
    from sayso.web.accounts import DeskStore, beside

    store = DeskStore(settings.desk or beside(ledger))
    try:
        yield store
    finally:
        store.close()


@people_app.command("add")
def add_person(
    name: Annotated[str, typer.Argument(help="Name to log in with; decisions will bear it.")],
    role: Annotated[RoleName, typer.Option(help="What they may do.")] = RoleName.READER,
    ledger: LedgerOption = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking.")
    ] = False,
) -> None:
    """Add an account."""
    from sayso.web.people import Role

    settings = Settings()
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    with desk_store(ledger or settings.ledger, settings) as store:
        store.add_account(name, Role[role.name], password)
    err.print(f"{name} can log in as {role}.", highlight=False)


def _asked() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@people_app.command("list")
def list_people(ledger: LedgerOption = None) -> None:
    """List the accounts."""
    settings = Settings()
    with desk_store(ledger or settings.ledger, settings) as store:
        for account in store.accounts():
            out.print(f"{account.name}\t{account.role.name.lower()}\t{account.created[:10]}", highlight=False)
