"""One running service for the tests that need none of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postgres import Server
from service.made_service import Service, story


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """A service whose store holds two reports, one a copy of the other; in SQLite, then PostgreSQL."""
    store = str(tmp_path_factory.mktemp("service") / "kept.db")
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        store = server.place()
    found = Service(store).wait()
    for name in ("first", "second"):
        assert found.ask(f"/read?keep=true&name={name}", story(sentences=8)).status == 200
    yield found
    assert found.stop() == 0


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Return a function that starts a service of its own with some options, on a new store."""
    started: list[Service] = []

    def start(*options: str, store: Path | str = tmp_path / "own.db") -> Service:
        started.append(Service(store, *options))
        return started[-1].wait()

    yield start
    for one in started:
        one.stop()
