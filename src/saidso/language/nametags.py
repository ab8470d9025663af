"""Tags of names from their scores: an I- only ever follows its own kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from saidso.language.labels import NAME_TAGS

OUTSIDE = -0.02
"""Log probability from which a word is surely in no name."""
_KIND = [tag[2:] for tag in NAME_TAGS]
_INSIDE = [tag[0] == "I" for tag in NAME_TAGS]
_BEFORE = [
    [j for j, kind in enumerate(_KIND) if kind == _KIND[i]] if inside else range(len(NAME_TAGS))
    for i, inside in enumerate(_INSIDE)
]
"""For each tag the tags that it may follow."""


def decoded(scores: npt.NDArray[np.float32]) -> list[int]:
    """Return the likeliest tags of W words that spell names, from their log probabilities W,tags.

    Words that are surely in no name part the text into runs; those whose likeliest tags already
    spell names are left as they are, and the others are decoded (Viterbi).
    """
    best: list[int] = scores.argmax(1).tolist()
    loose = [i for i, (a, b) in enumerate(pairwise([0, *best])) if a not in _BEFORE[b]]
    if not loose:
        return best
    sure = scores[:, 0] >= OUTSIDE
    done = 0
    for i in loose:
        if i < done:
            continue
        first, done = i, i + 1
        while first and not sure[first - 1]:
            first -= 1
        while done < len(best) and not sure[done]:
            done += 1
        best[first:done] = _likeliest(scores[first:done].tolist())
    return best


def _likeliest(scores: Sequence[Sequence[float]]) -> list[int]:
    """Return the best path through the tags of a run before which there is no name."""
    value = [-np.inf if inside else s for inside, s in zip(_INSIDE, scores[0], strict=True)]
    back: list[list[int]] = []
    for row in scores[1:]:
        came = [max(before, key=value.__getitem__) for before in _BEFORE]
        value = [value[j] + s for j, s in zip(came, row, strict=True)]
        back.append(came)
    path = [max(range(len(value)), key=value.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


_BINDS = frozenset({"of", "for"})
_WITHOUT = ["without", "borders"]
_GENERIC = 1
"""Words before "of" that are no name by themselves: "University of", "Office of the"."""


def closed(tags: Sequence[str], words: Sequence[str]) -> list[str]:
    """Return the tags of words with no name left open at its end.

    A person's name or any before "and" ends before such a word ("Ada Brill of", "Orvel and"); an
    organisation of one word goes on in the name after it ("Bank of" and "Orvel" are one).
    """
    out = list(tags)
    for i in range(1, len(out) - 1):
        if [w.lower() for w in words[i : i + 2]] == _WITHOUT and words[i - 1][:1].isupper():
            out[i - 1 : i + 2] = ["B-ORG", "I-ORG", "I-ORG"]  # "Doctors Without Borders"
    first = 0
    for i, tag in enumerate(out):
        if tag[0] != "I":
            first = i
        ends = i + 1 == len(out) or out[i + 1] != f"I{tag[1:]}"
        if tag == "O" or not ends:
            continue
        word = words[i]
        if word == "and" or (word == "of" and tag[2:] == "PER"):
            if i > first:
                out[i] = "O"
        elif tag[2:] == "ORG" and i + 1 < len(out) and out[i + 1][0] == "B":
            last = i - 1 if word == "the" else i
            if words[last] in _BINDS and last - first == _GENERIC:
                kind = out[i + 1][1:]
                out[i + 1] = "I-ORG"
                for k in range(i + 2, len(out)):
                    if out[k] != f"I{kind}":
                        break
                    out[k] = "I-ORG"
    return _of_media(out, words)


_MEDIA = frozenset(
    {"weekly", "daily", "newspaper", "magazine", "tabloid", "broadcaster", "fortnightly"}
)


def _of_media(tags: list[str], words: Sequence[str]) -> list[str]:
    """Return the tags with a paper's name as that of no place: "editor of the private weekly L’Aurore,"."""
    for i in range(1, len(tags)):
        if tags[i] != "B-LOC" or words[i - 1].lower() not in _MEDIA:
            continue
        end = next((k for k in range(i + 1, len(tags)) if tags[k] != "I-LOC"), len(tags))
        if end < len(tags) and words[end][:1].isalpha():
            continue  # "the daily Orvel traffic"
        tags[i:end] = ["B-ORG", *["I-ORG"] * (end - i - 1)]
    return tags
