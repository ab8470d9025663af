"""Senses: verbs and nouns of deeds that mean something else by what stands beside them.

"Held responsible", "captured on film", "the execution of a plan", "what struck me", "warned of attacks".
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.passives import phrases

FOOTAGE = frozenset(
    {"video", "film", "footage", "clip", "picture", "photo", "photograph", "movie", "scene"}
)
"""What shows things, and is no deed itself."""
_CAMERAS = (
    FOOTAGE
    | {"camera", "monitor", "recording", "cctv", "television", "tv", "tape", "phone", "lens"}
    | {"photographer", "dashcam", "drone"}
)
_SEEN = frozenset({"moment", "scene", "sound", "image", "picture", "aftermath", "ordeal"})
_STAGED = frozenset(
    {"exchange", "swap", "talk", "talks", "meeting", "conference", "hearing", "ceremony", "trial"}
    | {"vote", "election", "funeral", "briefing", "negotiation", "vigil", "session", "service"}
    | {"parade", "summit"}
)
"""What is held without being taken."""
_CARRIED_OUT = frozenset(
    {"plan", "order", "warrant", "project", "will", "contract", "budget", "mission", "search"}
    | {"policy", "strategy", "operation", "task", "program", "programme", "decision"}
    | {"judgment", "judgement"}
)
"""What is executed, and nobody dies of it."""
_DANGERS = frozenset(
    {"attack", "strike", "violence", "raid", "threat", "risk", "danger", "plot", "bombing", "clash"}
)
"""Of what somebody warns who does not threaten with it."""
_US = frozenset({"i", "me", "we", "us"})


def in_other_sense(parse: Parse, i: int) -> bool:
    """Return whether the trigger at token `i` tells of no deed by what it is said of."""
    lemma = parse.tokens[i].lemma
    if lemma == "hold":
        return is_blamed(parse, i) or _is_staged(parse, i)
    if lemma == "capture":
        return _is_filmed(parse, i)
    if lemma == "execution":
        return any(parse.tokens[c].lemma in _CARRIED_OUT for c in phrases(parse, i, ("of",)))
    if lemma == "warn":
        return _is_of_others(parse, i)
    return lemma in ("strike", "hit") and _is_thought(parse, i)


def is_blamed(parse: Parse, i: int) -> bool:
    """Return whether somebody is held responsible, and not held."""
    below = [g for c in parse.children[i] for g in (c, *parse.children[c])]
    return any(parse.tokens[c].lemma in ("responsible", "accountable", "liable") for c in below)


def _is_staged(parse: Parse, i: int) -> bool:
    """Return whether what is held is no person: "held an exchange of prisoners"."""
    below = (parse.tokens[c] for c in parse.children[i])
    return any(t.lemma in _STAGED for t in below if t.rel in ("obj", "nsubj:pass"))


def _is_filmed(parse: Parse, i: int) -> bool:
    """Return whether something is filmed, and not taken: "a video captured the moment"."""
    below = [parse.tokens[c] for c in parse.children[i]]
    shown = any(t.lemma.lower() in _SEEN and t.rel in ("obj", "nsubj:pass") for t in below)
    by = ("obl", "obl:agent", "nsubj")
    return shown or any(t.lemma.lower() in _CAMERAS and t.rel in by for t in below)


def _is_thought(parse: Parse, i: int) -> bool:
    """Return whether something only came to mind or was noticed: "what struck me was the silence"."""
    below = (parse.tokens[c] for c in parse.children[i])
    what = any(t.lemma == "what" for t in parse.tokens[max(0, i - 2) : i])
    return what and any(t.rel == "obj" and t.lemma in _US for t in below)


def _is_of_others(parse: Parse, i: int) -> bool:
    """Return whether somebody warns of what others may do: "officials warned that rebels could attack"."""
    tokens = parse.tokens
    if any(tokens[c].lemma in _DANGERS for c in phrases(parse, i, ("of", "about", "against"))):
        return True
    said = [c for c in parse.children[i] if tokens[c].rel == "ccomp"]
    doers = [c for k in said for c in parse.children[k] if tokens[c].rel.startswith("nsubj")]
    return any(tokens[c].upos in ("NOUN", "PROPN") for c in doers)
