"""Stance and certainty: what a speaker does with the content, and how sure it leaves it."""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import NOT, child, negated, oblique
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.hedges import Hedge, certainty_of, inside, weaker
from saidso.record import Certainty, Span, Stance
from saidso.spans import merge

_COMMENT = frozenset({"comment", "respond", "reply", "answer", "elaborate", "reach", "return"})
_SPEAK = frozenset({"comment", "say", "discuss", "elaborate", "answer", "confirm", "respond", "speak",
    "give", "identify", "name", "specify", "disclose", "reveal", "provide", "talk", "address",
    "release", "explain", "describe", "detail", "state", "acknowledge", "deny", "rule"})  # fmt: skip
_TELL = frozenset({"say", "confirm", "specify", "disclose", "reveal", "give", "state", "identify",
    "name", "explain", "provide", "detail", "mention", "acknowledge", "release", "offer", "make",
    "announce", "indicate", "report", "describe", "publish", "verify", "address", "clarify"})  # fmt: skip
_NEITHER = frozenset({"neither", "nor"})
_DOUBT = frozenset({"believe", "think", "expect", "accept", "recognise", "recognize", "agree"})
_COMING = frozenset({"will", "would", "shall", "'ll", "’ll", "to"})
_WORDS = frozenset({"who", "whom", "what", "when", "where", "why", "how", "which", "whether", "if"})


def cue_head(parse: Parse, frame: Frame) -> int:
    """Return the cue's main word: its cue verb, or its last word."""
    table = cues()
    words = [i for r in frame.cue for i in range(*r)]
    for i in words:
        if parse.tokens[i].lemma in table.stance or parse.tokens[i].lemma in table.shows:
            return i
    return next((i for i in words if parse.tokens[i].upos == "VERB"), words[-1])


def says(parse: Parse, frame: Frame) -> bool:
    """Return whether the cue is a plain word of saying, whose content is a whole clause."""
    token = parse.tokens[cue_head(parse, frame)]
    plain = token.lemma in cues().stance and token.lemma not in cues().weak
    return plain or token.text.lower() in ("to", "per", "of", "according")


def stance_of(parse: Parse, frame: Frame) -> Stance:
    """Return what the speaker does: asserts, denies, declines, questions, demands, promises."""
    head = cue_head(parse, frame)
    token = parse.tokens[head]
    verb = token.lemma
    table = cues()
    if token.upos == "NOUN" and table.stance.get(verb) != "denies":
        return table.nouns.get(verb, "asserts")
    stance = table.stance.get(verb, "asserts")
    if verb == "plead" and "guilty" in (pleas := _particles(parse, head)):
        return "denies" if "not" in pleas else "asserts"
    no = negated(parse, head)
    if verb == "rule" and "out" in _particles(parse, head)[:1]:
        return "asserts" if no else "denies"
    if verb in _TELL and any(parse.tokens[c].lemma == "without" for c in parse.children[head]):
        return "declines"  # "confirmed the attack without saying how many had died"
    if verb == "assure" and not any(
        parse.tokens[i].lemma in _COMING for r in frame.content for i in range(*r)
    ):
        return "asserts"
    if verb in _TELL and any(
        parse.tokens[i].lemma == "unable" for r in frame.cue for i in range(*r)
    ):
        return "declines"
    if no and any(parse.tokens[c].lemma in _NEITHER for c in parse.children[head]):
        if verb in _TELL or stance == "denies":
            return "declines"  # "neither confirmed nor denied"
    if stance == "denies":
        return "asserts" if no else "denies"
    if no and verb in _COMMENT:
        return "declines"
    if no and verb in _TELL:
        return "declines"
    if no and verb in _DOUBT:
        return "denies"
    if verb in ("give", "offer", "provide", "release", "make", "have"):
        noun = child(parse, head, "obj")
        none = noun is not None and any(
            parse.tokens[c].lemma in ("no", "little", "few") for c in parse.children[noun]
        )
        return "declines" if none else stance
    if stance == "declines":
        words = {parse.tokens[i].lemma for r in (*frame.cue, *frame.content) for i in range(*r)}
        return "declines" if words & _SPEAK else "asserts"
    if verb == "ask":
        return _asking(parse, head, frame.content)
    if stance == "demands" and verb in ("call", "press"):
        return "demands" if {"for", "on", "upon"} & set(_particles(parse, head)) else "asserts"
    return stance


def _asking(parse: Parse, head: int, content: list[Range]) -> Stance:
    """Return demands for "asked for", "asked X to"; questions for all else that is asked."""
    words = [parse.tokens[i] for r in content for i in range(*r)]
    asked = next((t for t in words if t.upos != "PUNCT"), None)
    if any(t.text == "?" for t in words) or (asked and asked.lemma in _WORDS):
        return "questions"
    if oblique(parse, head, "for") is not None or "for" in _particles(parse, head)[:1]:
        return "demands"
    wanted = child(parse, head, "xcomp")
    if wanted is None:
        wanted = child(parse, head, "ccomp")
    marks = [] if wanted is None else [parse.tokens[c] for c in parse.children[wanted]]
    if any(m.lemma == "to" and m.rel == "mark" for m in marks):
        return "demands"
    return "questions"


def _particles(parse: Parse, head: int) -> list[str]:
    return [parse.tokens[i].lemma for i in range(head + 1, min(head + 4, len(parse.tokens)))]


def certainty_in(parse: Parse, frame: Frame, hedges: list[Hedge]) -> tuple[Certainty, list[Span]]:
    """Return the certainty of the content as a whole: of the cue word, and of hedges over it all."""
    head = cue_head(parse, frame)
    certainty = cues().certainty.get(parse.tokens[head].lemma, "certain")
    hedge: list[Span] = []
    if certainty != "certain":
        hedge.append(parse.span((head, head + 1)))
    whole = (frame.content[0][0], frame.content[-1][1])
    first = content_head(parse, whole)
    found, spans = certainty_of(inside(hedges, whole), (first, first + 1))
    for i in (head, first):
        if parse.tokens[i].lemma == "know" and negated(parse, i):  # "said he did not know who"
            start = min(c for c in parse.children[i] if parse.tokens[c].lemma in NOT)
            found, spans = "unknown", [*spans, parse.span((start, i + 1))]
    for cue in frame.cue:
        for h in inside(hedges, cue):
            found, spans = weaker(found, h.certainty), [*spans, h.span]
    return weaker(certainty, found), merge([*hedge, *spans])


def content_head(parse: Parse, tokens: Range) -> int:
    """Return the first token of the range whose head lies outside it."""
    for i in range(*tokens):
        token = parse.tokens[i]
        if token.upos != "PUNCT" and (token.head == i or not tokens[0] <= token.head < tokens[1]):
            return i
    return tokens[0]
