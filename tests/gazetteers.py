"""The real gazetteer for tests: the user's own where it fits the installed packages, else one built for this run."""

import tempfile
from functools import cache
from pathlib import Path

from sayso.errors import ResourceError
from sayso.resources.gazetteer import Gazetteer, default_path
from sayso.resources.gazetteer_build import build
from sayso.resources.gazetteer_sources import sources


@cache
def gazetteer() -> Gazetteer:
    """Open the gazetteer, building it (about 15 seconds) where there is none that fits."""
    try:
        found = Gazetteer(default_path())
        if found.sources == sources():
            return found
    except ResourceError:
        pass
    out = Path(tempfile.mkdtemp(prefix="sayso-gazetteer-")) / "gazetteer.bin"
    build(out)
    return Gazetteer(out)
