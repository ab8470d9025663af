"""Speakers: who the words of a source mean, where coreference alone does not say so.

"The ministry" after "the Ministry of Public Order", "the agency" after Reuters, and "I" in what
somebody says.
"""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.attributions.issuers import Issuers
from saidso.reading.attributions.returns import PRONOUNS, Returns
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.mentions import Cast
from saidso.reading.entities.outlets import is_medium
from saidso.record import Attribution, Entity, Source

_OUTLETS = frozenset({"agency", "newspaper", "paper", "broadcaster", "channel", "station", "outlet",
    "daily", "magazine", "network", "wire", "website"})  # fmt: skip
_FIRST = frozenset({"i", "we", "me", "us"})
_RECENT = 10
"""Earlier speakers who are looked at for an office."""
_BACK = 40
"""Earlier mentions of names that are looked at."""


class Speakers:
    """Names of organisations in one report, by the words in them, in text order."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self._text = parse.text
        self._cast = cast
        self._returns = Returns(parse, cast)
        self._issuers = Issuers(parse)
        self._named = {m.entity for m in cast.mentions if m.form == "name"}
        self._first_named: dict[str, int] = {}
        for m in cast.mentions:
            if m.form == "name":
                self._first_named.setdefault(m.entity, parse.tokens[m.tokens[0]].start)
        self._names = [
            (parse.tokens[m.tokens[0]].start, cast.entities[m.entity])
            for m in cast.mentions
            if m.form == "name" and cast.entities[m.entity].kind == "organisation"
        ]

    def resolved(self, attributions: list[Attribution]) -> list[Attribution]:
        """Return the attributions with the entities of their sources settled."""
        by_id = {a.id: a for a in attributions}
        everyone = dict(by_id)
        out: list[Attribution] = []
        at = 0
        for one in attributions:
            source = one.source
            if source is None or not source.spans:
                out.append(one)
                continue
            words = self._text[slice(*source.spans[0])].lower()
            if words in _FIRST and source.kind != "author":
                source = self._first_person(one, by_id)
            elif words in PRONOUNS and source.kind != "author":
                source = self._returns.settled(one, source, out, everyone)
                source = self._issuers.issuer(source, out) or source
            elif (
                other := self._issuers.holder(source) or self._issuers.issuer(source, out)
            ) is not None:
                source = other
            elif (same := self._same_office(source, words, out)) is not None:
                source = same
            elif words.startswith("the ") and (
                source.entity not in self._named or self._short(source, words[4:])
            ):
                start = source.spans[0][0]
                while at < len(self._names) and self._names[at][0] < start:
                    at += 1
                while at > 0 and self._names[at - 1][0] >= start:
                    at -= 1
                source = self._described(source, words[4:].split(), at)
            if source is not None and source.spans:
                source = self._own_outlet(self._outlet(source, out))
            settled = msgspec.structs.replace(one, source=source)
            self._issuers.note(settled)
            by_id[one.id] = settled
            out.append(settled)
        return out

    def _short(self, source: Source, noun: str) -> bool:
        """Return whether a body is called by one word of its name: "the Observatory"."""
        entity = self._cast.entities.get(source.entity or "")
        return entity is not None and entity.kind == "organisation" and entity.name.lower() == noun

    def _same_office(self, source: Source, words: str, before: list[Attribution]) -> Source | None:
        """Return who spoke last as "army spokesman Jon Doe", for "the spokesman" who has no name."""
        noun = words.removeprefix("the ")
        plain = cues().officials - cues().bodies
        if noun == words or noun.split()[-1] not in plain:
            return None
        named = self._first_named.get(source.entity or "", source.spans[0][0])
        unnamed = named >= source.spans[0][0]  # who is named only later was not meant, either
        for one in reversed(before[-_RECENT:]):
            other = one.source
            if other is None or not other.spans or other.entity is None:
                continue
            theirs = self._words(other)
            if len(noun.split()) > 1:
                if theirs in (f"a {noun}", f"an {noun}"):
                    return self._as(source, other)
            elif unnamed and noun in theirs.split():
                return self._as(source, other) if other.kind == "named" else None
        return None

    def _words(self, source: Source) -> str:
        return self._text[source.spans[0][0] : source.spans[-1][1]].lower()

    def _as(self, source: Source, other: Source) -> Source:
        return Source(spans=source.spans, entity=other.entity, kind=other.kind, reason=other.reason)

    def _outlet(self, source: Source, before: list[Attribution]) -> Source:
        """Return the source as an outlet that was cited before: "the paper", or by a part of its name."""
        words = self._words(source)
        noun = words.removeprefix("the ")
        for one in reversed(before[-_RECENT:]):
            other = one.source
            if other is None or other.kind != "outlet" or not other.spans:
                continue
            if noun != words and noun in _OUTLETS and source.entity not in self._named:
                return self._as(source, other)
            theirs = self._words(other)
            if " " in words and words != theirs and f" {words} " in f" {theirs} " and other.entity:
                return self._as(source, other)
        return source

    def _own_outlet(self, source: Source) -> Source:
        """Return the source without the entity of another agency: "the KCNA news agency" is no Reuters."""
        entity = self._cast.entities.get(source.entity or "")
        if source.kind != "outlet" or entity is None:
            return source
        words = self._text[source.spans[0][0] : source.spans[-1][1]].split()
        known = set(entity.name.lower().split()) | {"the"}
        initials = "".join(w[0] for w in entity.name.split() if w[0].isupper())
        other = [w for w in words[:-1] if w.isupper() and len(w) > 2]
        named = words[-1].lower() in ("agency", "television", "tv", "radio", "newspaper", "channel")
        if named and other and not any(w.lower() in known or w == initials for w in other):
            return msgspec.structs.replace(source, entity=None)
        return source

    def _first_person(self, one: Attribution, by_id: dict[str, Attribution]) -> Source | None:
        """Return the source "I" as whoever says the words that it stands in."""
        outer = by_id.get(one.within or "")
        if one.source is None or outer is None or outer.source is None or not outer.source.entity:
            return one.source
        return msgspec.structs.replace(
            one.source,
            entity=outer.source.entity,
            kind=outer.source.kind,
            reason=outer.source.reason,
        )

    def _described(self, source: Source, words: list[str], before: int) -> Source:
        """Return the source "the ministry", "the agency" as the nearest name that it fits."""
        if len(words) != 1:
            return source
        noun = words[0]
        seen: set[str] = set()
        for _, entity in reversed(self._names[max(0, before - _BACK) : before]):
            if entity.id in seen:
                continue
            seen.add(entity.id)
            if entity.name.lower() == noun:
                continue
            if self._fits(noun, entity):
                outlet = is_medium(entity.name)
                kind = "outlet" if outlet else source.kind
                return msgspec.structs.replace(source, entity=entity.id, kind=kind)
        return source

    def _fits(self, noun: str, entity: Entity) -> bool:
        if is_medium(entity.name):
            return noun in _OUTLETS
        return noun in (word.lower() for word in entity.name.split())
