"""Draw docs/pictures/*.svg from what the commands print on the demo reports."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent / "demo" / "reports"
SAYSO = Path(sys.executable).with_name("sayso")
WIDTH = 110
MOST_LINES = 44


def main() -> None:
    """Run the commands in a fresh ledger and draw what they print."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "sayso.db")
        _printed("add", str(REPORTS), "--ledger", ledger)
        _draw("code", "sayso code demo/reports/02-cpa-market-shelling-korvane.html",
              _printed("code", str(REPORTS / "02-cpa-market-shelling-korvane.html"), "--format", "table"))  # fmt: skip
        _draw("events", "sayso events --min-say-sos 2", _printed("events", "--min-say-sos", "2", "--ledger", ledger))


def _printed(*arguments: str) -> str:
    environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1"}
    done = subprocess.run([SAYSO, *arguments], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def _draw(name: str, command: str, printed: str) -> None:
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        for line in printed.splitlines()[:MOST_LINES]:
            console.print(Text.from_ansi(line))
    (HERE / "pictures" / f"{name}.svg").write_text(console.export_svg(title=command, unique_id=name), encoding="utf-8")


if __name__ == "__main__":
    main()
