"""The view of mistakes: every benchmark that is named has them, and they are shown side by side."""

from importlib import import_module

import pytest
from benchmarks.errors.__main__ import NAMES, show
from benchmarks.errors.mistakes import Mistake, around
from rich.console import Console


@pytest.mark.parametrize("name", NAMES)
def test_every_named_benchmark_has_mistakes(name: str) -> None:
    assert callable(import_module(f"benchmarks.{name}").mistakes)


def test_a_mistake_is_shown_with_text_gold_and_ours() -> None:
    console = Console(record=True, width=100)
    show([Mistake("mill 7", "missed", "The [mill] burned.", "the mill", "")], console)
    shown = console.export_text()
    for part in ("1. mill 7", "missed", "The [mill] burned.", "gold: the mill", "ours: "):
        assert part in shown


def test_the_text_around_a_span_is_one_line() -> None:
    assert around("The old\nmill  burned.", (8, 12)) == "The old [mill] burned."
