"""Kin: whose mother somebody is says who "her son" is.

"The man's mother, Joan Doe, said her son had left home": her son is the man.
"""

from __future__ import annotations

from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Clusters

_PARENTS = frozenset({"mother", "father", "parent"})
_CHILDREN = frozenset({"son", "daughter", "child", "boy", "girl"})
_BACK: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PARENTS, _CHILDREN),
    **dict.fromkeys(("son", "daughter"), _PARENTS),
    **dict.fromkeys(("husband", "wife"), frozenset({"husband", "wife"})),
    **dict.fromkeys(("brother", "sister"), frozenset({"brother", "sister"})),
    **dict.fromkeys(("uncle", "aunt"), frozenset({"nephew", "niece"})),
    **dict.fromkeys(("nephew", "niece"), frozenset({"uncle", "aunt"})),
    "girlfriend": frozenset({"boyfriend", "partner"}),
    "boyfriend": frozenset({"girlfriend", "partner"}),
    "cousin": frozenset({"cousin"}),
}
"""What the one is to the other, by what the other is to the one."""
_LOOK = 8
"""Latest things known of one person that are tried."""


def join_kin(clusters: Clusters) -> None:
    """Join "her son" with him whose mother she is; linear in the mentions."""
    by_token = {top: k for k, c in enumerate(clusters.chunks) for top in (c.head, *c.tops)}
    known: dict[int, list[tuple[str, int]]] = {}
    for i, chunk in enumerate(clusters.chunks):
        owner = by_token.get(chunk.possessor) if chunk.possessor is not None else None
        if owner is None or chunk.lemma not in _BACK or not _one(chunk):
            continue
        one, other = clusters.root(i), clusters.root(owner)
        for lemma, k in known.get(other, [])[-_LOOK:]:  # what `other` is to others
            if chunk.lemma in _BACK[lemma] and clusters.root(k) != one:
                clusters.join_if_compatible(k, i)
                break
        known.setdefault(clusters.root(i), []).append((chunk.lemma, owner))


def _one(chunk: Chunk) -> bool:
    return chunk.form == "nominal" and chunk.plural is False
