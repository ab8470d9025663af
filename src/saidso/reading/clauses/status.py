"""Status: whether the grammar says that an event happened, was tried, planned, threatened, denied.

This is what the words say of the event itself; who says it, and how sure the speaker is, stands with
the attributions. Measured by `python -m benchmarks.factuality DATA`.
"""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.reading.clauses.unproven import unproven
from saidso.record import Status

_AUXILIARY = ("aux", "aux:pass", "cop", "mark", "advmod", "det", "cc", "case")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_COMING = frozenset(
    {"planned", "plan", "possible", "potential", "future", "expect", "schedule"}
    | {"imminent", "impending", "looming"}
)
_TRIED = frozenset({"attempt", "bid"})
_REACH = 8
"""Words from a noun to the verb that says whether it is to come."""
_STEPS = 3
"""How many governors above an event are asked what they make of it."""


@cache
def _table() -> dict[str, frozenset[str]]:
    data = knowledge.table(__package__, "status.yaml")
    return {name: frozenset(words) for name, words in data.items()}


def status_of(parse: Parse, i: int, *, found: bool = False) -> Status:
    """Return what the grammar says of the event: negation, attempt, plan, threat, condition.

    `found`: the event's word tells that what should do harm was found or defused, before it did any.
    """
    status = _told(parse, i)
    return "attempted" if found and status == "happened" else status


def _told(parse: Parse, i: int) -> Status:
    own = _own(parse, i)
    if own is not None:
        return own
    if _prevented(parse, i):
        return "attempted"
    tokens = parse.tokens
    if tokens[i].upos in ("NOUN", "PROPN") and (noun := _noun(parse, i)) is not None:
        return noun
    return _governed(parse, i)


def _own(parse: Parse, i: int) -> Status | None:
    """Return what the words of the event's own clause say, None where they say nothing."""
    if _negated(parse, i) or unproven(parse, i):
        return "denied"
    tokens = parse.tokens
    below = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel in _AUXILIARY}
    if tokens[i].lemma in _table()["undoes"] or _is_controlled(parse, i):
        return "attempted"  # "an attempted coup", "defused a bomb"
    if tokens[i].upos == "VERB" and any(
        tokens[c].rel == "advmod" and tokens[c].lemma in ("almost", "nearly")
        for c in parse.children[i]
    ):
        return "attempted"  # "the guard was almost killed"
    if below & _table()["unsure"]:
        return "unclear"
    return "planned" if "will" in below or _is_aim(parse, i) else None


def _is_aim(parse: Parse, i: int) -> bool:
    """Return whether an infinitive says what somebody aims at: "our target was to kill the chief"."""
    tokens, children = parse.tokens, parse.children[i]
    aims = any(
        tokens[c].rel.startswith("nsubj") and tokens[c].lemma in _table()["aims"] for c in children
    )
    return aims and any(tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in children)


def _is_controlled(parse: Parse, i: int) -> bool:
    """Return whether an explosion is that of what was found: "set off a controlled explosion"."""
    near = (c for c in (i, *parse.children[i]) if parse.tokens[c].lemma in _BURSTS)
    return any(
        parse.tokens[g].text.lower() == "controlled" for c in near for g in parse.children[c]
    )


_BURSTS = frozenset({"explosion", "blast", "detonation", "burst", "explode", "detonate"})


def _noun(parse: Parse, i: int) -> Status | None:
    modifiers = {parse.tokens[c].lemma for c in parse.children[i]}
    if modifiers & {"attempted", "failed", "foil", "attempt", "foiled", "fail", "thwart"}:
        return "attempted"
    if parse.tokens[i].rel == "compound" and parse.tokens[parse.tokens[i].head].lemma in _TRIED:
        return "attempted"  # "foiled a coup attempt"
    if modifiers & _COMING:
        return "planned"
    if any(parse.tokens[c].text.lower() == "threatened" for c in parse.children[i]):
        return "threatened"  # not in "life-threatening wounds"
    return "planned" if _is_expected(parse, i) or _is_sought(parse, i) else None


def _is_sought(parse: Parse, i: int) -> bool:
    """Return whether a noun is still worked for: "talks on the release", "is negotiating a withdrawal"."""
    tokens, table = parse.tokens, _table()
    above = tokens[tokens[i].head]
    if tokens[i].rel == "obj" and above.lemma in table["sought"]:
        return above.text.lower().endswith("ing") or is_infinitive(parse, above.i)
    cases = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel == "case"}
    if tokens[i].rel not in ("obl", "nmod"):
        return False
    if "to" in cases and above.lemma == "agree":
        return True
    if cases.isdisjoint(("for", "on", "over", "about")):
        return False
    return above.lemma in table["sought_for"] and not _is_past(parse, above.i)


def _is_expected(parse: Parse, i: int) -> bool:
    """Return whether a noun is said to come: "a march expected to take place", "protests are planned".

    "The raid was planned by a gang" tells whose it was.
    """
    tokens, expected = parse.tokens, _table()["expected"]
    above = tokens[tokens[i].head]
    if tokens[i].rel in _SUBJECTS and above.lemma in expected:
        below = parse.children[above.i]
        past = any(tokens[c].text.lower() in ("was", "were") for c in below)
        whose = past and any(tokens[c].rel == "obl:agent" for c in below)
        return above.text.lower() != above.lemma and not whose
    if tokens[i].rel in _SUBJECTS and above.lemma in _BEGINS:
        if any(
            tokens[c].lemma == "will" and tokens[c].rel == "aux" for c in parse.children[above.i]
        ):
            return True  # "the march will take place", "would begin"
    for k in range(i + 1, min(i + _REACH, len(tokens))):
        token = tokens[k]
        if token.upos in ("VERB", "AUX") or token.sentence != tokens[i].sentence:
            return token.lemma in expected and token.text.lower().endswith("ed")
    return False


def _governed(parse: Parse, i: int) -> Status:
    """Return what the words above an event make of it, nearest first."""
    tokens, table = parse.tokens, _table()
    infinitive = is_infinitive(parse, i)
    k, steps = i, 0
    while tokens[k].head != k and steps < _STEPS:
        rel, below = tokens[k].rel, k
        if rel not in ("xcomp", "obj", "advcl", "acl", "nmod", "obl", "conj", "ccomp"):
            break
        k = tokens[k].head
        steps += 1
        lemma = tokens[k].lemma
        if rel == "conj":
            undone = lemma in table["undoes"]  # "foiled a plot and arrested six": these were taken
            shared = _own(parse, k) if _shares(parse, below) and not undone else None
            if shared is not None:
                return shared
            if undone:
                break
            continue
        if rel == "ccomp":
            return "unclear" if lemma in table["wish"] and tokens[k].upos == "VERB" else "happened"
        if lemma in table["attempt"] and rel in ("xcomp", "obj"):
            return "attempted"
        if rel == "obj" and lemma in table["carries"] and tokens[i].upos == "NOUN":
            return _told(parse, k)  # "before they could carry out an attack"
        if rel in ("obj", "xcomp") and lemma == "face" and tokens[i].lemma in table["faced"]:
            return "threatened"
        if lemma in table["threat"] and rel in ("xcomp", "obj", "acl", "obl"):
            return "threatened"
        if rel == "advcl" and infinitive and tokens[k].text.lower() == "going":
            rel = "xcomp"  # "is going to": the tree is of two minds
        if lemma in table["plan"] and rel in ("xcomp", "obj", "acl"):
            return "denied" if rel == "xcomp" and _negated(parse, k) else "planned"
        if lemma in table["undone"] and rel == "xcomp":
            return "happened" if _negated(parse, k) else "denied"
        open_ended = infinitive or tokens[i].text.lower().endswith(
            "ing"
        )  # not "the pact signed by"
        if rel in ("acl", "nmod") and open_ended and tokens[i].upos in ("VERB", "AUX"):
            noun = _clause_noun(parse, k, infinitive)
            if noun is not None:
                return noun
        if infinitive and lemma in table["came_to"] and _is_past(parse, k):
            return _own(parse, k) or "happened"
        if rel == "xcomp" and (above := _own(parse, k)) is not None:
            return above  # "may be used to stop", "were not allowed to leave"
        if rel == "xcomp" and infinitive and _is_perfect(parse, i):
            return "happened"  # "claimed to have killed"
        if rel in ("advcl", "acl", "xcomp") and infinitive:
            return "happened" if lemma in table["done"] else "planned"
        if rel != "xcomp":
            break
    return "happened"


def is_infinitive(parse: Parse, i: int) -> bool:
    """Return whether a verb has the "to" of an infinitive: not "the blast led to two being hurt"."""
    tokens = parse.tokens
    being = tokens[i].text.lower().endswith("ing") or any(
        tokens[c].text.lower() == "being" for c in parse.children[i]
    )
    return not being and any(
        tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in parse.children[i]
    )


def _is_perfect(parse: Parse, i: int) -> bool:
    """Return whether an infinitive tells of what is over: "to have fired"."""
    return any(
        parse.tokens[c].rel.startswith("aux") and parse.tokens[c].lemma == "have"
        for c in parse.children[i]
    )


def _is_past(parse: Parse, i: int) -> bool:
    """Return whether a verb, or the copula of an adjective, is in the past: "had to", "was able to"."""
    tokens = parse.tokens
    words = [tokens[i].text.lower()] if tokens[i].upos in ("VERB", "AUX") else []
    words += [tokens[c].text.lower() for c in parse.children[i] if tokens[c].rel in ("cop", "aux")]
    return not {"had", "was", "were", "been"}.isdisjoint(words)


def _prevented(parse: Parse, i: int) -> bool:
    """Return whether something was kept from happening: "stopped him from firing", "foiled a plot to"."""
    tokens, table = parse.tokens, _table()
    from_it = any(
        tokens[c].lemma == "from" and tokens[c].rel in ("mark", "case") for c in parse.children[i]
    )
    k = i
    for _ in range(_STEPS):
        rel = tokens[k].rel
        if tokens[k].head == k or rel not in ("xcomp", "advcl", "acl", "obj", "nsubj:pass", "nmod"):
            return False
        k = tokens[k].head
        if tokens[k].lemma in table["undoes"] and (rel != "advcl" or from_it):
            return rel != "nmod"
        if from_it and tokens[k].lemma in table["hinder"]:
            return True
        if tokens[k].lemma == "prevent" and k == tokens[i].head and tokens[i].upos == "NOUN":
            return rel in ("obj", "nsubj:pass") and not is_infinitive(parse, k)
        if tokens[k].upos == "VERB":
            return False
    return False


def _shares(parse: Parse, i: int) -> bool:
    """Return whether a second verb has the first one's subject and auxiliary: "could stop and kill"."""
    return (
        not any(
            parse.tokens[c].rel in (*_SUBJECTS, "aux", "aux:pass", "cop", "mark")
            for c in parse.children[i]
        )
        and parse.tokens[i].upos == "VERB"
    )


def _clause_noun(parse: Parse, noun: int, infinitive: bool) -> Status | None:
    """Return what a noun makes of its clause: "no plans to", "an attempt to", "the risk of"."""
    table, lemma = _table(), parse.tokens[noun].lemma
    none = any(parse.tokens[c].lemma == "no" for c in parse.children[noun])
    if lemma in table["plan_nouns"]:
        return "denied" if none else "planned"
    if lemma in table["attempt_nouns"] and infinitive:
        return "denied" if none else "attempted"
    if lemma in table["open_nouns"]:
        return "denied" if none else "unclear"
    return None


_BEFALLS = frozenset({"take", "occur", "happen"})
_BEGINS = _BEFALLS | {"begin", "start", "resume", "follow"}
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_WHICH = frozenset({"first", "second", "third", "fourth", "fifth", "only", "last", "worst"})
_FIRED = frozenset(
    {"shot", "bullet", "round", "rocket", "missile", "shell", "mortar", "bomb", "grenade"}
)


def _negated(parse: Parse, i: int) -> bool:
    tokens, table = parse.tokens, _table()
    for c in parse.children[i]:
        token = tokens[c]
        if token.lemma in table["negation"] and token.rel in (
            "advmod",
            "det",
            "case",
            "mark",
            "cc",
        ):
            return not (token.lemma == "not" and (_only(parse, c) or _is_counted(parse, i)))
        if token.lemma in ("instead", "rather") and token.rel in ("case", "mark", "cc"):
            return True
        if token.rel == "advmod" and token.lemma in ("long", "longer") and c:
            if tokens[c - 1].lemma == "no":
                return True
        if token.rel == "obj" and token.lemma in _FIRED:  # "fired no shots"
            if any(tokens[g].lemma == "no" and tokens[g].rel == "det" for g in parse.children[c]):
                return True
        if token.rel in _SUBJECTS and tokens[i].upos in ("VERB", "AUX"):
            none = any(tokens[g].lemma in table["nobody"] for g in (c, *parse.children[c]))
            if none:
                return True
    head = tokens[i].head
    if tokens[i].upos in ("NOUN", "PROPN") and head != i:
        governor = tokens[head]
        if tokens[i].rel in ("obj", "ccomp", "nmod") and governor.lemma in (
            "deny",
            "lack",
            "absence",
        ):
            return True
        if tokens[i].rel == "nsubj" and governor.rel == "ccomp" and governor.lemma in _BEFALLS:
            if tokens[governor.head].lemma == "deny":  # "denied that any clash had taken place"
                return True
        if tokens[i].rel in ("nsubj", "obj") and any(
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        ):
            return _falls_with(parse, i)
        if tokens[i].rel in ("nmod", "obl"):  # "no exchange of fire"
            return any(
                tokens[c].lemma == "no" and tokens[c].rel == "det" for c in parse.children[head]
            )
    if tokens[i].upos == "VERB" and tokens[i].rel in ("xcomp", "ccomp") and head != i:
        if tokens[head].lemma == "deny":
            return True
        return tokens[i].rel == "xcomp" and any(  # "is not going to die", "did not appear to fire"
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        )
    return False


def _is_counted(parse: Parse, i: int) -> bool:
    """Return whether a predicate says which of several it is: "it was not the first attack"."""
    below = [parse.tokens[c].lemma for c in parse.children[i]]
    return "the" in below and not _WHICH.isdisjoint(below)


def _falls_with(parse: Parse, i: int) -> bool:
    """Return whether a noun is denied with its negated verb: "did not launch a raid", "no raid took place".

    "The raid did not kill anyone", "they did not condemn the raid" tell of one that happened.
    """
    tokens, verb = parse.tokens, parse.tokens[parse.tokens[i].head]
    if tokens[i].rel == "nsubj":
        return verb.lemma in _BEFALLS
    below = [tokens[c] for c in parse.children[i]]
    known = any(t.rel == "nmod:poss" or t.lemma in _KNOWN for t in below)
    return not known or verb.lemma in _table()["carries"]


def _only(parse: Parse, i: int) -> bool:
    """Return whether "not" is that of "not only", which denies nothing."""
    following = parse.tokens[i + 1].text.lower() if i + 1 < len(parse.tokens) else ""
    return following in ("only", "just", "merely")
