"""Grammatical roles: who does what to whom, passives, participles and shared subjects undone."""

from __future__ import annotations

from saidso.language.kept import kept
from saidso.language.parse import Parse, Range
from saidso.reading.clauses.passives import (
    agents_of,
    comes_of,
    has_subject,
    is_bare_participle,
    is_headless_passive,
    is_passive,
    is_past,
    is_reduced_passive,
    is_shot,
    likewise,
    phrases,
    shares_object,
    shares_passive,
    suffers,
)
from saidso.reading.clauses.people import people


@kept
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
            if c > k and tokens[c].text == ":":
                break  # what is told behind it is another clause
            if rel in ("ccomp", "parataxis", "advcl", "acl:relcl") or (
                rel == "conj" and tokens[c].upos == "VERB"
            ):
                continue
            stack.append(c)
    return (first, last + 1)


def objects(parse: Parse, i: int) -> list[int]:
    """Return what the event is done to: objects, passive subjects, modified nouns, "of"-phrases."""
    return list(_objects(parse, i))


@kept
def _objects(parse: Parse, i: int) -> list[int]:
    tokens = parse.tokens
    out = [c for c in parse.children[i] if tokens[c].rel in ("obj", "nsubj:pass", "iobj")]
    out += [c for c in _along_with(parse, i) if out]
    token = tokens[i]
    if not out and is_headless_passive(parse, i):
        return [c for c in parse.children[i] if tokens[c].rel == "nsubj"]
    if not out and token.upos == "VERB":
        out += _left_of_auxiliary(parse, i)
    if not out and (is_shot(parse, i) or shares_object(parse, i)):
        verbs = [c for c in parse.children[i] if tokens[c].rel == "conj"]
        return [c for v in verbs for c in parse.children[v] if tokens[c].rel == "obj"]
    if token.upos in ("VERB", "ADJ"):
        own = any(tokens[c].rel == "nsubj:pass" for c in parse.children[i])  # "Velm: Two men shot"
        if token.rel in ("acl", "amod") and is_past(token.text) and token.head != i and not own:
            out.append(token.head)
        if token.lemma in SENDS or not (
            out or token.lemma in _AIMLESS
        ):  # "fired rockets at the town", "shot at the guard"
            out += aimed_at(parse, i)
        if token.rel in ("xcomp", "advcl", "ccomp") and not out and is_bare_participle(parse, i):
            above = tokens[i].head  # "was found shot", "found him dead"
            out += [c for c in parse.children[above] if tokens[c].rel in ("nsubj:pass", "obj")]
        if not out and is_reduced_passive(parse, i):
            above = tokens[i].head  # "were killed, shot by men in masks"
            out += [c for c in parse.children[above] if tokens[c].rel in ("nsubj:pass", "nsubj")]
        alone, above = not (out or has_subject(parse, i)), token.head
        if token.rel in _BELOW and alone and is_passive(parse, i) and _marked(parse, i):
            held = any(tokens[c].rel == "obj" for c in parse.children[above])
            rel = "obj" if held and token.rel == "xcomp" else "nsubj"
            out += [c for c in parse.children[above] if tokens[c].rel.startswith(rel)]
        elif token.rel == "conj" and alone and is_passive(parse, i):
            out += _shared_subject(parse, i)  # "who fled and were shot"
        elif token.rel == "conj" and alone:
            if shares_passive(parse, i):
                return objects(parse, above)  # "were then shot and killed by soldiers"
            rels = ("nsubj:pass", "nsubj") if is_headless_passive(parse, above) else ("nsubj:pass",)
            out += [c for c in parse.children[above] if tokens[c].rel in rels]
    else:
        after = tokens[i + 1].lemma if i + 1 < len(tokens) else ""
        blamed = {tokens[token.head].lemma, after} & _BLAMES  # "blamed the attack on the rebels"
        theirs = _of_fighters(parse, i)
        out += [
            c
            for c in phrases(
                parse, i, ("of", "against", "at") if blamed else ("of", "on", "against", "at")
            )
            if c not in theirs and tokens[c].kind != "time"
        ]
        if not out:  # "an attack by rebels on a ship"
            who = phrases(parse, i, ("by",))
            out += [c for k in who for c in phrases(parse, k, ("on", "against"))]
        if people().kinds.get(token.lemma) != "person":  # "a Taliban bomber" bombs no Taliban
            rels = ("nmod:poss", "compound")
            out += [c for c in parse.children[i] if tokens[c].rel in rels and c < i]
    return out


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
    beside = [c for c in phrases(parse, i, ("along", "alongside", "together")) if c > i]
    return beside + likewise(parse, i)


STRIKES = frozenset(
    {"attack", "raid", "strike", "airstrike", "assault", "offensive", "rampage", "ambush"}
    | {"shelling", "firing", "gunfire", "bombardment", "incursion", "crackdown", "onslaught"}
    | {"invasion", "barrage", "sortie", "siege"}
)
"""Acts whose doer stands before them: "the rebel attack"; that of "the killing" is behind it."""
FLIES = frozenset(
    {"drone", "warplane", "jet", "aircraft", "helicopter", "uav", "plane", "quadcopter", "airplane"}
)
"""What strikes from the air, and runs into nothing: "a drone hit the school"."""
SENDS = frozenset(
    {"fire", "throw", "hurl", "launch", "lob", "drop", "toss", "fling", "rain", "unleash", "pour"}
    | {"shoot", "discharge", "direct", "aim", "open", "empty", "unload", "detonate", "ram"}
    | {"impose"}
)
"""Verbs whose object flies or goes at something: "fired rockets at the town"."""
_AIMLESS = frozenset(
    {"die", "perish", "succumb", "drown", "flee", "escape", "cross", "walk", "swim", "travel"}
    | {"run", "return", "drive", "land", "arrive", "survive", "suffer", "injure", "wound", "hurt"}
)
"""Verbs whose "on", "at" and "into" never say whom they are done to: "died on the way"."""
BURSTS = frozenset({"explode", "blow", "detonate", "go"})
"""Verbs of what bursts by itself: where it does is the target only with "at"."""
_BELOW = ("advcl", "xcomp")
"""Clauses of which who suffers stands above: "is said to have been killed", "had him killed"."""
_EACH_OTHER = {("each", "other"), ("one", "another")}
_BLAMES = frozenset({"blame", "pin"})


def aimed_at(parse: Parse, i: int) -> list[int]:
    """Return what the phrases of verb `i` say that it goes at."""
    if parse.tokens[i].lemma in BURSTS:
        return phrases(parse, i, ("at",))
    found = phrases(parse, i, ("at", "on", "against", "upon", "into", "toward", "towards"))
    if parse.tokens[i].lemma in SENDS:  # "launched a wave of missiles at the town"
        sent = [c for c in parse.children[i] if parse.tokens[c].rel == "obj"]
        sent += [g for c in sent for g in phrases(parse, c, ("of",))]
        found += [g for c in sent for g in phrases(parse, c, ("at", "against", "towards"))]
    return [c for c in found if parse.tokens[c].kind != "time"]  # not "was struck on Saturday"


def with_conjuncts(parse: Parse, heads: list[int]) -> list[int]:
    """Return the heads and what is coordinated with them."""
    out = list(dict.fromkeys(heads))
    for h in out:
        out += [
            c for c in parse.children[h] if parse.tokens[c].rel == "conj" and c > h and c not in out
        ]
    return out


def subjects(parse: Parse, i: int) -> list[int]:
    """Return who does it: subjects, "by"-phrases, and subjects inherited from the clause above."""
    return list(_subjects(parse, i))


@kept
def _subjects(parse: Parse, i: int) -> list[int]:
    tokens = parse.tokens
    token = tokens[i]
    agents = agents_of(parse, i)
    if is_shot(parse, i):
        return _doer_of_shot(parse, i) + agents
    if token.upos not in ("VERB", "ADJ"):
        return agents + _of_fighters(parse, i)
    if is_reduced_passive(parse, i):
        return agents
    passive = any(tokens[c].rel in ("nsubj:pass", "aux:pass") for c in parse.children[i])
    if passive or is_headless_passive(parse, i):
        return agents
    if is_bare_participle(parse, i) or _beside_bare(parse, i):
        return agents
    if shares_passive(parse, i):
        return agents or agents_of(parse, token.head)
    if _beside_adjective(parse, i):
        return agents
    own = [c for c in parse.children[i] if tokens[c].rel in ("nsubj", "nsubj:outer")]
    if own:  # "fired at the base during a visit by the minister": he did not
        done_to = any(tokens[c].rel == "obj" for c in parse.children[i])
        return own if done_to else own + agents
    if _by_doing(parse, i) or _is_over(parse, i):
        return agents
    if _goes_along(parse, i):
        return [*subjects(parse, token.head), *agents]
    if token.rel in ("ccomp", "advcl", "xcomp") and token.text.lower().endswith("ing"):
        if seen_doing := _objects_before(parse, token.head, i):
            return seen_doing + agents
    if accused := _accused_mutually(parse, i):
        return accused + agents
    if token.rel in ("acl", "amod") and token.head != i:
        return agents if is_past(token.text) else [token.head, *agents]
    seen = 0
    k = i
    verb = tokens[i].head
    if token.rel in ("xcomp", "advcl", "obl") and tokens[verb].lemma in _MAKE:
        whom = [c for c in parse.children[verb] if tokens[c].rel in ("obj", "iobj", "nsubj:pass")]
        if is_each_other(parse, verb):
            whom = [c for c in parse.children[verb] if tokens[c].rel == "nsubj"]
        if whom:
            return whom + agents  # "accused the police of staging the attack"
    chained = ("xcomp", "conj", "advcl", "parataxis")
    while tokens[k].rel in chained and tokens[k].head != k and seen < 4:
        linked = tokens[k].rel
        k = tokens[k].head
        seen += 1
        if linked == "advcl" and suffers(parse, k) and not _marked(parse, i):
            return agents  # "two were killed overnight as shelling"
        if linked == "conj" and is_headless_passive(parse, k):
            return agents
        if linked == "advcl" and comes_of(parse, i) and is_passive(parse, k):
            return agents_of(parse, k) + agents
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


def _is_over(parse: Parse, i: int) -> bool:
    """Return whether a gerund names over what somebody acts, who did not do it: "held five over shooting at a
    bus", "a day after killing of a clerk"."""
    marks = {parse.tokens[c].lemma for c in parse.children[i] if parse.tokens[c].rel == "mark"}
    if not parse.tokens[i].text.lower().endswith("ing"):
        return False
    named = i + 1 < len(parse.tokens) and parse.tokens[i + 1].text == "of"
    return "over" in marks or (named and "after" in marks)


def _of_fighters(parse: Parse, i: int) -> list[int]:
    """Return whose an attack is, where "of" says it: "the raids of bandits", "raids of the Front on Velm"."""
    at = any(parse.tokens[c].kind != "time" for c in phrases(parse, i, ("on", "against")))
    known, own = (
        people().fighters,
        phrases(parse, i, ("of",)) if parse.tokens[i].lemma in STRIKES else [],
    )
    return [c for c in own if at or parse.tokens[c].lemma in known]


def is_each_other(parse: Parse, verb: int) -> bool:
    """Return whether those who do something do it to one another: "both armies accused each other"."""
    after = [t.text.lower() for t in parse.tokens[verb + 1 : verb + 3]]
    return tuple(after) in _EACH_OTHER


def _beside_adjective(parse: Parse, i: int) -> bool:
    """Return whether a participle is coordinated with an adjective: "among the dead and injured"."""
    token = parse.tokens[i]
    return (
        token.rel == "conj"
        and parse.tokens[token.head].upos == "ADJ"
        and is_past(token.text)
        and not any(parse.tokens[c].rel in ("obj", "nsubj") for c in parse.children[i])
    )


def _beside_bare(parse: Parse, i: int) -> bool:
    """Return whether a participle stands beside how others were left: "leaving nine dead, four hurt"."""
    token, below = parse.tokens[i], {parse.tokens[c].rel for c in parse.children[i]}
    beside = token.rel == "conj" and token.head < i and is_past(token.text) and "obj" not in below
    return beside and is_bare_participle(parse, token.head)


def _accused_mutually(parse: Parse, i: int) -> list[int]:
    """Return those who accuse one another of `i`, wherever the tree hangs it below the accusing."""
    tokens, k = parse.tokens, i
    for _ in range(4):
        k = tokens[k].head
        if tokens[k].lemma in _MAKE and is_each_other(parse, k):
            return [c for c in parse.children[k] if tokens[c].rel == "nsubj"]
    return []


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


def _marked(parse: Parse, i: int) -> bool:
    """Return whether "while", "after" or an object ties a clause to the subject above it."""
    return any(parse.tokens[c].rel in ("mark", "obj", "advmod") for c in parse.children[i])


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
_WHOM = ("obj", "iobj")
_PERCEIVE = frozenset(
    {"show", "see", "film", "capture", "find", "catch"}
    | {"record", "depict", "hear", "watch", "leave"}
)


def _objects_before(parse: Parse, verb: int, i: int) -> list[int]:
    """Return whom somebody saw, filmed or heard doing `i` ("shows soldiers firing"), or punished, blamed
    or praised for it ("sentenced two men to death for killing a guard")."""
    objects = [c for c in parse.children[verb] if parse.tokens[c].rel in _WHOM and verb < c < i]
    if any(parse.tokens[c].text == "for" and c < i for c in parse.children[i]):
        return objects or (
            _objects_before(parse, h, i) if (h := parse.tokens[verb].head) < verb else []
        )
    return objects if parse.tokens[verb].lemma in _PERCEIVE else []
