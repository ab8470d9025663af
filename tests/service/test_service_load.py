"""Fifty clients at once: no error, no lost record; several services that write into one store."""

from __future__ import annotations

from pathlib import Path

from benchmarks.load import load

from postgres import Server
from saidso.store import open_store


def _whole(store: Path | str, *, clients: int, services: int = 1) -> None:
    found = load(store, clients=clients, seconds=3, words=30, services=services)
    assert not found.errors
    assert found.kept >= clients
    assert not found.lost
    with open_store(store) as opened:
        assert len(list(opened.entries())) == found.kept
        assert not list(opened.verify())


def test_fifty_clients(place: str) -> None:
    _whole(place, clients=50)


def test_two_services_write_into_one_store(postgres: Server) -> None:
    _whole(postgres.place(), clients=16, services=2)
