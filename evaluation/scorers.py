"""Load the scorers that come with the public corpora, from the folder `score` beside their data."""

import importlib.util
from pathlib import Path
from types import ModuleType


def scorer(data: Path, name: str) -> ModuleType:
    """Return a scorer by the name of its file, without ".py".

    Raises:
        FileNotFoundError: there is no such scorer beside the data.
    """
    path = data.parent / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"No scorer at {path}. Give a DATA folder that stands beside score/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
