"""Reports in, parses out: sentences, windows through the model, what it says put together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from saidso.language import boundaries, frames, nametags, quotations, signatures, slips, windows
from saidso.language.lemmas import lemma
from saidso.language.model import Model, Output
from saidso.language.parse import Frame, Name, Parse, Sentence, Token
from saidso.language.tokens import sentences, tokenize
from saidso.language.trees import trees
from saidso.language.windows import Draft, Window
from saidso.language.words import Words
from saidso.record import Report

T = TypeVar("T")
R = TypeVar("R")

RUN, RUN_ON_THREADS = 64, 8
"""Windows that are read in one go: many keep code and weights at hand, few keep all threads busy."""
AHEAD = 8
"""Runs that threads may be ahead of the report whose parse is asked for; bounds memory."""


class Said(msgspec.Struct):
    """What the model says of each token of a report; heads and frames count over the report."""

    upos: list[int] = []
    names: list[int] = []
    kinds: list[int] = []
    rels: list[int] = []
    heads: list[int] = []
    frames: list[Frame] = []

    def add(self, more: Said) -> None:
        """Add what is said of the tokens that follow."""
        self.upos += more.upos
        self.names += more.names
        self.kinds += more.kinds
        self.rels += more.rels
        self.heads += more.heads
        self.frames += more.frames


class Language:
    """The language room: a loaded model and what is done with it.

    With more than one of `threads`, so many run windows ahead while the caller works on parses.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        self.model = Model(folder)
        self._builder = windows.Builder(self.model.tokenizer)
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def parse(self, report: Report) -> Parse:
        """Return the parse of one report."""
        return next(self.parse_many([report]))

    def parse_many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Yield the parses of `reports` in order; reads ahead by so many windows as make a run."""
        waiting: deque[tuple[Report, list[Draft], int]] = deque()

        def given() -> Iterator[Window]:
            for report in reports:
                own = list(drafts(report))
                built = list(self._builder.windows(own))
                waiting.append((report, own, len(built)))
                yield from built

        windows_given = given()
        size = RUN_ON_THREADS if self._pool else RUN
        runs = iter(lambda: list(islice(windows_given, size)), [])
        said: list[Said] = []
        encode = self._encode
        encoded = _ahead(self._pool, encode, runs) if self._pool else map(encode, runs)
        for run, outputs in encoded:
            said += self._read(run, outputs)
            while waiting and len(said) >= waiting[0][2]:
                report, own, count = waiting.popleft()
                yield self._assemble(report, own, said[:count])
                del said[:count]
        for report, own, _ in waiting:  # nothing to read in them
            yield self._assemble(report, own, [])

    def _encode(self, run: list[Window]) -> tuple[list[Window], list[Output]]:
        """Return some windows with what the encoder says of each, read by itself."""
        return run, [self.model.encode(windows.feed(window)) for window in run]

    def _read(self, run: Sequence[Window], outputs: Sequence[Output]) -> list[Said]:
        """Return what the model says of some windows, given what the encoder says.

        One graph runs over all windows before the other does, so that its weights stay at hand. The
        second is not left to threads: its calls are so short that they would wait for each other's
        Python longer than they take.
        """
        hung = [
            trees(window.sentence, output.heads.tolist(), output.arc)
            for window, output in zip(run, outputs, strict=True)
        ]
        found = frames.find(self.model, run, outputs, hung)
        return [
            Said(
                output.upos.tolist(),
                nametags.decoded(output.names),
                output.kinds.tolist(),
                output.rels.tolist(),
                [head + window.start for head in heads],
                own,
            )
            for window, output, heads, own in zip(run, outputs, hung, found, strict=True)
        ]

    def _assemble(self, report: Report, own: Sequence[Draft], said: Iterable[Said]) -> Parse:
        whole = Said()
        for one in said:
            whole.add(one)
        labels = self.model.labels
        kinds = ["" if kind == "O" else kind for kind in labels.kinds]
        words = [word for draft in own for word in draft.words]
        spans = [span for draft in own for span in draft.spans]
        starts = [start for start, _ in spans]
        upos = [labels.upos[k] for k in whole.upos]
        rels = [labels.rels[k] for k in whole.rels]
        bare_kinds = [kinds[k] for k in whole.kinds]
        tags = nametags.closed([labels.names[k] for k in whole.names], words)
        bounds = [(draft.first, draft.first + len(draft.words)) for draft in own]
        slips.mend(Words(words, upos, rels, whole.heads, bare_kinds), bounds)
        tokens = list(
            map(
                Token,
                range(len(words)),
                starts,
                [end for _, end in spans],
                words,
                map(lemma, words, upos),
                upos,
                rels,
                whole.heads,
                [number for number, draft in enumerate(own) for _ in draft.words],
                ["" if tag == "O" else tag[2:] for tag in tags],
                bare_kinds,
            )
        )
        found: list[Sentence] = []
        segment = 0
        for number, draft in enumerate(own):
            start, end = draft.spans[0][0], draft.spans[-1][1]
            while report.segments and report.segments[segment].span[1] <= start:
                segment += 1
            found.append(
                Sentence(
                    number,
                    (draft.first, draft.first + len(draft.words)),
                    (start, end),
                    segment,
                    report.segments[segment].kind if report.segments else "paragraph",
                )
            )
        children: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(whole.heads):
            if head != i:
                children[head].append(i)
        closed = (boundaries.close(f, tokens, children) for f in whole.frames)
        ended = quotations.continued([f for f in closed if f is not None], tokens, found)
        ended = signatures.signed(ended, tokens, found)
        frames_found = sorted(ended, key=lambda f: f.cue[0])
        names = _names(tags)
        return Parse(report, tokens, found, names, frames_found, children, starts)


def _ahead(pool: ThreadPoolExecutor, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
    """Yield the result of `work` for each part, in order, while the pool works on the next ones."""
    waiting: deque[Future[R]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:  # whoever stops early wants no more
        for future in waiting:
            future.cancel()


def drafts(report: Report) -> Iterator[Draft]:
    """Yield the sentences of a report's segments, residue and bylines left out."""
    first = 0
    for segment in report.segments:
        if segment.kind in ("residue", "byline", "dateline"):
            continue
        spans = tokenize(report.text, segment.span)
        for a, b in sentences(report.text, spans):
            part = spans[a:b]
            yield Draft(first, part, [report.text[s:e] for s, e in part])
            first += b - a


def _names(tags: Sequence[str]) -> list[Name]:
    """Return the names that B- and I- tags spell; an I- after another kind begins a name."""
    names: list[Name] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        last = names[-1] if names else None
        if tag[0] == "I" and last and last.kind == tag[2:] and last.tokens[1] == i:
            names[-1] = Name(last.kind, (last.tokens[0], i + 1))
        else:
            names.append(Name(tag[2:], (i, i + 1)))
    return names
