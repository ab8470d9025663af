"""The network: an encoder with word-shape embeddings, token heads and two frame heads.

Shapes: B windows, L word pieces, W words, F frames. The encoder is BERT's (post-norm) in one of
`SIZES`; "mpnet" adds the relative positions of Song et al. 2020 and is the teacher. Nothing here
needs the package: label counts come with the data, so that a machine with torch alone can train.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

VOCABULARY, POSITIONS, SHAPES, DISTANCES = 30522, 512, 13, 26
ARC, REL, NAMES = 192, 64, 128


class Size(NamedTuple):
    """The measures of an encoder and of its attribution head."""

    width: int
    heads: int
    layers: tuple[int, ...]
    """For each layer the layer of the pretrained encoder that it starts from."""
    inner: int
    frame: int
    relative: bool = False


SIZES = {
    "minilm": Size(384, 12, (0, 1, 2, 3, 4, 5), 1536, 128),
    "minilm-9": Size(384, 12, (0, 0, 1, 2, 2, 3, 4, 4, 5), 1536, 128),
    "mpnet": Size(768, 12, tuple(range(12)), 3072, 256, True),
}
ROLES_WIDTH = 96
"""Width of the head of semantic roles."""


class Layer(nn.Module):
    """One BERT layer (post-norm), queries, keys and values in one projection."""

    def __init__(self, width: int, heads: int, inner: int, drop: float = 0.1):
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.ln1, self.ln2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: B,L,D; bias: added to the attention scores (B or 1, heads or 1, L or 1, L)."""
        b, length, d = x.shape
        qkv = self.qkv(x).view(b, length, 3, self.heads, d // self.heads)
        q, k, v = (qkv[:, :, i].transpose(1, 2) for i in range(3))
        if q.is_cuda:
            a = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:  # torch's fused kernel is slow on CPUs in bfloat16, and not exported
            a = torch.softmax(q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5 + bias, -1) @ v
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, length, d))))
        out: Tensor = self.ln2(x + self.drop(self.f2(functional.gelu(self.f1(x)))))
        return out


class Encoder(nn.Module):
    """A pretrained encoder with a word-shape embedding, which brings back the case that its
    vocabulary lost."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        width = size.width
        self.words, self.positions = nn.Embedding(VOCABULARY, width), nn.Embedding(POSITIONS, width)
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.kind = nn.Parameter(torch.zeros(width))
        self.ln, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, size.heads, size.inner) for _ in size.layers)
        self.relative = nn.Embedding(32, size.heads) if size.relative else None

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """ids, shapes, mask: B,L integers. Returns B,L,width."""
        length = ids.shape[1]
        positions = torch.arange(length, device=ids.device)
        x = self.words(ids) + self.positions(positions)[None] + self.kind + self.shapes(shapes)
        x = self.drop(self.ln(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        if self.relative is not None:
            offsets = positions[None, :] - positions[:, None]
            bias = bias + self.relative(_bucket(offsets)).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(offset: Tensor) -> Tensor:
    """Return the number (0 to 31) of a relative position, as MPNet and T5 count them."""
    half, exact, farthest = 16, 8, 128
    n = -offset
    side = (n < 0).long() * half
    n = n.abs()
    far = exact + (
        torch.log(n.clamp(min=1).float() / exact) / math.log(farthest / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1).clamp(min=0)
    return side + torch.where(n < exact, n, far)


class FrameHead(nn.Module):
    """Given an anchor (a cue, a trigger), tags each word as part of what belongs to it."""

    def __init__(self, width: int, tags: int) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, width)
        self.ln, self.drop = nn.LayerNorm(width), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, 4, 2 * width) for _ in range(2))
        self.out = nn.Linear(width, tags)

    def forward(self, words: Tensor, cue: Tensor, distance: Tensor, mask: Tensor) -> Tensor:
        """words: F,W,width; cue: F,width; distance: F,W buckets; mask: F,W. Returns F,W,tags."""
        x = self.drop(self.ln(words + cue[:, None] + self.distance(distance)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.out(x)
        return out


class Network(nn.Module):
    """Encoder and heads. `labels` holds the labels of each head by its name."""

    def __init__(self, labels: Mapping[str, list[str]], size: Size) -> None:
        super().__init__()
        self.labels, self.size = dict(labels), size
        count = {name: len(some) for name, some in labels.items()}
        width = size.width
        self.encoder, self.drop = Encoder(size), nn.Dropout(0.2)
        self.upos = nn.Linear(width, count["upos"])
        self.names = nn.Sequential(
            nn.Linear(width, NAMES), nn.GELU(), nn.Linear(NAMES, count["names"])
        )
        self.kinds = nn.Linear(width, count["kinds"])
        self.parts = nn.Sequential(
            nn.Linear(width, NAMES), nn.GELU(), nn.Linear(NAMES, count["parts"])
        )
        self.cues = nn.Linear(width, 3)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_head, self.arc_dep = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_head, self.rel_dep = nn.Linear(width, REL), nn.Linear(width, REL)
        self.rel = nn.Parameter(torch.randn(REL + 1, count["rels"] * (REL + 1)) * 0.02)
        self.frame_word, self.frame_cue = (nn.Linear(width, size.frame) for _ in range(2))
        self.frame = FrameHead(size.frame, count["frames"])
        self.role_word, self.role_cue = (nn.Linear(width, ROLES_WIDTH) for _ in range(2))
        self.role = FrameHead(ROLES_WIDTH, count["roles"])

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, sentence: Tensor
    ) -> dict[str, Tensor]:
        """first: B,W index of each word's first piece; sentence: B,W sentence number, -1 padding.

        Returns logits: upos, names, kinds, parts, cues (B,W,labels), arc (B,W,W+1; last column is
        the root), `words` (B,W,width), and the inputs of `relations` and of the frame heads.
        """
        hidden = self.encoder(ids, shapes, mask)
        index = first[:, :, None].expand(-1, -1, self.size.width)
        bare = torch.gather(hidden, 1, index)
        words = self.drop(bare)
        heads = torch.cat([words, self.root[None, None].expand(words.shape[0], 1, -1)], 1)
        dep = self.drop(functional.gelu(self.arc_dep(words)))
        head = self.drop(functional.gelu(self.arc_head(heads)))
        arc = functional.pad(dep, (0, 1), value=1.0) @ self.arc @ head.transpose(1, 2)
        same = (sentence[:, :, None] == sentence[:, None, :]).to(arc.dtype)
        own = torch.eye(first.shape[1], device=arc.device, dtype=arc.dtype)[None]
        allowed = functional.pad(same * (1 - own), (0, 1), value=1.0)
        return {
            "words": bare,
            "upos": self.upos(words),
            "names": self.names(words),
            "kinds": self.kinds(words),
            "parts": self.parts(words),
            "cues": self.cues(words),
            "arc": arc + (1 - allowed) * -1e4,
            "rel_dep": self.drop(functional.gelu(self.rel_dep(words))),
            "rel_head": self.drop(functional.gelu(self.rel_head(heads))),
            "frame_word": self.frame_word(words),
            "frame_cue": self.frame_cue(words),
            "role_word": self.role_word(words),
            "role_cue": self.role_cue(words),
        }

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """dep, head: N,64 of a word and its head. Returns N,labels."""
        one = (0, 1)
        x = functional.pad(dep, one, value=1.0) @ self.rel.to(dep.dtype)
        x = x.view(dep.shape[0], len(self.labels["rels"]), REL + 1)
        out: Tensor = (x @ functional.pad(head, one, value=1.0)[:, :, None])[:, :, 0]
        return out
