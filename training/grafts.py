"""Put another head on a finished encoder: an output of its graph is computed by another module."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnx import compose, utils
from torch import nn

from training.export import OUTPUTS, store

STATES = "words"


def graft(encoder: Path, head: nn.Module, output: str, path: Path) -> None:
    """Write the encoder with `output` computed by `head` (int8) from the states of words, B,W,384."""
    axes = {0: "B", 1: "W"}
    with tempfile.TemporaryDirectory() as folder:
        raw, small, rest = (Path(folder) / name for name in ("raw.onnx", "small.onnx", "rest.onnx"))
        torch.onnx.export(
            head.eval(),
            (torch.randn(1, 14, 384),),
            str(raw),
            input_names=["states"],
            output_names=[output],
            dynamic_axes={"states": axes, output: axes},
            opset_version=17,
            dynamo=False,
        )
        store(raw, small, half=False, reduce_range=True)
        kept = [name for name in OUTPUTS if name != output]
        whole = onnx.load(str(encoder))
        inputs = [one.name for one in whole.graph.input]
        utils.extract_model(str(encoder), str(rest), inputs, kept)
        trunk, branch = onnx.load(str(rest)), onnx.load(str(small))
        branch = compose.add_prefix(branch, f"{output}/", rename_inputs=False, rename_outputs=False)
        branch.ir_version = trunk.ir_version
        merged = compose.merge_models(
            trunk, branch, io_map=[(STATES, "states")], outputs=list(OUTPUTS)
        )
        by_name = {one.name: one for one in merged.graph.output}
        del merged.graph.output[:]
        merged.graph.output.extend(by_name[name] for name in OUTPUTS)
        onnx.save(merged, str(path))
