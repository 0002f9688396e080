"""Measure the lexicons and the gazetteer: how many entries, how large, how quickly built and loaded."""

import tempfile
import time
from pathlib import Path

from sayso.resources.gazetteer import Gazetteer
from sayso.resources.gazetteer_build import build
from sayso.resources.lexicons import lexicon

_LEXICONS = ("triggers", "cues", "channels", "certainty", "roles", "counted", "actors", "regions", "non_events")


def evaluate() -> dict[str, float]:
    """Return counts of lexicon rows, and the gazetteer's size in MB and times in seconds."""
    figures: dict[str, float] = {f"{name}: rows": len(lexicon(name)) for name in _LEXICONS}
    figures["triggers: event types"] = len({row.code for row in lexicon("triggers")})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gazetteer.bin"
        started = time.perf_counter()
        build(file)
        figures["gazetteer: seconds to build"] = time.perf_counter() - started
        figures["gazetteer: MB"] = file.stat().st_size / 1e6
        started = time.perf_counter()
        Gazetteer.open(file)
        figures["gazetteer: seconds to load"] = time.perf_counter() - started
    return figures
