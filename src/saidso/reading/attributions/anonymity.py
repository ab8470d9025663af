"""Anonymity: which speakers will not be named, and why, in the words of the report.

"An official who spoke on condition of anonymity because the talks are secret", also where another
sentence says so ("The official spoke on condition of anonymity").
"""

from __future__ import annotations

from bisect import bisect_right

from saidso.language.parse import Parse, Token
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.mentions import Cast
from saidso.record import Span

_WHY = (
    "because",
    "citing",
    "for fear of",
    "fearing",
    "out of fear",
    "due to",
    "owing to",
    "out of",
)
_DEEP = 8
_NEAR = 5
_SENTENCES = 3
"""Sentences back in which those spoke who "both spoke on condition of anonymity"."""
_COUNTS = {"both": 2, "two": 2, "three": 3, "they": 2}
_SPEAKING = frozenset({"speaking", "talking", "requesting", "insisting", "asking"})


class Anonymity:
    """The speakers of one report who will not be named. Making it costs one pass over the text."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self._parse = parse
        self._cast = cast
        self._by_head: dict[int, str] = {}
        self._by_entity: dict[str, str] = {}
        self._ends = {
            m.tokens[1]: m
            for m in cast.mentions
            if m.form == "nominal" and cast.entities[m.entity].kind in ("person", "group")
        }
        low = parse.text.lower()
        if len(low) != len(parse.text):  # a letter that changes its length when it is made small
            return
        starts = [t.start for t in parse.tokens]
        for phrase in cues().anonymity:
            at = low.find(phrase)
            while at >= 0:
                token = bisect_right(starts, at) - 1
                if token >= 0:
                    self._note(cast, token, (at, at + len(phrase)))
                at = low.find(phrase, at + len(phrase))

    def reason(self, head: int, entity: str | None) -> str | None:
        """Return the reason given for a speaker's anonymity, the phrase itself without one, or None."""
        if head in self._by_head:
            return self._by_head[head]
        return self._by_entity.get(entity or "")

    def within(self, words: str) -> str | None:
        """Return the phrase by which the words that name a speaker say that nobody will name him."""
        low = words.lower()
        return next((phrase for phrase in cues().anonymity if phrase in low), None)

    def hides(self, head: int) -> bool:
        """Return whether the words around this very mention say that its bearer will not be named."""
        return head in self._by_head

    def _note(self, cast: Cast, token: int, phrase: Span) -> None:
        who = self._beside(cast, token)
        who = who if who is not None else self._who(token)
        if who is None:
            return
        reason = self._why(token, phrase)
        for head in (who, *self._several(who)):
            self._by_head.setdefault(head, reason)
            entity = cast.at(head)
            if entity is not None:
                self._by_entity.setdefault(entity.id, reason)

    def _several(self, who: int) -> list[int]:
        """Return whom "both", "all three" and "they" mean: the nameless who spoke last, as many."""
        tokens, end = self._parse.tokens, self._parse.sentence_of(who).tokens[0]
        number = _COUNTS.get(tokens[who].text.lower(), 0)
        mention = self._cast.by_head.get(who)
        said = mention and any(
            m.head in self._cast.speakers for m in self._cast.mentions if m.entity == mention.entity
        )
        if not number or said:
            return []
        out: list[int] = []
        for i in sorted(self._cast.speakers, reverse=True):
            if i >= end or tokens[i].sentence < tokens[who].sentence - _SENTENCES:
                continue
            if tokens[i].upos == "NOUN" and tokens[i].name == "":
                out.append(i)
        return out[:number]

    def _beside(self, cast: Cast, token: int) -> int | None:
        """Return the noun before the comma of "an official, speaking on condition of anonymity"."""
        tokens = self._parse.tokens
        for k in range(token, max(token - _NEAR, 1), -1):
            if tokens[k].text.lower() in _SPEAKING and tokens[k - 1].text == ",":
                mention = self._ends.get(k - 1)
                return mention.head if mention is not None else None
        return None

    def _who(self, token: int) -> int | None:
        """Return the noun that the phrase is said of: above its relative clause, or its subject."""
        tokens, at = self._parse.tokens, token
        for _ in range(_DEEP):
            rel, head = tokens[at].rel, tokens[at].head
            if rel.startswith("acl") and tokens[head].upos in ("NOUN", "PROPN", "PRON"):
                return head
            subject = next(
                (c for c in self._parse.children[at] if tokens[c].rel.startswith("nsubj")), None
            )
            if subject is not None and tokens[subject].lemma not in ("who", "that"):
                return subject
            if head == at:
                return None
            at = head
        return None

    def _why(self, token: int, phrase: Span) -> str:
        """Return the words of the reason, up to the next comma, or the phrase where none is given."""
        text, tokens = self._parse.text, self._parse.tokens
        sentence = self._parse.sentence_of(token)
        after = text[phrase[1] : sentence.span[1]]
        if text[phrase[0] : phrase[1]].lower().startswith("not authori"):
            return _clean(text[phrase[0] : phrase[1]] + _to_comma(after))
        low = after.lower()
        found = [at for why in _WHY if (at := low.find(f"{why} ")) >= 0]
        if found:
            start = phrase[1] + min(found)
            between = (t for t in tokens[token : sentence.tokens[1]] if t.start < start)
            # "... anonymity said the raid failed because of fog" gives no reason for it
            if not any(t.start >= phrase[1] and t.lemma in cues().stance for t in between):
                inside = (t for t in tokens[token : sentence.tokens[1]] if t.start > start)
                end = next((t.start for t in inside if self._speaks(t)), sentence.span[1])
                return _clean(_to_comma(text[start:end]))
        return text[phrase[0] : phrase[1]]

    def _speaks(self, token: Token) -> bool:
        """Return whether a word is the main clause's verb of saying, where every reason ends."""
        finite = token.upos == "VERB" and token.text.lower() in (
            "said",
            "says",
            "told",
            "confirmed",
        )
        return finite and not any(
            self._parse.tokens[c].lemma == "to" or self._parse.tokens[c].upos == "AUX"
            for c in self._parse.children[token.i]
        )


def _to_comma(words: str) -> str:
    for mark in (", said", ", told", ", the", ",", ";", "”", '"', " — ", " – "):
        words = words.split(mark)[0]
    return words


def _clean(words: str) -> str:
    return " ".join(words.split()).rstrip(' ."”')
