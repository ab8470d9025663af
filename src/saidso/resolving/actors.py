"""Actors: the country of somebody, and the PLOVER code of country and sector.

Codes: PLOVER manual, chapters on country names and sector codes. Kosovo is XKX here, as in the
gazetteer, and KOS in the PLOVER code.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from saidso import knowledge
from saidso.resolving.countries import country_mentions
from saidso.resolving.places.readings import supplement
from saidso.resolving.spelling import fold

_MOST_WORDS = 40
"""Words of an actor's name that are read."""
_LONGEST_PHRASE = 7
_WORD = re.compile(r"[^\W_](?:[\w.&’'-]*[\w.])?")
_OWNER = re.compile(r"['’]s$")
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})
_BACKED = re.compile(
    r"[\w.]+-(?:backed|led|made|trained|funded|occupied|controlled|supported|sponsored)\b", re.I
)
_BOUNDARY = frozenset(
    {"of", "from", "in", "at", "for", "who", "which", "that", "with", "on", "near"}
)
_PLOVER_COUNTRY = {"XKX": "KOS"}


class NamedActor(msgspec.Struct, frozen=True):
    """A known actor: its country or international code, and its sector, where it has them."""

    who: str | None
    sector: str | None
    country: str | None = None


class Actors(msgspec.Struct, frozen=True):
    """The tables of `actors.yaml`: sector by word or phrase, words without sector, known actors."""

    sectors: dict[str, str]
    titles: frozenset[str]
    named: dict[str, NamedActor]
    acronyms: frozenset[str]
    """Names of `named` that count only in capitals: "WHO", "ETA"."""
    apparatus: frozenset[str]
    broadcasts: frozenset[str]
    openings: frozenset[str]
    """First words of all in `named`, and "the"."""
    lasts: frozenset[str]
    """Last words of those in `sectors`."""
    phrases: frozenset[str]
    """First words of those in `sectors` that have three words and more."""


@cache
def table() -> Actors:
    """Return the tables of `actors.yaml`; names and words are folded."""
    raw = knowledge.table(__package__, "actors.yaml")
    named: dict[str, NamedActor] = {}
    for entry in raw["named"]:
        actor = NamedActor(entry["who"], entry["sector"], entry.get("country"))
        for name in entry["names"]:
            named[_key(name)] = actor
    sectors = {_key(w): code for code, words in raw["sectors"].items() for w in words}
    names = [n for entry in raw["named"] for n in entry["names"]]
    acronyms = frozenset(_key(n) for n in names if n.isupper())
    return Actors(
        sectors,
        frozenset(_key(w) for w in raw["titles"]),
        named,
        acronyms,
        frozenset(raw["apparatus"]),
        frozenset(raw["broadcasts"]),
        frozenset({"the", *(name.split(" ", 1)[0] for name in named)}),
        frozenset(key.rsplit(" ", 1)[-1] for key in sectors),
        frozenset(key.split(" ", 1)[0] for key in sectors if key.count(" ") > 1),
    )


def code_actor(name: str, *, words: str = "", kind: str = "") -> dict[str, str]:
    """Return "country" (ISO 3166-1 alpha-3) and "plover" ("PRK MIL") of an actor, where known.

    `words` are further words that describe the actor (a mention, a role); `kind` is the kind of
    entity: a "person" whose words name no sector gets none.
    """
    text = name if not words or words == name else f"{name}, {words}"
    parts = _WORD.findall(text[:2000])[:_MOST_WORDS]
    actor, rest = _known(parts)
    country = _country(text[:400])
    who = country
    sector = _sector(rest)
    if words and sector in (None, "CVL"):
        sector = _best_sector(words) or sector
    if actor is not None:
        own = actor.country or (actor.who if actor.who not in _INTERNATIONAL else None)
        country = own or (None if actor.who in _INTERNATIONAL else country)
        who = actor.who or country
        sector = actor.sector or (sector if actor.who not in ("NGO", "MNC") else None)
        if actor.who == "UNO" and sector == "GOV":
            sector = None
    elif sector == "NGO":
        who, sector = country or "NGO", "NGO" if country else None
    elif sector is None and country and kind != "person" and _only_country(text):
        sector = "GOV" if kind == "organisation" else None
    out = {"country": country} if country else {}
    plover = " ".join(p for p in (_PLOVER_COUNTRY.get(who or "", who), sector) if p)
    if plover:
        out["plover"] = plover
    return out


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    return fold(word).replace(".", "")


@lru_cache(maxsize=20_000)
def _begins(word: str) -> bool:
    """Return whether the name of a known actor may begin with `word`."""
    forms = (word, _OWNER.sub("", word))
    keys = {_key(form).split(" ", 1)[0] for form in forms}
    return not keys.isdisjoint(table().openings)


def _known(parts: list[str]) -> tuple[NamedActor | None, list[str]]:
    """Return the known actor with the longest name in `parts`, and the words that are not it."""
    named = table().named
    begins = [at for at, part in enumerate(parts) if _begins(part)]
    for size in range(min(_LONGEST_PHRASE, len(parts)), 0, -1):
        for at in begins:
            piece = parts[at : at + size]
            ends = piece[0] + piece[-1]
            if len(piece) < size or ends.islower() or not any(map(str.isupper, ends)):
                continue
            words = _OWNER.sub("", " ".join(piece))
            phrase = _key(words)
            if phrase in named and (words.isupper() or phrase not in table().acronyms):
                return named[phrase], parts[:at] + parts[at + size :]
    return None, parts


def _country(text: str) -> str | None:
    """Return the first country that is named, or that a named region lies in; "X-backed" is not."""
    if text.islower():
        return None
    plain = _BACKED.sub("", text) if "-" in text else text
    first = next((iso3 for _, _, iso3 in country_mentions(plain)), None)
    if first:
        return first
    words = [w for w in _WORD.findall(plain)[:_MOST_WORDS] if w[0].isupper()]
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            for place in supplement().get(fold(" ".join(words[at : at + size])), ()):
                if place.country:
                    return place.country
    return None


def _only_country(text: str) -> bool:
    first = next(iter(country_mentions(text)), None)
    return first is not None and first[1] - first[0] >= len(text.strip()) - 5


def _best_sector(text: str) -> str | None:
    """Return the sector that the descriptions tell; any other is more telling than civilian."""
    found = [_sector(_WORD.findall(part)[:_MOST_WORDS]) for part in text[:2000].split(", ")]
    told = [sector for sector in found if sector is not None]
    return next((sector for sector in told if sector != "CVL"), told[0] if told else None)


def _sector(parts: list[str]) -> str | None:
    """Return the sector of the head of the name, else of what stands before a bare title."""
    words = [_OWNER.sub("", p) if p[-1:] == "s" else p for p in parts]
    cut = next((i for i, w in enumerate(words) if i and w.casefold() in _BOUNDARY), len(words))
    whole = _last(words, titles=False) if cut < len(words) else None
    long = _phrase(words)
    return long or _last(words[:cut], titles=True) or whole


def _phrase(words: list[str]) -> str | None:
    """Return the sector of the longest known phrase of three words and more."""
    sectors = table().sectors
    begins = [at for at in range(len(words) - 2) if _begins_phrase(words[at])]
    for size in range(min(5, len(words)), 2, -1) if begins else ():
        for at in begins:
            if at + size > len(words):
                break
            code = sectors.get(_key(" ".join(words[at : at + size])))
            if code:
                return code
    return None


@lru_cache(maxsize=20_000)
def _begins_phrase(word: str) -> bool:
    """Return whether a known phrase of three words and more may begin with `word`."""
    first = _key(word).split(" ", 1)[0]
    return first in ("", "the") or first in table().phrases


def _last(words: list[str], *, titles: bool) -> str | None:
    """Return the sector of the rightmost known word; a bare title yields to a word before it."""
    sectors, bare = table().sectors, table().titles
    fallback = None
    for at in range(len(words) - 1, -1, -1):
        if not _ends(words[at]):
            continue
        pair = _key(" ".join(words[max(0, at - 1) : at + 1]))
        word = _key(words[at])
        code = sectors.get(pair) or sectors.get(word) or _singular(word)
        if code is None or (pair not in sectors and _is_apparatus(words, at)):
            continue
        if titles and word in bare and pair not in sectors:
            fallback = fallback or code
            continue
        if fallback and code in ("CVL", "UAF") and fallback not in ("GOV",):
            return fallback
        return code
    return fallback


@lru_cache(maxsize=20_000)
def _ends(word: str) -> bool:
    """Return whether a known word, or a phrase of two, may end with `word`."""
    key = _key(word)
    last = key.rsplit(" ", 1)[-1]
    return not last or last in table().lasts or _singular(key) is not None


def _is_apparatus(words: list[str], at: int) -> bool:
    """Return whether "radio", "television" or "media" is not who broadcasts: "a radio operator"."""
    if _key(words[at]) not in table().apparatus or at + 1 == len(words):
        return False
    after = words[at + 1]
    return after[0].islower() and _key(after) not in table().broadcasts


def _singular(word: str) -> str | None:
    sectors = table().sectors
    if not word.endswith("s") or len(word) < 4:
        return None
    return sectors.get(word[:-1]) or (
        sectors.get(word[:-3] + "y") if word.endswith("ies") else None
    )
