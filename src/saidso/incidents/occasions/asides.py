"""Asides: days of deeds that a report tells beside its main one.

"He is also charged in a robbery of May 3", "the shooting is linked to one on Sunday", "the worst attack
since the raid of 2 June": these days are not that of the news.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from datetime import date, timedelta

from saidso.incidents.occasions.onsets import is_later, lemmas, verb_of
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

_STEPS = 6
_DEEP = 12
_REACH = 8
"""Words before a day within which "since" and what it names are looked for."""
_LINKS = frozenset({"connect", "link", "relate", "tie", "similar", "reminiscent"})
_LAW = ("later", "court", "probe")
_SUSPECTS = frozenset({"suspect", "want", "face", "accuse"})
_CHARGED = frozenset({"with", "of", "for", "on"})
_CHARGES = frozenset({"charge", "count", "suspicion", "accusation", "allegation"})
_OCCASIONS = frozenset(
    {"election", "vote", "referendum", "ballot", "poll", "summit", "inauguration"}
)
"""What takes place by itself, whose day is not that of a deed."""
_MOMENTS = re.compile(
    r"(?:\S+ ){0,4}(?:seconds?|minutes?|moments?) (?:later|earlier|after|before)|(?:at )?the end of the day",
    re.IGNORECASE,
)


def is_moment(words: str) -> bool:
    """Return whether an expression of time tells no day: "five minutes later", "at the end of the day"."""
    return _MOMENTS.fullmatch(words) is not None


def is_aside(parse: Parse, time: Time) -> bool:
    """Return whether a day is that of what is linked to the deed, or of what somebody is also held for."""
    at = bisect_left(parse.starts, time.span[0])
    if at >= len(parse.tokens):
        return False
    for _ in range(_DEEP):
        below, at = at, parse.tokens[at].head
        if below == at:
            return False
        word = parse.tokens[at]
        if word.rel.startswith("acl") and parse.tokens[word.head].lemma in _OCCASIONS:
            return True  # "elections held on Sunday"
        if word.lemma in _LINKS and _links_deeds(parse, at, below):
            return True
        if any(parse.tokens[c].lemma == "also" for c in parse.children[at]):
            return _is_of_law(parse, at)
    return False


_LIVES = frozenset({"bear", "born", "found", "establish", "marry", "graduate"})
"""What years of a life or of a group are of, and no deed."""


def is_of_life(parse: Parse, time: Time) -> bool:
    """Return whether a time only says when somebody was born, or a group founded: "a man born in 1943"."""
    verb = verb_of(parse, time)
    return verb >= 0 and parse.tokens[verb].lemma in _LIVES


_EARLY = re.compile(r"\bearly\b|\bdawn\b|\ba\.?m\b")
_AROUND = 16
_NIGHTS = ("last night", "overnight")
_BEGINS = frozenset({"begin", "start"})


def without_eves(parse: Parse, times: list[Time], triggers: Set[int]) -> list[Time]:
    """Return the times but for the eve of a day of a deed told before, on which it began: "attacked a post on
    Monday ... The fight began late Sunday", "early on Monday ... it was last night".
    """
    out: list[Time] = []
    days: set[str] = set()
    mornings: set[str] = set()
    for time in times:
        verb = verb_of(parse, time) if time.precision == "day" and time.earliest else -1
        night = parse.text[slice(*time.span)].lower() in _NIGHTS
        begins = verb >= 0 and parse.tokens[verb].lemma in _BEGINS
        if _next(time) in (mornings if night else days if begins else ()):
            continue
        if time.earliest and verb in triggers:
            days.add(time.earliest)
            if _EARLY.search(parse.text, max(0, time.span[0] - _AROUND), time.span[1] + _AROUND):
                mornings.add(time.earliest)
        out.append(time)
    return out


def _next(time: Time) -> str:
    """Return the day after a day, empty where there is none."""
    try:
        return (date.fromisoformat(time.earliest or "") + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def had_been_done(parse: Parse, time: Time) -> bool:
    """Return whether the verb of a time, which nobody is said to tell, is in the past perfect."""
    verb = verb_of(parse, time)
    return (
        verb >= 0
        and parse.tokens[verb].rel in ("root", "conj")
        and any(parse.tokens[c].text.lower() == "had" for c in parse.children[verb])
    )


def noun_stands(parse: Parse, noun: int, day: int) -> bool:
    """Return whether a day behind a noun can be that of what it names: in "charged with murder Thursday" and
    "arrested on suspicion of murder Thursday" it is that of the charge."""
    tokens, above = parse.tokens, parse.tokens[noun].head
    if day < noun or tokens[noun].text.lower() != tokens[noun].lemma:
        return True
    if any(tokens[c].rel in ("det", "amod", "nummod", "nmod:poss") for c in parse.children[noun]):
        return True
    cases = {tokens[c].lemma for c in parse.children[noun] if tokens[c].rel == "case"}
    return not (cases & _CHARGED and (tokens[above].lemma in _CHARGES or is_later(parse, above)))


def _links_deeds(parse: Parse, link: int, other: int) -> bool:
    """Return whether the deed is said to be linked to another one: no gun or man to the deed."""
    if all(parse.tokens[c].lemma != "to" for c in parse.children[other]):
        return False
    if parse.tokens[link].rel in ("advmod", "advcl"):
        return True  # "similar to the killing on Monday, the attack was filmed"
    return any(
        parse.tokens[c].lemma in lemmas("what")
        for c in parse.children[link]
        if parse.tokens[c].rel.startswith("nsubj")
    )


def _is_of_law(parse: Parse, top: int) -> bool:
    """Return whether a predicate says what the law does: "faces charges", "is a suspect", "charged"."""
    words = {parse.tokens[top].lemma}
    words |= {parse.tokens[c].lemma for c in parse.children[top] if parse.tokens[c].rel == "obj"}
    return not words.isdisjoint(_SUSPECTS) or any(words & lemmas(name) for name in _LAW)


def is_compared(parse: Parse, time: Time, trigger: int) -> bool:
    """Return whether a day is not that of a deed but of another one that it is compared with.

    "The biggest attack since the camp strike of 18 September 2016". A day right behind "since" is left
    alone: "missing since Monday" gives the day.
    """
    token = bisect_left(parse.starts, time.span[0])
    noun = False
    for at in range(token - 1, max(-1, token - 1 - _REACH), -1):
        word = parse.tokens[at]
        if word.lemma == "since":
            return (noun and not at < trigger < token) or _is_of_state(parse, token)
        if word.upos in ("VERB", "AUX", "PUNCT"):
            return False
        noun = noun or word.upos in ("NOUN", "PROPN")
    return False


def _is_of_state(parse: Parse, token: int) -> bool:
    """Return whether a relative clause says what somebody is: "which has been part of the mission since"."""
    for _ in range(_STEPS):
        word = parse.tokens[token]
        if word.rel == "acl:relcl":
            return word.upos in ("NOUN", "PROPN")
        if word.head == token:
            return False
        token = word.head
    return False


def clause_features(parse: Parse, verb: int) -> list[str]:
    """Return how the verb's clause stands in its sentence, and whether it looks forward."""
    token = parse.tokens[verb]
    out = []
    if token.rel.startswith("acl"):
        out.append("clause.relative")
    elif token.rel == "advcl":
        out.append("clause.adverbial")
    elif token.rel in ("ccomp", "parataxis", "conj"):
        out.append(f"clause.{token.rel}")
    below = {parse.tokens[c].lemma for c in parse.children[verb] if parse.tokens[c].rel == "aux"}
    if below & {"will", "shall", "would", "may", "can", "'ll"} and "have" not in below:
        out.append("future")
    return out
