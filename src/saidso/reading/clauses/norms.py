"""Norms: acts that nobody did, since the words tell what should be or what holds of all such acts.

"Authorities must release him", "the mission urges all parties to cease fire", "attacks on peacekeepers
are violations of international law": statements of missions, organisations and ministries are full of
these. The words are in `status.yaml`.
"""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.parse import Parse

_CLIMB = 3
_OPEN = ("det", "nummod", "nmod:poss")
_ANY = frozenset({"any", "every", "all", "such"})
_ONE = frozenset({"a", "an", "another", "either", "further"})
_COMES = frozenset(
    {"begin", "start", "take", "continue", "go", "follow", "resume", "occur", "happen", "come"}
)
"""Of what begins or ends then it is told that it was to come: "the protest would begin on Friday"."""
_WILLS = frozenset({"can", "could", "will", "would"})
_NEVER = frozenset({"not", "n't", "n’t", "never"})
_WH = frozenset({"who", "whom", "what", "when", "where", "why", "how", "which", "whose"})
_PREFIXES = frozenset({"anti", "counter", "pro", "post", "pre", "non", "on"})


@cache
def _words() -> dict[str, frozenset[str]]:
    data = knowledge.table(__package__, "status.yaml")
    names = (
        "duty",
        "demand",
        "demand_nouns",
        "no_more",
        "rules",
        "going_on",
        "further",
        "warded_off",
    )
    return {name: frozenset(data[name]) for name in names}


def is_norm(parse: Parse, i: int) -> bool:
    """Return whether an event's words tell of no act, but of what should be or of all its kind."""
    if _is_to_stop(parse, i):
        return True
    if parse.tokens[i].upos in ("NOUN", "PROPN"):
        if _is_prefixed(parse, i) or _is_asked_for(parse, i) or _is_kind(parse, i):
            return True
        return _is_warded_off(parse, i)
    doing = parse.tokens[i].text.lower().endswith("ing") and _is_kind(parse, i)
    if doing or _is_prefixed(parse, i) or _is_duty(parse, i) or _is_demanded(parse, i):
        return True
    return _is_beyond(parse, i) or _is_supposed(parse, i) or _is_asked(parse, i)


def _is_supposed(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what may come, or could have: "if rebels attack, all will flee", "had the
    army not come, rebels would have killed more".
    """
    tokens, children = parse.tokens, parse.children[i]
    if _is_condition(parse, i):
        return tokens[i].text.lower() in (tokens[i].lemma, tokens[i].lemma + "s")
    aux = {tokens[c].lemma for c in children if tokens[c].rel.startswith("aux")}
    return "will" in aux and any(
        tokens[c].rel == "advcl" and (_is_condition(parse, c) or _is_turned(parse, c))
        for c in children
    )


def _is_condition(parse: Parse, i: int) -> bool:
    """Return whether "if" or "unless" opens the clause of a verb."""
    below = (parse.tokens[c] for c in parse.children[i])
    return any(t.rel == "mark" and t.lemma in ("if", "unless") for t in below)


def _is_turned(parse: Parse, i: int) -> bool:
    """Return whether an auxiliary stands before the subject of a verb: "had they come", "did they come"."""
    below = [parse.tokens[c] for c in parse.children[i]]
    who = next((t.i for t in below if t.rel.startswith("nsubj")), -1)
    return any(t.rel.startswith("aux") and t.i < who for t in below)


def _is_asked(parse: Parse, i: int) -> bool:
    """Return whether a sentence asks if a verb was done: "Did rebels kill them?", not "Why did they?"."""
    first, end = parse.sentence_of(i).tokens
    if parse.tokens[end - 1].text != "?" or not _is_turned(parse, i):
        return False
    return all(t.text.lower() not in _WH for t in parse.tokens[first:i])


def _is_to_stop(parse: Parse, i: int) -> bool:
    """Return whether somebody is told to end what is done time and again: "should stop jailing critics"."""
    token = parse.tokens[i]
    if token.rel not in ("xcomp", "obj", "obl", "advcl") or token.head == i:
        return False
    many = token.upos == "VERB" or token.text.lower().endswith("s")
    stops = parse.tokens[token.head].lemma in _words()["no_more"]
    return many and stops and (_is_duty(parse, token.head) or _is_demanded(parse, token.head))


def _is_prefixed(parse: Parse, i: int) -> bool:
    """Return whether a word is half of one: the coup of "anti-coup protests", "on-going"."""
    tokens = parse.tokens
    return i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].text.lower() in _PREFIXES


def _is_duty(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what must or should be done: "must be released", "should end"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        below = {tokens[c].lemma: c for c in parse.children[i] if tokens[c].rel.startswith("aux")}
        duty = [c for name, c in below.items() if name in _words()["duty"]]
        if duty:
            # "must have fled", "should he attack"
            asked = any(
                tokens[c].rel.startswith("nsubj") and c > duty[0] for c in parse.children[i]
            )
            return "have" not in below and not asked
        if tokens[i].rel != "conj" or any(
            tokens[c].rel.startswith(("nsubj", "aux")) for c in parse.children[i]
        ):
            return False
        i = tokens[i].head
    return False


def _is_beyond(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what somebody could or would not do: "could not burn another village"."""
    below = [parse.tokens[c] for c in parse.children[i]]
    barred = any(t.rel == "aux" and t.lemma in _WILLS for t in below)
    return barred and any(t.rel == "advmod" and t.lemma in _NEVER for t in below)


def _is_demanded(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what others are urged to do: "we urge all parties to cease fire"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        if tokens[i].rel == "conj":
            i = tokens[i].head
            continue
        bare = any(tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in parse.children[i])
        asked = tokens[tokens[i].head].lemma in _words()["demand"]
        return bare and asked and tokens[i].rel in ("xcomp", "advcl", "ccomp", "obl")
    return False


def _is_asked_for(parse: Parse, i: int) -> bool:
    """Return whether a noun is what is demanded: "called for the release of the editor"."""
    tokens = parse.tokens
    above = tokens[tokens[i].head]
    cases = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel == "case"}
    if tokens[i].rel in ("obl", "nmod") and "for" in cases:
        return above.lemma in _words()["demand"] | _words()["demand_nouns"]
    return tokens[i].rel == "obj" and above.lemma == "demand"


def _is_warded_off(parse: Parse, i: int) -> bool:
    """Return whether a noun is what is kept from happening: "to prevent further attacks", "avoid clashes"."""
    tokens = parse.tokens
    if tokens[tokens[i].head].lemma not in _words()["warded_off"]:
        return False
    if tokens[i].rel == "obj" and tokens[tokens[i].head].lemma == "avoid":
        return True
    if tokens[i].rel not in ("obj", "obl", "nmod", "nsubj:pass"):
        return False
    return any(tokens[c].lemma in _words()["further"] for c in parse.children[i])


def _is_kind(parse: Parse, i: int) -> bool:
    """Return whether an act stands for all of its kind, or for one that is only thought of: "attacks on
    civilians are a crime", "mortar fire by either army would be a breach".
    """
    if _is_gerund(parse, i):
        return True
    tokens, children = parse.tokens, parse.children[i]
    if tokens[i].rel not in ("nsubj", "nsubj:pass", "nsubj:outer", "csubj"):
        return False
    opens = [tokens[c].lemma for c in children if tokens[c].rel in _OPEN]
    above = tokens[i].head
    below = [tokens[c] for c in parse.children[above]]
    aux = {t.text.lower() for t in below if t.rel.startswith("aux")}
    if "would" in aux and tokens[i].rel == "nsubj" and tokens[above].lemma not in _COMES:
        return set(opens) <= _ONE | _ANY
    if not (_ANY & set(opens) or (not opens and tokens[i].text.lower().endswith(("s", "ing")))):
        return False
    if tokens[above].lemma in _words()["rules"] and tokens[above].upos == "VERB":
        return tokens[above].text.lower() in (tokens[above].lemma, tokens[above].lemma + "s")
    cop = {t.text.lower() for t in below if t.rel == "cop"}
    named = (
        tokens[above].upos in ("ADJ", "NOUN") and tokens[above].lemma not in _words()["going_on"]
    )
    return bool(aux & {"must", "may", "can", "cannot"}) or (named and bool(cop & {"are", "is"}))


def _is_gerund(parse: Parse, i: int) -> bool:
    """Return whether a sentence opens with what is a crime in general: "Killing journalists is a war crime".

    The verb in the singular tells, whatever the tree makes of it.
    """
    tokens = parse.tokens
    first, end = parse.sentence_of(i).tokens
    opens = i == first or tokens[i - 1].upos == "PUNCT"
    if not (opens and tokens[i].text.lower().endswith("ing") and i + 3 < end):
        return False
    noun, verb = tokens[i + 1], tokens[i + 2]
    if (
        noun.upos != "NOUN"
        or noun.text.lower() == noun.lemma
        or not noun.text.lower().endswith("s")
    ):
        return False
    rules = verb.lemma in _words()["rules"] and verb.text.lower() == verb.lemma + "s"
    going_on = any(tokens[k].lemma in _words()["going_on"] for k in range(i + 3, min(i + 6, end)))
    return rules or (verb.text.lower() == "is" and not going_on)
