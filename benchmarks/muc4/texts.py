"""The messages of the set as reports, and their keys."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from benchmarks.muc4.templates import Message, read_templates
from saidso.capture import Capture
from saidso.capture.reports import report
from saidso.incidents.ontology import load
from saidso.record import Report

_HEAD = re.compile(r"(?m)^((?:DEV-MUC3|TST\d-MUC\d)-\d{4})(?: \([^)\n]*\))?[ \t]*$")
KEYS = {"tst1": "key-tst1.v7", "tst2": "key-tst2.v4", "tst3": "key-tst3.v2"}


def reports(data: Path, name: str) -> list[Report]:
    """Return the messages of `dev`, `tst1`, `tst2` or `tst3` as captured reports, by id."""
    out = []
    for path in sorted((data / "TASK" / "CORPORA" / name).glob(f"{name}-muc*")):
        parts = _HEAD.split(path.read_text(encoding="latin-1"))
        for id, text in zip(parts[1::2], parts[2::2], strict=True):
            raw = text.strip("\n").encode()
            out.append(report(Capture(id, raw, "text", hashlib.sha256(raw).hexdigest(), id)))
    return out


def key_files(data: Path, name: str) -> list[Path]:
    """Return the files of the keys of a set."""
    folder = data / "TASK" / "CORPORA" / name
    return [folder / KEYS[name]] if name in KEYS else sorted(folder.glob("key-dev-*"))


def keys(data: Path, name: str) -> dict[str, Message]:
    """Return the keys of a set by message."""
    out: dict[str, Message] = {}
    for path in key_files(data, name):
        out |= read_templates(path)
    return out


def muc_types() -> dict[str, str]:
    """Return the task's type of each of our types that has one."""
    ontology = load(None)
    return {id: muc for id in ontology.ids if (muc := ontology.type(id).codes.muc)}
