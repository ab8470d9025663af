"""Newest: which counts of one incident its report itself says are the last ones.

"The toll had risen to eight" leaves the six of the lead behind, whoever counts; "officials first gave the
number of wounded as eight" tells what was known before the eleven of the lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from saidso.incidents.voices import AUTHOR
from saidso.language.parse import Parse
from saidso.reading.clauses.cues import cues
from saidso.reading.harm.casualties import Harm, is_single
from saidso.reading.harm.figures import toll_verbs

_RISES = frozenset({"rise", "climb", "grow", "jump", "increase", "mount", "soar"})
_FIRST = frozenset({"initially", "first", "originally"})
_EARLIER = frozenset({"earlier", "early", "previously"})
"""What was said earlier stands beside what somebody else says, but not what "had" been said earlier."""
_CLIMB = 6
PARTS = frozenset({"child", "woman", "man", "boy", "girl", "baby", "pupil", "student"})
"""Victims that are counted inside a toll more often than against it."""


def is_risen(parse: Parse, harm: Harm) -> bool:
    """Return whether a count is what a toll has come to: "the death toll rose to eight"."""
    tokens, at = parse.tokens, harm.trigger
    verb = tokens[at].head if tokens[at].rel.startswith("nsubj") else at
    return tokens[verb].lemma in _RISES and verb in toll_verbs(parse)


def given_before(parse: Parse, harm: Harm) -> Literal["", "earlier", "first"]:
    """Return how a count is told as an older one, "" for not at all: "police initially said two had died"."""
    tokens, at = parse.tokens, harm.trigger
    for _ in range(_CLIMB):
        if tokens[at].lemma in cues().telling:
            below = [tokens[c] for c in parse.children[at] if tokens[c].rel in ("advmod", "aux")]
            words = {t.text.lower() for t in below}
            if words & _FIRST or (words & _EARLIER and "had" in words):
                return "first"
            if words & _EARLIER:
                return "earlier"
        if tokens[at].head == at:
            return ""
        at = tokens[at].head
    return ""


def outdated(parse: Parse, harms: Sequence[Harm], speakers: Sequence[str]) -> set[int]:
    """Return the positions of counts of one slot that others of them have replaced."""
    counts = {
        k: h.value
        for k, h in enumerate(harms)
        if isinstance(h.value, int) and h.status == "happened" and not h.negated
    }
    risen = {k for k in counts if is_risen(parse, harms[k])}
    top = max((counts[k] for k in risen), default=0)
    out = {k for k, n in counts.items() if n < top and k not in risen and _is_whole(harms[k])}
    words = {k: given_before(parse, harms[k]) for k in counts if k not in out}
    later = [k for k, word in words.items() if not word]
    return out | {
        k
        for k, word in words.items()
        if word
        and any(
            counts[j] != counts[k] and (word == "first" or speakers[j] in (speakers[k], AUTHOR))
            for j in later
        )
    }


def _is_whole(harm: Harm) -> bool:
    """Return whether a count may be a toll: neither told person by person nor a part of one."""
    return not (is_single(harm) or harm.others or harm.noun in PARTS)
