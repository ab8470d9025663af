"""Aftermath: who died of what they were first counted as hurt by.

"Five people were hurt. Two later died in hospital": three of the five are left.
"""

from __future__ import annotations

from collections.abc import Iterable

from saidso.language.parse import Parse
from saidso.reading.harm.casualties import Harm
from saidso.record import Tally

_DIES = frozenset({"die", "succumb"})
_LATER = frozenset({"later", "afterwards", "afterward", "subsequently", "since", "hospital"})
_OF = frozenset({"wound", "injury", "burn"})
_WHOM = frozenset({"who", "whom"})
_PART = _WHOM | frozenset({"they", "them", "wounded", "injured", "victim", "hurt", "casualty"})


def survivors(parse: Parse, harms: Iterable[Harm], out: dict[str, Tally]) -> Tally | None:
    """Return the tally of the injured less those of them who died later; None where nothing says so."""
    killed, hurt = out.get("killed"), out.get("injured")
    if killed is None or hurt is None or not killed.best or not hurt.best:
        return None
    told = [h for h in harms if h.status == "happened" and not (h.negated or h.background)]
    if 0 < (some := _some_of(parse, told, hurt.best)) < hurt.best:
        return _less(hurt, some)
    heads = {h.victim for h in told if h.slot == "injured" and h.value == hurt.best}
    died = [
        h for h in told if h.slot == "killed" and (_died_later(parse, h) or _is_of(parse, h, heads))
    ]
    if not died or died[0].value != killed.best or killed.best >= hurt.best:
        return None
    counted = [h for h in told if h.slot == "injured" and h.value == hurt.best and not h.struck]
    if not counted or any(h.others for h in counted):
        return None
    first = min(h.order for h in counted)
    if any(h.slot == "killed" and h.order < first for h in told):
        return None  # "one was killed and three others hurt": he who died is told before
    return _less(hurt, killed.best)


def _less(hurt: Tally, dead: int) -> Tally:
    """Return a tally less those who died later."""
    assert hurt.best is not None
    left = hurt.best - dead
    rule = f"{hurt.rule}, less those of them who died later"
    return Tally(low=left, best=left, high=hurt.high, rule=rule)


def _some_of(parse: Parse, told: list[Harm], hurt: int) -> int:
    """Return how many of a group that was hurt died, of which none is told to have died at once.

    "A gunman killed his wife and hit two pupils. One of the pupils, a boy of 8, died in hospital."
    """
    nouns = {h.noun for h in told if h.slot == "injured" and h.value == hurt} - {""}
    nouns -= {h.noun for h in told if h.slot == "killed"}
    dead = 0
    for harm in told:
        if harm.slot != "killed" or harm.victim is None or not isinstance(harm.value, int):
            continue
        whole = (c for c in parse.children[harm.victim] if parse.tokens[c].rel == "nmod")
        if parse.tokens[harm.trigger].lemma in _DIES and any(
            parse.tokens[c].lemma in nouns and _is_known(parse, c) for c in whole
        ):
            dead = max(dead, harm.value)
    return dead


def _is_known(parse: Parse, noun: int) -> bool:
    """Return whether a noun points back: "one of the pupils"."""
    return any(parse.tokens[c].lemma in ("the", "those", "these") for c in parse.children[noun])


def _is_of(parse: Parse, harm: Harm, hurt: set[int | None]) -> bool:
    """Return whether a death is told in one phrase with the hurt: "one of the four men wounded has died"."""
    if harm.victim is None or parse.tokens[harm.trigger].lemma not in _DIES:
        return False
    below = (c for c in parse.children[harm.victim] if parse.tokens[c].rel == "nmod")
    return any(c in hurt for c in below)


def _died_later(parse: Parse, harm: Harm) -> bool:
    """Return whether a death is told as that of some of the hurt: "two of them later died"."""
    tokens, i = parse.tokens, harm.trigger
    if tokens[i].lemma not in _DIES or harm.victim is None:
        return False
    near = {tokens[c].lemma for c in parse.children[i]}
    victim = tokens[harm.victim]
    below = {tokens[c].lemma for c in parse.children[harm.victim]}
    if near.isdisjoint(_LATER | _OF) and below.isdisjoint(_WHOM):
        return False
    return victim.upos in ("NUM", "PRON") or victim.lemma in _PART or not below.isdisjoint(_PART)
