"""Quotations: what a speaker is quoted with is said as a whole.

The attribution head reads sentence by sentence and lets go of a quotation where its first sentence
ends, or of what follows right after "Doe said". A quotation is one speaker's from its mark to its mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from saidso.language.parse import Frame, Range, Sentence, Token

MARKS = frozenset({'"', "“", "‘", "''", "``", "«"})
CLOSING = frozenset({"”", '"', "''", "’", "»"})
_PAIRS = {"“": "”", '"': '"', "‘": "’", "''": "''", "``": "''", "«": "»"}
_OPENS = {"”": "“", '"': '"', "''": ("''", "``"), "’": "‘", "»": "«"}
_GAP = 30
"""Tokens of a first part that are added at most."""
_TAIL = 40
"""Tokens between a speaker and his next quotation at most."""
_LONGEST = 300
"""Tokens of a quotation that is looked at."""


def continued(
    frames: Sequence[Frame], tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> list[Frame]:
    """Return the frames with their quotations whole, and with those that go on after their speaker.

    In “It burned,” Doe said. “We ran. I fell.” the second quotation is Doe's, too, all of it, where
    nobody else has it.
    """
    words = [{i for r in (*f.source, *f.cue, *f.content) for i in range(*r)} for f in frames]
    holders: dict[int, list[int]] = {}
    for k, own in enumerate(words):
        for i in own:
            holders.setdefault(i, []).append(k)
    spoken = {i for frame in frames for r in frame.cue for i in range(*r)}
    contents: list[list[Range]] = []
    following: dict[Range, int] = {}
    for number, frame in enumerate(frames):
        taken = _others(words, holders, number)
        speaking = {i for r in (*frame.source, *frame.cue) for i in range(*r)}
        content = [_uncut(part, tokens, sentences, taken, speaking) for part in frame.content]
        content[0] = _to_comma(frame, content, tokens, taken)
        contents.append(content)
        here = sentences[tokens[frame.cue[-1][0]].sentence]
        first = here.tokens[0]
        if any(first < r[1] and tokens[r[1] - 1].text in CLOSING for r in content):
            more = _quotation(here, tokens, sentences, spoken)
            if more is not None and not taken(range(*more)):
                nearer = following.get(more)
                if nearer is None or frames[nearer].cue < frame.cue:
                    following[more] = number
    for more, number in following.items():
        contents[number].append(more)
    return [
        Frame(frame.source, frame.cue, _joined(content), frame.score)
        for frame, content in zip(frames, contents, strict=True)
    ]


def _joined(content: list[Range]) -> list[Range]:
    """Return the parts of a content in text order, those that overlap as one."""
    out = [min(content)]
    for first, end in sorted(content)[1:]:
        if first < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((first, end))
    return out


def _others(
    words: list[set[int]], holders: dict[int, list[int]], number: int
) -> Callable[[range], bool]:
    """Return whether some words are another frame's that does not stand wholly among them."""

    def taken(place: range) -> bool:
        near = {k for i in place for k in holders.get(i, ()) if k != number}
        return any(not words[k].issubset(place) for k in near)

    return taken


def _to_comma(
    frame: Frame, content: list[Range], tokens: Sequence[Token], taken: Callable[[range], bool]
) -> Range:
    """Return the first part up to the comma before a speaker who breaks in: "The rest, Doe said, is"."""
    first, end = content[0]
    speaking = [*frame.source, *frame.cue]
    start = min(r[0] for r in speaking)
    after = len(content) > 1 and content[1][0] >= max(r[1] for r in speaking)
    gap = range(end, start - 1)
    breaks_in = after and end < start - 1 and tokens[start - 1].text == ","
    if not breaks_in or len(gap) > _GAP or taken(gap):
        return (first, end)
    if any(tokens[i].text in MARKS or tokens[i].text in CLOSING for i in gap):
        return (first, end)
    return (first, start - 1)


def _uncut(
    part: Range,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    taken: Callable[[range], bool],
    speaking: set[int],
) -> Range:
    """Return a part with all of the quotation of which it holds the first or the last words.

    `speaking`: the words of the speaker; a quotation does not run over them.
    """
    first, end = part
    here = sentences[tokens[first].sentence]
    last = tokens[end - 1]
    mark = _left_open(part, tokens)
    whole = part
    if mark is not None and mark < end - 1:
        closing = _PAIRS[tokens[mark].text]
        segment = sentences[last.sentence].segment
        for i in range(end, min(mark + _LONGEST, len(tokens))):
            if i in speaking:
                break
            if sentences[tokens[i].sentence].segment != segment:
                if tokens[i].text != tokens[mark].text:
                    break
                segment = sentences[tokens[i].sentence].segment
            elif tokens[i].text == closing:
                whole = (first, i + 1)
                break
    elif last.text in CLOSING and first == here.tokens[0]:
        opens = _OPENS[last.text]
        if not any(tokens[i].text in opens for i in range(first, end - 1)):
            for i in range(first - 1, max(end - _LONGEST, -1), -1):
                if sentences[tokens[i].sentence].segment != here.segment or i in speaking:
                    break
                if tokens[i].text in opens:
                    whole = (i, end)
                    break
    added = [i for i in range(*whole) if not first <= i < end]
    return whole if added and not taken(range(added[0], added[-1] + 1)) else part


def _left_open(part: Range, tokens: Sequence[Token]) -> int | None:
    """Return the mark that opens a quotation in a part which does not close it."""
    open_: int | None = None
    for i in range(*part):
        text = tokens[i].text
        if open_ is not None and text == _PAIRS[tokens[open_].text]:
            open_ = None
        elif open_ is None and text in _PAIRS:
            open_ = i
    return open_


def _quotation(
    here: Sentence,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spoken: set[int],
) -> Range | None:
    """Return the next quotation of the paragraph that begins with a sentence and ends with one.

    Between it and the speaker's sentence a few words may stand in which nobody speaks. `spoken`: the
    words of all cues.
    """
    number, after = here.i + 1, here.tokens[1]
    while number < len(sentences) and sentences[number].segment == here.segment:
        start, end = sentences[number].tokens
        if tokens[start].text in MARKS:
            break
        if end - after > _TAIL or not spoken.isdisjoint(range(start, end)):
            return None
        number += 1
    else:
        return None
    closing = _PAIRS[tokens[start].text]
    for i in range(start + 1, min(start + _LONGEST, len(tokens))):
        sentence = sentences[tokens[i].sentence]
        if sentence.segment != here.segment:
            return None
        if tokens[i].text == closing:
            last = sentence.tokens[1] - 1
            return (start, i + 1) if last - i <= 1 and tokens[last].upos == "PUNCT" else None
    return None
