"""What reads our formats back in tests: libraries that are not ours, in `requirements-readers.lock`.

`python tests/readers.py` is the set-up step of `make test`: it installs what is missing, and before that
Debian's packages that pyicu, which followthemoney needs, is built with.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements-readers.lock"
PACKAGES = ("libicu-dev", "pkg-config", "g++")


def missing() -> list[str]:
    """Return the lines of the lock whose library is not installed in that version."""
    return [line for line in LOCK.read_text().split() if not _installed(line)]


def install() -> None:
    """Install what is missing; nothing is asked of the network where all is there."""
    wanted = missing()
    if not wanted:
        return
    if any(line.startswith("pyicu==") for line in wanted) and not _can_build():
        root = [] if os.getuid() == 0 else ["sudo", "--non-interactive"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "--quiet=2"], ["install", "--quiet=2", "--yes", *PACKAGES]):
            subprocess.run([*root, "apt-get", *arguments], check=True, env=quiet)
    quiet_pip = ("--quiet", "--disable-pip-version-check", "--requirement", str(LOCK))
    subprocess.run([sys.executable, "-m", "pip", "install", *quiet_pip], check=True)


def _installed(line: str) -> bool:
    name, wanted = re.split("==", line)
    try:
        return version(name) == wanted
    except PackageNotFoundError:
        return False


def _can_build() -> bool:
    """Return whether ICU, with its headers, and a compiler are there."""
    if not (shutil.which("pkg-config") and shutil.which("g++")):
        return False
    return subprocess.run(["pkg-config", "--exists", "icu-i18n"]).returncode == 0


if __name__ == "__main__":
    install()
