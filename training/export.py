"""Write the network as an int8 ONNX file, with the facts that reading it needs, and compare both versions."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.records import digest
from training.examples import Example
from training.fitting import Answer
from training.labels import CERTAINTIES, MODES, ROLE_TAGS, TYPES
from training.network import TriggerReader, batch, pretrained, tokenizer

_OUTPUTS = ["types", "modes", "certainties", "roles", "arguments"]
_INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def export(network: TriggerReader, folder: Path, temperature: float) -> None:
    """Write `weights.onnx`, `tokenizer.json` and `model.toml` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    exact, small = folder / "exact.onnx", folder / "weights.onnx"
    example = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        network,
        (example, example, example),
        str(exact),
        input_names=_INPUTS,
        output_names=_OUTPUTS,
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in (*_INPUTS, "roles", "arguments")}
        | {name: {0: "batch"} for name in _OUTPUTS[:3]},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    exact.unlink()
    (folder / "tokenizer.json").write_bytes((pretrained() / "tokenizer.json").read_bytes())
    facts = {
        "sha256": digest(small.read_bytes()),
        "trained": datetime.now(UTC).date().isoformat(),
        "temperature": round(temperature, 4),
        "types": TYPES,
        "modes": MODES,
        "certainties": CERTAINTIES,
        "role_tags": ROLE_TAGS,
    }
    # Strings, numbers and lists of strings are written alike in JSON and TOML.
    lines = [f"{name} = {json.dumps(value)}" for name, value in facts.items()]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def exported_answers(folder: Path, examples: Sequence[Example]) -> list[Answer]:
    """Answer examples with the file that was written."""
    session: Any = onnxruntime.InferenceSession(str(folder / "weights.onnx"), providers=["CPUExecutionProvider"])
    pieces = tokenizer()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].text))
    found: dict[int, Answer] = {}
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        group = [examples[i] for i in chosen]
        encodings = pieces.encode_batch([example.text for example in group])
        inputs = zip(_INPUTS, batch(group, encodings).inputs, strict=True)
        outputs = session.run(_OUTPUTS, {name: np.asarray(tensor) for name, tensor in inputs})
        for row, i in enumerate(chosen):
            length = len(encodings[row].ids)
            found[i] = Answer(*(output[row][: length if output.ndim == 3 else None].tolist() for output in outputs))
    return [found[i] for i in range(len(examples))]


def same_type(one: Sequence[Answer], other: Sequence[Answer]) -> float:
    """Return the share of examples to which both versions give the same type."""
    same = sum(int(np.argmax(a.types) == np.argmax(b.types)) for a, b in zip(one, other, strict=True))
    return same / max(1, len(one))
