"""Doers of acts that a noun names: "the raid that they staged", "a killing committed by men in masks"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.passives import agents_of, is_past, phrases
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import STRIKES, subjects

DOES = frozenset(
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
    | {"mastermind", "wage", "begin", "start", "resume", "intensify"}
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
    | {"confrontation", "encounter", "exchange", "trade", "standoff", "hostility"}
)
"""Words for what two sides do to each other: "clashes between soldiers and bandits", "traded fire with"."""


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
            sides += phrases(parse, above, ("between",)) or _between(parse, above)
        if sides:
            return sides
    if token.lemma in _COMES:
        under = [i, *phrases(parse, i, ("under",))]  # "came under fire from rebels"
        return [c for k in under for c in phrases(parse, k, ("from",))] if under[1:] else []
    if any(tokens[c].lemma == "under" and c < i for c in parse.children[i]):
        own = phrases(parse, i, ("from",))  # "was under attack from rebels"
        return own or (phrases(parse, above, ("from",)) if tokens[above].lemma in _COMES else [])
    whole = _one_of(parse, i)
    above = tokens[whole].head
    if tokens[whole].rel in ("obj", "xcomp") and _does(parse, above):
        return subjects(parse, above)
    if tokens[whole].rel == "nsubj:pass" and _does(parse, above):
        return agents_of(parse, above)
    for verb in parse.children[i]:
        if not tokens[verb].rel.startswith("acl") or not _does(parse, verb, i):
            continue
        own = [c for c in parse.children[verb] if tokens[c].rel == "nsubj"]
        if tokens[verb].rel == "acl:relcl" and own and tokens[own[0]].upos != "PRON":
            return own
        return agents_of(parse, verb)
    found = _committed_by(parse, i) or _accused_of(parse, i) or _from_whom(parse, i)
    return found if found or agents_of(parse, i) else _by_whom(parse, i)


_GETS = frozenset({"receive", "get", "suffer", "endure", "undergo", "survive", "escape"})
"""Verbs whose subject an act is done to: "received threats"."""


def _from_whom(parse: Parse, i: int) -> list[int]:
    """Return from whom somebody got what a noun names: "received death threats from unknown callers"."""
    token = parse.tokens[i]
    if token.lemma != "threat" and parse.tokens[token.head].lemma not in _GETS:
        return []
    got = [token.head] if token.rel == "obj" else []
    return [c for k in (i, *got) for c in phrases(parse, k, ("from",)) if _is_people(parse, c)]


def _got_by(parse: Parse, whole: int) -> list[int]:
    """Return who got what a noun names: "reporters received threats", "a threat received by the editor"."""
    tokens, verb = parse.tokens, parse.tokens[whole].head
    if tokens[whole].rel == "obj" and tokens[verb].lemma in _GETS:
        return subjects(parse, verb)
    below = [c for c in parse.children[whole] if tokens[c].rel.startswith("acl")]
    got = [c for c in below if tokens[c].lemma in _GETS and is_past(tokens[c].text)]
    own = [s for c in got for s in parse.children[c] if tokens[s].rel == "nsubj"]
    return own or [a for c in got for a in agents_of(parse, c)]


_SIDES = ("person", "group", "organization", "animate")


def _between(parse: Parse, verb: int) -> list[int]:
    """Return the sides that hang on the place or day: "fighting broke out near Velm between two clans"."""
    tokens = parse.tokens
    named = [
        c for c in parse.children[verb] if tokens[c].rel == "obl" and tokens[c].upos == "PROPN"
    ]
    found = [k for c in named for k in phrases(parse, c, ("between",))]
    return [k for k in found if tokens[k].kind in _SIDES]


SERIES = frozenset(
    {"series", "wave", "spate", "string", "number", "campaign", "succession", "spree", "flurry"}
)


def _one_of(parse: Parse, i: int) -> int:
    """Return the "series" of "a series of raids", any other noun as it is."""
    token = parse.tokens[i]
    return token.head if token.rel == "nmod" and parse.tokens[token.head].lemma in SERIES else i


def aims(parse: Parse, i: int) -> list[int]:
    """Return at whom somebody does what a noun names, where the tree hangs it on the verb or on "series":
    "carried out four raids against the camps", "a series of raids on the camps", "the blast hit a convoy"."""
    tokens = parse.tokens
    whole = _one_of(parse, i)
    verb = tokens[whole].head
    at = ("against", "on", "at")
    found = phrases(parse, whole, at) if whole != i else []
    if tokens[whole].rel == "obj" and _does(parse, verb):
        found += phrases(parse, verb, at)
    elif tokens[whole].rel == "nsubj" and tokens[verb].lemma in _HITS:
        found += [c for c in parse.children[verb] if tokens[c].rel == "obj"]
    return [c for c in found if c > i and tokens[c].kind != "time"] or _got_by(parse, whole)


_HITS = frozenset({"target", "hit", "strike", "damage", "destroy"})
"""Verbs that say at what an act was: "the explosion targeted a bakery"."""
_FOR = frozenset({"of", "for", "with", "in"})
_GROUNDS = frozenset({"suspicion", "charge", "count"})


def _accused_of(parse: Parse, i: int) -> list[int]:
    """Return who is accused, suspected or convicted of what a noun names: "charged the guard with murder"."""
    tokens = parse.tokens
    if not any(tokens[c].lemma in _FOR and tokens[c].rel == "case" for c in parse.children[i]):
        return []
    k = tokens[i].head
    grounds = tokens[k].lemma in _GROUNDS  # "held on suspicion of murder"
    if grounds or (tokens[i].rel == "nmod" and tokens[k].rel == "obj"):
        if not grounds and tokens[tokens[k].head].lemma in _ACCUSE:
            return [k]  # "accused [the minister of rape]"
        k = tokens[k].head
    if tokens[k].upos not in ("VERB", "ADJ") or not (grounds or tokens[k].lemma in _ACCUSE):
        return []
    bare = not any(tokens[c].rel in _ONE for c in parse.children[i])
    beside = tokens[k].rel in ("acl", "amod") and tokens[k].head < k
    if bare and not grounds and (tokens[k].lemma == "convict" or beside):
        return []  # "men convicted of murder were hanged": for what, and no news
    if beside:
        return [tokens[k].head]
    whom = ("nsubj",) if tokens[k].lemma == "face" else ("obj", "nsubj:pass")
    own = [c for c in parse.children[k] if tokens[c].rel in whom]
    if not own and tokens[k].rel == "conj":  # "arrested and charged with murder"
        own = [c for c in parse.children[tokens[k].head] if tokens[c].rel == "nsubj:pass"]
    return own


_ONE = frozenset({"det", "nmod", "nmod:poss"})
"""Relations of what tells which deed a noun means: "the murder of two guards"."""
_ACCUSE = frozenset({"accuse", "suspect", "convict", "charge", "indict"})
_REACH = 14
"""Tokens behind a noun in which "by" may still say who did what it names."""
_BREAKS = frozenset({";", ":", "—", "–", "("})
_HANGS = frozenset({"nmod", "obl", "obl:agent", "obj"})


def _by_whom(parse: Parse, i: int) -> list[int]:
    """Return the people behind "by" that the tree hangs on another word of the same noun phrase.

    "The shooting of a man by two officers" holds no man by two officers, nor "a raid on a mill by gunmen"
    a mill by gunmen.
    """
    tokens = parse.tokens
    for k in range(i + 1, min(i + _REACH, parse.sentence_of(i).tokens[1])):
        if tokens[k].upos in ("VERB", "AUX") or tokens[k].text in _BREAKS:
            break
        if tokens[k].upos == "NOUN" and tokens[k].lemma in STRIKES:
            break  # "a raid over an attack on clerks by villagers": that one is theirs
        head = tokens[k].head
        if tokens[k].text != "by" or tokens[k].rel != "case" or tokens[head].rel not in _HANGS:
            continue
        above = tokens[head].head
        if i < above < k and tokens[above].upos in ("NOUN", "PROPN"):
            return [head] if _is_people(parse, head) else []
    return []


def _is_people(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    people_, fighters = people().kinds.get(token.lemma) == "person", people().fighters
    return people_ or token.lemma in fighters or token.kind in ("person", "organization")


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
    return lemma in DOES and (
        lemma != "carry" or any(parse.tokens[c].text.lower() == "out" for c in parse.children[verb])
    )
