"""Draw claims and events for a terminal, with rich."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sayso.records import Claim, Decision, Event, FigureRange, Problem, Report, SaySo
from sayso.showing import words

_WIDE = 150


def claims_table(report: Report, claims: Sequence[Claim], width: int) -> RenderableType:
    """Draw one report's claims: a table where the terminal is wide, a list of cards where it is narrow."""
    heading = Text.assemble((report.title or report.url or report.id, "bold"), "  ", (_imprint(report), "dim"))
    if not claims:
        return Group(heading, Text("  no claims found", style="dim"))
    body = _table(report, claims) if width >= _WIDE else Group(*(_card(report, claim) for claim in claims))
    return Group(heading, body)


def _imprint(report: Report) -> str:
    published = report.published.isoformat() if report.published else "undated"
    return " · ".join(part for part in (report.outlet, published, report.id) if part)


def _table(report: Report, claims: Sequence[Claim]) -> Table:
    table = Table(show_lines=True, expand=True, header_style="bold")
    for name, ratio in (
        ("what", 3), ("who → whom", 5), ("where", 4), ("when", 3), ("how many", 3),
        ("on whose say-so", 4), ("how sure", 2), ("quote", 8),
    ):  # fmt: skip
        table.add_column(name, ratio=ratio, overflow="fold")
    for claim in claims:
        table.add_row(*(value for _, value in _fields(report, claim)), quote(report, claim))
    return table


def _card(report: Report, claim: Claim) -> RenderableType:
    fields = _fields(report, claim)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=max(len(name) for name, _ in fields) + 2)
    grid.add_column(overflow="fold")
    for name, value in fields[1:]:
        if value.plain:
            grid.add_row(name, value)
    grid.add_row("quote", quote(report, claim))
    return Padding(Group(fields[0][1], Padding(grid, (0, 0, 0, 2))), (1, 0, 0, 0))


def _fields(report: Report, claim: Claim) -> list[tuple[str, Text]]:
    voices = words.on_whose_say_so(claim.attributions, report.text, report.outlet)
    return [
        ("what", Text(words.what(claim.event_type, claim.mode), style="bold cyan")),
        ("who → whom", Text(words.who_to_whom(claim.actors, claim.recipients))),
        ("where", Text(words.where(claim.place))),
        ("when", Text(words.when(claim.time))),
        ("how many", Text(words.how_many(claim.figures))),
        ("on whose say-so", Text(voices)),
        ("how sure", Text(claim.certainty.value)),
    ]


def quote(report: Report, claim: Claim) -> Text:
    """Return the claim's sentence with the trigger standing out."""
    sentence = Text(claim.sentence.of(report.text))
    start = claim.trigger.start - claim.sentence.start
    sentence.stylize("bold yellow", start, start + claim.trigger.end - claim.trigger.start)
    sentence.rstrip()
    return Text.assemble("“", *_one_line(sentence), "”")


def _one_line(text: Text) -> list[Text]:
    return list(Text(" ").join(text.split("\n", allow_blank=True)).split("\n"))


def problems_table(problems: Sequence[Problem]) -> Table:
    """Draw what could not be read or coded, and why."""
    table = Table(title="Problems", title_justify="left", show_edge=False, header_style="bold")
    table.add_column("input", overflow="fold")
    table.add_column("stage")
    table.add_column("what went wrong", overflow="fold")
    for problem in problems:
        table.add_row(Text(problem.input), problem.stage, Text(problem.message))
    return table


def events_list(events: Iterable[Event], width: int) -> RenderableType:
    """Draw a list of events: a table where the terminal is wide, a few lines each where it is narrow."""
    return _events_table(events) if width >= _WIDE else Group(*map(_event_lines, events))


def _events_table(events: Iterable[Event]) -> Table:
    table = Table(show_lines=False, expand=True, header_style="bold")
    table.add_column("event", no_wrap=True)
    for name, ratio in (
        ("what", 3), ("who → whom", 6), ("where", 4), ("when", 3), ("how many", 4), ("standing", 4),
    ):  # fmt: skip
        table.add_column(name, ratio=ratio, overflow="fold")
    for event in events:
        row = (_leading_parties(event), words.where(event.place), words.when(event.time), words.rivals(event.figures))
        kind = words.what(event.event_type, event.mode)
        table.add_row(event.id[:10], kind, *map(Text, row), words.standing(event))
    return table


def _event_lines(event: Event) -> RenderableType:
    kind = words.what(event.event_type, event.mode)
    heading = Text.assemble((kind, "bold cyan"), "  ", (words.standing(event), "green"), "  ", (event.id[:10], "dim"))
    facts = (_leading_parties(event), words.where(event.place), words.when(event.time), words.rivals(event.figures))
    return Padding(Group(heading, Text("  " + " · ".join(filter(None, facts)))), (0, 0, 1, 0))


def _leading_parties(event: Event) -> str:
    return words.who_to_whom((a.actor for a in event.actors[:2]), (r.actor for r in event.recipients[:2]))


def event_tree(
    event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report], decisions: Sequence[Decision] = ()
) -> Tree:
    """Draw one event as the tree of its say-sos: who vouches, through what, in which reports, in which words."""
    parties = words.who_to_whom((a.actor for a in event.actors), (r.actor for r in event.recipients))
    tree = Tree(Text.assemble((words.what(event.event_type, event.mode), "bold cyan"), "  ", (event.id, "dim")))
    for name, value in (
        ("who", parties),
        ("where", words.where(event.place)),
        ("when", words.when(event.time)),
        ("standing", words.standing(event)),
    ):
        tree.add(Text.assemble((f"{name:9}", "dim"), value))
    if event.covers:
        tree.add(Text.assemble(("sums up  ", "dim"), ", ".join(event.covers)))
    _add_figures(tree, event.figures)
    _add_say_sos(tree, event, claims, reports)
    if decisions:
        branch = tree.add(Text("decisions", style="dim"))
        for decision in decisions:
            branch.add(Text(f"{decision.at:%Y-%m-%d} {decision.by}: {decision.verdict} — {decision.reason}"))
    return tree


def _add_figures(tree: Tree, ranges: Sequence[FigureRange]) -> None:
    for figures in ranges:
        branch = tree.add(Text.assemble(("how many ", "dim"), words.rivals([figures])))
        for given in figures.given:
            branch.add(Text(f"{words.figure_given(given.figure)} — {given.source}"))


def _add_say_sos(tree: Tree, event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> None:
    branch = tree.add(Text(f"say-sos: {len(event.say_sos)}", style="bold"))
    for voice in event.say_sos:
        _add_voice(branch.add(Text(words.say_so(voice), style="green")), voice, event, claims, reports)


def _add_voice(
    branch: Tree, voice: SaySo, event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> None:
    for report_id in voice.reports:
        copy = " [copy]" if report_id in event.copies else ""
        report = reports[report_id]
        leaf = branch.add(Text(f"{report.outlet or 'unknown outlet'}: {report.title or report.id}{copy}", style="dim"))
        for claim_id in voice.claims:
            claim = claims[claim_id]
            if claim.report_id == report_id:
                leaf.add(Text.assemble((f"{claim.certainty.value} ", "dim"), quote(report, claim)))
