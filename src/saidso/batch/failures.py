"""Reports that were set aside: one line of JSON each, with the place where it stands and the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from saidso.batch.shards import coming_into_being
from saidso.errors import InputError


class Failed(msgspec.Struct, frozen=True):
    """One report that was set aside."""

    where: str
    why: str


class Aside:
    """The failures of one shard; a file of them is there only where there is some.

    `step` is called for each.
    """

    def __init__(self, path: Path, step: Callable[[], object]) -> None:
        self.count = 0
        self._path = path
        self._step = step
        self._open = ExitStack()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is None and kind is None:
            self._path.unlink(missing_ok=True)  # of an earlier reading of this shard
        self._open.__exit__(kind, error, trace)

    def add(self, failure: InputError) -> None:
        """Set a report aside."""
        if self._file is None:
            part = self._open.enter_context(coming_into_being(self._path))
            self._file = self._open.enter_context(part.open("wb"))
        line = Failed(where=failure.name, why=str(failure).removeprefix(f"{failure.name}: "))
        self._file.write(msgspec.json.encode(line) + b"\n")
        self.count += 1
        self._step()


def read_failures(path: Path) -> Iterator[Failed]:
    """Yield the failures of a file, none where it is not there."""
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                yield msgspec.json.decode(line, type=Failed)
