"""Starting points: a checkpoint of ours, or an exported ONNX model with its weights dequantised."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.network import LAYERS, WIDTH, Network


def load_start(network: Network, path: Path) -> None:
    """Fill `network` from `path`: `.pt` checkpoint, or the first experiment's ONNX encoder.

    Of the experiment's model only what has the same shape here is taken: the encoder, tags, names
    and mention kinds. Its query projection was scaled by 32**-0.5 at export; that is undone.
    """
    if path.suffix == ".pt":
        state = torch.load(path, weights_only=True)["state"]
        own = network.state_dict()
        same = {k: v for k, v in state.items() if k in own and own[k].shape == v.shape}
        network.load_state_dict(same, strict=False)
        print("taken", len(same), "of", len(own), "tensors from", path.name, flush=True)
        return
    graph = onnx.load(str(path)).graph
    raw = {t.name: numpy_helper.to_array(t) for t in graph.initializer}

    def weight(name: str) -> torch.Tensor:
        if name in raw:
            return torch.tensor(np.array(raw[name], dtype=np.float32))
        zero = raw[name + "_zero_point"].astype(np.float32)
        scale = raw[name + "_scale"].astype(np.float32)
        return torch.tensor((raw[name + "_quantized"].astype(np.float32) - zero) * scale)

    linear = [
        name.removesuffix("_quantized")
        for name in raw
        if name.startswith("onnx::MatMul_") and name.endswith("_quantized")
    ]
    wide = [w for w in linear if weight(w).shape[1] == 3 * WIDTH]
    scale = torch.ones(3 * WIDTH)
    scale[:WIDTH] = 32**0.5
    state = network.encoder.state_dict()
    state["words.weight"].copy_(weight("m.enc.we.weight"))
    state["positions.weight"].copy_(weight("m.enc.pe.weight"))
    state["shapes.weight"].copy_(weight("m.enc.sh.weight"))
    state["kind"].copy_(weight("onnx::Add_697"))
    for key in ("weight", "bias"):
        state[f"ln.{key}"].copy_(weight(f"m.enc.ln.{key}"))
    for i in range(LAYERS):
        at = linear.index(wide[i])
        for key, name in zip(("qkv", "o", "f1", "f2"), linear[at : at + 4], strict=True):
            matrix, bias = weight(name), weight(f"m.enc.L.{i}.{key}.bias")
            if key == "qkv":
                matrix, bias = matrix * scale, bias * scale
            state[f"layers.{i}.{key}.weight"].copy_(matrix.T)
            state[f"layers.{i}.{key}.bias"].copy_(bias)
        for norm in ("ln1", "ln2"):
            for key in ("weight", "bias"):
                state[f"layers.{i}.{norm}.{key}"].copy_(weight(f"m.enc.L.{i}.{norm}.{key}"))
    heads = network.state_dict()
    after = linear[linear.index(wide[-1]) + 4 :]
    by_width = {weight(name).shape[1]: name for name in after}
    labels = json.loads((path.parent / "m1.labels.json").read_text())
    assert (len(labels["upos"]), len(labels["ment"])) == (17, 11)
    for key, width, bias in (("upos", 17, "m.tag.bias"), ("kinds", 11, "m.ment.bias")):
        heads[f"{key}.weight"].copy_(weight(by_width[width]).T)
        heads[f"{key}.bias"].copy_(weight(bias))
