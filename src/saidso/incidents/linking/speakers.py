"""Speakers across reports: which words of which reports mean the same voice.

What is counted are voices that can be told apart. Bodies that speak with one voice (the police) are
one; so is a speaker who is named here and described there; so are speakers without a name whom the
same words describe. The count is therefore a lower bound: two nurses of two reports may be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

import msgspec

from saidso import knowledge
from saidso.incidents.linking.phrases import Words, bare, called
from saidso.reading.entities.outlets import is_outlet
from saidso.record import Attribution, Entity
from saidso.resolving.countries import country_mentions, country_named
from saidso.resolving.spelling import fold


class Voice(msgspec.Struct, frozen=True):
    """A first speaker as a report tells of them.

    `outlet`: what tells the page's own voice apart, else "". `who`: what the report itself holds for
    one person (entity with the report's name), else "". `name` are the words of a proper name,
    `body` is the collective of the table, `labels` what describes them, `country` is alpha-3.
    """

    outlet: str = ""
    who: str = ""
    name: Words = ()
    body: str = ""
    labels: tuple[Words, ...] = ()
    country: str | None = None


class _Table(msgspec.Struct, frozen=True):
    collective: tuple[tuple[str, Words], ...]
    unnamed: tuple[tuple[str, Words], ...]
    stop: frozenset[str]
    nobody: frozenset[str]
    papers: frozenset[str]


@cache
def _table() -> _Table:
    data = knowledge.table(__package__, "speakers.yaml")

    def lines(part: dict[str, list[str]]) -> tuple[tuple[str, Words], ...]:
        return tuple((name, bare(words)) for name, line in part.items() for words in line)

    return _Table(
        lines(data["collective"]),
        lines(data["unnamed"]),
        frozenset(data["stop"]),
        frozenset(data["nobody"]),
        frozenset(w for line in data["papers"] for w in bare(line)),
    )


def voice_of(
    words: str, attribution: Attribution | None, entity: Entity | None, *, report: str, own: str
) -> Voice:
    """Return the voice behind the words of a source; `own` is the voice of the page itself."""
    source = attribution.source if attribution else None
    if source is None or source.kind in ("author", "implicit"):
        return Voice(outlet=own)
    if entity is None and fold(words) in _table().nobody:
        return Voice(outlet=own)
    named = source.kind in ("named", "organisation", "outlet") and entity is not None
    name = entity.name if entity is not None and named else words
    if source.kind == "outlet" or (entity is not None and _press(entity)):
        return Voice(outlet=outlet_key(name))
    told = [words, name, *_roles(entity)]
    country = (entity.codes.get("country") if entity else None) or _country(words)
    body = next((b for t in told if (b := _found(t, _table().collective))), "")
    if source.kind == "organisation" and country_named(name):
        body, country = "government", country_named(name)
    plain = source.kind == "organisation" and body
    return Voice(
        who=f"{report}\0{entity.id}" if entity is not None else "",
        name=called(name) if named and not plain else (),
        body=body,
        labels=tuple(sorted({lab for t in told[:1] + told[2:] if (lab := _label(t))})),
        country=country,
    )


def paper(voice: Voice) -> bool:
    """Return whether a source is a text whose author is not told with it: "the statement"."""
    if voice.outlet or voice.name or voice.body:
        return False
    return any(label and set(label) <= _table().papers for label in voice.labels)


def outlet_key(name: str) -> str:
    """Return what tells an outlet apart: its canonical name, folded."""
    return fold(is_outlet(name) or name)


def _press(entity: Entity) -> bool:
    return entity.codes.get("plover", "").endswith("JRN") and bool(is_outlet(entity.name))


def _roles(entity: Entity | None) -> list[str]:
    said = entity.attributes if entity else []
    return [a.value for a in said if a.name in ("role", "rank") and a.value]


@lru_cache(maxsize=50_000)
def body_named(text: str) -> str:
    """Return the body that words name as a whole, "" where they say more, or one of its people.

    "Cops", "the police", "police officers" and "police officials" are the police; "a police officer"
    and "the city police chief" are somebody.
    """
    words = [w for w in fold(text).split() if w != "the"]
    if len(words) > 1 and words[-1] in _PEOPLE:
        words = words[:-1]
    named = bare(" ".join(words))
    found = (name for name, phrase in _table().collective if phrase == named)
    return next((name for name in found if name != VAGUE), "")


VAGUE = "government"
"""Officials and authorities may be those of a city or of a state."""
_PEOPLE = frozenset({"officers", "officials", "department", "spokesmen", "authorities"})


@lru_cache(maxsize=50_000)
def _country(text: str) -> str | None:
    return next((code for _, _, code in country_mentions(text)), None)


@lru_cache(maxsize=50_000)
def _found(text: str, lines: tuple[tuple[str, Words], ...]) -> str:
    """Return the first name of a table any of whose phrases stands in the text."""
    words = bare(text)
    for name, phrase in lines:
        size = len(phrase)
        if any(words[i : i + size] == phrase for i in range(len(words) - size + 1)):
            return name
    return ""


@lru_cache(maxsize=50_000)
def _label(text: str) -> Words:
    """Return what describes a speaker: the name of the table, else the words that tell apart."""
    known = _found(text, _table().unnamed)
    if known:
        return (known,)
    cut = text
    for start, end, _ in reversed(list(country_mentions(text))):
        cut = cut[:start] + " " + cut[end:]
    return tuple(w for w in bare(cut) if w not in _table().stop)


class Voices:
    """The voices of one incident, told apart: `key` gives two voices of one speaker the same key.

    The result depends on the set of voices only, never on their order.
    """

    def __init__(self, voices: Iterable[Voice]) -> None:
        self._all = sorted(set(voices), key=_order)
        self._above = {v: v for v in self._all}
        self._join_by(lambda v: v.outlet)
        self._join_by(lambda v: v.who)
        self._names()
        self._bodies()
        self._descriptions()
        self._body = {self.key(v): v.body for v in reversed(self._all) if v.body}

    def body(self, voice: Voice) -> str:
        """Return the body that a speaker speaks for, in the words of the table, "" for none."""
        return self._body.get(self.key(voice), "")

    def key(self, voice: Voice) -> Voice:
        """Return the voice that stands for all that are this speaker's."""
        while self._above[voice] != voice:
            voice = self._above[voice]
        return voice

    def _join(self, group: Sequence[Voice]) -> None:
        roots = sorted({self.key(v) for v in group}, key=_order)
        for root in roots[1:]:
            self._above[root] = roots[0]

    def _join_by(self, what: Callable[[Voice], str]) -> None:
        found: dict[str, list[Voice]] = defaultdict(list)
        for voice in self._all:
            if what(voice):
                found[what(voice)].append(voice)
        for group in found.values():
            self._join(group)

    def _names(self) -> None:
        """Join a short name with the one fuller name that it can be short for."""
        voices: dict[Words, list[Voice]] = defaultdict(list)
        for voice in self._all:
            if voice.name:
                voices[voice.name].append(voice)
        for name, full in fullest(voices).items():
            self._join([*voices[name], *voices[full]])

    def _bodies(self) -> None:
        """Join who speaks for one body of one country; a body of no stated country where it is clear."""
        found: dict[str, dict[str | None, list[Voice]]] = defaultdict(lambda: defaultdict(list))
        for voice in self._all:
            if voice.body:
                found[voice.body][voice.country].append(voice)
        for by_country in found.values():
            _fill(by_country)
            for group in by_country.values():
                self._join(group)

    def _descriptions(self) -> None:
        """Join who is not named with whom the same words describe, and with who may be meant."""
        plain: dict[Words, dict[str | None, list[Voice]]] = defaultdict(lambda: defaultdict(list))
        named: dict[Words, list[Voice]] = defaultdict(list)
        for voice in self._all:
            if voice.body or voice.outlet:
                continue
            for label in voice.labels:
                if voice.name:
                    named[label].append(voice)
                else:
                    plain[label][voice.country].append(voice)
        for label, by_country in plain.items():
            _fill(by_country)
            for country, group in by_country.items():
                known = [v for v in named[label] if v.country in (country, None) or not country]
                one = len({self.key(v) for v in known}) == 1
                self._join([*group, *(known if one else [])])


def _fill(by_country: dict[str | None, list[Voice]]) -> None:
    """Give who has no country to the only country that there is."""
    if None in by_country and len(by_country) == 2:
        unknown = by_country.pop(None)
        next(iter(by_country.values())).extend(unknown)


def fullest(names: Iterable[Words]) -> dict[Words, Words]:
    """Return the fullest form of each name: "oh" gives "oh chong song" where no other name fits.

    A name is short for another when all its words stand in it, in their order.
    """
    distinct = sorted(set(names))
    by_word: dict[str, list[Words]] = defaultdict(list)
    for name in distinct:
        for word in {*name, _initials(name)}:
            by_word[word].append(name)
    longer = {
        name: [other for other in by_word[name[0]] if other != name and short_for(name, other)]
        for name in distinct
        if name
    }
    out = {}
    for name, above in longer.items():
        top = [other for other in above if not longer[other]]
        out[name] = top[0] if len(top) == 1 else name
    return out


def short_for(short: Words, full: Words) -> bool:
    """Return whether all words of one name stand in the other, in their order, or are its initials."""
    if len(short) == 1 and len(short[0]) > 2 and short[0] == _initials(full):
        return True
    rest = iter(full)
    return all(word in rest for word in short)


def _initials(name: Words) -> str:
    return "".join(w[0] for w in name if w not in ("of", "the", "and", "for"))


def _order(voice: Voice) -> tuple[object, ...]:
    return (
        voice.outlet, voice.who, voice.name, voice.body, voice.labels, voice.country or "",
    )  # fmt: skip
