"""Families: which of several persons of one surname the surname alone means.

"Joan Arlen ... Piet Arlen, her brother, ... Arlen said": who spoke last of those who bear it.
"""

from __future__ import annotations

from saidso.reading.clauses.people import people
from saidso.reading.entities.clusters import Clusters
from saidso.reading.entities.parties import DEAD

_STEM = 3
"""Letters that a first name and its short form begin with: "Rob", "Robert"."""
_NEAR = 3
"""Sentences within which who has just spoken goes on speaking."""


class Families:
    """Who bears which surname in one report, in text order. Each look-up costs the bearers of one surname."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._bearers: dict[str, list[int]] = {}
        self._spoke: dict[int, int] = {}

    def note(self, i: int) -> None:
        """Take up a name that has been joined with what it means."""
        chunk, clusters = self._clusters.chunks[i], self._clusters
        if clusters.of(i).kind != "person":
            return
        if len(chunk.words) > 1:
            bearers = self._bearers.setdefault(chunk.words[-1].lower(), [])
            if all(clusters.root(k) != clusters.root(i) for k in bearers):
                bearers.append(i)
        if chunk.words[-1].lower() in self._bearers and clusters.speaks(i):
            for k in self._bearers[chunk.words[-1].lower()]:
                if clusters.root(k) == clusters.root(i):
                    self._spoke[k] = i

    def bearer(self, i: int, before: int) -> int:
        """Return the mention that a surname alone means: `before` where only one person bears it.

        Where it speaks, who of the living just spoke by name; else who is named most so far.
        """
        chunk, clusters = self._clusters.chunks[i], self._clusters
        bearers = self._bearers.get(chunk.words[-1].lower(), ())
        if len(bearers) < 2 or len(chunk.words) > 1:
            return before
        able = [k for k in bearers if not opposite(chunk.gender, clusters.of(k).gender)]
        if clusters.speaks(i):
            able = [k for k in able if DEAD not in clusters.of(k).parties] or able
            just = [k for k in able if k in self._spoke and self._near(self._spoke[k], i)]
            if just:
                return max(just, key=lambda k: self._spoke[k])
        return max(able, key=lambda k: (len(clusters.of(k).members), k), default=before)

    def _near(self, k: int, i: int) -> bool:
        chunks = self._clusters.chunks
        return chunks[i].sentence - chunks[k].sentence <= _NEAR


def one_family(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether a full name may be that of whom the names of mention `k` mean so far."""
    words = clusters.chunks[i].words
    if len(words) < 2:
        return True
    full = [n for n in clusters.of(k).names if len(n) > 1 and n[-1].lower() == words[-1].lower()]
    return not full or not all(_differ(words, other) for other in full)


def opposite(one: str, two: str) -> bool:
    """Return whether two genders exclude each other; "" is any."""
    return bool(one and two and one != two)


def _differ(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether two full names with one surname are those of two persons, by their first names."""
    first, second = ({w.lower().strip(".") for w in name[:-1]} for name in (one, two))
    if first & second:
        return False
    return not any(_alike(a, b) for a in first for b in second)


def _alike(one: str, two: str) -> bool:
    """Return whether two first names may be one: an initial, a short form, another spelling."""
    if min(len(one), len(two)) < 2:
        return one[:1] == two[:1]
    genders = people().given
    if opposite(genders.get(one, ""), genders.get(two, "")):
        return False
    short = people().nicknames
    if two in short.get(one, ()) or one in short.get(two, ()):
        return True
    return one[:_STEM] == two[:_STEM] or (one[0] == two[0] and one[-1] == two[-1])
