"""Train the shipped model.

    python -m training.train DATA --minilm WEIGHTS.safetensors --tokenizer tokenizer.json --out DIR

DATA is the folder of gold corpora (docs/model-card.md says how it is laid out). `--start` goes on
from a checkpoint of this script or from an exported ONNX model instead of the plain encoder.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import corpora
from training.evaluate import attribution_scores, syntax_scores
from training.network import Network, load_minilm
from training.start import load_start
from training.windows import IGNORE, Window, batches, collate, pack


def losses(network: Network, x: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the loss of each head that has labels in the batch."""
    out = network(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"])

    def cross(logits: Tensor, gold: Tensor) -> Tensor:
        return functional.cross_entropy(
            logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=IGNORE
        )

    loss: dict[str, Tensor] = {}
    for key in ("upos", "names", "kinds", "cues"):
        if (x[key] != IGNORE).any():
            loss[key] = cross(out[key], x[key])
    known = x["heads"] != IGNORE
    if known.any():
        loss["arc"] = cross(out["arc"], x["heads"])
        b, w = known.nonzero(as_tuple=True)
        head = out["rel_head"][b, x["heads"][b, w]]
        loss["rel"] = cross(network.relations(out["rel_dep"][b, w], head), x["rels"][b, w])
    if len(x["frame_window"]):
        window = x["frame_window"]
        cue = (out["frame_cue"][window] * x["frame_anchor"][:, :, None]).sum(1)
        logits = network.frame(out["frame_word"][window], cue, x["frame_distance"], x["frame_mask"])
        loss["frame"] = cross(logits, x["frame_tags"])
    return loss


WEIGHTS = {"cues": 2.0, "frame": 3.0}
"""The attribution heads weigh more: they see fewer labels and matter most."""


def main() -> None:
    """Read the corpora, train for so many minutes, save a checkpoint, print scores on dev."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minilm", type=Path, help="safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint or ONNX model to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=1536, help="padded word pieces a step")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--attribution", type=int, default=3, help="passes over PolNeAR a round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    data: Path = options.data
    treebanks = [*corpora.web_treebank(data, "train"), *corpora.gum(data, "train")]
    rels = sorted({rel for d in treebanks for s in d.sentences for rel in s.rels or ()})
    syntax = pack([*treebanks, *corpora.re3d(data)], tokenizer, rels)
    attribution = pack(corpora.polnear(data, "train"), tokenizer, rels)
    dev_attribution = list(corpora.polnear(data, "dev"))
    dev_syntax = [*corpora.web_treebank(data, "dev"), *corpora.gum(data, "dev")]
    network = Network(rels)
    if options.minilm:
        load_minilm(network.encoder, options.minilm)
    if options.start:
        load_start(network, options.start)
    network.encoder.words.weight.requires_grad_(False)
    pieces = sum(len(w.ids) for w in syntax), sum(len(w.ids) for w in attribution)
    print("windows", len(syntax), len(attribution), "pieces", *pieces, flush=True)

    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    base = [group["lr"] for group in optimizer.param_groups]
    begin, step, seen, last_save = time.time(), 0, 0, time.time()
    means: dict[str, list[float]] = defaultdict(list)
    network.train()
    share = 0.0
    while share < 1:
        round_: list[list[Window]] = batches(syntax, options.batch, rng)
        for _ in range(options.attribution):
            round_ += batches(attribution, options.batch, rng)
        rng.shuffle(round_)
        for batch in round_:
            share = (time.time() - begin) / (60 * options.minutes)
            if share >= 1:
                break
            for group, rate in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 150) * max(0.02, 1 - share)
            loss = losses(network, collate(batch, rng))
            optimizer.zero_grad()
            torch.stack([WEIGHTS.get(k, 1.0) * v for k, v in loss.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            seen += sum(len(w.ids) for w in batch)
            for key, value in loss.items():
                means[key].append(value.item())
            if step % 50 == 0:
                line = {k: round(sum(v[-100:]) / len(v[-100:]), 3) for k, v in means.items()}
                rate_now = seen / (time.time() - begin)
                print(f"step {step} {share:.0%} {rate_now:.0f} pieces/s {line}", flush=True)
            if time.time() - last_save > 600:
                last_save = time.time()
                save(network, options.out / "checkpoint.pt")
                network.eval()
                print(attribution_scores(network, dev_attribution[:40], tokenizer), flush=True)
                network.train()
    save(network, options.out / "checkpoint.pt")
    network.eval()
    scores = {
        "attribution": attribution_scores(network, dev_attribution, tokenizer),
        "syntax": syntax_scores(network, dev_syntax, tokenizer),
        "pieces_seen": seen,
        "steps": step,
    }
    (options.out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n")
    print(json.dumps(scores), flush=True)


def save(network: Network, path: Path) -> None:
    """Write a checkpoint."""
    torch.save({"rels": network.rels, "state": network.state_dict()}, path)


if __name__ == "__main__":
    main()
