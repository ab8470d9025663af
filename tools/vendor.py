"""Fetch what the reading room serves from npm packages at pinned versions: `make vendor`.

The packages, their hashes and the files that are taken stand in `vendor.toml`. npm is needed to run
this, and nobody needs to run it who does not change a version: the files are in the repository.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def fetch(package: str, integrity: str, folder: Path) -> Path:
    """Return the archive of a package; ends with one sentence where it is not the one we know."""
    done = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"npm cannot fetch {package}: {done.stderr.strip()[-200:]}")
    archive = folder / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != integrity:
        raise SystemExit(f"{package} is not what tools/vendor.toml says: sha512-{digest}")
    return archive


def unpack(archive: Path, files: list[str], into: Path) -> None:
    """Write the named files of a package, without its folders, into one of ours."""
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for name in files:
            member = packed.extractfile(f"package/{name}")
            assert member is not None, name
            (into / Path(name).name).write_bytes(member.read())


def main() -> None:
    """Fetch every package of `vendor.toml`."""
    for entry in tomllib.loads((ROOT / "tools/vendor.toml").read_text()).values():
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(entry["package"], entry["integrity"], Path(folder))
            unpack(archive, entry["files"], ROOT / entry["into"])
        print(entry["package"], entry["licence"], "->", entry["into"])


if __name__ == "__main__":
    main()
