"""Texts without labels, from which a student learns what its teacher sees in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from saidso.capture.captures import Capture
from saidso.capture.reports import report
from saidso.errors import InputError
from saidso.language.casing import calm
from saidso.language.tokens import sentences, tokenize
from training.corpora import Document, Sentence


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text): news clusters, web articles, TimeBank, police news, PLV sentences."""
    for path in sorted((data / "link").rglob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem, "\n".join(str(row.get(k) or "") for k in ("title", "description", "text"))
    for path in sorted((data / "wcxb" / "ground-truth").glob("*.json"))[:500]:
        row = json.loads(path.read_text(encoding="utf-8"))["ground_truth"]
        yield path.stem, row["main_content"][:12_000]
    for path in sorted((data / "timex").rglob("[!.]*.tml")):
        body = ElementTree.parse(path).getroot().find("TEXT")
        if body is not None:
            yield path.stem, re.sub(r"(?<=\S)\n(?=\S)", " ", "".join(body.itertext()))
    rows = (data / "args" / "india-police" / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    for line in rows:
        row = json.loads(line)
        yield str(row["doc_id"]), row["doc_text"]
    lines = (data / "plover" / "PLV_train.tsv").read_text(encoding="utf-8").splitlines()
    for k in range(0, len(lines), 8):
        yield f"plv{k}", "\n".join(max(x.split("\t"), key=len) for x in lines[k : k + 8])


def plain(data: Path) -> Iterator[Document]:
    """Yield the texts as documents, captured, calmed and cut as the package does it."""
    for name, raw in texts(data):
        if len(raw) < 60:
            continue
        try:
            text = calm(report(Capture(name, raw.encode(), "text", "0" * 64, name))).text
        except InputError:  # no English text
            continue
        document = Document(name, "plain", "news", [])
        for match in re.finditer(r"[^\n]+", text):
            tokens = tokenize(text, match.span())
            for a, b in sentences(text, tokens):
                document.sentences.append(Sentence([text[slice(*t)] for t in tokens[a:b]]))
        yield document
