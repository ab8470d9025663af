"""Turns: words with which a report goes over to what happened at another place.

"Meanwhile, units shelled Velm", "on the other hand, rockets fell on Harrow": daily reports of monitors and
of state media string such sentences together. The words alone say little; with a deed and a place that the
report has not named before, and nobody whom it has, they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from saidso.language.parse import Parse, Range, Sentence
from saidso.reading.clauses.mentions import Cast
from saidso.reading.layout.roundups import somebody_new


def turns(
    parse: Parse,
    cast: Cast,
    sentence: Sentence,
    openers: frozenset[str],
    first: Mapping[str, int],
    triggers: frozenset[int],
) -> bool:
    """Return whether a sentence turns to another place.

    `openers`: phrases in lower case; `first`: the token at which each entity is first named.
    """
    start, end = sentence.tokens
    start += (hour := _hour(parse, start, end))
    words = [t.text.lower() for t in parse.tokens[start : min(start + 7, end)]]
    after = next((n for n in range(5, 0, -1) if " ".join(words[:n]) in openers), 0)
    if not after or triggers.isdisjoint(range(start, end)):
        return False
    new = hour > 0  # "at about 17:00 on the same day, settlers"
    for k in range(start + after, end):
        mention = cast.by_head.get(k)
        if mention is None or mention.form != "name":
            continue
        kind, fresh = cast.entities[mention.entity].kind, first[mention.entity] >= start
        if kind == "person" and not fresh:
            return False
        new = new or (kind in ("place", "facility") and fresh and _is_where(parse, k))
    return new


def _hour(parse: Parse, start: int, end: int) -> int:
    """Return how many tokens of an hour stand before "on the same day": "at approximately 17:00"."""
    words = [t.text.lower() for t in parse.tokens[start : min(start + _HOUR, end)]]
    if words[:1] != ["at"] or "on" not in words:
        return 0
    at = words.index("on")
    told = words[at : at + 4] == ["on", "the", "same", "day"]
    return at if told and any(w[:1].isdigit() for w in words[:at]) else 0


def goes(
    parse: Parse, cast: Cast, sentence: Sentence, first: Mapping[str, int], triggers: frozenset[int]
) -> bool:
    """Return whether a sentence opens at another place, or hours before at one, with others harmed there.

    `first`: the token at which each entity is first named. "Elsewhere" says so by itself.
    """
    return parse.tokens[sentence.tokens[0]].text == "Elsewhere" or any(
        way(parse, cast, sentence, first, triggers) for way in (_enters, _hours_before)
    )


def _enters(
    parse: Parse, cast: Cast, sentence: Sentence, first: Mapping[str, int], triggers: frozenset[int]
) -> bool:
    """Return whether a sentence tells what was done at a new place: "In Velm, a guard was shot".

    Not where it is the first place of the report, or where it names somebody whom the report knows.
    """
    start, end = sentence.tokens
    tokens = parse.tokens
    if tokens[start].text not in _AT:
        return False
    comma = next((k for k in range(start, min(start + _PHRASE, end)) if tokens[k].text == ","), -1)
    if comma < 0 or triggers.isdisjoint(range(comma, end)):
        return False
    names = [
        m.entity
        for k in range(start, comma)
        if (m := cast.by_head.get(k)) is not None and m.form == "name"
    ]
    places = [e for e in names if cast.entities[e].kind in ("place", "facility")]
    if not any(first[e] >= start for e in places) or _known(cast, first, range(comma, end), start):
        return False
    before = (e for e, at in islice(first.items(), _MOST) if at < start and e not in places)
    return any(cast.entities[e].kind == "place" for e in before) and somebody_new(parse, comma, end)


def _hours_before(
    parse: Parse, cast: Cast, sentence: Sentence, first: Mapping[str, int], triggers: frozenset[int]
) -> bool:
    """Return whether a sentence tells what was shortly before at a new place: "Hours earlier, a bomb"."""
    start, end = sentence.tokens
    low = [t.text.lower() for t in parse.tokens[start : min(start + 3, end)]]
    at = next((n for n in (1, 2) if n < len(low) and low[n] in _EARLIER), 0)
    if not at or low[at - 1] not in _HOURS or triggers.isdisjoint(range(start, end)):
        return False
    if _known(cast, first, range(start, end), start):
        return False
    return _elsewhere(parse, cast, sentence, first) and somebody_new(parse, start + at + 1, end)


def goes_further(
    parse: Parse, cast: Cast, sentence: Sentence, first: Mapping[str, int], triggers: frozenset[int]
) -> bool:
    """Return whether a sentence behind one that goes to a new place tells of a deed at one more."""
    return not triggers.isdisjoint(range(*sentence.tokens)) and _elsewhere(
        parse, cast, sentence, first
    )


def _elsewhere(parse: Parse, cast: Cast, sentence: Sentence, first: Mapping[str, int]) -> bool:
    """Return whether a sentence names a place that nothing has named before as where something is."""
    start, end = sentence.tokens
    mentions = ((k, cast.by_head.get(k)) for k in range(start, end))
    return any(
        m is not None
        and m.form == "name"
        and cast.entities[m.entity].kind in ("place", "facility")
        and first[m.entity] >= start
        and _is_where(parse, k)
        for k, m in mentions
    )


def _known(cast: Cast, first: Mapping[str, int], words: range, start: int) -> bool:
    """Return whether words name a person whom the report has named before."""
    mentions = (cast.by_head.get(k) for k in words)
    return any(
        m is not None
        and m.form == "name"
        and cast.entities[m.entity].kind == "person"
        and first[m.entity] < start
        for m in mentions
    )


_HARMED = frozenset({"killing", "injury", "death"})
_HURT = frozenset({"kill", "wound", "injure", "hurt", "die", "death", "dead", "casualty"})


def counts(parse: Parse, sentence: Sentence, kinds: Mapping[int, str]) -> bool:
    """Return whether a sentence counts whom the deed of the one before harmed, which told of nobody: "a
    bomber blew himself up at the gate. | Three people were killed".

    `kinds`: the types of deeds by their triggers.
    """
    told, harmed = (
        {kinds[t] for t in range(*s.tokens) if t in kinds}
        for s in (parse.sentences[sentence.i - 1], sentence)
    )
    before, own = (
        parse.tokens[slice(*s.tokens)] for s in (parse.sentences[sentence.i - 1], sentence)
    )
    if any(t.lemma in _HURT for t in before) or any(
        t.name == "LOC" or t.kind == "time" for t in own
    ):
        return False
    numbered = any(t.upos == "NUM" for t in own[:3])
    return numbered and bool(told and harmed) and harmed <= _HARMED


def days_before(words: list[str]) -> bool:
    """Return whether three words in lower case lead back a day or more: "a day earlier"."""
    return words[1].rstrip("s") in _SPANS and words[2] in _EARLIER


_HOUR = 10
"""Tokens from the first of an hour to the last of the day behind it."""
ENDS = frozenset(
    {"die", "succumb", "death", "arrest", "detain", "charge", "release", "free", "rescue"}
)
"""Of deeds these may well be days after the one that they belong to."""
_KNOWN = frozenset({"he", "she", "they", "it", "his", "her", "their", "him", "them"})
_ANOTHER = frozenset({"another", "second", "elsewhere"})
_SUBJECT = ("nsubj", "nsubj:pass", "csubj")


def days_apart(
    parse: Parse, i: int, triggers: Sequence[int], measures: frozenset[str]
) -> Range | None:
    """Return the words of what was days before or after: "killed nine, a day after a bombing left 30 dead",
    "four days after another man was shot", "days after the murder of another reporter".

    `i`: the token "after" or "before"; `measures`: lemmas of spans of time. Unless it is another's, not what
    somebody died of days later, nor what the words take for known ("after the attack").
    """
    tokens, children = parse.tokens, parse.children
    first, end = parse.sentence_of(i).tokens
    if measures.isdisjoint(t.lemma for t in tokens[max(first, i - 2) : i]):
        return None
    who = top = tokens[i].head
    if tokens[who].upos in ("VERB", "AUX"):
        who = next((c for c in children[who] if tokens[c].rel in _SUBJECT and c > i), who)
    elif tokens[who].rel in _SUBJECT and tokens[who].head > i:
        top = tokens[who].head
    stop = next((k for k in range(i, end) if tokens[k].text in (",", ";")), end)
    opens = i - 1 - (tokens[i - 2].upos in ("NUM", "DET") and i - 2 >= first)
    part = (opens, max(parse.subtree(top)[1], stop))
    if not any(part[0] < t < part[1] for t in triggers):
        return None
    near = [*children[who], *children[top]]
    near += [g for c in near if tokens[c].rel in ("nmod", "obl") for g in children[c]]
    if any(tokens[c].lemma in _ANOTHER and c > i for c in near):
        return part
    before = [t for t in triggers if first <= t < i - 1]
    if not before or tokens[i].lemma != "after" or any(tokens[t].lemma in ENDS for t in before):
        return None
    if any(tokens[k].lemma in _KNOWN for k in range(*part)):
        return None
    below = {tokens[c].lemma for c in children[who] if tokens[c].rel in ("det", "nummod")}
    new = not below.isdisjoint(("a", "an")) or tokens[who].text[-1:] == "s"
    return part if new and below.isdisjoint(("the", "this", "that")) else None


_SPANS = frozenset({"day", "week", "month", "year"})
_HOURS = frozenset({"hour", "hours"})
_EARLIER = frozenset({"earlier", "before", "previously"})
_AT = frozenset({"In", "Near", "Outside", "At"})
_MOST = 200
"""Entities of a report that are asked for its first place."""
_PHRASE = 12
"""Words over which a place that opens a sentence is looked for."""
_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "of",
        "outside",
        "around",
        "towards",
        "to",
        "off",
        "inside",
        "against",
    }
)


_JOINED = ("conj", "appos", "flat", "compound")


def _is_where(parse: Parse, k: int) -> bool:
    """Return whether a name stands behind a preposition of place, or is what is struck."""
    token = parse.tokens[k]
    for at in (k, token.head) if token.rel in _JOINED else (k,):
        if any(parse.tokens[c].lemma in _WHERE for c in parse.children[at] if c < at):
            return True
    return False
