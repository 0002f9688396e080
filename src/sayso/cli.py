"""The commands. Only this file prints."""

import getpass
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random
from threading import Event as Flag
from time import time
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sayso import __version__, evaluating, pipeline
from sayso.as_json import attribution_layer_json, claim_json, place_layer_json, time_layer_json
from sayso.coding import Coder, Coding, EndpointCoder, ReportCoder, trigger_model
from sayso.coding.places import EarlierReports, no_earlier_reports
from sayso.commands.filters import (
    ActorOption,
    CountryOption,
    LimitOption,
    MinSaySosOption,
    PlaceOption,
    SinceOption,
    StandingOption,
    TypeOption,
    UntilOption,
)
from sayso.commands.ledger import feed, ledger_app
from sayso.commands.ledger_option import LedgerOption, existing
from sayso.commands.people import desk_store, people_app
from sayso.commands.review import review_app
from sayso.errors import SaysoError, UsageError
from sayso.exporting import EXPORTERS, ExportContext
from sayso.exporting.citation import Citation, as_datacite, cited_in
from sayso.ledger import EventQuery, Ledger
from sayso.reading import Fetcher, Reading, ReadingOptions
from sayso.records import Basis, Decision, Event, Problem, Time, digest
from sayso.resources.gazetteer import Gazetteer, default_path
from sayso.resources.gazetteer_build import build
from sayso.scoring.gold import Scored
from sayso.scoring.scores import agreement, scores
from sayso.settings import Settings
from sayso.showing import terminal
from sayso.showing.page import page
from sayso.showing.scores import errors_of, scores_table
from sayso.verify import Finding
from sayso.verify import verify as findings_of
from sayso.watching import State, Watcher
from sayso.watching.schedule import Pace
from sayso.watching.status import status_page
from sayso.whole_files import written_whole
from sayso.withholding import Names, Withholding, without_names

app = typer.Typer(
    name="sayso",
    help="Keep a ledger of what news reports claim happened, and on whose say-so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
gazetteer_app = typer.Typer(help="Build the gazetteer that places are looked up in.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(review_app, name="review")
app.add_typer(people_app, name="people")
app.add_typer(ledger_app, name="ledger")
app.command()(feed)

out = Console()
err = Console(stderr=True)

Item = TypeVar("Item")

SOME_PROBLEMS = 1
_LONGEST_WAIT_SECONDS = 30.0
WRONG_USAGE = 2


class CodeFormat(StrEnum):
    """How `sayso code` prints claims."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


class Layer(StrEnum):
    """What `sayso code --layer` prints instead of claims."""

    PLACES = "places"
    TIMES = "times"
    ATTRIBUTIONS = "attributions"


class EventFormat(StrEnum):
    """How `sayso events` prints a list."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class ScoreFormat(StrEnum):
    """How `sayso evaluate` prints scores."""

    TABLE = "table"
    JSON = "json"


_LAYERS: dict[Layer, Callable[[Coding], Iterable[dict[str, Any]]]] = {
    Layer.PLACES: lambda coding: (place_layer_json(place, coding.report) for place in coding.places),
    Layer.TIMES: lambda coding: (
        time_layer_json(
            found.time or Time((found.span,), None, None, Basis.STATED), coding.report, found.type, found.value
        )
        for found in coding.times
    ),
    Layer.ATTRIBUTIONS: lambda coding: (attribution_layer_json(said, coding.report) for said in coding.attributions),
}

Inputs = Annotated[
    list[str], typer.Argument(help="URLs, files (HTML, text, JSONL, CSV, Parquet, feed, WARC, WACZ), folders, or -.")
]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date of inputs that carry none.")
]
HideNames = Annotated[
    bool | None,
    typer.Option(
        "--hide-private-names/--show-all-names",
        help="Withhold the names of people without a public role, or show all; without it SAYSO_HIDE_PRIVATE_NAMES.",
    ),
]


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Read news reports and keep a ledger of what they claim happened, and on whose say-so."""
    if version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def code(
    inputs: Inputs,
    format: Annotated[
        CodeFormat | None, typer.Option(help="Table on a terminal, else jsonl, unless told otherwise.")
    ] = None,
    layer: Annotated[Layer | None, typer.Option(help="Print all places, times or attributions, not claims.")] = None,
    output: Annotated[Path | None, typer.Option("--out", "-o", help="Write there instead of standard output.")] = None,
    published: Published = None,
    hide_private_names: HideNames = None,
) -> None:
    """Read and code inputs without a ledger, and print the claims."""
    settings = Settings()
    names = _names(hide_private_names, settings)
    chosen = format or (CodeFormat.TABLE if out.is_terminal and output is None else CodeFormat.JSONL)
    problems: list[Problem] = []
    with _output(output) as stream:
        coded = pipeline.code(inputs, _reading_options(settings, published), _coder(settings))
        codings = (without_names(coding, names) for coding in _without_problems(coded, problems))
        if layer is not None:
            _write_lines(stream, (line for coding in codings for line in _LAYERS[layer](coding)))
        elif chosen is CodeFormat.JSONL:
            _write_lines(stream, (claim_json(c, coding.report) for coding in codings for c in coding.claims))
        elif chosen is CodeFormat.HTML:
            stream.write(page((coding.report, coding.claims) for coding in codings))
        else:
            console = Console(file=stream) if output else out
            for coding in codings:
                console.print(terminal.claims_table(coding.report, coding.claims, console.width), soft_wrap=False)
                console.print()
    _end(problems)


@app.command()
def add(
    inputs: Inputs,
    ledger: LedgerOption = None,
    published: Published = None,
    coded: Annotated[bool, typer.Option("--coded", help="The inputs are folders that sayso batch filled.")] = False,
) -> None:
    """Read inputs, keep them, code them, record the claims and merge them into events. Safe to repeat."""
    settings = Settings()
    if coded:
        _add_coded(inputs, ledger, settings)
        return
    problems: list[Problem] = []
    known = new = claims = 0
    with Ledger.open(ledger or settings.ledger) as book:
        coder = _coder(settings, book.places_of_outlet)
        with book.run(__version__, coder.digests, settings.model_dump(mode="json")) as run:
            added = pipeline.add(inputs, _reading_options(settings, published), coder, book, run, settings.merge_score)
            for item in _tracked(added, "reports"):
                if isinstance(item, Problem):
                    problems.append(item)
                elif item.coding is None:
                    known += 1
                else:
                    new += 1
                    claims += len(item.coding.claims)
        events = book.event_count()
    err.print(f"{new} reports added with {claims} claims, {known} known already; the ledger holds {events} events.")
    _end(problems)


@app.command()
def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(help="Addresses of feeds, news sitemaps or OPML lists; none: those known.")
    ] = None,
    ledger: LedgerOption = None,
    memory: Annotated[Path, typer.Option(help="File that remembers feeds and pages.")] = Path("sayso-watch.db"),
    every: Annotated[float, typer.Option(min=60, help="Seconds between two looks at a feed.")] = 900,
    pause: Annotated[float, typer.Option(min=1, help="Least seconds between two requests to one host.")] = 5,
    status: Annotated[Path | None, typer.Option(help="Keep a page on how it goes there.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Ask what is due now, and stop.")] = False,
) -> None:
    """Add what feeds list, for as long as it runs. Stop it or kill it at any moment; it goes on where it was."""
    settings = Settings()
    stopped = _told_to_stop()
    with Ledger.open(ledger or settings.ledger) as book, State(memory) as state:
        coder = _coder(settings, book.places_of_outlet)
        with book.run(__version__, coder.digests, settings.model_dump(mode="json")) as run:

            def take(readings: Sequence[Reading | Problem]) -> None:
                for _ in pipeline.add_read(iter(readings), coder, book, run, settings.merge_score):
                    pass

            fetcher = Fetcher(_reading_options(settings, None), clock=time, least_pause=pause)
            watcher = Watcher(
                state, fetcher, lambda: _reading_options(settings, None), take, Pace(every, pause), time, Random()
            )
            watcher.follow(feeds or [])
            while not stopped.is_set():
                wait = watcher.step()
                if status:
                    with written_whole(status) as partial:
                        partial.write_text(status_page(state, book.event_count(), time()), encoding="utf-8")
                if once and wait > 0:
                    break
                stopped.wait(min(wait, _LONGEST_WAIT_SECONDS))


@app.command()
def batch(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, fsspec URLs: WARC, JSONL, Parquet.")],
    to: Annotated[str, typer.Option("--out", "-o", help="Folder or fsspec URL that the Parquet files go to.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that code; more than one needs sayso[batch].")] = 1,
    address: Annotated[str | None, typer.Option(help="Address of a Ray cluster that runs already.")] = None,
    seconds: Annotated[float, typer.Option(min=1, help="Longest time that one document may take.")] = 60,
    published: Published = None,
) -> None:
    """Code archives file by file to Parquet. Killed and called again, it goes on where it stopped."""
    # Imported here: the other commands need not wait for Parquet and file systems to load.
    from sayso import archives

    settings = Settings()
    limits = archives.Limits(seconds, archives.default_journals(to))
    plan = archives.Plan(tuple(inputs), to, workers, address, limits)
    outcome = archives.run(plan, _reading_options(settings, published), partial(_coder, settings))
    reports = claims = problems = 0
    for done in _tracked(outcome.done, "files"):
        reports, claims, problems = reports + done.reports, claims + done.claims, problems + done.problems
    err.print(
        f"{outcome.waiting} files coded: {reports} reports, {claims} claims, {problems} problems; "
        f"{outcome.known} files were done before. Take them into a ledger with: sayso add --coded {to}"
    )
    if problems:
        raise typer.Exit(SOME_PROBLEMS)


@app.command()
def events(
    query: Annotated[list[str] | None, typer.Argument(help="Words to search for.")] = None,
    ledger: LedgerOption = None,
    type: TypeOption = None,
    place: PlaceOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_say_sos: MinSaySosOption = None,
    standing: StandingOption = None,
    limit: LimitOption = None,
    format: Annotated[
        EventFormat | None, typer.Option(help="Table on a terminal, else jsonl, unless told otherwise.")
    ] = None,
    hide_private_names: HideNames = None,
) -> None:
    """List the events of a ledger, or search them."""
    wanted = EventQuery(
        words=" ".join(query or ()) or None,
        type=type,
        place=place,
        country=country,
        actor=actor,
        since=_day(since),
        until=_day(until),
        min_say_sos=min_say_sos,
        standing=standing,
        limit=limit,
    )
    chosen = format or (EventFormat.TABLE if out.is_terminal else EventFormat.JSONL)
    with existing(ledger) as book:
        shown = _withholding(book, _names(hide_private_names, Settings()))
        found = shown.events(book.events(wanted))
        if chosen is EventFormat.TABLE:
            out.print(terminal.events_list(found, out.width))
        else:
            EXPORTERS[chosen.value].write(found, ExportContext(shown.claim, shown.report), sys.stdout.buffer)
            sys.stdout.flush()


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="Id of an event (e_…), claim (c_…) or report (r_…); its start will do.")],
    ledger: LedgerOption = None,
    hide_private_names: HideNames = None,
) -> None:
    """Show an event as the tree of its say-sos, or a claim or report with its quotes."""
    with existing(ledger) as book:
        shown = _withholding(book, _names(hide_private_names, Settings()))
        found = book.full_id(id)
        if found.startswith("r_"):
            claims = [shown.claim(claim_id) for claim_id in book.claims_of(found)]
            out.print(terminal.claims_table(shown.report(found), claims, out.width))
        elif found.startswith("c_"):
            claim = shown.claim(found)
            out.print(terminal.claims_table(shown.report(claim.report_id), [claim], out.width))
            holder = book.event_id_of(found)
            out.print(f"part of event {holder}" if holder else "part of no event", style="dim")
            for decision in shown.decisions(book.decisions([found]), [claim.report_id]):
                out.print(f"{decision.at:%Y-%m-%d} {decision.by}: {decision.verdict} {decision.reason}", style="dim")
        else:
            _show_event(shown, book.event_of(found), book.decisions)


def _show_event(shown: Withholding, event: Event, decisions_of: Callable[[Sequence[str]], Sequence[Decision]]) -> None:
    claims = {claim_id: shown.claim(claim_id) for claim_id in event.claims}
    reports = {report_id: shown.report(report_id) for report_id in event.reports}
    decisions = shown.decisions(decisions_of(event.claims), event.reports)
    out.print(terminal.event_tree(shown.event(event), claims, reports, decisions))


@app.command()
def export(
    out_path: Annotated[Path, typer.Argument(metavar="OUT", help="File to write.")],
    to: Annotated[str, typer.Option("--to", help=f"Format: {', '.join(EXPORTERS)}, or site: a folder of pages.")],
    ledger: LedgerOption = None,
    words: Annotated[str | None, typer.Option(help="Words to search for.")] = None,
    type: TypeOption = None,
    place: PlaceOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_say_sos: MinSaySosOption = None,
    standing: StandingOption = None,
    limit: LimitOption = None,
    citation: Annotated[
        Path | None, typer.Option(help="Describe the file here (DataCite JSON), so that it can be cited and checked.")
    ] = None,
    author: Annotated[list[str] | None, typer.Option(help="Who is to be cited; --citation needs one.")] = None,
    hide_private_names: HideNames = None,
) -> None:
    """Write the events of a ledger in a format that other tools read: all of them, or those that the filters choose.

    The names of victims are withheld unless --show-all-names is given.
    """
    wanted = EventQuery(
        words=words,
        type=type,
        place=place,
        country=country,
        actor=actor,
        since=_day(since),
        until=_day(until),
        min_say_sos=min_say_sos,
        standing=standing,
        limit=limit,
    )
    if to != "site" and to not in EXPORTERS:
        raise UsageError(f"There is no format {to!r}. Choose one of: {', '.join(EXPORTERS)}, site.")
    if citation is not None and (to == "site" or not author):
        raise UsageError("--citation describes one file and needs whom to cite: give --author, and no site.")
    if to == "site":
        _export_site(out_path, ledger, hide_private_names, wanted)
        return
    with existing(ledger) as book:
        # Read before the events: what is recorded meanwhile comes after the link that is cited.
        link = book.newest_link()
        with _output(out_path) as stream:
            shown = _withholding(book, _names(hide_private_names, Settings(), otherwise=Names.VICTIMS))
            context = ExportContext(shown.claim, shown.report)
            EXPORTERS[to].write(shown.events(book.events(wanted)), context, stream.buffer)
    err.print(f"Wrote {out_path}.")
    if citation is not None:
        cited = Citation(
            title=f"Events of {datetime.now(UTC):%Y-%m-%d}, as {to}",
            authors=tuple(author or ()),
            exported=datetime.now(UTC).date(),
            format=to,
            file=out_path.name,
            digest=digest(out_path.read_bytes()),
            link=link.link if link else None,
            version=__version__,
            filters={name: str(value) for name, value in asdict(wanted).items() if value is not None},
        )
        with _output(citation) as stream:
            stream.write(as_datacite(cited))
        err.print(f"Wrote {citation}.")


def _export_site(folder: Path, ledger: str | None, hide_private_names: bool | None, wanted: EventQuery) -> None:
    from sayso.web.site import write_site

    with existing(ledger) as book:
        shown = _withholding(book, _names(hide_private_names, Settings(), otherwise=Names.VICTIMS))
        events = list(shown.events(book.events(wanted)))
        write_site(events, ExportContext(shown.claim, shown.report), folder, folder.resolve().name)
    err.print(f"Wrote {folder / 'index.html'} with {len(events)} events.")


@app.command()
def serve(
    ledger: LedgerOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8330,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    team: Annotated[bool, typer.Option("--team", help="Let people log in with accounts; see `sayso people`.")] = False,
    name: Annotated[
        list[str] | None, typer.Option(help="Name the desk is reached by, such as desk.example.org.")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="It is reached by https, through a proxy in front.")] = False,
) -> None:
    """Serve the desk, the ledger's pages for a browser, until it is stopped with Ctrl+C."""
    # Imported here: the other commands need not wait for a web framework to load.
    from sayso.web.app import LOCAL_HOSTS, Access, create_app
    from sayso.web.desk import Desk, Making
    from sayso.web.people import Person, Role
    from sayso.web.serving import serve_app

    if not team and host not in LOCAL_HOSTS:
        raise UsageError(f"On {host} others could reach the desk without a password. Serve it with --team.")
    settings = Settings()
    where = ledger or settings.ledger
    with Ledger.open(where) as book, desk_store(where, settings) as store:
        if team and not store.accounts():
            raise UsageError(
                "Nobody could log in: there is no account. Add one with `sayso people add NAME --role admin`."
            )
        making = Making(lambda: _coder(settings), lambda: _reading_options(settings, None))
        person = None if team else Person(getpass.getuser(), Role.ADMIN)
        desk = create_app(Desk(book, settings, making), store, Access(person, (*LOCAL_HOSTS, *(name or ())), https))
        serve_app(
            desk, host, port, lambda url: err.print(f"The desk is open at {url} (Ctrl+C stops it).", style="bold")
        )


def _cited_findings(citation: Path, book: Ledger) -> Iterator[Finding]:
    """Tell what no longer holds of a citation: its file beside it, and the ledger it was exported from."""
    if not citation.is_file():
        raise UsageError(f"There is no citation at {citation}.")
    described = cited_in(citation.read_text(encoding="utf-8"))
    file = citation.parent / Path(described.file).name
    if not file.is_file():
        yield Finding(str(file), "the file that the citation describes is not beside it")
    elif digest(file.read_bytes()) != described.digest:
        yield Finding(str(file), "the file is not the one that was exported: its digest is another")
    if described.link is not None and not book.has_link(described.link):
        yield Finding(
            described.link, "the chain does not hold the link that the citation names: this is another ledger"
        )


@app.command()
def verify(
    ledger: LedgerOption = None,
    holds: Annotated[
        str | None, typer.Option(metavar="LINK", help="Check that the chain still holds a link noted earlier.")
    ] = None,
    cited: Annotated[
        Path | None, typer.Option(help="Check a citation that `export --citation` wrote, and the file beside it.")
    ] = None,
) -> None:
    """Re-check every quote, digest, decision, run and event; list what does not hold."""
    settings = Settings()
    with existing(ledger) as book:
        findings = findings_of(book, lambda: pipeline.rebuilt_events(book, settings.merge_score))
        if holds is not None and not book.has_link(holds):
            findings.append(Finding(holds, "the chain does not hold this link: the ledger lost what it held then"))
        if cited is not None:
            findings.extend(_cited_findings(cited, book))
        for finding in findings:
            out.print(f"{finding.what}: {finding.message}", markup=False, highlight=False)
        counts, link = book.counts(), book.newest_link()
    err.print(f"Checked {counts.reports} reports, {counts.claims} claims and {counts.events} events.")
    if link is not None:
        err.print(f"Newest link of the chain: {link.link}", highlight=False)
    if findings:
        err.print(f"{len(findings)} things do not hold.", style="bold red")
        raise typer.Exit(SOME_PROBLEMS)


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Folder of gold codings: TOML files, each naming its report and the claims in it.")
    ],
    split: Annotated[str | None, typer.Option(help="Only the gold of this split, such as dev or test.")] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every claim missed, mistyped or made in vain.")
    ] = False,
    format: Annotated[ScoreFormat, typer.Option(help="A table, or one JSON object.")] = ScoreFormat.TABLE,
) -> None:
    """Code the reports that people have coded, and score the claims against theirs."""
    settings = Settings()
    problems: list[Problem] = []
    scored: list[Scored] = []
    for item in _tracked(evaluating.scored(gold, split, _reading_options(settings, None), _coder(settings)), "reports"):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            scored.append(item)
    figures = scores(scored) | agreement(scored)
    if format is ScoreFormat.JSON:
        _write_lines(sys.stdout, [figures])
    else:
        if errors:
            out.print(errors_of(scored))
        out.print(scores_table(figures))
    _end(problems)


@gazetteer_app.command("build")
def build_gazetteer(
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing where one stands already.")] = False,
) -> None:
    """Build the gazetteer from the packages that carry GeoNames data. Takes about half a minute, once."""
    path = Settings().gazetteer or default_path()
    if if_missing and path.exists():
        return
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Building the gazetteer", total=1.0)
        build(path, lambda step, share: bar.update(task, description=step, completed=share))
    err.print(f"Built {path}, {path.stat().st_size / 1e6:.0f} MB.")


def _told_to_stop() -> Flag:
    """Return what is set when this process is asked to stop, so that it ends between two steps."""
    stopped = Flag()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def _add_coded(folders: list[str], ledger: str | None, settings: Settings) -> None:
    """Take what `sayso batch` made into a ledger."""
    from sayso import archives

    problems: list[Problem] = []
    new = 0
    results = (result for folder in folders for result in archives.coded_in(folder))
    pairs = (result if isinstance(result, Problem) else (result.report, result.claims) for result in results)
    digests = {name: digest for folder in folders for name, digest in archives.inputs_of(folder).items()}
    with Ledger.open(ledger or settings.ledger) as book:
        with book.run(__version__, digests, settings.model_dump(mode="json")) as run:
            for item in _tracked(pipeline.add_coded(pairs, book, run, settings.merge_score), "reports"):
                if isinstance(item, Problem):
                    problems.append(item)
                else:
                    new += 1
        err.print(f"{new} reports added; the ledger holds {book.event_count()} events.")
    _end(problems)


def _coder(settings: Settings, earlier: EarlierReports = no_earlier_reports) -> Coder:
    with err.status("Loading parser, lexicons and gazetteer"):
        path = settings.gazetteer or default_path()
        if not path.exists() and settings.gazetteer is None:
            build_gazetteer(if_missing=True)
        gazetteer = Gazetteer.open(path)
        if settings.coder == "endpoint":
            key = settings.endpoint_key.get_secret_value() if settings.endpoint_key else None
            return EndpointCoder(
                gazetteer, settings.endpoint_url, settings.endpoint_model, key, settings.min_score, earlier=earlier
            )
        model = trigger_model() if settings.coder == "trained" else None
        return ReportCoder(gazetteer, settings.min_score, model, earlier)


def _reading_options(settings: Settings, published: datetime | None) -> ReadingOptions:
    return ReadingOptions(
        today=datetime.now(UTC).date(),
        now=_now(),
        published=_day(published),
        max_bytes=settings.max_page_bytes,
        max_characters=settings.max_text_characters,
        timeout_seconds=settings.fetch_timeout_seconds,
        allow_private_addresses=settings.allow_private_addresses,
        contact=settings.user_agent_contact,
    )


def _names(hide: bool | None, settings: Settings, otherwise: Names = Names.SHOWN) -> Names:
    """Choose whose names are withheld: the option says, else the setting, else `otherwise`."""
    if hide is None:
        return Names.PRIVATE if settings.hide_private_names else otherwise
    return Names.PRIVATE if hide else Names.SHOWN


def _withholding(book: Ledger, names: Names) -> Withholding:
    return Withholding(
        names,
        report=book.report,
        claim=book.claim,
        claims_of=lambda report_id: book.claims_by_id(book.claims_of(report_id)).values(),
    )


@contextmanager
def _output(path: Path | None) -> Iterator[Any]:
    """Give standard output, or a file that takes its name only when it is complete."""
    if path is None:
        yield sys.stdout
        return
    try:
        with written_whole(path) as partial, partial.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        raise UsageError(
            f"{path} can't be written: {error.strerror}. Name a file in a folder you may write to."
        ) from error


def _write_lines(stream: Any, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _without_problems(results: Iterable[Coding | Problem], problems: list[Problem]) -> Iterator[Coding]:
    """Pass codings on as they come and put Problems aside."""
    for result in _tracked(results, "reports"):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            yield result


def _tracked(items: Iterable[Item], what: str) -> Iterator[Item]:
    """Count items on the terminal while they come; in a pipe, show nothing."""
    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            progress.advance(task)
            yield item


def _end(problems: list[Problem]) -> None:
    """Name every Problem and leave with the exit code that says whether there were any."""
    for problem in problems:
        err.print(f"{problem.input}: {problem.message}", style="red", markup=False, highlight=False, soft_wrap=True)
    if problems:
        raise typer.Exit(SOME_PROBLEMS)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _now() -> datetime:
    return datetime.now(UTC)


def run() -> None:
    """Run the command line; sayso's own errors, and a disk that is full, end it with a message and exit code 2."""
    try:
        app()
    except SaysoError as error:
        _leave(str(error))
    except OSError as error:
        _leave(f"{error.filename or 'Standard output'} can't be written: {error.strerror}. Free some space or rights.")


def _leave(message: str) -> None:
    err.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    # What is still buffered would fail again, with a traceback, when Python closes standard output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(WRONG_USAGE)
