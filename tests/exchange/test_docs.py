"""The pages of the formats: one for each, with a row that is what an export writes."""

from __future__ import annotations

import sys
from pathlib import Path

from saidso.exchange.formats import FORMATS

DOCS = Path(__file__).parents[2] / "docs"


def test_every_format_has_a_page_and_stands_in_the_index() -> None:
    index = (DOCS / "formats" / "README.md").read_text()
    pages = {path.stem for path in (DOCS / "formats").glob("*.md")}
    assert pages == {*FORMATS, "README", "import"}
    for name in FORMATS:
        assert f"]({name}.md)" in index, name


def test_rows_of_the_pages_are_those_of_an_export() -> None:
    """`make docs` writes them."""
    sys.path.insert(0, str(DOCS))
    try:
        from format_pages import format_pages  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    for path, text in format_pages().items():
        assert path.read_text() == text, f"{path.name} is out of date: make docs"


def test_every_column_of_a_codebook_is_explained() -> None:
    from saidso.exchange import acled, gdelt, icews, polecat, ucdp

    for module in (acled, ucdp, polecat, icews, gdelt):
        name = module.__name__.rpartition(".")[2]
        page = (DOCS / "formats" / f"{name}.md").read_text()
        for number, column in enumerate(module.layout().columns, 1):
            assert f"| {number} | {column} | " in page, (name, column)
