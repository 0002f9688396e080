"""Score sayso on the invented articles of evaluation/gold, by rules alone and with the trained model.

python -m evaluation.gold_articles
sayso evaluate evaluation/gold --errors
"""

from datetime import UTC, datetime
from pathlib import Path

from sayso import evaluating
from sayso.coding import ReportCoder, trigger_model
from sayso.reading import ReadingOptions
from sayso.records import Problem
from sayso.resources.gazetteer import Gazetteer, default_path
from sayso.scoring.gold import Scored, gold_files
from sayso.scoring.scores import agreement, scores
from sayso.settings import Settings

GOLD = Path(__file__).parent / "gold"


def evaluate() -> dict[str, float]:
    """Return every score of each split with the model, and how many claims are found and right without it."""
    figures: dict[str, float] = {}
    for split in sorted({file.split for file in gold_files(GOLD) if file.split}):
        trained = _scored(split, with_model=True)
        figures |= {f"{split}: {name}": figure for name, figure in (scores(trained) | agreement(trained)).items()}
        by_rules = scores(_scored(split, with_model=False))
        for name in ("core claims found with the right type", "precision of claims"):
            figures[f"{split}, rules alone: {name}"] = by_rules[name]
    return figures


def _scored(split: str, with_model: bool) -> list[Scored]:
    settings, now = Settings(), datetime.now(UTC)
    gazetteer = Gazetteer.open(settings.gazetteer or default_path())
    coder = ReportCoder(gazetteer, settings.min_score, trigger_model() if with_model else None)
    scored = []
    for one in evaluating.scored(GOLD, split, ReadingOptions(today=now.date(), now=now), coder):
        if isinstance(one, Problem):
            raise ValueError(f"{one.input} can't be coded: {one.message}")
        scored.append(one)
    return scored


if __name__ == "__main__":
    for name, figure in evaluate().items():
        print(f"{name:58} {figure:6.3f}" if isinstance(figure, float) else f"{name:58} {figure:6}")
