"""Updates: how one speaker's value moved, and which of their values they have given up since.

A value updates another of the same speaker when it was said later: published on a later day, or in
one page with words that say so ("the toll has risen to eight"). A count in whose place its own page puts
another ("six, later revised to four", "officials initially said 38") is given up, whoever gave the new one,
as long as that one stands: not where a person rejected it, or whoever gave it is not believed.
Of what has no known order neither is an update.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from saidso.figures import unnumbered
from saidso.incidents.comparing.sayings import Phase, Said
from saidso.incidents.linking.speakers import Voice
from saidso.linked import History, Step

When = tuple[str, Phase]


def superseded(
    said: Sequence[Said], value: Callable[[Said], Hashable]
) -> tuple[set[int], list[History]]:
    """Return which of `said` (by position) their speakers have updated, and how values moved.

    A copy that prints an older value later says it when its origin first did.
    """
    by_voice: dict[Voice, list[int]] = defaultdict(list)
    for k, one in enumerate(said):
        for voice in set(one.voices):
            by_voice[voice].append(k)
    given_up: dict[int, set[Voice]] = defaultdict(set)
    histories = []
    for voice, mine in by_voice.items():
        first: dict[tuple[int, Hashable], str] = {}
        for k in mine:
            key = (said[k].origin, value(said[k]))
            day = said[k].as_of or ""
            first[key] = min(first.get(key, day), day)
        when = {k: (first[said[k].origin, value(said[k])], said[k].phase) for k in mine}
        retold = {
            k
            for k in mine
            if said[k].phase < 0
            or any(_same_page(said, k, j) and _after(said, value, when, j, k) for j in mine)
        }
        for k in mine:
            if any(
                _after(said, value, when, j, k)
                for j in mine
                if _same_page(said, j, k) or j not in retold
            ):
                given_up[k].add(voice)
        found = _history(said, value, mine, when, retold)
        if found is not None:
            histories.append(found)
    standing = {(_page(one), one.claim.id) for one in said}
    for k, one in enumerate(said):
        if (
            _page(one),
            one.claim.revised_by,
        ) in standing:  # not where a person rejected the new one
            given_up[k] = set(one.voices)
    out = {k for k, voices in given_up.items() if voices == set(said[k].voices)}
    return out, sorted(histories, key=lambda h: (h.said_by, h.subject or "", h.steps[0].claim))


def _after(
    said: Sequence[Said],
    value: Callable[[Said], Hashable],
    when: dict[int, When],
    later: int,
    one: int,
) -> bool:
    """Return whether `later` was said after `one` and is another value."""
    if value(said[later]) == value(said[one]):
        return False
    same_page = _same_page(said, later, one)
    if not same_page and not (when[later][0] and when[one][0]):
        return False
    return when[later] > when[one] if same_page else when[later][0] > when[one][0]


def _same_page(said: Sequence[Said], a: int, b: int) -> bool:
    return _page(said[a]) == _page(said[b])


def _page(one: Said) -> str:
    return one.part.record.report.name


def _history(
    said: Sequence[Said],
    value: Callable[[Said], Hashable],
    mine: Sequence[int],
    when: dict[int, When],
    retold: set[int],
) -> History | None:
    """Return the steps of one speaker where their value moved in a known order.

    An older value that a later page tells again is no step.
    """
    if len({when[k] for k in mine}) < 2 or len({value(said[k]) for k in mine}) < 2:
        return None
    steps: list[Step] = []
    last: Hashable = None
    seen: set[Hashable] = set()
    names = sorted(said[k].said_by[0] for k in mine)
    for k in sorted(
        mine, key=lambda k: (when[k], said[k].part.record.report.name, said[k].claim.id)
    ):
        claim = said[k].claim
        if unnumbered(claim.value, claim.low, claim.high):
            continue
        if steps and claim.value is not None and steps[-1].value == claim.value:
            continue
        if value(said[k]) == last or (k in retold and value(said[k]) in seen):
            continue
        last = value(said[k])
        seen.add(last)
        steps.append(
            Step(
                as_of=when[k][0] or None,
                low=claim.low,
                high=claim.high,
                value=claim.value,
                report=said[k].part.record.report.name,
                claim=claim.id,
            )
        )
    if len(steps) < 2:
        return None
    subject = said[mine[0]].subject
    return History(
        said_by=max(names, key=len), subject=subject[1] if subject else None, steps=steps
    )
