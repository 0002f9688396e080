"""Draw scores for a terminal, and the claims that cost them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.records import Report, Span
from sayso.scoring.gold import Scored


def scores_table(figures: Mapping[str, float]) -> Table:
    """Draw each score beside its name: counts whole, shares to three places."""
    table = Table(show_header=False, box=None)
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:.3f}" if isinstance(figure, float) else str(figure))
    return table


def errors_of(scored: Iterable[Scored]) -> RenderableType:
    """Draw every claim missed, mistyped or made in vain, report by report."""
    return Group(*(line for one in scored for line in _errors(one)))


def _errors(one: Scored) -> Iterator[Text]:
    match, report = one.match, one.report
    yield Text(f"\n{one.gold.name}", style="bold")
    for row in match.missed:
        yield _line("missed", row.fields["type"], report, row.trigger, row.sentence)
    for row, claim in match.mistyped:
        yield _line("mistyped", f"{row.fields['type']} not {claim.event_type}", report, claim.trigger, claim.sentence)
    for claim in match.extra:
        yield _line("in vain", claim.event_type, report, claim.trigger, claim.sentence)


def _line(what: str, types: str, report: Report, trigger: Span, sentence: Span) -> Text:
    text = report.text
    parts: Sequence[str] = (text[sentence.start : trigger.start], trigger.of(text), text[trigger.end : sentence.end])
    before, marked, after = (" ".join(f".{part}.".split())[1:-1] for part in parts)
    return Text.assemble(f"  {what:9} {types:9} ", before, (f"[{marked}]", "bold"), after)
