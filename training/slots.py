"""Train the networks that read MUC-4's slots: small layers over states of the shipped encoder.

    python -m training.slot_lessons DATA --out lessons.pkl
    python -m training.slots lessons.pkl --out DIR --seeds 3 --fold 0   (and 1 to 4)
    python -m training.slots lessons.pkl --out DIR --seeds 3

With a fold, trains on the messages outside it and writes what the networks say of those inside
(`fold-K.pkl`, by message: candidates kept, and scores): from that `benchmarks.muc4.learning` learns
what stands on the networks. Without, trains on all and writes `network-N.npz`, float16, the form that
`benchmarks.muc4.network` reads. Needs torch and, to be quick, a GPU (docs/muc4.md).
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

Item = dict[str, Any]
NUMBERS = ("upos", "rel", "kind", "name", "case", "trigger", "word", "head", "sentence")
SIZES = {"upos": 17, "rel": 40, "kind": 13, "name": 4, "case": 32, "trigger": 9, "sentence": 40}
BUCKETS, WORD = 8192, 64
FIRST_FOLD = 130
"""Messages at the front, which `training.prepare` holds out of the encoder's own training too."""
KEPT = -4.5
"""Score from which a candidate of a fold is written."""


class Block(nn.Module):
    """A layer of attention (pre-norm) that knows how many sentences words stand apart."""

    def __init__(self, width: int, heads: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.f1, self.f2 = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.apart, self.drop = nn.Embedding(9, heads), nn.Dropout(drop)

    def forward(self, x: Tensor, apart: Tensor, mask: Tensor) -> Tensor:
        """x: B,N,width; apart: B,N,N classes; mask: B,1,1,N added to scores."""
        b, n, width = x.shape
        q, k, v = (
            part.view(b, n, self.heads, width // self.heads).transpose(1, 2)
            for part in self.qkv(self.n1(x)).chunk(3, -1)
        )
        bias = self.apart(apart).permute(0, 3, 1, 2) + mask
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.drop(self.o(mixed.transpose(1, 2).reshape(b, n, width)))
        inner = functional.gelu(self.f1(self.n2(x)), approximate="tanh")
        out: Tensor = x + self.drop(self.f2(inner))
        return out


class Slots(nn.Module):
    """The network that `benchmarks.muc4.network` runs; its weights carry the same names."""

    def __init__(self, states: int, values: dict[str, int], *, width: int, drop: float) -> None:
        super().__init__()
        self.register_buffer("scale", torch.ones(states))
        self.own, self.above = nn.Linear(states, width), nn.Linear(states, width)
        for name, size in SIZES.items():
            setattr(self, name, nn.Embedding(size, width))
            nn.init.normal_(getattr(self, name).weight, std=0.1)
        self.roles, self.norm = nn.Linear(9, width), nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, 4, drop) for _ in range(2))
        self.out, self.seen = nn.LayerNorm(width), nn.Dropout(0.4)
        self.word, self.worded = nn.Embedding(BUCKETS, WORD), nn.Dropout(0.4)
        nn.init.normal_(self.word.weight, std=0.1)
        self.meaning = nn.Sequential(
            nn.Dropout(drop), nn.Linear(2 * width, 2 * width), nn.GELU("tanh"), nn.Dropout(drop)
        )
        self.wording = nn.Sequential(
            nn.Dropout(drop),
            nn.Linear(2 * width + 2 * WORD, width),
            nn.GELU("tanh"),
            nn.Dropout(drop),
        )
        self.slot = nn.Linear(3 * width, 5)
        self.heads = nn.ModuleDict({name: nn.Linear(width, n) for name, n in values.items()})
        self.link, self.near = nn.Linear(2 * width, 64), nn.Embedding(9, 1)
        self.link_bias = nn.Parameter(torch.zeros(1))
        self.types = nn.Linear(width, values["inc-type"])

    def forward(self, x: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the scores of each head, as `Network.scores` does, with a batch in front."""
        states = self.seen(x["states"].float() * self.scale)
        head = x["head"][:, :, None]

        def at(values: Tensor, index: Tensor) -> Tensor:
            return torch.gather(values, 1, index.expand(-1, -1, values.shape[-1]))

        z = self.own(states) + self.above(at(states, head)) + self.roles(x["roles"].float())
        for name in SIZES:
            numbers = x[name].clamp(max=SIZES["sentence"] - 1) if name == "sentence" else x[name]
            z = z + getattr(self, name)(numbers)
        z = self.norm(z)
        apart = bucket(x["sentence"][:, :, None] - x["sentence"][:, None])
        mask = (x["mask"][:, None, None] - 1) * 1e4
        for block in self.blocks:
            z = block(z, apart, mask)
        z = self.out(z)
        some = x["candidates"][:, :, None]
        both = at(torch.cat([z, at(z, head)], -1), some)
        words = self.worded(self.word(x["word"]))
        beside = torch.cat([both, at(torch.cat([words, at(words, head)], -1), some)], -1)
        told, worded = self.meaning(both), self.wording(beside)
        out = {name: layer(worded) for name, layer in self.heads.items()}
        out["slot"] = self.slot(torch.cat([told, worded], -1))
        link = self.link(told)
        where = torch.gather(x["sentence"], 1, x["candidates"])
        near = self.near(bucket(where[:, :, None] - where[:, None]))[..., 0]
        out["link"] = link @ link.transpose(1, 2) / 8 + near + self.link_bias
        types = self.types(z) + (x["mask"][:, :, None] - 1) * 1e4
        out["text"] = torch.logsumexp(types, 1) - 3
        return out


def bucket(apart: Tensor) -> Tensor:
    """Return the class of a distance in sentences, as `benchmarks.muc4.network` counts them."""
    far = apart.abs()
    return torch.where(far < 4, far, torch.where(far < 8, 4, torch.where(far < 14, 5, 6)))


def batch(items: list[Item], device: str) -> dict[str, Any]:
    """Return items padded to one size, on the device."""
    b, n = len(items), max(len(i["head"]) for i in items)
    c, t = max(len(i["candidates"]) for i in items), max(i["member"].shape[1] for i in items)
    x: dict[str, Any] = {
        "states": torch.zeros(b, n, items[0]["states"].shape[1], dtype=torch.float16),
        "roles": torch.zeros(b, n, 9),
        "mask": torch.zeros(b, n),
        "candidates": torch.zeros(b, c, dtype=torch.long),
        "real": torch.zeros(b, c),
        "slot": torch.zeros(b, c, 5),
        "member": torch.zeros(b, c, t),
        "text": torch.from_numpy(np.stack([i["text"] for i in items])).float(),
    }
    x |= {k: torch.zeros(b, n, dtype=torch.long) for k in NUMBERS}
    gold = {k: torch.full((b, c), -1) for k in items[0]["gold"]}
    for row, i in enumerate(items):
        own, some = len(i["head"]), len(i["candidates"])
        for k in ("states", "roles", *NUMBERS):
            x[k][row, :own] = torch.from_numpy(
                i[k].astype(np.float16 if k == "states" else i[k].dtype)
            )
        x["mask"][row, :own] = 1
        x["candidates"][row, :some] = torch.from_numpy(i["candidates"])
        x["real"][row, :some] = 1
        x["slot"][row, :some] = torch.from_numpy(i["slot"]).float()
        x["member"][row, :some, : i["member"].shape[1]] = torch.from_numpy(i["member"]).float()
        for k, values in i["gold"].items():
            gold[k][row, :some] = torch.from_numpy(values)
    x = {k: v.to(device) for k, v in x.items()}
    return x | {"gold": {k: v.to(device) for k, v in gold.items()}}


def loss(network: Slots, x: dict[str, Any]) -> Tensor:
    """Return the loss of a batch; what has no label counts nothing."""
    out = network(x)
    real = x["real"][:, :, None]
    each = functional.binary_cross_entropy_with_logits(out["slot"], x["slot"], reduction="none")
    total = 30 * (each * real).sum() / real.sum()
    for name, gold in x["gold"].items():
        flat, known = gold.flatten(), (gold >= 0).sum().clamp(min=1)
        total = (
            total
            + functional.cross_entropy(
                out[name].flatten(0, 1), flat, ignore_index=-1, reduction="sum"
            )
            / known
        )
    filling = (x["slot"].sum(-1) > 0).float()
    same = (x["member"] @ x["member"].transpose(1, 2) > 0).float()
    pairs = filling[:, :, None] * filling[:, None]
    pairs = pairs * (1 - torch.eye(pairs.shape[1], device=pairs.device))
    several = ((x["member"].sum(1) > 0).sum(1) > 1).float()
    weight = pairs / pairs.sum((1, 2)).clamp(min=1).sqrt()[:, None, None]
    weight = weight * (0.2 + 0.8 * several)[:, None, None]
    apart = functional.binary_cross_entropy_with_logits(out["link"], same, reduction="none")
    total = total + 2 * (apart * weight).sum() / weight.sum().clamp(min=1)
    return total + 0.5 * functional.binary_cross_entropy_with_logits(out["text"], x["text"])


def fit(items: list[Item], options: argparse.Namespace, seed: int, device: str) -> Slots:
    """Return a network trained on items: the mean of its weights over the last hundred steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    values = {k: int(n) for k, n in items[0]["values"].items()}
    states = items[0]["states"].shape[1]
    network = Slots(states, values, width=options.width, drop=0.25)
    network.to(device)
    some = np.concatenate([i["states"].astype(np.float32) for i in items[::10]])
    network.scale.copy_(torch.from_numpy(1 / np.maximum(some.std(0), 1e-3)))
    ordered = sorted(items, key=lambda i: len(i["head"]))
    batches = [batch(ordered[k : k + 12], device) for k in range(0, len(ordered), 12)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.05)
    mean = [p.detach().clone() for p in network.parameters()]
    steps, step = options.passes * len(batches), 0
    network.train()
    for _ in range(options.passes):
        rng.shuffle(batches)
        for x in batches:
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            optimizer.zero_grad()
            loss(network, x).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 3.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(
                    mean, list(network.parameters()), 1 - min(0.99, step / (step + 20))
                )
    with torch.no_grad():
        for own, kept in zip(network.parameters(), mean, strict=True):
            own.copy_(kept)
    network.eval()
    return network


def said(networks: list[Slots], item: Item, device: str) -> dict[str, Any]:
    """Return the mean scores of the candidates of an item that may fill something."""
    with torch.no_grad():
        every = [n(batch([item], device)) for n in networks]
    mean = {
        k: torch.stack([e[k][0].float() for e in every]).mean(0).cpu().numpy() for k in every[0]
    }
    kept = np.where(mean["slot"].max(1) > KEPT)[0]
    out = {k: v[kept].astype(np.float16) for k, v in mean.items() if k not in ("link", "text")}
    out["link"] = mean["link"][np.ix_(kept, kept)].astype(np.float16)
    return out | {"text": mean["text"], "kept": kept.astype(np.int16)}


def main() -> None:
    """Train for a fold, or on everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, choices=range(5))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=14)
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    begin = time.time()
    items: list[Item] = pickle.loads(options.lessons.read_bytes())
    later = items[FIRST_FOLD:]
    folds = [items[:FIRST_FOLD], *(later[k::4] for k in range(4))]
    chosen = [i for k, some in enumerate(folds) if k != options.fold for i in some]
    networks = [fit(chosen, options, seed + 1, device) for seed in range(options.seeds)]
    if options.fold is None:
        for number, network in enumerate(networks):
            weights = {k: v.half().cpu().numpy() for k, v in network.state_dict().items()}
            np.savez(options.out / f"network-{number}.npz", **weights)
    else:
        held = {i["message"]: said(networks, i, device) for i in folds[options.fold]}
        (options.out / f"fold-{options.fold}.pkl").write_bytes(pickle.dumps(held, protocol=5))
    print(f"{options.out} fold {options.fold}: {time.time() - begin:.0f} s on {device}", flush=True)


if __name__ == "__main__":
    main()
