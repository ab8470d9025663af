"""Export a checkpoint as the model folder that the package ships.

    python -m training.export CHECKPOINT --tokenizer tokenizer.json --out DIR

Writes `encoder.onnx` (encoder, token heads and their decoding; int8 weights per channel),
`labels.json` and `tokenizer.json`. `frames.onnx` is then trained on that encoder and written by
`training.attribution`.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from saidso.language.labels import FRAME_TAGS, KINDS, NAME_TAGS, UPOS
from training.network import REL, SIZES, Network


class Rows(nn.Module):
    """An embedding with int8 rows and one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale[:, None]).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the float rows of `ids`."""
        rows: Tensor = self.rows[ids].float() * self.scale[ids][..., None]  # type: ignore[index,operator]  # buffers are tensors
        return rows


class Reading(nn.Module):
    """Encoder and token heads with their choices made inside, so that little travels to Python."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, sentence: Tensor
    ) -> tuple[Tensor, ...]:
        """See Network.forward; returns integer labels, arc scores and the frame head's inputs."""
        n = self.network
        out = n(ids, shapes, mask, first, sentence)
        heads = out["arc"].argmax(-1)
        head = torch.gather(out["rel_head"], 1, heads[:, :, None].expand(-1, -1, REL))
        b, w, _ = head.shape
        one = torch.ones_like(head[..., :1])
        x = (torch.cat([out["rel_dep"], one], -1) @ n.rel).view(
            b, w, len(n.labels["rels"]), REL + 1
        )
        rel = (x @ torch.cat([head, one], -1)[..., None])[..., 0].argmax(-1)
        small = torch.int32
        return (
            out["upos"].argmax(-1).to(small),
            torch.log_softmax(out["names"], -1),
            out["kinds"].argmax(-1).to(small),
            torch.softmax(out["cues"], -1),
            heads.to(small),
            rel.to(small),
            out["arc"],
            out["words"],
        )


OUTPUTS = ("upos", "names", "kinds", "cues", "heads", "rels", "arc", "words")


def halve(source: Path, target: Path) -> None:
    """Write a float32 graph with its large weights stored as float16 and cast when it is loaded."""
    model = onnx.load(str(source))
    casts = []
    for tensor in list(model.graph.initializer):
        if tensor.data_type != onnx.TensorProto.FLOAT or math.prod(tensor.dims) < 4096:
            continue
        half = numpy_helper.from_array(
            numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half"
        )
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(half)
        casts.append(
            helper.make_node(
                "Cast", [half.name], [tensor.name], to=onnx.TensorProto.FLOAT, name=half.name
            )
        )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(target))


def store(source: Path, target: Path, *, half: bool, reduce_range: bool) -> None:
    """Write a float32 graph as it is shipped: with float16 weights, or with int8 matrices."""
    if half:
        halve(source, target)
        return
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def export(network: Network, tokenizer: Path, out: Path, *, half: bool, reduce_range: bool) -> None:
    """Write the model folder.

    `half` keeps weights as float16 and computes in float32; otherwise they are int8, and
    `reduce_range` keeps int8 exact on CPUs without VNNI.
    """
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    network.encoder.words = Rows(network.encoder.words.weight.detach())  # type: ignore[assignment]  # same call
    ids = torch.randint(1000, 5000, (3, 20))
    one = torch.ones_like(ids)
    first = torch.arange(1, 15)[None].repeat(3, 1)
    two = {0: "B", 1: "W"}
    axes = {k: {0: "B", 1: "L"} for k in ("ids", "shapes", "mask")} | {
        "first": two,
        "sentence": two,
    }
    axes |= dict.fromkeys(OUTPUTS, two) | {"arc": {0: "B", 1: "W", 2: "H"}}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready = Path(folder) / "raw.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            Reading(network),
            (ids, one, one, first, torch.zeros_like(first)),
            str(raw),
            input_names=["ids", "shapes", "mask", "first", "sentence"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        store(ready, out / "encoder.onnx", half=half, reduce_range=reduce_range)
    labels = {
        "upos": UPOS,
        "names": NAME_TAGS,
        "kinds": KINDS,
        "rels": network.labels["rels"],
        "frames": FRAME_TAGS,
    }
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    shutil.copyfile(tokenizer, out / "tokenizer.json")


def export_frames(
    head: nn.Module, features: Sequence[str], inputs: Sequence[Tensor], path: Path
) -> None:
    """Write an attribution head as it is shipped; `inputs` are an example (see Model.frames)."""
    names = ["words", "anchor", *features]
    axes = {k: {0: "F", 1: "W"} for k in names[5:]} | {k: {0: "W"} for k in (names[0], *names[2:5])}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready = Path(folder) / "raw.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            head.eval(),
            tuple(inputs),
            str(raw),
            input_names=names,
            output_names=["tags", "sound"],
            dynamic_axes=axes
            | {"anchor": {0: "F", 1: "W"}, "tags": {0: "F", 1: "W"}, "sound": {0: "F"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        store(ready, path, half=False, reduce_range=True)


def main() -> None:
    """Read a checkpoint, write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full-range", action="store_true", help="8-bit weights (needs VNNI)")
    parser.add_argument("--half", action="store_true", help="float16 weights, float32 sums")
    options = parser.parse_args()
    saved = torch.load(options.checkpoint, weights_only=True)
    network = Network(saved["labels"], SIZES[saved["size"]])
    network.load_state_dict({name: tensor.float() for name, tensor in saved["state"].items()})
    export(
        network,
        options.tokenizer,
        options.out,
        half=options.half,
        reduce_range=not options.full_range,
    )
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
