"""`sayso ledger`: back a ledger up, restore it, copy it between SQLite and PostgreSQL; and `sayso feed`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from sayso import pipeline
from sayso.as_json import event_json
from sayso.commands.ledger_option import LedgerOption, existing
from sayso.errors import UsageError
from sayso.ledger import Ledger, Revision
from sayso.settings import Settings
from sayso.whole_files import written_whole

ledger_app = typer.Typer(help="Back a ledger up, restore it, copy it between databases, compute its events anew.")

err = Console(stderr=True)


@ledger_app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="File to write; it must not be there yet.")], ledger: LedgerOption = None
) -> None:
    """Write everything as it is at this moment into one SQLite file, from either database; others may go on writing."""
    with existing(ledger) as book:
        if book.is_file:
            book.back_up_file(file)
        else:
            _copy_into_new_file(book, file)
    with Ledger.open(file, create=False) as written:
        _say_what(written, f"Backed up to {file}")


@ledger_app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup, or any ledger that is a SQLite file.")],
    ledger: LedgerOption = None,
) -> None:
    """Bring a backup back into a new or empty ledger, on either database."""
    _copy(str(file), ledger or Settings().ledger)


@ledger_app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Path or URL of the ledger to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Path or URL of a new or empty ledger.")],
) -> None:
    """Copy a whole ledger into a new or empty one: all of it or nothing, every number and digest as it was."""
    _copy(source, target)


@ledger_app.command()
def rebuild(ledger: LedgerOption = None) -> None:
    """Compute every event anew from claims and decisions, as after an update that merges differently."""
    with existing(ledger) as book, book.merging():
        claims = book.queue_everything()
        pipeline.merge(book, Settings().merge_score)
        err.print(f"{claims} claims merged into {book.event_count()} events.")


def feed(
    ledger: LedgerOption = None,
    since: Annotated[
        str, typer.Option(help="What changed after this sequence number, or since this moment (ISO 8601).")
    ] = "0",
    full: Annotated[bool, typer.Option("--full", help="Add each event as it is now; null where it is gone.")] = False,
) -> None:
    """Print what became of events, one JSON object a line: added, changed, removed, merged into another."""
    after, moment = _start(since)
    with existing(ledger) as book:
        for revision in book.feed(after, moment):
            print(json.dumps(_revision_json(book, revision, full), ensure_ascii=False))


def _revision_json(book: Ledger, revision: Revision, full: bool) -> dict[str, Any]:
    what, _, into = revision.what.partition(" into ")
    shown = {
        "sequence": revision.sequence,
        "at": revision.at,
        "event": revision.event_id,
        "revision": revision.revision,
        "what": what,
        "into": into or None,
    }
    if not full:
        return shown
    event = book.event(revision.event_id)
    return shown | {"now": event_json(event) if event else None}


def _start(since: str) -> tuple[int, str]:
    if since.isdigit():
        return int(since), ""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"--since {since}: give a sequence number, or a moment such as 2024-05-09T08:00.") from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return 0, aware.astimezone(UTC).isoformat(timespec="microseconds")


def _copy_into_new_file(book: Ledger, file: Path) -> None:
    if file.exists():
        raise UsageError(f"{file} is there already. Name a new file for the backup.")
    with written_whole(file) as partial, Ledger.open(partial) as target:
        book.copy_to(target)


def _copy(source: str, target: str) -> None:
    with Ledger.open(source, create=False) as taken, Ledger.open(target) as given:
        taken.copy_to(given)
        _say_what(given, "Copied")


def _say_what(book: Ledger, done: str) -> None:
    counts, link = book.counts(), book.newest_link()
    noted = f" Newest link of the chain: {link.link}" if link else ""
    err.print(
        f"{done}: {counts.reports} reports, {counts.recorded_claims} claims, {counts.events} events.{noted}",
        highlight=False,
    )
