"""The files of a folder, sorted, and what of it stays shut."""

from __future__ import annotations

import os
from pathlib import Path

from saidso.errors import InputError


def walk(folder: Path) -> list[Path | InputError]:
    """Return the files below `folder`, sorted, hidden ones left out; first what cannot be opened.

    Linked folders are followed, each folder once, so that a link to a folder above ends. Links that
    lead nowhere are returned as files, to be named when they are opened; pipes and devices are not.
    """
    seen: set[tuple[int, int]] = set()
    files: list[Path] = []
    shut: list[InputError] = []

    def refused(error: OSError) -> None:
        shut.append(InputError(str(error.filename), f"cannot be opened ({reason(error)})"))

    for top, folders, names in os.walk(folder, onerror=refused, followlinks=True):
        try:
            status = os.stat(top)
        except OSError as error:  # it vanished meanwhile
            refused(error)
            continue
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = (Path(top, name) for name in names if not name.startswith("."))
        files += [p for p in here if p.is_file() or (p.is_symlink() and not p.exists())]
    return [*shut, *sorted(files)]


def reason(error: Exception) -> str:
    """Return what the system says of an error, in lower case ("no such file or directory")."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)
