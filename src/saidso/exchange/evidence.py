"""An evidence package: what is known of some incidents or reports, with the bytes it rests on.

A BagIt bag (RFC 8493), made with the Library of Congress's bagit. Its payload manifest is in the form of
`sha256sum`, so that it can be checked without BagIt and without saidso.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import msgspec

from saidso import __version__
from saidso.errors import UsageError
from saidso.exchange.warc import Item
from saidso.linked import LinkedIncident, encode_incident
from saidso.record import Record, encode

_ENDS = {"html": ".html", "text": ".txt", "jsonl": ".jsonl", "warc": ".warc"}

_README = """\
What this package holds
=======================

data/originals/   the captured bytes as they came in, named by their SHA-256
data/records/     what saidso read from each: claims with their words and speakers (JSON)
data/texts/       the text of each report; the spans in the records count its characters, from 0
data/incidents/   what is told of each incident across these reports (JSON), if incidents were asked for
data/custody.jsonl  the custody log: when and from where each original came in, what was read from it

To check it
-----------

In this folder:   sha256sum -c manifest-sha256.txt
                  sha256sum -c tagmanifest-sha256.txt
With BagIt:       bagit.py --validate .

Each original has its SHA-256 as its name.

Each line of the custody log holds, as "previous", the SHA-256 of the line before it (without its line
end). Entries about other reports are left out: of them stand only "number", "previous" and "digest",
which is the SHA-256 that the next line must have as "previous". So the chain can be followed from the
first line to the last.

saidso says who says so. It does not say who is right, and it asserts nobody's guilt.
"""


class Exhibit(msgspec.Struct, frozen=True):
    """One report: its captured bytes and its current record."""

    item: Item
    record: Record


class Entry(msgspec.Struct, frozen=True):
    """One line of the custody log, which item it is about, and its SHA-256."""

    line: bytes
    number: int
    item: str | None
    action: str
    previous: str
    digest: str


def package(
    folder: Path,
    exhibits: Iterable[Exhibit],
    incidents: Iterable[LinkedIncident],
    log: Iterable[Entry],
    *,
    what: str,
    day: str,
) -> str:
    """Write a bag into a new folder; return the SHA-256 of its payload manifest.

    `what` says what was asked for, `day` is the ISO date of the package. Raises UsageError where the
    folder holds something.
    """
    import hashlib

    import bagit

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--out {folder}: there is something already", help="give a new folder")
    for name in ("originals", "records", "texts", "incidents"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    held: set[str] = set()
    for exhibit in exhibits:
        id = exhibit.item.sha256
        held.add(id)
        end = _ENDS.get(exhibit.item.media, ".bin")
        (folder / "originals" / f"{id}{end}").write_bytes(exhibit.item.data)
        data = encode(exhibit.record)
        own = hashlib.sha256(data).hexdigest()
        (folder / "records" / f"{own}.json").write_bytes(data)
        text = exhibit.record.report.text
        (folder / "texts" / f"{id}-{own[:12]}.txt").write_bytes(text.encode())
    for incident in incidents:
        (folder / "incidents" / f"{_safe(incident.id)}.json").write_bytes(encode_incident(incident))
    with (folder / "custody.jsonl").open("wb") as stream:
        for entry in log:
            shown = entry.item in held or (entry.item is None and entry.action == "migrated")
            stream.write((entry.line if shown else _bare(entry)) + b"\n")
    (folder / "README.txt").write_text(_README)
    if not any((folder / "incidents").iterdir()):
        (folder / "incidents").rmdir()
    logging.getLogger("bagit").setLevel(logging.ERROR)
    bagit.make_bag(
        str(folder),
        {
            "Bagging-Date": day,
            "Bag-Software-Agent": f"saidso {__version__} (bagit)",
            "External-Description": what,
        },
        checksums=["sha256"],
    )
    return hashlib.sha256((folder / "manifest-sha256.txt").read_bytes()).hexdigest()


def _bare(entry: Entry) -> bytes:
    """Return what is told of an entry about something else."""
    told = {"digest": entry.digest, "number": entry.number, "previous": entry.previous}
    return msgspec.json.encode(told)


def _safe(id: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in id)
