"""Furthers: whether words bring in somebody new ("a man was also shot"), or tell from the one who acts."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from saidso.language.parse import Parse
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.passives import likewise

if TYPE_CHECKING:
    from saidso.reading.harm.casualties import Harm

_YOUNG = frozenset(
    ["boy", "girl", "teen", "teenager", "youth", "juvenile", "student", "child", "kid", "minor"]
)
_PART = 12
"""Words after those counted within which it is told that some of them died."""
_OF_THEM = frozenset([("of", "whom"), ("of", "them")])
_DYING = frozenset(["kill", "die", "slay", "murder"])
_HURTING = frozenset(["wound", "injure", "hurt", "dead"])
_LIFELESS = frozenset(["die", "succumb", "dead"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
_NOMINAL = frozenset(["NOUN", "PROPN", "NUM", "PRON"])
_BLAMED = frozenset(["accuse", "charge", "suspect", "arrest", "wanted"])


def is_further(parse: Parse, head: int) -> bool:
    """Return whether somebody new comes on top: "a man was also shot", "Brand was also killed".

    Not "he was also shot", nor "Brand was also shot", which may be of somebody told before.
    So is whom an act also killed: "the attack also killed their driver".
    """
    tokens = parse.tokens
    if tokens[head].rel not in ("nsubj", "nsubj:pass", "obj"):
        return False
    verb = tokens[head].head
    if tokens[head].upos == "PRON":
        return False
    if tokens[head].name == "PER" and tokens[verb].lemma not in _DYING:
        return False
    return any(tokens[c].lemma in ("also", "too") for c in parse.children[verb])


def is_one_more(parse: Parse, head: int) -> bool:
    """Return whether a bare "one" is one more than those whose harm the clause before tells: "a guard was
    killed and one was injured", "with one person dead and one hurt"."""
    token, verb = parse.tokens[head], parse.tokens[parse.tokens[head].head]
    if token.text.lower() != "one" or token.upos != "NUM" or parse.children[head]:
        return False
    first = parse.tokens[verb.head]
    beside = verb.rel in ("conj", "acl") and first.i < head and first.lemma in _DYING | _HURTING
    return beside and token.rel in ("nsubj", "nsubj:pass", "obj")


def is_owned(parse: Parse, head: int) -> bool:
    """Return whether somebody is told of by whose they are: "their driver"."""
    return any(
        parse.tokens[c].rel == "nmod:poss" and parse.tokens[c].upos in ("PRON", "DET")
        for c in parse.children[head]
    )


def along(parse: Parse, trigger: int, heads: list[int]) -> list[int]:
    """Return with whom others come to harm: "was killed along with two guards", "..., as were two guards"."""
    below = [c for c in parse.children[trigger] if c > trigger]
    below += [c for h in heads for c in parse.children[h] if c > h]
    return likewise(parse, trigger) + [
        c
        for c in dict.fromkeys(below)
        if c not in heads
        and parse.tokens[c].rel in ("obl", "nmod", "obl:agent", "appos")
        and any(
            parse.tokens[g].lemma == "with" and parse.tokens[g - 1].lemma in ("along", "together")
            for g in parse.children[c]
            if g
        )
    ]


def holds_dead(parse: Parse, head: int) -> bool:
    """Return whether some of those counted are told to have died: "shot four others, one of whom died"."""
    tokens = parse.tokens
    after = tokens[head + 1 : min(parse.sentence_of(head).tokens[1], head + _PART)]
    words = [t.text.lower() for t in after]
    if words[:1] != [","]:
        return False
    part = words[1 : words.index(",", 1) if "," in words[1:] else None]
    if part[:1] != ["including"] and not any(p in _OF_THEM for p in pairwise(part)):
        return False
    told = after[1 : len(part) + 1]
    return any(t.lemma in _DYING or t.text.lower() in ("fatally", "dead") for t in told)


def than_agent(parse: Parse, head: int, harmed: frozenset[str]) -> bool:
    """Return whether "another" tells from the one who acts: "a boy shot another boy".

    So does "the other", where one of two acts: "one of the boys shot the other".
    """
    tokens = parse.tokens
    kind = _age_group(parse, head)
    bare = kind == "other" and tokens[head].rel == "obj"
    for k in range(head - 1, parse.sentence_of(head).tokens[0] - 1, -1):
        if not (_is_one_of(parse, k) or _age_group(parse, k) == kind or (bare and _acts(parse, k))):
            continue
        if tokens[k].upos not in _NOMINAL and tokens[k].rel not in _SUBJECTS:
            continue
        verb = tokens[k].head
        passive = tokens[k].rel == "nsubj:pass"
        if tokens[k].rel == "nsubj" and _tells(parse, k, verb):
            continue  # "one of the boys said that a man hit another boy"
        if tokens[k].rel == "nsubj" or passive or (verb > k and tokens[k].rel == "compound"):
            return not (
                (passive and tokens[verb].text.lower() in harmed) or tokens[verb].lemma in _LIFELESS
            )
        if any(tokens[c].lemma in _BLAMED for c in parse.children[k]):
            return True
        if tokens[k].rel == "obj" and _does(parse, k, tokens[head].head):
            return True
    return False


def _does(parse: Parse, k: int, verb: int) -> bool:
    """Return whether an object is who does something: "it involved one hunter shooting another"."""
    token = parse.tokens[verb]
    return token.text.lower().endswith("ing") and (
        token.head in (k, parse.tokens[k].head) and token.rel.startswith(("acl", "xcomp", "advcl"))
    )


def _tells(parse: Parse, k: int, verb: int) -> bool:
    """Return whether somebody tells what another does: "one said that a man hit another boy"."""
    tokens = parse.tokens
    if any(tokens[c].rel == "nsubj" and k < c < verb for c in parse.children[verb]):
        return True  # "one of the boys said Brand hit another boy", the subjects beside each other
    said = any(tokens[c].rel in ("ccomp", "parataxis") for c in parse.children[verb])
    return (said or tokens[verb].rel == "parataxis") and tokens[verb].lemma in cues().telling


def _is_one_of(parse: Parse, k: int) -> bool:
    """Return whether a token is the first of "one of them"."""
    after = parse.tokens[k + 1 : k + 2]
    return parse.tokens[k].lemma.lower() == "one" and bool(after) and after[0].lemma == "of"


def _acts(parse: Parse, k: int) -> bool:
    """Return whether somebody single is the subject of a verb: not "officers", nor who is acted on."""
    token = parse.tokens[k]
    person = token.kind == "person" or token.lemma.lower() in _YOUNG
    return token.rel in _SUBJECTS and person and token.lemma == token.text.lower()


def _age_group(parse: Parse, i: int) -> str:
    lemma = parse.tokens[i].lemma.lower()
    return "young" if lemma in _YOUNG or lemma == "old" else lemma


def besides(harms: Iterable[Harm], sentence: int, victim: int | None) -> bool:
    """Return whether a sentence tells first of those killed: "killing a guard and striking two pupils"."""
    return victim is not None and any(
        h.slot == "killed" and h.sentence == sentence and h.acted and h.victim not in (None, victim)
        for h in harms
    )


_MANY_DEAD = 3
"""Dead, told of in a sentence before, after whom counted wounded are others."""


def after_dead(
    harms: Iterable[Harm], sentence: int, heads: list[int], counted: Container[int]
) -> bool:
    """Return whether a sentence counts wounded after its dead: "nine died and 40 suffered wounds".

    Or after many dead of a sentence before: one or two may be those that are told of again.
    """
    if not any(h in counted for h in heads):
        return False
    return any(
        h.slot == "killed"
        and isinstance(h.value, int)
        and h.value >= (1 if h.sentence == sentence else _MANY_DEAD)
        for h in harms
    )


STAFF = frozenset(
    {"bodyguard", "guard", "driver", "chauffeur", "aide", "assistant", "secretary", "photographer"}
    | {"cameraman", "interpreter", "translator", "adviser", "advisor", "spokesman", "spokeswoman"}
    | {"director", "deputy", "escort", "pilot", "cook", "gardener", "colleague"}
)


def is_staff(parse: Parse, head: int) -> bool:
    """Return whether a person is one who works for another told of: "her bodyguard", "the mayor's driver"."""
    return parse.tokens[head].lemma.lower() in STAFF and is_owned(parse, head)
