"""Proving the scorer: its totals beside those published in 1992 for the systems' own responses."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from benchmarks.muc4.scoring import Counts, by_slot, score, score_message, total
from benchmarks.muc4.templates import SLOTS, Message, read_templates

_ROW = re.compile(r"^([a-zA-Z][A-Za-z/ -]*?)\s+(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)\s+(\d+)\|"
                  r"\s*(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)\s+(\d+)\|")  # fmt: skip
_PAIR = re.compile(r"^(\S+)\s+key:\s*(\S+)\s+response:\s*(\S+)")


class Published(msgspec.Struct):
    """A score report: totals by slot and row, F (P&R), pairs of templates, interactive verdicts."""

    totals: dict[str, Counts] = {}
    f: float = 0.0
    pairs: dict[tuple[str, str, str], dict[str, Counts]] = {}
    interactive: dict[str, tuple[int, int]] = {}
    """Slot: fills that a person judged correct, and partial."""


def read_report(path: Path) -> Published:
    """Return what a score report of 1992 says."""
    out = Published()
    rows: dict[str, Counts] | None = None
    for line in path.read_text(encoding="latin-1").splitlines():
        if pair := _PAIR.match(line):
            rows = out.pairs[pair[1], pair[2], pair[3]] = {}
        elif "TOTAL SLOT SCORES" in line:
            rows = out.totals
        elif (row := _ROW.match(line)) and rows is not None:
            cor, par, inc, icr, ipa, spu, mis = (int(row[k]) for k in (4, 5, 6, 7, 8, 9, 10))
            rows[row[1].strip()] = Counts(cor, par, inc, spu, mis)
            if rows is out.totals:
                out.interactive[row[1].strip()] = (icr, ipa)
        elif line.startswith("F-MEASURES"):
            out.f = float(line.split()[1])
    return out


class Proved(msgspec.Struct, frozen=True):
    """A system of 1992: what was published and what our scorer gives for its responses."""

    system: str
    published: Published
    slots: dict[str, Counts]
    """Slot totals, templates mapped by our scorer."""
    aligned: dict[str, Counts]
    """Slot totals, templates mapped as in the published report (people could map them anew)."""

    @property
    def f(self) -> float:
        """P&R over all templates, by our scorer."""
        return total(self.slots.values()).f()

    @property
    def f_aligned(self) -> float:
        """The same with the published mapping."""
        return total(self.aligned.values()).f()


def prove(data: Path) -> list[Proved]:
    """Return each system of 1992 on TST3 by name."""
    keys = read_templates(data / "TASK" / "CORPORA" / "tst3" / "key-tst3.v2")
    out = []
    for folder in sorted((data / "TEST" / "RESULTS" / "TST3").iterdir()):
        responses = read_templates(folder / "response.tst3")
        report = read_report(folder / "scores.tst3-pass1.nrad")
        aligned = [
            scored
            for name, key in keys.items()
            for scored in score_message(
                key,
                responses.get(name, Message(name, [])),
                pairs={
                    (int(k), int(r)) for m, k, r in report.pairs if m == name and (k + r).isdigit()
                },
            )
        ]
        out.append(Proved(folder.name, report, by_slot(score(keys, responses)), by_slot(aligned)))
    return out


def table(proved: list[Proved]) -> str:
    """Return a table: published and our F by system, and the counts over all templates."""
    lines = [
        f"{'system':10}{'published':>10}{'ours':>8}{'apart':>8}{'aligned':>9}{'apart':>8}"
        "   COR PAR INC SPU MIS, published>ours"
    ]
    for p in proved:
        ours, theirs = total(p.slots.values()), p.published.totals["ALL TEMPLATES"]
        lines.append(
            f"{p.system:10}{p.published.f:10.2f}{p.f:8.2f}{p.f - p.published.f:+8.2f}"
            f"{p.f_aligned:9.2f}{p.f_aligned - p.published.f:+8.2f}   "
            + " ".join(_beside(theirs, ours))
        )
    return "\n".join(lines)


def _beside(theirs: Counts, ours: Counts) -> list[str]:
    names = ("cor", "par", "inc", "spu", "mis")
    return [f"{getattr(theirs, n)}>{getattr(ours, n)}" for n in names]


def slot_table(proved: list[Proved]) -> str:
    """Return a table: per slot, published and our counts, summed over the systems."""
    lines = [f"{'slot':20}{'COR':>12}{'PAR':>12}{'INC':>12}{'SPU':>14}{'MIS':>14}  by people"]
    for slot in SLOTS:
        theirs = total(p.published.totals[slot] for p in proved)
        ours = total(p.slots[slot] for p in proved)
        hands = [p.published.interactive[slot] for p in proved]
        cells = _beside(theirs, ours)
        lines.append(
            f"{slot:20}{cells[0]:>12}{cells[1]:>12}{cells[2]:>12}{cells[3]:>14}{cells[4]:>14}"
            f"  {sum(h[0] for h in hands)} correct, {sum(h[1] for h in hands)} partial"
        )
    return "\n".join(lines)
