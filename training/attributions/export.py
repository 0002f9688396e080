"""Write the network as an int8 ONNX file, with the facts that reading it needs."""

import json
from datetime import UTC, datetime
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.records import digest
from training.attributions.examples import CUE_TAGS, LINKS
from training.attributions.network import AttributionReader
from training.network import pretrained

_INPUTS = ["input_ids", "attention_mask"]
_OUTPUTS = ["tags", "links"]


def export(network: AttributionReader, folder: Path) -> None:
    """Write `weights.onnx`, `tokenizer.json` and `model.toml` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    exact, small = folder / "exact.onnx", folder / "weights.onnx"
    example = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        network,
        (example, example),
        str(exact),
        input_names=_INPUTS,
        output_names=_OUTPUTS,
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in (*_INPUTS, "tags")}
        | {"links": {0: "batch", 1: "pieces", 2: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    exact.unlink()
    (folder / "tokenizer.json").write_bytes((pretrained() / "tokenizer.json").read_bytes())
    facts = {
        "sha256": digest(small.read_bytes()),
        "trained": datetime.now(UTC).date().isoformat(),
        "cue_tags": CUE_TAGS,
        "links": LINKS,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in facts.items()]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
