"""Passives: verbs whose subject suffers what they tell, with "was" or without."""

from __future__ import annotations

from saidso.language.parse import Parse


def is_passive(parse: Parse, i: int) -> bool:
    """Return whether a verb has an auxiliary of the passive of its own."""
    return any(parse.tokens[c].rel == "aux:pass" for c in parse.children[i])


def shares_passive(parse: Parse, i: int) -> bool:
    """Return whether a participle has the "were" of the one that it is coordinated with."""
    token = parse.tokens[i]
    dead = any(parse.tokens[c].lemma == "dead" for c in parse.children[i])
    first = _first_of(parse, token.head)
    return (
        (token.rel == "conj" or (dead and token.rel == "parataxis"))
        and token.head < i
        and (is_past(token.text) or token.text.lower() in ("set", "hit"))
        and (is_passive(parse, first) or _suffers(parse, first))
        and not any(
            parse.tokens[c].rel.startswith(("nsubj", "obj", "aux", "ccomp", "xcomp"))
            and parse.tokens[c].lemma != "dead"  # "were taken off a bus and shot dead"
            for c in parse.children[i]
        )
    )


_LISTED = 4
"""Verbs of a list of participles that may stand before the last: "were beaten, held and jailed"."""


def _first_of(parse: Parse, i: int) -> int:
    """Return the first of a list of bare participles of which `i` is one."""
    for _ in range(_LISTED):
        token = parse.tokens[i]
        bare = token.rel == "conj" and token.head < i and is_past(token.text)
        if not bare or any(parse.tokens[c].rel.startswith(_OWN) for c in parse.children[i]):
            break
        i = token.head
    return i


_OWN = ("nsubj", "obj", "aux")


def _suffers(parse: Parse, i: int) -> bool:
    """Return whether a headline says of somebody what was done: "14 taken off bus, shot dead"."""
    return any(parse.tokens[c].rel == "nsubj:pass" for c in parse.children[i])


_FIND = frozenset(
    {"find", "leave", "see", "discover", "keep", "get", "have", "report"}
    | {"confirm", "declare", "pronounce", "presume", "fear", "believe", "list"}
)


def is_bare_participle(parse: Parse, i: int) -> bool:
    """Return whether `i` is a participle without auxiliary or subject under "find" and its like."""
    return (
        is_past(parse.tokens[i].text)
        and parse.tokens[parse.tokens[i].head].lemma in _FIND
        and not any(parse.tokens[c].rel.startswith(("aux", "nsubj")) for c in parse.children[i])
    )


def is_reduced_passive(parse: Parse, i: int) -> bool:
    """Return whether `i` is a participle of its own clause with an agent: "shot by men in masks, he died".

    It does without in front of the verb where it wants an object ("abducted on Friday, the nurse was freed"),
    and in a headline: "Farmers abducted in Velm freed".
    """
    token = parse.tokens[i]
    return (
        token.rel in ("advcl", "parataxis")
        and is_past(token.text)
        and (
            any(parse.tokens[c].rel == "obl:agent" for c in parse.children[i])
            or (i < token.head and token.rel == "advcl" and token.lemma in NEEDS_OBJECT)
            or (
                token.head < i
                and token.lemma in NEEDS_OBJECT
                and is_headless_passive(parse, token.head)
            )
        )
        and not any(
            parse.tokens[c].rel.startswith(("aux", "nsubj", "obj", "mark"))
            for c in parse.children[i]
        )
    )


_PAST = frozenset(
    {"slain", "struck", "caught", "held", "hung", "burnt", "torn", "hurt", "hit", "cut"}
)
"""Past participles of another form."""


def is_past(text: str) -> bool:
    """Return whether a word has the form of a past participle."""
    low = text.lower()
    return low.endswith(("ed", "en", "wn", "ot")) or low in _PAST


def phrases(parse: Parse, i: int, prepositions: tuple[str, ...]) -> list[int]:
    """Return the nouns of the prepositional phrases of `i` with one of these prepositions."""
    tokens, out = parse.tokens, []
    for c in parse.children[i]:
        if tokens[c].rel.startswith(("obl", "nmod")):
            for g in parse.children[c]:
                if tokens[g].rel == "case" and tokens[g].lemma in prepositions:
                    out.append(c)
                    break
    return out


def has_subject(parse: Parse, i: int) -> bool:
    """Return whether a verb has a subject of its own."""
    return any(parse.tokens[c].rel.startswith("nsubj") for c in parse.children[i])


def agents_of(parse: Parse, i: int) -> list[int]:
    """Return those in the "by"-phrases of `i`."""
    agents = [c for c in parse.children[i] if parse.tokens[c].rel == "obl:agent"]
    return agents + [c for c in phrases(parse, i, ("by",)) if c not in agents]


def suffers(parse: Parse, i: int) -> bool:
    """Return whether a verb of harm is passive: "were killed"."""
    return parse.tokens[i].lemma in ("kill", "wound", "injure", "hurt", "hit") and any(
        parse.tokens[c].rel in ("nsubj:pass", "aux:pass") for c in parse.children[i]
    )


def comes_of(parse: Parse, i: int) -> bool:
    """Return whether a participle behind a comma tells what came of it: "was ambushed, leaving nine dead"."""
    tokens = parse.tokens
    return i > 0 and tokens[i - 1].text == "," and tokens[i].text.lower().endswith("ing")


NEEDS_OBJECT = frozenset(
    {"shoot", "kill", "wound", "injure", "stab", "kidnap", "abduct", "arrest", "detain", "rescue"}
    | {
        "free",
        "behead",
        "execute",
        "murder",
        "assassinate",
        "attack",
        "bomb",
        "rape",
        "beat",
        "jail",
        "martyr",
    }
    | {"ambush", "shell", "raid", "hijack", "loot", "torch", "storm", "target", "seize", "release"}
)
_AS_IN_THE_PAST = frozenset({"hit", "hurt", "struck", "shot"})
"""Participles that look like a past: passive where "by" says what did it."""


def is_headless_passive(parse: Parse, i: int) -> bool:
    """Return whether a headline leaves out "was": "Man shot in Tarvin", "Two guards killed"."""
    tokens = parse.tokens
    token = tokens[i]
    if token.upos != "VERB":
        return False
    if token.lemma == "martyr":  # "a woman has martyred in the firing"
        return not any(
            tokens[c].rel in ("obj", "aux:pass", "nsubj:pass") for c in parse.children[i]
        )
    hit = token.text.lower() in _AS_IN_THE_PAST and bool(agents_of(parse, i))
    if not hit and (token.lemma not in NEEDS_OBJECT or not is_past(token.text)):
        return False
    sentence = parse.sentence_of(i)
    closed = tokens[sentence.tokens[1] - 1].text in (".", "!", "?", '"', "”")
    bare = _beside_passive(parse, i) or _is_told_with(parse, i)
    if closed and sentence.segment_kind != "headline" and not bare:
        return False
    verbs = [i, *(c for c in parse.children[i] if tokens[c].rel == "conj")]
    rels = [tokens[c].rel for v in verbs for c in parse.children[v]]
    if any(r in ("obj", "iobj", "ccomp", "xcomp") or r.startswith("aux") for r in rels):
        return False
    return "nsubj" in [tokens[c].rel for c in parse.children[i]] and not goes_at(parse, i)


def _beside_passive(parse: Parse, i: int) -> bool:
    """Return whether a participle has the "were" of a verb before: "two were killed and nine others hurt",
    or the "left" of one: "left two dead and nine others hurt".
    """
    token = parse.tokens[i]
    if token.rel not in ("acl", "conj", "amod") or token.head >= i:
        return False
    above = parse.tokens[token.head].head if token.rel == "amod" else token.head
    left = any(_leaves(parse, k) for k in (above, parse.tokens[above].head))
    return left or (token.rel != "amod" and is_passive(parse, above))


def _leaves(parse: Parse, i: int) -> bool:
    """Return whether a verb says how it left somebody: "leaving nine people wounded"."""
    tokens = parse.tokens
    how = {"xcomp"} | {tokens[c].lemma for c in parse.children[i] if tokens[c].rel == "obj"}
    below = {tokens[c].rel for c in parse.children[i]}
    return tokens[i].lemma == "leave" and "obj" in below and bool(how & (below | {"dead"}))


def _is_told_with(parse: Parse, i: int) -> bool:
    """Return whether "with" says how others fared: "two were killed, with nine others injured"."""
    tokens = parse.tokens
    verbs = (i, tokens[i].head) if tokens[i].rel == "conj" else (i,)
    near = [c for k in verbs for c in parse.children[k] if c < k]
    if any(tokens[c].text.lower() == "with" and tokens[c].rel == "mark" for c in near):
        return True
    who = (parse.subtree(c)[0] for c in near if tokens[c].rel == "nsubj")
    return any(tokens[first].text == "with" or tokens[first - 1].text == "with" for first in who)


def goes_at(parse: Parse, i: int) -> bool:
    """Return whether a verb goes at somebody: "police shot at the crowd"."""
    return bool(phrases(parse, i, ("at", "upon", "into"))) and parse.tokens[i].lemma == "shoot"


def is_shot(parse: Parse, i: int) -> bool:
    """Return whether "shot" is the verb of "an officer shot and wounded a man", tagged as a noun."""
    token = parse.tokens[i]
    return (
        token.upos == "NOUN"
        and token.text in ("shot", "Shot")
        and any(
            parse.tokens[c].rel == "conj" and parse.tokens[c].upos == "VERB" and c - i < 4
            for c in parse.children[i]
        )
    )


def likewise(parse: Parse, i: int) -> list[int]:
    """Return who suffers the same as the subject of a passive: "a guard was hurt, as was a soldier"."""
    tokens = parse.tokens
    return [
        c
        for c in parse.children[i]
        if c > i
        and tokens[c].rel in ("advcl", "obl")
        and tokens[c].upos != "VERB"
        and {tokens[g].lemma for g in parse.children[c] if g < c} >= {"as", "be"}
    ]


def shares_object(parse: Parse, i: int) -> bool:
    """Return whether a verb that needs an object has that of the next one: "shot and killed him"."""
    tokens = parse.tokens
    return (
        tokens[i].upos == "VERB"
        and tokens[i].lemma in NEEDS_OBJECT
        and any(tokens[c].rel == "nsubj" for c in parse.children[i])
        and any(tokens[c].rel == "conj" and 0 < c - i < 4 for c in parse.children[i])
        and not goes_at(parse, i)
    )
