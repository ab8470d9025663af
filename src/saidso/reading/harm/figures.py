"""Figures that stand apart from their verb: tolls, and counts that a speaker sets aside."""

from __future__ import annotations

import msgspec

from saidso.language.kept import kept
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.casualties import COUNTED, Harm
from saidso.reading.harm.counts import Count
from saidso.reading.harm.harm_words import COUNTS, noun_slots, state_slots, table, verb_slots
from saidso.reading.harm.victims import Numbers, Victims

_WINDOW = 14
_SOON = 6
"""Words after the verb of a toll within which its number stands, however long its subject is."""
_LINKS = frozenset(
    ["to", "at", "as", "of", "reach", "be", "hit", "pass", "top", "exceed", "surpass"]
)
"""Lemmas of words right after which the number of a toll stands."""
_PERIODS = frozenset(["year", "day", "week", "month", "hour"])
_WHEN = frozenset(["after", "when", "while"])
"""What begins another clause than that of a toll: "the toll comes after 40 were killed"."""
_REVISES = frozenset(
    [
        "revise",
        "raise",
        "lower",
        "correct",
        "update",
        "increase",
        "reduce",
        "amend",
        "change",
        "adjust",
    ]
)
_FIGURES = frozenset(
    ["it", "that", "this", "the", "its", "their", "figure", "number", "count", "estimate", "total",
     "later", "upward", "upwards", "downward", "downwards", "down", "up", "from", "official"]
)  # fmt: skip
"""Words that may stand between a verb of revision and the new figure."""
_HYPHENS = frozenset("-‐‑")
_PERSONS = frozenset(["dead", "wounded", "injured", "killed", "missing", "displaced"])
_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_DEADLY = frozenset(["fatal", "deadly"])
_EARLIER = frozenset(["earlier", "early", "previous", "initial", "original", "first", "prior"])
_INSTEAD = frozenset([("not",), ("rather", "than"), ("instead", "of")])


_OPEN = frozenset({"no", "not", "unclear", "unknown", "without", "decline", "refuse"})
"""What stands before a number that nobody gives."""
_TOLLS = frozenset({"toll", "number", "count", "tally", "total", "figure"})
_MAY = frozenset({"may", "might", "could", "can", "will", "would"})
_MOVES = frozenset(
    {"rise", "climb", "grow", "jump", "increase", "mount", "stand", "reach", "soar", "hit"}
)


@kept
def toll_verbs(parse: Parse) -> set[int]:
    """Return the verbs of tolls: the Friday of "the toll rose to six on Friday" is when it was counted."""
    return {
        i
        for i in parse.having(_MOVES)
        if any(
            parse.tokens[c].lemma in _TOLLS and parse.tokens[c].rel.startswith("nsubj")
            for c in parse.children[i]
        )
    }


class Figures:
    """Reads the figures of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims) -> None:
        self.parse, self.numbers, self.victims = parse, numbers, victims
        self.slots = noun_slots() | verb_slots() | state_slots()

    def toll(self, i: int) -> tuple[str, Quantity] | None:
        """Return slot and number of a toll: "the death toll rose to 12", "the number of dead is 3"."""
        slot = self._slot(i)
        if slot is None or (self._is_earlier(i) and self._told_before(i)):
            return None
        tokens = self.parse.tokens
        verb = tokens[i].head if tokens[i].rel == "nsubj" and tokens[i].head > i else i
        if any(tokens[c].lemma in _MAY for c in self.parse.children[verb]):
            return None  # "the toll could rise to nine"
        k, end = i + 1, min(self.parse.sentence_of(i).tokens[1], max(i + _WINDOW, verb + _SOON))
        best: Quantity | None = None
        while k < end:
            quantity = self.numbers.by_token.get(k)
            if quantity is None:
                if tokens[k].text in (";", "(") or (k > verb and tokens[k].text in _WHEN):
                    break
                k += 1
                continue
            last = tokens[quantity.tokens[0] - 1].lemma
            persons = quantity.noun is None or self.victims.is_person(quantity.noun)
            if last != "from" and quantity.unit not in _PERIODS and persons:
                best = quantity
                if last in _LINKS:
                    break
            k = quantity.tokens[1]
        best = self._revised_to(i) or best
        if best is None:
            return None
        after = tokens[best.tokens[1]].text.lower() if best.tokens[1] < end else ""
        return state_slots().get(after, slot), best  # "the casualty toll rose to 60 dead"

    def _revised_to(self, i: int) -> Quantity | None:
        """Return the new number of "revised from 95 to 84 the death toll"."""
        tokens = self.parse.tokens
        first = max(self.parse.sentence_of(i).tokens[0], i - _WINDOW)
        verb = next((k for k in range(i - 1, first - 1, -1) if tokens[k].lemma in _REVISES), i)
        near = (k for k in range(verb + 2, i) if tokens[k - 1].lemma == "to")
        return next((q for k in near if (q := self.numbers.by_token.get(k)) is not None), None)

    def _told_before(self, i: int) -> bool:
        """Return whether another number stands before a word in its sentence."""
        first = self.parse.sentence_of(i).tokens[0]
        return any(k in self.numbers.by_token for k in range(first, i))

    def _slot(self, i: int) -> str | None:
        """Return what the toll or number at token `i` counts; None where it is no such word."""
        tokens = self.parse.tokens
        low = tokens[i].text.lower()
        if low in table().tolls:
            if tokens[i + 1 : i + 2] and tokens[i + 1].text in _HYPHENS:
                return None  # "call the toll-free number 555-0101"
            before = tokens[max(self.parse.sentence_of(i).tokens[0], i - 1)].text.lower()
            return "injured" if before in ("injury", "injured", "casualty") else "killed"
        if self._put_at(i):
            slot = self.slots.get(low)
            return slot if slot in COUNTED else None
        if low not in COUNTS:
            return None
        words = [t.text.lower() for t in tokens[i + 1 : i + 5]]
        if words[:1] != ["of"]:
            return None
        slot = next((s for w in words[1:] if (s := self.slots.get(w))), None)
        return slot if slot in COUNTED else None

    def words_of(self, i: int) -> set[int]:
        """Return the words that say what the number at token `i` is of: "the number of those detained"."""
        if self.parse.tokens[i].text.lower() not in COUNTS:
            return set()
        near = range(i + 2, min(i + 5, len(self.parse.tokens)))
        return {k for k in near if self.parse.tokens[k].text.lower() in verb_slots()}

    def _put_at(self, i: int) -> bool:
        """Return whether a number is given of "the dead": "put the dead at 12", "the missing numbered 9"."""
        before, after = self.parse.tokens[max(0, i - 1)], self.parse.tokens[i + 1 : i + 2]
        if self.parse.tokens[i].text.lower() not in _PERSONS:
            return False
        given = bool(after) and after[0].text.lower() in ("at", "as", "numbered", "number")
        if not given or before.text.lower() != "the":
            return False
        return any(k in self.numbers.by_token for k in range(i + 2, i + 5))

    def is_open(self, heads: list[int]) -> bool:
        """Return whether it is told that nobody says how many: "no word on the number of troops wounded"."""
        tokens = self.parse.tokens
        for head in heads:
            above = tokens[head].head
            if tokens[above].lemma != "number" or tokens[head].rel != "nmod":
                continue
            first = self.parse.sentence_of(head).tokens[0]
            before = {tokens[k].lemma for k in range(max(first, above - _WINDOW), above)}
            if not before.isdisjoint(_OPEN) and above not in self.numbers.by_noun:
                return True
        return False

    def of_speech(self, i: int, heads: list[int]) -> bool:
        """Return whether it is a figure of speech: "that hurts me", "it kills us"."""
        low = self.parse.tokens[i].text.lower()
        return low in ("hurt", "hurts", "kills", "killing") and any(
            self.parse.tokens[h].text.lower() in ("i", "me", "we", "us", "you") for h in heads
        )

    def together(self, harms: list[Harm]) -> list[Harm]:
        """Return the harms, without a number where one counts dead and hurt: "20 killed and wounded"."""
        killed = {
            (h.victim, h.trigger + step): h
            for h in harms
            for step in (2, -2)
            if h.slot == "killed" and (h.low or 0) > 1
        }
        both: set[int] = set()
        for harm in harms:
            other = killed.get((harm.victim, harm.trigger)) if harm.slot == "injured" else None
            if other is None or harm.victim is None or harm.low != other.low:
                continue
            link = self.parse.tokens[max(harm.trigger, other.trigger) - 1].text.lower()
            first = other.trigger < harm.trigger  # and not "shot and killed"
            if link == "or" or (first and link in ("and", "&", "/")):
                both |= {harm.order, other.order}
        plain = msgspec.structs.replace
        return [plain(h, low=1, value=None) if h.order in both else h for h in harms]

    def multiple(self, i: int) -> Count | None:
        """Return how many "a double murder", "the quadruple shooting" harmed."""
        tokens = self.parse.tokens
        before = {i - 1, i - 2} if tokens[max(i - 1, 0)].text.lower() in _DEADLY else set()
        for c in sorted(before.union(self.parse.children[i])):
            number = _TIMES.get(tokens[c].text.lower()) if 0 <= c < i else None
            if number is not None and tokens[c].sentence == tokens[i].sentence:
                return Count(number, number, None, (c,))
        return None

    def set_aside(self, harms: list[Harm]) -> list[Harm]:
        """Return the counts that are said to be wrong: "four people had been hurt, not seven"."""
        by_sentence = {
            h.sentence: h
            for h in harms
            if h.slot in COUNTED and isinstance(h.value, int) and h.value > 0 and not h.negated
        }
        out: list[Harm] = []
        for quantity in self.numbers.counts:
            harm = by_sentence.get(self.parse.tokens[quantity.tokens[0]].sentence)
            size = self._setting_aside(quantity)
            if harm is None or not size or quantity.tokens[0] < harm.trigger:
                continue
            if quantity.low in (None, 0, 1, harm.value) or quantity.unit == "time":
                continue
            if quantity.noun is not None and not self.victims.is_person(quantity.noun):
                continue
            first, end = quantity.tokens
            out.append(
                msgspec.structs.replace(
                    harm,
                    low=quantity.low,
                    high=quantity.high,
                    modifier=quantity.modifier,
                    value=quantity.low,
                    spans=[self.parse.span((first - size, end))],
                    order=len(harms) + len(out),
                    denied=True,
                    people=(),
                )
            )
        return out

    def _setting_aside(self, quantity: Quantity) -> int:
        """Return how many words before the number set it aside; 0 for none."""
        first = quantity.tokens[0]
        words = tuple(t.text.lower() for t in self.parse.tokens[max(0, first - 2) : first])
        return next((n for n in (1, 2) if words[-n:] in _INSTEAD), 0)

    def revised(self, harms: list[Harm]) -> list[Harm]:
        """Return the harms with what their speaker makes of them later in the sentence or the next.

        "Six were killed, later revised to four" gives the four and marks the six as out of date;
        "nine were killed, up from three" gives the three, out of date.
        """
        out = list(harms)
        for quantity in self.numbers.counts:
            first, end = quantity.tokens
            start, newer = self._revision(quantity)
            if start is None or quantity.low is None or quantity.unit in _PERIODS:
                continue
            if quantity.noun is not None and not self.victims.is_person(quantity.noun):
                continue
            place = self._revises(out, start, self.parse.tokens[first].sentence, same=not newer)
            if place is None or out[place].value == quantity.low:
                continue
            old = out[place]
            out.append(
                msgspec.structs.replace(
                    old,
                    low=quantity.low,
                    high=quantity.high,
                    modifier=quantity.modifier,
                    value=quantity.low,
                    spans=[self.parse.span((start, end))],
                    order=len(out),
                    people=(),
                    outdated=not newer,
                )
            )
            if newer:
                out[place] = msgspec.structs.replace(old, outdated=True)
        return out

    def _revision(self, quantity: Quantity) -> tuple[int | None, bool]:
        """Return where the words begin that make a number a newer or an older figure, and which."""
        tokens, first = self.parse.tokens, quantity.tokens[0]
        begin = self.parse.sentence_of(first).tokens[0]
        words = [t.text.lower() for t in tokens[max(begin, first - 2) : first]]
        if words in (["up", "from"], ["down", "from"]):
            return first - 2, False
        if words[-1:] == ["from"] and self._is_revised(begin, first):
            return first - 1, False  # "revised the toll from six to four"
        if words[-1:] == ["of"] and self._is_earlier(first - 2):
            return first - 2, False  # "correcting an earlier figure of eleven"
        if words[-1:] != ["to"]:
            return None, False
        for k in range(first - 2, max(begin, first - 8) - 1, -1):
            if tokens[k].lemma in _REVISES and tokens[k].upos == "VERB":
                return (k, True) if self._of_figure(k) else (None, False)
            if tokens[k].text.lower() not in _FIGURES and k not in self.numbers.by_token:
                return None, False
        return None, False

    def _is_revised(self, begin: int, end: int) -> bool:
        """Return whether a figure is revised between two tokens."""
        tokens = self.parse.tokens
        return any(
            tokens[k].lemma in _REVISES and tokens[k].upos == "VERB" and self._of_figure(k)
            for k in range(max(begin, end - _WINDOW), end)
        )

    def _is_earlier(self, i: int) -> bool:
        """Return whether a noun is a figure given before: "an earlier toll"."""
        tokens = self.parse.tokens
        low = tokens[i].text.lower()
        return (low in _FIGURES or low in table().tolls) and any(
            tokens[c].lemma in _EARLIER for c in self.parse.children[i]
        )

    def _of_figure(self, verb: int) -> bool:
        """Return whether what is revised may be a figure: not in "the speed limit was lowered to 30"."""
        tokens = self.parse.tokens
        what = [c for c in self.parse.children[verb] if tokens[c].rel in ("nsubj:pass", "obj")]
        if tokens[verb].rel in ("acl", "acl:relcl"):
            what.append(tokens[verb].head)
        return all(
            tokens[c].upos not in ("NOUN", "PROPN")
            or tokens[c].text.lower() in _FIGURES
            or tokens[c].text.lower() in table().tolls
            or self.victims.is_person(c)
            for c in what
        )

    def _revises(self, harms: list[Harm], start: int, sentence: int, *, same: bool) -> int | None:
        """Return the position of the nearest count before the words, in this sentence or the last."""
        best: int | None = None
        for k, harm in enumerate(harms):
            fits = harm.slot in COUNTED and isinstance(harm.value, int) and not harm.negated
            near = harm.sentence == sentence or (not same and harm.sentence == sentence - 1)
            if fits and near and harm.trigger < start and not harm.outdated:
                if best is None or harm.trigger >= harms[best].trigger:
                    best = k
        return best
