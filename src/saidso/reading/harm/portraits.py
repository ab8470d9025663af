"""Portraits: what tells one person apart from another: name, age, sex and noun, as the words give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.harm.casualties import Person
from saidso.reading.harm.harm_words import sexes, table

if TYPE_CHECKING:
    from saidso.reading.harm.victims import Numbers

_NAME_ENDS = frozenset(["jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "dr"])
_ANOTHER = frozenset(["conj", "obl:agent", "nmod:poss", "acl", "acl:relcl"])
"""Relations below a person in which somebody else stands, whose age it is."""

_NICKNAMED = frozenset("\"“‘'(")
"""What a nickname inside a name begins with."""
_WITHIN = frozenset(["this", "in", "of", "within", "for", "last", "past", "so"])
"""Words before a span of time in which somebody is the third: "the third victim this year"."""
_NTH = 2
"""From here on a number tells how many came before."""


class Portraits:
    """Describes the single persons of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, cast: Cast | None) -> None:
        self.parse, self.numbers, self.cast = parse, numbers, cast
        self.table, self.sexes = table(), sexes()

    def of(self, head: int, *, definite: bool, another: bool) -> Person:
        """Return what tells the person apart whose words have the token `head`."""
        tokens = self.parse.tokens
        token = tokens[head]
        low = token.text.lower()
        entity = self.cast.at(head) if self.cast is not None else None
        name = self._name(head)
        if name and entity is not None and entity.kind == "person" and entity.name.strip():
            full = [w for w in entity.name.split() if w[0] not in _NICKNAMED]
            words = tuple(w.lower().rstrip(".") for w in full)
            words = tuple(w for w in words if w not in self.sexes and w not in _NAME_ENDS) or words
            if all(w[0].isupper() for w in full) and {words[0], words[-1]} & set(name):
                name = words  # "Maria", "Holt": one person, by the entity's full name
        sex = self.table.singular_pronouns.get(low, self.sexes.get(low, "")) or self._sex(head)
        noun = self._kind(head) or token.lemma.lower()
        loose = {"another", "whom" if self._kind(head) else "", "one" if another else ""}
        if low == "another":
            noun = self._before(head) or noun
        return Person(
            entity=entity.id if entity is not None and entity.kind == "person" else "",
            name=name,
            age=self._age(head),
            sex=sex,
            noun=noun,
            definite=definite or (low in self.table.singular_pronouns and low not in loose),
            another=another,
            nth=self._nth(head),
        )

    def _nth(self, head: int) -> int:
        """Return the how manieth of those harmed somebody is: not "the third victim this year"."""
        nth = self.numbers.ordinals.get(head, 0)
        if nth < _NTH or self.parse.tokens[head].lemma.lower() not in self.table.numbered:
            return 0
        tokens = self.parse.tokens
        first, end = self.parse.sentence_of(head).tokens
        ours = any(tokens[c].rel == "nmod:poss" for c in self.parse.children[head])
        timed = any(
            tokens[k].lemma.lower() in self.table.spans
            and any(t.text.lower() in _WITHIN for t in tokens[max(first, k - 3) : k])
            for k in range(first, end)
        )
        return 0 if ours or timed else nth

    def _age(self, head: int) -> int | None:
        """Return the age, the person's own and not that of somebody in a phrase below."""
        if (age := self.numbers.ages.get(head)) is not None:
            return age
        children = self.parse.children
        for c in children[head]:
            if self.parse.tokens[c].rel in _ANOTHER or self._done_by(c):
                continue
            if (age := self.numbers.ages.get(c)) is not None:
                return age
        return None

    def _done_by(self, c: int) -> bool:
        return any(self.parse.tokens[g].lemma == "by" for g in self.parse.children[c])

    def _before(self, head: int) -> str:
        """Return of whom a bare "another" is one more: "an officer was killed and another wounded"."""
        tokens = self.parse.tokens
        for k in range(head - 1, self.parse.sentence_of(head).tokens[0] - 1, -1):
            if tokens[k].rel.startswith(("nsubj", "obj")) and tokens[k].lemma.lower() in self.sexes:
                return tokens[k].lemma.lower()
        return ""

    def _kind(self, head: int) -> str:
        """Return the noun of those of whom somebody is one, where they are suspects; else ""."""
        tokens = self.parse.tokens
        one = tokens[tokens[head].head]
        if tokens[head].text.lower() == "whom" and one.lemma == "one" and one.rel == "appos":
            noun = tokens[one.head].lemma.lower()  # "two suspects, one of whom was wounded"
            return noun if noun in self.table.suspects else ""
        if tokens[head].text.lower() != "one" or tokens[head + 1 : head + 2][0].text != "of":
            return ""
        of = (c for c in self.parse.children[head] if tokens[c].rel.startswith("nmod"))
        return next((t for c in of if (t := tokens[c].lemma.lower()) in self.table.suspects), "")

    def _sex(self, head: int) -> str:
        """Return the sex that an adjective tells: "a female victim"."""
        below = {self.parse.tokens[c].text.lower() for c in self.parse.children[head] if c < head}
        return "f" if "female" in below else "m" if "male" in below else ""

    def _name(self, head: int) -> tuple[str, ...]:
        """Return the words of the name at `head`, or of a name beside it ("officer Holt")."""
        tokens = self.parse.tokens
        at = head
        if tokens[at].name != "PER":
            beside = [
                c
                for c in self.parse.children[head]
                if tokens[c].name == "PER"
                and c > head
                and tokens[c].rel.split(":")[0] in ("appos", "flat", "compound", "nmod")
                and tokens[c].rel != "nmod:poss"
            ]
            if not beside:
                return ()
            at = beside[0]
        first, sentence = at, self.parse.sentence_of(at).tokens
        while first > sentence[0] and tokens[first - 1].name == "PER" and at - first < 6:
            first -= 1
        words = []
        for token in tokens[first : min(sentence[1], first + 8)]:
            if token.name != "PER":
                break
            word = token.text.lower().rstrip(".")
            if token.text[0].isupper() and word not in _NAME_ENDS and word not in self.sexes:
                words.append(word)
        return tuple(words)
