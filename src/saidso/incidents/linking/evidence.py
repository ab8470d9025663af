"""Evidence: what speaks for and against two incidents being one happening, and how much.

Each observation of a pair has a weight in linking.yaml: about the natural logarithm of how many times
likelier it is when the two are one happening than when they are not (Fellegi and Sunter 1969). The
score of a pair is the sum; it depends on the two incidents alone and is the same either way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from saidso import knowledge
from saidso.incidents.linking.terms import weights as word_weights
from saidso.incidents.linking.traits import Person, Traits
from saidso.incidents.ontology import load
from saidso.resolving.places.distance import kilometres

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MASS = 10
"""So many dead in one place on one day are hardly two happenings (ours)."""
_TOWN = 4.0
"""Radius in km of a town in which two deeds of one kind on one day are seldom."""
_ACQUAINTED = frozenset({"people.one", "people.more", "people.named"})
_RARE = 0.5
"""Weight of a word from which it names one place ("Velmora", not "street")."""
FINE = 40.0
"""Radius in km up to which a place is a town and no region."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of linking.yaml, in hundredths: whole numbers add up the same in any order."""

    bias: int
    link: int
    strangers: int
    observations: dict[str, int]


@cache
def weights() -> Weights:
    """Return the weights of the package."""
    return knowledge.typed(__package__, "linking.yaml", Weights)


NEVER = -100_000
"""The score of two incidents of one report, which the reader told apart, and of two rows of one dataset."""
ALWAYS = 10_000
"""The score of two versions of one row of a dataset."""


def score(x: Traits, y: Traits) -> int:
    """Return the log odds, roughly, that two incidents are one happening, in hundredths."""
    if x.report == y.report and x.bytes == y.bytes:
        return NEVER
    if x.row and y.row and _dataset(x.row) == _dataset(y.row):
        return ALWAYS if x.row == y.row else NEVER
    if y.order < x.order:
        x, y = y, x  # sums of floats must come out the same either way round
    table = weights()
    points = table.observations
    return table.bias + sum(points[name] for name in observations(x, y))


def _dataset(row: str) -> str:
    """Return the dataset of a row; each of its rows is an event of its own by its codebook."""
    return row.partition(":")[0]


def observations(x: Traits, y: Traits) -> Iterator[str]:
    """Yield the names of what can be seen of a pair."""
    yield _binned("words", _dot(x.terms, y.terms), (0.04, 0.08, 0.13, 0.2, 0.3, 0.45))
    if x.heading and y.heading:
        yield _binned("title", _dot(x.heading, y.heading), (0.1, 0.3, 0.6))
    people = list(_people(x, y))
    yield from people
    yield from _ages(x, y)
    yield from _days(x, y, acquainted=not _ACQUAINTED.isdisjoint(people))
    yield _place(x, y)
    if "people.others" not in people and _same_deed(x, y):
        yield "deed.town" if (x.km or 0) <= _TOWN else "deed.city"
    if (
        _same_scene(x, y)
        and min(x.killed or 0, y.killed or 0) >= _MASS
        and _type(x.type, y.type) != "type.other"
    ):
        yield "deed.many"
    for slot in ("killed", "injured"):
        a, b = getattr(x, slot), getattr(y, slot)
        if a is not None and b is not None:
            near = abs(a - b) <= max(1, min(a, b) // 4)
            yield f"{slot}.{'same' if a == b else 'near' if near else 'other'}"
            if a == b and a >= 3:
                yield f"{slot}.many"
    yield _type(x.type, y.type)
    if not (x.main and y.main):
        yield "background"


def _same_deed(x: Traits, y: Traits) -> bool:
    """Return whether two reports are about one kind of deed on one day in one place."""
    return x.type == y.type and _same_scene(x, y)


def _same_scene(x: Traits, y: Traits) -> bool:
    """Return whether what two reports are about was on one day in one place."""
    where = x.place is not None and x.place == y.place and (x.km or 0) <= FINE
    return where and x.main and y.main and _gap(x, y) == 0


def _binned(name: str, value: float, bounds: tuple[float, ...]) -> str:
    return f"{name}.{sum(value >= bound for bound in bounds)}"


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    """Return the cosine of two texts, the terms in one order so that it is exact either way round."""
    return sum(a[term] * b[term] for term in sorted(a.keys() & b.keys()))


def same_person(p: Person, q: Person) -> bool:
    """Return whether two names can be one person's: last words equal, first ones equal or short forms."""
    a = [w for w in p.name if w not in _SUFFIXES]
    b = [w for w in q.name if w not in _SUFFIXES]
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    return a[0][:3] == b[0][:3] or a[0] in b or b[0] in a


def _people(x: Traits, y: Traits) -> Iterator[str]:
    if not (x.people and y.people):
        return
    acting = other = aged = speaking = 0
    for p in x.people:
        for q in y.people:
            if p.name[-1] != q.name[-1] and not _SUFFIXES & {p.name[-1], q.name[-1]}:
                continue
            if same_person(p, q):
                if p.acts and q.acts:
                    acting += 1
                    if p.age is not None and p.age == q.age:
                        aged += 1
                elif p.acts or q.acts:
                    other += 1
                else:
                    speaking += 1
    if acting:
        yield "people.one" if acting == 1 else "people.more"
        if aged:
            yield "people.aged"
    elif other:
        yield "people.named"
    elif any(p.acts for p in x.people) and any(q.acts for q in y.people):
        yield "people.others"
    if speaking:
        yield "people.speaker"


def _ages(x: Traits, y: Traits) -> Iterator[str]:
    if x.ages and y.ages:
        shared = len(set(x.ages) & set(y.ages))
        yield f"ages.{min(shared, 2)}"
        if shared and shared == min(len(x.ages), len(y.ages)):
            yield "ages.all"


def _days(x: Traits, y: Traits, *, acquainted: bool) -> Iterator[str]:
    """Yield the days between the happenings, or between the reports where one does not say its day.

    Two reports that name one day agree on it however much later one of them was written. Where they
    name two, and nobody with a part in both, they tell of two happenings that are much alike.
    """
    gap = _gap(x, y)
    if gap is not None:
        yield _binned("date", gap, (1, 2, 3, 8))
        if gap > 1 and not acquainted:
            yield "date.another"
        return
    yield "date.unknown"
    for one, other in ((x, y), (y, x)):
        if one.first is not None and other.published is not None and one.last == one.first:
            if other.published < one.first - 1:
                yield "date.before"
    if x.published is not None and y.published is not None:
        yield _binned("published", abs(x.published - y.published), (1, 2, 4, 11, 31))


def _gap(x: Traits, y: Traits) -> int | None:
    """Return the days between the two, 0 where they may be one day, None where unknown."""
    if x.first is None or x.last is None or y.first is None or y.last is None:
        return None
    if x.last - x.first > 7 or y.last - y.first > 7:
        return None
    return max(0, x.first - y.last, y.first - x.last)


def _place(x: Traits, y: Traits) -> str:
    if x.place is not None and x.place == y.place:
        unlisted = ":" not in x.place and not (x.row or y.row)  # a village by its name alone
        return "place.same" if (x.km or 0) <= FINE or unlisted else "place.region"
    known = [t for t in (x, y) if t.place is not None]
    if _names(x, y) or _names(y, x):
        return "place.named"
    if len(known) < 2 or x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        common = set(x.places) & set(y.places)
        rare = any(word_weights().get(word, 1.0) >= _RARE for word in common)
        return "place.shared" if rare else "place.unknown"
    apart = kilometres(x.lat, x.lon, y.lat, y.lon)
    wide = max(x.km or 0.0, y.km or 0.0)
    if wide > FINE:
        return "place.inside" if apart <= wide * 1.5 else "place.outside"
    return _binned("place", apart, (10, 30, 100))


def _names(x: Traits, y: Traits) -> bool:
    """Return whether y's text names the town that x happened in."""
    return bool(x.town) and all(word in y.places for word in x.town)


@cache
def _type(a: str, b: str) -> str:
    if a == b:
        return "type.same"
    known = load()
    if known.part_of(a, b) or known.part_of(b, a):
        return "type.part"
    return "type.other"
