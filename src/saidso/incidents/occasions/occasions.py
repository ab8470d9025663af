"""Occasions: which of the days that a report names is that of its main happening.

A log-linear model over the expressions of a day and what is seen of each (`candidates.py`). What says
the same day adds up. None of them is the alternative: many a report tells only when somebody was
charged. Weights: `occasions.yaml`, made by `training/occasions.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp

import msgspec

from saidso import knowledge
from saidso.incidents.occasions.asides import had_been_done
from saidso.incidents.occasions.candidates import Candidate, Marks, find_candidates
from saidso.incidents.occasions.onsets import has_it, is_end, verb_of
from saidso.incidents.weighed import weigh
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

NONE = "none"
"""The feature of the alternative that the report does not say the day."""


class Occasion(msgspec.Struct, frozen=True):
    """The day chosen; `announced`: it may be that of its announcement."""

    time: Time
    announced: bool


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    table: dict[str, float] = knowledge.table(__package__, "occasions.yaml")
    return table


def occasion(parse: Parse, times: Iterable[Time], marks: Marks) -> Occasion | None:
    """Return the likeliest day and the words that say it best; None where none is likely enough."""
    candidates = weigh("day", find_candidates(parse, times, marks))
    candidates = _without_law(parse, _without_earlier(parse, _without_end(parse, candidates)))
    shares, scores = day_shares(candidates, weights())
    fit = {c.time.edtf for c in candidates if _may_be(c.features)} | {NONE}
    best = max(fit & shares.keys(), key=lambda d: (shares[d], d), default=NONE)
    if best == NONE:
        return None
    best = _happened_on(parse, candidates, best) or best
    best = _done_on(candidates, shares, best)
    near = {d for d in fit - {NONE} if _is_news(candidates, d)}
    if near and best not in near and _is_old(candidates, best):
        told = {c.time.edtf for c in candidates if "verb.say" not in c.features}
        best = max(near, key=lambda d: (d in told, shares[d], d))
    named = [n for n, c in enumerate(candidates) if c.time.edtf == best]
    chosen = candidates[max(named, key=lambda n: (scores[n], -n))]
    return Occasion(chosen.time, "verb.say" in chosen.features)


def _without_end(parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out when a deed ended whose beginning is told: "began late Sunday and ended early Monday"."""
    begun = any("verb.happen" in c.features for c in candidates)
    return [c for c in candidates if not (begun and is_end(parse, c.time))]


def _without_law(parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out when the law acted where the sentence says when the deed was: "charged Thursday with murder
    over a shooting on Tuesday"."""
    starts = [s.span[0] for s in parse.sentences]
    at = [bisect_left(starts, c.time.span[0] + 1) for c in candidates]
    told = {n for n, c in zip(at, candidates, strict=True) if _of_deed(c)}
    law = [
        c
        for n, c in zip(at, candidates, strict=True)
        if n in told and "verb.later" in c.features and not _of_deed(c)
    ]
    days = {c.time.edtf for c in law}
    return [c for c in candidates if c not in law and not (c.time.edtf in days and _is_idle(c))]


def _is_idle(candidate: Candidate) -> bool:
    """Return whether a day only says how things stood: "he remained in a hospital Thursday"."""
    return not _STANDING.isdisjoint(candidate.features) and not any(
        f.startswith("core.") for f in candidate.features
    )


def _of_deed(candidate: Candidate) -> bool:
    """Return whether a day hangs on a word for the deed."""
    return not _DEEDS.isdisjoint(candidate.features)


def _without_earlier(parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what was done before the day of the lead: "they had carried out strikes on Friday", and in
    the news of a deed what is told further down: "on 3 March gunmen raided another village".
    """
    told = [c for c in candidates if "verb.core" in c.features]
    lead = [c.time.edtf for c in told if not _HEADS.isdisjoint(c.features)]
    return [
        c
        for c in candidates
        if not (
            lead
            and c.time.edtf < min(lead)
            and (had_been_done(parse, c.time) or _is_further_down(c))
        )
    ]


def _is_further_down(candidate: Candidate) -> bool:
    """Return whether a day stands below the lead in the news of a deed, and not of an arrest or a funeral."""
    about = any(f.startswith("deed.") for f in candidate.features)
    return about and _HEADS.isdisjoint(candidate.features)


_STANDING = frozenset({"verb.stay", "verb.say", "verb.other", "verb.court", "verb.probe"})
_HAPPENS = frozenset({"verb.happen", "verb.fire", "verb.what", "noun.of.what", "noun.by.what"})
_DEEDS = frozenset({"verb.core", "noun.by.core", "noun.of.core"})
_EARLY = 6
"""Sentences of the body in which "the incident happened on Sunday" gives the day of the news."""


def _happened_on(parse: Parse, candidates: Sequence[Candidate], best: str) -> str | None:
    """Return the day on which "the incident happened": a later one, told before that of another one, or an
    earlier one, where the likeliest is only that of what came of it ("were called Sunday")."""
    starts = [s.span[0] for s in parse.sentences]
    own = [c for c in candidates if c.time.edtf == best]
    first = min(c.time.span[0] for c in own)
    told = any(_of_deed(c) or not _HAPPENS.isdisjoint(c.features) for c in own)
    for c in candidates:
        at = bisect_left(starts, c.time.span[0] + 1) - 1
        if "verb.happen" not in c.features or c.time.edtf == best:
            continue
        if told if c.time.edtf < best else c.time.span[0] > first:
            continue
        if at < _EARLY and has_it(parse, verb_of(parse, c.time)):
            return c.time.edtf
    return None


def _done_on(candidates: Sequence[Candidate], shares: Mapping[str, float], best: str) -> str:
    """Return the likeliest day of the deed itself where the likeliest is only when the law acted."""
    own = [c.features for c in candidates if c.time.edtf == best]
    if not all("verb.later" in f and any(k.startswith("law.") for k in f) for f in own):
        return best
    done = {c.time.edtf for c in candidates if "verb.core" in c.features} - {best}
    return max(done, key=lambda d: (shares.get(d, 0.0), d), default=best)


def _may_be(features: tuple[str, ...]) -> bool:
    """Return whether an expression can by itself give the day.

    Not so what is only said of an arrest, a funeral or what is to come, in a sentence without the deed.
    """
    told = any(f.startswith(("core.", "noun.of.")) for f in features)
    return told or _AFTERWARDS.isdisjoint(features)


def _is_news(candidates: Sequence[Candidate], day: str) -> bool:
    """Return whether the lead names a day just before the news, and no day of the law or of mourning."""
    return any(
        not _NEWS.isdisjoint(c.features)
        and not _LEADS.isdisjoint(c.features)
        and _OTHERS.isdisjoint(c.features)
        and not any(f.startswith(("law.", "mourn.")) for f in c.features)
        for c in candidates
        if c.time.edtf == day
    )


def _is_old(candidates: Sequence[Candidate], day: str) -> bool:
    """Return whether a day long before the news is named below the lead alone, as that of other deeds."""
    own = [c.features for c in candidates if c.time.edtf == day]
    return all(_OLD.intersection(f) and _LEADS.isdisjoint(f) for f in own)


def day_shares(
    candidates: Sequence[Candidate], table: dict[str, float]
) -> tuple[dict[str, float], list[float]]:
    """Return the share of each day and of NONE, summing to 1, and the score of each candidate."""
    scores = [sum(table.get(f, 0.0) for f in c.features) for c in candidates]
    if not candidates:
        return {}, []
    none = table.get(NONE, 0.0)
    top = max(*scores, none)
    sums: dict[str, float] = defaultdict(float)
    for one, score in zip(candidates, scores, strict=True):
        sums[one.time.edtf] += exp(score - top)
    sums[NONE] = exp(none - top)
    total = sum(sums.values())
    return {day: value / total for day, value in sums.items()}, scores


_AFTERWARDS = frozenset(
    {"verb.later", "verb.mourn", "noun.by.later", "noun.by.mourn", "future", "gap.ahead"}
)
_OTHERS = _AFTERWARDS | {
    "verb.court", "verb.stay", "verb.page", "with.answer", "with.mourning",
}  # fmt: skip
_NEWS = frozenset({"gap.0", "gap.1", "gap.2"})
_OLD = frozenset({"gap.month", "gap.year", "gap.more"})
_HEADS = frozenset({"in.headline", "in.0", "in.1"})
_LEADS = frozenset({"in.headline", "in.0", "in.1", "in.2"})
