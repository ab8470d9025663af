"""`saidso review`: where it listens, and what it says of it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from review.made_pages import blast


def started(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "saidso", "review", *arguments],
        cwd=cwd,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path), "USER": "coder"},
    )


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_it_answers_this_computer_only_and_says_so(tmp_path: Path, port: int) -> None:
    blast(tmp_path / "saidso.db").close()
    running = started("--port", str(port), "--as", "Anna", cwd=tmp_path)
    try:
        assert running.stderr is not None
        assert f"http://127.0.0.1:{port}" in running.stderr.readline()
        assert "this computer only; you decide as Anna" in running.stderr.readline()
        for _ in range(100):
            try:
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}/incidents").read()
                break
            except OSError:
                time.sleep(0.1)
        assert b"Potiskum" in page
        with socket.socket() as elsewhere:
            elsewhere.settimeout(2)
            assert elsewhere.connect_ex(("127.0.0.2", port)) != 0, "it listens on 127.0.0.1 alone"
        second = started("--port", str(port), cwd=tmp_path)
        assert "cannot be had" in second.communicate(timeout=30)[1]
        assert second.returncode == 2
    finally:
        running.terminate()
        running.wait(10)


def test_other_computers_only_with_names(tmp_path: Path) -> None:
    blast(tmp_path / "saidso.db").close()
    refused = started("--host", "0.0.0.0", cwd=tmp_path)
    said = refused.communicate(timeout=30)[1]
    assert refused.returncode == 2
    assert "add --auth" in said
    assert "Traceback" not in said
