"""Train the attribution head on what the finished encoder says of PolNeAR, and write `frames.onnx`.

    python -m training.attribution DATA MODEL --out HEAD --passes 4

MODEL is a model folder whose `encoder.onnx` and `labels.json` are used as they are shipped: int8,
window by window. The head learns from the states, tags and trees that it will be given, so that it
allows for their faults; an encoder need not be trained again for it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from onnxruntime import InferenceSession
from torch import Tensor, nn
from torch.nn import functional

from saidso.language.branches import branches
from saidso.language.frames import cues
from saidso.language.labels import DISTANCES, FRAME_TAGS, HIGHEST, MARKS, UPOS, distance
from saidso.language.trees import trees
from saidso.language.windows import quotations
from training import corpora
from training.export import export_frames
from training.finished import feed, finished
from training.network import Layer
from training.windows import IGNORE, Window, pack

CANDIDATE = 0.1
"""Probability from which a word that is no cue is learned from as one that is none."""
FILLS = (0, 96)
"""Articles are packed so often, with other borders of windows."""
STATE = 384
FEATURES = ("upos", "rels", "marks", "distance", "steps", "branch", "own")


class Example(msgspec.Struct):
    """A cue, or what might be taken for one, and W words round it."""

    inputs: dict[str, Any]
    """The inputs of `Model.frames`, F = 1."""
    tags: np.ndarray[Any, Any]
    """Gold tags, W; IGNORE all over where this is no cue."""
    sound: bool
    """Whether it is a cue."""


class AttributionHead(nn.Module):
    """Tags the words round a cue as part of its source or content, and judges the cue itself."""

    def __init__(self, rels: int, *, width: int, layers: int, drop: float) -> None:
        super().__init__()
        self.word, self.cue = nn.Linear(STATE, width), nn.Linear(STATE, width)
        counts = {"upos": len(UPOS), "rels": rels, "marks": MARKS, "distance": DISTANCES}
        counts |= {"steps": 2 * HIGHEST + 3, "branch": rels + 1, "own": rels + 1}
        self.features = nn.ModuleDict(
            {name: nn.Embedding(counts[name], width) for name in FEATURES}
        )
        for embedding in self.features.values():
            nn.init.normal_(embedding.weight, std=0.3)  # type: ignore[arg-type]  # a tensor
        self.ln, self.drop = nn.LayerNorm(width), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(width, 4, 2 * width, drop) for _ in range(layers))
        self.tags, self.sound = nn.Linear(width, len(FRAME_TAGS)), nn.Linear(width, 1)

    def forward(
        self, words: Tensor, anchor: Tensor, bias: Tensor, *features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """words: F,W,384 or W,384; anchor: F,W; features in the order of FEATURES, F,W or W; bias:
        added to attention scores. Returns tag scores F,W,tags and F logits of the cues.
        """
        x = self.word(self.drop(words)) + self.cue(_mean(anchor, self.drop(words)))[:, None]
        for name, values in zip(FEATURES, features, strict=True):
            x = x + self.features[name](values)
        x = self.drop(self.ln(x))
        for layer in self.layers:
            x = layer(x, bias)
        return self.tags(x), self.sound(_mean(anchor, x))[:, 0]


def _mean(anchor: Tensor, words: Tensor) -> Tensor:
    """Return the weighted mean of words: anchor F,W; words F,W,D or W,D. Returns F,D."""
    return anchor @ words if words.dim() == 2 else (anchor[:, None] @ words)[:, 0]


class Shipped(nn.Module):
    """The head as it is exported: the cues of one sentence share their words, none is padded."""

    def __init__(self, head: AttributionHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, words: Tensor, anchor: Tensor, *features: Tensor) -> tuple[Tensor, Tensor]:
        """As AttributionHead, with the cues' probabilities."""
        tags, sound = self.head(words, anchor, torch.zeros(1, 1, 1, 1), *features)
        return tags, torch.sigmoid(sound)


def examples(windows: Sequence[Window], session: InferenceSession) -> Iterator[Example]:
    """Yield gold cues and likely mistakes of windows, as the encoder sees them."""
    names = [output.name for output in session.get_outputs()]
    near = np.array([distance(k) if k else 0 for k in range(-600, 601)])
    for window in windows:
        out = {k: v[0] for k, v in zip(names, session.run(None, feed(window)), strict=True)}
        heads = trees(window.sentence, out["heads"].tolist(), out["arc"])
        marks = np.array(quotations(window.words, False)[0])
        rels = out["rels"].tolist()
        gold = {(frame.first, frame.end): frame.tags for frame in window.frames}
        doubtful = {(a, b): None for a, b, _ in cues(out["cues"], CANDIDATE)}
        for (a, b), tags in {**doubtful, **gold}.items():
            low, high = _round(window, marks, a)
            own = [k for k, s in enumerate(window.sentence) if s == window.sentence[a]]
            own_low, own_high = own[0], own[-1] + 1
            inputs = {
                "words": out["words"][low:high].astype(np.float16),
                "upos": out["upos"][low:high],
                "rels": out["rels"][low:high],
                "marks": marks[low:high],
                "distance": near[
                    600 + np.minimum(np.arange(low, high) - a, 0)
                    + np.maximum(np.arange(low, high) - b + 1, 0)
                ],
                "anchor": np.array([a <= k < b for k in range(low, high)], np.float32) / (b - a),
            }  # fmt: skip
            hung = branches(heads, rels, (own_low, own_high), (a, b))
            for name, values in zip(("steps", "branch", "own"), hung, strict=True):
                inputs[name] = np.zeros(high - low, np.int16)
                inputs[name][own_low - low : own_high - low] = values
            learned = np.full(high - low, IGNORE) if tags is None else np.array(tags[low:high])
            yield Example(inputs, learned, tags is not None)


def _round(window: Window, marks: np.ndarray[Any, Any], anchor: int) -> tuple[int, int]:
    """Return the words in which a cue's parts are sought, as at run time."""
    from training.windows import seen

    quoted = [False] * (window.sentence[-1] + 1)
    for number, mark in zip(window.sentence, marks.tolist(), strict=True):
        quoted[number] = quoted[number] or mark > 0
    return seen(window.sentence, quoted, window.sentence[anchor])


def batches(some: Sequence[Example], words: int, rng: random.Random) -> list[list[Example]]:
    """Return shuffled batches of examples of like length, at most so many padded words each."""
    out: list[list[Example]] = []
    for one in sorted(some, key=lambda e: len(e.tags) + 6 * rng.random()):
        if not out or (len(out[-1]) + 1) * len(one.tags) > words:
            out.append([])
        out[-1].append(one)
    rng.shuffle(out)
    return out


def tensors(some: Sequence[Example]) -> tuple[list[Tensor], Tensor, Tensor]:
    """Return the head's inputs, gold tags F,W and F whether each is a cue."""
    width = max(len(one.tags) for one in some)

    def padded(name: str, dtype: torch.dtype) -> Tensor:
        shape = some[0].inputs[name].shape[1:]
        out = torch.zeros(len(some), width, *shape, dtype=dtype)
        for row, one in enumerate(some):
            out[row, : len(one.tags)] = torch.from_numpy(one.inputs[name]).to(dtype)
        return out

    tags = torch.full((len(some), width), IGNORE)
    bias = torch.full((len(some), 1, 1, width), -1e4)
    for row, one in enumerate(some):
        tags[row, : len(one.tags)] = torch.from_numpy(one.tags)
        bias[row, ..., : len(one.tags)] = 0
    inputs = [padded("words", torch.float32), padded("anchor", torch.float32), bias]
    inputs += [padded(name, torch.long) for name in FEATURES]
    return inputs, tags, torch.tensor([float(one.sound) for one in some])


def train(
    head: AttributionHead, sets: Sequence[list[Example]], options: argparse.Namespace
) -> None:
    """Train with AdamW, warm-up and linear decay; the head ends as the moving mean of its weights."""
    rng = random.Random(options.seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=options.rate, betas=(0.9, 0.98))
    per_pass = sum(len(batches(some, options.batch, rng)) for some in sets) / len(sets)
    steps, step, turn = int(per_pass * options.passes), 0, 0
    mean = [p.detach().clone() for p in head.parameters()]
    begin = time.time()
    head.train()
    while step < steps:
        for some in batches(sets[turn % len(sets)], options.batch, rng)[: steps - step]:
            share = min(1, (step + 1) / 150) * max(0.02, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = options.rate * share
            inputs, gold, cue = tensors(some)
            tags, sound = head(*inputs)
            by_tag = functional.cross_entropy(
                tags.flatten(0, 1), gold.flatten(), ignore_index=IGNORE
            )
            by_cue = functional.binary_cross_entropy_with_logits(sound, cue)
            optimizer.zero_grad()
            (by_tag + 0.5 * by_cue).backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                keep = min(0.998, step / (step + 20))
                torch._foreach_lerp_(mean, list(head.parameters()), 1 - keep)
            if step % 100 == 0:
                spent = time.time() - begin
                losses = f"tags {by_tag.item():.3f} cue {by_cue.item():.3f}"
                print(f"step {step} of {steps}, {spent:.0f} s, {losses}", flush=True)
        turn += 1
    with torch.no_grad():
        for own, kept in zip(head.parameters(), mean, strict=True):
            own.copy_(kept)
    head.eval()


def main() -> None:
    """Read PolNeAR train through the encoder, train the head, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=float, default=4)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=6000, help="padded words a step")
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--drop", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    model = finished(options.model)
    quoted = list(corpora.polnear(options.data, "train"))
    packed = (pack(quoted, model.tokenizer, model.rels, fill=f) for f in FILLS)
    sets = [list(examples(windows, model.session)) for windows in packed]
    print(f"{len(sets[0])} examples, {sum(e.sound for e in sets[0])} of them cues", flush=True)
    size = {"width": options.width, "layers": options.layers}
    head = AttributionHead(len(model.rels), **size, drop=options.drop)
    train(head, sets, options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(head.state_dict(), options.out / "attribution.pt")
    inputs = tensors([e for e in sets[0] if len(e.tags) > 20][:1])[0]
    single = [inputs[0][0], inputs[1], *(f[0] for f in inputs[3:6]), *inputs[6:]]
    export_frames(Shipped(head), FEATURES, single, options.out / "frames.onnx")


if __name__ == "__main__":
    main()
