"""Many: what was done in many happenings, which a number adds up: "192 people were killed in 219 attacks"."""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.kept import kept
from saidso.language.parse import Parse

_CLIMB = 5
_FAR = 60
"""Words of a sentence that are asked, at most."""
_GREAT = 100
"""From so many on a number is that of a war where the words may be those of a battle as well."""
_SUMMED = 10
"""From so many attacks on their dead are those of a year."""
_LARGE = frozenset({"thousand", "million", "hundred", "thousands", "millions", "hundreds"})
_WITHIN = frozenset({"in", "during", "by", "amid", "from", "of"})
_HAPPENINGS = frozenset(
    {"attack", "raid", "incident", "bombing", "clash", "ambush", "operation", "strike", "airstrike"}
    | {"shooting", "blast", "explosion", "assault", "activity", "violation"}
)


@cache
def sums() -> frozenset[str]:
    """Return the adjectives of many happenings taken together: "various raids"."""
    return frozenset(knowledge.table("saidso.reading.clauses", "status.yaml")["sums"])


def is_great(parse: Parse, j: int) -> bool:
    """Return whether a word is a great number: "219", "hundreds", and no year."""
    low = parse.tokens[j].text.lower().replace(",", "")
    return low in _LARGE or (low.isdecimal() and int(low[:9]) >= _GREAT and not is_year(low))


def is_year(low: str) -> bool:
    """Return whether a word in lower case is a year of our days."""
    return len(low) == 4 and low[:2] in ("19", "20")


@kept
def picks_one(parse: Parse) -> bool:
    """Return whether a report tells of one out of many that its lead sums up: "in one of the incidents",
    "in the first case", "in one attack".
    """
    tokens = parse.tokens
    for k in parse.having(_HAPPENINGS | {"case"}):
        if not tokens[k].sentence:
            continue
        below = {tokens[c].text.lower() for c in parse.children[k] if c < k}
        above = tokens[tokens[k].head]
        if tokens[k].rel == "nmod" and above.lemma == "one" and "of" in below:
            return True
        whose = (c for c in parse.children[k] if tokens[c].rel in ("nmod", "flat") and c > k)
        if (
            tokens[k].lemma == "case"
            and "the" in below
            and any(tokens[c].name == "PER" for c in whose)
        ):
            return True  # "it documented the case of Ilian Velm"
        if "in" in below and below & {"one", "first"} and tokens[k].text.lower() == tokens[k].lemma:
            return True
    return False


def in_many(parse: Parse, i: int) -> bool:
    """Return whether it was done in many happenings: "killed in 219 attacks", "in various raids", "30 raids
    in which nine were killed"."""
    tokens, at = parse.tokens, i
    for _ in range(_CLIMB):
        above = tokens[at].head
        if tokens[at].rel in ("acl:relcl", "acl", "amod") and tokens[above].lemma in _HAPPENINGS:
            return _summed(parse, above)
        below = parse.children[at][:_FAR]
        below = [
            *below,
            *(g for c in below if tokens[c].lemma == "total" for g in parse.children[c]),
        ]
        if any(tokens[c].lemma in _HAPPENINGS and _many(parse, c) for c in below):
            return True
        if at != i and any(_hundreds(parse, c) for c in below):
            return True
        if (tokens[at].rel not in _SUMS and tokens[above].lemma not in _RESULTS) or above == at:
            return False
        at = above
    return False


_SUMS = frozenset({"xcomp", "obj", "acl", "advcl", "nmod", "conj"})
_RESULTS = frozenset({"result", "lead", "end"})
"""Verbs with what came of it behind "in" or "to": "carried out 140 raids, resulting in 30 deaths"."""


def _hundreds(parse: Parse, noun: int) -> bool:
    """Return whether a noun is what was done a hundred times or more in a year: "in 2018, the army carried
    out 1,400 violations, killing 30"."""
    tokens = parse.tokens
    counts = [c for c in parse.children[noun] if tokens[c].rel == "nummod"]
    if tokens[noun].rel != "obj" or tokens[noun].lemma not in _HAPPENINGS:
        return False
    first, end = parse.sentence_of(noun).tokens
    years = (k for k in range(first, min(end, first + _FAR)) if is_year(tokens[k].text))
    yearly = any(tokens[k - 1].text.lower() in ("in", "during") for k in years)
    return yearly and any(is_great(parse, c) for c in counts)


def _many(parse: Parse, noun: int) -> bool:
    tokens, below = parse.tokens, parse.children[noun]
    if tokens[noun].text.lower() == tokens[noun].lemma:
        return False
    if not any(tokens[c].lemma in _WITHIN and c < noun for c in below):
        return False
    if any(tokens[c].rel == "det" for c in below):
        return False
    return _summed(parse, noun)


def _summed(parse: Parse, noun: int) -> bool:
    """Return whether so many happenings are meant that their dead are those of a year."""
    tokens, below = parse.tokens, parse.children[noun]
    for c in below:
        low = tokens[c].text.lower().replace(",", "")
        if low.isdecimal() and int(low[:9]) >= _SUMMED:
            return True
        if tokens[c].lemma.lower() in sums():
            return True
    return False
