"""Parties: which mentions do an act of violence and which suffer one, by the grammar of their clauses.

Coreference asks this before it says that two mentions are one: who was killed attacks nobody
afterwards, and those who raided a village are rarely those who were carried off from it.
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import objects, subjects, with_conjuncts

DOES, SUFFERS, DEAD = "does", "suffers", "dead"
_FATAL = frozenset(
    {"kill", "murder", "assassinate", "massacre", "behead", "slay", "execute", "lynch", "slaughter"}
)
VIOLENT = _FATAL | frozenset(
    {"attack", "ambush", "shoot", "bomb", "wound", "injure", "abduct", "kidnap", "stab", "hack"}
    | {"beat", "rape", "raid", "storm", "loot", "torture", "assault", "shell", "rob", "hijack"}
    | {"ransack", "invade", "torch", "thrash", "maim", "bombard", "waylay", "besiege", "seize"}
)
_ACCUSED = frozenset({"charge", "accuse", "convict", "indict"})
"""Verbs whose object is said to have done something."""
_BLOWS = frozenset({"blow", "detonate", "explode"})
"""Verbs that tell of who attacks where the object is the subject itself: "blew himself up"."""
_SELVES = ("self", "selves")
DEAD_WORDS = frozenset({"dead", "deceased", "slain", "murdered", "killed"})
"""What tells of persons that they are dead: "the dead man" is nobody who speaks in the report."""
_DIES = frozenset({"die", "perish"})
_LOSES = frozenset({"lose", "bury", "mourn"})
"""Verbs whose object is dead, where it is a person."""
_FREES = frozenset({"release", "free", "rescue", "ransom"})
"""Verbs whose object was held, in a report of abductions."""
_TAKES = frozenset({"kidnap", "abduct", "hijack", "hostage", "captive"})
_TAKERS = frozenset({"kidnapper", "abductor", "captor", "hijacker"})
_ARMED = frozenset({"armed", "masked", "hooded", "gun-wielding", "gun-toting", "machete-wielding"})
"""What tells of persons that they come to attack."""
_FAR = 24


def find_parties(parse: Parse) -> dict[int, str]:
    """Return `DOES`, `SUFFERS` or `DEAD` by the head token of who does or suffers an act.

    Who does both in one sentence is left out. Linear in the number of tokens.
    """
    out: dict[int, str] = {}
    both: set[int] = set()
    frees = _FREES if parse.having(_TAKERS | _TAKES) else frozenset()
    for i in parse.having(VIOLENT | _BLOWS | _DIES | _ACCUSED | _LOSES | frees | {"dead"}):
        token = parse.tokens[i]
        if token.lemma == "dead":
            for head in _left_dead(parse, i):
                out.setdefault(head, DEAD)
            continue
        if token.upos != "VERB":
            continue
        if token.lemma in _DIES:
            found = [(subjects(parse, i), DEAD)]
        elif token.lemma in _BLOWS:
            own = [h for h in objects(parse, i) if parse.tokens[h].text.lower().endswith(_SELVES)]
            found = [(subjects(parse, i), DOES)] if own else []
        elif token.lemma in _LOSES:
            found = [([h for h in objects(parse, i) if _is_person(parse, h)], DEAD)]
        elif token.lemma in frees:
            found = [(objects(parse, i), SUFFERS)]
        elif token.lemma in _ACCUSED:
            found = [(objects(parse, i), DOES)]
        else:
            hurt = DEAD if token.lemma in _FATAL else SUFFERS
            found = [(objects(parse, i), hurt)]
            if not _came_before(parse, i):
                found.append((subjects(parse, i), DOES))
        for heads, party in found:
            for head in with_conjuncts(parse, heads):
                if abs(head - i) > _FAR:
                    continue
                before = out.get(head)
                if before is not None and (before == DOES) != (party == DOES):
                    both.add(head)
                if before != DEAD:
                    out[head] = party
    return {head: party for head, party in out.items() if head not in both}


def _left_dead(parse: Parse, i: int) -> list[int]:
    """Return whom "dead" is said of: "leaving five rebels dead", "were found dead", "are dead"."""
    token = parse.tokens[i]
    if token.rel in ("xcomp", "advcl", "ccomp", "obl"):
        children = parse.children[token.head]
        for rels in (("obj", "nsubj:pass"), ("nsubj",)):
            found = [c for c in children if parse.tokens[c].rel in rels and c != i]
            if found:
                return with_conjuncts(parse, found[-1:])
    if token.rel in ("amod", "advmod") and parse.tokens[token.head].lemma in ("leave", "find"):
        return [c for c in parse.children[token.head] if parse.tokens[c].rel == "obj"]
    return [c for c in parse.children[i] if parse.tokens[c].rel == "nsubj"]


def _is_person(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return "person" in (token.kind, people().kinds.get(token.lemma))


def _came_before(parse: Parse, i: int) -> bool:
    """Return whether an act came before what is told: "shot dead after he wounded", "he had wounded"."""
    for c in parse.children[i]:
        token = parse.tokens[c]
        if token.lemma == "after" and token.rel in ("mark", "case"):
            return True
        if token.rel == "aux" and token.text.lower() in ("had", "'d"):
            return True
    return False


def party_of(head: int, lemma: str, modifiers: frozenset[str], found: dict[int, str]) -> str:
    """Return the party of a mention by its clause, else by its own words; empty where neither says."""
    if head in found:
        return found[head]
    if modifiers & _ARMED or lemma in _TAKERS:
        return DOES
    return SUFFERS if people().sides.get(lemma) == "victim" else ""
