"""Signatures and turns: speakers whom only a mark joins to what they say.

"“We ran all night.” — Jane Doe, 34" and, in a transcript, "DOE: We ran all night." have no word that a
cue could be read from; their form on the page tells who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.parse import Frame, Range, Sentence, Token
from saidso.language.quotations import CLOSING, MARKS

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_LONGEST = 14
"""Tokens of a signature at most."""
_LABEL = 4
"""Tokens of a speaker's name before his turn at most."""


def signed(
    frames: Sequence[Frame], tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> list[Frame]:
    """Return the frames with those of signed quotations and of the turns of a transcript."""
    paragraphs = _paragraphs(sentences)
    more = [*_signatures(paragraphs, tokens), *_turns(paragraphs, tokens)]
    if not more:
        return list(frames)
    marks = {i for frame in more for i in range(*frame.cue[0])}
    names = {i for frame in more for i in range(*frame.source[0])}
    kept = [
        frame
        for frame in frames
        if marks.isdisjoint(i for r in frame.cue for i in range(*r))
        and not names.issuperset(i for r in frame.cue for i in range(*r))
    ]
    return [*kept, *more]


def _paragraphs(sentences: Sequence[Sentence]) -> list[Range]:
    """Return the tokens of each segment."""
    out: list[Range] = []
    last = -1
    for sentence in sentences:
        if sentence.segment == last:
            out[-1] = (out[-1][0], sentence.tokens[1])
        else:
            out.append(sentence.tokens)
        last = sentence.segment
    return out


def _signatures(paragraphs: Sequence[Range], tokens: Sequence[Token]) -> list[Frame]:
    """Return "“X” — Y" where that is all of a paragraph, or Y has one of its own after that of X."""
    out: list[Frame] = []
    quoted: Range | None = None
    for first, end in paragraphs:
        at = first if tokens[first].text in _DASHES else _signed_at((first, end), tokens)
        before, quoted = quoted, None
        if at is None:
            if _is_quotation((first, end), tokens):
                quoted = (first, end)
            continue
        content = before if at == first else (first, at)
        source = _name((at + 1, end), tokens)
        if content is not None and source is not None and not _breaks_off(content, tokens):
            out.append(Frame([source], [(at, at + 1)], [content], 1.0))
    return out


def _signed_at(paragraph: Range, tokens: Sequence[Token]) -> int | None:
    """Return the dash that follows the closing mark of a paragraph's quotation and a name follows."""
    first, end = paragraph
    if tokens[first].text not in MARKS and tokens[first].text not in CLOSING:
        return None
    for i in range(max(first + 3, end - _LONGEST - 1), end - 1):
        if tokens[i].text in _DASHES and tokens[i - 1].text in CLOSING:
            return i
    return None


def _is_quotation(paragraph: Range, tokens: Sequence[Token]) -> bool:
    first, end = paragraph
    return end - first > 3 and tokens[first].text in MARKS and tokens[end - 1].text in CLOSING


def _breaks_off(content: Range, tokens: Sequence[Token]) -> bool:
    """Return whether a speaker breaks in: "“It burned,” Doe said, “all night”"."""
    first, end = content
    return any(
        tokens[i].text in CLOSING and tokens[i - 1].text == "," for i in range(first + 2, end - 1)
    )


def _name(words: Range, tokens: Sequence[Token]) -> Range | None:
    """Return a signature without its stop, or None where the words are none."""
    first, end = words
    if end - first > 1 and tokens[end - 1].text == ".":
        end -= 1
    inside = tokens[first:end]
    if not inside or len(inside) > _LONGEST or not inside[0].text[0].isupper():
        return None
    if any(t.upos in ("AUX", "PRON") or t.text in MARKS or t.text in "?!:" for t in inside):
        return None
    if inside[0].upos != "PROPN" and not any(t.name for t in inside):
        return None
    return (first, end)


def _turns(paragraphs: Sequence[Range], tokens: Sequence[Token]) -> list[Frame]:
    """Return the paragraphs "Y: X" of a report in which two people take turns: one, another, the one."""
    found: list[tuple[Range, int, int]] = []
    for first, end in paragraphs:
        low = first + (tokens[first].text in MARKS)
        for at in range(low + 1, min(low + _LABEL + 1, end - 1)):
            if tokens[at].text == ":":
                label = tokens[low:at]
                if (
                    all(t.text.isupper() or t.text == "." for t in label)
                    and len(label[-1].text) > 2
                ):
                    found.append(((low, at), at, end))
                break
    labels = [tuple(t.text for t in tokens[slice(*name)]) for name, _, _ in found]
    takes_turns = any(a == c != b for a, b, c in zip(labels, labels[1:], labels[2:], strict=False))
    if not takes_turns or not _names_somebody({label[-1] for label in labels}, tokens):
        return []
    return [Frame([name], [(at, at + 1)], [(at + 1, end)], 1.0) for name, at, end in found]


def _names_somebody(labels: set[str], tokens: Sequence[Token]) -> bool:
    """Return whether a label in capitals is the name of somebody whom the report names elsewhere.

    "VIDEO:" and "UPDATE:" stand before several paragraphs, too.
    """
    return any(
        t.name == "PER" and t.text not in labels and t.text.upper() in labels for t in tokens
    )
