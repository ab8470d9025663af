"""Standing: what is left of an incident when a speaker, an outlet or an origin is not believed.

Whoever passes a claim on is not believed with it, for the claim is known through them only. What an
outlet states itself and has from somebody falls with that somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

import msgspec

from saidso.errors import UsageError
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.linking.phrases import bare
from saidso.incidents.linking.speakers import outlet_key
from saidso.linked import Origin
from saidso.record import Record

_LETTERS = 26


def label(number: int) -> str:
    """Return the letters of an origin in the order of an incident's origins: A, B, ... Z, AA."""
    letter = chr(ord("A") + number % _LETTERS)
    return letter if number < _LETTERS else label(number // _LETTERS - 1) + letter


def believed(
    said: Sequence[Said],
    names: Iterable[str],
    origins: Sequence[Origin],
    *,
    value: Callable[[Said], Hashable],
) -> list[Said]:
    """Return what stands without those named: speakers, outlets, agencies, reports or origin letters.

    `value` gives what claims of one value share. Raises UsageError for a name that nobody here has.
    """
    kept = list(said)
    for name in names:
        met = False
        left: list[Said] = []
        for one in kept:
            if _passed_on(one, name, origins):
                met = True
                continue
            left_of = [k for k, by in enumerate(one.said_by) if not _speaks(one, k, by, name)]
            met = met or len(left_of) < len(one.said_by)
            if left_of:
                left.append(_only(one, left_of))
        if not met:
            raise UsageError(
                f"nobody called {name} says anything of this incident",
                help=f"those who do: {', '.join(speakers_of(said)[:30])}",
            )
        kept = left
    return _without_echoes(said, kept, value)


def speakers_of(said: Iterable[Said]) -> list[str]:
    """Return all who say or pass on anything, sorted."""
    return sorted({name for one in said for name in (*one.chain, *one.said_by)})


def _passed_on(one: Said, name: str, origins: Sequence[Origin]) -> bool:
    """Return whether a claim reaches us only through who is named."""
    report: Record = one.part.record
    origin = origins[one.origin]
    if name in (label(one.origin), report.report.name):
        return True
    outlets = (report.report.outlet, report.report.wire, origin.wire)
    if any(o is not None and _same(o, name) for o in outlets):
        return True
    relays = one.chain[:-1]
    return any(_same(link, name) for link in relays)


def _speaks(one: Said, k: int, by: str, name: str) -> bool:
    """Return whether a first speaker is who is named, or speaks for them."""
    return _same(by, name) or (bool(one.bodies[k]) and bare(one.bodies[k]) == bare(name))


def _only(one: Said, left: Sequence[int]) -> Said:
    """Return a saying with some of its first speakers only."""
    if len(left) == len(one.said_by):
        return one
    return msgspec.structs.replace(
        one,
        said_by=tuple(one.said_by[k] for k in left),
        voices=tuple(one.voices[k] for k in left),
        bodies=tuple(one.bodies[k] for k in left),
    )


def _same(name: str, asked: str) -> bool:
    """Return whether a speaker's name is the one asked for: "police" means "a police spokesman"."""
    if outlet_key(name) == outlet_key(asked):
        return True
    words, want = bare(name), bare(asked)
    if want[:1] in (("the",), ("a",), ("an",)):
        want = want[1:]
    if not want:
        return False  # "A" is a letter, and nobody's name
    size = len(want)
    return any(words[i : i + size] == want for i in range(len(words) - size + 1))


def _without_echoes(
    said: Sequence[Said], kept: Sequence[Said], value: Callable[[Said], Hashable]
) -> list[Said]:
    """Return what is kept without what a page states itself and has from somebody who fell."""

    def keys(some: Iterable[Said]) -> set[Hashable]:
        return {(s.origin, s.claim.slot, value(s)) for s in some if not s.own}

    fallen = keys(said) - keys(kept)
    return [s for s in kept if not (s.own and (s.origin, s.claim.slot, value(s)) in fallen)]
