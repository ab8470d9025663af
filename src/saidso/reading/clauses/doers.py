"""Doers of acts that a noun names: "the raid that they staged", "a killing committed by men in masks"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.passives import agents_of, is_past, phrases
from saidso.reading.clauses.roles import subjects

_DOES = frozenset(
    {
        "perpetrate",
        "commit",
        "stage",
        "mount",
        "launch",
        "conduct",
        "execute",
        "carry",
        "orchestrate",
    }
    | {"mastermind", "wage"}
)
"""Verbs of doing an act that a noun names: "the raid that they staged"."""
_SETS_OFF = frozenset({"trigger", "detonate", "plant", "lay", "set", "place"})
_BURSTS = frozenset(
    {"blast", "explosion", "bomb", "bombing", "ied", "mine", "landmine", "device", "grenade"}
)
"""What somebody sets off: "a blast triggered by rebels"."""


_COMES = frozenset({"come", "remain", "stay", "be"})
_FIGHTS = frozenset(
    {
        "clash",
        "fighting",
        "fight",
        "battle",
        "firefight",
        "gunfight",
        "skirmish",
        "shootout",
        "gunbattle",
    }
    | {"confrontation", "encounter", "exchange", "standoff", "hostility"}
)
"""Nouns of what two sides do to each other: "clashes between soldiers and bandits"."""


def doers(parse: Parse, i: int) -> list[int]:
    """Return who does what a noun names, by the verb that says it is done, and both sides of a fight.

    "They staged the raid", "the raid was carried out by rebels", "the raid, staged by rebels",
    "fighting broke out between two clans", "clashes with police".
    """
    tokens = parse.tokens
    token = tokens[i]
    above = token.head
    if token.lemma in _FIGHTS:
        sides = phrases(parse, i, ("between", "with", "among"))
        if token.rel == "nsubj":
            sides += phrases(parse, above, ("between",))
        if sides:
            return sides
    if token.lemma in _COMES:
        under = [i, *phrases(parse, i, ("under",))]  # "came under fire from rebels"
        return [c for k in under for c in phrases(parse, k, ("from",))] if under[1:] else []
    if any(tokens[c].lemma == "under" and c < i for c in parse.children[i]):
        own = phrases(parse, i, ("from",))  # "was under attack from rebels"
        return own or (phrases(parse, above, ("from",)) if tokens[above].lemma in _COMES else [])
    if token.rel == "obj" and _does(parse, above):
        return subjects(parse, above)
    if token.rel == "nsubj:pass" and _does(parse, above):
        return agents_of(parse, above)
    for verb in parse.children[i]:
        if not tokens[verb].rel.startswith("acl") or not _does(parse, verb, i):
            continue
        own = [c for c in parse.children[verb] if tokens[c].rel == "nsubj"]
        if tokens[verb].rel == "acl:relcl" and own and tokens[own[0]].upos != "PRON":
            return own
        return agents_of(parse, verb)
    return _committed_by(parse, i)


_SOON = 9
"""Tokens behind a noun in which a participle may still say who did what it names."""


def _committed_by(parse: Parse, i: int) -> list[int]:
    """Return the agents of the participle behind a noun: "the killing of two men, committed by"."""
    tokens = parse.tokens
    for k in range(i + 1, min(i + _SOON, parse.sentence_of(i).tokens[1])):
        if tokens[k].upos not in ("VERB", "AUX"):
            continue
        bare = not any(tokens[c].rel.startswith(("aux", "nsubj", "obj")) for c in parse.children[k])
        return (
            agents_of(parse, k) if bare and is_past(tokens[k].text) and _does(parse, k, i) else []
        )
    return []


def _does(parse: Parse, verb: int, noun: int = -1) -> bool:
    """Return whether a verb says that an act is done, or that what bursts is set off, with its `noun`."""
    lemma = parse.tokens[verb].lemma
    if lemma in _SETS_OFF and noun >= 0:
        return parse.tokens[noun].lemma in _BURSTS
    return lemma in _DOES and (
        lemma != "carry" or any(parse.tokens[c].text.lower() == "out" for c in parse.children[verb])
    )
