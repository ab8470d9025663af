"""Places: what the toponyms of one report mean, decided together.

A reading is chosen by what the report itself says (what the place is said to lie in, the countries
and nationalities that it names, the other places), then by size. A small place that nothing speaks
for stays unresolved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from math import exp

import msgspec

from saidso.language.parse import Parse
from saidso.reading.mentions import Cast
from saidso.record import Span
from saidso.resolving.countries import (
    countries,
    country_mentions,
    country_named,
    divisions,
    nationality,
)
from saidso.resolving.distance import kilometres
from saidso.resolving.gazetteer import fold, large
from saidso.resolving.readings import Place, Reading, readings, supplement
from saidso.resolving.toponyms import Toponym, read_toponym

__all__ = ["Place", "resolve_heads", "resolve_places", "resolve_spans", "supplement"]

_MOST_NAMES = 300
"""Different names that are resolved in one report; what comes after stays unresolved."""
_MOST_MENTIONS = 20
"""Mentions of one name that are read for what they say of it."""
_MOST_ANCHORS = 12
_COUNTRIES_LOOKED_INTO = 5
_AGAIN = 2
_ALONE = 4.5
"""Mentions, and log10 of the people, of a town that is meant for want of any other of its name."""


class Setting(msgspec.Struct):
    """What a report says of where it plays."""

    support: dict[str, float]
    """Share of the report's mentions of countries, by alpha-3."""
    anchors: list[Place]
    divisions: set[str]
    """ISO 3166-2 codes of the divisions that the report names."""


def resolve_places(names: Sequence[str], context: str) -> list[Place | None]:
    """Return for each name the place that it means in the text `context`, or None."""
    text = "\n".join([context, *names])
    spans: list[Span] = []
    owner: list[int] = []
    end = len(context)
    for i, name in enumerate(names):
        own = (end + 1, end + 1 + len(name))
        end = own[1]
        found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", context, re.I) if name else ()
        inside = [m.span() for m in islice(found, _MOST_MENTIONS)] or [own]
        spans += inside
        owner += [i] * len(inside)
    out: list[Place | None] = [None] * len(names)
    for i, place in zip(owner, resolve_spans(text, spans), strict=True):
        out[i] = out[i] or place
    return out


def resolve_heads(parse: Parse, cast: Cast) -> dict[int, Place]:
    """Return the place by head token of each mention of a place; mentions of one entity agree."""
    spans: dict[int, Span] = {}
    owner: dict[int, str] = {}
    for head, mention in sorted(cast.by_head.items()):
        kind = cast.entities[mention.entity].kind
        if kind in ("place", "facility") and mention.form == "name":
            spans[head] = parse.span(mention.tokens)
            owner[head] = mention.entity
    covered = {
        i
        for m in cast.mentions
        if m.form == "name" and cast.entities[m.entity].kind not in ("place", "facility")
        for i in range(*m.tokens)
    }
    covered |= {i for m in cast.mentions if m.head in spans for i in range(*m.tokens)}
    for name in parse.names:
        head = _head(parse, name.tokens)
        if name.kind == "LOC" and head not in spans and head not in covered:
            spans[head] = parse.span(name.tokens)
    heads = sorted(spans)
    found = resolve_spans(parse.text, [spans[h] for h in heads])
    out = {h: p for h, p in zip(heads, found, strict=True) if p is not None}
    return _taken_up(parse, cast, _agree(out, owner, cast))


_SETTLEMENTS = frozenset({"town", "city", "village"})


def _taken_up(parse: Parse, cast: Cast, found: dict[int, Place]) -> dict[int, Place]:
    """Give "the same town" the town named last, and "the town" the only one named so far."""
    tokens = parse.tokens
    named: list[Place] = []
    for head in sorted({*found, *cast.by_head}):
        place = found.get(head)
        if place is not None:
            if place.kind in ("city", "site") and place not in named[-1:]:
                named.append(place)
            continue
        if tokens[head].lemma not in _SETTLEMENTS or not named:
            continue
        before = {
            tokens[c].text.lower()
            for c in parse.children[head]
            if c < head and tokens[c].rel not in ("case", "punct", "cop")
        }
        others = len({p.gazetteer or p.name for p in named}) > 1
        if "same" in before or (before == {"the"} and not others):
            below = [tokens[c].rel for c in parse.children[head] if c > head]
            if not any(r.startswith(("nmod", "appos", "acl")) for r in below):
                found[head] = named[-1]
    return found


def _head(parse: Parse, tokens: tuple[int, int]) -> int:
    first, last = tokens
    for i in range(first, last):
        if not first <= parse.tokens[i].head < last or parse.tokens[i].head == i:
            return i
    return last - 1


def _agree(found: dict[int, Place], owner: dict[int, str], cast: Cast) -> dict[int, Place]:
    """Give every mention of an entity, by whatever words, the place that its names mean most."""
    votes: dict[str, Counter[Place]] = defaultdict(Counter)
    for head, place in found.items():
        if head in owner:
            votes[owner[head]][place] += 1
    chosen = {e: max(c, key=lambda p: (c[p], -(p.precision_km or 999))) for e, c in votes.items()}
    for head, mention in cast.by_head.items():
        if mention.entity in chosen:
            found[head] = chosen[mention.entity]
    return found


def resolve_spans(text: str, spans: Sequence[Span]) -> list[Place | None]:
    """Return for each span of `text` that names a place which one it is, or None."""
    toponyms = [read_toponym(text, s) for s in spans]
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, toponym in enumerate(toponyms):
        if toponym.names and len(groups) < _MOST_NAMES:
            groups.setdefault((*toponym.names, *_apart(toponyms, toponym)), []).append(i)
    setting = _setting(text, toponyms)
    merged = {key: _merge([toponyms[i] for i in group]) for key, group in groups.items()}
    chosen: dict[tuple[str, ...], Place] = {}
    for certain in (True, False, False):
        for key, toponym in merged.items():
            if certain and not toponym.within and not _plain(toponym):
                continue
            place = _choose(toponym, setting, len(groups[key]))
            if place is not None:
                chosen[key] = place
        _extend(setting, [(chosen[k], len(g)) for k, g in groups.items() if k in chosen])
    out: list[Place | None] = [None] * len(spans)
    for key, group in groups.items():
        for i in group:
            if key in chosen:
                out[i] = _widened(chosen[key], toponyms[i])
    return out


def _apart(toponyms: list[Toponym], toponym: Toponym) -> tuple[str, ...]:
    """Return what a name lies in where the report uses the name for several places."""
    if not toponym.within or len(toponyms) > _MOST_NAMES:
        return ()
    others = {t.within[0] for t in toponyms if t.within and t.names == toponym.names}
    known = {w for w in others if (len(w) == 3 and w.isupper()) or w.startswith("US-")}
    return toponym.within[:1] if len(known) > 1 and toponym.within[0] in known else ()


def _merge(group: list[Toponym]) -> Toponym:
    within = tuple(dict.fromkeys(w for t in group for w in t.within))
    wants = Counter(t.want for t in group if t.want)
    want = wants.most_common(1)[0][0] if wants else ""
    return msgspec.structs.replace(group[0], within=within, want=want)


def _plain(toponym: Toponym) -> bool:
    """Return whether the name needs no context: a country, a listed region, one large city."""
    if any(country_named(n) or n in supplement() for n in toponym.names):
        return True
    if any(d.country == "US" for n in toponym.names for d in divisions().get(n, ())):
        return True
    cities = large().get(toponym.names[0], [])
    return sum(c.population > 1_000_000 for c in cities) == 1


def _setting(text: str, toponyms: list[Toponym]) -> Setting:
    counts: dict[str, float] = defaultdict(float)
    for start, _, iso3 in country_mentions(text):
        counts[iso3] += 2.0 if start < 300 else 1.0
    for toponym in toponyms:
        for inside in toponym.within:
            if inside.startswith("US-"):
                counts["USA"] += 1.0
    return Setting(_shares(counts), [], set())


def _shares(counts: dict[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    return {k: v / total for k, v in counts.items()}


def _extend(setting: Setting, chosen: list[tuple[Place, int]]) -> None:
    """Add the places resolved so far to the setting: their countries, and they as anchors."""
    counts: dict[str, float] = defaultdict(float)
    for place, times in chosen:
        if place.country and place.kind != "country":
            counts[place.country] += min(times, 3)
    for iso3, share in _shares(counts).items():
        setting.support[iso3] = setting.support.get(iso3, 0.0) * 0.6 + 0.4 * share
    setting.divisions |= {
        p.gazetteer.removeprefix("iso3166:")
        for p, _ in chosen
        if p.kind == "admin1" and p.gazetteer
    }
    fine = [(p, n) for p, n in chosen if p.lat is not None and p.kind != "country"]
    fine.sort(key=lambda pair: (-pair[1], pair[0].precision_km or 0))
    setting.anchors = [p for p, _ in fine[:_MOST_ANCHORS]]


def _choose(toponym: Toponym, setting: Setting, times: int) -> Place | None:
    top = sorted(setting.support, key=lambda c: -setting.support[c])[:_COUNTRIES_LOOKED_INTO]
    inside = [w for w in toponym.within if w in countries()]
    inside += ["USA"] if any(w.startswith("US-") for w in toponym.within) else []
    look = tuple(dict.fromkeys([*inside, *top]))
    for name in toponym.names:
        if nationality(name) and not country_named(name):
            continue
        rivals = readings(name, toponym.want, look)
        best = max(
            ((_score(r, toponym, setting), r) for r in rivals), key=lambda p: p[0], default=None
        )
        if best and best[0] > 0:
            return best[1].place
        if best and len(rivals) == 1 and times >= _AGAIN and best[1].prior >= _ALONE:
            return best[1].place  # a town that no other place is called after
    return None


def _score(reading: Reading, toponym: Toponym, setting: Setting) -> float:
    """Return how well a reading fits; 0 or less where nothing speaks for it."""
    place = reading.place
    share = setting.support.get(place.country or "", 0.0)
    score = reading.prior + (2.0 + 3.0 * share if share else 0.0)
    evidence = share > 0
    own = fold(place.admin1) if place.admin1 else None
    home = fold(countries()[place.country].name) if place.country else None
    for inside in toponym.within:
        if inside in (place.country, reading.division, own, home):
            score, evidence = score + 8.0, True
        elif place.kind != "country" and (inside in countries() or inside.startswith("US-")):
            score -= 4.0
    if (
        place.kind != "admin1"
        and reading.division in setting.divisions
        and own not in toponym.names
    ):
        score, evidence = score + 2.0, True
    near = [
        kilometres(place.lat, place.lon, a.lat, a.lon)
        for a in setting.anchors
        if place.lat is not None and place.lon is not None
        if a.lat is not None
        and a.lon is not None
        and fold(a.name) not in (fold(place.name), *toponym.names)
    ]
    if near and place.kind != "country":
        score += 2.5 * exp(-min(near) / 150)
        evidence = evidence or min(near) < 60
    elsewhere = bool(setting.support) and not evidence and fold(place.name) not in toponym.names
    return score if evidence or (reading.sure and not elsewhere) else 0.0


def _widened(place: Place, toponym: Toponym) -> Place:
    """Return the place with the precision that "near", "10 km from" or "northern" leave it."""
    own = place.precision_km or 0.0
    if toponym.km is not None:
        own = max(own, toponym.km)
    elif toponym.part and place.kind in ("city", "site"):
        own = max(own * 2, 15.0)
    elif toponym.want == "facility" and place.kind == "city":
        own = max(own, 10.0)
    return msgspec.structs.replace(place, precision_km=round(own, 1))
