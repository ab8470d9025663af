"""Training windows on the device, and batches of them. Needs torch alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

IGNORE = -100
SIZE = 192
"""As in `windows`, which writes what is read here."""


class Windows:
    """The windows of several sets as one table; `sets` gives the rows of each by name."""

    def __init__(self, path: Path, device: str) -> None:
        kept = torch.load(path, weights_only=True)
        self.labels: dict[str, list[str]] = kept["labels"]
        self.distances: Tensor = kept["distances"].to(device)
        self.sets: dict[str, range] = {}
        tables: dict[str, list[Tensor]] = {}
        start = 0
        for name, table in kept["sets"].items():
            count = len(table["ids"])
            self.sets[name] = range(start, start + count)
            for key, value in table.items():
                if key.endswith("_at") and len(value):
                    value[:, 0] += start
                tables.setdefault(key, []).append(value)
            start += count
        self.table = {key: torch.cat(some).to(device) for key, some in tables.items()}
        self.pieces: list[int] = self.table["pieces"].tolist()
        self.device = device
        self._rows = {name: _rows(self.table[f"{name}_at"], start) for name in ("frame", "role")}

    def replace_frames(self, name: str, at: Tensor, tags: Tensor) -> None:
        """Take other frames (`frame` or `role`), sorted by window."""
        self.table[f"{name}_at"], self.table[f"{name}_tags"] = at, tags
        self._rows[name] = _rows(at, len(self.pieces))

    def batches(self, rows: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
        """Return shuffled batches of windows of like length, each at most `size` padded pieces."""
        ordered = sorted(rows, key=lambda row: self.pieces[row] + rng.random() * 8)
        out: list[list[int]] = []
        longest = 0
        for row in ordered:
            longest = max(longest, self.pieces[row])
            if not out or longest * (len(out[-1]) + 1) > size:
                out.append([])
                longest = self.pieces[row]
            out[-1].append(row)
        rng.shuffle(out)
        return out

    def batch(self, rows: Sequence[int], rng: random.Random | None = None) -> dict[str, Tensor]:
        """Return the tensors of some windows, cut to the longest of them.

        `row` are their numbers in the table, `frame_row` and `role_row` those of their frames;
        `*_window` says which window of the batch a frame is of. With `rng`, 6% of windows lose
        their case, as headlines do.
        """
        row = torch.tensor(rows, device=self.device)
        table = self.table
        longest = max(self.pieces[r] for r in rows)
        length = width = min(SIZE, -(-longest // 32) * 32)  # few shapes; no more words than pieces
        x: dict[str, Tensor] = {"row": row}
        for key in ("ids", "shapes"):
            x[key] = table[key][row, :length].long()
        for key in (
            "first",
            "sentence",
            "upos",
            "heads",
            "rels",
            "names",
            "kinds",
            "parts",
            "cues",
        ):
            x[key] = table[key][row, :width].long()
        x["heads"] = torch.where(x["heads"] == SIZE, width, x["heads"])
        steps = torch.arange(max(length, width), device=self.device)
        x["mask"] = (steps[None, :length] < table["pieces"][row, None]).long()
        if rng:
            x["shapes"] = _headlines(x["shapes"], rng)
        for name in ("frame", "role"):
            frames = [f for r in rows for f in self._rows[name][r]]
            x[f"{name}_row"] = torch.tensor(frames, device=self.device, dtype=torch.long)
            at = table[f"{name}_at"][x[f"{name}_row"]].long()
            number = {r: i for i, r in enumerate(rows)}
            at[:, 0] = torch.tensor(
                [number[r] for r in rows for _ in self._rows[name][r]],
                device=self.device, dtype=torch.long,
            )  # fmt: skip
            x |= frame_inputs(name, at, steps[:width], self.distances)
            x[f"{name}_tags"] = table[f"{name}_tags"][x[f"{name}_row"], :width].long()
            outside = x[f"{name}_mask"] == 0
            x[f"{name}_tags"] = x[f"{name}_tags"].masked_fill(outside, IGNORE)
        return x


def frame_inputs(name: str, at: Tensor, steps: Tensor, distances: Tensor) -> dict[str, Tensor]:
    """Return what a frame head takes of frames `at` F,5: window, first, end, low, high."""
    window, first, end, low, high = at.unbind(1)
    inside = (steps >= first[:, None]) & (steps < end[:, None])
    before = (steps - first[:, None]).clamp(max=0)
    after = (steps - end[:, None] + 1).clamp(min=0)
    return {
        f"{name}_window": window,
        f"{name}_anchor": inside / inside.sum(1, keepdim=True).clamp(min=1),
        f"{name}_distance": distances[before + after + SIZE],
        f"{name}_mask": ((steps >= low[:, None]) & (steps < high[:, None])).long(),
    }


def _rows(at: Tensor, windows: int) -> list[range]:
    """Return for each window the rows of its frames, which stand together."""
    counts = torch.bincount(at[:, 0].long(), minlength=windows).tolist()
    out: list[range] = []
    start = 0
    for count in counts:
        out.append(range(start, start + count))
        start += count
    return out


_CASED = (4, 5, 6, 7, 9, 10, 11, 12)
_LOWER, _UPPER = 4, 7


def _headlines(shapes: Tensor, rng: random.Random) -> Tensor:
    draws = torch.tensor([rng.random() for _ in range(len(shapes))], device=shapes.device)[:, None]
    cased = torch.isin(shapes, torch.tensor(_CASED, device=shapes.device))
    flat = torch.where(draws < 0.03, _UPPER, _LOWER)
    return torch.where((draws < 0.06) & cased, flat, shapes)
