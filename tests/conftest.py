"""What tests share: one loaded model, and short ways to a parse and a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fuzz.invariants import paragraphs
from hypothesis import settings

from postgres import Server
from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.record import Published, Report

settings.register_profile("saidso", deadline=None)  # by the clock, which other work stretches
settings.load_profile("saidso")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL server, started when a test first asks for it."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: a path for SQLite, then a URL for PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "saidso.db")
    server: Server = request.getfixturevalue("postgres")
    return server.place()


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()


@pytest.fixture(scope="session")
def parse(language: Language) -> Callable[..., Parse]:
    """Return a function from plain text to its parse; paragraphs are separated by empty lines."""

    def parsed(text: str, published: str | None = None) -> Parse:
        return language.parse(plain_report(text, published))

    return parsed


def plain_report(text: str, published: str | None = None) -> Report:
    """Return a report of paragraphs only, without the capture room."""
    return paragraphs(text, Published(edtf=published, from_="argument") if published else None)
