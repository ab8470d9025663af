"""Candidates: the attributions of formulas, of the model and of the grammar, brought together."""

from __future__ import annotations

from bisect import bisect_left

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.citations import parted
from saidso.reading.attributions.continuations import Layout
from saidso.reading.attributions.drafts import Draft, child, trim
from saidso.reading.attributions.formulas import formulas
from saidso.reading.attributions.grammar import (
    CHARGES,
    belief_frame,
    charge_frame,
    noun_frame,
    speaker,
    verb_frame,
)
from saidso.reading.attributions.rebuttals import closed, going_on, nearest, pointed, unmixed
from saidso.reading.attributions.relays import find_relays
from saidso.reading.attributions.screens import (
    distinct,
    is_nobodys,
    screened,
    speaks_only,
    without_speakers,
)
from saidso.reading.attributions.transmission import around
from saidso.reading.attributions.witnesses import witness_frame
from saidso.reading.clauses.cues import cues

_MARKS = ('"', "“", "”", "``", "''", "‘", "’", "«", "»", "„")
_NEAR = 12
"""Candidates on either side, in the order of their cues, that one is compared with."""
_HELD = frozenset({"believe", "think", "suspect", "say", "allege", "report"})
_BESIDE = frozenset({"while", "but", "whereas", "and", "though", "although", "yet"})


def find_drafts(parse: Parse, layout: Layout) -> list[Draft]:
    """Return the attributions of a report in the order of their cues."""
    shown = formulas(parse)
    sure = _cue_tokens([d.frame for d in shown if d.sure])
    frames = distinct([found for f in parse.frames if (found := screened(parse, f))])
    frames = [f for f in without_speakers(frames) if not _cue_tokens([f]) & sure]
    frames = [parted(parse, f) for f in frames if not _misread(f, shown)]
    modelled = {i: k for k, f in enumerate(frames) for i in _cue_tokens([f])}
    drafts: list[Draft] = [Draft(f) for f in frames]
    sources = {i for d in drafts for r in d.frame.source for i in range(*r)}
    drafts += [d for d in shown if d.sure or not _cue_tokens([d.frame]) & modelled.keys()]
    taken = modelled.keys() | _cue_tokens([d.frame for d in shown])
    for frame in _grammatical(parse, layout, drafts):
        own = _cue_tokens([frame])
        rivals = {modelled[i] for i in own if i in modelled}
        if len(rivals) == 1 and not drafts[k := min(rivals)].frame.source:
            drafts[k] = Draft(frame)  # who says it stands there, though the model found nobody
        elif not own & (taken | sources):
            drafts.append(Draft(frame))
            taken |= own
    drafts = _ordered(drafts)
    drafts = _ordered(around(parse, find_relays(parse, drafts)))
    drafts = _apart(parse, drafts)
    kept = {id(f) for f in without_speakers([d.frame for d in drafts])}
    drafts = [d for d in drafts if id(d.frame) in kept or d.outer]
    drafts = unmixed(parse, drafts)
    nearest(parse, drafts)
    going_on(parse, drafts)
    closed(parse, drafts)
    _side_by_side(parse, layout, drafts)
    _going_on(parse, drafts)
    return pointed(parse, drafts)


def _misread(frame: Frame, shown: list[Draft]) -> bool:
    """Return whether the model takes who tells for the source of "according to X" inside what is told."""
    cue = _cue_tokens([frame])
    return any(
        cue <= _cue_tokens([d.frame]) and frame.source and frame.source[0] < d.frame.cue[0]
        for d in shown
        if not d.sure
    )


def _going_on(parse: Parse, drafts: list[Draft]) -> None:
    """Give "..., adding that" the speaker of its sentence where nobody else is named."""
    for k in range(1, len(drafts)):
        frame, before = drafts[k].frame, drafts[k - 1].frame
        last = parse.tokens[frame.cue[-1][1] - 1]
        goes_on = last.text.lower().endswith("ing") and last.lemma in cues().stance
        sentence = parse.tokens[before.cue[0][0]].sentence
        same = sentence == last.sentence
        if sentence == last.sentence - 1 and last.i == parse.sentence_of(last.i).tokens[0]:
            same = True  # "She noted the inquiry. Stating that it must be thorough."
            own = [d for d in drafts[max(0, k - _NEAR) : k] if d.outer is None]
            first = parse.sentences[sentence].tokens[0]
            before = next((d.frame for d in own if d.frame.cue[0][0] >= first), before)
        if goes_on and same and not frame.source and before.source:
            drafts[k].frame = Frame(before.source, frame.cue, frame.content, frame.score)


def _ordered(drafts: list[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: (d.frame.cue[0], d.frame.content[0]))


def _cue_tokens(frames: list[Frame]) -> set[int]:
    return {i for f in frames for r in f.cue for i in range(*r)}


def _grammatical(parse: Parse, layout: Layout, drafts: list[Draft]) -> list[Frame]:
    """Return the frames that the trees and the marks show, in text order."""
    weak = cues().weak
    held = {i for d in drafts for r in d.frame.content for i in range(*r)}
    out: list[Frame] = []
    for token in parse.tokens:
        frame: Frame | None = None
        if token.upos in ("VERB", "AUX"):
            charge = charge_frame(parse, token.i) if token.lemma in CHARGES else None
            frame = charge or verb_frame(parse, token.i)
            if (
                charge is None
                and frame is not None
                and token.lemma in weak
                and not _quoted_or_clause(parse, frame)
            ):
                frame = None
            if frame is None and token.lemma in cues().stance:
                frame = _beside_quote(parse, layout, token.i, held)
            if frame is None and token.lemma in _HELD:
                frame = belief_frame(parse, token.i)
            if frame is None and layout.quoted(token.start) is None:
                frame = witness_frame(parse, token.i)
        elif token.upos == "NOUN":
            frame = noun_frame(parse, token.i)
        if frame is None or is_nobodys(parse, frame) or speaks_only(parse, frame):
            continue
        if not _only_speaks(parse, frame):
            out.append(frame)
    return out


def _only_speaks(parse: Parse, frame: Frame) -> bool:
    """Return whether a content is but a speaker and a verb of saying: "the police said"."""
    words = [parse.tokens[i] for r in frame.content for i in range(*r)]
    last = words[-1]
    return (
        len(words) <= 5 and last.upos == "VERB" and last.lemma in ("say", "report", "add", "tell")
    )


def _quoted_or_clause(parse: Parse, frame: Frame) -> bool:
    """Return whether the content has a verb with a subject of its own, or a quotation mark."""
    for r in frame.content:
        for i in range(*r):
            token = parse.tokens[i]
            if token.text in _MARKS or token.rel.startswith("nsubj"):
                return True
    return False


def _beside_quote(parse: Parse, layout: Layout, i: int, held: set[int]) -> Frame | None:
    """Return the frame of a speaker right beside a quotation that nobody has: “Run!” a boy cried."""
    source = speaker(parse, i)
    if source is None or layout.quoted(parse.tokens[i].start) is not None:
        return None
    first, last = min(source[0], i), max(source[1], i + 1)
    after = last
    while after < len(parse.tokens) and parse.tokens[after].text in (",", ":", "that"):
        after += 1
    ends = [parse.tokens[first - 1].end - 1] if first else []
    if first > 1 and parse.tokens[first - 1].text in (",", "."):
        ends.append(parse.tokens[first - 2].end - 1)
    places = [*ends, *([parse.tokens[after].start] if after < len(parse.tokens) else [])]
    for place in places:
        quote = layout.quoted(place)
        if quote is None or layout.paragraph(place) != layout.paragraph(parse.tokens[i].start):
            continue
        if place in ends and quote.span[1] - 1 > place + 1:
            continue  # the speaker stands inside the marks
        start = bisect_left(parse.starts, quote.span[0])
        end = bisect_left(parse.starts, quote.span[1])
        if start < end and not any(k in held for k in range(start, end)):
            return Frame([source], [(i, i + 1)], [(start, end)], 0.0)
    return None


def _apart(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without one of each two that stand in each other's content.

    In “We heard two blasts,” said Ana Ferris: what Ana says is what was heard, not that she said so.
    """
    speaking = [_words(d.frame.source) | _words(d.frame.cue) for d in drafts]
    contents = [_words(d.frame.content) for d in drafts]
    gone: set[int] = set()
    for k in range(len(drafts)):
        for j in range(k + 1, min(k + 1 + _NEAR, len(drafts))):
            if j in gone or k in gone or drafts[k].outer or drafts[j].outer:
                continue
            if speaking[k] <= contents[j] and speaking[j] <= contents[k]:
                if _inside(parse, drafts, k, j):
                    continue
                weaker = min(k, j, key=lambda n: (drafts[n].sure, drafts[n].frame.score))
                gone.add(weaker)
    return [d for k, d in enumerate(drafts) if k not in gone]


def _inside(parse: Parse, drafts: list[Draft], k: int, j: int) -> bool:
    """Cut "The mayor said that" from what stands around "according to X" inside it, if that is so."""
    outer, inner = drafts[k].frame, drafts[j].frame
    if parse.tokens[inner.cue[0][0]].text.lower() not in ("according", "per"):
        return False
    start = outer.cue[-1][1]
    content = [
        part
        for r in inner.content
        if r[1] > start and (part := trim(parse, (max(r[0], start), r[1])))
    ]
    if not content:
        return False
    drafts[j].frame = Frame(inner.source, inner.cue, content, inner.score)
    return True


def _words(ranges: list[Range]) -> set[int]:
    return {i for r in ranges for i in range(*r)}


def _side_by_side(parse: Parse, layout: Layout, drafts: list[Draft]) -> None:
    """End what one speaker says where another speaks beside him: "X said ..., while Y said ..."."""
    starts = [_beside(parse, layout, d) for d in drafts]
    for k, one in enumerate(drafts):
        frame = one.frame
        for j in range(k + 1, min(k + 1 + _NEAR, len(drafts))):
            other, start = drafts[j].frame, starts[j]
            if other.source and other.source == frame.source and not drafts[j].outer:
                frame = _without_next(parse, frame, other.cue[0])
            elif start is not None and frame.cue[0][0] < start:
                cut = [_until(r, start - 1) for r in frame.content if r[0] < start - 1]
                if cut and any(r[0] <= start < r[1] for r in frame.content):
                    frame = Frame(frame.source, frame.cue, cut, frame.score)
        one.frame = frame


def _beside(parse: Parse, layout: Layout, one: Draft) -> int | None:
    """Return the "while" or "and" after a comma with which a speaker's clause begins, or None."""
    tokens = parse.tokens
    if one.outer is not None or not one.frame.source:
        return None
    cue = one.frame.cue[0]
    start = min(one.frame.source[0][0], cue[0], parse.subtree(cue[0])[0])
    while start < cue[0] and tokens[start].upos == "PUNCT":
        start += 1
    start = start if tokens[start].sentence == tokens[cue[0]].sentence else cue[0]
    if tokens[start].lemma not in _BESIDE and start and tokens[start - 1].lemma in _BESIDE:
        start -= 1
    before = tokens[start - 1].text if start else ""
    begins = before == ";" or (before == "," and tokens[start].lemma in _BESIDE)
    if not begins or tokens[start + 1].text == "that" or layout.quoted(tokens[start].start):
        return None
    return start


def _without_next(parse: Parse, frame: Frame, cue: Range) -> Frame:
    """Return the frame without the same speaker's next verb: "confirmed it but gave no details"."""
    joint = child(parse, cue[1] - 1, "cc")
    if joint is None or parse.tokens[cue[1] - 1].rel != "conj":
        return frame
    if not any(r[0] < joint < r[1] for r in frame.content):
        return frame
    cut = [_until(r, joint) for r in frame.content if r[0] < joint]
    return Frame(frame.source, frame.cue, cut, frame.score)


def _until(r: Range, end: int) -> Range:
    return (r[0], min(r[1], end))
