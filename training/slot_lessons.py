"""Lessons for `training.slots`: MUC-4's development messages with the strings of their keys found.

    python -m training.slot_lessons DATA --out lessons.pkl

Each message becomes the words of content that the network reads, with the shipped encoder's states.
A candidate is labelled where a string of the key stands; the fills beside it (type, effect, ...) are
those that refer to the string. The file holds text in no form but states and numbers.
"""

from __future__ import annotations

import argparse
import pickle
import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.muc4.lists import HEADS, NONE, TYPES
from benchmarks.muc4.states import Seen, seen
from benchmarks.muc4.templates import Template
from benchmarks.muc4.texts import keys, muc_types, reports
from benchmarks.muc4.words import candidates, sequence

from saidso.language.parse import Parse

SLOTS = {
    "perp-ind-id": 0,
    "perp-org-id": 1,
    "phys-tgt-id": 2,
    "hum-tgt-name": 3,
    "hum-tgt-desc": 3,
    "inc-instr-id": 4,
}
BESIDE = {
    1: ("perp-org-conf",),
    2: ("phys-tgt-type", "phys-tgt-effect"),
    3: ("hum-tgt-type", "hum-tgt-effect"),
    4: ("inc-instr-type",),
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
_NUMBERS = ("upos", "rel", "kind", "name", "case", "trigger", "word", "head", "sentence")


def heads(parse: Parse, upper: str, string: str, some: set[int]) -> Iterator[int]:
    """Yield the candidates that head a string of the key, wherever it stands."""
    words = string.split()
    if len(string) < 2:
        return
    pattern = r"\s+".join(re.escape(w) for w in words)
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    for match in re.finditer(before + pattern + after, upper):
        a, b = bisect_left(parse.starts, match.start()), bisect_left(parse.starts, match.end())
        tops = [
            i for i in range(a, b) if not a <= parse.tokens[i].head < b or parse.tokens[i].head == i
        ]
        nominal = [i for i in tops if parse.tokens[i].upos in _NOMINAL] or tops
        i = nominal[0] if nominal else -1
        for _ in range(4):
            if i in some or i < 0 or parse.tokens[i].head == i:
                break
            i = parse.tokens[i].head
        if i in some:
            yield i


def lesson(one: Seen, templates: list[Template], types: dict[str, str]) -> dict[str, Any]:
    """Return the item of a message for `training.slots`."""
    parse = one.parse
    s = sequence(one, types)
    tokens = candidates(parse)
    at, some = {i: k for k, i in enumerate(tokens)}, set(tokens)
    upper = parse.text.upper()
    slot = np.zeros((len(tokens), 5), np.int8)
    member = np.zeros((len(tokens), max(1, len(templates))), np.int8)
    gold = {name: np.full(len(tokens), -1, np.int64) for name in HEADS}
    for number, template in enumerate(templates):
        strings: dict[tuple[int, int], set[str]] = {}
        for name, kind in SLOTS.items():
            for fill in template.fills(name):
                for value in fill.values:
                    for i in heads(parse, upper, value, some):
                        own = strings.setdefault((kind, at[i]), set())
                        own |= {value, *(fill.refers if name == "hum-tgt-desc" else ())}
        for (kind, k), values in strings.items():
            slot[k, kind] = member[k, number] = 1
            said: dict[str, str] = {
                name: template.slots[name][0].values[0]
                for name in ("inc-type", "inc-stage")
                if name in template.slots
            }
            category = template.fills("perp-inc-cat")
            said["perp-inc-cat"] = category[0].values[0] if category else NONE
            for name in BESIDE.get(kind, ()):
                found = [f.values[0] for f in template.fills(name) if set(f.refers) & values]
                said[name] = found[-1] if found else NONE
            for name, value in said.items():
                if value in HEADS[name]:
                    gold[name][k] = HEADS[name].index(value)
    text = np.zeros(len(TYPES), np.int8)
    for template in templates:
        kind_of = template.fills("inc-type")[0].values[0]
        if kind_of in TYPES:
            text[TYPES.index(kind_of)] = 1
    return {
        "message": one.record.report.name,
        "states": s.states.astype(np.float16),
        "roles": s.roles,
        "candidates": s.candidates,
        "slot": slot,
        "member": member,
        "gold": gold,
        "text": text,
        "values": {name: len(values) for name, values in HEADS.items()},
    } | {name: getattr(s, name) for name in _NUMBERS}


def main() -> None:
    """Read the development set and write its lessons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    data = options.data / "muc4"
    gold = keys(data, "dev")
    types = muc_types()
    items = [
        lesson(one, gold[one.record.report.name].templates, types)
        for one in seen(reports(data, "dev"))
        if one.record.report.name in gold and one.parse.tokens
    ]
    options.out.write_bytes(pickle.dumps(items, protocol=5))
    print(f"{len(items)} messages, {sum(int(i['slot'].any(1).sum()) for i in items)} labelled")


if __name__ == "__main__":
    main()
