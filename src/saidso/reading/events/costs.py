"""Costs: what a war or a year has cost so far, which reports add to the news of one happening.

"Bandits have killed hundreds in the past three years", "86 have been killed this year", "the conflict has
killed more than 40,000 people", "9,000 have died in the violence since 2015", "thousands have been killed",
"192 people were killed in 219 attacks last year": sums of many happenings, no harm of the one that the
report is about. Nor is what goes on all the time: "cells continue to carry out attacks".
Where the sum is the news, the lead says so, and there it is read.
"""

from __future__ import annotations

import re
from functools import cache

from saidso import knowledge
from saidso.language.kept import kept
from saidso.language.parse import Parse, Range
from saidso.reading.clauses.passives import agents_of
from saidso.reading.events.many import in_many, is_great, picks_one

_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_CLIMB = 5
_FAR = 60
"""Words of a sentence that are asked, at most."""
_SHORT = ("day", "days", "hours")
_ON_THE_OTHER = (" side, ", " in turn ", "In turn, ")
"""Words of who has lost or done as much: "on the Velmian side, 14 have died", "troops in turn have"."""
_SIDE = 50
"""Code points in which a sentence says of which side it tells."""
_SINCE = 9
"""Words after "since" that say since when."""
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|aug|sept|oct|nov|dec)\b\.?)"
)
_REIGN = r"(?:term|tenure|presidency|rule|reign|administration|government|premiership|mandate)"
"""What those who rule have: "during the term of President Orlan"."""
_PERIOD = re.compile(
    r"\b(?:in the past(?! (?:[\w-]{1,12} ){0,2}(?:minutes?|hours?|days?|weeks?|month|nights?)\b)"
    r"|(?:in|during) (?:(?:19|20)\d\d(?:,| and) )+(?:19|20)\d\d"
    r"|this year|so far (?:in (?:19|20)\d\d|this (?:year|month))|(?:19|20)\d\d to date"
    r"|(?:in|during|of|to) the (?:ongoing|current) (?:year|month)"
    r"|in recent (?:years|months|decades|weeks|days)|over the years"
    r"|(?:in|during|over) (?:the same|this|that|the reporting) period"
    r"|(?:the|these) (?:past|last) (?:[\w-]{1,12} )?(?:years?|months|decades?)"
    rf"|since (?:(?:early|mid|late|last)[ -])?(?:{_MONTHS}|(?:19|20)\d\d|(?:the )?(?:start|beginning|end) of)"
    rf"|(?:during|under) (?:the |his |her |their )?(?:\w{{1,12}} ){{0,2}}{_REIGN}"
    r"|since [\w .'’-]{1,60}\b(?:(?:took|assumed|entered) (?:office|power|over)"
    r"|(?:came|rose|returned) to power|seized power|(?:was|were) elected)"
    r"|[\w-]{1,12}[ -]years?(?:[ -](?:old|long))? (?:war|conflict|insurgency|rebellion|violence|fight"
    r"|struggle|campaign|uprising|revolt))\b"
)
_MONTHS_LONG = re.compile(
    rf"\b(?:from|between) {_MONTHS} (?:to|and) {_MONTHS}"
    r"|\bin the first (?:half|quarter|(?:two|three|four|five|six|seven|eight|nine|ten) months) of\b"
)
_CHAINED = ("conj", "advcl", "xcomp", "acl", "obj", "obl", "nmod", "nsubj", "nsubj:pass", "ccomp")
_TRAILS = ("advcl", "xcomp", "conj", "acl")
"""Participles at the end of a sentence that say what came of it: ", killing 1,300 people"."""
_RENOWNED = frozenset({"notorious", "infamous", "known", "renowned"})
_LONG = frozenset({"month", "year", "decade"})
_THOUSANDS = frozenset({"thousand", "million"})
_RELATIVE = frozenset({"that", "which"})
_WITHIN = frozenset({"in", "during", "by", "amid", "from", "of"})
_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})


@cache
def _words() -> dict[str, frozenset[str]]:
    data = knowledge.table("saidso.reading.clauses", "status.yaml")
    return {name: frozenset(data[name]) for name in ("wars", "warlike", "begins")}


@kept
def is_cost(parse: Parse, i: int) -> bool:
    """Return whether the harm or deed at a token is part of what a war or a year has cost."""
    sentence = parse.sentence_of(i)
    if sentence.i < _LEAD or sentence.segment_kind == "headline":
        many = in_many(parse, i) or _over_long(parse, i)
        return sentence.segment_kind != "headline" and many and picks_one(parse)
    if _of_escalation(parse, i):
        return True
    if any(_is_war(parse, k, sentence.tokens) for k in agents_of(parse, i)):
        return True  # "provinces hit by a rebellion"
    return _over_long(parse, i) or _is_sum(parse, i) or _goes_on(parse, i) or _still(parse, i)


def _of_escalation(parse: Parse, i: int) -> bool:
    """Return whether a participle says what came of a war that somebody waged: "launched an offensive, which
    grew into a full-scale war, killing more than 4,000"."""
    tokens, at = parse.tokens, i
    while tokens[at].rel == "conj" and tokens[at].head < at:
        at = tokens[at].head
    if tokens[at].rel != "advcl" or not tokens[at].text.lower().endswith("ing"):
        return False
    into = (c for c in parse.children[tokens[at].head] if tokens[c].rel in ("obl", "obj"))
    war = any(tokens[c].lemma in _words()["wars"] for c in into if c < at)
    first, end = parse.sentence_of(i).tokens
    return war and any(is_great(parse, k) for k in range(at, min(end, first + _FAR)))


def _over_long(parse: Parse, i: int) -> bool:
    """Return whether it has been done over months or years: "86 rebels have been killed this year"."""
    sentence = parse.sentence_of(i)
    if _is_span(parse, sentence.i):
        return True
    if not _has_period(parse, sentence.i):
        return False
    if _in_perfect(parse, i) or _with_since(parse, i) or _is_charge(parse, i):
        return True
    if not parse.tokens[i].text.lower().endswith("ing") or parse.tokens[i].rel not in _TRAILS:
        return False
    root = next((k for k in range(*sentence.tokens) if parse.tokens[k].head == k), i)
    return _in_perfect(parse, root)


@kept
def _has_period(parse: Parse, sentence: int) -> bool:
    """Return whether a sentence names months or years: "in the past three years"."""
    return _PERIOD.search(parse.text[slice(*parse.sentences[sentence].span)].lower()) is not None


@kept
def _is_span(parse: Parse, sentence: int) -> bool:
    """Return whether a sentence counts hundreds over months: "3,000 were killed from January to June"."""
    whole = parse.sentences[sentence]
    if _MONTHS_LONG.search(parse.text[slice(*whole.span)].lower()) is None:
        return False
    return any(is_great(parse, k) for k in range(*whole.tokens)[:_FAR])


def _with_since(parse: Parse, i: int) -> bool:
    """Return whether a participle says what has been since: "a mission with 150 guards killed since 2013"."""
    tokens = parse.tokens
    before = (*parse.children[i], *parse.children[tokens[i].head])
    return (
        tokens[i].rel.startswith("acl")
        and any(tokens[c].lemma == "with" and c < i for c in before)
        and any(t.text.lower() == "since" for t in tokens[i + 1 : i + 3])
    )


_CHARGES = frozenset({"accuse", "blame", "suspect"})


def _is_charge(parse: Parse, i: int) -> bool:
    """Return whether a gerund says of what somebody is accused: "accused of killing hundreds since"."""
    token = parse.tokens[i]
    return token.text.lower().endswith("ing") and parse.tokens[token.head].lemma in _CHARGES


def _in_perfect(parse: Parse, i: int) -> bool:
    """Return whether a word, or what it hangs on, stands in the perfect: "have been killed"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        children = parse.children[i]
        if any(tokens[c].rel == "aux" and tokens[c].text.lower() in _PERFECT for c in children):
            return True
        own = tokens[i].rel == "conj" and any(tokens[c].rel.startswith("aux") for c in children)
        if own or tokens[i].head == i or tokens[i].rel not in _CHAINED:
            return False
        if tokens[i].rel == "ccomp" and tokens[i].upos != "NOUN":
            return False  # "police have said that two men were killed"
        i = tokens[i].head
    return False


def _still(parse: Parse, i: int) -> bool:
    """Return whether it is what somebody does to this day, or is known for: "cells continue to carry out
    attacks", "a gang notorious for kidnappings".
    """
    tokens = parse.tokens
    for _ in range(_CLIMB):
        above = tokens[i].head
        if tokens[i].rel == "xcomp" and tokens[above].lemma == "continue":
            return tokens[above].text.lower() in ("continue", "continues")
        if tokens[above].lemma in _RENOWNED and above < i:
            return any(tokens[c].lemma == "for" and above < c < i for c in parse.children[i])
        if tokens[i].rel not in ("obj", "conj", "xcomp") or above == i:
            return False
        i = above
    return False


@kept
def _is_sum(parse: Parse, i: int) -> bool:
    first, end = parse.sentence_of(i).tokens
    near = (first, min(end, first + _FAR))
    if in_many(parse, i):
        return True
    verb = _finite(parse, i)
    if verb < 0:
        return False
    who = _subjects(parse, verb)
    return (
        any(_is_war(parse, k, near) for k in who)
        or any(_is_war(parse, k, near) for k in _within(parse, verb))
        or _since(parse, near)
        or any(_is_thousands(parse, k) for k in who)
    )


def _is_thousands(parse: Parse, k: int) -> bool:
    """Return whether words are "thousands", "tens of thousands", "two million people"."""
    near = [k, *parse.children[k][:_FAR]]
    return any(
        parse.tokens[c].lemma in _THOUSANDS
        and (c == k or parse.tokens[c].rel in ("nummod", "nmod"))
        for c in near
    )


def _goes_on(parse: Parse, i: int) -> bool:
    """Return whether the sentence before, in the same paragraph or of the other side, gives such a sum, and
    this one more.
    """
    sentence = parse.sentence_of(i)
    verb = _finite(parse, i)
    if verb < 0 or sentence.i == _LEAD:
        return False
    before = parse.sentences[sentence.i - 1]
    opening = parse.text[slice(*sentence.span)][:_SIDE]
    side = any(words in opening for words in _ON_THE_OTHER)
    if before.segment != sentence.segment and not side:
        return False
    tops = [k for k in range(*before.tokens)[:_FAR] if parse.tokens[k].upos == "VERB"]
    return any(_is_sum(parse, k) for k in tops)


@kept
def _finite(parse: Parse, i: int) -> int:
    """Return the verb in the perfect that a word hangs on, or -1: "has resulted in deaths"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        below = parse.children[i][:_FAR]
        aux = [c for c in below if tokens[c].rel.startswith("aux") and c < i]
        if any(tokens[c].text.lower() in _PERFECT for c in aux):
            return i
        told = tokens[i].upos in ("VERB", "AUX") and tokens[i].rel not in _TRAILS
        if tokens[i].head == i or aux or told:
            return -1
        i = tokens[i].head
    return -1


def _subjects(parse: Parse, verb: int) -> list[int]:
    """Return the subjects of a verb, and what a relative clause tells of: "a war that has killed"."""
    tokens = parse.tokens
    while tokens[verb].rel == "conj" and tokens[tokens[verb].head].upos == "VERB":
        if any(tokens[c].rel.startswith("nsubj") for c in parse.children[verb]):
            break
        verb = tokens[verb].head
    own = [c for c in parse.children[verb] if tokens[c].rel.startswith("nsubj") and c < verb]
    if tokens[verb].rel == "acl:relcl" and all(tokens[c].lemma in _RELATIVE for c in own):
        own.append(tokens[verb].head)
    return own


def _within(parse: Parse, verb: int) -> list[int]:
    """Return the nouns in or by which something is done: "died in the violence", "a war in which"."""
    found = [
        c
        for c in parse.children[verb]
        if any(parse.tokens[g].lemma in _WITHIN for g in parse.children[c] if g < c)
    ]
    told = parse.tokens[verb].rel == "acl:relcl"
    return [c for c in found if parse.tokens[c].upos == "NOUN"] + [
        parse.tokens[verb].head for c in found if told and parse.tokens[c].lemma in _RELATIVE
    ]


def _is_war(parse: Parse, k: int, near: Range) -> bool:
    """Return whether a noun is a war, or may be one where the sentence has a great number."""
    token = parse.tokens[k]
    if token.upos not in ("NOUN", "PROPN") and not token.rel.startswith("nsubj"):
        return False  # the model takes "offensive" for an adjective at times
    low = token.lemma.lower()
    if low in _words()["wars"] or (low in _LONG and _of_war(parse, k)):
        return True
    return low in _words()["warlike"] and any(is_great(parse, j) for j in range(*near))


def _of_war(parse: Parse, k: int) -> bool:
    """Return whether a long time is one of fighting: "eight months of violence", "years of clashes"."""
    below = (parse.tokens[c] for c in parse.children[k] if c > k and parse.tokens[c].rel == "nmod")
    return any(t.lemma.lower() in _words()["wars"] | _words()["warlike"] for t in below)


def _since(parse: Parse, near: Range) -> bool:
    """Return whether it is counted since a war began; a fight that began on Friday is the news."""
    tokens, words = parse.tokens, _words()
    for k in range(*near):
        if tokens[k].lemma != "since":
            continue
        after = range(k + 1, min(k + _SINCE, near[1]))
        if any(tokens[j].text.lower().rstrip(".,").endswith(_SHORT) for j in after):
            return False
        return any(tokens[j].lemma in words["wars"] | words["begins"] for j in after)
    return False
