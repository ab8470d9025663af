"""Train a network: a teacher, or the shipped model with or without one.

    python -m training.train windows.pt --size mpnet --start model.safetensors --out TEACHER \
        --passes 10 --rate 4e-5
    python -m training.teach windows.pt TEACHER/network.pt --out lessons.pt
    python -m training.train windows.pt --size minilm --start model.safetensors --out STUDENT \
        --passes 40 --lessons lessons.pt

`windows.pt` is written by `training.prepare`. Runs on a GPU where torch finds one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.data import IGNORE, Windows
from training.evaluate import scores
from training.network import SIZES, Network
from training.start import load_encoder

WEIGHTS = {"cues": 2.0, "frame": 3.0, "role": 1.5, "like": 2.0}
"""The attribution heads weigh more: they see fewer labels and matter most."""


def frame_logits(
    network: Network, out: dict[str, Tensor], x: dict[str, Tensor], name: str
) -> Tensor:
    """Return F,W,tags of the batch's frames: name `frame` (attributions) or `role`."""
    window = x[f"{name}_window"]
    words = out[f"{name}_word"][window]
    anchor = x[f"{name}_anchor"].to(words.dtype)
    cue = (out[f"{name}_cue"][window] * anchor[:, :, None]).sum(1)
    head = network.frame if name == "frame" else network.role
    logits: Tensor = head(words, cue, x[f"{name}_distance"], x[f"{name}_mask"])
    return logits


def losses(network: Network, x: dict[str, Tensor], lessons: Lessons | None) -> dict[str, Tensor]:
    """Return the loss of each head: by its labels, and by its lessons where there are some.

    Nothing here waits for the device: what has no label counts with weight 0.
    """
    out = network(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"])
    loss: dict[str, list[Tensor]] = defaultdict(list)
    real = x["sentence"] >= 0
    width = real.shape[1]

    def learn(name: str, logits: Tensor, gold: Tensor) -> None:
        summed = functional.cross_entropy(
            logits.flatten(0, -2).float(), gold.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        loss[name].append(summed / (gold != IGNORE).sum().clamp(min=1))

    def follow(name: str, logits: Tensor, taught: Tensor, inside: Tensor) -> None:
        own = functional.log_softmax(logits.float(), -1)
        other = functional.log_softmax(taught.float(), -1)
        apart = (other.exp() * (other - own)).sum(-1)
        loss[name].append((apart * inside).sum() / inside.sum().clamp(min=1))

    def relations(heads: Tensor) -> Tensor:
        index = heads[:, :, None].expand(-1, -1, out["rel_head"].shape[-1])
        head = torch.gather(out["rel_head"], 1, index)
        both = network.relations(out["rel_dep"].flatten(0, 1), head.flatten(0, 1))
        return both.view(*heads.shape, -1)

    for key in ("upos", "names", "kinds", "parts", "cues"):
        learn(key, out[key], x[key])
    learn("arc", out["arc"], x["heads"])
    learn("rel", relations(x["heads"].clamp(min=0)), x["rels"])
    for name in ("frame", "role"):
        if len(x[f"{name}_window"]):
            logits = frame_logits(network, out, x, name)
            learn(name, logits, x[f"{name}_tags"])
            if lessons is not None:
                seen = lessons.frames[name][x[f"{name}_row"], : logits.shape[1]].float()
                follow(name, logits, seen, x[f"{name}_mask"])
    if lessons is not None:
        taught = {k: v[x["row"], :width].float() for k, v in lessons.words.items()}
        for key in ("upos", "names", "kinds", "parts", "cues"):
            follow(key, out[key], taught[key], real)
        arc = torch.cat([taught["arc"][:, :, :width], taught["arc"][:, :, -1:]], -1)
        follow("arc", out["arc"], arc, real)
        follow("rel", relations(arc.argmax(-1)), taught["rel"], real)
        like = lessons.project(out["words"].float())
        near = functional.cosine_similarity(like, taught["words"], dim=-1)
        loss["like"].append(((1 - near) * real).sum() / real.sum())
    return {name: torch.stack(some).mean() for name, some in loss.items()}


class Lessons(torch.nn.Module):
    """What a teacher says of every window and frame (`training.teach`)."""

    def __init__(self, path: Path, windows: Windows, width: int) -> None:
        super().__init__()
        kept = torch.load(path, weights_only=True, map_location=windows.device)
        self.words: dict[str, Tensor] = kept["words"]
        self.frames: dict[str, Tensor] = {}
        for name in ("frame", "role"):
            windows.replace_frames(name, kept[f"{name}_at"], kept[f"{name}_tags"])
            self.frames[name] = kept[name]
        self.project = torch.nn.Linear(width, self.words["words"].shape[-1])


def main() -> None:
    """Train for so many passes or minutes, save the network, print scores on dev."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("windows", type=Path)
    parser.add_argument("--size", choices=sorted(SIZES), default="minilm")
    parser.add_argument("--start", type=Path, help="pretrained encoder, or one of ours")
    parser.add_argument("--lessons", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="at most")
    parser.add_argument("--passes", type=float, default=1e9, help="rounds, at most")
    parser.add_argument("--steps", type=int, default=10**9, help="at most")
    parser.add_argument("--batch", type=int, default=8192, help="padded word pieces a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--keep", type=float, default=0.999, help="decay of the mean of weights")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    begin = time.time()
    windows = Windows(options.windows, device)
    size = SIZES[options.size]
    network = Network(windows.labels, size)
    if options.start:
        load_encoder(network.encoder, size, options.start)
    network.encoder.words.weight.requires_grad_(False)
    network.to(device)
    lessons = None
    if options.lessons:
        lessons = Lessons(options.lessons, windows, size.width).to(device)
    inside = {id(p) for p in network.encoder.parameters()}
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for p in network.parameters() if id(p) not in inside]
    if lessons is not None:
        heads += list(lessons.project.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    base = [group["lr"] for group in optimizer.param_groups]
    mean = [p.detach().clone() for p in network.parameters()]
    sets = ["syntax", "parts", "attribution"] + (["plain"] if lessons is not None else [])
    rows = [row for name in sets for row in windows.sets[name]]
    step, seen = 0, 0
    total: dict[str, Tensor] = {}
    print(f"ready after {time.time() - begin:.0f} s: {len(rows)} windows, {device}", flush=True)
    begin = time.time()
    network.train()
    share = 0.0
    round_ = 0
    while share < 1:
        batches = windows.batches(rows, options.batch, rng)
        for number, some in enumerate(batches):
            passed = (round_ + number / len(batches)) / options.passes
            share = max(
                passed, (time.time() - begin) / (60 * options.minutes), step / options.steps
            )
            if share >= 1:
                break
            for group, rate in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 200) * max(0.01, 1 - share)
            x = windows.batch(some, rng)
            with torch.autocast(device, torch.bfloat16):
                loss = losses(network, x, lessons)
            optimizer.zero_grad(set_to_none=True)
            torch.stack([WEIGHTS.get(k, 1.0) * v for k, v in loss.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            step += 1
            seen += sum(windows.pieces[r] for r in some)
            keep = min(options.keep, step / (step + 20))
            with torch.no_grad():
                torch._foreach_lerp_(mean, list(network.parameters()), 1 - keep)
                for key, value in loss.items():
                    total[key] = total.get(key, torch.zeros((), device=device)) + value.detach()
            if step % 200 == 0:
                line = {k: round(float(v) / 200, 3) for k, v in total.items()}
                total = {}
                rate_now = seen / (time.time() - begin)
                print(f"step {step} {share:.0%} {rate_now:.0f} pieces/s {line}", flush=True)
        round_ += 1
    with torch.no_grad():
        for own, kept in zip(network.parameters(), mean, strict=True):
            own.copy_(kept)
    state = {k: v.half().cpu() for k, v in network.state_dict().items()}
    torch.save(
        {"size": options.size, "labels": windows.labels, "state": state}, options.out / "network.pt"
    )
    network.eval()
    found = {**scores(network, windows), "pieces": seen, "steps": step, "rounds": round_}
    (options.out / "scores.json").write_text(json.dumps(found, indent=1) + "\n")
    print(options.out.name, json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
