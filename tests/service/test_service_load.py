"""Fifty clients at once: no error, no lost record."""

from __future__ import annotations

from pathlib import Path

from benchmarks.load import load

from saidso.store import open_store


def test_fifty_clients(tmp_path: Path) -> None:
    found = load(tmp_path / "load.db", clients=50, seconds=3, words=30)
    assert not found.errors
    assert found.kept >= 50
    assert not found.lost
    with open_store(tmp_path / "load.db") as store:
        assert len(list(store.entries())) == found.kept
        assert not list(store.verify())
