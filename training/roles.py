"""Readers of who did what: PropBank on EWT, the keys of MUC-4's development set, M2E2."""

from __future__ import annotations

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from saidso.language.casing import calm
from saidso.language.tokens import sentences, tokenize
from training.corpora import Document, Roles, Sentence

_ROLE = {
    "ARG0": "A0", "ARG1": "A1", "ARG2": "A2", "ARG3": "A3", "ARG4": "A3", "ARG5": "A3",
    "ARGM-LOC": "LOC", "ARGM-TMP": "TMP", "ARGM-MNR": "MNR", "ARGM-PRP": "PRP", "ARGM-CAU": "PRP",
    "ARGM-NEG": "NEG", "ARGM-MOD": "MOD",
}  # fmt: skip
_LIGHT = {"be.03", "have.01", "do.01"}
"""Rolesets of auxiliaries."""


def propbank(data: Path) -> dict[tuple[str, int], list[tuple[str, Roles]]]:
    """Return the predicates of PropBank's EWT by document stem and sentence number (from 0).

    With each its roleset. The words are masked; the reader of EWT brings them.
    """
    out: dict[tuple[str, int], list[tuple[str, Roles]]] = defaultdict(list)
    for path in sorted((data / "srl" / "propbank-ewt").rglob("*.gold_skel")):
        stem = path.name.removesuffix(".gold_skel").removesuffix(".xml")
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            rows = [line.split() for line in block.splitlines() if line.strip()]
            if rows:
                number = int(rows[0][1])
                out[stem, number].extend(_predicates(rows))
    return out


def _predicates(rows: list[list[str]]) -> Iterator[tuple[str, Roles]]:
    """Yield roleset and roles of each predicate of a sentence in columns."""
    wide = 8
    columns = min(len(row) for row in rows) - wide
    senses = [(i, row[7]) for i, row in enumerate(rows) if row[7] != "-"]
    for column in range(columns):
        tags, label, new = [], "", False
        predicate = -1
        for i, row in enumerate(rows):
            cell = row[wide + column]
            opened = re.match(r"\(([^*(]+)", cell)
            if opened:
                label, new = opened[1], True
            if label == "V" and new:
                predicate = i
            role = _ROLE.get(label.removeprefix("C-"))
            tags.append(f"{'B' if new else 'I'}-{role}" if role else "O")
            new = False
            if ")" in cell:
                label = ""
        sense = dict(senses).get(predicate, "")
        if predicate >= 0 and sense and sense not in _LIGHT:
            yield sense, Roles(predicate, tags)


def add_propbank(data: Path, documents: Iterator[Document]) -> Iterator[Document]:
    """Yield EWT documents with the roles of their predicates, where the token counts agree."""
    known = propbank(data)
    for document in documents:
        stem = document.name.split("-", 1)[1].removesuffix(".xml")
        for number, sentence in enumerate(document.sentences):
            found = known.get((stem, number))
            if found and all(len(r.tags) == len(sentence.words) for _, r in found):
                sentence.roles = [r for _, r in found]
        yield document


_SLOTS = {
    "perp-ind-id": "perpetrator",
    "perp-org-id": "perpetrator",
    "hum-tgt-name": "victim",
    "hum-tgt-desc": "victim",
    "phys-tgt-id": "target",
    "inc-instr-id": "instrument",
}


def muc4(data: Path) -> Iterator[Document]:
    """Yield MUC-4's development messages, in ordinary case, with the strings of their keys."""
    from benchmarks.muc4.templates import read_templates
    from benchmarks.muc4.texts import key_files, reports

    folder = data / "muc4"
    keys: dict[str, dict[str, str]] = {}
    for path in key_files(folder, "dev"):
        for message in read_templates(path).values():
            strings = keys.setdefault(message.id, {})
            for template in message.templates:
                for slot, part in _SLOTS.items():
                    for fill in template.fills(slot):
                        strings |= {" ".join(v.split()).lower(): part for v in fill.values}
                        if slot == "hum-tgt-desc":
                            strings |= {" ".join(v.split()).lower(): part for v in fill.refers}
    for raw in reports(folder, "dev"):
        if raw.name in keys:
            yield _projected(raw.name, calm(raw).text, keys[raw.name])


def _projected(name: str, text: str, strings: Mapping[str, str]) -> Document:
    """Return a document whose tokens are tagged wherever one of the strings stands."""
    document = Document(name, "muc4", "news", [])
    ordered = sorted(strings, key=len, reverse=True)
    pattern = "|".join(re.escape(s).replace(r"\ ", r"\s+") for s in ordered if len(s) > 2)
    found = (
        [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text.lower())]
        if pattern and len(text.lower()) == len(text)
        else []
    )
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        tokens = tokenize(text, match.span())
        tags = ["O"] * len(tokens)
        for start, end in found:
            inside = [i for i, (a, b) in enumerate(tokens) if a >= start and b <= end]
            part = strings.get(" ".join(text[start:end].lower().split()))
            for k, i in enumerate(inside):
                tags[i] = f"{'I' if k else 'B'}-{part}" if part else "O"
        for a, b in sentences(text, tokens):
            words = [text[slice(*t)] for t in tokens[a:b]]
            document.sentences.append(Sentence(words, parts=tags[a:b]))
    return document


_M2E2 = {
    "Attacker": "perpetrator",
    "Victim": "victim",
    "Instrument": "instrument",
    "Target": "target",
}
_M2E2_BY_TYPE = {"Life:Die": {"Agent": "perpetrator"}}


def m2e2(data: Path) -> Iterator[Document]:
    """Yield the VOA stories of M2E2 with the parts that phrases play in their events."""
    with zipfile.ZipFile(data / "args" / "m2e2_annotations.zip") as archive:
        rows = json.loads(archive.read("m2e2_annotations/text_only_event.json"))
    stories: dict[str, Document] = {}
    for row in rows:
        name = row["sentence_id"].rsplit("_", 1)[0]
        tags = ["O"] * len(row["words"])
        for event in row["golden-event-mentions"]:
            parts = _M2E2 | _M2E2_BY_TYPE.get(event["event_type"], {})
            for argument in event["arguments"]:
                part = parts.get(argument["role"])
                for i in range(argument["start"], min(argument["end"], len(tags))):
                    if part:
                        tags[i] = f"{'I' if i > argument['start'] else 'B'}-{part}"
        document = stories.setdefault(name, Document(name, "m2e2", "news", []))
        document.sentences.append(Sentence(row["words"], parts=tags))
    yield from stories.values()
