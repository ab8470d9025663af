"""A release: a dataset frozen in a folder, with what changed since the one before.

Its id is the SHA-256 of its three data files, so the same store gives the same id, whenever and wherever
it is released. `manifest-sha256.txt` holds the digests of all files; `sha256sum -c` checks them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from saidso import __version__
from saidso.errors import InputError, UsageError
from saidso.exchange.changes import Changes, compare
from saidso.exchange.datasets import Dataset, Line, Source, State, Summary, claims, sources, summary
from saidso.linked import LinkedIncident
from saidso.record import Record

_Kind = TypeVar("_Kind")
SCHEMA = "saidso/release/1"
MANIFEST = "manifest-sha256.txt"
DATA = ("claims.jsonl", "incidents.jsonl", "reports.jsonl")
"""The files that make the id."""


class Head(msgspec.Struct, frozen=True):
    """The newest entry of a log: its number and its SHA-256."""

    number: int
    digest: str


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """What `release.json` says of a release."""

    schema: str = SCHEMA
    id: str
    state: State
    previous: str | None
    made_at: str
    tool: str
    incidents: int
    vetted: int
    claims: int
    reports: int
    custody: Head
    decisions: Head


class _Incident(msgspec.Struct, frozen=True):
    """A line of incidents.jsonl."""

    state: State
    content: str
    incident: LinkedIncident


class Kept(msgspec.Struct, frozen=True):
    """What a store keeps of a release, to compare the next one with it."""

    dataset: Dataset
    redirects: dict[str, list[str]]


def gather(
    found: Iterable[tuple[LinkedIncident, Mapping[str, Record]]], *, vetted: bool = False
) -> tuple[Dataset, list[LinkedIncident]]:
    """Return the dataset of incidents with the records of their reports, and the incidents sorted.

    Rejected incidents are left out, with `vetted` all that nobody has confirmed.
    """
    summaries: list[Summary] = []
    lines: list[Line] = []
    whole: list[LinkedIncident] = []
    records: dict[tuple[str, str], Record] = {}
    for incident, own in found:
        if incident.status == "rejected" or (vetted and incident.status != "confirmed"):
            continue
        summaries.append(summary(incident))
        lines += claims(incident, own)
        whole.append(incident)
        for record in own.values():
            # the text is not part of a dataset
            bare = msgspec.structs.replace(record.report, text="", segments=[])
            records[record.report.id, record.report.name] = Record(
                reader=record.reader, report=bare
            )
    dataset = Dataset(
        incidents=sorted(summaries, key=lambda one: one.id),
        claims=sorted(lines, key=lambda one: (one.incident, one.id)),
        reports=sources(records.values()),
    )
    return dataset, sorted(whole, key=lambda one: one.id)


def write(
    folder: Path,
    dataset: Dataset,
    incidents: Iterable[LinkedIncident],
    *,
    state: State,
    previous: tuple[str, Dataset, dict[str, list[str]]] | None,
    made_at: str,
    custody: Head,
    decisions: Head,
) -> tuple[Release, Changes | None, dict[str, list[str]]]:
    """Write a release into a new folder; return it, what changed, and all redirects until now.

    `previous` is the release before: its id, its dataset, its redirects. Raises UsageError where the
    folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--out {folder}: there is something already", help="give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    states = {one.id: one for one in dataset.incidents}
    digests = {
        "claims.jsonl": _lines(folder / "claims.jsonl", dataset.claims),
        "incidents.jsonl": _lines(
            folder / "incidents.jsonl",
            (_Incident(states[one.id].state, states[one.id].content, one) for one in incidents),
        ),
        "reports.jsonl": _lines(folder / "reports.jsonl", dataset.reports),
    }
    id = hashlib.sha256(_manifest(digests).encode()).hexdigest()
    changes = compare(previous[1], dataset) if previous else None
    redirects = _followed(previous[2] if previous else {}, changes, set(states))
    release = Release(
        id=id,
        state=state,
        previous=previous[0] if previous else None,
        made_at=made_at,
        tool=__version__,
        incidents=len(dataset.incidents),
        vetted=sum(one.state == "vetted" for one in dataset.incidents),
        claims=len(dataset.claims),
        reports=len(dataset.reports),
        custody=custody,
        decisions=decisions,
    )
    if changes is not None:
        digests["changes.json"] = _file(folder / "changes.json", changes)
    digests["redirects.json"] = _file(folder / "redirects.json", redirects)
    digests["release.json"] = _file(folder / "release.json", release)
    (folder / MANIFEST).write_text(_manifest(digests))
    return release, changes, redirects


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))


def _lines(path: Path, rows: Iterable[msgspec.Struct]) -> str:
    """Write one row a line; return the SHA-256 of the file."""
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for row in rows:
            line = msgspec.json.encode(row, order="deterministic") + b"\n"
            digest.update(line)
            stream.write(line)
    return digest.hexdigest()


def _file(path: Path, value: object) -> str:
    data = msgspec.json.format(msgspec.json.encode(value, order="deterministic")) + b"\n"
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _followed(
    before: dict[str, list[str]], changes: Changes | None, now: set[str]
) -> dict[str, list[str]]:
    """Return where each id that was ever released leads now."""
    fresh = changes.redirects if changes else {}
    out: dict[str, list[str]] = {}
    for id, targets in before.items():
        if id not in now:
            led = [end for one in targets for end in (fresh.get(one) or [one]) if end in now]
            out[id] = list(dict.fromkeys(led))
    return out | {id: found for id, found in fresh.items() if id not in now}


def read(folder: Path) -> tuple[Release, Dataset]:
    """Return a release and its dataset; raises InputError where it is none, or was changed."""
    try:
        listed = (folder / MANIFEST).read_text()
        digests = {name: digest for digest, name in _listed(listed)}
        for name, digest in digests.items():
            if _digest(folder / name) != digest:
                what = f"{name} is not the file that the release was made with"
                raise InputError(str(folder), what, help="get the release again")
        if not {*DATA, "release.json"} <= set(digests):
            raise InputError(str(folder), "this is no release: its manifest lacks files")
        release = msgspec.json.decode((folder / "release.json").read_bytes(), type=Release)
        own = {name: digests[name] for name in DATA}
        if hashlib.sha256(_manifest(own).encode()).hexdigest() != release.id:
            raise InputError(str(folder), "the id of the release is not that of its files")
        dataset = Dataset(
            incidents=[summary(one.incident) for one in _rows(folder / DATA[1], _Incident)],
            claims=list(_rows(folder / DATA[0], Line)),
            reports=list(_rows(folder / DATA[2], Source)),
        )
    except (OSError, UnicodeDecodeError, ValueError) as error:
        what = f"this release cannot be read ({error})"
        raise InputError(str(folder), what, help="give the folder of a release") from None
    return release, dataset


def _listed(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        if not name or "/" in name or "\\" in name or name.startswith("."):
            raise ValueError(f"its manifest names {name or 'nothing'}")
        yield digest, name


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _rows(path: Path, kind: type[_Kind]) -> Iterator[_Kind]:
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as stream:
        for line in stream:
            yield decoder.decode(line)
