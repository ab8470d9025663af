"""Room language: reports become parses: tokens, sentences, names, frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def bare_forward(
    texts: Sequence[str], *, threads: int = 1, folder: Path | None = None
) -> tuple[float, float]:
    """Return the seconds, and of CPU, that the encoder alone needs for `texts` once tokenised.

    The windows are those of the whole path, so this is the floor that the path is measured against.
    """
    import time
    from concurrent.futures import ThreadPoolExecutor

    from saidso.language import windows
    from saidso.language.language import drafts
    from saidso.language.model import Model
    from saidso.record import Report, Segment

    model = Model(folder)
    builder = windows.Builder(model.tokenizer)
    feeds = []
    for text in texts:
        whole = Segment(kind="paragraph", span=(0, len(text)))
        report = Report(id="", name="", text=text, segments=[whole])
        feeds += [windows.feed(w) for w in builder.windows(list(drafts(report)))]
    with ThreadPoolExecutor(threads) as pool:
        each = pool.map if threads > 1 else map
        begin, cpu = time.perf_counter(), time.process_time()
        for _ in each(model.encode, feeds):
            pass
        return time.perf_counter() - begin, time.process_time() - cpu
