"""News outlets: the table in outlets.yaml, and names that look like one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from saidso import knowledge

_LONGEST = 80
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-?(?:TV|FM|AM))|[A-Z]{2,5}-TV")
"""Names of stations after the law of the United States: WABC-TV, KXYZ-FM."""


class Outlets(msgspec.Struct, frozen=True):
    """The outlet table: canonical name by folded name, and what names of outlets end in."""

    exact: dict[str, str]
    folded: dict[str, str]
    endings: frozenset[str]
    long_endings: tuple[tuple[str, ...], ...]
    describers: tuple[str, ...]


@cache
def outlets() -> Outlets:
    """Return the outlet table of the package."""
    data = knowledge.table(__package__, "outlets.yaml")
    careful = {word.casefold() for word in data["careful"]}
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for canonical, others in data["outlets"].items():
        for name in (canonical, *others):
            exact[name] = canonical
            folded_name = name.casefold()
            if folded_name not in careful and not (name.isupper() and len(name) <= 4):
                folded[folded_name] = canonical
        if canonical.casefold() in careful:
            exact.pop(canonical)
            exact[f"The {canonical}"] = canonical
    return Outlets(
        exact=exact,
        folded=folded,
        endings=frozenset(data["endings"]),
        long_endings=tuple(tuple(e.split()) for e in data["long_endings"]),
        describers=tuple(data["describers"]),
    )


@lru_cache(maxsize=20_000)
def is_outlet(name: str) -> str | None:
    """Return the canonical name of the news outlet that `name` is, or None.

    "the AP" and "AP" give "Associated Press"; unknown names count when they end as names of outlets
    do ("the Harbour Times") and all their words are capitalised.
    """
    if len(name) > _LONGEST:
        return None
    words = _words(name)
    if not words:
        return None
    table = outlets()
    plain = " ".join(words)
    if plain in table.exact:
        return table.exact[plain]
    bare = words[1:] if words[0].lower() == "the" else words
    for describer in table.describers:
        tail = describer.split()
        if len(bare) > len(tail) and [w.lower() for w in bare[-len(tail) :]] == tail:
            shorter = " ".join(bare[: -len(tail)])
            found = table.exact.get(shorter) or table.exact.get(f"The {shorter}")
            if found:
                return found
    if len(bare) == 1 and _CALL_SIGN.fullmatch(bare[0]):
        return bare[0]
    known = table.exact.get(" ".join(bare)) or table.folded.get(" ".join(bare).casefold())
    return known or _pattern(bare, table)


def is_titled(name: str) -> bool:
    """Return whether a name is "the Herald", "The Tribune": one word that names of outlets end in.

    Such a word alone may be something else; where it speaks it is an outlet.
    """
    words = _words(name)
    return (
        len(words) == 2
        and words[0].lower() == "the"
        and words[1][0].isupper()
        and (
            f"The {words[1]}" in outlets().exact
            or words[1] in outlets().endings
            or words[1] in ("Star", "Globe", "Sun", "Nation")
        )
    )


def is_medium(name: str) -> bool:
    """Return whether a name or description is an outlet's: "the AP", "state television"."""
    words = _words(name)
    if not words:
        return False
    low = [w.lower() for w in words]
    return (
        is_outlet(name) is not None
        or is_titled(name)
        or (words[-1] in outlets().endings and len(words) == 1)
        or low[-1] in _MEDIA
        or (low[-1] in ("agency", "service") and low[-2:-1] in (["news"], ["press"]))
        or (low[-1] in _STATIONS and bool(_AIRED.intersection(low[:-1])))
    )


_STATIONS = frozenset({"station", "stations", "network", "networks", "channels", "agencies"})
_AIRED = frozenset({"television", "tv", "radio", "news"})
_MEDIA = frozenset({
    "media", "newspaper", "newspapers", "television", "radio", "broadcaster", "broadcasters", "tv",
    "press", "outlet", "outlets", "newswire", "channel", "daily", "weekly", "magazine", "tabloid",
    "wire",
})  # fmt: skip
"""Last words of descriptions that are an outlet's."""


def _pattern(words: list[str], table: Outlets) -> str | None:
    """Return the name where it has the shape of a name of an outlet."""
    if len(words) < 2 or len(words) > 6:
        return None
    if all(w.isupper() and len(w) > 3 for w in words):  # "DAILY POST"
        words = [w.capitalize() for w in words]
    if not all(w[0].isupper() or w in ("of", "and", "&", "de", "del", "la") for w in words):
        return None
    if words[-1] in table.endings or words[0] in ("Radio", "Daily"):
        return " ".join(words)
    if words[-2:-1] == ["of"] and words[0] in table.endings:
        return " ".join(words)
    for ending in table.long_endings:
        if len(words) > len(ending) and tuple(words[-len(ending) :]) == ending:
            return " ".join(words)
    return None


def _words(name: str) -> list[str]:
    """Return the words of a name without quotation marks, genitive and end punctuation."""
    clean = re.sub(r"['’]s$", "", name.strip(" \t\n\"'“”‘’,.;:()")) if name.strip() else ""
    return clean.replace("’", "'").split()
