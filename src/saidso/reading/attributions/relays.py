"""Relays: speakers who pass on what others say: "X said, citing Y", "a letter seen by X"."""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import (
    Draft,
    child,
    draft,
    noun_phrase,
    oblique,
    trim,
    without,
)
from saidso.reading.attributions.sources import may_speak
from saidso.reading.entities.outlets import is_medium

_OBTAINED = frozenset({"see", "obtain", "review", "publish", "release", "verify", "broadcast", "air",
    "read", "view", "share", "post", "examine", "carry", "quote"})  # fmt: skip
_DEEDS = frozenset({"release", "order", "test", "result", "investigation", "inquiry"})
"""Nouns of texts that are as often what happened: "citing the release of prisoners"."""
_CONTENTS = frozenset({"information", "datum", "data", "detail", "figure", "comment", "remark",
    "account", "word"})  # fmt: skip
_DEEP = 6


def find_relays(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with those whom they cite inside them and those who relay them around them."""
    by_cue = {i: d for d in drafts for r in d.frame.cue for i in range(*r)}
    by_source = {i: d for d in drafts for r in d.frame.source for i in range(*r)}
    by_sentence: dict[int, list[Draft]] = {}
    for one in drafts:
        by_sentence.setdefault(parse.tokens[one.frame.cue[0][0]].sentence, []).append(one)
    quoting = {id(d.outer) for d in drafts if d.outer is not None}
    out = list(drafts)
    for token in (parse.tokens[i] for i in parse.having(_OBTAINED | {"cite", "quote"})):
        if token.upos != "VERB":
            continue
        if token.lemma in ("cite", "quote"):
            bare = by_cue.get(token.i)  # the model takes who is cited for what is said
            if bare is not None and (bare.relayed or bare.outer or len(bare.frame.cue) > 1):
                continue
            if bare is not None and id(bare) in quoting:  # who quotes is found already
                continue
            outer = by_source.get(token.i)
            outer = outer or _above(parse, token.i, by_cue, by_sentence, bare)
            relay = _obtained(parse, token.i, by_source[token.i]) if token.i in by_source else None
            if relay is not None:  # "the ministry, quoted by Interfax, said"
                out.append(relay)
                continue
            inner = _cited(parse, token.i, outer) if outer else None
            if bare is not None and outer is None and bare.frame.score > 0:
                out = [d for d in out if d is not bare]
            if inner is not None:
                out = [d for d in out if d is not bare]
                out.append(inner)
        elif token.lemma in _OBTAINED and token.i in by_source:
            relay = _obtained(parse, token.i, by_source[token.i])
            if relay is not None:
                out.append(relay)
    for one in drafts:
        if one.relayed:
            one.outer = _above(parse, one.frame.cue[0][0], by_cue, by_sentence, one)
    return out


def _above(
    parse: Parse,
    i: int,
    by_cue: dict[int, Draft],
    by_sentence: dict[int, list[Draft]],
    own: Draft | None = None,
) -> Draft | None:
    """Return whose words a cited speaker stands with: the cue above the verb, or the nearest."""
    at = i
    for _ in range(_DEEP):
        at = parse.tokens[at].head
        if at in by_cue and by_cue[at] is not own:
            return by_cue[at]
        if parse.tokens[at].head == at:
            break
    rivals = [
        d for d in by_sentence.get(parse.tokens[i].sentence, ()) if d is not own and d.frame.source
    ]
    before = [d for d in rivals if d.frame.cue[0][0] < i]
    return before[-1] if before else None


def _cited(parse: Parse, i: int, outer: Draft) -> Draft | None:
    """Return the draft of who is cited at verb `i`; the outer draft gives up these words."""
    cited = child(parse, i, "obj")
    if cited is None or cited < i or parse.tokens[cited].lemma in _DEEDS:
        return None
    if parse.tokens[cited].lemma in _CONTENTS:  # "citing information from the Coast Guard"
        giver = oblique(parse, cited, "from", "by")
        giver = giver if giver is not None else oblique(parse, i, "from")
        cited = giver if giver is not None else cited
    if not may_speak(parse, cited):
        return None
    source = noun_phrase(parse, cited, i + 1)
    first = i
    if first and parse.tokens[first - 1].text.lower() in ("that", "which", ","):
        first -= 1
    hole = (first, source[1])
    frame = outer.frame
    content = _cut(parse, frame.content, hole)
    if not content:
        return None
    outer.frame = Frame(_cut(parse, frame.source, hole), frame.cue, content, frame.score)
    return draft(source, (i, i + 1), content, outer)


def medium_by(parse: Parse, i: int) -> Range | None:
    """Return the outlet of "seen by Reuters", "as reported by Reuters", whose participle is token `i`."""
    by = oblique(parse, i, "by")
    if by is None or by < i:
        return None
    outlet = noun_phrase(parse, by, i + 1)
    return outlet if is_medium(parse.words(outlet)) else None


def _obtained(parse: Parse, i: int, inner: Draft) -> Draft | None:
    """Return the outlet's draft around "a letter seen by Reuters says"."""
    outlet = medium_by(parse, i)
    if outlet is None:
        return None
    frame = inner.frame
    rest = _cut(parse, frame.source, (i, outlet[1]))
    if not rest or inner.outer is not None:
        return None
    inner.frame = Frame(rest, frame.cue, frame.content, frame.score)
    inner.outer = draft(outlet, (i, i + 1), sorted([*rest, *frame.cue, *frame.content]))
    return inner.outer


def _cut(parse: Parse, ranges: list[Range], hole: Range) -> list[Range]:
    return [p for r in ranges for piece in without(r, hole) if (p := trim(parse, piece))]
