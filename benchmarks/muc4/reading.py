"""Our reading of the set's messages, scored: the run, and its mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.errors.mistakes import Mistake
from benchmarks.muc4 import habits, learning, setlist
from benchmarks.muc4.adapter import candidates
from benchmarks.muc4.knowledge import Knowledge
from benchmarks.muc4.network import Networks
from benchmarks.muc4.scoring import Counts, Scored, by_slot, score, total
from benchmarks.muc4.states import seen
from benchmarks.muc4.templates import SLOTS, Message, Template
from benchmarks.muc4.texts import keys, muc_types, reports
from benchmarks.muc4.words import sequence
from saidso.record import Record

WANTED = 0.35
"""Probability from which a template is given; chosen on TST1 and TST2."""


def knowledge(data: Path) -> Knowledge:
    """Return what the adapter knows of the task."""
    return Knowledge(
        setlist.from_tasks(data),
        habits.from_dev(data),
        muc_types(),
        learning.load("incidents")["pairs"],
        learning.load("fits"),
        learning.load_cues(),
    )


def scored(data: Path, names: Iterable[str]) -> dict[str, tuple[list[Scored], dict[str, Record]]]:
    """Return the templates of each set beside the keys', and our records by message."""
    known, wanted, networks = knowledge(data), learning.load("incidents")["wanted"], Networks()
    out = {}
    for name in names:
        read, ours = {}, {}
        for one in seen(reports(data, name)):
            message = one.record.report.name
            read[message] = one.record
            found = candidates(one, networks.read(sequence(one, known.types)), known)
            given = [c.template for c in found if wanted.of(c.features) >= WANTED]
            ours[message] = Message(message, given)
        out[name] = (score(keys(data, name), ours), read)
    return out


def run(data: Path) -> dict[str, float]:
    """Return F (P&R, all templates), recall and precision in percent on TST1 and TST2."""
    out: dict[str, float] = {}
    for name, (pairs, _) in scored(data / "muc4", ("tst1", "tst2")).items():
        counts = total(s.total() for s in pairs)
        out |= {
            f"{name}.f": counts.f(),
            f"{name}.recall": float(counts.recall()),
            f"{name}.precision": float(counts.precision()),
        }
    return out


def table(pairs: list[Scored]) -> str:
    """Return the slot totals as the reports of 1992 print them."""
    lines = [
        f"{'slot':20}{'POS':>6}{'ACT':>6}{'COR':>6}{'PAR':>6}{'INC':>6}{'SPU':>6}{'MIS':>6}{'REC':>5}{'PRE':>5}"
    ]
    rows = [*by_slot(pairs).items(), ("ALL TEMPLATES", total(s.total() for s in pairs))]
    for name, c in rows:
        numbers = (c.pos, c.act, c.cor, c.par, c.inc, c.spu, c.mis)
        lines.append(
            f"{name:20}" + "".join(f"{n:6}" for n in numbers) + f"{c.recall():5}{c.precision():5}"
        )
    return "\n".join([*lines, f"P&R {rows[-1][1].f():.2f}"])


def lost(pairs: list[Scored]) -> str:
    """Return by how much P&R would rise if one thing were perfect, the rest as it is."""
    found = [p for p in pairs if p.key and p.response]
    kept = total(p.total() for p in pairs)
    spurious, missed = _only(pairs, "spu", of="key"), _only(pairs, "mis", of="response")
    lines = [
        f"templates: {len(found)} found, {sum(p.key is None for p in pairs)} spurious, "
        f"{sum(p.response is None for p in pairs)} missed",
        f"{'no spurious template':24}{_f(kept, spu=-spurious) - _f(kept):+6.2f}",
        f"{'no missed template':24}{_f(kept, cor=missed, mis=-missed) - _f(kept):+6.2f}",
    ]
    slots = {slot: total(p.slots[slot] for p in found if slot in p.slots) for slot in SLOTS}
    for name, c in [("all slots", total(slots.values())), *slots.items()]:
        gain = {"cor": c.pos - c.cor, "par": -c.par, "inc": -c.inc, "spu": -c.spu, "mis": -c.mis}
        lines.append(f"{name:24}{_f(kept, **gain) - _f(kept):+6.2f}")
    return "\n".join(lines)


def _only(pairs: list[Scored], count: str, *, of: str) -> int:
    """Return the fills of templates that have no partner."""
    return sum(getattr(p.total(), count) for p in pairs if getattr(p, of) is None)


def _f(counts: Counts, **more: int) -> float:
    """Return P&R with some counts changed, not rounded."""
    c = {k: getattr(counts, k) + more.get(k, 0) for k in ("cor", "par", "inc", "spu", "mis")}
    right = c["cor"] + c["par"] / 2
    paired = c["cor"] + c["par"] + c["inc"]
    return 200 * right / (2 * paired + c["mis"] + c["spu"]) if right else 0.0


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the templates of TST1 and TST2 that are missed, spurious, or filled otherwise."""
    for pairs, read in scored(data / "muc4", ("tst1", "tst2")).values():
        for one in pairs:
            counts = one.total()
            lost = counts.pos - counts.cor - counts.par / 2
            if not lost and not counts.spu:
                continue
            kind = (
                "missed" if one.response is None else "spurious" if one.key is None else "differs"
            )
            record = read.get(one.message)
            yield Mistake(
                case=one.message,
                kind=kind,
                text=record.report.text.strip() if record else "",
                gold=_shown(one.key),
                ours=_shown(one.response),
                weight=lost + counts.spu / 2,
            )


def _shown(template: Template | None) -> str:
    if template is None:
        return "no template"
    return "\n".join(
        f"{slot}: " + "; ".join(" / ".join(f.values) for f in template.fills(slot))
        for slot in SLOTS
        if template.fills(slot)
    )
