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
    left = hurt.best - killed.best
    rule = f"{hurt.rule}, less those of them who died later"
    return Tally(low=left, best=left, high=hurt.high, rule=rule)


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
