"""Places that a report names but where its incident was not.

The home of a person ("Teller, 31, of Farring"), the hospital that the wounded were taken to, the jail
and the town of an arrest, where somebody speaks of it, where a convoy was going, and the outlet's own
town after a headline ("... - WXYZ 9 Farring").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from saidso import knowledge
from saidso.incidents.occasions.onsets import is_later, lemmas
from saidso.language.parse import Parse

_STEPS = 4
"""Governors above a place that are asked."""
_DOWN = frozenset(["obl", "nmod", "compound", "appos", "conj", "obj", "flat", "amod", "nmod:poss"])
"""Relations by which a place hangs on where it was done."""
_NAMING = ("compound", "flat", "amod")
"""What is a part of the name before a place: "the Keld Detention Center in Velm"."""
_TAIL = re.compile(
    r"(?:\s[-–—«]|\s?\||\s::)\s?(?=[^|«]*\b(?:(?-i:[WK][A-Z]{2,3})\b|news\b|tv\b|times\b|post\b|herald\b|tribune\b|"
    r"\w+\.com\b|radio\b|weather\b|sports\b|channel\s?\d|(?:abc|nbc|cbs|fox|cw)\s?\d*\b))|"
    r"\s?\|\s?(?=(?-i:[A-Z][\w. ]+, [A-Z]{2})\s*\Z)",
    re.IGNORECASE,
)
"""Where the outlet begins in a headline that names it, or its town and state."""


_MEASURE = re.compile(
    r"[A-Z][\w’'-]+ \((?:[\w-]+, )?(?:about |some |around )?\d[\d.,]*\s?(?:km|kilomet|miles?\b)[^()]*\Z"
)
"""A bracket that says how far a named place is from another one, up to that one."""
_BRACKET = 90


class _Words(msgspec.Struct, frozen=True):
    custody: frozenset[str]
    inside: frozenset[str]
    sends: frozenset[str]
    hospital: frozenset[str]
    care: frozenset[str]
    asks: frozenset[str]
    takes_in: frozenset[str]
    fared: frozenset[str]
    home: frozenset[str]
    speech: frozenset[str]
    refuge: frozenset[str]
    told: frozenset[str]
    tells: frozenset[str]
    says: frozenset[str]
    seats: frozenset[str]
    belong: frozenset[str]
    goes: frozenset[str]
    comes: frozenset[str]
    towards: frozenset[str]
    healed: frozenset[str]
    voyages: frozenset[str]
    wars: frozenset[str]
    begins: frozenset[str]
    reasons: frozenset[str]
    deeds: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "elsewhere.yaml", _Words)


def is_bound(parse: Parse, head: int, hung: int) -> bool:
    """Return whether somebody was going to a place or was brought there for care: "a convoy heading to Velm",
    "evacuated for treatment in Velm". `hung`: the token by which the name hangs on the rest.

    So for what says where such a place lies: "heading to Velm, a port of Keld".
    """
    words, tokens, at = _words(), parse.tokens, head
    for _ in range(_STEPS - 1):
        at = tokens[at].head
        if tokens[at].lemma in words.healed:
            return True
        to = any(tokens[c].lemma == "to" for c in parse.children[at] if c < at)
        if to and tokens[tokens[at].head].lemma in words.voyages:
            return True
    if _is_left(parse, head) or _ends_way(parse, hung):
        return True
    if tokens[max(0, head - 1)].lemma == "enroute":
        return True
    cases = [c for c in parse.children[hung] if tokens[c].rel == "case"]
    near = {tokens[max(0, c - 1)].lemma for c in cases} | {tokens[tokens[hung].head].lemma}
    if any(tokens[c].lemma in words.towards for c in cases) and near & words.goes:
        return True
    at = hung
    for _ in range(_STEPS):
        if tokens[at].rel not in _LIES or tokens[at].head == at:
            return False
        at = tokens[at].head
        if tokens[at].name == "LOC":
            return is_bound(parse, at, at)
    return False


def _is_left(parse: Parse, at: int) -> bool:
    """Return whether somebody was on the way from there: "taken on their way back from a wedding in Velm"."""
    words = _words()
    for _ in range(_STEPS):
        cases = {parse.tokens[c].lemma for c in parse.children[at] if parse.tokens[c].rel == "case"}
        above = parse.tokens[at].head
        if "from" in cases:
            return parse.tokens[above].lemma in words.comes | words.goes or _goes_on(parse, at)
        if above == at or parse.tokens[at].rel not in _DOWN:
            return False
        at = above
    return False


def _goes_on(parse: Parse, at: int) -> bool:
    """Return whether a place behind "from" is where a way begins that leads on to another one."""
    words, tokens = _words(), parse.tokens
    end = min(at + _WAY, parse.sentence_of(at).tokens[1])
    to = any(tokens[k].lemma == "to" and tokens[k].upos == "ADP" for k in range(at + 1, end))
    return to and any(tokens[k].lemma in words.goes for k in range(max(0, at - _WAY), at))


def _ends_way(parse: Parse, hung: int) -> bool:
    """Return whether a place is the end of a way from another: "on their way from Keld to Velm"."""
    tokens = parse.tokens
    if tokens[hung].rel == "appos" and tokens[hung].name == "LOC":
        hung = tokens[hung].head  # "to the capital, Velm"
    if all(tokens[c].lemma != "to" for c in parse.children[hung] if c < hung):
        return False
    first = max(parse.sentence_of(hung).tokens[0], hung - _WAY)
    begins = (k for k in range(first, hung) if tokens[k].name == "LOC")
    return any(_is_left(parse, k) for k in begins)


_WAY = 10
"""Tokens from where a way begins to where it leads, at most."""
_LIES = ("nmod", "appos", "compound", "nmod:unmarked", "flat")


class Elsewhere:
    """Says of the places of one report whether they are where its incidents were not."""

    def __init__(self, parse: Parse, types: Iterable[str]) -> None:
        self._parse = parse
        self._inside = not _words().inside.isdisjoint(types)
        self._tails = []
        for segment in parse.report.segments:
            if segment.kind != "headline":
                continue
            start, end = segment.span
            if found := _TAIL.search(parse.report.text, start, end):
                self._tails.append((found.start(), end))

    def holds(self, head: int) -> bool:
        """Return whether the place whose head is this token is elsewhere."""
        start = self._parse.tokens[head].start
        return (
            any(a <= start < b for a, b in self._tails)
            or self._is_home(head)
            or self._is_custody(head)
            or self._is_care(head)
            or self._is_speech(head)
            or self._is_reason(head)
            or self._is_refuge(head)
            or self._is_measure(start)
        )

    def _is_measure(self, start: int) -> bool:
        """Return whether a town says where another place lies: "in Keld (15km north of Farring)"."""
        before = self._parse.text[max(0, start - _BRACKET) : start]
        return _MEASURE.search(before) is not None

    def _is_refuge(self, head: int) -> bool:
        """Return whether people came to be safe there: "sought refuge in Velm"."""
        tokens, children, at = self._parse.tokens, self._parse.children, head
        for _ in range(_STEPS):
            above = tokens[at].head
            if above == at or tokens[at].rel not in _DOWN:
                return False
            at = above
            near = [at, *(c for c in children[at] if tokens[c].rel == "obj")]
            if any(tokens[k].lemma in _words().refuge for k in near):
                return True
            if tokens[at].upos == "VERB":
                return False
        return False

    def _is_reason(self, head: int) -> bool:
        """Return whether a war is there that only says why or since when: "since Velm's war in Osten"."""
        words, tokens = _words(), self._parse.tokens
        above = tokens[head].head
        if tokens[head].rel not in ("nmod", "compound", "amod", "nmod:poss"):
            return False
        for _ in range(_STEPS):
            cases = {tokens[c].lemma for c in self._parse.children[above] if c < above}
            if tokens[above].lemma in words.wars and cases & words.reasons:
                return True
            if tokens[above].rel != "nmod" or tokens[above].head == above:
                return False
            if (
                tokens[above].upos != "PROPN"
                and tokens[above].lemma not in words.wars | words.begins
            ):
                return False  # "over the war on rebels in Velm"
            above = tokens[above].head
            if tokens[above].lemma in words.begins and any(
                tokens[c].lemma in words.reasons for c in self._parse.children[above]
            ):
                return True
        return False

    def _is_home(self, head: int) -> bool:
        """Return whether somebody is from there: "Teller, 31, of Farring", "both from Farring"."""
        parse = self._parse
        cases = {
            parse.tokens[c].lemma for c in parse.children[head] if parse.tokens[c].rel == "case"
        }
        if not cases & _words().home:
            return False
        above = parse.tokens[parse.tokens[head].head]
        if above.name == "PER" or above.kind == "person":
            return above.upos == "PROPN" or "from" in cases or above.upos == "NUM"
        return above.upos == "NUM" and "of" in cases

    def _is_custody(self, head: int) -> bool:
        parse, words = self._parse, _words()
        above = parse.tokens[head].head
        near = [head, *parse.children[head], above]
        near += [c for c in parse.children[above] if parse.tokens[c].rel in _NAMING and c < head]
        if not self._inside and any(parse.tokens[k].lemma in words.custody for k in near):
            return True
        verb = self._verb(head)
        if verb < 0:
            return False
        lemma = parse.tokens[verb].lemma
        inside = self._inside and lemma not in words.sends | lemmas("later")
        return lemma in words.belong or (not inside and is_later(parse, verb))

    def _is_care(self, head: int) -> bool:
        parse, words = self._parse, _words()
        above = parse.tokens[head].head
        near = [head, *parse.children[head], above]
        verb = self._verb(head)
        if parse.tokens[above].lemma in words.hospital and parse.tokens[above].rel == "nsubj":
            return parse.tokens[parse.tokens[above].head].lemma in words.takes_in
        ward = parse.tokens[above]
        if ward.lemma in words.hospital and parse.tokens[ward.head].lemma in words.asks:
            return True  # "confirmed by the morgue in Farring", "visited a hospital in Farring"
        if verb < 0 or parse.tokens[verb].lemma not in words.care:
            return False
        if any(parse.tokens[k].lemma in words.hospital for k in near):
            return True
        fared = {parse.tokens[c].lemma for k in (head, above) for c in parse.children[k]
                 if parse.tokens[c].rel == "acl:relcl"}  # fmt: skip
        return not fared.isdisjoint(words.fared)

    def _is_speech(self, head: int) -> bool:
        """Return whether somebody speaks there: "at a briefing in Farring", "told reporters in Farring"."""
        parse, words = self._parse, _words()
        i = head
        for _ in range(_STEPS):
            token = parse.tokens[i]
            if token.head == i or token.rel not in _DOWN:
                return False
            i = token.head
            lemma = parse.tokens[i].lemma
            heard = parse.tokens[i].rel in ("obj", "iobj")  # "told the mission in Farring"
            if heard and parse.tokens[parse.tokens[i].head].lemma == "tell":
                return True
            if lemma in words.speech or lemma in words.told:
                return True
            if lemma in words.seats and token.rel == "nmod":
                return True
            if parse.tokens[i].upos == "VERB":
                if lemma in words.says and parse.tokens[head].head == i:
                    return True  # "said in Farring that"
                return lemma in words.tells and any(
                    parse.tokens[c].lemma in words.told and parse.tokens[c].rel in ("obj", "iobj")
                    for c in parse.children[i]
                )
        return False

    def _verb(self, head: int) -> int:
        """Return the verb that a place hangs on as where it was done, or -1: "held for a murder in Velm"."""
        tokens = self._parse.tokens
        i = head
        for _ in range(_STEPS):
            if tokens[i].head == i or tokens[i].rel not in _DOWN:
                return -1
            i = tokens[i].head
            if tokens[i].lemma in _words().deeds:
                return -1
            if tokens[i].upos == "VERB":
                return i
        return -1
