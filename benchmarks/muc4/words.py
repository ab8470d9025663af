"""What the learned reading sees of a text: its words of content, with states and features.

Shapes: N words of content, C candidates (words that may head a noun phrase), T tokens of the parse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

import msgspec
import numpy as np

from benchmarks.muc4.lists import TYPES
from benchmarks.muc4.states import Floats, Integers, Seen
from saidso.language.parse import Parse
from saidso.record import Span

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
RELS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nsubj:pass", "nummod", "obj", "obl",
    "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp", "csubj:pass",
)  # fmt: skip
KINDS = (
    "", "person", "organization", "place", "object", "event", "time", "substance", "abstract",
    "animal", "plant", "quantity", "other",
)  # fmt: skip
NAMES = ("", "PER", "ORG", "LOC")
CASES = (
    "", "by", "of", "in", "against", "on", "from", "to", "at", "with", "for", "between", "near",
    "through", "into", "during", "after", "before", "as", "toward", "under", "over", "like",
    "because", "about", "among", "behind", "outside", "inside", "around", "without",
)  # fmt: skip
_OTHER_CASE = 31
ROLES = ("perpetrator", "victim", "target", "instrument", "rescuer", "other", "killed", "injured")
BUCKETS = 8192
"""Word pieces are told apart by a hash with so many values; nothing can be read back from it."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "PRON", "X", "ADV"})
_PARTS = frozenset({"compound", "flat", "fixed", "goeswith"})
_HEADS = frozenset({"nsubj", "obj", "obl", "nmod", "conj", "iobj", "appos", "root", "dep"})
_EMPTY = frozenset({"which", "who", "that", "it", "this", "whom", "i", "we"})


class Sequence(msgspec.Struct, frozen=True):
    """The words of content of one text. Integers N unless said otherwise."""

    tokens: Integers
    upos: Integers
    rel: Integers
    kind: Integers
    name: Integers
    case: Integers
    head: Integers
    """Position in the sequence of the word that a word depends on; its own at a root."""
    sentence: Integers
    trigger: Integers
    """0, or one more than the number of the type of the event that our record has there."""
    word: Integers
    roles: Floats
    """N,9: part in an event of our record, came to harm, trigger of what did not happen."""
    candidates: Integers
    """C positions in the sequence."""
    states: Floats


def candidates(parse: Parse) -> list[int]:
    """Return the tokens that may head a noun phrase that fills a slot."""
    out = []
    for t in parse.tokens:
        rel = t.rel.split(":")[0]
        if t.upos in ("NOUN", "PROPN"):
            if rel not in _PARTS:
                out.append(t.i)
        elif t.upos in ("ADJ", "NUM", "PRON", "X") and rel in _HEADS:
            if t.text.lower() not in _EMPTY:
                out.append(t.i)
    return out


def head_in(parse: Parse, span: Span) -> int | None:
    """Return the token of a span on which the others depend."""
    a, b = bisect_left(parse.starts, span[0]), bisect_left(parse.starts, span[1])
    tops = (
        i for i in range(a, b) if not a <= parse.tokens[i].head < b or parse.tokens[i].head == i
    )
    return next(tops, None)


def sequence(one: Seen, types: Mapping[str, str]) -> Sequence:
    """Return the sequence of a text; `types` gives the task's type of each of ours that has one."""
    parse, record = one.parse, one.record
    tokens = parse.tokens
    heads = candidates(parse)
    wanted = set(heads)
    kept = [t.i for t in tokens if t.upos in _CONTENT or t.i in wanted]
    at = {i: k for k, i in enumerate(kept)}

    def above(i: int) -> int:
        for _ in range(10):
            up = tokens[i].head
            if up == i:
                break
            if up in at:
                return at[up]
            i = up
        return -1

    trigger = np.zeros(len(kept), np.int64)
    roles = np.zeros((len(kept), len(ROLES) + 1), np.float32)
    for event in record.events:
        i = head_in(parse, event.trigger)
        if i in at:
            kind = types.get(event.type)
            trigger[at[i]] = 1 + (TYPES.index(kind) if kind in TYPES else len(TYPES))
            roles[at[i], -1] = float(event.status != "happened" or roles[at[i], -1])
        for part in event.participants:
            j = head_in(parse, part.span)
            if j in at:
                roles[at[j], ROLES.index(part.role)] = 1
    mentions = {e.id: e.mentions for e in record.entities}
    for claim in record.claims:
        if claim.slot in ("killed", "injured") and claim.entity in mentions:
            for span in mentions[claim.entity]:
                i = head_in(parse, span)
                if i in at:
                    roles[at[i], ROLES.index(claim.slot)] = 1
    some = [tokens[i] for i in kept]
    return Sequence(
        np.array(kept, np.int64),
        _numbers([UPOS.index(t.upos) if t.upos in UPOS else len(UPOS) - 1 for t in some]),
        _numbers([_relation(t.rel) for t in some]),
        _numbers([KINDS.index(t.kind) if t.kind in KINDS else len(KINDS) - 1 for t in some]),
        _numbers([NAMES.index(t.name) for t in some]),
        _numbers([_case(parse, i) for i in kept]),
        _numbers([k if (up := above(i)) < 0 else up for k, i in enumerate(kept)]),
        _numbers([t.sentence for t in some]),
        trigger,
        (one.pieces[kept] * 2654435761 % 2**32) >> 19,  # Knuth's multiplicative hash, 13 bits
        roles,
        _numbers([at[i] for i in heads]),
        one.states[kept],
    )


def _numbers(some: list[int]) -> Integers:
    return np.array(some, np.int64)


def _relation(rel: str) -> int:
    name = rel if rel.endswith(":pass") else rel.split(":")[0]
    return RELS.index(name) if name in RELS else len(RELS)


def _case(parse: Parse, i: int) -> int:
    found = [
        parse.tokens[c].text.lower() for c in parse.children[i] if parse.tokens[c].rel == "case"
    ]
    if not found:
        return 0
    return CASES.index(found[0]) if found[0] in CASES else _OTHER_CASE
