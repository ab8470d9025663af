"""Counted persons: "the two", "the trio" and "the 12 people" are those who were counted before.

"Two men were lynched in Dolva. The two had been at a market. ... Five people were killed, he said": the same
number again, of the same or of any persons, with nothing against it.
"""

from __future__ import annotations

from collections import defaultdict

from saidso.reading.clauses.people import people
from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Clusters
from saidso.reading.entities.parties import DEAD, SUFFERS

_FAR = 10
"""Sentences back to the count before."""
_LOOK = 6
"""Earlier mentions of the same number that are tried."""
_NEAR = 6
"""Sentences back to whom "the dead" were."""
_HURT = {"dead": DEAD, "deceased": DEAD, "wounded": SUFFERS, "injured": SUFFERS}
"""What happened to those who are only called by it."""
_GENERAL = frozenset({"person", "man", "woman", "individual", "other"})
"""Nouns that say nothing of who is counted."""


def join_counted(clusters: Clusters) -> None:
    """Join persons that are counted again with the count before; linear in the mentions."""
    counted: dict[int, list[int]] = defaultdict(list)
    elsewhere = _turns(clusters)
    harmed: list[int] = []
    for i, chunk in enumerate(clusters.chunks):
        hurt = _HURT.get(clusters.parse.tokens[chunk.head].text.lower(), "")
        if hurt and chunk.article == "definite" and chunk.plural and chunk.low is None:
            _join_hurt(clusters, i, harmed, hurt)
        elif chunk.plural and chunk.form == "nominal" and clusters.party(i) in (DEAD, SUFFERS):
            harmed.append(i)
        if not _is_count(clusters, chunk) or chunk.low is None:
            continue
        if chunk.modifiers.isdisjoint(people().new):
            earlier = reversed(counted[chunk.low][-_LOOK:])
            k = next((k for k in earlier if _again(clusters, i, k, elsewhere)), None)
            if k is not None:
                clusters.join(k, i)
        counted[chunk.low].append(i)


def _join_hurt(clusters: Clusters, i: int, harmed: list[int], party: str) -> None:
    """Join "the dead" with the persons that were last said to be killed, "the injured" with those hurt."""
    chunk = clusters.chunks[i]
    for k in reversed(harmed[-_LOOK:]):
        if chunk.sentence - clusters.chunks[k].sentence > _NEAR:
            return
        if party in clusters.of(k).parties and clusters.compatible(i, k):
            clusters.join(k, i)
            return


def _is_count(clusters: Clusters, chunk: Chunk) -> bool:
    """Return whether a mention counts several persons, and not some of others: "two of them"."""
    if chunk.form != "nominal" or chunk.kind != "person" or chunk.low is None or chunk.low < 2:
        return False
    tokens = clusters.parse.tokens
    end = chunk.tokens[1]
    return end >= len(tokens) or tokens[end].text.lower() != "of"


def _turns(clusters: Clusters) -> set[int]:
    """Return the sentences that name a place for the first time: what they count may be of another deed."""
    firsts: dict[int, int] = {}
    for i, chunk in enumerate(clusters.chunks):
        if chunk.form == "name" and clusters.of(i).kind == "place":
            firsts.setdefault(clusters.root(i), chunk.sentence)
    return set(firsts.values())


def _again(clusters: Clusters, i: int, k: int, elsewhere: set[int]) -> bool:
    """Return whether the count `i` is the one of mention `k`; `elsewhere` takes only "the" two."""
    chunk, other = clusters.chunks[i], clusters.chunks[k]
    if chunk.sentence - other.sentence > _FAR or not clusters.compatible(i, k):
        return False
    if clusters.opposed(i, k) or clusters.tells(k, i) or clusters.tells(i, k):
        return False
    one, two = _general(clusters, chunk), _general(clusters, other)
    if chunk.article == "definite" and chunk.possessor is None:
        return one or two or not clusters.of(k).lemmas.isdisjoint({chunk.lemma})
    if chunk.article == "indefinite" or chunk.sentence in {other.sentence, *elsewhere}:
        return False
    party = clusters.party(i)
    same = bool(party) and party in clusters.of(k).parties
    return same and (chunk.lemma == other.lemma or one or two)


def _general(clusters: Clusters, chunk: Chunk) -> bool:
    table, number = people(), clusters.parse.tokens[chunk.head].upos == "NUM"
    return number or chunk.lemma in _GENERAL or chunk.lemma in table.anybody
