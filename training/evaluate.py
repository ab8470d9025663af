"""Scores on development sets after training; the pinned benchmarks are in `benchmarks/`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

from training.data import IGNORE, Windows, frame_inputs
from training.network import Network

Frames = dict[tuple[int, int], list[str]]
"""The tags of each frame, by first and end of its anchor."""


def f1(count: Counter[str], key: str) -> float:
    """Return F1 in percent from hits (+), gold (g) and found (f)."""
    return round(200 * count[key + "+"] / max(1, count[key + "g"] + count[key + "f"]), 1)


def runs(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """Return (label, first, last) of each run in tags that begin with B and end with I or E."""
    out: set[tuple[str, int, int]] = set()
    label, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        if label and (tag[:1] not in "IE" or tag[2:] != label):
            out.add((label, start, i - 1))
            label = ""
        if tag != "O" and not label:
            label, start = tag[2:], i
    return out


def cue_runs(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and end of each cue in B (1) / I (2) tags."""
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag == 1 or (tag == 2 and not (out and out[-1][1] == i)):
            out.append((i, i + 1))
        elif tag == 2:
            out[-1] = (out[-1][0], i + 1)
    return out


@torch.no_grad()
def scores(network: Network, windows: Windows) -> dict[str, float]:
    """Return the scores of all heads on the dev sets, in percent."""
    from training.train import frame_logits

    count: Counter[str] = Counter()
    labels = windows.labels
    for name in ("dev_attribution", "dev_syntax", "dev_parts"):
        for rows in windows.batches(windows.sets[name], 8192, random.Random(0)):
            x = windows.batch(rows)
            with torch.autocast(windows.device, torch.bfloat16):
                out = network(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"])
            out = {k: v.float() for k, v in out.items()}
            if name == "dev_attribution":
                _attributions(network, windows, x, out, count)
            elif name == "dev_parts":
                _spans(count, "parts", labels["parts"], out["parts"], x["parts"])
            else:
                _syntax(network, x, out, count)
                _spans(count, "names", labels["names"], out["names"], x["names"])
                if len(x["role_row"]):
                    logits = frame_logits(network, out, x, "role")
                    _spans(count, "roles", labels["roles"], logits, x["role_tags"])
    spans = ("source", "cue", "content", "triple", "names", "roles", "parts")
    shares = {k: round(100 * count[k] / max(1, count["words"]), 2) for k in ("tags", "uas", "las")}
    return {**{key: f1(count, key) for key in spans}, **shares}


def _attributions(
    network: Network,
    windows: Windows,
    x: dict[str, Tensor],
    out: dict[str, Tensor],
    count: Counter[str],
) -> None:
    """Count exact fragments of source, cue and content, and whole attributions."""
    labels = windows.labels["frames"]
    found_cues = out["cues"].argmax(-1).tolist()
    steps = torch.arange(x["sentence"].shape[1], device=windows.device)
    gold = _by_window(
        x["frame_window"], x["frame_distance"], x["frame_tags"], x["frame_mask"], labels
    )
    places = []
    for b, tags in enumerate(found_cues):
        sentence = [s for s in x["sentence"][b].tolist() if s >= 0]
        for first, end in cue_runs(tags[: len(sentence)]):
            near = [k for k, s in enumerate(sentence) if abs(s - sentence[first]) <= 1]
            places.append([b, first, end, near[0], near[-1] + 1])
    found: dict[int, Frames] = {}
    if places:
        at = torch.tensor(places, device=windows.device)
        y = frame_inputs("frame", at, steps, windows.distances)
        words = out["frame_word"][y["frame_window"]]
        cue = (out["frame_cue"][y["frame_window"]] * y["frame_anchor"][:, :, None]).sum(1)
        logits = network.frame(words, cue, y["frame_distance"], y["frame_mask"])
        found = _by_window(
            y["frame_window"], y["frame_distance"], logits.argmax(-1), y["frame_mask"], labels
        )
    for b in range(len(found_cues)):
        a, z = _parts(gold.get(b, {})), _parts(found.get(b, {}))
        for key in a:
            count[key + "+"] += len(a[key] & z[key])
            count[key + "g"] += len(a[key])
            count[key + "f"] += len(z[key])


def _by_window(
    window: Tensor, distance: Tensor, tags: Tensor, mask: Tensor, labels: Sequence[str]
) -> dict[int, Frames]:
    out: dict[int, Frames] = {}
    tags = torch.where((mask == 0) | (tags == IGNORE) | (distance == 0), 0, tags)
    anchors = distance == 0
    for b, row, anchor in zip(window.tolist(), tags.tolist(), anchors.tolist(), strict=True):
        inside = [i for i, one in enumerate(anchor) if one]
        out.setdefault(b, {})[inside[0], inside[-1] + 1] = [labels[t] for t in row]
    return out


def _parts(frames: Frames) -> dict[str, set[object]]:
    roles: dict[str, set[object]] = {"source": set(), "cue": set(), "content": set()}
    triples: set[object] = set()
    for (first, end), tags in frames.items():
        spans = runs(tags) | {("cue", first, end - 1)}
        triples.add(frozenset(spans))
        for role, a, b in spans:
            roles[role].add((a, b))
    return {**roles, "triple": triples}


def _spans(
    count: Counter[str], key: str, labels: Sequence[str], logits: Tensor, gold: Tensor
) -> None:
    """Count exact spans of tags; rows without any label are left out."""
    for found, given in zip(logits.argmax(-1).tolist(), gold.tolist(), strict=True):
        known = [t for t in given if t != IGNORE]
        if not known:
            continue
        pairs = zip(found, given, strict=True)
        ours = runs([labels[f] if g != IGNORE else "O" for f, g in pairs])
        theirs = runs([labels[max(0, t)] for t in given])
        count[key + "+"] += len(ours & theirs)
        count[key + "g"] += len(theirs)
        count[key + "f"] += len(ours)


def _syntax(
    network: Network, x: dict[str, Tensor], out: dict[str, Tensor], count: Counter[str]
) -> None:
    """Count right tags, heads and labelled heads (greedy)."""
    heads = out["arc"].argmax(-1)
    known = x["heads"] != IGNORE
    b, w = known.nonzero(as_tuple=True)
    rel = network.relations(out["rel_dep"][b, w], out["rel_head"][b, heads[b, w]]).argmax(-1)
    right = heads[b, w] == x["heads"][b, w]
    count["words"] += len(b)
    count["tags"] += int((out["upos"].argmax(-1)[b, w] == x["upos"][b, w]).sum())
    count["uas"] += int(right.sum())
    count["las"] += int((right & (rel == x["rels"][b, w])).sum())
