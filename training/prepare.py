"""Read the corpora and write all training windows as one file of tensors.

    python -m training.prepare DATA --tokenizer tokenizer.json --out windows.pt

DATA is the folder of gold corpora (docs/model-card.md says how it is laid out). The file needs
nothing but torch to be read, so that a machine with a GPU need have neither corpora nor package.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training import corpora, plain, roles
from training.windows import Window, distance_table, labels, pack, tensors

FILLS = (0, 64, 128)
"""Attributions are packed so often, with other borders."""


def main() -> None:
    """Read, pack, write, and print how much of each there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    data: Path = options.data
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    web = list(roles.add_propbank(data, corpora.web_treebank(data, "train")))
    gum = list(corpora.gum(data, "train"))
    rels = sorted({rel for d in (*web, *gum) for s in d.sentences for rel in s.rels or ()})
    sets: dict[str, list[Window]] = {
        "syntax": pack([*web, *gum, *corpora.re3d(data)], tokenizer, rels),
        "parts": pack([*roles.muc4(data), *roles.m2e2(data)], tokenizer, rels),
        "plain": pack(plain.plain(data), tokenizer, rels),
    }
    quoted = list(corpora.polnear(data, "train"))
    sets["attribution"] = list(
        itertools.chain.from_iterable(pack(quoted, tokenizer, rels, fill=f) for f in FILLS)
    )
    sets["dev_attribution"] = pack(corpora.polnear(data, "dev"), tokenizer, rels)
    sets["dev_syntax"] = pack(
        [*roles.add_propbank(data, corpora.web_treebank(data, "dev")), *corpora.gum(data, "dev")],
        tokenizer,
        rels,
    )
    held = len(sets["parts"]) // 10
    sets["dev_parts"], sets["parts"] = sets["parts"][:held], sets["parts"][held:]
    for name, windows in sets.items():
        pieces = sum(len(w.ids) for w in windows)
        frames = sum(len(w.frames) for w in windows), sum(len(w.roles) for w in windows)
        print(f"{name:16} {len(windows):6} windows {pieces:9} pieces {frames} frames", flush=True)
    torch.save(
        {
            "labels": labels(rels),
            "distances": distance_table(),
            "sets": {name: tensors(windows) for name, windows in sets.items()},
        },
        options.out,
    )


if __name__ == "__main__":
    main()
