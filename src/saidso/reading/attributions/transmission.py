"""Transmission: who passes on what a sentence tells, named at its end or in an aside.

"The mayor said ..., according to the Harbour Times"; "officials said, as reported by Reuters, ..."; "as
quoted by Reuters, the mayor said ...". The one who passes it on stands around those who say it.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import Draft, draft, trim, without
from saidso.reading.attributions.relays import medium_by
from saidso.reading.attributions.sources import source_head
from saidso.reading.clauses.cues import cues
from saidso.reading.entities.outlets import is_medium

_ACCOUNTS = frozenset({"report", "article", "indictment", "affidavit", "complaint", "lawsuit", "filing",
    "document", "dispatch", "transcript", "account", "letter", "poll", "survey", "study"})  # fmt: skip
"""Texts that tell what others say; a count or a figure is what the speaker himself goes by."""
_CLOSING = frozenset({"”", '"', "''", "’"})
_PASSED = frozenset({"report", "quote", "cite", "carry", "publish", "relay", "broadcast"})


def around(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with those who pass a sentence on around those who speak in it."""
    by_sentence: dict[int, list[Draft]] = {}
    for one in drafts:
        by_sentence.setdefault(parse.tokens[one.frame.cue[0][0]].sentence, []).append(one)
    for own in by_sentence.values():
        for one in own:
            if parse.tokens[one.frame.cue[0][0]].text.lower() in ("according", "per"):
                _at_the_end(parse, one, own)
    out = list(drafts)
    for i in parse.having(_PASSED):
        if i and parse.tokens[i].upos == "VERB" and parse.tokens[i - 1].text.lower() == "as":
            found = _as_reported(parse, i, by_sentence.get(parse.tokens[i].sentence, []))
            if found is not None:
                out = [d for d in out if d.frame.cue != found.frame.cue]
                out.append(found)
    return out


def _at_the_end(parse: Parse, one: Draft, others: list[Draft]) -> None:
    """Put who ends the sentence with "according to" around those who speak before it."""
    frame = one.frame
    at, stop = frame.cue[0][0], parse.sentence_of(frame.cue[0][0]).tokens[1]
    source = [r for r in frame.source if r[0] > at]
    if not source or at == 0 or parse.tokens[at - 1].text not in (",", "”", '"', "’", "''"):
        return
    last = source[-1][1]
    if parse.tokens[frame.content[0][0]].text.lower() in ("which", "who", "whose"):
        return  # "..., which stood at ten, according to Reuters": only that comes from Reuters
    if any(parse.tokens[k].upos != "PUNCT" for k in range(last, stop)):
        return
    first = parse.sentence_of(at).tokens[0]
    before = [
        d
        for d in others
        if d is not one
        and d.frame.source
        and d.frame.cue[0][0] < at
        and d.frame.source[0][0] >= first
        and parse.tokens[d.frame.cue[0][0]].text.lower() not in ("according", "per")
        and parse.tokens[d.frame.cue[0][0]].upos != "NOUN"
        and not parse.tokens[d.frame.cue[-1][1] - 1].rel.startswith("acl")
    ]
    told = {k for r in frame.content for k in range(*r)}
    if not any(told & {*_words(d.frame.cue), *_words(d.frame.content)} for d in before):
        return  # "Doe praised her rival and won the vote, according to a poll"
    if not _passes_on(parse, source):  # "the mayor said six had died, according to a first count"
        words = before[-1].frame.content
        if not told >= _words(before[-1].frame.cue):
            return
        one.frame = Frame(source, frame.cue, [r for r in words if r[1] <= at] or frame.content, 0.0)
        one.outer = before[-1]
        return
    hole = (at, last)
    for d in before:
        content = [
            p for r in d.frame.content for piece in without(r, hole) if (p := trim(parse, piece))
        ]
        if content:
            d.frame = Frame(d.frame.source, d.frame.cue, content, d.frame.score)
    whole = trim(parse, (min(first, frame.content[0][0]), at))  # a quotation may begin earlier
    if whole is not None:
        later = [r for r in frame.content if r[0] >= stop]
        said = before[-1].frame  # what goes on after "according to" is the first speaker's, too
        if later and parse.tokens[said.content[-1][1] - 1].text in _CLOSING:
            before[-1].frame = Frame(said.source, said.cue, [*said.content, *later], said.score)
        one.frame = Frame(source, frame.cue, [whole, *later], frame.score)
        one.outer = None


def _words(ranges: list[Range]) -> set[int]:
    return {k for r in ranges for k in range(*r)}


def _passes_on(parse: Parse, source: list[Range]) -> bool:
    """Return whether a source is one that tells what others said: not a count that a speaker goes by."""
    token, table = parse.tokens[source_head(parse, source)], cues()
    if (
        token.upos == "PROPN"
        or token.name in ("PER", "ORG")
        or is_medium(parse.words((source[0][0], source[-1][1])))
    ):
        return True
    return token.lemma in table.officials | table.bodies | table.media | _ACCOUNTS


def _as_reported(parse: Parse, i: int, others: list[Draft]) -> Draft | None:
    """Return the outlet of "as reported by Reuters" around who speaks in the sentence."""
    outlet = medium_by(parse, i)
    if outlet is None:
        return None
    first, stop = parse.sentence_of(i).tokens
    hole = (i - 1, outlet[1])
    cue = [(i - 1, outlet[0])]
    for d in others:
        frame = d.frame
        if any(r[0] <= i < r[1] for r in frame.cue):
            rest = [p for r in frame.cue for p in without(r, (i - 1, outlet[1]))]
            if not rest:
                continue
            frame = Frame(frame.source, rest, frame.content, frame.score)
        content = [
            p for r in frame.content for piece in without(r, hole) if (p := trim(parse, piece))
        ]
        if content:
            d.frame = Frame(frame.source, frame.cue, content, frame.score)
    whole = [p for piece in without((first, stop), hole) if (p := trim(parse, piece))]
    return draft(outlet, cue[0], whole) if whole else None
