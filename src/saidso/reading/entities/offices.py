"""Offices: who is told of by office first and named in a later sentence.

"A police spokesman said four died. ... Spokesman Jon Doe said two were children": the lead of a report
often says only what somebody is, and the text below it the name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.people import people
from saidso.reading.entities.clusters import Clusters
from saidso.reading.entities.parties import DEAD

_FAR = 12
"""Sentences from the office to the name."""
_HOLDERS = frozenset(
    {
        "official",
        "leader",
        "doctor",
        "surgeon",
        "general",
        "lawmaker",
        "diplomat",
        "judge",
        "president",
    }
)
"""Nouns that few in one report bear, beside the offices that go before names."""
_LOOK = 12
"""Earlier offices, and mentions of one person, that are looked at."""
_WORDS = 5
"""Words before a name that are looked at for an office."""
_ARMED = frozenset({"army", "military", "defence", "defense"})
"""Words of one body."""


def join_offices(clusters: Clusters) -> None:
    """Join who is told of by office with the first later name of that office; linear in the mentions."""
    waiting: dict[str, list[int]] = defaultdict(list)
    named: set[int] = set()
    for i, chunk in enumerate(clusters.chunks):
        cluster = clusters.of(i)
        if cluster.kind != "person" or cluster.plural is True:
            continue
        if chunk.form == "nominal" and not cluster.names:
            if chunk.lemma in _holders() and not chunk.modifiers & people().new:
                waiting[chunk.lemma].append(i)
            continue
        if chunk.form != "name" or clusters.root(i) in named:
            continue
        office = _before(clusters, i)
        for lemma in sorted({*cluster.lemmas, *office[:1]} & waiting.keys()):
            k = next((k for k in waiting[lemma][-_LOOK:] if _holds(clusters, i, k, office)), None)
            if k is not None:
                clusters.join(k, i)
                waiting[lemma] = [m for m in waiting[lemma] if not clusters.of(m).names]
                break
        named.add(clusters.root(i))


@cache
def _holders() -> frozenset[str]:
    return people().offices | _HOLDERS


def _before(clusters: Clusters, i: int) -> list[str]:
    """Return the office right before a name and the words before it: "spokesman", "police"."""
    tokens, at = clusters.parse.tokens, clusters.chunks[i].tokens[0]
    words: list[str] = []
    while at and tokens[at - 1].sentence == tokens[at].sentence and len(words) < _WORDS:
        at -= 1
        if tokens[at].upos not in ("NOUN", "PROPN", "ADJ"):
            break
        words.append(tokens[at].lemma.lower())
    return words if words and words[0] in _holders() else []


def _holds(clusters: Clusters, i: int, k: int, office: list[str]) -> bool:
    """Return whether the name `i` can be that of whom mention `k` tells by office."""
    one, two = clusters.of(k), clusters.of(i)
    if clusters.chunks[i].sentence - clusters.chunks[k].sentence > _FAR:
        return False
    if one.names or two.modifiers & people().new or not clusters.compatible(i, k):
        return False
    if not _one_body(one.modifiers, {*two.modifiers, *office}):
        return False
    if any(clusters.speaks(m) for m in one.members[:_LOOK]):
        first = clusters.chunks[i].tokens[0]
        spoken = bool(office) and clusters.says(first - 1)
        spoken = spoken or any(clusters.speaks(m) for m in two.members[:_LOOK])
        return spoken and DEAD not in two.parties
    return DEAD in one.parties & two.parties


def _one_body(one: set[str], two: set[str]) -> bool:
    """Return whether two offices can be of one body: none of "police" and "army"."""
    bodies = cues().bodies | _ARMED
    mine, theirs = one & bodies, two & bodies
    if mine & _ARMED and theirs & _ARMED:
        return True
    return not mine or not theirs or bool(mine & theirs)
