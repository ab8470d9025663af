"""Whose words a claim rests on: the attributions whose content holds it, or the outlet itself."""

from __future__ import annotations

from saidso.language.parse import Parse, Range, Token
from saidso.reading.attributions.stances import content_head
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.hedges import Hedge, certainty_of, weaker
from saidso.record import Attribution, Certainty, Source, Span, Stance, Words
from saidso.spans import covered, merge

_DEEP = 12
"""Steps up the tree from a word within what is denied."""
_PARTAKE = frozenset(
    {"involve", "participate", "implicate", "connect", "partake", "involved", "responsible"}
)
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
AUTHOR = "a0"
"""Id of the attribution of what the outlet states in its own voice."""


class Voices:
    """The attributions of one report, indexed by sentence."""

    def __init__(self, parse: Parse, attributions: list[Attribution], hedges: list[Hedge]) -> None:
        self._parse = parse
        self._by_id = {a.id: a for a in attributions}
        self._by_cue: dict[int, list[str]] = {}
        for a in attributions:
            for i in parse.inside(a.cue.spans):
                self._by_cue.setdefault(i, []).append(a.id)
        self.outlets = {
            a.source.entity for a in attributions if a.source and a.source.kind == "outlet"
        }
        """Entities that the report cites as outlets."""
        self._hedges = hedges
        self._hedges_of: dict[int, list[int]] = {}
        for number, hedge in enumerate(self._hedges):
            sentence = parse.tokens[hedge.tokens[0]].sentence
            self._hedges_of.setdefault(sentence, []).append(number)
        self._author: list[Span] = []
        self._by_sentence: dict[int, list[Attribution]] = {}
        starts = [s.span for s in parse.sentences]
        at = 0
        telling = [a for a in attributions if self._tells(a)]
        self._claiming = {a.id for a in telling if self._claims(a)}
        """Attributions in which somebody takes an act on themselves."""
        for attribution in sorted(telling, key=lambda a: a.content.spans[0]):
            first, last = attribution.content.spans[0][0], attribution.content.spans[-1][1]
            while at > 0 and starts[at - 1][1] > first:
                at -= 1
            while at < len(starts) and starts[at][1] <= first:
                at += 1
            k = at
            while k < len(starts) and starts[k][0] < last:
                self._by_sentence.setdefault(k, []).append(attribution)
                k += 1

    def _tells(self, attribution: Attribution) -> bool:
        """Return whether who speaks says that what the content names is so.

        Who asks, demands or declines to say takes it for given, as who condemns or thanks does, and
        who denies a role in an attack does not deny the attack: then the page says that it happened.
        """
        if attribution.stance in ("questions", "demands", "declines"):
            return False
        words = sorted(self._parse.inside(attribution.content.spans))
        if not words:
            return False
        head = self._parse.tokens[content_head(self._parse, (words[0], words[-1] + 1))]
        if not self._speaking(attribution, head):
            return False
        if head.upos not in ("NOUN", "PROPN"):
            return True
        cue = self._parse.inside(attribution.cue.spans)
        if attribution.stance == "denies":
            pleads = any(self._parse.tokens[i].lemma == "plead" for i in cue)  # he is charged
            return head.lemma not in cues().partaking and not pleads
        return not any(self._parse.tokens[i].lemma in cues().expressive for i in cue)

    def _speaking(self, attribution: Attribution, head: Token) -> bool:
        """Return whether a cue tells of speaking: who "seized a ship", "has launched a raid" does not.

        A clause with a subject of its own and a quotation are said, whatever the cue is.
        """
        cue = [self._parse.tokens[i] for i in self._parse.inside(attribution.cue.spans)]
        if (
            not any(t.upos == "VERB" and t.text.isalpha() for t in cue)
            or attribution.quotation != "indirect"
        ):
            return True
        if any(t.lemma in cues().telling for t in cue):
            return True
        below = self._parse.children[head.i]
        return any(self._parse.tokens[c].rel.startswith(("nsubj", "csubj")) for c in below)

    def _claims(self, attribution: Attribution) -> bool:
        """Return whether who speaks claims an act: "claimed responsibility for", "claimed the attack"."""
        cue = self._parse.inside(attribution.cue.spans)
        if not any(self._parse.tokens[i].lemma == "claim" for i in cue):
            return False
        words = sorted(self._parse.inside(attribution.content.spans))
        head = self._parse.tokens[content_head(self._parse, (words[0], words[-1] + 1))]
        return head.upos == "NOUN" or head.rel == "acl:relcl"  # the words said may begin at "that"

    def of(self, tokens: Range) -> list[str]:
        """Return the ids of the innermost attributions whose content holds the tokens.

        Where there is none the claim is the outlet's own, and the id is AUTHOR. So it is where
        nobody is named ("he was identified as"): then only the outlet answers for it.
        """
        found = self.holding(tokens)
        above = {a.within for a in found}
        inner = [a.id for a in found if a.id not in above]
        if inner:
            return inner
        return [self.own(self._parse.sentence_of(tokens[0]).span)]

    def holding(self, tokens: Range) -> list[Attribution]:
        """Return the attributions to somebody whose content holds the tokens."""
        near = self._by_sentence.get(self._parse.tokens[tokens[0]].sentence)
        if not near:
            return []
        span = self._parse.span(tokens)
        return [
            a
            for a in near
            if a.source is not None
            and a.source.kind != "implicit"
            and covered(span, a.content.spans)
            and not ((a.stance == "denies" or a.id in self._claiming) and self._given(tokens[0], a))
        ]

    def _given(self, i: int, attribution: Attribution) -> bool:
        """Return whether a content takes token `i` for given, in a relative clause.

        Who denies "searching for those who were abducted" does not deny that they were abducted, and
        who claims "an attack that killed nine" does not count the dead.
        """
        inside = self._parse.inside(attribution.content.spans)
        first = min(inside)
        for _ in range(_DEEP):
            token = self._parse.tokens[i]
            if token.rel == "acl:relcl" and attribution.id in self._claiming:
                return True
            if attribution.stance == "denies" and self._aside(i, max(inside)):
                return i > first
            if token.head == i or token.head not in inside:
                return False
            if token.rel == "acl:relcl":
                return token.head > first
            i = token.head
        return False

    def _aside(self, i: int, last: int) -> bool:
        """Return whether token `i` only tells which people are meant or in what somebody had a part.

        Who denies "that any of those killed were rebels", "that he was involved in the raid". `last` is
        the last token of what is denied.
        """
        tokens, token = self._parse.tokens, self._parse.tokens[i]
        if token.rel in ("obl", "nmod", "obj") and tokens[token.head].lemma in _PARTAKE:
            return True
        own = any(tokens[c].upos == "AUX" for c in self._parse.children[i])
        participle = token.upos == "VERB" and not own and tokens[i - 1].upos in _NOUNS
        return participle and any(t.upos == "AUX" for t in tokens[i + 1 : last + 1])

    def own(self, span: Span) -> str:
        """Return the id of the outlet's own voice, which then also says the words of `span`."""
        self._author.append(span)
        return AUTHOR

    def speaker(self, attributions: list[str]) -> str:
        """Return what tells the speaker of attributions apart: an entity, words, or AUTHOR."""
        for name in attributions:
            found = self._by_id.get(name)
            if found is None or found.source is None or found.source.kind == "author":
                continue
            if found.source.entity is not None:
                return found.source.entity
            if found.source.spans:
                return self._parse.text[slice(*found.source.spans[0])].lower()
        return AUTHOR

    def by_cue(self, token: int | None) -> list[str]:
        """Return the ids of the attributions whose cue holds the token."""
        return [] if token is None else self._by_cue.get(token, [])

    def certainty(self, tokens: Range, attributions: list[str]) -> Certainty:
        """Return the lowest certainty that hedges over the tokens and the speakers leave."""
        sentence = self._parse.tokens[tokens[0]].sentence
        hedges = [self._hedges[k] for k in self._hedges_of.get(sentence, ())]
        certainty, _ = certainty_of(hedges, tokens)
        for name in attributions:
            attribution = self._by_id.get(name)
            if attribution is not None:
                certainty = weaker(certainty, attribution.certainty)
        return certainty

    def stance(self, attributions: list[str], *, negated: bool = False) -> Stance:
        """Return denies where the words are negated or their speakers deny them (not both).

        Where one says them and another denies them they are said: the denial is a claim of its own.
        """
        said, denied = self.sides(attributions)
        return "denies" if (bool(denied) and not said) != negated else "asserts"

    def groups(self, attributions: list[str]) -> list[list[str]]:
        """Return attributions in two groups where some say something and others deny it, else in one."""
        said, denied = self.sides(attributions)
        return [said, denied] if said and denied else [attributions]

    def sides(self, attributions: list[str]) -> tuple[list[str], list[str]]:
        """Return of attributions those that say something and those that deny it."""
        denied = [
            name
            for name in attributions
            if name in self._by_id and self._by_id[name].stance == "denies"
        ]
        return [name for name in attributions if name not in denied], denied

    def author(self) -> Attribution | None:
        """Return the outlet's own attribution, if a claim rests on it."""
        if not self._author:
            return None
        return Attribution(
            id=AUTHOR,
            source=Source(spans=[], entity=None, kind="author"),
            cue=Words(spans=[]),
            content=Words(spans=merge(set(self._author))),
            quotation="indirect",
            stance="asserts",
            certainty="certain",
        )
