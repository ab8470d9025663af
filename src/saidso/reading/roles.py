"""Grammatical roles: who does what to whom, passives, participles and shared subjects undone."""

from __future__ import annotations

from saidso.language.parse import Parse, Range


def clause_of(parse: Parse, i: int) -> Range:
    """Return the tokens of the clause that `i` heads or stands in, without clauses below others."""
    tokens = parse.tokens
    top = i
    while tokens[top].upos not in ("VERB", "AUX") and tokens[top].head != top:
        if tokens[top].rel in ("root", "parataxis", "ccomp", "advcl", "acl", "acl:relcl"):
            break
        top = tokens[top].head
    first = last = top
    stack = [top]
    while stack:
        k = stack.pop()
        if k < first:
            first = k
        elif k > last:
            last = k
        for c in parse.children[k]:
            rel = tokens[c].rel
            if rel in ("ccomp", "parataxis", "advcl", "acl:relcl") or (
                rel == "conj" and tokens[c].upos == "VERB"
            ):
                continue
            stack.append(c)
    return (first, last + 1)


def objects(parse: Parse, i: int) -> list[int]:
    """Return what the event is done to: objects, passive subjects, modified nouns, "of"-phrases."""
    tokens = parse.tokens
    out = [c for c in parse.children[i] if tokens[c].rel in ("obj", "nsubj:pass", "iobj")]
    out += [c for c in _along_with(parse, i) if out]
    token = tokens[i]
    if not out and _headless_passive(parse, i):
        return [c for c in parse.children[i] if tokens[c].rel == "nsubj"]
    if not out and token.upos == "VERB":
        out += _left_of_auxiliary(parse, i)
    if not out and (is_shot(parse, i) or _shares_object(parse, i)):
        verbs = [c for c in parse.children[i] if tokens[c].rel == "conj"]
        return [c for v in verbs for c in parse.children[v] if tokens[c].rel == "obj"]
    if token.upos in ("VERB", "ADJ"):
        if token.rel in ("acl", "amod") and is_past(token.text) and token.head != i:
            out.append(token.head)
        if token.lemma in SENDS or not (
            out or token.lemma in _AIMLESS
        ):  # "fired rockets at the town", "shot at the guard"
            out += aimed_at(parse, i)
        if token.rel in ("xcomp", "advcl", "ccomp") and not out and _bare_participle(parse, i):
            above = tokens[i].head  # "was found shot", "found him dead"
            out += [c for c in parse.children[above] if tokens[c].rel in ("nsubj:pass", "obj")]
        if not out and _reduced_passive(parse, i):
            above = tokens[i].head  # "were killed, shot by men in masks"
            out += [c for c in parse.children[above] if tokens[c].rel in ("nsubj:pass", "nsubj")]
        if token.rel == "conj" and not out and _is_passive(parse, i):
            if not _own_subject(parse, i):  # "who fled and were shot"
                out += _shared_subject(parse, i)
        elif token.rel == "conj" and not out and not _own_subject(parse, i):
            above = tokens[i].head
            if _shares_passive(parse, i):
                return objects(parse, above)  # "were then shot and killed by soldiers"
            rels = ("nsubj:pass", "nsubj") if _headless_passive(parse, above) else ("nsubj:pass",)
            out += [c for c in parse.children[above] if tokens[c].rel in rels]
    else:
        blamed = tokens[token.head].lemma in _BLAMES  # "blamed the attack on the rebels"
        out += phrases(
            parse, i, ("of", "against", "at") if blamed else ("of", "on", "against", "at")
        )
        out += [c for c in parse.children[i] if tokens[c].rel in ("nmod:poss", "compound")]
    return out


def _is_passive(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].rel == "aux:pass" for c in parse.children[i])


def _shares_passive(parse: Parse, i: int) -> bool:
    """Return whether a participle has the "were" of the one that it is coordinated with."""
    token = parse.tokens[i]
    return (
        token.rel == "conj"
        and token.head < i
        and is_past(token.text)
        and _is_passive(parse, token.head)
        and not any(
            parse.tokens[c].rel.startswith(("nsubj", "obj", "aux", "ccomp", "xcomp"))
            for c in parse.children[i]
        )
    )


def _shared_subject(parse: Parse, i: int) -> list[int]:
    """Return the subject of the clause that `i` is coordinated with."""
    tokens, k = parse.tokens, i
    for _ in range(4):
        if tokens[k].rel != "conj" or tokens[k].head >= k:
            return []
        k = tokens[k].head
        found = [c for c in parse.children[k] if tokens[c].rel.startswith("nsubj")]
        if found:
            return found
    return []


def _along_with(parse: Parse, i: int) -> list[int]:
    """Return who shares what is done to the subject of a passive: "was killed along with two aides"."""
    tokens = parse.tokens
    if not any(tokens[c].rel == "nsubj:pass" for c in parse.children[i]):
        return []
    return [c for c in phrases(parse, i, ("along", "alongside", "together")) if c > i]


STRIKES = frozenset(
    {
        "attack",
        "raid",
        "strike",
        "airstrike",
        "assault",
        "offensive",
        "rampage",
        "ambush",
        "shelling",
    }
    | {
        "bombardment",
        "incursion",
        "crackdown",
        "onslaught",
        "invasion",
        "barrage",
        "sortie",
        "siege",
    }
)
"""Acts whose doer stands before them: "the rebel attack"; that of "the killing" is behind it."""
SENDS = frozenset(
    {"fire", "throw", "hurl", "launch", "lob", "drop", "toss", "fling", "rain", "unleash", "pour"}
    | {"shoot", "discharge", "direct", "aim", "open", "empty", "unload", "detonate", "ram"}
)
"""Verbs whose object flies or goes at something: "fired rockets at the town"."""
_AIMLESS = frozenset(
    {"die", "perish", "succumb", "drown", "flee", "escape", "cross", "walk", "swim", "travel"}
    | {"run", "return", "drive", "land", "arrive", "survive", "suffer", "injure", "wound", "hurt"}
)
"""Verbs whose "on", "at" and "into" never say whom they are done to: "died on the way"."""
BURSTS = frozenset({"explode", "blow", "detonate", "go"})
"""Verbs of what bursts by itself: where it does is the target only with "at"."""
_BLAMES = frozenset({"blame", "pin"})


def aimed_at(parse: Parse, i: int) -> list[int]:
    """Return what the phrases of verb `i` say that it goes at."""
    if parse.tokens[i].lemma in BURSTS:
        return phrases(parse, i, ("at",))
    return phrases(parse, i, ("at", "on", "against", "upon", "into", "toward", "towards"))


_FIND = frozenset({"find", "leave", "see", "discover", "keep", "get", "have", "report"})


def _bare_participle(parse: Parse, i: int) -> bool:
    """Return whether `i` is a participle without auxiliary or subject under "find" and its like."""
    return (
        is_past(parse.tokens[i].text)
        and parse.tokens[parse.tokens[i].head].lemma in _FIND
        and not any(parse.tokens[c].rel.startswith(("aux", "nsubj")) for c in parse.children[i])
    )


def _reduced_passive(parse: Parse, i: int) -> bool:
    """Return whether `i` is a participle of its own clause with an agent: "shot by men in masks"."""
    token = parse.tokens[i]
    return (
        token.rel in ("advcl", "parataxis")
        and token.head < i
        and is_past(token.text)
        and any(parse.tokens[c].rel == "obl:agent" for c in parse.children[i])
        and not any(
            parse.tokens[c].rel.startswith(("aux", "nsubj", "obj", "mark"))
            for c in parse.children[i]
        )
    )


_PAST = frozenset({"slain", "struck", "caught", "held", "hung", "burnt", "torn", "hurt", "hit", "cut"})
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


def with_conjuncts(parse: Parse, heads: list[int]) -> list[int]:
    """Return the heads and what is coordinated with them."""
    out = list(dict.fromkeys(heads))
    for h in out:
        out += [
            c for c in parse.children[h] if parse.tokens[c].rel == "conj" and c > h and c not in out
        ]
    return out


def _own_subject(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].rel.startswith("nsubj") for c in parse.children[i])


def agents_of(parse: Parse, i: int) -> list[int]:
    """Return those in the "by"-phrases of `i`."""
    agents = [c for c in parse.children[i] if parse.tokens[c].rel == "obl:agent"]
    return agents + [c for c in phrases(parse, i, ("by",)) if c not in agents]


def subjects(parse: Parse, i: int) -> list[int]:
    """Return who does it: subjects, "by"-phrases, and subjects inherited from the clause above."""
    tokens = parse.tokens
    token = tokens[i]
    agents = agents_of(parse, i)
    if is_shot(parse, i):
        return _doer_of_shot(parse, i) + agents
    if token.upos not in ("VERB", "ADJ"):
        return agents
    if _reduced_passive(parse, i):
        return agents
    passive = any(tokens[c].rel in ("nsubj:pass", "aux:pass") for c in parse.children[i])
    if passive or _headless_passive(parse, i):
        return agents
    if _bare_participle(parse, i):
        return agents
    if _shares_passive(parse, i):
        return agents or agents_of(parse, token.head)
    own = [c for c in parse.children[i] if tokens[c].rel in ("nsubj", "nsubj:outer")]
    if own:
        return own + agents
    if _by_doing(parse, i):
        return agents
    if _goes_along(parse, i):
        return [*subjects(parse, token.head), *agents]
    if token.rel in ("ccomp", "advcl", "xcomp") and token.text.lower().endswith("ing"):
        seen_doing = _objects_before(parse, token.head, i)
        if seen_doing:
            return seen_doing + agents
    if token.rel in ("acl", "amod") and token.head != i:
        return agents if is_past(token.text) else [token.head, *agents]
    seen = 0
    k = i
    verb = tokens[i].head
    if token.rel in ("xcomp", "advcl", "obl") and tokens[verb].lemma in _MAKE:
        whom = [c for c in parse.children[verb] if tokens[c].rel in ("obj", "iobj", "nsubj:pass")]
        if whom:
            return whom + agents  # "accused the police of staging the attack"
    while (
        tokens[k].rel in ("xcomp", "conj", "advcl", "parataxis")
        and tokens[k].head != k
        and seen < 4
    ):
        linked = tokens[k].rel
        k = tokens[k].head
        seen += 1
        if linked == "advcl" and _suffers(parse, k) and not _marked(parse, i):
            return agents  # "two were killed overnight as shelling"
        if linked == "conj" and _headless_passive(parse, k):
            return agents
        if linked == "xcomp":
            objects = [c for c in parse.children[k] if tokens[c].rel == "obj"]
            if objects:
                return objects + agents
        above = [c for c in parse.children[k] if tokens[c].rel.startswith("nsubj")]
        above = above or (_doer_of_shot(parse, k) if is_shot(parse, k) else [])
        if above:
            return above + agents
        if tokens[k].rel in ("acl", "acl:relcl") and tokens[k].head != k:
            return [tokens[k].head, *agents]
    return agents


def _goes_along(parse: Parse, i: int) -> bool:
    """Return whether a gerund is coordinated with one before it: "accused of raiding and burning"."""
    token, above = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    return (
        token.rel == "conj"
        and above.i < i
        and above.upos == "VERB"
        and token.text.lower().endswith("ing")
        and above.text.lower().endswith("ing")
        and above.rel in ("xcomp", "advcl", "ccomp", "obl", "acl", "nmod")
    )


def _suffers(parse: Parse, i: int) -> bool:
    """Return whether a verb of harm is passive: "were killed"."""
    return parse.tokens[i].lemma in ("kill", "wound", "injure", "hurt", "hit") and any(
        parse.tokens[c].rel in ("nsubj:pass", "aux:pass") for c in parse.children[i]
    )


def _marked(parse: Parse, i: int) -> bool:
    """Return whether "while", "after" or an object ties a clause to the subject above it."""
    return any(parse.tokens[c].rel in ("mark", "obj", "advmod") for c in parse.children[i])


def _shares_object(parse: Parse, i: int) -> bool:
    """Return whether a verb that needs an object has that of the next one: "shot and killed him"."""
    tokens = parse.tokens
    return (
        tokens[i].upos == "VERB"
        and tokens[i].lemma in _NEEDS_OBJECT
        and any(tokens[c].rel == "nsubj" for c in parse.children[i])
        and any(tokens[c].rel == "conj" and 0 < c - i < 4 for c in parse.children[i])
        and not _goes_at(parse, i)
    )


def _by_doing(parse: Parse, i: int) -> bool:
    """Return whether a gerund is what a passive is done by: "a man injured by shelling"."""
    tokens = parse.tokens
    above = tokens[i].head
    by = any(
        tokens[c].lemma == "by" and tokens[c].rel in ("mark", "case") for c in parse.children[i]
    )
    passive = tokens[above].rel in ("acl", "amod") or any(
        tokens[c].rel == "aux:pass" for c in parse.children[above]
    )
    return by and passive and above != i and is_past(tokens[above].text)


def _left_of_auxiliary(parse: Parse, i: int) -> list[int]:
    """Return the noun just before "were kidnapped", where the tree hangs it elsewhere."""
    tokens = parse.tokens
    auxiliaries = [c for c in parse.children[i] if tokens[c].rel.startswith("aux") and c < i]
    passive = any(tokens[c].rel == "aux:pass" for c in auxiliaries)
    subject = any(tokens[c].rel.startswith(("nsubj", "csubj")) for c in parse.children[i])
    k = min(auxiliaries, default=0) - 1
    if not passive or subject or k < 0 or tokens[k].upos not in ("NOUN", "PROPN"):
        return []
    if tokens[k].sentence != tokens[i].sentence:
        return []
    while tokens[k].rel in ("conj", "flat", "nmod", "appos") and tokens[k].head < k:
        k = tokens[k].head
    return [k]


_NEEDS_OBJECT = frozenset(
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
    }
    | {"ambush", "shell", "raid", "hijack", "loot", "torch", "storm", "target", "seize", "release"}
)
_AS_IN_THE_PAST = frozenset({"hit", "hurt", "struck", "shot"})
"""Participles that look like a past: passive where "by" says what did it."""


def _headless_passive(parse: Parse, i: int) -> bool:
    """Return whether a headline leaves out "was": "Man shot in Tarvin", "Two guards killed"."""
    tokens = parse.tokens
    token = tokens[i]
    if token.upos != "VERB":
        return False
    hit = token.text.lower() in _AS_IN_THE_PAST and bool(agents_of(parse, i))
    if not hit and (token.lemma not in _NEEDS_OBJECT or not is_past(token.text)):
        return False
    sentence = parse.sentence_of(i)
    closed = tokens[sentence.tokens[1] - 1].text in (".", "!", "?", '"', "”")
    if closed and sentence.segment_kind != "headline":
        return False
    verbs = [i, *(c for c in parse.children[i] if tokens[c].rel == "conj")]
    rels = [tokens[c].rel for v in verbs for c in parse.children[v]]
    if any(r in ("obj", "iobj", "ccomp", "xcomp") or r.startswith("aux") for r in rels):
        return False
    return "nsubj" in [tokens[c].rel for c in parse.children[i]] and not _goes_at(parse, i)


def _goes_at(parse: Parse, i: int) -> bool:
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


def _doer_of_shot(parse: Parse, i: int) -> list[int]:
    if i and parse.tokens[i].head == i - 1 and parse.tokens[i - 1].kind == "person":
        return [i - 1]
    return [
        c
        for c in parse.children[i]
        if parse.tokens[c].rel in ("compound", "nsubj") and parse.tokens[c].kind == "person"
    ][-1:]


_MAKE = frozenset(
    {"accuse", "suspect", "convict", "order", "force", "urge", "charge", "blame", "ask", "tell"}
    | {"allow", "cause", "persuade", "pay", "warn", "acquit"}
)
"""Verbs whose object is the one who does what follows."""
_PERCEIVE = frozenset(
    {
        "show",
        "see",
        "film",
        "capture",
        "find",
        "catch",
        "record",
        "depict",
        "hear",
        "watch",
        "leave",
    }
)


def _objects_before(parse: Parse, verb: int, i: int) -> list[int]:
    """Return whom somebody saw, filmed or heard doing `i` ("shows soldiers firing")."""
    if parse.tokens[verb].lemma not in _PERCEIVE:
        return []
    return [c for c in parse.children[verb] if parse.tokens[c].rel == "obj" and verb < c < i]
