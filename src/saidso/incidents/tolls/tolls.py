"""Tolls: low, best and high of an incident, rival counts by different speakers kept as bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from saidso.incidents.tolls.newest import PARTS, outdated
from saidso.incidents.voices import AUTHOR, Voices
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import subjects
from saidso.reading.harm.aftermath import survivors
from saidso.reading.harm.casualties import COUNTED, Harm, is_single
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.ledger import persons
from saidso.reading.harm.summaries import summarise
from saidso.record import Tally

_ROUND = frozenset({"several", "many", "dozens", "scores", "hundreds", "thousands", "multiple"})
_FEW = 3
"""What "several" counts at least."""
_NEAR = 40
_AMONG_BEFORE = re.compile(
    r"\b(?:including|among them|in addition to|made up)\s[^.;]{0,20}\Z|\bamong (?:the|those) \Z"
)
_AMONG = re.compile(r"\bof (?:those|the (?:dead|killed|victims))\b")
"""What makes a count one of some of the dead."""


class Told(msgspec.Struct, frozen=True):
    """A harm with the one who states it: the name of the innermost speaker, AUTHOR for the outlet."""

    harm: Harm
    speaker: str
    denied: bool = False
    claimed: bool = False
    """Who states it says to have done it: "a militant group said it had killed six soldiers"."""


def told_of(parse: Parse, cast: Cast, voices: Voices, harm: Harm) -> Told:
    """Return a harm with its innermost speaker."""
    said = voices.of((harm.trigger, harm.trigger + 1))
    speaker = voices.speaker(said)
    doers = (cast.at(k) for k in subjects(parse, harm.trigger))
    own = any(e is not None and e.id == speaker for e in doers)
    return Told(harm, speaker, voices.stance(said) == "denies", own)


def newest(parse: Parse, told: Sequence[Told]) -> list[Told]:
    """Return what is told, the counts marked in whose place the report puts others."""
    old: set[int] = set()
    for slot in COUNTED:
        own = [t for t in told if t.harm.slot == slot and not _is_no_count(t)]
        old |= {
            id(own[k]) for k in outdated(parse, [t.harm for t in own], [t.speaker for t in own])
        }
    return [replace(t, harm=replace(t.harm, outdated=True)) if id(t) in old else t for t in told]


def _is_no_count(told: Told) -> bool:
    harm = told.harm
    return told.denied or harm.denied or harm.outdated or harm.background or harm.generic


def tolls(parse: Parse, told: Sequence[Told]) -> dict[str, Tally]:
    """Return low, best and high by slot; a slot that nothing is said of is absent.

    Best is what the outlet and the first speaker who counts say. Counts by others bound it: a lower
    one is the low, a higher one the high.
    """
    out: dict[str, Tally] = {}
    summaries: dict[frozenset[int], dict[str, Tally]] = {}
    kept = [t for t in told if not (t.denied or t.harm.denied or t.harm.outdated)]
    kept = [t for t in kept if not _leaves_open(t.harm)]
    for slot in COUNTED:
        counts = [t for t in kept if t.harm.slot == slot and _counts(t.harm)]
        singles = [t for t in kept if t.harm.slot == slot and _single(t.harm)]
        groups = [t for t in counts if t.harm.value]  # "no casualties among the troops" is no group
        plain = [t for t in groups if not (_vague(t.harm) or _in_words(parse, t.harm))]
        said = plain or groups or singles
        said = [t for t in said if not t.claimed] or said
        speakers = [t.speaker for t in said if t.speaker != AUTHOR]
        first = speakers[0] if speakers else AUTHOR
        rivals = [
            t
            for t in counts
            if (t.speaker != AUTHOR and not _same_voice(t.speaker, first)) or _at_most(t.harm)
        ]
        more = _further(parse, singles, first, grouped=bool(groups))
        if _told_one_by_one([t.harm for t in singles], groups):
            more = []
        parts = _parts_of(groups, rivals, singles)
        if parts:
            rivals, more = [], []
        excluded = frozenset(id(t.harm) for t in (*rivals, *more, *parts))
        if excluded not in summaries:
            summaries[excluded] = summarise([t.harm for t in kept if id(t.harm) not in excluded])
        tally = summaries[excluded].get(slot)
        if tally is not None and _add_up([*rivals, *more], tally.best):
            rivals, more = [], []
        ours = [t.harm for t in kept if t.harm.slot == slot and id(t.harm) not in excluded]
        named = _are_named(parse, ours)
        others: list[Harm] = []
        for rival in rivals:
            if _of_others(parse, rival.harm, tally, fought=named):
                others.append(rival.harm)
            elif not (tally and _vague(rival.harm)):
                tally = _bounded(parse, tally, rival.harm)
        tally = _with_others(tally, others)
        tally = _raised(tally, [t.harm for t in more], differs=first != AUTHOR)
        if tally is not None:
            out[slot] = tally
    left = survivors(parse, [t.harm for t in kept], out)
    return out if left is None else {**out, "injured": left}


def _leaves_open(harm: Harm) -> bool:
    """Return whether a count of none says nothing of all: "no civilians were hurt"."""
    return harm.value == 0 and harm.noun in table().bystanders


def _parts_of(
    groups: Sequence[Told], rivals: Sequence[Told], singles: Sequence[Told]
) -> list[Told]:
    """Return the counts that are the parts of the first one: "killed four, officials said ... Three died in
    Velm, the governor said. One more died in Orvel, the mayor said"; empty where they are not.
    """
    further = [t for t in singles if any(p.another for p in t.harm.people)]
    parts = [*rivals, *further] if rivals and further else []
    numbers = [t.harm.value for t in parts if isinstance(t.harm.value, int)]
    whole = groups[0].harm if groups else None
    return parts if whole is not None and sum(numbers) == whole.value else []


def _add_up(told: Sequence[Told], best: int | None) -> bool:
    """Return whether later counts are the parts of a toll: "three died: two guards and one soldier".

    They are one speaker's: what two say of the same stands side by side, whatever it adds up to.
    """
    if len({t.speaker for t in told}) > 1:
        return False
    numbers = [n for t in told if isinstance(n := t.harm.value, int)]
    return len(numbers) > 1 and sum(numbers) == best


def _told_one_by_one(singles: list[Harm], groups: list[Told]) -> bool:
    """Return whether all whom a count holds are told apart: "four were shot: a boy, 9, a man, 20, ..."."""
    return len(singles) > 2 and len(persons(singles)) in {t.harm.value for t in groups}


def _counts(harm: Harm) -> bool:
    """Return whether a statement gives a number of people that is not one of single persons."""
    if harm.status != "happened" or harm.background or harm.generic or harm.negated:
        return False
    return isinstance(harm.value, int) and not is_single(harm)


def _at_most(harm: Harm) -> bool:
    """Return whether a toll is the highest that is told: "local media put the death toll as high as 37"."""
    return harm.total and harm.modifier == "at_most"


def _vague(harm: Harm) -> bool:
    """Return whether a count is no number: "several people"."""
    return harm.high is None and (harm.low or 0) <= _FEW and harm.modifier != "at_least"


def _in_words(parse: Parse, harm: Harm) -> bool:
    """Return whether a count is told in words that leave it open: "several", "dozens"."""
    words = " ".join(parse.text[a:b] for a, b in harm.spans).lower().split()
    return not _ROUND.isdisjoint(words)


def _same_voice(a: str, b: str) -> bool:
    """Return whether two speakers are one, told in full and in short: "Velm police", "police"."""
    if a == b:
        return True
    short, long = sorted((a.lower().split(), b.lower().split()), key=len)
    return bool(short) and len(short) == 1 and long[-1:] == short


def _single(harm: Harm) -> bool:
    """Return whether a statement tells of single persons who came to harm."""
    if harm.status != "happened" or harm.background or harm.generic or harm.negated:
        return False
    return is_single(harm)


def _further(parse: Parse, singles: list[Told], first: str, *, grouped: bool) -> list[Told]:
    """Return the persons whom another speaker adds to those whom the first tells of.

    Beside a count, which may hold them already, they must be said to come on top of it ("a boy was
    also killed"). Beside single persons it is enough that they are described as nobody before.
    """
    ours = [p for t in singles if t.speaker in (AUTHOR, first) for p in t.harm.people]
    known, ages = {p.noun for p in ours}, {p.age for p in ours} - {None}
    told = any(t.speaker == first for t in singles)
    out: list[Told] = []
    for one in singles:
        if one.speaker in (AUTHOR, first) or any(p.definite for p in one.harm.people[:1]):
            continue
        if not grouped and all(p.another for p in one.harm.people):
            continue  # "a second man was hit": nobody whom the first may leave out
        new = not any(p.name or p.noun in known or p.age in ages for p in one.harm.people)
        if new and (_also(parse, one.harm.trigger) if grouped else told):
            out.append(one)
    return out


def _also(parse: Parse, trigger: int) -> bool:
    return any(parse.tokens[c].lemma in ("also", "too") for c in parse.children[trigger])


def _raised(tally: Tally | None, more: list[Harm], *, differs: bool) -> Tally | None:
    """Return the tally with a high that counts those whom only another speaker tells of.

    Where nobody counts beside the outlet, nobody `differs`: "two soldiers were killed. A rebel was also
    killed, the army said" is three.
    """
    if tally is None or not more or tally.best is None:
        return tally
    extra = sum(len(h.people) for h in more)
    top = tally.best + extra
    high = None if tally.high is None else max(tally.high, top)
    if not differs:
        low = None if tally.low is None else tally.low + extra
        return Tally(low=low, best=top, high=high, rule=tally.rule)
    rule = f"{tally.rule}; those whom only others tell of in the high"
    return Tally(low=tally.low, best=tally.best, high=high, rule=rule)


def _bounded(parse: Parse, tally: Tally | None, rival: Harm) -> Tally | None:
    """Return the tally with the bounds that a rival count gives."""
    assert isinstance(rival.value, int)
    if tally is None or tally.best is None:
        return Tally(low=rival.low, best=rival.value, high=rival.high, rule="only count stated")
    if rival.value == tally.best or _part(parse, rival, tally.best):
        return tally
    low, high = tally.low, tally.high
    if rival.value < tally.best:
        low = rival.value if low is None else min(low, rival.value)
    else:
        top = rival.value if rival.high is None else max(rival.high, rival.value)
        high = top if high is None else max(high, top)
    rule = "the first count told, rival counts by other speakers as low and high"
    return Tally(low=low, best=tally.best, high=high, rule=rule)


def _of_others(parse: Parse, rival: Harm, tally: Tally | None, *, fought: bool) -> bool:
    """Return whether a smaller count by another speaker is of others than those counted: "three farmers were
    also killed", "eight of its fighters were killed"; and "15 rebels", where those are `fought` by them.
    """
    if tally is None or tally.best is None or not isinstance(rival.value, int):
        return False
    who = rival.victim
    if who is None or not 0 < rival.value < tally.best:
        return False
    tokens = parse.tokens
    near = [who, *(c for c in parse.children[who] if tokens[c].rel == "nmod")]
    own = (tokens[g].text.lower() for k in near for g in parse.children[k])
    if _also(parse, rival.trigger) or not _OWN.isdisjoint(own):
        return True
    return fought and tokens[who].lemma in people().fighters


def _are_named(parse: Parse, harms: Sequence[Harm]) -> bool:
    """Return whether all counts are of people who are called something, and who fight nobody: "clerks"."""
    counted = {parse.tokens[h.victim].lemma for h in harms if h.value and h.victim is not None}
    return bool(counted) and counted.isdisjoint(_ANYBODY | people().fighters)


_OWN = frozenset({"its", "their", "our"})
_ANYBODY = frozenset(
    {"people", "person", "other", "victim", "dozen", "many", "several", "hundred", "man"}
)
"""Who may be a fighter as well."""


def _with_others(tally: Tally | None, others: list[Harm]) -> Tally | None:
    """Return the tally with a high that counts those others, too."""
    extra = sum(h.value for h in others if isinstance(h.value, int))
    if tally is None or tally.best is None or tally.high is None or not extra:
        return tally
    rule = f"{tally.rule}; those whom only others tell of in the high"
    return Tally(
        low=tally.low, best=tally.best, high=max(tally.high, tally.best + extra), rule=rule
    )


def _part(parse: Parse, rival: Harm, best: int) -> bool:
    """Return whether a smaller count tells a part of the toll, not another toll."""
    if rival.value is None or isinstance(rival.value, str) or rival.value > best:
        return False
    if rival.value == 0 or rival.others or rival.victim is None:
        return rival.value == 0
    if parse.tokens[rival.victim].lemma in PARTS:
        return True
    start, end = rival.spans[0][0], rival.spans[-1][1]
    before = parse.text[max(0, start - _NEAR) : start].lower()
    among = parse.text[start : end + _NEAR].split(". ", 1)[0]
    return _AMONG_BEFORE.search(before) is not None or _AMONG.search(among) is not None
