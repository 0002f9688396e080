"""Score whom mentions name against evaluation/actors_gold: country, PLOVER sector, and unknowns kept unknown.

    python -m evaluation.actors_gold                  # both halves
    python -m evaluation.actors_gold --errors dev     # and what went wrong in one of them

The gold is text: "## DAY" opens a report, and "[mention|COUNTRY|SECTOR]" says what a careful reader codes. "-" stands
for unknown, "nobody" for what is no actor; where two readers may differ, "/" parts what is taken as right.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sayso.coding.actors import actor_of
from sayso.coding.places import find_places
from sayso.coding.report_actors import known_in_report
from sayso.coding.sentences import language
from sayso.records import Actor
from sayso.resources.gazetteer import Gazetteer, default_path
from sayso.settings import Settings

FOLDER = Path(__file__).parent / "actors_gold"
HALVES = ("dev", "test")
_UNKNOWN, _NOBODY = "-", "nobody"
_MARKED = re.compile(r"\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as the gold has it: where it stands in the text, and every code taken as right."""

    start: int
    end: int
    countries: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """One report of the gold, without its marks."""

    published: date
    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A mention beside what sayso makes of it; None if it takes it for nobody."""

    report: MarkedReport
    mention: Mention
    actor: Actor | None

    @property
    def country_right(self) -> bool:
        """Tell whether the country is one of those taken as right."""
        return self._code("country") in self.mention.countries

    @property
    def sector_right(self) -> bool:
        """Tell whether the sector is one of those taken as right."""
        return self._code("sector") in self.mention.sectors

    def _code(self, field: str) -> str:
        return _NOBODY if self.actor is None else getattr(self.actor, field) or _UNKNOWN


def gold(half: str) -> Iterator[MarkedReport]:
    """Read the reports of one half."""
    text = (FOLDER / f"{half}.txt").read_text(encoding="utf-8")
    for block in re.split(r"(?m)^## ", text)[1:]:
        day, _, marked = block.partition("\n")
        yield _unmarked(date.fromisoformat(day.strip()), marked.strip())


def _unmarked(published: date, marked: str) -> MarkedReport:
    text, mentions, end = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[end : match.start()]
        words, countries, sectors = match.groups()
        mentions.append(Mention(len(text), len(text) + len(words), *(_codes(field) for field in (countries, sectors))))
        text, end = text + words, match.end()
    return MarkedReport(published, text + marked[end:], tuple(mentions))


def _codes(field: str) -> tuple[str, ...]:
    return tuple(field.split("/"))


def coded(reports: Sequence[MarkedReport], gazetteer: Gazetteer) -> Iterator[Coded]:
    """Read each marked mention as `sayso code` reads the phrase of an actor."""
    for report, doc in zip(reports, language().pipe(report.text for report in reports), strict=True):
        countries = {mention.place.name: mention.place.country for mention in find_places(doc, gazetteer)}
        known = known_in_report(doc, report.published, countries.get)
        for mention in report.mentions:
            phrase = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if phrase is None:
                raise ValueError(f"{report.published}: no words at {mention.start} to {mention.end}")
            yield Coded(report, mention, actor_of(phrase, doc, report.published, known))


def evaluate() -> dict[str, float]:
    """Return the shares of both halves."""
    gazetteer = Gazetteer.open(Settings().gazetteer or default_path())
    figures: dict[str, float] = {}
    for half in HALVES:
        found = list(coded(list(gold(half)), gazetteer))
        unknown = [one for one in found if one.mention.countries == (_UNKNOWN,)]
        figures |= {
            f"{half}: mentions": len(found),
            f"{half}: country right": _share([one.country_right for one in found]),
            f"{half}: sector right": _share([one.sector_right for one in found]),
            f"{half}: both right": _share([one.country_right and one.sector_right for one in found]),
            f"{half}: mentions of no known country": len(unknown),
            f"{half}: of these kept unknown": _share([one.country_right for one in unknown]),
        }
    return figures


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights)


def errors(half: str) -> Iterator[str]:
    """Say what went wrong, one line a mention."""
    for one in coded(list(gold(half)), Gazetteer.open(Settings().gazetteer or default_path())):
        if one.country_right and one.sector_right:
            continue
        words = one.report.text[one.mention.start : one.mention.end]
        wanted = f"{'/'.join(one.mention.countries)} {'/'.join(one.mention.sectors)}"
        actor = one.actor
        found = f"{actor.name}: {actor.country or '-'} {actor.sector or '-'}" if actor else "nobody"
        yield f"{one.report.published} {words!r}: {wanted}, not {found}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=HALVES, help="list what went wrong in this half")
    arguments = parser.parse_args()
    if arguments.errors:
        print(*errors(arguments.errors), sep="\n")
    for name, figure in evaluate().items():
        print(f"{name:44} {figure:6.3f}" if isinstance(figure, float) else f"{name:44} {figure:6}")
