"""Returns: who "he", "she", "they" and "it" are where they speak again.

In news who goes on speaking is who spoke last and fits. Coreference knows nothing of speaking: it takes
the thirty men whom officials said were killed for those who say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.clauses.people import given_gender, people
from saidso.record import Attribution, Entity, Source

PRONOUNS = {
    "he": "he",
    "she": "she",
    "they": "they",
    "it": "it",
    "him": "he",
    "her": "she",
    "them": "they",
}
"""Pronouns that speak, those after "according to" too, by the form of a subject."""
_GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_MANY = frozenset({"they", "we", "police", "authorities", "officials", "people", "both", "two",
    "three", "several",
    "some", "many", "four", "five", "six", "others"})  # fmt: skip
_DESCRIBED = re.compile(r", (?:who|which|whose|an?|the) ")
"""What begins a clause or a title behind the words that name a speaker."""
_BACK = 12
"""Attributions before a pronoun that are looked at."""
_FAR = 2
"""Sentences that may lie between a speaker and the pronoun that speaks again."""


class Returns:
    """Who spoke before, for pronouns that speak. Making it costs one pass over the mentions."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self._parse, self._cast = parse, cast
        self._text = parse.text
        self._sentences = [s.span[0] for s in parse.sentences]
        self._at: dict[str, list[int]] = {}
        self._gender: dict[str, str] = {}
        for mention in cast.mentions:
            first, end = mention.tokens
            self._at.setdefault(mention.entity, []).append(parse.tokens[first].start)
            if mention.form == "pronoun":
                continue
            words = [parse.tokens[i].text.lower() for i in range(first, end)]
            found = next((people().gender[w] for w in words if w in people().gender), "")
            if not found and mention.form == "name" and _one(cast, mention.entity):
                found = given_gender(words)
            if found:
                self._gender.setdefault(mention.entity, found)

    def settled(
        self,
        one: Attribution,
        source: Source,
        before: list[Attribution],
        outer: dict[str, Attribution],
    ) -> Source:
        """Return the source of a pronoun as who spoke last and fits, where that is likelier.

        `before` are the attributions before it in text order, `outer` all of them by id: who speaks
        only in what a person says does not go on speaking.
        """
        start, end = source.spans[0]
        above = outer.get(one.within or "")
        if above is not None and above.source is not None and above.source.kind != "outlet":
            return source  # "the mayor said Doe was ill and that he had told her so"
        pronoun = PRONOUNS[self._text[start:end].lower()]
        now = self._sentence(min(start, one.content.spans[0][0]))
        before = before[-_BACK:]
        near = [
            a
            for a in reversed(before)
            if now - self._ends(a, start) <= _FAR
            and self._aloud(a, outer)
            and self._fits(pronoun, a, start)
        ]
        if not near:
            return source
        at = self._last(one, source.entity, start)
        for one_before in near:  # the mention is part of who speaks: "the news outlet Novar"
            own = one_before.source
            if own is None or at is None or own.entity == source.entity:
                continue
            again = self._text[slice(*own.spans[0])].lower() in PRONOUNS if own.spans else False
            if any(s <= at < e for s, e in own.spans) and (not again or one_before is near[0]):
                return self._as(source, own)
        stands = self._stands(source.entity, at, [a for a in before if self._aloud(a, outer)])
        spoke, other = self._ends(near[0], start), near[0].source
        if other is None or stands == "acts" or (stands == "speaks" and spoke < now - 1):
            return source
        if at is not None and spoke < self._sentence(at):
            return source  # "... called for Doe to resign, which he has refused"
        return self._as(source, other)

    def _as(self, source: Source, other: Source) -> Source:
        return Source(spans=source.spans, entity=other.entity, kind=other.kind, reason=other.reason)

    def _last(self, one: Attribution, entity: str | None, start: int) -> int | None:
        """Return where an entity is last mentioned before the pronoun and outside its words."""
        starts, own = self._at.get(entity or "", []), one.content.spans
        last = bisect_left(starts, start) - 1
        while last >= 0 and any(s <= starts[last] < e for s, e in own):
            last -= 1
        return starts[last] if last >= 0 else None

    def _stands(self, entity: str | None, at: int | None, before: list[Attribution]) -> str:
        """Return how an entity stands before the pronoun: only "told" of, one that "speaks", or "acts".

        It is told of where its last mention, at code point `at`, stands in what somebody says; it
        speaks where it spoke last of all that it does.
        """
        if entity is None or at is None:
            return "told"
        spoke = [
            max(a.source.spans[-1][1], a.cue.spans[0][0])
            for a in before
            if a.source and a.source.entity == entity
        ]
        if spoke:
            return "speaks" if at < max(spoke) else "acts"
        others = (a.source for a in before if a.source and a.source.entity != entity)
        if any(s <= at < e for other in others for s, e in other.spans):
            return "told"  # "he" who spoke was somebody else
        telling = (a for a in before if a.source is not None and a.source.spans)
        return "told" if any(s <= at < e for a in telling for s, e in a.content.spans) else "acts"

    def _aloud(self, one: Attribution, outer: dict[str, Attribution]) -> bool:
        """Return whether a speaker of the page says it, not somebody of whom a speaker tells."""
        above = outer.get(one.within or "")
        named = one.source is not None and one.source.entity is not None
        return named and (
            above is None
            or (above.source is not None and above.source.kind in ("outlet", "document"))
        )

    def _ends(self, one: Attribution, start: int) -> int:
        """Return the last sentence before code point `start` in which an attribution's words stand.

        A quotation may go on for many sentences; who says it has spoken until then.
        """
        ends = (e for _, e in one.content.spans if e <= start)
        return self._sentence(max(one.cue.spans[0][0], *(e - 1 for e in ends), 0))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at) - 1

    def _fits(self, pronoun: str, one: Attribution, start: int) -> bool:
        """Return whether who speaks in an attribution may be the pronoun, by number, kind and gender."""
        source = one.source
        if source is None or source.kind in ("author", "implicit") or not source.spans:
            return False
        words = self._text[source.spans[0][0] : source.spans[-1][1]].lower()
        if source.spans[-1][1] > start or (words in PRONOUNS and source.entity is None):
            return False
        entity = self._cast.entities.get(source.entity or "")
        many = self._many(words, entity)
        if pronoun == "they":
            return many or (source.kind == "organisation" and not self._is_it(entity, start))
        if pronoun == "it":
            return source.kind in ("organisation", "outlet", "document") and not many
        if many or source.kind not in ("named", "role", "anonymous"):
            return False
        gender = self._gender.get(source.entity or "") or self._said_gender(entity, one)
        return gender in ("", pronoun)

    def _is_it(self, entity: Entity | None, start: int) -> bool:
        """Return whether the pronoun that last took up an entity before a code point is "it"."""
        for first, end in reversed(entity.mentions if entity else ()):
            word = self._text[first:end].lower()
            if first < start and word in ("it", "its", "they", "their", "them"):
                return word.startswith("it")
        return False

    def _said_gender(self, entity: Entity | None, one: Attribution) -> str:
        """Return the gender of the pronoun by which the page calls an entity up to its words.

        Not in what it says itself: nobody speaks of himself as "he".
        """
        until, own = one.cue.spans[0][0], one.content.spans
        for first, end in entity.mentions if entity else ():
            found = _GENDERS.get(self._text[first:end].lower())
            if found and end <= until and not any(s <= first < e for s, e in own):
                return found
        return ""

    def _many(self, words: str, entity: Entity | None) -> bool:
        if entity is not None and entity.kind == "person":
            return False
        if entity is not None and entity.kind == "group":
            return True
        words = _DESCRIBED.split(words)[0]
        if entity is not None and entity.kind == "organisation":
            words = words.replace(entity.name.lower(), "")
        own = words.split()
        return " and " in f" {words} " or bool(_MANY & set(own))


def _one(cast: Cast, entity: str) -> bool:
    return cast.entities[entity].kind == "person"
