"""Candidates: the expressions of a day in a report, with what is seen of each.

The verb or noun that each hangs on ("was shot Sunday", "died Monday", "Saturday's attack", "police said
Tuesday"), where in the report it stands, and how long before publication the day lies.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

import msgspec

from saidso.incidents.occasions.asides import (
    clause_features,
    is_aside,
    is_compared,
    is_moment,
    noun_stands,
)
from saidso.incidents.occasions.onsets import (
    is_deadline,
    is_demanded,
    is_issued,
    is_later,
    lemmas,
)
from saidso.language.parse import Parse
from saidso.reading.clauses.doers import DOES
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
_GAPS = {"week": 7, "month": 31, "year": 400}
"""Days before publication up to which a gap is called so."""
_RECENT = ("gap.0", "gap.1", "gap.2", "gap.week", "gap.month")


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


def find_candidates(parse: Parse, times: Iterable[Time], marks: Marks) -> list[Candidate]:
    """Return the expressions of one day in the text, with their features, in text order."""
    published = news_day(parse.report)
    quoted = [m.span(1) for m in _QUOTES.finditer(parse.text)]
    starts = [s.span[0] for s in parse.sentences]
    bodies = [s.i for s in parse.sentences if s.segment_kind == "paragraph"]
    about = topic(parse, marks)
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
        features += [_place(parse, at, bodies), gap, f"{about}.{gap}", _form(parse, time)]
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


def topic(parse: Parse, marks: Marks) -> str:
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
    if _does_it(parse, at, marks):
        return "core"
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


_GOES_ON = frozenset({"continue", "persist", "resume"})


def _does_it(parse: Parse, at: int, marks: Marks) -> bool:
    """Return whether a verb only says that the deed was done, or went on: "carried out air strikes on
    Monday", "shelling continued on Monday"."""
    token = parse.tokens[at]
    if token.lemma in _GOES_ON:
        return any(
            parse.tokens[c].rel in ("nsubj", "advcl", "conj") and c in marks.core
            for c in parse.children[at]
        )  # "shelling continued on Monday, killing a farmer"
    return token.lemma in DOES and (
        any(
            parse.tokens[c].rel in ("obj", "nsubj:pass") and c in marks.core
            for c in parse.children[at]
        )
        or (token.rel.startswith("acl") and token.head in marks.core)
    )


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
