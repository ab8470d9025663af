"""The journal of a shard on which a process died: which report was being read when it did.

A process that is killed, by the system for want of memory or by a fault below Python, can say nothing
itself. So it notes each report before it begins with it, and the process after it reads the note.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

DEADLY = 2
"""Times that a process must die at a report before the report is to blame: one may be chance."""


class _Notes(msgspec.Struct):
    at: int | None = None
    deaths: dict[int, int] = {}  # msgspec copies defaults


class Journal:
    """Notes on one shard. Without `kept` nothing is written, and what was written is left alone."""

    def __init__(self, path: Path, kept: bool) -> None:
        self.kept = kept
        self._path = path
        self._notes = _Notes()
        if not kept:
            return
        try:
            self._notes = msgspec.json.decode(path.read_bytes(), type=_Notes)
        except (FileNotFoundError, msgspec.MsgspecError):
            path.parent.mkdir(parents=True, exist_ok=True)
        if (last := self._notes.at) is not None:
            self._notes.deaths[last] = self._notes.deaths.get(last, 0) + 1

    @property
    def deadly(self) -> set[int]:
        """The reports, by their number in the shard, that are to blame."""
        return {number for number, times in self._notes.deaths.items() if times >= DEADLY}

    def at(self, number: int) -> None:
        """Note that the report with this number is begun, and that those before it are through."""
        if self.kept:
            self._notes.at = number
            self._path.write_bytes(msgspec.json.encode(self._notes))

    def remove(self) -> None:
        """Remove the notes: the shard is done."""
        self._path.unlink(missing_ok=True)
