"""Shards: the files that a batch reads, where what is read of each is written, and which are done.

For the shard `2017/a.jsonl` a batch writes, below its folder,

    records/2017/a.jsonl.parquet    the records
    failed/2017/a.jsonl.jsonl       what could not be read, with the reason; only where there is some
    done/2017/a.jsonl.json          the marker, written last

Every file comes into being under another name and is then given its own in one step, so that a file
that is there is whole. A shard with a marker is done.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from saidso.capture.folders import walk
from saidso.errors import InputError, SaidsoError, UsageError

SUFFIXES = (".jsonl", ".parquet", ".warc", ".warc.gz")


class Shard(msgspec.Struct, frozen=True):
    """A file of reports. `name` is its path below the folder that was given, with `/`."""

    path: str
    name: str
    size: int


class Done(msgspec.Struct, frozen=True):
    """The marker of a shard that was read: counts, seconds, and which reader read which bytes.

    `reports` became records, `failed` did not; `size` is that of the shard in bytes. `longest` are the
    most seconds that passed before the next report was through or set aside, `longest_cpu` those of work.
    """

    shard: str
    size: int
    reports: int
    failed: int
    incidents: int
    seconds: float
    version: str
    model: str
    longest: float = 0.0
    longest_cpu: float = 0.0


class Place(msgspec.Struct, frozen=True):
    """The folder of a batch."""

    folder: Path

    def records(self, shard: str) -> Path:
        """Return where the records of a shard are."""
        return self.folder / "records" / f"{shard}.parquet"

    def failed(self, shard: str) -> Path:
        """Return where the failures of a shard are."""
        return self.folder / "failed" / f"{shard}.jsonl"

    def marker(self, shard: str) -> Path:
        """Return where the marker of a shard is."""
        return self.folder / "done" / f"{shard}.json"

    def traits(self, shard: str) -> Path:
        """Return where what the incidents of a shard are known by is, for linking."""
        return self.folder / "traits" / f"{shard}.parquet"

    @property
    def linked(self) -> Path:
        """Where linked incidents are."""
        return self.folder / "linked"

    def journal(self, shard: str) -> Path:
        """Return where the notes on a shard are while it is read after a process died on it."""
        marker = self.marker(shard)
        return marker.with_name(f".{marker.name}.journal")

    def done(self, shard: Shard) -> Done | None:
        """Return the marker of a shard, None where it must be read: never was, or its size changed."""
        try:
            done = msgspec.json.decode(self.marker(shard.name).read_bytes(), type=Done)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        return done if done.size == shard.size else None

    def all_done(self) -> Iterator[Done]:
        """Yield the markers of all shards in the folder, by name."""
        for path in sorted((self.folder / "done").rglob("*.json")):
            try:
                yield msgspec.json.decode(path.read_bytes(), type=Done)
            except msgspec.MsgspecError as error:
                what = f"{path}: this marker is damaged ({error})"
                raise SaidsoError(what, help="remove it and run the batch again") from None


def find_shards(inputs: Iterable[str], *, without: Path | None = None) -> list[Shard]:
    """Return the shards in files and folders, by name, but for those below the folder `without`.

    Raises UsageError where there is none, where something is not there, and where two have one name.
    """
    inputs = list(inputs)
    found: dict[str, Shard] = {}
    for given in inputs:
        path = Path(given)
        if not path.exists():
            raise UsageError(f"{given}: there is no such file or folder")
        below = walk(path) if path.is_dir() else [path]
        for file in below:
            if isinstance(file, InputError):
                raise UsageError(file.what)
            if not file.name.lower().endswith(SUFFIXES):
                continue
            if without is not None and file.resolve().is_relative_to(without.resolve()):
                continue
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if name in found:
                raise UsageError(
                    f"{found[name].path} and {file} have one name, {name}",
                    help="give one folder that holds both",
                )
            found[name] = Shard(str(file), name, file.stat().st_size)
    if not found:
        raise UsageError(f"there are no shards in {' '.join(inputs)}", help=" ".join(SUFFIXES))
    return [found[name] for name in sorted(found)]


@contextmanager
def coming_into_being(path: Path) -> Iterator[Path]:
    """Give a path to write to; what is there becomes `path` in one step, and is on the disk by then.

    Where the writing fails nothing stays behind, and what was at `path` before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{socket.gethostname()}-{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write(path: Path, what: msgspec.Struct) -> None:
    """Write a struct as JSON, in one step."""
    with coming_into_being(path) as part:
        part.write_bytes(msgspec.json.encode(what) + b"\n")


def sweep(path: Path) -> None:
    """Remove what a process that was killed left of a file; to be called when the file is whole."""
    for part in path.parent.glob(f".{_escaped(path.name)}.*.part"):
        part.unlink(missing_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
