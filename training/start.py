"""Starting points: pretrained encoders in the layout of Hugging Face, or an encoder of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.network import POSITIONS, VOCABULARY, Encoder, Size

_BERT = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "ln1": "attention.output.LayerNorm",
    "f1": "intermediate.dense",
    "f2": "output.dense",
    "ln2": "output.LayerNorm",
}
_MPNET = _BERT | {
    "q": "attention.attn.q",
    "k": "attention.attn.k",
    "v": "attention.attn.v",
    "o": "attention.attn.o",
    "ln1": "attention.LayerNorm",
}


def load_encoder(encoder: Encoder, size: Size, path: Path) -> None:
    """Fill the encoder from `path`: `.safetensors` of BERT or MPNet, else a state of ours."""
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        tensors = {k.removeprefix("bert."): v for k, v in load_file(str(path)).items()}
        encoder.load_state_dict(translated(tensors, size), strict=False)
    else:
        state = torch.load(path, weights_only=True)
        encoder.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)


def translated(tensors: Mapping[str, Tensor], size: Size) -> dict[str, Tensor]:
    """Return pretrained tensors under our names, word pieces in the order of BERT's vocabulary.

    MPNet has the same pieces, four numbers on, with other marks of beginning and end, and its
    positions begin at two.
    """
    words, positions = (tensors[f"embeddings.{k}_embeddings.weight"] for k in ("word", "position"))
    names = _BERT
    kind = torch.zeros(size.width)
    if size.relative:
        names = _MPNET
        words = words[4 : 4 + VOCABULARY].clone()
        words[101], words[102] = (tensors["embeddings.word_embeddings.weight"][k] for k in (0, 2))
        positions = positions[2:]
    else:
        kind = tensors["embeddings.token_type_embeddings.weight"][0]
    out = {"words.weight": words, "positions.weight": positions[:POSITIONS], "kind": kind}
    if size.relative:
        out["relative.weight"] = tensors["encoder.relative_attention_bias.weight"]
    for part in ("weight", "bias"):
        out[f"ln.{part}"] = tensors[f"embeddings.LayerNorm.{part}"]
        for i, source in enumerate(size.layers):
            base = f"encoder.layer.{source}."
            qkv = [tensors[f"{base}{names[k]}.{part}"] for k in "qkv"]
            out[f"layers.{i}.qkv.{part}"] = torch.cat(qkv)
            for ours in ("o", "ln1", "f1", "f2", "ln2"):
                out[f"layers.{i}.{ours}.{part}"] = tensors[f"{base}{names[ours]}.{part}"]
    return out
