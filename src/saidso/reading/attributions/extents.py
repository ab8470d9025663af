"""Extents: contents that the model cut short, made whole by the grammar around them.

Only words that nobody else's source or cue claims are added, and only in the cue's own sentence.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range, Token
from saidso.reading.clauses.cues import cues

_LONGEST = 40
"""Tokens that are added at most: a longer gap is no slip of a boundary."""
_HANGS = frozenset({"obj", "obl", "nmod", "conj", "xcomp", "advmod", "case", "det", "flat", "acl"})


def completed(parse: Parse, frames: list[Frame]) -> list[Frame]:
    """Return the frames with the contents that broke off in the middle of a clause made whole."""
    taken = {i for f in frames for r in (*f.source, *f.cue) for i in range(*r)}
    return [_described(parse, _whole(parse, f, taken)) for f in frames]


def _described(parse: Parse, frame: Frame) -> Frame:
    """Return the frame with the clause that tells who its speaker is: "said Doe, whose barn burned"."""
    if not frame.source:
        return frame
    tokens, (first, end) = parse.tokens, frame.source[-1]
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].lemma not in _RELATIVES:
        return frame
    clause = next(
        (
            c
            for i in range(first, end)
            for c in parse.children[i]
            if c > end and tokens[c].rel in _CLAUSE
        ),
        None,
    )
    own = {i for r in (*frame.cue, *frame.content) for i in range(*r)}
    if clause is None or tokens[clause].lemma in {*cues().stance, *_HIDING}:
        return frame
    new = parse.subtree(clause)[1]
    while new > end and tokens[new - 1].upos == "PUNCT":
        new -= 1
    if new - end > _LONGEST or not own.isdisjoint(range(end, new)):
        return frame
    return Frame([*frame.source[:-1], (first, new)], frame.cue, frame.content, frame.score)


def _whole(parse: Parse, frame: Frame, taken: set[int]) -> Frame:
    if (act := _claimed(parse, frame)) is not None:
        return Frame(frame.source, frame.cue, [act], frame.score)
    if len(frame.content) != 1:
        return frame
    first, end = frame.content[0]
    sentence = parse.sentence_of(first)
    cue = frame.cue[0]
    if parse.tokens[cue[0]].sentence != sentence.i or parse.tokens[end - 1].sentence != sentence.i:
        return frame
    own = [*frame.source, *frame.cue]
    if end <= cue[0]:
        stop = min(r[0] for r in own if r[0] >= end)
        first = _start_before(parse, (first, end), sentence.tokens[0], taken)
        end = _end_before(parse, (first, end), stop)
    elif first >= cue[1]:
        first = _start_after(parse, (first, end), cue, taken)
        end = _end_after(parse, (first, end), cue, sentence.tokens[1], taken)
    if (first, end) == frame.content[0]:
        return frame
    return Frame(frame.source, frame.cue, [(first, end)], frame.score)


def _claimed(parse: Parse, frame: Frame) -> Range | None:
    """Return the act that somebody claims, and no more: of the dead of "two died in a raid claimed by rebels"
    they say nothing."""
    verb = parse.tokens[frame.cue[0][0]]
    if verb.lemma != "claim" or verb.rel != "acl" or verb.head > verb.i:
        return None
    if not any(first <= verb.head < end for first, end in frame.content):
        return None
    below = (c for c in parse.children[verb.head] if parse.tokens[c].rel != "case")
    return (min(verb.head, *below), verb.i)


def _start_before(parse: Parse, content: Range, start: int, taken: set[int]) -> int:
    """Return where a content before its cue begins: its sentence where it breaks into a clause."""
    first, end = content
    gap = range(start, first)
    if not gap or len(gap) > _LONGEST or not taken.isdisjoint(gap):
        return first
    tokens = parse.tokens
    hangs = any(
        start <= tokens[i].head < first and tokens[i].rel in _HANGS for i in range(first, end)
    )
    verb = any(tokens[i].upos == "VERB" for i in gap)
    quoted = any(tokens[i].text in _QUOTES for i in (*gap, first))
    return start if hangs and verb and not quoted else first


def _end_before(parse: Parse, content: Range, stop: int) -> int:
    """Return where a content before its cue ends: at the source or cue, if all between hangs on it."""
    first, end = content
    tokens = parse.tokens
    last = stop
    while last > end and tokens[last - 1].upos == "PUNCT":
        last -= 1
    if last <= end or last - end > _LONGEST:
        return end
    inside = all(first <= tokens[i].head < last for i in range(end, last))
    broken = any(tokens[i].text in _QUOTES or tokens[i].upos == "VERB" for i in range(end, stop))
    return last if inside and not broken and tokens[end - 1].text not in _QUOTES else end


def _start_after(parse: Parse, content: Range, cue: Range, taken: set[int]) -> int:
    """Return where a content after its cue begins: with its subject, where that was left out."""
    first = content[0]
    tokens = parse.tokens
    gap = range(cue[1], first)
    if not gap or len(gap) > _LONGEST or not taken.isdisjoint(gap):
        return first
    opening = tokens[first]
    bare = opening.upos in ("AUX", "VERB") and not opening.text.endswith("ing")
    verb = opening.head if opening.upos == "AUX" and opening.rel.startswith("aux") else first
    missing = not any(
        tokens[c].rel.startswith(("nsubj", "csubj")) and c >= first for c in parse.children[verb]
    )
    spoken_to = any(tokens[i].rel == "iobj" for i in gap)
    noun = any(tokens[i].upos in ("NOUN", "PROPN", "PRON") for i in gap)
    return cue[1] if bare and missing and noun and not spoken_to else first


def _end_after(parse: Parse, content: Range, cue: Range, stop: int, taken: set[int]) -> int:
    """Return where a content after its cue ends: with what its dangling "and" or comma leads to."""
    first, end = content
    tokens = parse.tokens
    if tokens[cue[1] - 1].lemma in _NAMES:
        return _list_end(parse, content, stop, taken)
    further = _clause_end(parse, content, cue, stop, taken)
    if further > end:
        return further
    last = tokens[end - 1]
    if last.upos not in ("CCONJ", "PUNCT", "ADP", "DET") or not end <= last.head < stop:
        return end
    if tokens[last.head].rel == "conj" and not first <= tokens[last.head].head < end:
        return end
    new = min(parse.subtree(last.head)[1], stop)
    while new > end and tokens[new - 1].upos == "PUNCT":
        new -= 1
    added = range(end, new)
    return new if len(added) <= _LONGEST and taken.isdisjoint(added) else end


def _clause_end(parse: Parse, content: Range, cue: Range, stop: int, taken: set[int]) -> int:
    """Return where a content after its cue ends: its sentence, where all that is left hangs on it.

    In "said two boys were playing when one of them was shot" the second clause is said as well.
    """
    first, end = content
    tokens = parse.tokens
    last = stop
    while last > end and tokens[last - 1].upos == "PUNCT":
        last -= 1
    left = range(end, last)
    if not left or len(left) > _LONGEST or not taken.isdisjoint(left):
        return end
    harm = tokens[end].text == "," and tokens[end + 1].lemma in _HARMING
    joined = _joined(parse, content, (end, last))
    if tokens[end].upos in ("PUNCT", "CCONJ") and not harm and not joined:
        return end
    if any(
        tokens[i].text in _QUOTES or tokens[i].text in (";", ":") for i in (*left, first, end - 1)
    ):
        return end
    hung = [
        tokens[i] for i in left if not end <= tokens[i].head < last and tokens[i].upos != "PUNCT"
    ]
    inside = joined or all(
        t.rel in _BELOW and (first <= t.head < end or (_harms(t) and cue[0] <= t.head < cue[1]))
        for t in hung
    )
    return last if hung and inside else end


def _harms(token: Token) -> bool:
    return token.lemma in _HARMING and token.text.endswith("ing")


def _joined(parse: Parse, content: Range, left: Range) -> bool:
    """Return whether what is left joins one more clause to what is said: ", and 47 shells were fired"."""
    tokens, (first, end) = parse.tokens, left
    joint = first + 1 if tokens[first].text == "," else first
    if tokens[joint].text.lower() not in ("and", "but") or tokens[joint + 1].lemma in _NOBODY:
        return False
    tops = [i for i in range(joint, end) if not joint <= tokens[i].head < end]
    if len(tops) != 1 or tokens[tops[0]].rel != "conj":
        return False
    own = any(tokens[c].rel.startswith("nsubj") for c in parse.children[tops[0]])
    return own and content[0] <= tokens[tops[0]].head < content[1]


_NOBODY = frozenset({"neither", "none", "nobody", "no"})
_HARMING = frozenset({"kill", "injure", "wound", "leave", "hurt"})
"""What goes on with what was done: "accused the rebels of shelling a clinic, killing five"."""
_BELOW = frozenset({"advcl", "obl", "nmod", "advmod", "xcomp", "ccomp", "obj"})
_NAMES = frozenset({"name", "identify", "list"})


def _list_end(parse: Parse, content: Range, stop: int, taken: set[int]) -> int:
    """Return where the persons end whom the content names: "as Ann Ro, 41, a clerk, and Ed Li, 29"."""
    end = content[1]
    tokens = parse.tokens
    new = end
    for i in range(end, stop):
        token = tokens[i]
        verb = token if token.upos in ("VERB", "AUX") else tokens[token.head]
        clause = verb.i >= end and verb.upos in ("VERB", "AUX") and verb.rel in _CLAUSES
        if i in taken or clause or (token.rel == "cc" and verb.upos == "VERB"):
            break  # what follows is a clause of its own, not one more person
        new = i + 1
    while new > end and tokens[new - 1].upos in ("PUNCT", "CCONJ", "DET", "ADP"):
        new -= 1
    return new if new - end <= _LONGEST else end


_HIDING = frozenset({"speak", "talk", "wish", "want"})
"""Verbs of clauses that say how somebody speaks ("who spoke on condition of ..."), not who it is."""
_RELATIVES = frozenset({"who", "whose"})
_CLAUSE = frozenset({"acl:relcl", "acl"})
_CLAUSES = frozenset({"root", "conj", "parataxis", "advcl", "ccomp"})
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "’"})
