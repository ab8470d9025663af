"""Responsibility: who claims an act, who is accused of it, and that nobody has claimed it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import is_each_other, with_conjuncts
from saidso.record import Span

_CLAIM = frozenset(
    {"claim", "take", "accept", "admit", "acknowledge", "assume", "deny", "disclaim"}
)
_ACCUSE = frozenset({"blame", "accuse", "charge"})
_CLAIMED = frozenset({"responsibility"})
_ACTS = _CLAIMED | {
    "attack",
    "bombing",
    "blast",
    "killing",
    "assault",
    "shooting",
    "ambush",
    "raid",
}
"""What is claimed by who did it: "claimed the bombing"."""
_EARLIER = frozenset({"earlier", "previous", "past", "other", "similar"})
_SHARES = frozenset({"responsibility", "involvement", "role", "complicity", "hand"})
"""What is denied by who denies having done it: "denied any involvement"."""
_NOBODY = frozenset({"nobody", "none", "no-one", "noone"})
_WORK = frozenset({"work", "hallmark", "mark", "fingerprint", "signature", "handiwork"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Responsibility(msgspec.Struct, frozen=True):
    """Who is said to have done it: the head of the words that name them, None for "nobody claims".

    `cue` is the verb of the accuser or claimant, where there is one: that speaker says it.
    """

    head: int | None
    tokens: Range
    spans: list[Span]
    cue: int | None
    denied: bool = False
    inferred: bool = False
    """Only how it was done points at them: "bore the hallmarks of"."""


def find_responsibility(parse: Parse) -> list[Responsibility]:
    """Return claims of responsibility and accusations in text order."""
    out: list[Responsibility] = []
    for token in (parse.tokens[i] for i in parse.having(_CUES)):
        if token.upos not in ("VERB", "ADJ", "NOUN", "ADP", "ADV", "AUX"):
            continue
        if token.lemma in _CLAIM:
            found = _claimed(parse, token.i)
        elif token.lemma in _ACCUSE and is_each_other(parse, token.i):
            out += _one_another(parse, token.i)
            continue
        elif token.lemma in _ACCUSE:
            found = _accused(parse, token.i)
        elif token.lemma in _ASCRIBES:
            found = _ascribed(parse, token.i)
        elif token.lemma in _FALL or token.lemma == "suspect":
            found = _suspected(parse, token.i)
        else:
            found = _named(parse, token.i)
        if found is not None:
            out.append(found)
    return out


_REACH = 40
"""Words of what somebody is accused of, at most."""


def by_happening(
    parse: Parse, found: list[Responsibility], told_in: Mapping[int, int]
) -> dict[int, list[Responsibility]]:
    """Return them by the number of the happening that their words tell of, 1 where they tell of none.

    `told_in`: that number by the token of a trigger.
    """
    out: dict[int, list[Responsibility]] = {}
    for one in found:
        top = one.cue
        if top is None and one.head is not None:
            top = parse.tokens[one.head].head
        end = parse.subtree(top)[1] if top is not None else 0
        after = range(top or 0, min(end, (top or 0) + _REACH))
        told = [told_in[k] for k in after if k in told_in]
        number = told[0] if told and 1 not in told else 1
        out.setdefault(number, []).append(one)
    return out


def _claimed(parse: Parse, i: int) -> Responsibility | None:
    """Return "X claimed responsibility for", "no group claimed the attack", "an attack claimed by X"."""
    objects = [c for c in parse.children[i] if parse.tokens[c].rel in ("obj", "nsubj:pass")]
    if parse.tokens[i].rel == "acl" and parse.tokens[i].lemma == "claim" and not objects:
        objects = [parse.tokens[i].head]
    what = _SHARES if parse.tokens[i].lemma in ("deny", "disclaim") else _CLAIMED
    what = _ACTS if parse.tokens[i].lemma == "claim" else what
    named = [c for c in objects if parse.tokens[c].lemma in what]
    if not named or _of_others(parse, named[0]):
        return None
    agents = [c for c in parse.children[i] if parse.tokens[c].rel == "nsubj"] or [
        c for c in parse.children[i] if parse.tokens[c].rel == "obl:agent" or _has(parse, c, "by")
    ]
    negated = any(parse.tokens[c].lemma in ("not", "n't", "n’t") for c in parse.children[i])
    tokens = (min([i, *named, *agents]), max([i, *named, *agents]) + 1)
    if not agents:
        # "there was no claim of responsibility" has no verb here; a passive without an agent is one
        return Responsibility(None, tokens, [parse.span(tokens)], None) if negated else None
    agent = agents[0]
    nobody = parse.tokens[agent].lemma in _NOBODY or any(
        parse.tokens[c].lemma in ("no", "nobody") for c in parse.children[agent]
    )
    phrase = parse.subtree(agent)
    whole = parse.span((min(phrase[0], tokens[0]), tokens[1]))
    if nobody or negated:
        return Responsibility(None, tokens, [whole], None)
    denied = parse.tokens[i].lemma in ("deny", "disclaim")
    return Responsibility(agent, tokens, [whole], i, denied)


def _of_others(parse: Parse, i: int) -> bool:
    """Return whether acts are others than the one that is told: "claimed earlier killings"."""
    return any(parse.tokens[c].text.lower() in _EARLIER for c in parse.children[i])


def _accused(parse: Parse, i: int) -> Responsibility | None:
    """Return "X accused Y of", "X blamed Y for", "X blamed it on Y", "was blamed on Y"."""
    children = parse.children[i]
    objects = [c for c in children if parse.tokens[c].rel in ("obj", "nsubj:pass", "iobj")]
    below = [*children, *(g for c in objects for g in parse.children[c])]
    on = [
        c
        for c in below
        if parse.tokens[c].rel.startswith(("obl", "nmod")) and _has(parse, c, "on") and c > i
        if parse.tokens[c].kind != "time"  # "blamed rebels on Monday"
    ]
    if parse.tokens[i].lemma != "blame":
        on = []
    if parse.tokens[i].lemma == "blame" and not on and objects:
        on = _on_whom(parse, objects[0])
    of = parse.tokens[i].lemma != "charge" or any(_has(parse, c, "of", "with") for c in children)
    after = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
    if parse.tokens[i].lemma == "blame" and not on and after is not None and after.text == "on":
        on = [after.head] if after.rel == "case" else []  # "attacks blamed on rebels killed two"
    whom = on or objects
    if not whom or not of or parse.tokens[whom[0]].upos not in _NOMINAL:
        return None
    head = whom[0]
    if parse.tokens[head].lemma in people().nobody or _of_being(parse, i):
        return None  # "attacks blamed on", "accused him of being an informer"
    phrase = _short(parse, head)
    return Responsibility(head, phrase, [parse.span(phrase)], i)


def _one_another(parse: Parse, i: int) -> list[Responsibility]:
    """Return "X and Y accused each other of": either is accused."""
    heads = [c for c in parse.children[i] if parse.tokens[c].rel == "nsubj"]
    out = []
    for head in with_conjuncts(parse, heads):
        phrase = _alone(parse, head)
        out.append(Responsibility(head, phrase, [parse.span(phrase)], i))
    return out


def _alone(parse: Parse, head: int) -> Range:
    """Return the words of `head` without those coordinated with it."""
    first, end = _short(parse, head)
    for c in parse.children[head]:
        if parse.tokens[c].rel == "conj" and c > head:
            end = min(end, parse.subtree(c)[0])
    while end > head + 1 and parse.tokens[end - 1].upos in ("PUNCT", "CCONJ"):
        end -= 1
    return (first, end)


def _on_whom(parse: Parse, what: int) -> list[int]:
    """Return whom "blamed it on" and "blamed the attack on" are about, where the tree hangs it elsewhere."""
    tokens = parse.tokens
    after = tokens[what + 1] if what + 1 < len(tokens) else None
    if after is None or after.text != "on" or after.rel != "case" or after.head < what:
        return []
    act = tokens[what].lemma in ("it", "this", "that") or tokens[what].lemma in people().nobody
    return [after.head] if act else []


def _of_being(parse: Parse, i: int) -> bool:
    """Return whether somebody is accused of what he is, works for or has, not of an act."""
    after = parse.tokens[i + 1 : i + 12]
    for of, what in pairwise(after):
        if of.sentence != parse.tokens[i].sentence:
            return False
        if of.text == "of" and what.text.lower() in ("being", "having", "working", "spying"):
            return True
    return False


_FALL = frozenset({"fall", "settle", "focus", "center", "centre"})
_ASCRIBES = {"attribute": "to", "ascribe": "to", "pin": "on"}
"""Verbs of saying whose an act is, with what stands before them: "attributed the raid to bandits"."""
_CUES = _CLAIM | _ACCUSE | _ASCRIBES.keys() | _FALL | _WORK | {"suspect", "responsible", "behind"}
_COMMITS = frozenset(
    {"carry", "stage", "mastermind", "orchestrate", "order", "plant", "detonate", "commit", "plan"}
    | {"perpetrate", "launch", "behind"}
)
_NOT = frozenset({"not", "n't", "n’t", "never"})


def _ascribed(parse: Parse, i: int) -> Responsibility | None:
    """Return "X attributed the attack to Y", "the attack was attributed to Y", "a raid attributed to Y"."""
    tokens, children = parse.tokens, parse.children[i]
    what = [c for c in children if tokens[c].rel in ("obj", "nsubj:pass")]
    aside = tokens[i].rel in ("acl", "amod") and not what
    what += [tokens[i].head] if aside else []
    near = [*children, *(g for c in what for g in parse.children[c] if g > i)]
    whom = [c for c in near if c > i and _has(parse, c, _ASCRIBES[tokens[i].lemma])]
    whom = [c for c in whom if _named_actor(parse, c) or tokens[c].lemma in people().fighters]
    if not whom or not any(_is_deed(parse, c) for c in what) or _negated(parse, i):
        return None
    phrase = _short(parse, whom[0])
    told = any(tokens[c].rel == "nsubj" for c in children)
    return Responsibility(whom[0], phrase, [parse.span(phrase)], i if told else None)


def _suspected(parse: Parse, i: int) -> Responsibility | None:
    """Return "suspicion fell on Y", "Y is suspected of the attack", "police suspect Y of it"."""
    tokens, children = parse.tokens, parse.children[i]
    if tokens[i].upos not in ("VERB", "AUX"):
        return None
    if tokens[i].lemma in _FALL:
        suspicion = [c for c in children if tokens[c].lemma == "suspicion" and c < i]
        whom = [c for c in children if tokens[c].rel.startswith("obl") and _has(parse, c, "on")]
        if not suspicion or not whom:
            return None
        cue = None
    else:
        whom = [c for c in children if tokens[c].rel in ("obj", "nsubj:pass")]
        acts = [c for c in children if _has(parse, c, "of") and c > i]
        acts += [g for c in whom for g in parse.children[c] if _has(parse, g, "of") and g > i]
        done = [c for c in acts if tokens[c].upos == "NOUN" or _commits(parse, c)]
        if not whom or not done:
            return None
        cue = None if tokens[whom[0]].rel == "nsubj:pass" else i
    if tokens[whom[0]].upos not in ("NOUN", "PROPN"):
        return None
    phrase = _short(parse, whom[0])
    whole = (min(phrase[0], i), max(phrase[1], i + 1))
    denied = any(tokens[c].lemma in _NOT for c in children)
    return Responsibility(whom[0], whole, [parse.span(whole)], cue, denied, inferred=True)


def _commits(parse: Parse, i: int) -> bool:
    """Return whether a verb tells that somebody did the act itself, not what led to it."""
    return parse.tokens[i].lemma in _COMMITS or any(
        parse.tokens[c].lemma == "behind" for c in parse.children[i]
    )


def _named(parse: Parse, i: int) -> Responsibility | None:
    """Return "Y was responsible for", "Y were behind the attack", "bore the hallmarks of Y"."""
    token = parse.tokens[i]
    if token.lemma in _WORK:
        of = [
            c
            for c in parse.children[i]
            if parse.tokens[c].rel == "nmod" and _has(parse, c, "of") and _named_actor(parse, c)
        ]
        bears = parse.tokens[token.head].lemma in ("bear", "have", "carry", "show", "be") or any(
            parse.tokens[c].rel == "cop" for c in parse.children[i]
        )
        if not of or not bears:
            return None
        phrase = _short(parse, of[0])
        return Responsibility(
            of[0],
            phrase,
            [parse.span((i, phrase[1]))],
            None,
            denied=_negated(parse, i) or _negated(parse, token.head),
            inferred=token.lemma != "work",
        )
    if token.lemma == "responsible" and not any(_has(parse, c, "for") for c in parse.children[i]):
        return None
    anchor = i if token.lemma == "responsible" else token.head
    if token.lemma == "behind" and not _is_deed(parse, anchor):
        return None  # "the camp was behind the school"
    subjects = [c for c in parse.children[anchor] if parse.tokens[c].rel == "nsubj"]
    verb = parse.tokens[anchor].head
    raised = parse.tokens[anchor].rel == "xcomp" and not subjects
    if raised:  # "is believed to be behind the attack"
        rels = ("nsubj", "nsubj:pass")
        subjects = [c for c in parse.children[verb] if parse.tokens[c].rel in rels]
    copula = any(parse.tokens[c].rel == "cop" for c in parse.children[anchor])
    if not subjects or not copula or parse.tokens[subjects[0]].upos not in _NOMINAL:
        return None
    if parse.tokens[subjects[0]].lemma in ("who", "that", "which", "what", "it"):
        return None
    phrase = _short(parse, subjects[0])
    return Responsibility(
        subjects[0],
        phrase,
        [parse.span((phrase[0], max(i, anchor) + 1))],
        None,
        denied=_negated(parse, anchor) or (raised and _negated(parse, verb)),
        inferred=raised and parse.tokens[verb].lemma in _THOUGHT,
    )


def _is_deed(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return token.kind == "event" or token.upos == "PRON" or token.lemma in _ACTS


_THOUGHT = frozenset({"believe", "think", "suspect", "say", "appear", "seem", "presume", "allege"})


def _negated(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].lemma in _NOT for c in parse.children[i])


def _named_actor(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return token.upos == "PROPN" or token.kind in ("person", "organization")


def _has(parse: Parse, i: int, *prepositions: str) -> bool:
    return any(
        parse.tokens[c].rel in ("case", "mark") and parse.tokens[c].lemma in prepositions
        for c in parse.children[i]
    )


def _short(parse: Parse, head: int) -> Range:
    """Return the noun phrase of `head` without its preposition and the clauses after it."""
    first, end = parse.subtree(head)
    while first < head and parse.tokens[first].upos in ("ADP", "SCONJ", "PUNCT"):
        first += 1
    for c in parse.children[head]:
        if c > head and parse.tokens[c].rel in ("acl:relcl", "appos", "acl", "parataxis", "punct"):
            end = min(end, parse.subtree(c)[0])
    while end > head + 1 and parse.tokens[end - 1].upos == "PUNCT":
        end -= 1
    return (first, max(end, head + 1))
