"""Our records of the set's messages, scored: the run, and its mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.errors.mistakes import Mistake
from benchmarks.muc4 import habits, relevance, setlist
from benchmarks.muc4.adapter import candidates, templates
from benchmarks.muc4.incident import Knowledge
from benchmarks.muc4.relevance import Relevance
from benchmarks.muc4.scoring import Scored, by_slot, score, score_message, total
from benchmarks.muc4.templates import SLOTS, Message, Template, read_templates
from benchmarks.muc4.texts import key_files, reports
from saidso.incidents.ontology import load
from saidso.reader import Reader
from saidso.record import Record, Report

LEARNED_FROM = 400
"""Messages of the development set from which relevance is learned; more take longer to read."""
WANTED = 0.3
"""Probability from which a template is given; chosen on TST1 and TST2."""


def keys(data: Path, name: str) -> dict[str, Message]:
    """Return the keys of a set by message."""
    out: dict[str, Message] = {}
    for path in key_files(data, name):
        out |= read_templates(path)
    return out


def records(found: Iterable[Report]) -> Iterator[Record]:
    """Yield the records of reports."""
    for record in Reader(threads=2).read_many(found):
        if isinstance(record, Record):
            yield record


def knowledge(data: Path) -> Knowledge:
    """Return what the adapter knows of the task."""
    ontology = load(None)
    types: dict[str, str] = {id: muc for id in ontology.ids if (muc := ontology.type(id).codes.muc)}
    return Knowledge(setlist.from_tasks(data), habits.from_dev(data), types)


def learned(data: Path, known: Knowledge) -> Relevance:
    """Return which templates are wanted, learned from the first messages of the development set."""
    gold = keys(data, "dev")
    pairs = []
    for record in records(islice(reports(data, "dev"), LEARNED_FROM)):
        found = candidates(record, known)
        message = record.report.name
        if message not in gold:
            continue
        ours = Message(message, [c.template for c in found])
        mapped = {
            s.response.number for s in score_message(gold[message], ours) if s.key and s.response
        }
        pairs += [(c.features, c.template.number in mapped) for c in found]
    return relevance.learn(pairs)


def scored(data: Path, names: Iterable[str]) -> dict[str, tuple[list[Scored], dict[str, Record]]]:
    """Return the templates of each set beside the keys', and our records by message."""
    known = knowledge(data)
    wanted = learned(data, known)
    out = {}
    for name in names:
        read = {r.report.name: r for r in records(reports(data, name))}
        ours = {
            id: Message(id, templates(record, known, wanted, WANTED)) for id, record in read.items()
        }
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
