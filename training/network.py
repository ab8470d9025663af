"""The network: a MiniLM encoder with word-shape embeddings, token heads and an attribution head.

Shapes: B windows, L word pieces, W words, F frames. The encoder is read from the Apache-2.0 weights
of all-MiniLM-L6-v2 or from a model that saidso exported before.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from saidso.language.labels import DISTANCES, FRAME_TAGS, KINDS, NAME_TAGS, SHAPES, UPOS

WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
ARC, REL, FRAME = 192, 64, 96


class Layer(nn.Module):
    """One BERT layer (post-norm), queries, keys and values in one projection."""

    def __init__(
        self, width: int = WIDTH, heads: int = HEADS, inner: int = INNER, drop: float = 0.1
    ):
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.ln1, self.ln2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: B,L,D; mask: B,1,1,L, 0 where visible and -1e4 where not."""
        b, length, d = x.shape
        qkv = self.qkv(x).view(b, length, 3, self.heads, d // self.heads)
        q, k, v = (qkv[:, :, i].transpose(1, 2) for i in range(3))
        if torch.onnx.is_in_onnx_export():
            a = torch.softmax(q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5 + mask, -1) @ v
        else:
            a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, length, d))))
        out: Tensor = self.ln2(x + self.drop(self.f2(functional.gelu(self.f1(x)))))
        return out


class Encoder(nn.Module):
    """MiniLM with a word-shape embedding, which brings back the case that its vocabulary lost."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.ln, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """ids, shapes, mask: B,L integers. Returns B,L,384."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions)[None] + self.kind + self.shapes(shapes)
        x = self.drop(self.ln(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Network(nn.Module):
    """Encoder and heads. `rels` is the list of dependency labels."""

    def __init__(self, rels: list[str]) -> None:
        super().__init__()
        self.rels = rels
        self.encoder, self.drop = Encoder(), nn.Dropout(0.2)
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.names = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, len(NAME_TAGS)))
        self.kinds = nn.Linear(WIDTH, len(KINDS))
        self.cues = nn.Linear(WIDTH, 3)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc_head, self.arc_dep = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_head, self.rel_dep = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.rel = nn.Parameter(torch.randn(REL + 1, len(rels) * (REL + 1)) * 0.02)
        self.frame_word, self.frame_cue = nn.Linear(WIDTH, FRAME), nn.Linear(WIDTH, FRAME)
        self.frame = FrameHead()

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, sentence: Tensor
    ) -> dict[str, Tensor]:
        """first: B,W index of each word's first piece; sentence: B,W sentence number, -1 padding.

        Returns logits: upos, names, kinds, cues (B,W,labels), arc (B,W,W+1; last column is the
        root), and the inputs of `relations` and of the frame head.
        """
        hidden = self.encoder(ids, shapes, mask)
        index = first[:, :, None].expand(-1, -1, WIDTH)
        words = self.drop(torch.gather(hidden, 1, index))
        heads = torch.cat([words, self.root[None, None].expand(words.shape[0], 1, -1)], 1)
        dep = self.drop(functional.gelu(self.arc_dep(words)))
        head = self.drop(functional.gelu(self.arc_head(heads)))
        arc = functional.pad(dep, (0, 1), value=1.0) @ self.arc @ head.transpose(1, 2)
        same = (sentence[:, :, None] == sentence[:, None, :]).to(arc.dtype)
        own = torch.eye(first.shape[1], device=arc.device, dtype=arc.dtype)[None]
        allowed = functional.pad(same * (1 - own), (0, 1), value=1.0)
        return {
            "upos": self.upos(words),
            "names": self.names(words),
            "kinds": self.kinds(words),
            "cues": self.cues(words),
            "arc": arc + (1 - allowed) * -1e4,
            "rel_dep": self.drop(functional.gelu(self.rel_dep(words))),
            "rel_head": self.drop(functional.gelu(self.rel_head(heads))),
            "frame_word": self.frame_word(words),
            "frame_cue": self.frame_cue(words),
        }

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """dep, head: N,64 of a word and its head. Returns N,labels."""
        one = (0, 1)
        x = functional.pad(dep, one, value=1.0) @ self.rel
        x = x.view(dep.shape[0], len(self.rels), REL + 1)
        out: Tensor = (x @ functional.pad(head, one, value=1.0)[:, :, None])[:, :, 0]
        return out


class FrameHead(nn.Module):
    """Given a cue, tags each word of the window as part of its source, content or further cue."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, FRAME)
        self.ln, self.drop = nn.LayerNorm(FRAME), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(FRAME, 4, 2 * FRAME) for _ in range(2))
        self.out = nn.Linear(FRAME, len(FRAME_TAGS))

    def forward(self, words: Tensor, cue: Tensor, distance: Tensor, mask: Tensor) -> Tensor:
        """words: F,W,96; cue: F,96; distance: F,W bucket numbers; mask: F,W. Returns F,W,tags."""
        x = self.drop(self.ln(words + cue[:, None] + self.distance(distance)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.out(x)
        return out


def load_minilm(encoder: Encoder, weights: Path) -> None:
    """Fill the encoder from the safetensors file of all-MiniLM-L6-v2."""
    from safetensors.torch import load_file

    tensors = {k.removeprefix("bert."): v for k, v in load_file(str(weights)).items()}
    state = encoder.state_dict()
    pairs = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "ln.weight": "embeddings.LayerNorm.weight",
        "ln.bias": "embeddings.LayerNorm.bias",
    }
    state["kind"].copy_(tensors["embeddings.token_type_embeddings.weight"][0])
    for i in range(LAYERS):
        base = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            state[f"layers.{i}.qkv.{part}"].copy_(
                torch.cat(
                    [tensors[f"{base}attention.self.{k}.{part}"] for k in ("query", "key", "value")]
                )
            )
            for ours, theirs in (
                ("o", "attention.output.dense"),
                ("ln1", "attention.output.LayerNorm"),
                ("f1", "intermediate.dense"),
                ("f2", "output.dense"),
                ("ln2", "output.LayerNorm"),
            ):
                pairs[f"layers.{i}.{ours}.{part}"] = f"{base}{theirs}.{part}"
    for ours, theirs in pairs.items():
        state[ours].copy_(tensors[theirs])
