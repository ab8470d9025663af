"""Write down what a trained network says of every window, for a smaller one to learn from.

    python -m training.teach windows.pt TEACHER/network.pt [OTHER/network.pt ...] --out lessons.pt

Several teachers of one size speak with one voice: the mean of their log probabilities.

Attributions are taken from the labels where a corpus has them, and from the teacher's own cues
elsewhere; predicates likewise, from its verbs and from nouns that PropBank has as predicates.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor

from training.data import IGNORE, SIZE, Windows
from training.network import SIZES, Network
from training.train import frame_logits

CUE = 0.2
"""Probability from which a word is looked at as a cue of a text without labels."""
PREDICATES = 6
"""Predicates of a window without labels, at most."""
NEAR = 1
"""Sentences before and after a cue's own."""


def load(path: Path, device: str) -> Network:
    """Return a trained network."""
    kept = torch.load(path, weights_only=True)
    network = Network(kept["labels"], SIZES[kept["size"]])
    network.load_state_dict({k: v.float() for k, v in kept["state"].items()})
    network.to(device).eval()
    return network


def mean(logits: list[Tensor]) -> Tensor:
    """Return the mean log probabilities of several networks."""
    return torch.stack([one.float().log_softmax(-1) for one in logits]).mean(0)


def relations(network: Network, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    """Return B,W,labels of the relation of each word to its head."""
    index = heads[:, :, None].expand(-1, -1, out["rel_head"].shape[-1])
    head = torch.gather(out["rel_head"], 1, index).flatten(0, 1).float()
    both = network.relations(out["rel_dep"].flatten(0, 1).float(), head)
    return both.view(*heads.shape, -1)


def found_frames(
    windows: Windows, row: int, cue: list[float], begin: list[bool], upos: list[str]
) -> tuple[list[list[int]], list[list[int]]]:
    """Return places of frames (window, first, end, low, high) for cues and for predicates."""
    number = windows.table["words"][row].item()
    sentence = windows.table["sentence"][row, :number].tolist()
    cues: list[list[int]] = []
    for i, some in enumerate(cue):
        if some < CUE:
            continue
        if cues and cues[-1][2] == i and not begin[i] and sentence[i] == sentence[i - 1]:
            cues[-1][2] = i + 1
            continue
        inside = [k for k, s in enumerate(sentence) if abs(s - sentence[i]) <= NEAR]
        cues.append([row, i, i + 1, inside[0], inside[-1] + 1])
    verbs = [i for i, tag in enumerate(upos) if tag == "VERB"]
    if len(verbs) > PREDICATES:
        verbs = sorted(random.Random(row).sample(verbs, PREDICATES))
    predicates = []
    for i in verbs:
        inside = [k for k, s in enumerate(sentence) if s == sentence[i]]
        predicates.append([row, i, i + 1, inside[0], inside[-1] + 1])
    return cues, predicates


@torch.no_grad()
def main() -> None:
    """Run the teacher over all windows but those for dev, and save what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("windows", type=Path)
    parser.add_argument("networks", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape
    begin = time.time()
    windows = Windows(options.windows, device)
    networks = [load(path, device) for path in options.networks]
    count, upos_labels = len(windows.pieces), windows.labels["upos"]
    sizes = {k: len(windows.labels[k]) for k in ("upos", "names", "kinds", "parts")}
    sizes |= {"cues": 3, "arc": SIZE + 1, "rel": len(windows.labels["rels"])}
    sizes["words"] = networks[0].size.width
    half = torch.float16
    words = {k: torch.zeros(count, SIZE, n, dtype=half, device=device) for k, n in sizes.items()}
    words["arc"].fill_(-1e4)  # a word beyond the widest of a batch is nobody's head
    taught = [r for name, s in windows.sets.items() if not name.startswith("dev") for r in s]
    given = {name: set(windows.sets[name]) for name in ("attribution", "syntax")}
    has_roles = set(windows.table["role_at"][:, 0].tolist())
    places: dict[str, list[list[int]]] = {"frame": [], "role": []}
    for rows in windows.batches(taught, 32768, random.Random(0)):
        x = windows.batch(rows)
        with torch.autocast(device, torch.bfloat16):
            outs = [
                n(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"]) for n in networks
            ]
        out = {
            key: mean([o[key] for o in outs])
            for key in ("upos", "names", "kinds", "parts", "cues", "arc")
        }
        heads = out["arc"].argmax(-1)
        rel = mean([relations(n, o, heads) for n, o in zip(networks, outs, strict=True)])
        width = heads.shape[1]
        for key in ("upos", "names", "kinds", "parts", "cues"):
            words[key][x["row"], :width] = out[key].to(half)
        words["words"][x["row"], :width] = outs[0]["words"].to(half)
        words["rel"][x["row"], :width] = rel.to(half)
        arc = out["arc"].clamp(min=-3e4).to(half)
        words["arc"][x["row"], :width, :width] = arc[:, :, :-1]
        words["arc"][x["row"], :width, -1] = arc[:, :, -1]
        cue = out["cues"].float().softmax(-1)
        some, begins = (1 - cue[..., 0]).tolist(), (cue[..., 1] >= cue[..., 2]).tolist()
        tags = out["upos"].argmax(-1).tolist()
        for b, row in enumerate(rows):
            n = int(windows.table["words"][row])
            cues, predicates = found_frames(
                windows, row, some[b][:n], begins[b][:n], [upos_labels[t] for t in tags[b][:n]]
            )
            if row not in given["attribution"]:
                places["frame"] += cues
            if row not in has_roles and row not in given["syntax"]:
                places["role"] += predicates
    kept: dict[str, Tensor] = {}
    for name, own in places.items():
        at = torch.cat(
            [
                windows.table[f"{name}_at"],
                torch.tensor(own, dtype=torch.int32, device=device).reshape(-1, 5),
            ]
        )
        new = torch.full((len(own), SIZE), IGNORE, dtype=torch.int16, device=device)
        every_tag = torch.cat([windows.table[f"{name}_tags"], new])
        order = at[:, 0].argsort(stable=True)
        kept[f"{name}_at"], kept[f"{name}_tags"] = at[order], every_tag[order]
        windows.replace_frames(name, at[order], every_tag[order])
        labels = windows.labels["frames" if name == "frame" else "roles"]
        kept[name] = torch.zeros(len(at), SIZE, len(labels), dtype=half, device=device)
    every = [r for s in windows.sets.values() for r in s]
    for rows in windows.batches(every, 16384, random.Random(0)):
        x = windows.batch(rows)
        with torch.autocast(device, torch.bfloat16):
            outs = [
                n(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"]) for n in networks
            ]
            for name in ("frame", "role"):
                if len(x[f"{name}_row"]):
                    pairs = zip(networks, outs, strict=True)
                    logits = mean([frame_logits(n, o, x, name) for n, o in pairs])
                    kept[name][x[f"{name}_row"], : logits.shape[1]] = logits.to(half)
    torch.save({"words": words, **kept}, options.out)
    frames = {name: len(kept[name]) for name in places}
    print(f"lessons of {len(taught)} windows, {frames}, {time.time() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
