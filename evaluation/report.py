"""Print every measured figure beside the floor it may not fall under.

    python -m evaluation.report                    # what needs nothing but this repository
    python -m evaluation.report --data FOLDER      # and what needs the public gold corpora
    python -m evaluation.report --data FOLDER --save evaluation/results.json

The corpora and their scorers are not part of this repository; evaluation/README.md says where they come from.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from evaluation import (
    actors_gold,
    attribution_gold,
    attributions,
    certainty,
    certainty_gold,
    circular_gold,
    demo,
    ecb,
    figures_gold,
    gold_articles,
    growth,
    merging_gold,
    pages,
    places,
    roles,
    size,
    speed,
    times,
    times_gold,
    types,
)
from evaluation.places_gold import scores as places_gold

Figures = Mapping[str, float]
FLOORS = Path(__file__).parent / "floors.json"
_ARTICLES_TO_TIME = 200
_CLAIMS_HELD = (3_000, 30_000)


def _speed(data: Path) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return speed.evaluate(speed.texts_of(data, _ARTICLES_TO_TIME), Path(folder))


def _growth() -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return growth.evaluate(_CLAIMS_HELD, Path(folder))


WITHOUT_DATA: Mapping[str, Callable[[], Figures]] = {
    "demo": demo.evaluate,
    "gold": gold_articles.evaluate,
    "circular_gold": circular_gold.evaluate,
    "merging_gold": merging_gold.evaluate,
    "actors_gold": actors_gold.evaluate,
    "certainty_gold": certainty_gold.evaluate,
    "figures_gold": figures_gold.evaluate,
    "attribution_gold": attribution_gold.evaluate,
    "times_gold": times_gold.evaluate,
    "places gold": places_gold.evaluate,
    "size": size.evaluate,
    "growth": _growth,
}
WITH_DATA: Mapping[str, Callable[[Path], Figures]] = {
    "attributions": attributions.evaluate,
    "certainty": certainty.evaluate,
    "times": times.evaluate,
    "places": places.evaluate,
    "types": types.evaluate,
    "roles": roles.evaluate,
    "ecb": ecb.evaluate,
    "pages": pages.evaluate,
    "speed": _speed,
}


def measured(data: Path | None) -> Iterator[tuple[str, Figures]]:
    """Yield each part's figures as they are measured."""
    for name, evaluate in WITHOUT_DATA.items():
        yield name, evaluate()
    if data is not None:
        for name, evaluate_on in WITH_DATA.items():
            yield name, evaluate_on(data)


def floors() -> dict[str, dict[str, dict[str, float]]]:
    """Return, by part and figure, what it must be "at_least" or "at_most"."""
    table: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return table


def verdict(figure: float, bound: Mapping[str, float]) -> str:
    """Say whether a figure holds its floor: "" where it has none, "ok (at least 0.8)", "FALLS SHORT (...)"."""
    if not bound:
        return ""
    holds = all(figure >= limit if side == "at_least" else figure <= limit for side, limit in bound.items())
    limits = ", ".join(f"{side.replace('_', ' ')} {limit:g}" for side, limit in bound.items())
    return f"{'ok' if holds else 'FALLS SHORT'} ({limits})"


def main(data: Path | None, save: Path | None) -> int:
    """Print the report and return 1 if any figure falls short."""
    bounds, kept = floors(), {}
    short = 0
    for part, figures in measured(data):
        print(f"\n{part}")
        for name, figure in figures.items():
            said = verdict(figure, bounds.get(part, {}).get(name, {}))
            short += said.startswith("FALLS")
            print(f"  {name:58} {figure:10.3f}  {said}".rstrip(), flush=True)
        kept[part] = {name: round(figure, 4) for name, figure in figures.items()}
    if save is not None:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
        save.write_text(json.dumps({"measured on": machine, **kept}, indent=1) + "\n", encoding="utf-8")
    return int(short > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, help="folder of the public gold corpora, beside the folder of their scorers"
    )
    parser.add_argument("--save", type=Path, help="write the figures there as JSON")
    arguments = parser.parse_args()
    if arguments.data is not None and not arguments.data.is_dir():
        parser.error(f"{arguments.data} is no folder")
    sys.exit(main(arguments.data, arguments.save))
