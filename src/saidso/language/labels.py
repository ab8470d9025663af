"""Label sets and input features that the model and its training share."""

from __future__ import annotations

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
KINDS = (
    "O", "abstract", "animal", "event", "object", "organization", "person", "place", "plant",
    "substance", "time",
)  # fmt: skip
FRAME_TAGS = (
    "O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content", "E-source", "E-content",
)  # fmt: skip
"""A part of several words ends with E-, where it has that tag."""

SHAPES = 13
"""Number of word shapes; 0 is padding."""
DISTANCES = 26
"""Number of distance buckets between a word and a cue; 0 is the cue itself."""
HIGHEST = 5
"""Steps up the tree from a cue that are told apart."""
MARKS = 4
"""How a word stands to quotations: 0 outside, 1 a mark that opens one, 2 that closes one, 3 inside."""


def shape(word: str, first: bool) -> int:
    """Return the number (1 to 12) of a word's shape; `first` is whether it opens its sentence."""
    if not any(c.isalnum() for c in word):
        return 1
    if any(c.isdigit() for c in word):
        return 3 if any(c.isalpha() for c in word) else 2
    if word.islower():
        return 4
    if word.isupper():
        if len(word) == 1:
            return 6 if first else 5
        return 8 if "." in word else 7
    if word[0].isupper():
        if word[1:].islower():
            return 10 if first else 9
        return 11
    return 12


def distance(offset: int) -> int:
    """Return the bucket (1 to 25) of a word `offset` words after (before, if < 0) a cue."""
    size = abs(offset)
    bucket = size if size <= 6 else min(12, 4 + size.bit_length()) if size < 512 else 12
    return bucket if offset > 0 else 13 + bucket
