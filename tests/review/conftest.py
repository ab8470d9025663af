"""A real server and a real browser for the tests of the reading room."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from review.made_pages import blast
from saidso.review.app import create_app
from saidso.review.desk import Desk
from saidso.sockets import listen
from saidso.store import Store

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Room:
    """A served reading room: its address, its store, and what browsers reported of the policy."""

    def __init__(self, address: str, store: Store, app: Any) -> None:
        self.address = address
        self.store = store
        self.app = app

    @property
    def breaches(self) -> list[dict[str, object]]:
        return list(self.app.state.breaches)

    def incident(self, report: str) -> str:
        """Return the path of the incident that a report is about."""
        return f"/incidents/{self.app.state.desk.opened(report).incident.id}"


@contextmanager
def served(store: Store, **options: Any) -> Iterator[Room]:
    """Serve a store on a free port for as long as the block lasts."""
    app = create_app(Desk(store), **options)
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Room(f"http://127.0.0.1:{listening.getsockname()[1]}", store, app)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium; `make test` installs it where it is missing (tools/chromium.sh)."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield found
        found.close()


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room for tests that only read."""
    with served(blast(tmp_path_factory.mktemp("room") / "room.db")) as room:
        yield room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of its own for a test that decides."""
    with served(blast(tmp_path / "room.db")) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page; every script error in it fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, *, width: int = 1280, scheme: str = "light", **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong
