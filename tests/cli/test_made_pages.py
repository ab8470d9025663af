"""Pages that `saidso bench speed` makes are news pages of the length that it counts in."""

from __future__ import annotations

from pathlib import Path

from saidso.capture.reports import report
from saidso.cli.bench import reports
from saidso.cli.made_pages import pages, stories
from saidso.cli.throughput import ARTICLE


def test_made_pages_are_articles_of_their_own() -> None:
    """About 600 words each, every page with its day, no paragraph in two of them."""
    made = [report(page) for page in pages(stories(reports((), 1)), 6)]
    assert all(ARTICLE <= len(one.text.split()) < ARTICLE + 80 for one in made)
    assert len({one.published.edtf for one in made if one.published}) == len(made)
    paragraphs = [
        {one.text[slice(*s.span)].strip() for s in one.segments if s.kind == "paragraph"}
        for one in made
    ]
    assert all(paragraphs)
    assert sum(map(len, paragraphs)) == len(set.union(*paragraphs))


def test_made_pages_are_the_same_every_time() -> None:
    """Two runs measure the same bytes."""
    pool = stories(reports((), 1))
    assert [p.sha256 for p in pages(pool, 3)] == [p.sha256 for p in pages(pool, 3)]


def test_a_page_that_cannot_be_read_does_not_stop_the_measuring(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "Soldiers shelled the town of Kambara on Monday, police said."
    )
    (tmp_path / "other.txt").write_text("Солдаты обстреляли город в понедельник, сообщила полиция.")
    assert [one.name for one in reports((str(tmp_path),), 1)] == ["good.txt"]
