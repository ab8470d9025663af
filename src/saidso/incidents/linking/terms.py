"""Terms: the words of a text by how much they say of which happening it tells.

Weights come from a table that ships with the package (`training/wordweights.py`), not from the reports
at hand: so two reports are as similar alone as among a hundred thousand others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Set
from functools import cache
from importlib import resources

from saidso import knowledge

MOST = 96
"""Terms that are kept of a text, the heaviest."""
_COMMON = 0.2
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


def folded(text: str) -> list[str]:
    """Return the words of a text in lower case, the genitive's ending left out."""
    found = (m.group().casefold().replace("’", "'") for m in _WORD.finditer(text))
    return [w[:-2] if w.endswith("'s") else w for w in found]


@cache
def weights() -> dict[str, float]:
    """Return the weight, 0 to 1, of the words in the table; others weigh 1."""
    files = resources.files(__package__)
    text = files.joinpath("word_weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    out = {word: int(weight) / 100 for word, weight in rows}
    for words in knowledge.table(__package__, "common_words.yaml").values():
        for word in words:
            for part in folded(word):
                out[part] = min(out.get(part, 1.0), _COMMON)
    return out


def terms(words: list[str], *, damped: Set[str] = frozenset()) -> dict[str, float]:
    """Return the heaviest terms of a text; the squares of all weights add up to 1.

    A term weighs its table weight times 1 + ln of how often it stands in the text, a fifth of that
    where it is one of `damped`.
    """
    table = weights()
    raw = {
        word: table.get(word, 1.0) * (_COMMON if word in damped else 1) * (1 + math.log(n))
        for word, n in Counter(words).items()
        if len(word) > 1
    }
    norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    heaviest = sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return {word: round(weight / norm, 4) for word, weight in heaviest if weight > 0}
