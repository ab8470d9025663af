"""Characters that nobody sees: made visible, and counted as a browser counts them.

What is shown in place of such a character is marked with the number of UTF-16 units that it stands
for, so that a selection is mapped back to the text as it was captured.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, direction marks and overrides, spaces without width, lone surrogates and tags. The joiners
U+200C and U+200D stay: emoji and Persian words are written with them."""
_NAMES = {
    "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI",
    "\u2068": "FSI", "\u2069": "PDI", "\u00ad": "SHY", "\u200b": "ZWSP", "\ufeff": "BOM",
    "\u2060": "WJ", "\r": "CR",
}  # fmt: skip
"""What the Unicode Standard calls the frequent ones for short (chapter 23)."""


def visible(text: str) -> Markup:
    """Return text as HTML that shows every character of it and runs nothing."""
    out: list[str] = []
    at = 0
    for found in _HIDDEN.finditer(text):
        out += [escape(text[at : found.start()]), _shown(found[0])]
        at = found.end()
    out.append(escape(text[at:]))
    return Markup("").join(out)


def plain(text: str) -> str:
    """Return text in one line with hidden characters named in brackets, for attributes and titles."""
    return " ".join(_HIDDEN.sub(lambda m: f"[{_name(m[0])}]", text).split())


def _shown(character: str) -> Markup:
    title = unicodedata.name(character, f"U+{ord(character):04X}").capitalize()
    return Markup('<span class="hidden-character" data-units="{}" title="{}">{}</span>').format(
        units(character), title, _name(character)
    )


def _name(character: str) -> str:
    return _NAMES.get(character, f"U+{ord(character):04X}")


def units(text: str) -> int:
    """Return the number of UTF-16 units of a text: what JavaScript calls its length."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


def points(text: str, offset: int) -> int:
    """Return the offset in code points for one in UTF-16 units; inside a pair, that of its start.

    Raises ValueError where the offset lies outside the text.
    """
    if offset < 0:
        raise ValueError(offset)
    seen = 0
    for at, character in enumerate(text):
        if offset <= seen:
            return at
        seen += 2 if ord(character) > 0xFFFF else 1
        if offset < seen:
            return at
    if offset > seen:
        raise ValueError(offset)
    return len(text)
