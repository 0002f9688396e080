"""Code the reports that people have coded, and put both codings side by side."""

from collections.abc import Iterator
from pathlib import Path

from sayso import pipeline
from sayso.coding import Coder
from sayso.reading import ReadingOptions
from sayso.records import Problem
from sayso.scoring.gold import GoldReport, Scored, gold_files

# Where a folder of gold keeps the second codings of some of its reports, under the same file names.
_SECOND = "second"


def scored(folder: Path, split: str | None, options: ReadingOptions, coder: Coder) -> Iterator[Scored | Problem]:
    """Yield each report of a gold folder with its claims and its gold, in order of name.

    Raises:
        UsageError: the folder holds no gold, or a gold file quotes what does not stand in its report.
    """
    files = gold_files(folder, split)
    again = {file.path.name: file for file in gold_files(folder / _SECOND)} if (folder / _SECOND).is_dir() else {}
    for file, result in zip(files, pipeline.code((str(f.report) for f in files), options, coder), strict=True):
        if isinstance(result, Problem):
            yield result
        else:
            text, other = result.report.text, again.get(file.path.name)
            second: GoldReport | None = other.on(text) if other else None
            yield Scored(result.report, result.claims, file.on(text), second)
