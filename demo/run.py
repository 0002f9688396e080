"""Code the demo reports into a fresh ledger, list its events, show the most reported, write the HTML page."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LEDGER = HERE / "demo.db"
PAGE = HERE / "demo.html"


def sayso(*arguments: str) -> None:
    """Run one sayso command, printed first so that it can be repeated by hand."""
    print(f"\n$ sayso {' '.join(arguments)}", flush=True)
    done = subprocess.run([str(Path(sys.executable).with_name("sayso")), *arguments], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Run the commands that the tutorial explains."""
    for leftover in HERE.glob("demo.db*"):
        leftover.unlink()
    ledger = ("--ledger", str(LEDGER))
    sayso("add", str(HERE / "reports"), *ledger)
    sayso("events", "--min-say-sos", "2", "--format", "table", *ledger)
    sayso("verify", *ledger)
    sayso("code", str(HERE / "reports"), "--format", "html", "--out", str(PAGE))
    print(f"\nOpen {PAGE} in a browser to see every claim in its report.")


if __name__ == "__main__":
    main()
