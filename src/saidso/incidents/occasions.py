"""Occasions: which of the days that a report names is that of its main happening.

A log-linear model over the expressions of a day: the verb or noun that each hangs on ("was shot
Sunday", "died Monday", "Saturday's attack", "police said Tuesday"), where in the report it stands, and
how long before publication the day lies. What says the same day adds up. None of them is the
alternative: many a report tells only when somebody was charged. Weights: `occasions.yaml`, made by
`training/occasions.py`; what each feature means is told where it is given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from math import exp

import msgspec

from saidso import knowledge
from saidso.incidents.asides import (
    clause_features,
    had_been_done,
    is_aside,
    is_compared,
    is_moment,
    noun_stands,
)
from saidso.incidents.onsets import is_deadline, is_demanded, is_issued, is_later, lemmas, verb_of
from saidso.incidents.weighed import weigh
from saidso.language.parse import Parse
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import Time

_STEPS = 6
"""Words above an expression of time that are asked."""
_STAMP = re.compile(
    r"(?:\b(?:updated|posted|published|created|modified|filed|taken|photo)\b[^.\n]{0,45}|©\s?|\(c\)\s?|"
    r"\(@\w+\)\s|pic\.twitter\.com/\w+[^.\n]{0,60})$",
    re.I,
)
"""What stands before the date of a page, a picture or a posting."""
_QUOTES = re.compile(r"[“\"]([^”\"\n]{3,600})[”\"]")
_HOUR = re.compile(r"T\d\d")
_LEAD = 3
_LISTS = ("happen", "what", "notice", "mourn", "later", "court", "fire", "probe", "page", "stay")
"""Lists of `onsets.yaml` that a verb or noun is looked up in, the first that has it counts."""
NONE = "none"
"""The feature of the alternative that the report does not say the day."""


class Marks(msgspec.Struct, frozen=True):
    """Tokens of triggers, by what they have to do with the main happening.

    `core`: of the main happening's type and done; `acts`: of other deeds; `answers`: of what others do
    afterwards; `said`: words of saying; `arrests`: of arrests, where these are the news.
    """

    core: frozenset[int]
    acts: frozenset[int]
    answers: frozenset[int]
    said: frozenset[int]
    arrests: frozenset[int] = frozenset()


class Candidate(msgspec.Struct, frozen=True):
    """An expression of a day and what is seen of it."""

    time: Time
    features: tuple[str, ...]


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
    candidates = _without_law(parse, _without_earlier(parse, candidates))
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
    """Leave out what had been done before the day of the lead: "they had carried out strikes on Friday"."""
    told = [c for c in candidates if "verb.core" in c.features]
    lead = [c.time.edtf for c in told if not _HEADS.isdisjoint(c.features)]
    return [
        c
        for c in candidates
        if not (lead and c.time.edtf < min(lead) and had_been_done(parse, c.time))
    ]


_STANDING = frozenset({"verb.stay", "verb.say", "verb.other", "verb.court", "verb.probe"})
_HAPPENS = frozenset({"verb.happen", "verb.fire", "verb.what", "noun.of.what", "noun.by.what"})
_DEEDS = frozenset({"verb.core", "noun.by.core", "noun.of.core"})
_IT = frozenset(
    {"incident", "attack", "raid", "boarding", "shooting", "blast", "explosion", "strike"}
)
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
        happened = verb_of(parse, c.time)
        who = [k for k in parse.children[happened] if parse.tokens[k].rel == "nsubj"]
        if at < _EARLY and any(
            parse.tokens[k].lemma in _IT and parse.tokens[g].text.lower() in ("the", "this")
            for k in who
            for g in parse.children[k]
        ):
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


def find_candidates(parse: Parse, times: Iterable[Time], marks: Marks) -> list[Candidate]:
    """Return the expressions of one day in the text, with their features, in text order."""
    published = news_day(parse.report)
    quoted = [m.span(1) for m in _QUOTES.finditer(parse.text)]
    starts = [s.span[0] for s in parse.sentences]
    bodies = [s.i for s in parse.sentences if s.segment_kind == "paragraph"]
    topic = _topic(parse, marks)
    days = [t for t in times if t.precision == "day" and t.kind in ("date", "time")]
    recent = {t.earliest for t in days if t.earliest and _gap(t, published) in _RECENT}
    out = []
    for time in days:
        token = bisect_left(parse.starts, time.span[0])
        if token >= len(parse.tokens) or is_compared(parse, time, -1) or is_deadline(parse, time):
            continue
        if is_demanded(parse, time) or is_issued(parse, time):
            continue
        if is_moment(parse.text[slice(*time.span)]) or is_aside(parse, time):
            continue
        at = max(0, bisect_left(starts, time.span[0] + 1) - 1)
        features = [*_hanging(parse, token, time, marks), *_sentence(parse, token, at, marks)]
        gap = _gap(time, published)
        features += [_place(parse, at, bodies), gap, f"{topic}.{gap}", _form(parse, time)]
        if len(recent) > 1 and time.earliest in (min(recent), max(recent)):
            features.append("order.first" if time.earliest == min(recent) else "order.last")
        if _HOUR.search(time.value):
            features.append("hour")
        elif time.kind == "time":
            features.append("part")
        if any(a <= time.span[0] < b for a, b in quoted):
            features.append("quoted")
        if _STAMP.search(parse.text[max(0, time.span[0] - 70) : time.span[0]]):
            features.append("stamp")
        if time.modifier in ("before", "after"):
            features.append("bent")
        out.append(Candidate(time, tuple(features)))
    return out


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
_GAPS = {"week": 7, "month": 31, "year": 400}
"""Days before publication up to which a gap is called so."""
_RECENT = ("gap.0", "gap.1", "gap.2", "gap.week", "gap.month")


def _topic(parse: Parse, marks: Marks) -> str:
    """Return what the headline tells of beside the deed: the law, mourning, a death, or none of these."""
    for sentence in parse.sentences:
        if sentence.segment_kind == "headline":
            told = (k for k in range(*sentence.tokens) if k not in marks.arrests)
            words = {parse.tokens[k].lemma for k in told}
            for name in ("mourn", "later", "court", "die"):
                if words & lemmas(name):
                    return "law" if name in ("later", "court") else name
    return "deed"


def _hanging(parse: Parse, token: int, time: Time, marks: Marks) -> list[str]:
    """Return what the expression hangs on: its verb, the noun under that, and the verb's own place."""
    tokens = parse.tokens
    noun = verb = -1
    at = token
    for _ in range(_STEPS):
        above = tokens[at].head
        if above == at:
            break
        at = above
        inside = tokens[at].start < time.span[1] and tokens[at].end > time.span[0]
        if inside:
            continue
        if tokens[at].upos in ("VERB", "AUX"):
            verb = at
            break
        if noun < 0 and tokens[at].upos in ("NOUN", "PROPN", "ADJ"):
            noun = at if noun_stands(parse, at, token) else noun
    out = [f"verb.{_kind(parse, verb, marks)}"] if verb >= 0 else ["verb.none"]
    if noun >= 0:
        side = "of" if noun > token else "by"
        out.append(f"noun.{side}.{_kind(parse, noun, marks)}")
    if verb >= 0:
        out += clause_features(parse, verb)
    return out


def _kind(parse: Parse, at: int, marks: Marks) -> str:
    """Return what a verb or noun tells of: the main deed, another, its answer, saying, and so on."""
    token = parse.tokens[at]
    own = at in marks.arrests or (
        at in marks.core and token.lemma not in lemmas("later") | lemmas("stay")
    )
    if token.upos == "VERB" and not own and is_later(parse, at):
        return "later"  # "were hanged at a prison", "bombed a funeral" are deeds
    if token.lemma in lemmas("die"):
        return "die.core" if at in marks.core else "die"
    if at in marks.core:
        return "core"
    if at in marks.answers:
        return "answer"
    if at in marks.acts:
        return "act"
    for name in _LISTS:
        if token.lemma in lemmas(name) and not (name == "court" and marks.arrests):
            return name
    return "say" if at in marks.said else "other"


def _sentence(parse: Parse, token: int, at: int, marks: Marks) -> list[str]:
    """Return what else the sentence tells of, and how near the main deed is told."""
    first, end = parse.sentences[at].tokens
    out = []
    near = min((abs(k - token) for k in marks.core if first <= k < end), default=None)
    if near is not None:
        out.append("core.beside" if near <= 4 else "core.near" if near <= 12 else "core.far")
    if any(first <= k < end for k in marks.arrests):
        return out  # what the law does is the news itself
    if any(first <= k < end for k in marks.answers) or any(
        parse.tokens[k].lemma in lemmas("later") for k in range(first, end)
    ):
        out.append("with.answer")
    if any(parse.tokens[k].lemma in lemmas("mourn") for k in range(first, end)):
        out.append("with.mourning")
    if any(parse.tokens[k].lemma in lemmas("court") for k in range(first, end)):
        out.append("with.court")
    return out


def _place(parse: Parse, at: int, bodies: list[int]) -> str:
    """Return where in the report a sentence stands."""
    kind = parse.sentences[at].segment_kind
    if kind != "paragraph":
        return f"in.{kind}"
    rank = bisect_left(bodies, at)
    if rank < _LEAD:
        return f"in.{rank}"
    return "in.early" if rank < 7 else "in.middle" if rank < 15 else "in.late"


def _gap(time: Time, published: str | None) -> str:
    """Return how long before publication the day lies."""
    if not (published and len(published) >= 10 and time.earliest):
        return "gap.unknown"
    days = (date.fromisoformat(published[:10]) - date.fromisoformat(time.earliest)).days
    if days < 0:
        return "gap.ahead"
    if days <= 2:
        return f"gap.{days}"
    return next((f"gap.{name}" for name, most in _GAPS.items() if days <= most), "gap.more")


def _form(parse: Parse, time: Time) -> str:
    """Return how the day is named."""
    if time.relative_to is None:
        return "form.calendar"
    words = parse.text[time.span[0] : time.span[1]].lower()
    if "day" in words and "today" not in words and "yesterday" not in words:
        return "form.weekday"
    if any(c.isdigit() for c in words) and "ago" not in words and ":" not in words:
        return "form.calendar"
    return "form.relative"
