"""Find the trained models that sayso ships, each a folder of its weights, its tokenizer and `model.toml`."""

import tomllib
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from sayso.errors import ResourceError
from sayso.records import digest

_WEIGHTS, _PIECES, _FACTS = "weights.onnx", "tokenizer.json", "model.toml"


@cache
def model_facts(name: str) -> dict[str, Any]:
    """Return what `model.toml` says of a model: its labels, temperature and the digest of its weights."""
    return tomllib.loads((files(__name__) / name / _FACTS).read_text(encoding="utf-8"))


@cache
def model_files(name: str) -> tuple[bytes, str]:
    """Return a model's weights (ONNX) and its tokenizer (JSON).

    Raises:
        ResourceError: the weights are missing, or not those that `model.toml` was written for.
    """
    folder = files(__name__) / name
    wanted = model_facts(name)["sha256"]
    with as_file(folder / _WEIGHTS) as path:
        weights = path.read_bytes() if path.is_file() else b""
    if digest(weights) != wanted:
        raise ResourceError(
            f"The weights of {name} are missing or not those its model.toml names. Install sayso anew, or `make train`."
        )
    return weights, (folder / _PIECES).read_text(encoding="utf-8")
