"""Captives: whom "took three drivers hostage", "had taken 12 prisoners" and "pirates took nine" tell of."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.passives import phrases
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import subjects
from saidso.reading.events.senses import is_blamed
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Victims

_TAKES = frozenset({"take", "seize", "capture", "hold", "keep", "grab"})


def taken(parse: Parse, victims: Victims, who: Sufferers, i: int) -> list[int]:
    """Return the head tokens of those taken by the noun at `i`; hostages alone are persons."""
    tokens = parse.tokens
    above = tokens[i].head
    if tokens[above].lemma not in _TAKES:
        return []
    others = [h for h in who.patients(above) if h != i and victims.is_person(h)]
    if others:
        return others
    own = tokens[i].rel in ("obj", "nsubj:pass") or (tokens[i].rel == "nsubj" and i < above)
    return [i] if own else []


_ARMED = frozenset({"armed", "masked", "hooded"})
_CAPTORS = frozenset(
    {
        "gang",
        "gangster",
        "cartel",
        "inmate",
        "prisoner",
        "kidnapper",
        "abductor",
        "captor",
        "hijacker",
    }
)
_CARE = frozenset(
    {"hospital", "clinic", "doctor", "safety", "custody", "court", "hostage", "captive"}
)
_WILDS = frozenset({"bush", "forest", "jungle", "hideout", "mountain", "hill", "desert", "swamp"})


def carried_off(parse: Parse, victims: Victims, who: Sufferers, i: int) -> list[int]:
    """Return the head tokens of those whom armed men are said to take: "gunmen took 12 women into the bush",
    "six armed men boarded the ship and took nine of its crew", "the attackers went away with 200 pupils",
    "rebels are holding two miners".

    Who is dragged or marched into the bush was taken whoever did it.
    """
    tokens = parse.tokens
    if tokens[i].upos != "VERB":
        return []
    if is_blamed(parse, i):
        return []
    below = {tokens[c].lemma for c in parse.children[i]}
    wild = tokens[i].lemma != "take" and not below.isdisjoint(_WILDS)
    if not below.isdisjoint(_CARE) or not (wild or _by_armed(parse, i)):
        return []
    if tokens[i].lemma in ("go", "make"):
        whom = phrases(parse, i, ("with",)) if below & {"away", "off"} else []
    elif wild or tokens[i].lemma in ("take", "hold") or below & {"away", "off"}:
        whom = [c for c in parse.children[i] if tokens[c].rel == "obj" and c > i]
        whom += [c for c in parse.children[i] if tokens[c].rel == "nsubj:pass"]
    else:
        whom = []
    return [h for h in whom if victims.is_person(h) and (tokens[h].upos in ("NOUN", "NUM"))]


def _by_armed(parse: Parse, i: int) -> bool:
    """Return whether armed men do what a verb says, or what the one above its participle does."""
    tokens = parse.tokens
    who = subjects(parse, i)
    if not who and tokens[i].rel == "advcl" and tokens[i].text.lower().endswith("ing"):
        who = subjects(parse, tokens[i].head)
    return any(
        tokens[s].lemma in people().fighters | _CAPTORS
        or any(tokens[c].text.lower() in _ARMED for c in parse.children[s])
        for s in who
    )
