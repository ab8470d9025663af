"""A release: a dataset frozen in a folder, with what changed since the one before.

Its id is the SHA-256 of its three data files, so the same store gives the same id, whenever and wherever
it is released. `manifest-sha256.txt` holds the digests of all files; `sha256sum -c` checks them.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from saidso import __version__
from saidso.errors import InputError, UsageError
from saidso.exchange.changes import Difference
from saidso.exchange.datasets import Dataset, Line, Source, State, Summary, claims, source, summary
from saidso.exchange.holdings import Holdings, Table, encoded
from saidso.exchange.pieces import laid_out, mapping
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


class _Kept(msgspec.Struct, frozen=True):
    """A line of what a store keeps of a release, to compare the next one with it: one of these.

    Stores of before kept one line: all of it, `dataset` and `redirects`.
    """

    incident: Summary | None = None
    claim: Line | None = None
    report: Source | None = None
    redirect: tuple[str, list[str]] | None = None
    dataset: Dataset | None = None
    redirects: dict[str, list[str]] = {}


def gather(
    found: Iterable[tuple[LinkedIncident, Mapping[str, Record]]],
    into: Holdings,
    *,
    vetted: bool = False,
) -> None:
    """Take the incidents with the records of their reports, one at a time.

    Rejected incidents are left out, with `vetted` all that nobody has confirmed.
    """
    for incident, own in found:
        if incident.status == "rejected" or (vetted and incident.status != "confirmed"):
            continue
        short = summary(incident)
        into.add_incident(short, encoded(_Incident(short.state, short.content, incident)))
        for claim in claims(incident, own):
            into.add_claim(claim)
        for record in own.values():
            into.add_report(source(record))


def write(
    folder: Path,
    dataset: Holdings,
    *,
    state: State,
    previous: tuple[str, Holdings] | None,
    changes: Difference | None,
    made_at: str,
    custody: Head,
    decisions: Head,
) -> Release:
    """Write a release into a new folder and return it.

    `previous` is the release before, its id and what the store kept of it, `changes` what is other since
    then. Raises UsageError where the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--out {folder}: there is something already", help="give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    digests = {
        "claims.jsonl": _lines(folder / "claims.jsonl", dataset.rows("claims")),
        "incidents.jsonl": _lines(folder / "incidents.jsonl", dataset.rows("whole")),
        "reports.jsonl": _lines(folder / "reports.jsonl", dataset.rows("reports")),
    }
    id = hashlib.sha256(_manifest(digests).encode()).hexdigest()
    release = Release(
        id=id,
        state=state,
        previous=previous[0] if previous else None,
        made_at=made_at,
        tool=__version__,
        incidents=dataset.number("incidents"),
        vetted=dataset.vetted(),
        claims=dataset.number("claims"),
        reports=dataset.number("reports"),
        custody=custody,
        decisions=decisions,
    )
    if changes is not None:
        digests["changes.json"] = _file(folder / "changes.json", laid_out(changes.members()))
    led = redirects(previous[1] if previous else None, changes, dataset)
    digests["redirects.json"] = _file(folder / "redirects.json", mapping(led))
    told = msgspec.json.format(encoded(release))
    digests["release.json"] = _file(folder / "release.json", [told])
    (folder / MANIFEST).write_text(_manifest(digests))
    return release


def redirects(
    before: Holdings | None, changes: Difference | None, now: Holdings
) -> Iterator[tuple[str, list[str]]]:
    """Yield, in their order, where the ids lead now that were ever released and are gone."""
    earlier = before.redirects() if before else iter(())
    fresh = changes.redirects() if changes else iter(())
    last: str | None = None
    for id, targets, new in heapq.merge(
        ((id, targets, False) for id, targets in earlier),
        ((id, targets, True) for id, targets in fresh),
        key=lambda one: (one[0], not one[2]),
    ):
        if id == last or now.holds(id):
            continue
        last = id
        led = targets
        if not new:
            ends = (end for one in targets for end in (_target(changes, one) or [one]))
            led = list(dict.fromkeys(end for end in ends if now.holds(end)))
        yield id, led


def _target(changes: Difference | None, id: str) -> list[str]:
    return changes.target(id) if changes else []


def kept(dataset: Holdings, led: Iterable[tuple[str, list[str]]]) -> Iterator[bytes]:
    """Yield the lines by which a store remembers a release; `fill` reads them."""
    for name, table in (("incident", "incidents"), ("claim", "claims"), ("report", "reports")):
        for row in dataset.rows(cast(Table, table)):
            yield b'{"%s":%s}\n' % (name.encode(), row)
    for one in led:
        yield b'{"redirect":%s}\n' % msgspec.json.encode(one)


def fill(lines: Iterable[bytes], into: Holdings) -> None:
    """Take what a store remembers of a release."""
    decoder = msgspec.json.Decoder(_Kept)
    for line in lines:
        one = decoder.decode(line)
        if one.incident is not None:
            into.add_incident(one.incident)
        if one.claim is not None:
            into.add_claim(one.claim)
        if one.report is not None:
            into.add_report(one.report)
        if one.redirect is not None:
            into.add_redirect(*one.redirect)
        if one.dataset is not None:
            into.fill(one.dataset)
            for id, targets in one.redirects.items():
                into.add_redirect(id, targets)


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))


def _lines(path: Path, rows: Iterable[bytes]) -> str:
    """Write one row a line; return the SHA-256 of the file."""
    return _written(path, (row + b"\n" for row in rows))


def _file(path: Path, pieces: Iterable[bytes]) -> str:
    return _written(path, chain(pieces, (b"\n",)))


def _written(path: Path, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for piece in pieces:
            digest.update(piece)
            stream.write(piece)
    return digest.hexdigest()


def read(folder: Path, into: Holdings) -> Release:
    """Take the dataset of a release and return it; raises InputError where it is none, or was changed."""
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
        for one in _rows(folder / DATA[1], _Incident):
            into.add_incident(summary(one.incident))
        for claim in _rows(folder / DATA[0], Line):
            into.add_claim(claim)
        for report in _rows(folder / DATA[2], Source):
            into.add_report(report)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        what = f"this release cannot be read ({error})"
        raise InputError(str(folder), what, help="give the folder of a release") from None
    return release


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
