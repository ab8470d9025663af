"""Summaries: low, best and high of all that a report says of harm, with the rule that made it."""

from __future__ import annotations

from saidso.reading.harm.casualties import COUNTED, Harm, Person, best, is_single
from saidso.reading.harm.chains import chained
from saidso.reading.harm.company import together
from saidso.reading.harm.farbelow import FAR, LEAD, told_early, without_others_of_late
from saidso.reading.harm.kinds import other_kinds, other_noun
from saidso.reading.harm.ledger import Entry, persons
from saidso.record import Tally

_FEW = 3
_GREAT, _FOLD = 50, 10
"""The least number, and how many times the one before it, that is of a war or a year."""
_MANY = 3
"""Times the number of the lead from which on a total far below it is of something else."""


def summarise(harms: list[Harm]) -> dict[str, Tally]:
    """Return low, best and high by slot; a slot that the report says nothing of is absent."""
    counted = [
        h
        for h in harms
        if h.slot in COUNTED
        and not (h.negated or h.denied or h.outdated or h.generic or h.background)
        and h.status == "happened"
    ]
    sure = {h.slot for h in counted if h.value and not h.feared}
    feared = [h for h in counted if h.feared and h.slot in sure]
    counted = [h for h in counted if h not in feared]
    ledger = [part for entry in persons(counted) for part in entry.lives(FAR)]
    out: dict[str, Tally] = {}
    early = any(h.sentence < LEAD and h.value and h.slot in ("killed", "injured") for h in counted)
    lives = any(h.slot == "killed" and h.negated and h.victim is not None for h in harms)
    for slot in COUNTED:
        own = [h for h in counted if h.slot == slot]
        tally = _tally(slot, own, ledger, out.get("killed"), early=early and slot == "killed")
        if tally is not None:
            out[slot] = _with_feared(tally, [h for h in feared if h.slot == slot])
    if lives and "killed" not in out and out.get("injured"):
        out["killed"] = Tally(low=0, best=0, high=0, rule="the injured are said to live")
    return out


def _with_feared(tally: Tally, feared: list[Harm]) -> Tally:
    """Return the tally with a high that holds those who are only feared to have come to harm."""
    most = max((best(h) or 0 for h in feared), default=0)
    if tally.high is None or most <= tally.high:
        return tally
    rule = f"{tally.rule}; those feared in the high"
    return Tally(low=tally.low, best=tally.best, high=most, rule=rule)


def _tally(
    slot: str, harms: list[Harm], ledger: list[Entry], killed: Tally | None, *, early: bool
) -> Tally | None:
    if not harms:
        return None
    named = [
        k for k in ledger if slot in k.slots and not (slot == "injured" and "killed" in k.slots)
    ]
    if slot == "injured":
        named = without_others_of_late(named, ledger)
    named, late = told_early(named, harms, early=early)
    counted = any(h.sentence < LEAD and h.value for h in harms)
    if early and not named and late:
        harms = [h for h in harms if not (h.sentence >= FAR and is_single(h))]
    if counted or early or any(min(h.sentence for h, _ in k.told) < LEAD for k in named):
        harms = [h for h in harms if h.sentence < FAR or h.total or h.others or is_single(h)]
    tally = _summed(slot, _of_this(harms), named, ledger, killed)
    if not late or tally is None or tally.best is None:
        return tally
    high = None if tally.high is None else max(tally.high, tally.best + len(late))
    rule = f"{tally.rule}; those told far below in the high"
    return Tally(low=tally.low, best=tally.best, high=high, rule=rule)


def _of_this(harms: list[Harm]) -> list[Harm]:
    """Return the harms without a great number, told once, after a number that is many times smaller.

    "A guard was killed. The war has taken 9,000 lives": that is not the toll of this happening.
    """
    out: list[Harm] = []
    most = 0
    for harm in harms:
        number = best(harm) or 0
        great = most and number >= max(_GREAT, _FOLD * most)
        toll = harm.total and harm.sentence < FAR
        if great and not toll and sum(h.value == harm.value for h in harms) == 1:
            continue
        out.append(harm)
        if not harm.struck and harm.value is not None:  # "one was shot in the head": more may be
            most = max(most, number)
    return out


def _summed(
    slot: str, harms: list[Harm], named: list[Entry], ledger: list[Entry], killed: Tally | None
) -> Tally | None:
    if not harms:
        return None
    totals = [h for h in harms if h.total and isinstance(h.value, int) and not is_single(h)]
    lead = max((best(h) or 0 for h in harms if h.sentence < LEAD), default=0)
    if lead:  # far down a total may be of a year or a city
        totals = [h for h in totals if h.sentence < FAR or (best(h) or 0) <= _MANY * lead]
    # what is newest comes first: the headline, the lead, and what follows
    totals = (
        [h for h in totals if h.sentence == 0] or [h for h in totals if h.sentence < LEAD] or totals
    )
    if totals:
        last = totals[-1]
        besides = any(h.value == last.value and not h.struck for h in harms)
        dead = (killed.best or 0) if killed and last.struck and not besides else 0
        low, number, high = (
            None if n is None else max(0, n - dead) for n in (last.low, best(last), last.high)
        )
        rule = "explicit total of those struck less the dead" if dead else "explicit total"
        return Tally(low=low, best=number, high=high, rule=rule)
    if slot == "injured" and killed is not None:
        named = [k for k in named if k.firm or not 2 < k.nth <= (killed.best or 0)]
        harms = _without_all_struck(harms, killed.best or 0)
        spare = (killed.best or 0) - sum("killed" in k.slots for k in ledger)
        named = _less_the_dead(named, spare)
        if killed.best:
            named = [k for k in named if k.firm or k.another or k.well or k.first_told < LEAD]
    if named or any(h.value is not None for h in harms):
        harms = [h for h in harms if h.value is not None]  # "them" adds nothing to what is counted
    firm = [h for h in harms if not h.struck and not is_single(h)]
    struck = [h for h in harms if h.struck and not is_single(h)]
    group = _largest(firm)
    number = 0 if group is None else (best(group) or 0)
    low, high = (0, 0) if group is None else (group.low, group.high)
    rule = "largest count that the report states"
    if group is not None and group.others and number:
        before = sum(
            len(_alive(h, ledger) if slot == "injured" else h.people)
            for h in harms
            if is_single(h) and _beside(h, group)
        )
        if slot == "injured" and not before:
            before = _struck_before(harms, group)
        number, low = number + before, (low or 0) + before
        high = None if high is None else high + before
        rule = "those before and the others added"
    if group is not None and slot == "killed" and (chain := chained(harms)) > number:
        low = chain if low is None or group.high == group.low else max(low, chain)
        high = None if high is None else max(high, chain)
        number, rule = chain, "those before and the others added"
    if group is not None and slot == "killed" and _by_one_of(named, group, firm):
        number, low = number + 1, (low or 0) + 1
        high = None if high is None else high + 1
        rule = "those killed and the one who killed them added"
    elif group is not None and number and (more := other_kinds(group, harms, named)):
        number, low = number + more, (low or 0) + more
        high = None if high is None else high + more
        rule = "those told of beside a count added"
    if group is not None and slot == "injured" and killed is not None and killed.best:
        besides = any(h.others and h.value == number for h in firm)
        rest = next((h for h in firm if h.others and h.value == number - killed.best), None)
        if (
            rest is not None and not besides
        ):  # "four were injured, one of them fatally; three others were hurt"
            number, low, high = best(rest) or 0, rest.low, rest.high
            rule = "those hurt besides the dead"
    most = _largest(struck) if slot == "injured" else None
    if group is not None and most is not None and most.others and not group.others:
        if _beside(group, most) and number:
            more = best(most) or 0  # "two were shot and wounded, three others grazed"
            number, low = number + more, (low or 0) + more
            high = None if high is None else high + more
            rule = "those before and the others added"
    if (spared := _same_all(group, most, killed, firm)) is not None:
        number = low = spared
        high = None if high is None else min(high, number)
        rule = "those struck less the dead"
    if most is not None and most.value is None and (killed is not None or named):
        most = None  # "the victims were shot": no number to take the dead from
    dead = 0 if most is None or killed is None else _dead_among(most, struck, killed, ledger)
    if killed is not None and killed.best and most is not None and not most.others:
        rest = max((h for h in struck if h.others), key=lambda h: best(h) or 0, default=None)
        if rest is not None and (best(rest) or 0) > (best(most) or 0) - dead:
            most, dead = rest, 0  # "both were shot in the head. Three other victims were shot"
    if most is not None and (left := max(0, (best(most) or 0) - dead)) > number:
        number = low = left
        high = None if most.high is None else max(0, most.high - dead)
        rule = "those struck less the dead" if dead else "largest count that the report states"
        if more := other_kinds(most, harms, named):
            number, low = number + more, left + more
            high = None if high is None else high + more
            rule = "those told of beside a count added"
    nth = max((p.nth for h in harms for p in h.people), default=0) if slot == "injured" else 0
    if nth - (killed.best or 0 if killed else 0) > max(number, len(named)):
        number = low = nth - (killed.best or 0 if killed else 0)
        high = None if high is None else max(high, number)
        rule = "those numbered one after the other"
    again = max((p.nth for h in harms if h.order == 0 for p in h.people), default=0)
    if slot == "killed" and again > max(number, len(named)):
        rule = "those numbered one after the other"  # it begins: "a second victim has died"
        return Tally(low=again, best=again, high=again, rule=rule)
    stated = _stated(harms, number)
    if slot == "killed" and 1 < stated == len(named) - 1:
        others = [k for k in named if not k.killed_himself]
        if len(others) == stated and all(k.name for k in others):
            number = len(named)
            rule = "those killed and the one who killed them added"
            return Tally(low=number, best=number, high=number, rule=rule)
    if (
        slot == "killed"
        and number > 1
        and any(p.nth == number + 1 for h in harms for p in h.people)
    ):
        rule = "those numbered one after the other"
        return Tally(low=number + 1, best=number + 1, high=number + 1, rule=rule)
    joint = any(k.pointing for k in named) and together(named, slot) > stated
    if len(named) > stated > 0 and sum(k.well for k in named) <= stated and not (most or joint):
        rule = "count that headline or lead states; those told apart besides in the high"
        return Tally(low=stated, best=stated, high=len(named), rule=rule)
    if len(named) > number:
        n = max(number, together(named, slot))
        rule = "distinct victims added" if n > 1 else "single victim"
        if n < len(named):
            rule += "; those told apart from them in the high"
        return Tally(low=n, best=n, high=len(named) if high is not None else None, rule=rule)
    if not number:
        if any(h.value == 0 for h in harms):
            return Tally(low=0, best=0, high=0, rule="the report says none")
        if struck or not firm:
            return None
    return Tally(low=low, best=number, high=high, rule=rule)


def _without_all_struck(harms: list[Harm], dead: int) -> list[Harm]:
    """Return the harms without a count that holds the dead of a headline's "3 dead, 1 critically hurt"."""
    own = [best(h) or 0 for h in harms if h.sentence == 0 and not (h.struck or h.others)]
    if not dead or len(own) != 1:
        return harms
    return [h for h in harms if h.others or not h.acted or h.value != own[0] + dead]


def _dead_among(most: Harm, struck: list[Harm], killed: Tally, ledger: list[Entry]) -> int:
    """Return how many of the dead may be among those struck.

    Not where these are others than the dead, nor one who struck them and then killed himself.
    """
    if most.others or most.apart:
        return 0
    acting = [h for h in struck if h.acted and h.value == most.value]
    by = {h.by for h in acting} - {""}
    dead = [k for k in ledger if "killed" in k.slots]
    if (killed.best or 0) > len(dead):
        by = set()  # not all of the dead are told of one by one
    own = sum(
        (bool(acting) and (k.killed_himself or bool(k.entities & by))) or other_noun(k, most)
        for k in dead
    )
    return max(0, (killed.best or 0) - own)


def _struck_before(harms: list[Harm], group: Harm) -> int:
    """Return how many a sentence says were struck before the others: "two were shot, three others hurt"."""
    before = [
        h
        for h in harms
        if h.struck and h.sentence == group.sentence and h.order < group.order and not is_single(h)
    ]
    return best(before[-1]) or 0 if before else 0


def _same_all(
    group: Harm | None, most: Harm | None, killed: Tally | None, firm: list[Harm]
) -> int | None:
    """Return how many live of those hurt, where these are all who were struck; None elsewhere.

    "Four people were shot. All four were badly hurt. One of them died."
    """
    if group is None or most is None or killed is None or not killed.best or group.others:
        return None
    if any(h.others and h.value == group.value for h in firm):
        return None  # "one is dead, four others are wounded. All four were shot outside"
    hurt = best(group) or 0
    return hurt - killed.best if hurt == best(most) and hurt > killed.best else None


def _by_one_of(named: list[Entry], group: Harm, firm: list[Harm]) -> bool:
    """Return whether the one who killed a group died as well: "killed four people and himself"."""
    if any(p.noun.endswith("self") for p in group.people) or group.noun == "both":
        return False  # "two clerks and himself" counts him, and so does "both his wife and himself"
    if group.others or not any(h.acted and h.value == group.value for h in firm):
        return False
    near = {h.sentence for h in firm if h.value == group.value}
    by = {h.by for h in firm if h.acted and h.value == group.value} - {""}
    if any(len(h.people) == group.value and p.entity in by for e in named for h, p in e.told):
        return False  # "a husband and his wife were found dead": he is one of the two
    return any(
        (h.perpetrator and h.slot == "killed" and h.sentence in near)
        or (p.entity in by and is_single(h))
        for e in named
        for h, p in e.told
    )


def _less_the_dead(named: list[Entry], spare: int) -> list[Entry]:
    """Return the injured without those who may be dead of whom only the number is told.

    "One dead in Tarvin" and "somebody shot his friend": the friend is the dead.
    """
    out = []
    for entry in named:
        if spare > 0 and not entry.firm and not entry.another:
            spare -= 1
        else:
            out.append(entry)
    return out


def _largest(harms: list[Harm]) -> Harm | None:
    """Return the largest count, of the latest where equal; one with a number before one without.

    What headline and lead say comes first, since further down reports tell of other happenings.
    """
    lead = [h for h in harms if h.sentence < LEAD and h.value is not None]
    first = min((h.sentence for h in lead), default=0)
    plain = [h for h in lead if not _vague(h) and h.sentence == first]
    if not plain and all((best(h) or 0) <= _FEW for h in lead if h.sentence == first):
        nouns = {h.noun for h in lead if h.sentence == first}  # "several others", then "two others"
        plain = [h for h in lead if not _vague(h) and (best(h) or 0) > 1 and h.noun in nouns]
    if plain and any(_vague(h) for h in lead):
        lead = [h for h in lead if not _vague(h)]  # "several were hurt" after the headline's number
    if lead and all(_vague(h) for h in lead):
        least = max(best(h) or 0 for h in lead)
        least = least if least > _FEW else 2  # "dozens were hurt", and "18" below
        lead = [h for h in harms if not _vague(h) and (best(h) or 0) >= least] or lead
    return max(
        lead or harms, key=lambda h: (h.value is not None, best(h) or 0, h.order), default=None
    )


def _vague(harm: Harm) -> bool:
    """Return whether a count is no number: "several", "dozens"."""
    if harm.value is None:
        return True
    return harm.high is None and (harm.modifier is None or (best(harm) or 0) <= _FEW)


def _alive(harm: Harm, ledger: list[Entry]) -> list[Person]:
    """Return the persons of a harm who are not told to have died."""
    dead = [k for k in ledger if "killed" in k.slots]
    return [p for p in harm.people if not any(q is p for k in dead for _, q in k.told)]


def _stated(harms: list[Harm], number: int) -> int:
    """Return the greatest number that headline and lead state, "one person" among them; 0 for none."""
    told = [h for h in harms if h.sentence < LEAD and not (h.struck or h.others)]
    ones = any(h.value == 1 and h.modifier is None for h in told)
    return max(number if any(h.value == number for h in told) else 0, int(ones))


def _beside(harm: Harm, group: Harm) -> bool:
    before = harm.order < group.order or harm.trigger == group.trigger  # "himself and four others"
    return 0 <= group.sentence - harm.sentence <= 1 and before
