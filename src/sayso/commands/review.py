"""`sayso review`: what to look at first, and every decision a person can make about claims."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from sayso import pipeline
from sayso.commands.ledger_option import LedgerOption, existing
from sayso.decision_json import decision_json
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.records import Decision, Verdict
from sayso.reviewing import (
    Judge,
    Waiting,
    add_decisions,
    agreement,
    decide,
    for_second_coder,
    queue,
    read_decisions,
    split,
    undo,
    write_decisions,
)
from sayso.settings import Settings
from sayso.showing import terminal, words

review_app = typer.Typer(help="See what to look at first, and decide about claims and events.")

out = Console()
err = Console(stderr=True)

Ids = Annotated[list[str], typer.Argument(help="Ids of claims (c_…) or events (e_…); their starts will do.")]
By = Annotated[str | None, typer.Option(help="Who decides; without it SAYSO_BY.")]
Why = Annotated[str, typer.Option("--reason", help="Why, in a few words.")]


class QueueFormat(StrEnum):
    """How `sayso review` prints the queue."""

    TABLE = "table"
    JSONL = "jsonl"


@review_app.callback(invoke_without_command=True)
def show_queue(
    context: typer.Context,
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many events.")] = 20,
    second: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="List claims that others judged and NAME did not, verdicts unseen."),
    ] = None,
    format: Annotated[QueueFormat | None, typer.Option(help="Table on a terminal, else jsonl.")] = None,
) -> None:
    """List the events that a person's minute improves most, each with the reasons."""
    if context.invoked_subcommand is not None:
        return
    chosen = format or (QueueFormat.TABLE if out.is_terminal else QueueFormat.JSONL)
    with existing(ledger) as book:
        if second is not None:
            for claim in for_second_coder(book, second, limit):
                out.print(terminal.claims_table(book.report(claim.report_id), [claim], out.width))
            return
        waiting = queue(book, limit)
    if chosen is QueueFormat.TABLE:
        out.print(_table(waiting))
    else:
        for item in waiting:
            print(json.dumps(_waiting_json(item), ensure_ascii=False))


@review_app.command()
def accept(ids: Ids, ledger: LedgerOption = None, by: By = None, reason: Why = "") -> None:
    """Say that claims, or all claims of events, are right as they stand."""
    _decide(ledger, Verdict.ACCEPT, ids, by, reason)


@review_app.command()
def reject(ids: Ids, ledger: LedgerOption = None, by: By = None, reason: Why = "") -> None:
    """Say that claims, or all claims of events, are wrong: they leave their events."""
    _decide(ledger, Verdict.REJECT, ids, by, reason)


@review_app.command()
def correct(
    id: Annotated[str, typer.Argument(help="Id of a claim (c_…).")],
    set: Annotated[
        list[str],
        typer.Option(
            metavar="FIELD=VALUE",
            help="What to change: event_type=PROTEST, time=2024-05-07, "
            'place=\'{"name": "Odesa", "quote": "Odesa"}\', mode=null. JSON where a word will not do; may be repeated.',
        ),
    ],
    ledger: LedgerOption = None,
    by: By = None,
    reason: Why = "",
) -> None:
    """Correct members of a claim; values come with the words of the report they are read from."""
    _decide(ledger, Verdict.CORRECT, [id], by, reason, dict(map(_member, set)))


@review_app.command()
def same(ids: Ids, ledger: LedgerOption = None, by: By = None, reason: Why = "") -> None:
    """Say that claims or events are of one happening: they become one event."""
    _decide(ledger, Verdict.SAME, ids, by, reason)


@review_app.command()
def different(
    ids: Ids,
    of: Annotated[
        str | None, typer.Option("--of", help="Tell all these claims apart from the rest of this event.")
    ] = None,
    ledger: LedgerOption = None,
    by: By = None,
    reason: Why = "",
) -> None:
    """Say that the first claim or event is of another happening than the rest; one claim alone leaves its event."""
    if of is None:
        _decide(ledger, Verdict.DIFFERENT, ids, by, reason)
        return
    with existing(ledger) as book:
        _report(book, split(book, book.full_id(of), [book.full_id(claim) for claim in ids], _judge(by, reason)))


@review_app.command("undo")
def take_back(
    decision: Annotated[str, typer.Argument(help="Id of a decision (d_…) or of a batch of them (b_…).")],
    ledger: LedgerOption = None,
    by: By = None,
    reason: Why = "",
) -> None:
    """Take back a decision, with all that was decided in one batch with it. Undoing an undo brings it back."""
    with existing(ledger) as book:
        _report(book, [undo(book, decision, _judge(by, reason))])


@review_app.command("decisions")
def list_decisions(
    ledger: LedgerOption = None,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV, for a spreadsheet or another ledger.")] = False,
) -> None:
    """Print every decision, oldest first, one JSON object a line or as CSV."""
    with existing(ledger) as book:
        if csv:
            write_decisions(book.decisions(), sys.stdout.buffer)
            sys.stdout.flush()
        else:
            for decision in book.decisions():
                print(json.dumps(decision_json(decision), ensure_ascii=False))


@review_app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(help="CSV with at least the columns verdict, claims and by.")],
    ledger: LedgerOption = None,
) -> None:
    """Record the decisions of a CSV, all or none; those the ledger holds are passed over."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} can't be read: {error}.") from error
    with existing(ledger) as book:
        _report(book, add_decisions(book, read_decisions(lines, datetime.now(UTC))))


@review_app.command("agreement")
def show_agreement(ledger: LedgerOption = None) -> None:
    """Print Krippendorff's alpha (nominal) where two people or more judged the same."""
    table = Table("about", "judged twice", "people", "alpha", show_edge=False, header_style="bold")
    with existing(ledger) as book:
        for found in agreement(book):
            alpha = "–" if found.alpha is None else f"{found.alpha:.3f}"
            table.add_row(found.what, str(found.units), str(found.people), alpha)
    out.print(table)


def _decide(
    ledger: str | None,
    verdict: Verdict,
    ids: Sequence[str],
    by: str | None,
    reason: str,
    members: Mapping[str, Any] | None = None,
) -> None:
    with existing(ledger) as book:
        _report(book, decide(book, verdict, ids, _judge(by, reason), members))


def _report(book: Ledger, made: Sequence[Decision]) -> None:
    """Let events follow the decisions, and name these."""
    pipeline.merge(book, Settings().merge_score)
    for decision in made:
        print(decision.id)
    batch = f" Undo them as one: sayso review undo {made[0].batch}" if len(made) > 1 and made[0].batch else ""
    err.print(f"{len(made)} {'decision' if len(made) == 1 else 'decisions'} recorded.{batch}", highlight=False)


def _judge(by: str | None, reason: str) -> Judge:
    name = by or Settings().by
    if not name:
        raise UsageError("A decision needs the name of who decides: give --by NAME, or set SAYSO_BY.")
    return Judge(name, datetime.now(UTC), reason)


def _member(given: str) -> tuple[str, Any]:
    name, parted, value = given.partition("=")
    if not parted:
        raise UsageError(f"--set {given}: write FIELD=VALUE.")
    try:
        return name.strip(), json.loads(value)
    except json.JSONDecodeError:
        return name.strip(), value


def _table(waiting: Sequence[Waiting]) -> Table:
    table = Table(show_edge=False, header_style="bold", expand=True)
    for name, ratio in (("event", None), ("what", 3), ("where and when", 4), ("to judge", 2), ("why", 8)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for item in waiting:
        event = item.event
        where = " · ".join(filter(None, (words.where(event.place), words.when(event.time))))
        to_judge = f"{len(item.undecided)} of {len(item.claims)}"
        why = "; ".join(reason.text for reason in item.reasons)
        table.add_row(event.id[:10], words.what(event.event_type, event.mode), where, to_judge, why)
    return table


def _waiting_json(item: Waiting) -> dict[str, Any]:
    return {
        "event": item.event.id,
        "worth": item.worth,
        "reasons": [
            {"what": reason.what, "gain": round(reason.gain, 3), "text": reason.text} for reason in item.reasons
        ],
        "claims": [claim.id for claim in item.claims],
        "undecided": [claim.id for claim in item.undecided],
    }
