"""Reports in, parses out: sentences, one pass of the encoder over batches, decoding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from saidso.language import boundaries, frames, windows
from saidso.language.lemmas import lemma
from saidso.language.model import Model, Output
from saidso.language.parse import Frame, Name, Parse, Sentence, Token
from saidso.language.tokens import sentences, tokenize
from saidso.language.trees import tree
from saidso.language.windows import Draft, Window
from saidso.record import Report

AHEAD = 40_000
"""Tokens that are read ahead before a pass, so that windows of like length meet in a batch."""
CUE_THRESHOLD = 0.7
"""Probability from which a word is a cue; chosen on PolNeAR dev (docs/model-card.md)."""


class _Words:
    """What the encoder says of each token of one report, filled window by window."""

    def __init__(self, size: int) -> None:
        self.upos: list[int] = [0] * size
        self.names: list[int] = [0] * size
        self.kinds: list[int] = [0] * size
        self.rels: list[int] = [0] * size
        self.heads: list[int] = [0] * size
        self.frames: list[Frame] = []


class Language:
    """The language room: a loaded model and what is done with it."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        self.model = Model(folder, threads=threads)

    def parse(self, report: Report) -> Parse:
        """Return the parse of one report."""
        return next(self.parse_many([report]))

    def parse_many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Yield the parses of `reports` in order; reads ahead by AHEAD tokens."""
        waiting: list[Report] = []
        ready: list[list[Draft]] = []
        size = 0
        for report in reports:
            own = list(drafts(report, len(waiting)))
            waiting.append(report)
            ready.append(own)
            size += sum(len(d.words) for d in own)
            if size >= AHEAD:
                yield from self._pass(waiting, ready)
                waiting, ready, size = [], [], 0
        if waiting:
            yield from self._pass(waiting, ready)

    def _pass(self, reports: Sequence[Report], ready: Sequence[Sequence[Draft]]) -> Iterator[Parse]:
        words = [_Words(sum(len(d.words) for d in some)) for some in ready]
        flat = [d for some in ready for d in some]
        for batch in windows.batches(windows.build(flat, self.model.tokenizer)):
            output = self.model.encode([windows.feed(w) for w in batch])
            _scatter(batch, output, words)
            for window, found in zip(
                batch,
                frames.find(
                    self.model,
                    batch,
                    output.cues,
                    output.frame_word,
                    output.frame_cue,
                    CUE_THRESHOLD,
                ),
                strict=True,
            ):
                words[window.report].frames.extend(found)
        for report, some, said in zip(reports, ready, words, strict=True):
            yield self._assemble(report, some, said)

    def _assemble(self, report: Report, own: Sequence[Draft], said: _Words) -> Parse:
        labels = self.model.labels
        tokens: list[Token] = []
        found: list[Sentence] = []
        names: list[Name] = []
        children: list[list[int]] = [[] for _ in said.heads]
        segment = 0
        for number, draft in enumerate(own):
            first = draft.first
            while report.segments and report.segments[segment].span[1] <= draft.spans[0][0]:
                segment += 1
            for k, (span, word) in enumerate(zip(draft.spans, draft.words, strict=True)):
                i = first + k
                upos = labels.upos[said.upos[i]]
                tag = labels.names[said.names[i]]
                kind = labels.kinds[said.kinds[i]]
                tokens.append(
                    Token(
                        i,
                        span[0],
                        span[1],
                        word,
                        lemma(word, upos),
                        upos,
                        labels.rels[said.rels[i]],
                        said.heads[i],
                        number,
                        "" if tag == "O" else tag[2:],
                        "" if kind == "O" else kind,
                    )
                )
                if said.heads[i] != i:
                    children[said.heads[i]].append(i)
                if tag != "O":
                    if tag[0] == "I" and names and names[-1] == Name(tag[2:], names[-1].tokens):
                        start, end = names[-1].tokens
                        if end == i:
                            names[-1] = Name(tag[2:], (start, i + 1))
                            continue
                    names.append(Name(tag[2:], (i, i + 1)))
            end = first + len(draft.words)
            found.append(
                Sentence(
                    number,
                    (first, end),
                    (draft.spans[0][0], draft.spans[-1][1]),
                    segment,
                    report.segments[segment].kind if report.segments else "paragraph",
                )
            )
        closed = (boundaries.close(f, tokens, children) for f in said.frames)
        frames_found = sorted((f for f in closed if f is not None), key=lambda f: f.cue[0])
        return Parse(report, tokens, found, names, frames_found, children)


def drafts(report: Report, number: int) -> Iterator[Draft]:
    """Yield the sentences of a report's segments, residue and bylines left out."""
    first = 0
    for segment in report.segments:
        if segment.kind in ("residue", "byline", "dateline"):
            continue
        spans = tokenize(report.text, segment.span)
        for a, b in sentences(report.text, spans):
            part = spans[a:b]
            yield Draft(number, first, part, [report.text[s:e] for s, e in part])
            first += b - a


def _scatter(batch: Sequence[Window], output: Output, words: Sequence[_Words]) -> None:
    """Copy a batch's output to the tokens of its reports; heads become trees."""
    width = output.upos.shape[1]
    for row, window in enumerate(batch):
        n, start = len(window.first), window.start
        said = words[window.report]
        said.upos[start : start + n] = output.upos[row, :n].tolist()
        said.names[start : start + n] = output.names[row, :n].tolist()
        said.kinds[start : start + n] = output.kinds[row, :n].tolist()
        said.rels[start : start + n] = output.rels[row, :n].tolist()
        heads = output.heads[row, :n].tolist()
        at = 0
        while at < n:
            end = at
            while end < n and window.sentence[end] == window.sentence[at]:
                end += 1
            own = [h - at if at <= h < end else k for k, h in enumerate(heads[at:end])]
            scores = output.arc[row, at:end]
            local = np.concatenate([scores[:, at:end], scores[:, width : width + 1]], 1)
            fixed = tree(own, local)
            said.heads[start + at : start + end] = [h + start + at for h in fixed]
            at = end
