"""The documentation names only files, commands and options that are there."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from sayso.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "evaluation" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^    (?:.*\| )?(?:\.venv/bin/)?sayso (.+?)(?:\s+#.*)?$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_exist(page: Path) -> None:
    unknown = []
    for line in COMMAND.findall(page.read_text(encoding="utf-8")):
        command = get_command(app)
        for word in shlex.split(line):
            command = getattr(command, "commands", {}).get(word, command)
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        if hasattr(command, "commands") and not command.invoke_without_command:
            unknown.append(line)
        unknown += [word for word in shlex.split(line) if word.startswith("--") and word not in options]
    assert unknown == []
