"""Room language: reports become parses: tokens, sentences, names, frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def bare_forward(texts: Sequence[str], *, threads: int = 1, folder: Path | None = None) -> float:
    """Return the seconds that the encoder alone needs for `texts`, tokenising not counted.

    The windows are those of the whole path, so this is the floor that the path is measured against.
    """
    import time

    from saidso.language import windows
    from saidso.language.language import drafts
    from saidso.language.model import Model
    from saidso.record import Report, Segment

    model = Model(folder, threads=threads)
    reports = [
        Report(id="", name="", text=t, segments=[Segment(kind="paragraph", span=(0, len(t)))])
        for t in texts
    ]
    flat = [d for number, report in enumerate(reports) for d in drafts(report, number)]
    batches = windows.batches(windows.build(flat, model.tokenizer))
    feeds = [[windows.feed(w) for w in batch] for batch in batches]
    begin = time.perf_counter()
    for feed in feeds:
        model.encode(feed)
    return time.perf_counter() - begin
