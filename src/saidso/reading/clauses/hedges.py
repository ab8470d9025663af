"""Hedges and explicit unknowns: words that lower the certainty of a clause."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import cast

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse, Range
from saidso.record import Certainty, Span

_ORDER: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unknown": 3}


class Hedge(msgspec.Struct, frozen=True):
    """A hedge: its words, what certainty it leaves, and the tokens that it covers."""

    tokens: Range
    span: Span
    certainty: Certainty
    scope: Range


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], Certainty]]]:
    """Return phrases with their certainty, by first word, longest first."""
    data = knowledge.table(__package__, "hedges.yaml")
    out: dict[str, list[tuple[tuple[str, ...], Certainty]]] = {}
    for certainty, phrases in data.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            out.setdefault(words[0], []).append((words, cast(Certainty, certainty)))
    for rows in out.values():
        rows.sort(key=lambda row: -len(row[0]))
    return out


def find_hedges(parse: Parse) -> list[Hedge]:
    """Return the hedges of a report in text order, the longest phrase at each place."""
    table = _table()
    out: list[Hedge] = []
    tokens = parse.tokens
    taken = 0
    for token in (tokens[i] for i in parse.spelled(table)):
        if token.i < taken:
            continue
        for words, certainty in table[token.text.lower()]:
            end = token.i + len(words)
            if end > parse.sentence_of(token.i).tokens[1]:
                continue
            if all(tokens[token.i + k].text.lower() == w for k, w in enumerate(words)):
                if len(words) == 1 and not _hedging(parse, token.i):
                    continue
                head = _head_in(parse, (token.i, end))
                scope = _scope(parse, head)
                if certainty == "unknown" and _asks(parse, (token.i, end)):
                    scope = (token.i, end)
                out.append(Hedge((token.i, end), parse.span((token.i, end)), certainty, scope))
                taken = end
                break
    return sorted([*out, *_examined(parse)], key=lambda h: h.tokens)


_CLAIMS = frozenset(
    {"claim", "allegation", "accusation", "report", "rumour", "rumor", "suggestion", "complaint"}
)
_RUMOURS = frozenset({"rumour", "rumor", "speculation"})
_EXAMINES = frozenset(
    {"examine", "investigate", "probe", "check", "verify", "study", "review", "assess", "look"}
    | {"analyse", "analyze", "consider", "scrutinise", "scrutinize"}
)


def _examined(parse: Parse) -> list[Hedge]:
    """Return "claims that X are being examined", and "rumours that X", as hedges over X.

    Who examines it does not say it, and of a rumour nobody knows who does.
    """
    out = []
    for i in parse.having(_RUMOURS):
        that = parse.tokens[min(i + 1, len(parse.tokens) - 1)]
        if that.text.lower() == "that" and that.rel == "mark":
            scope = parse.subtree(that.head)
            out.append(Hedge((i, i + 1), parse.span((i, i + 1)), "possible", scope))
    for i in parse.having(_CONFIRMS):
        clause = _unconfirmed(parse, i)
        if clause is not None:
            out.append(Hedge((i, i + 1), parse.span((i, i + 1)), "unknown", parse.subtree(clause)))
    for i in parse.having(_CLAIMS):
        if not (_is_examined(parse, i) or _is_heard(parse, i)):
            continue
        clause = next((c for c in parse.children[i] if c > i and _that(parse, c)), None)
        if clause is not None:
            scope = parse.subtree(clause)
            out.append(Hedge((i, i + 1), parse.span((i, i + 1)), "unknown", scope))
    return out


def _unconfirmed(parse: Parse, i: int) -> int | None:
    """Return the clause of "would not confirm that X", "declined to confirm whether X"."""
    tokens = parse.tokens
    above = tokens[tokens[i].head]
    silent = tokens[i].rel == "xcomp" and above.lemma in _SILENT
    denied = tokens[i].lemma == "deny"  # "neither confirmed nor denied"
    no = {tokens[c].lemma for c in parse.children[i]} & ({"nor"} if denied else _NOT)
    if tokens[i].upos != "VERB" or not (silent or no):
        return None
    said = (c for c in parse.children[i] if tokens[c].rel == "ccomp" and c > i)
    return next(
        (c for c in said if tokens[parse.subtree(c)[0]].text.lower() not in _QUESTIONS), None
    )


def _is_examined(parse: Parse, i: int) -> bool:
    """Return whether somebody looks into a claim; a capital "Claims" may pass for a verb."""
    tokens = parse.tokens
    if tokens[i].rel in ("nsubj:pass", "obj", "obl") and tokens[i].upos == "NOUN":
        return tokens[tokens[i].head].lemma in _EXAMINES
    if tokens[i].upos != "VERB" or not tokens[i].text[0].isupper():
        return False
    end = parse.sentence_of(i).tokens[1]
    after = (t.i for t in tokens[i + 1 : end] if t.lemma in _EXAMINES and t.upos == "VERB")
    rels = ({tokens[c].rel for c in parse.children[k]} for k in after)
    return any("aux:pass" in r and "nsubj:pass" not in r for r in rels)


_RECEIVES = frozenset({"receive", "get", "hear", "be"})
_CALLED = frozenset(
    {"police", "officer", "deputy", "dispatcher", "policeman", "sheriff", "trooper", "authority"}
    | {"firefighter", "crew", "department"}
)
"""Whom people call when it has happened: "officers received a report that a man was shot"."""


def _is_heard(parse: Parse, i: int) -> bool:
    """Return whether somebody only hears a claim: "the mission received a complaint that rebels shelled
    Velm", "there were reports that"; of rumours that is known."""
    tokens = parse.tokens
    if tokens[i].lemma in _RUMOURS:
        return False
    verb = tokens[i].head
    if tokens[i].upos != "NOUN" or tokens[verb].lemma not in _RECEIVES:
        return False
    if any(
        tokens[c].lemma == "from"
        for k in (i, verb)
        for o in parse.children[k]
        for c in parse.children[o]
    ):
        return False  # "a complaint from villagers that": they say it
    who = {tokens[c].lemma.lower() for c in parse.children[verb] if tokens[c].rel == "nsubj"}
    there = any(tokens[c].rel == "expl" for c in parse.children[verb])
    return there if tokens[verb].lemma == "be" else tokens[i].rel == "obj" and not who & _CALLED


def _that(parse: Parse, i: int) -> bool:
    """Return whether a word heads a clause with "that"."""
    clause = parse.tokens[i].rel in ("acl", "ccomp", "acl:relcl")
    return clause and any(parse.tokens[c].text.lower() == "that" for c in parse.children[i])


_NOT = frozenset({"not", "n't", "n’t", "never", "hardly", "only", "neither", "nor"})
_CONFIRMS = frozenset({"confirm", "verify", "corroborate", "deny"})
_SILENT = frozenset({"decline", "refuse", "unable"})
_ALL = frozenset(
    {"everything", "anything", "all", "as", "whatever", "if", "where", "wherever", "every"}
)
_SENSES = frozenset({"see", "hear", "feel", "smell", "afford", "remember", "tell", "find"})
_TIMES = frozenset({"when", "after", "before", "while", "until", "once"})
_CONTRASTS = frozenset({"although", "though", "while", "whereas"})
_QUESTIONS = frozenset({"who", "whom", "what", "when", "where", "why", "how", "which", "whose"})


def _asks(parse: Parse, hedge: Range) -> bool:
    """Return whether what is not known is a part ("who fired"): that it happened is then not in doubt."""
    first, end = parse.sentence_of(hedge[0]).tokens
    after = range(hedge[1], min(hedge[1] + 4, end))
    return any(parse.tokens[i].text.lower() in _QUESTIONS for i in (first, *after))


def _hedging(parse: Parse, i: int) -> bool:
    """Return whether a one-word hedge is one here: not a month, a name or an active belief."""
    token = parse.tokens[i]
    low = token.text.lower()
    if low in ("may", "might"):
        return token.upos == "AUX"
    if low == "could":  # not "could not", nor what somebody was able to see or hear
        verb = parse.tokens[token.head]
        denied = any(parse.tokens[c].lemma in _NOT for c in parse.children[token.head])
        return token.upos == "AUX" and not denied and verb.lemma not in _SENSES
    if low in ("believed", "thought", "suspected", "feared", "alleged", "presumed"):
        # "was believed to", "feared dead", "suspected militants"; active verbs are cues
        return any(
            parse.tokens[c].rel in ("aux:pass", "nsubj:pass") for c in parse.children[i]
        ) or (token.rel in ("amod", "acl") or token.upos == "ADJ")
    if low == "possible":  # "everything possible", "as soon as possible"
        before = parse.tokens[i - 1].text.lower() if i else ""
        return before not in _ALL and token.name == ""
    if low in ("appears", "appeared", "appear"):
        # not "appeared in court"
        return any(parse.tokens[c].rel in ("xcomp", "ccomp", "csubj") for c in parse.children[i])
    return token.name == ""


def _head_in(parse: Parse, tokens: Range) -> int:
    """Return the token of the range whose head lies outside it."""
    for i in range(*tokens):
        if not tokens[0] <= parse.tokens[i].head < tokens[1] or parse.tokens[i].head == i:
            return i
    return tokens[0]


def _scope(parse: Parse, i: int) -> Range:
    """Return the tokens that a hedge headed at `i` covers: its own clause, or what it modifies."""
    token = parse.tokens[i]
    head = token.head
    if token.rel in ("amod", "nmod") and head != i:
        return parse.subtree(head)
    if token.rel == "aux" and head != i:
        return _without(parse, head, _TIMES | _CONTRASTS)
    if token.rel in ("advmod", "cop", "aux:pass", "mark") and head != i:
        return parse.subtree(head)
    return _without(parse, i, _CONTRASTS)


def _without(parse: Parse, verb: int, marks: frozenset[str]) -> Range:
    """Return the tokens of a verb's clause without clauses that are not in doubt with it.

    "Those who could ran when the shooting began", "who they are is unclear, although rebels claimed it".
    """
    first, last = parse.subtree(verb)
    for c in parse.children[verb]:
        own = (parse.tokens[m].text.lower() for m in parse.children[c])
        if parse.tokens[c].rel == "advcl" and not marks.isdisjoint(own):
            start, end = parse.subtree(c)
            if start > verb:
                last = min(last, start)
            elif end <= verb:
                first = max(first, end)
    return (first, last)


def certainty_of(hedges: list[Hedge], tokens: Range) -> tuple[Certainty, list[Span]]:
    """Return the lowest certainty of the hedges whose scope holds all `tokens`, with their words."""
    certainty: Certainty = "certain"
    spans: list[Span] = []
    for hedge in hedges:
        if hedge.scope[0] <= tokens[0] and tokens[1] <= hedge.scope[1]:
            spans.append(hedge.span)
            if _ORDER[hedge.certainty] > _ORDER[certainty]:
                certainty = hedge.certainty
    return certainty, spans


def inside(hedges: list[Hedge], tokens: Range) -> list[Hedge]:
    """Return those of a report's hedges, in text order, that stand within a range of tokens."""
    first = bisect_left(hedges, tokens[0], key=lambda h: h.tokens[0])
    end = bisect_left(hedges, tokens[1], key=lambda h: h.tokens[0])
    return [h for h in hedges[first:end] if h.tokens[1] <= tokens[1]]


def weaker(a: Certainty, b: Certainty) -> Certainty:
    """Return the less certain of two."""
    return a if _ORDER[a] >= _ORDER[b] else b
