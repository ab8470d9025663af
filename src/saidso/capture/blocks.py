"""Blocks of a text: its lines, or its paragraphs where the lines are hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

from saidso.record import Span

_LINE = re.compile(r"[^\n]*\n?")
_WRAP_MIN, _WRAP_MAX = 45, 100
"""Hard-wrapped text has lines of about this many code points."""
_LONG = 0.1
"""At most this share of its lines is longer."""


def split(text: str) -> list[Span]:
    """Return spans that partition `text`, each a block with the white space behind it.

    A block is a line; in hard-wrapped text it is a paragraph (up to an empty or indented line).
    White space at the start of the text belongs to the first block.
    """
    lines = [m.span() for m in _LINE.finditer(text) if m.end() > m.start()]
    wrapped = _is_wrapped([text[a:b].rstrip() for a, b in lines])
    starts: list[int] = []
    new = True
    for a, b in lines:
        line = text[a:b]
        if not line.strip():
            new = True
            continue
        if new or not wrapped or line[:2] in ("  ", "- ", "* ") or line[0] == "\t":
            starts.append(a)
        new = False
    if not starts:
        return [(0, len(text))] if text else []
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether most lines that another line follows are filled and break off in a sentence."""
    inner = [a for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(inner) < 3 or max(map(len, inner)) > _WRAP_MAX:
        return False
    full = [a for a in lines if a.strip()]
    if sum(len(a) > _WRAP_MAX for a in full) > _LONG * len(full):
        return False  # titles above paragraphs of one line each
    filled = [a for a in inner if len(a) >= _WRAP_MIN]
    broken = [a for a in filled if a[-1] not in '.!?"”’']
    return len(filled) >= 0.7 * len(inner) and len(broken) >= 0.6 * len(filled)
