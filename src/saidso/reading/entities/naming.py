"""Names that mean the same: the same words, a surname, an acronym, "the North"."""

from __future__ import annotations

from collections import defaultdict

from saidso.reading.clauses.people import nation_at, people
from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Clusters, initials
from saidso.reading.entities.families import Families, one_family
from saidso.reading.entities.outlets import is_outlet

_COMPASS = {"north", "south", "east", "west"}
_LOOK = 20


def join_names(clusters: Clusters) -> None:
    """Join the names in `clusters` that mean the same; linear in their number."""
    exact: dict[tuple[str, ...], int] = {}
    by_word: dict[str, list[int]] = defaultdict(list)
    by_initials: dict[str, int] = {}
    families = Families(clusters)
    sides = _sides(clusters)
    for i, chunk in enumerate(clusters.chunks):
        if chunk.form != "name":
            continue
        key = _key(chunk, sides)
        if key in exact:
            clusters.join(families.bearer(i, exact[key]), i)
            families.note(i)
            continue
        other = _partner(clusters, i, by_word, by_initials)
        if other is not None:
            clusters.join(other if len(key) > 1 else families.bearer(i, other), i)
        families.note(i)
        exact[key] = i
        for word in set(key):
            by_word[word].append(i)
        if len(chunk.words) > 1 and chunk.kind != "person":
            for letters in initials(chunk.words):
                if len(letters) > 1:
                    by_initials.setdefault(letters, i)
    _backwards(clusters, by_initials)


def _key(chunk: Chunk, sides: dict[str, str]) -> tuple[str, ...]:
    """Return the words by which a name is the same as another one."""
    words = tuple(w.lower().replace("’", "'") for w in chunk.words)
    if len(words) == 1 and words[0] in sides:
        return tuple(sides[words[0]].lower().split())
    nation = people().nations.get(words)
    if nation is not None:
        return tuple(nation.lower().split())
    outlet = is_outlet(" ".join(chunk.words)) if chunk.kind == "organisation" else None
    return tuple(outlet.lower().split()) if outlet else words


def _sides(clusters: Clusters) -> dict[str, str]:
    """Return what "the North" means: the one country so called that the report names, if one."""
    tokens = clusters.parse.tokens
    found: dict[str, set[str]] = defaultdict(set)
    for i in clusters.parse.spelled(_COMPASS):
        low = tokens[i].text.lower()
        if tokens[i].text[0].isupper() and i + 1 < len(tokens):
            nation = nation_at([low, tokens[i + 1].text.lower()], 0)
            if nation is not None and nation[1] == 2:
                found[low].add(nation[0])
    return {side: next(iter(names)) for side, names in found.items() if len(names) == 1}


def _partner(
    clusters: Clusters, i: int, by_word: dict[str, list[int]], by_initials: dict[str, int]
) -> int | None:
    """Return an earlier longer or shorter name of the same one, or None."""
    chunk = clusters.chunks[i]
    if len(chunk.words) == 1:
        for letters in initials(chunk.words):
            k = by_initials.get(letters)
            if k is not None and clusters.chunks[k].kind != "person":
                return k
    low = {w.lower() for w in chunk.words}
    for k in reversed(by_word.get(chunk.words[-1].lower(), [])[-_LOOK:]):
        if _person_pair(chunk, clusters.chunks[k], low) and one_family(clusters, i, k):
            return k
    for k in reversed(by_word.get(chunk.words[0].lower(), [])[-_LOOK:]):
        pair = _person_pair(chunk, clusters.chunks[k], low) and one_family(clusters, i, k)
        if pair or _short(chunk, clusters.chunks[k]):
            return k
    return _front(clusters, chunk, by_word)


def _person_pair(chunk: Chunk, other: Chunk, low: set[str]) -> bool:
    """Return whether two names can be one person's: all words of the shorter are in the longer."""
    if "person" not in (chunk.kind, other.kind):
        return False
    long_kinds = {c.kind for c in (chunk, other) if len(c.words) > 1}
    if long_kinds - {"person", "other"}:
        return False
    words = {w.lower() for w in other.words}
    if not (low <= words or words <= low) or _is_given(chunk, other) or _is_given(other, chunk):
        return False
    return not (chunk.gender and other.gender and chunk.gender != other.gender)


def _is_given(short: Chunk, full: Chunk) -> bool:
    """Return whether a country is only called as somebody by the first name: "Israel", "Israel Katz"."""
    return (
        len(short.words) == 1 < len(full.words)
        and full.words[0] == short.words[0]
        and nation_at([short.words[0].lower()], 0) is not None
    )


def _short(chunk: Chunk, other: Chunk) -> bool:
    """Return whether an organisation is named again by its first words."""
    if chunk.kind != "organisation" or other.kind != "organisation" or len(chunk.words) > 1:
        return False
    word = chunk.words[0]
    if nation_at([word.lower()], 0) or is_outlet(" ".join(other.words)):
        return False
    return len(other.words) > 1 and other.words[0] == word and len(word) > 3


def _front(clusters: Clusters, chunk: Chunk, by_word: dict[str, list[int]]) -> int | None:
    """Return the organisation whose name ends with the one word after "the": "the Front"."""
    word, first = chunk.words[-1], chunk.tokens[0]
    if len(chunk.words) > 1 or chunk.title or len(word) < 4 or not first:
        return None
    if clusters.parse.tokens[first - 1].text.lower() != "the":
        return None
    for k in reversed(by_word.get(word.lower(), [])[-_LOOK:]):
        other = clusters.chunks[k]
        if other.kind == "organisation" and len(other.words) > 1 and other.words[-1] == word:
            return k
    return None


def _backwards(clusters: Clusters, by_initials: dict[str, int]) -> None:
    """Join letters that stand before the full name: "the UNC ... the United Nations Command"."""
    for i, chunk in enumerate(clusters.chunks):
        if chunk.form != "name" or len(chunk.words) > 1 or chunk.kind == "person":
            continue
        for letters in initials(chunk.words):
            k = by_initials.get(letters)
            if k is not None and k > i and not is_outlet(chunk.words[0]):
                clusters.join(i, k)
