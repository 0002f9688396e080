"""Write coded reports as one self-contained HTML page: the text with every span marked, the claims beside it."""

from collections.abc import Iterable, Sequence
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sayso.records import Claim, Report
from sayso.showing import words
from sayso.showing.marking import segments


def page(coded: Iterable[tuple[Report, Sequence[Claim]]]) -> str:
    """Return the page for reports and their claims. Every text is escaped; nothing is loaded from anywhere."""
    environment = Environment(
        loader=DictLoader({"page.html": _template("page.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, segments=segments, style=Markup(_template("page.css")))
    environment.globals["script"] = Markup(_template("page.js"))
    return environment.get_template("page.html").render(coded=list(coded))


def _template(name: str) -> str:
    return (files("sayso.showing") / "templates" / name).read_text(encoding="utf-8")
