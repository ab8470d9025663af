"""Who speaks, by grammar and in the model's eyes: the head words of speakers."""

from __future__ import annotations

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.cues import cues

_SUBJECT = ("nsubj", "nsubj:outer", "csubj")
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")


def heads_of(parse: Parse, ranges: list[Range]) -> list[int]:
    """Return the tokens of some ranges that hang on words outside them, and what is joined to these."""
    inside = {i for r in ranges for i in range(*r)}
    tops = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    tops = [i for i in tops if parse.tokens[i].upos in _NOMINAL]
    both = [c for i in tops for c in parse.children[i] if parse.tokens[c].rel == "conj"]
    return [*tops, *(c for c in both if c in inside)]


def find_speakers(parse: Parse) -> set[int]:
    """Return the head words of all speakers: subjects of verbs of saying, and whom the model takes for one.

    Who "was reported dead" has said nothing, and who "heard a blast" may have told nobody. Linear in the
    number of tokens.
    """
    out = {i for frame in parse.frames for i in heads_of(parse, frame.source)}
    for verb in parse.having(cues().stance.keys() - cues().weak):
        for c in parse.children[verb]:
            rel = parse.tokens[c].rel
            quoted = rel == "nsubj:pass" and parse.tokens[verb].lemma == "quote"
            if rel in _SUBJECT or quoted:
                out.add(c)
    return out
