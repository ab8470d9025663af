"""A real PostgreSQL server for tests: a cluster of its own in a temporary folder, on a unix socket.

`python tests/postgres.py` is the set-up step of `make test`: it installs Debian's package where no
server is found. Any PostgreSQL from version 15 on that is in the PATH serves as well.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

PACKAGE = "postgresql"
GUARDED = "guarded"
"""A user who must give the password `word`; all others are let in."""


def programs() -> Path | None:
    """Return the folder with initdb and pg_ctl, None where there is no server."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    found = [folder for folder in reversed(debian) if (folder / "initdb").exists()]
    in_path = shutil.which("initdb")
    if not found and in_path:
        found = [Path(in_path).resolve().parent]
    return found[0] if found else None


def install() -> Path:
    """Return the folder of the server's programs, installed first where they are missing."""
    if (folder := programs()) is not None:
        return folder
    root = [] if os.getuid() == 0 else ["sudo", "--non-interactive"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "--quiet=2"], ["install", "--quiet=2", "--yes", PACKAGE]):
        subprocess.run([*root, "apt-get", *arguments], check=True, env=quiet)
    folder = programs()
    if folder is None:
        raise SystemExit(f"the tests need PostgreSQL; install the package {PACKAGE}")
    return folder


class Server:
    """A running server; `stop` ends it and removes all that it held."""

    def __init__(self) -> None:
        self._programs = install()
        self._folder = Path(tempfile.mkdtemp(prefix="saidso-postgres-"))
        self._numbers = count(1)
        if os.getuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        data = str(self._folder / "data")
        self._run(
            [
                *("initdb", "--pgdata", data, "--username=saidso", "--auth=trust", "--no-sync"),
                *("--encoding=UTF8", "--locale=C.UTF-8"),
                # sorts text by the rules of a language, as most servers do and SQLite does not
                *("--locale-provider=icu", "--icu-locale=en-US"),
            ]
        )
        rules = self._folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {GUARDED} scram-sha-256\n" + rules.read_text())
        self.start()
        self.run(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'word'")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off -c max_connections=40"
        log = str(self._folder / "log")
        data = str(self._folder / "data")
        self._run(["pg_ctl", "--pgdata", data, "--log", log, "--options", options, "-w", "start"])

    def halt(self) -> None:
        """Stop the server as a crash of its machine would, keeping what it holds."""
        data = str(self._folder / "data")
        self._run(["pg_ctl", "--pgdata", data, "--mode=immediate", "-w", "stop"])

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.halt()
        shutil.rmtree(self._folder)

    def url(self, *, user: str = "saidso", database: str = "postgres", schema: str = "") -> str:
        """Return a URL for a store."""
        path = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{user}@/{database}?host={self._folder}{path}"

    def place(self) -> str:
        """Return the URL of a new empty schema."""
        schema = f"store_{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {schema}")
        return self.url(schema=schema)

    def run(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, command: Sequence[str]) -> None:
        program = str(self._programs / command[0])
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        done = subprocess.run(
            [*as_owner, program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self._folder,
        )
        assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    install()
