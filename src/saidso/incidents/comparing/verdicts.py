"""Verdicts: do the values of one slot agree, who stands behind each, and low, best and high."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec

from saidso.figures import open_ended, unnumbered
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.linking.speakers import Voice
from saidso.linked import Verdict
from saidso.record import Claim, Stance, Tally

RULE = (
    "best: the count with most independent origins, of equals the one that most others allow, then the"
    " lower; low and high: the lowest and the highest count that stands (UCDP's three columns); nothing"
    " averaged"
)
FROM_PERSONS = "persons counted report by report; " + RULE
_FAR = 2
"""Times a lower bound above which a number is another account: "at least 20" allows 30, not 81 (ours)."""
_WORST: tuple[Verdict, ...] = ("disputed", "differ", "agree", "single")


class Value(msgspec.Struct):
    """One value with all who say it. `current` are those voices that have not updated it."""

    said: list[Said]
    stance: Stance
    unknown: bool
    part: bool
    voices: set[Voice]
    current: set[Voice]

    @property
    def first(self) -> Said:
        """The claim that stands for the value."""
        return self.said[0]

    @property
    def counts(self) -> bool:
        """Whether the value takes part in the verdict."""
        return bool(self.current) and not (self.unknown or self.part)


Agree = Callable[[Said, Said], bool]


def verdict(values: Sequence[Value], agree: Agree, denies: Agree) -> Verdict:
    """Return the verdict on the values of one scope.

    Disputed: somebody denies what another asserts. Single: one origin only. Differ: two origins of
    which no two values agree. Agree: all others.
    """
    standing = [v for v in values if v.counts]
    asserted = [v for v in standing if v.stance == "asserts"]
    denied = [v for v in standing if v.stance == "denies" or v.first.refused]
    for no in denied:
        for yes in asserted:
            if no is not yes and not yes.current <= no.current and denies(no.first, yes.first):
                return "disputed"
    voices = {voice for v in asserted or denied for voice in v.current}
    if len(voices) < 2:
        return "single"
    return "agree" if _all_agree(asserted, agree) else "differ"


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a slot whose scopes have these."""
    return next((v for v in _WORST if v in verdicts), "single")


def agreeing(values: Sequence[Value], one: Value, agree: Agree) -> int:
    """Return how many independent voices give a value that agrees with this one."""
    if one.stance != "asserts" or one.unknown:
        return len(one.current)
    return len(
        {
            voice
            for v in values
            if v.stance == "asserts" and not v.unknown and v.part == one.part
            if v is one or (not _unnumbered(v) and agree(v.first, one.first))
            for voice in v.current
        }
    )


def _all_agree(values: Sequence[Value], agree: Agree) -> bool:
    """Return whether every two voices share a value."""
    fits = {
        (i, j)
        for i, j in combinations(range(len(values)), 2)
        if agree(values[i].first, values[j].first)
    }
    by_voice: dict[Voice, set[int]] = {}
    for k, v in enumerate(values):
        for voice in v.current:
            by_voice.setdefault(voice, set()).add(k)
    holdings = {frozenset(h) for h in by_voice.values()}
    return all(
        not a.isdisjoint(b) or any((min(i, j), max(i, j)) in fits for i in a for j in b)
        for a, b in combinations(holdings, 2)
    )


def summary(values: Sequence[Value]) -> Tally | None:
    """Return low, best and high of the counts that stand; None where there is none."""
    kept = [v for v in values if v.counts and v.stance == "asserts" and not v.first.refused]
    told = [v for v in kept if _exact(v)] or [v for v in kept if not _unnumbered(v)] or kept
    told = [v for v in told if not any(_finer(w, v) for w in told)]
    numbers = [(n, v) for v in told if (n := _number(v)) is not None]
    if not numbers:
        return None
    voices: dict[int, set[Voice]] = {}
    for n, v in numbers:
        voices.setdefault(n, set()).update(v.current)
    best = min(voices, key=lambda n: (-len(voices[n]), -_allowing(n, kept), n))
    lows = [v.first.claim.low for v in told if v.first.claim.low is not None]
    tops = [n for n, _ in numbers]
    tops += [v.first.claim.high for v in told if v.first.claim.high is not None]
    open_ended = any(v.first.claim.high is None and n == max(tops) for n, v in numbers)
    closed = any(v.first.claim.high == max(tops) for v in told)
    return Tally(
        low=min([*(lows or tops), best]),
        best=best,
        high=max(tops) if closed or not open_ended else None,
        rule=RULE,
    )


def of_tallies(tallies: Sequence[tuple[int, Tally]]) -> Tally | None:
    """Return the summary of the counts of reports, each given with the index of its origin."""
    known = [(o, t) for o, t in tallies if t.best is not None]
    if not known:
        return None
    count = Counter(best for best in {(o, t.best) for o, t in known})
    votes = Counter(best for (_, best) in count)
    best = min(votes, key=lambda b: (-votes[b], b or 0))
    lows = [t.low for _, t in known if t.low is not None]
    highs = [t.high for _, t in known]
    return Tally(
        low=min(lows) if lows else None,
        best=best,
        high=None if None in highs else max(h for h in highs if h is not None),
        rule=FROM_PERSONS,
    )


def _allowing(number: int, values: Sequence[Value]) -> int:
    """Return how many independent voices say something that a number does not contradict."""
    return len(
        {
            voice
            for v in values
            if not _unnumbered(v) and _allows(v.first.claim, number)
            for voice in v.current
        }
    )


def _allows(claim: Claim, number: int) -> bool:
    """Return whether a claim allows a number: a lower bound no more than some times itself."""
    low = claim.low or 0
    high = _FAR * low if claim.high is None and low else _top(claim.high)
    return low <= number <= high


def _top(high: int | None) -> float:
    return float("inf") if high is None else high


def _finer(one: Value, other: Value) -> bool:
    """Return whether all who give a bound give a number within it as well: "more than 180", then 182."""
    number, bound = one.first.claim, other.first.claim
    low, high = bound.low or 0, _top(bound.high)
    return (
        isinstance(number.value, int)
        and number.modifier in (None, "exactly")
        and bound.modifier not in (None, "exactly")
        and low <= number.value <= high
        and other.current <= one.current
    )


def _exact(value: Value) -> bool:
    """Return whether a value is a number, with a modifier or not, and no "several" or "dozens"."""
    claim = value.first.claim
    vague = open_ended(claim.low, claim.high, claim.modifier)
    return isinstance(claim.value, int) and not vague


def _unnumbered(value: Value) -> bool:
    """Return whether a value is a plural without a number: it confirms no number."""
    claim = value.first.claim
    return unnumbered(claim.value, claim.low, claim.high)


def _number(value: Value) -> int | None:
    claim = value.first.claim
    if isinstance(claim.value, int):
        return claim.value
    return claim.low if claim.low is not None else claim.high
