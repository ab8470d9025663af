"""Commands on a store in PostgreSQL print what they print for a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from postgres import Server

SAMPLES = Path(__file__).parents[2] / "src/saidso/samples"
PAGES = [str(SAMPLES / "market-blast.jsonl"), str(SAMPLES / "soldiers-released.txt")]


def saidso(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "saidso", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "300"},  # a long URL stays on its line
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def stores(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return two stores of the same pages: a file and a schema."""
    places = [str(tmp_path_factory.mktemp("desk") / "saidso.db"), postgres.place()]
    for place in places:
        saidso("read", *PAGES, "--store", place)
    return places


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "--json"],
        ["show", "market-blast-wire", "--text"],
        ["incidents", "--json"],
        ["incidents", "--text", '"market"', "--main"],
        ["incident", "market-blast-wire"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_command_prints_the_same(stores: list[str], arguments: list[str]) -> None:
    first, second = (
        re.sub(r"entry \d+ is [0-9a-f]{64}", "HEAD", saidso(*arguments, "--store", place)).replace(
            place, "STORE"
        )
        for place in stores  # the head of a log has the times of its entries in it
    )
    assert first == second
