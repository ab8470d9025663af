"""Chains: who said something, from the outermost speaker to the first one.

Works on the record alone, so that it serves the terminal, linking and review as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from saidso.reading.attributions.titles import owned, several, spoken, titled
from saidso.reading.entities.outlets import is_medium
from saidso.record import Attribution, Entity, Record, Span

OWN_VOICE = "the outlet"
"""Name of the last link where a page states something itself and does not name its outlet."""

_LONGEST = 90
"""Code points of the longest description that is shown for a speaker."""
_EDGES = " ,;:—–-"
_ALL_MEDIA = frozenset({"media", "the media", "press", "the press", "news media", "local media"})
"""Whoever comes to a news conference passes nothing on as one voice."""
_NEAR = 30
"""Code points between a role and the name that it stands before: "spokesman Lt. Col. Doe"."""
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "i", "we", "him", "her", "them", "which", "that"}
)
_ARTICLE_FIRST = re.compile(r"\A(?:an?|the) ", re.I)
_ARTICLE = re.compile(r"\b(?:an?|the) \Z", re.I)
_AFFILIATION = re.compile(
    r"(?: (?:at|of|for|with|in|the|and|[A-Z][\w’'-]*|[a-z-]{2,}(?=[,.]))){1,9}"
    r"(?<! of)(?<! the)(?<! and)(?=[,.;)]|$)"
)
"""What follows a role up to the next comma: "at the Joint Chiefs of Staff"."""


_BODY = re.compile(r"(?:(?<=[a-z,] )|(?<=[’'“\"]))(?:[A-Z][\w.&’'-]* ){1,6}\Z")
"""Names right before a role that stands before a name: "U.N. Ambassador Jon Doe"."""
_PART = re.compile(
    r"\A(?:(?:an?|the|one|another) )?(?:part|portion|section|segment|excerpt|copy)s? (?:of|from) "
    r"(?=(?:the|an?|this|that) )",
    re.I,
)
_ALONG = re.compile(r"(?:he|she) and ((?:another|other|two|three|several|a|an) .+)", re.I)
"""Who speaks along: "he and another official"."""
_WITH = re.compile(r" and (?:an?|the) ")
"""Two who speak at once: neither is called so alone."""
_SAYS = re.compile(r"(?<=\w) (?:said|says|told|added|reported|confirmed|stated)\Z")


class Chains:
    """The chains of one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.report.text
        self.speaker_of_page = record.report.outlet or OWN_VOICE
        self._by_id: dict[str, Attribution] = {a.id: a for a in record.attributions}
        self._entities: dict[str, Entity] = {e.id: e for e in record.entities}
        outlet, wire = record.report.outlet or "", record.report.wire or ""
        self._own = {outlet, wire, "".join(w[0] for w in outlet.split() if w[0].isupper())} - {""}
        self._fullest: dict[str, str] = {}
        self._called: dict[str, list[str]] = {}
        for one in record.attributions:
            if one.source is not None and one.source.entity and one.source.spans:
                words = _words(self._text, one.source.spans)
                self._called.setdefault(one.source.entity, []).append(words)
                longest = self._fullest.get(one.source.entity, "")
                along = _WITH.search(words) is not None
                if (
                    words.lower() not in _PRONOUNS
                    and not along
                    and len(longest) < len(words) <= _LONGEST
                ):
                    self._fullest[one.source.entity] = words

    def of(self, attribution: str, *, roles: bool = False) -> list[str]:
        """Return the names of the speakers of an attribution, outermost first; with `roles` in full.

        An outlet that was told something passes it on and stands before the one who told it
        ("a ministry official told Reuters": Reuters, a ministry official). Where nobody is named the
        page itself is the speaker.
        """
        out: list[str] = []
        seen: set[str] = set()
        at: str | None = attribution
        while at is not None and at in self._by_id and at not in seen:
            seen.add(at)
            found = self._by_id[at]
            at = found.within
            if found.source is None or found.source.kind == "implicit":
                continue
            links = [self.speaker(found, roles=roles)]
            told = self._entities.get(found.told or "")
            if told is not None and self.relays(told.name):
                links.insert(0, told.name)
            out = [*links, *out]
        out = out or [self.speaker_of_page]
        return [name for k, name in enumerate(out) if k == 0 or out[k - 1] != name]

    def relays(self, name: str) -> bool:
        """Return whether who is told something passes it on: an outlet, or the page's own agency."""
        return name in self._own or (is_medium(name) and name.lower() not in _ALL_MEDIA)

    def speaker(self, attribution: Attribution, *, roles: bool = False) -> str:
        """Return the fullest name of an attribution's own source; with `roles` what it is, too."""
        source = attribution.source
        if source is None or source.kind in ("author", "implicit"):
            return self.speaker_of_page
        words = _words(self._text, source.spans)
        entity = self._entities.get(source.entity or "")
        if entity is None:
            return words
        if source.kind in ("named", "organisation", "outlet"):
            if along := _ALONG.match(words):
                return f"{entity.name} and {along[1]}"
            if several(entity.name, words):
                return _ARTICLE_FIRST.sub("", words)
            if not roles or source.kind == "outlet":
                return entity.name
            return self._person(entity) if source.kind == "named" else self._body(entity)
        if words.lower() in _PRONOUNS or words.lower().startswith("the "):
            return self._fullest.get(entity.id, entity.name)
        return words

    def _person(self, entity: Entity) -> str:
        """Return a person's name with rank, and what the report says that the person is."""
        found = [
            t for words in self._called.get(entity.id, ()) if (t := titled(entity.name, words))
        ]
        name = max((full for full, _ in found), key=len, default=entity.name)
        told, role = self._role(entity), next((role for _, role in found if role), None)
        if role is None or (told is not None and told.startswith(f"{role} ")):
            role = told  # the source ends before "in the north"
        return f"{name}, {role}" if role else name

    def _body(self, entity: Entity) -> str:
        """Return the name of a body, with the country whose it is where the report says so there."""
        called = (owned(entity.name, words) for words in self._called.get(entity.id, ()))
        return max(called, key=len, default=entity.name)

    def _disputed(self, attributions: list[str]) -> bool:
        """Return whether somebody says it of a person whom the page itself does not call so."""
        said = [self._by_id[a].source for a in attributions if a in self._by_id]
        return any(s is not None and s.kind not in ("author", "outlet") for s in said)

    def _role(self, entity: Entity) -> str | None:
        """Return what a person is, in the words of the report: "chief of staff at the Red Cross"."""
        found = [
            a
            for a in entity.attributes
            if a.name == "role" and a.value and a.spans and not self._disputed(a.attributions)
        ]
        if not found:
            return None
        start, end = found[0].spans[0]
        article = _ARTICLE.search(self._text, max(0, start - 4), start)
        named = any(
            end < m[0] <= end + _NEAR and "," not in self._text[end : m[0]] for m in entity.mentions
        )
        more = None if named else _AFFILIATION.match(self._text, end)
        body = _BODY.search(self._text, max(0, start - _LONGEST), start) if named else None
        first = body.start() if body else start
        words = self._text[article.start() if article else first : more.end() if more else end]
        words = _SAYS.sub("", " ".join(words.split()))
        if len(words.split()[-1]) == 1 or set(words.lower().split()) & set(
            entity.name.lower().split()
        ):
            return None
        return article.group().lower() + words[len(article.group()) :] if article else words

    def all(self, attributions: Iterable[str], *, roles: bool = False) -> list[list[str]]:
        """Return the chain of each attribution."""
        return [self.of(a, roles=roles) for a in attributions]


def _join(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" … ".join(text[start:end] for start, end in spans).split())


def _words(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a source without how it speaks; of "part of the video" the video."""
    return _PART.sub("", spoken(_join(text, spans)).strip(_EDGES))


def printed(chain: Iterable[str]) -> str:
    """Return a chain in one line, outermost speaker first."""
    return " ← ".join(chain)
