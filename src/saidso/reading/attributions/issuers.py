"""Issuers: whose statement it is that speaks, and whom the letters of an office mean.

"The statement said" after "the ministry said in a statement" is the ministry; "the DGP" after "Director
General of Police (DGP) Jon Doe" is Jon Doe.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from saidso.language.parse import Parse
from saidso.record import Attribution, Source

_TEXTS = frozenset({"statement", "letter", "release", "communique", "communiqué", "post", "tweet", "message",
    "email", "memo", "notice", "broadcast", "announcement"})  # fmt: skip
_BACK = 6
_SMALL = frozenset({"of", "the", "for", "and", "in"})
_LETTERS = re.compile(r"\(([A-Z]{2,6})\)")


class Issuers:
    """Who issued which text of a report, and which persons hold which offices, in text order."""

    def __init__(self, parse: Parse) -> None:
        self._text = parse.text
        self._sentences = [s.span for s in parse.sentences]
        self._offices: dict[str, Source] = {}

    def note(self, one: Attribution) -> None:
        """Remember the letters of the office with which a person is named."""
        source = one.source
        if source is None or source.kind != "named" or not source.entity:
            return
        words = self._text[source.spans[0][0] : source.spans[-1][1]]
        for letters in _LETTERS.findall(words):
            self._offices[letters] = source
        initials = [w[0].upper() for w in words.split() if w.lower() not in _SMALL]
        for first in range(len(initials)):
            for size in (2, 3, 4):
                if first + size < len(initials):
                    self._offices.setdefault("".join(initials[first : first + size]), source)

    def holder(self, source: Source) -> Source | None:
        """Return the person whose office is meant by "the DGP", if one was named with it."""
        words = self._text[slice(*source.spans[0])].split()
        if len(words) != 2 or words[0].lower() != "the" or not words[1].isupper():
            return None
        return self._as(source, self._offices.get(words[1]))

    def issuer(self, source: Source, before: list[Attribution]) -> Source | None:
        """Return who issued "the statement" that speaks, where it was said a little before."""
        words = self._text[slice(*source.spans[0])].lower().split()
        if source.kind != "document" or (
            words != ["it"] and (len(words) != 2 or words[1] not in _TEXTS)
        ):
            return None
        if words[0] not in ("it", "the", "its", "his", "her", "their"):
            return None
        named = "|".join(sorted(_TEXTS)) if words == ["it"] else words[1]
        issued = re.compile(
            rf"\b(?:in|through|via|by|on|issued|released|sent|wrote|posted) "
            rf"(?:an?|the|its|his|her|their) (?:[\w’'-]+ ){{0,3}}(?:{named})\b",
            re.I,
        )
        for one in reversed(before[-_BACK:]):
            if one.source is None or one.source.kind in (
                "author",
                "implicit",
                "document",
                "outlet",
            ):
                continue
            k = bisect_right(self._sentences, (one.cue.spans[0][0], len(self._text))) - 1
            if issued.search(self._text, *self._sentences[k]):
                return self._as(source, one.source)
        return None

    def _as(self, source: Source, other: Source | None) -> Source | None:
        if other is None or other.entity is None:
            return None
        return Source(spans=source.spans, entity=other.entity, kind=other.kind, reason=other.reason)
