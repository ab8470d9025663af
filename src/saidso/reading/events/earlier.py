"""Earlier: acts that a report says, below its lead, to have been done before its news."""

from __future__ import annotations

from saidso.language.parse import Parse

_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_SOON = 14
"""Tokens behind an act in which it may be said that it was earlier."""


def was_earlier(parse: Parse, i: int) -> bool:
    """Return whether an act below the lead was "earlier this month" or done "recently", as no news is."""
    sentence = parse.sentence_of(i)
    if sentence.i < _LEAD:
        return False
    if _was_recently(parse, i):
        return True
    words = [t.text.lower() for t in parse.tokens[i + 1 : min(i + _SOON, sentence.tokens[1])]]
    if "earlier" not in words:
        return False
    at = words.index("earlier")
    return words[at + 1 : at + 2] == ["this"] and words[at + 2 : at + 3] in (["month"], ["year"])


def _was_recently(parse: Parse, i: int) -> bool:
    """Return whether it, or what it is told with, is no news: "recently died when gunmen shot at him"."""
    if parse.tokens[i].rel == "amod":
        return False  # "a recently captured gunman"
    for _ in range(_LEAD + 1):
        if any(parse.tokens[c].lemma == "recently" and c < i for c in parse.children[i]):
            return True
        if not parse.tokens[i].rel.startswith(("advcl", "conj", "xcomp")):
            return False
        i = parse.tokens[i].head
    return False
