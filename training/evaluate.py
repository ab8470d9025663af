"""Scores on development sets during training; the pinned benchmarks are in `benchmarks/`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

from saidso.language.labels import FRAME_TAGS, NAME_TAGS
from training.corpora import Document
from training.network import Network
from training.windows import IGNORE, Window, batches, collate, frame_distances, pack


def f1(hit: int, gold: int, found: int) -> float:
    """Return F1 in percent."""
    return round(200 * hit / max(1, gold + found), 1)


def runs(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """Return (label, first, last) of each run in BIO tags."""
    out: set[tuple[str, int, int]] = set()
    label, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        if label and tag != "I-" + label:
            out.add((label, start, i - 1))
            label = ""
        if tag != "O" and not label:
            label, start = tag[2:], i
    return out


def cue_runs(tags: Sequence[int]) -> list[list[int]]:
    """Return the words of each cue in B (1) / I (2) tags."""
    out: list[list[int]] = []
    for i, tag in enumerate(tags):
        if tag == 1 or (tag == 2 and not (i and tags[i - 1])):
            out.append([i])
        elif tag == 2:
            out[-1].append(i)
    return out


@torch.no_grad()
def attribution_scores(
    network: Network, documents: Sequence[Document], tokenizer: Tokenizer
) -> dict[str, float]:
    """Return exact F1 of source, cue and content fragments and of whole triples, in percent."""
    count: Counter[str] = Counter()
    windows = pack(documents, tokenizer, network.rels)
    for batch in batches(windows, 4096, random.Random(0)):
        x = collate(batch)
        out = network(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"])
        cues = out["cues"].argmax(-1).tolist()
        for b, window in enumerate(batch):
            n = len(window.words)
            found = decode(network, out, b, n, cue_runs(cues[b][:n]))
            gold = [
                (anchor, [FRAME_TAGS[max(t, 0)] for t in tags]) for anchor, tags in window.frames
            ]
            count.update(compare(gold, found))
    return {
        key: f1(count[key + "+"], count[key + "g"], count[key + "f"])
        for key in ("source", "cue", "content", "triple")
    }


def decode(
    network: Network, out: dict[str, torch.Tensor], b: int, n: int, anchors: list[list[int]]
) -> list[tuple[list[int], list[str]]]:
    """Return (anchor, tags) for each cue of window `b`."""
    if not anchors:
        return []
    words = out["frame_word"][b, :n][None].expand(len(anchors), -1, -1)
    cue = torch.stack([out["frame_cue"][b, anchor].mean(0) for anchor in anchors])
    distances = torch.stack([frame_distances(n, anchor) for anchor in anchors])
    logits = network.frame(words, cue, distances, torch.ones_like(distances))
    return [
        (anchor, [FRAME_TAGS[t] for t in row])
        for anchor, row in zip(anchors, logits.argmax(-1).tolist(), strict=True)
    ]


def compare(
    gold: list[tuple[list[int], list[str]]], found: list[tuple[list[int], list[str]]]
) -> Counter[str]:
    """Return hits (+), gold (g) and found (f) counts by role and for triples."""

    def parts(frames: list[tuple[list[int], list[str]]]) -> dict[str, set[object]]:
        roles: dict[str, set[object]] = {"source": set(), "cue": set(), "content": set()}
        triples: set[object] = set()
        for anchor, tags in frames:
            masked = ["O" if k in anchor else tag for k, tag in enumerate(tags)]
            spans = runs(masked) | {("cue", anchor[0], anchor[-1])}
            triples.add(frozenset(spans))
            for role, first, last in spans:
                roles[role].add((first, last))
        return {**roles, "triple": triples}

    a, b = parts(gold), parts(found)
    count: Counter[str] = Counter()
    for key in a:
        count[key + "+"], count[key + "g"], count[key + "f"] = (
            len(a[key] & b[key]),
            len(a[key]),
            len(b[key]),
        )
    return count


@torch.no_grad()
def syntax_scores(
    network: Network, documents: Sequence[Document], tokenizer: Tokenizer
) -> dict[str, float]:
    """Return tag accuracy, unlabelled and labelled attachment (greedy), names F1, in percent."""
    count: Counter[str] = Counter()
    windows: list[Window] = pack(documents, tokenizer, network.rels)
    for batch in batches(windows, 4096, random.Random(0)):
        x = collate(batch)
        out = network(x["ids"], x["shapes"], x["mask"], x["first"], x["sentence"])
        heads = out["arc"].argmax(-1)
        known = x["heads"] != IGNORE
        b, w = known.nonzero(as_tuple=True)
        rel = network.relations(out["rel_dep"][b, w], out["rel_head"][b, heads[b, w]]).argmax(-1)
        right = heads[b, w] == x["heads"][b, w]
        count["words"] += len(b)
        count["tags"] += int((out["upos"].argmax(-1)[b, w] == x["upos"][b, w]).sum())
        count["uas"] += int(right.sum())
        count["las"] += int((right & (rel == x["rels"][b, w])).sum())
        names = out["names"].argmax(-1).tolist()
        for row, window in enumerate(batch):
            if all(t == IGNORE for t in window.names):
                continue
            gold = runs([NAME_TAGS[max(0, t)] for t in window.names])
            found = runs([NAME_TAGS[t] for t in names[row][: len(window.words)]])
            count["hit"] += len(gold & found)
            count["gold"] += len(gold)
            count["found"] += len(found)
    scores = {k: round(100 * count[k] / count["words"], 2) for k in ("tags", "uas", "las")}
    return {**scores, "names": f1(count["hit"], count["gold"], count["found"])}
