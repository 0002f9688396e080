"""Write docs/reference/ from the code: commands, settings, JSON, columns, lexicons, codebooks, errors.

python docs/generate.py            # write
python docs/generate.py --check    # say which pages are out of step, and fail if any is
"""

import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sayso import errors
from sayso.as_json import attribution_layer_json, claim_id, claim_json, event_json, place_layer_json, time_layer_json
from sayso.exporting import columns_as_markdown, formats_as_markdown
from sayso.merging.summary import event_of
from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Certainty,
    Claim,
    Counted,
    Figure,
    Place,
    Precision,
    Report,
    Span,
    Time,
    report_id,
)
from sayso.resources.codebooks import Manual, acled, plover, ucdp
from sayso.resources.lexicons import lexicon
from sayso.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
LEXICONS = {
    "actors": "Names of states' organs, armed groups, parties, bodies, media and office-holders, with dates.",
    "boilerplate": "Lines of a page that are no news. Patterns are regular expressions over a whole line.",
    "certainty": "Words that say how sure a source is: denials, hedges, plans, threats, calls.",
    "channels": "Ways in which a source speaks: a social network, a broadcaster, a press conference.",
    "corrections": "Phrases by which a sentence corrects or takes back a report. Patterns are regular expressions.",
    "counted": "What a number counts: killed, injured, detained and so on.",
    "cues": "Words that mark that somebody says something.",
    "demonyms": "Peoples and adjectives, with the country they belong to.",
    "figures_by_type": "Which kinds of figure belong to which event type.",
    "identifiers": "Wikidata identifiers of states, intergovernmental bodies and a few statesmen, by coded name.",
    "named_dates": "Days that reports call by a name.",
    "non_events": "Words and phrases that look like events and are none: accidents, sport, metaphors.",
    "place_guards": "Names that are places in the gazetteer but seldom in the news.",
    "place_spellings": "Towns as the news spell them, with the country and name under which the gazetteer has them.",
    "regions": "Regions, seas, rivers, fronts and disputed areas that gazetteers lack or misplace.",
    "roles": 'Role nouns ("recruitment officer", "protesters") with the PLOVER sector they stand for.',
    "state_abbreviations": "Abbreviations of states and provinces after a comma.",
    "time_words": "Words that time expressions are made of.",
    "triggers": "Words that can say that something happened, with PLOVER type and mode and ACLED sub-event.",
    "word_kinds": "Kinds of words that the objects and subjects of triggers are told apart by.",
}
_NOTE = "<!-- Written by docs/generate.py. Change the code, not this page. -->\n\n"


def commands() -> str:
    """Describe every command with its arguments and options, as typer writes them down."""
    typer = [sys.executable, "-m", "typer", "sayso.cli", "utils", "docs", "--name", "sayso"]
    written = subprocess.run(typer, check=True, capture_output=True, text=True).stdout.strip()
    ends = (
        "Exit codes: 0 all went well; 1 some inputs became Problems, or `verify` found something; 2 wrong usage, or a "
        "ledger or resource that can't be used. Long work shows progress on a terminal and nothing in a pipe. Problems "
        "go to standard error, results to standard output."
    )
    return f"{written}\n\n## Exit codes and streams\n\n{ends}\n"


def settings() -> str:
    """Describe every setting."""
    rows = [
        (
            f"`SAYSO_{name.upper()}`",
            f"`{field.default}`" if field.default not in (None, "") else "",
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]
    intro = "Set as environment variables; an option on the command line goes before a setting."
    return f"# Settings\n\n{intro}\n\n{_table(('variable', 'default', 'what it is for'), rows)}\n"


def json_shapes() -> str:
    """Show a claim, an event and each layer as JSON, made from a report written for this page."""
    report, claim = _sample()
    event = event_of([claim], {report.id: report})
    place, time = claim.place, claim.time
    assert place is not None
    assert time is not None
    shown = (
        ("A claim, one a line (`sayso code --format jsonl`)", claim_json(claim, report)),
        ("An event, one a line (`sayso events --format jsonl`, `sayso export --to jsonl`)", event_json(event)),
        ("`--layer places`", place_layer_json(place, report)),
        ("`--layer times`", time_layer_json(time, report, "DATE", "2024-05-07")),
        ("`--layer attributions`", attribution_layer_json(claim.attributions[0], report)),
    )
    blocks = [
        f"## {title}\n\n```json\n{json.dumps(value, ensure_ascii=False, indent=1)}\n```" for title, value in shown
    ]
    rule = (
        "Every `text` is exactly what stands in the report from `start` to `end` (characters, `end` not included). "
        "`null` or an empty list means that the report does not say. An event's `claims` hold the claims in full where "
        "events are exported; here they are ids."
    )
    closed = _table(
        ("member", "values"),
        [
            ("`certainty`", " ".join(Certainty)),
            ("`place.precision`", " ".join(Precision)),
            ("`time.basis`", " · ".join(Basis)),
            ("`figures.counts`", " ".join(Counted)),
        ],
    )
    return "\n\n".join(["# JSON", rule, closed, *blocks]) + "\n"


def _sample() -> tuple[Report, Claim]:
    text = "Shells hit a market in Kherson on Tuesday, killing at least four people, Governor Olena Marchuk said."

    def spans(quote: str) -> tuple[Span, ...]:
        start = text.index(quote)
        return (Span(start, start + len(quote)),)

    url = "https://harbour-post.example/market"
    report = Report(
        id=report_id(url, text), text=text, url=url, outlet="Harbour Post", title="Shells hit market",
        published=date(2024, 5, 8),
    )  # fmt: skip
    governor = Actor(spans("Governor Olena Marchuk"), "Governor Olena Marchuk", "UKR", "GOV")
    claim = Claim(
        id="",
        report_id=report.id,
        sentence=Span(0, len(text)),
        trigger=spans("hit")[0],
        event_type="ASSAULT",
        mode="heavy-weapons",
        sub_event="Shelling/artillery/missile attack",
        actors=(),
        recipients=(Actor(spans("a market"), "a market", None, "CVL"),),
        place=Place(spans("Kherson"), "Kherson", "geonames:706448", "Kherson Oblast", "UKR", 46.6358, 32.6169),
        time=Time(spans("Tuesday"), date(2024, 5, 7), date(2024, 5, 7), Basis.RELATIVE),
        figures=(Figure(spans("at least four people"), Counted.KILLED, 4, None),),
        attributions=(
            Attribution(spans("Governor Olena Marchuk"), spans("said"), (Span(0, 71),), None, governor.name, governor),
        ),
        certainty=Certainty.ASSERTED,
        score=0.93,
    )
    named = {name: getattr(claim, name) for name in claim.__slots__}
    return report, Claim(**named | {"id": claim_id(claim)})


def columns() -> str:
    """Describe the columns of CSV exports."""
    intro = "`sayso export --to csv` and `sayso events --format csv` write one event a row, UTF-8, with these columns."
    return f"# CSV columns\n\n{intro}\n\n{columns_as_markdown()}\n"


def export_formats() -> str:
    """Describe what each export format holds of an event."""
    intro = (
        "`sayso export --to FORMAT OUT` writes the events that its filters choose. `jsonl` and `parquet` leave nothing "
        "out: their members are those of the [JSON of an event](json.md), in Parquet as typed nested columns. `csv` "
        "and `geojson` have the [columns of a flat row](csv-columns.md). The formats below are those of other "
        "datasets. In every table a text that a spreadsheet would run as a formula has a single quote in front."
    )
    return f"# Export formats\n\n{intro}\n\n{formats_as_markdown()}"


def lexicons() -> str:
    """List the lexicons with their sizes and columns."""
    rows = []
    for name, what in sorted(LEXICONS.items()):
        entries = lexicon(name)
        extra = sorted({column for row in entries for column in row.extra})
        rows.append((f"`{name}.csv`", str(len(entries)), what, ", ".join(["pattern", "code", *extra, "example"])))
    intro = (
        "CSV files in `src/sayso/resources/lexicons/en`, one row one fact, read in the order of the file. A row's "
        "example is run as a test wherever there is one."
    )
    return f"# Lexicons\n\n{intro}\n\n{_table(('file', 'rows', 'what it holds', 'columns'), rows)}\n"


def codebooks() -> str:
    """List every code of the codebooks."""
    parts = ["# Codebooks", "Definitions are in our own words; the manuals decide."]
    book = plover()
    parts.append(f"## PLOVER\n\n{_manual(book.manual)}")
    for entry in book.event_types:
        modes = _table(("mode", "definition"), [(f"`{mode.code}`", mode.definition) for mode in entry.modes])
        parts.append(
            f"### {entry.code}\n\n{entry.definition} ({entry.section})" + (f"\n\n{modes}" if entry.modes else "")
        )
    parts.append(
        "### Sectors\n\n" + _table(("code", "definition"), [(f"`{s.code}`", s.definition) for s in book.sectors])
    )
    rows = [(entry.event_type, entry.name, entry.definition) for entry in acled().sub_events]
    heads = ("event type", "sub-event type", "definition")
    parts.append(f"## ACLED\n\n{_manual(acled().manual)}\n\n{_table(heads, rows)}")
    violence = [(str(entry.code), entry.name, entry.definition) for entry in ucdp().violence_types]
    parts.append(f"## UCDP\n\n{_manual(ucdp().manual)}\n\n{_table(('code', 'name', 'definition'), violence)}")
    return "\n\n".join(parts) + "\n"


def _manual(manual: Manual) -> str:
    return f"{manual.title}, {manual.publisher}, {manual.version}. {manual.licence}"


def error_tree() -> str:
    """Show what can go wrong, as errors.py draws it."""
    tree = inspect.getdoc(errors) or ""
    return f"# Errors\n\n```text\n{tree}\n```\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "json.md": json_shapes,
    "csv-columns.md": columns,
    "export-formats.md": export_formats,
    "lexicons.md": lexicons,
    "codebooks.md": codebooks,
    "errors.md": error_tree,
}


def main(check: bool) -> int:
    """Write the pages, or with `check` name those that are out of step; return the exit code."""
    stale = []
    for name, write in PAGES.items():
        page, text = REFERENCE / name, _NOTE + write()
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name} is out of step with the code. Run: python docs/generate.py")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
