"""What changed is worked out on disk, and is to the letter what memory would give."""

from __future__ import annotations

import random
import tracemalloc

import msgspec
import plain_changes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.errors import StoreError
from saidso.exchange.changes import Changes, Difference
from saidso.exchange.datasets import Dataset, Line, Source, Summary
from saidso.exchange.holdings import Holdings
from saidso.exchange.pieces import compact, laid_out
from saidso.exchange.releases import fill, kept, redirects
from saidso.store import open_store
from saidso.store.vault import PART


def _line(incident: str, report: int, words: int, value: int) -> Line:
    """A claim whose id follows from what it says, as ids of claims do."""
    return Line(
        id=f"c{report}-{words}-{value}",
        incident=incident,
        report=f"{report:064d}",
        name=f"r{report}",
        slot="killed",
        value=value,
        low=value,
        high=value,
        modifier=None,
        stance="asserts",
        certainty="certain",
        said_by=["police"],
        chain=["police"],
        spans=[(words, words + 3)],
        words=["Žofín"],
    )


def _dataset(draw: random.Random, *, incidents: int, reports: int) -> Dataset:
    ids = [f"i{n}" for n in range(incidents)]
    present = draw.sample(ids, draw.randint(0, incidents))
    claims = [
        _line(draw.choice(present), report, words, draw.choice((2, 2, 2, 3)))
        for report in range(reports)
        for words in range(draw.randint(0, 4))
        if present
        for _ in range(draw.choice((1, 1, 1, 2)))
    ]
    return Dataset(
        incidents=[
            Summary(
                id=id,
                state=draw.choice(("candidate", "vetted")),
                content=str(draw.randint(0, 1)),
                type="bombing",
                date=draw.choice((None, "2021-05-04")),
                place=None,
                country=None,
                killed=draw.choice((None, [1, 2, None])),
                injured=None,
            )
            for id in sorted(present)
        ],
        claims=sorted(claims, key=lambda one: (one.incident, one.id)),
        reports=[
            Source(
                id=f"{n:064d}", name=f"r{n}", url=None, outlet=None, title=None, published=None,
                reader="1", model="m",
            )
            for n in range(reports)
            if draw.random() < 0.8
        ],
    )  # fmt: skip


@given(st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_what_changed_is_what_memory_gives(seed: int) -> None:
    draw = random.Random(seed)
    size = {"incidents": draw.randint(0, 5), "reports": draw.randint(0, 6)}
    before, after = _dataset(draw, **size), _dataset(draw, **size)
    expected = plain_changes.compare(before, after)
    with Holdings() as old, Holdings() as new:
        old.fill(before)
        new.fill(after)
        assert old.dataset() == before
        with Difference(old, new) as found:
            assert found.whole() == expected
            kinds = [k for k in Changes.__struct_fields__ if k != "redirects"]
            assert found.counts == {kind: len(getattr(expected, kind)) for kind in kinds}
            line = msgspec.json.encode(expected, order="deterministic")
            assert b"".join(compact(found.members())) == line
            assert b"".join(laid_out(found.members())) == msgspec.json.format(line)
            assert found.none == (not any(found.counts.values()))


def test_redirects_lead_on_over_releases() -> None:
    """What the release before said of ids that were gone already is followed to where they lead now."""
    draw = random.Random(4)
    lines = [_line("i1", 1, 1, 2), _line("i2", 2, 1, 2)]
    both = msgspec.structs.replace(_dataset(draw, incidents=0, reports=0), claims=lines)
    base = [
        s
        for seed in range(60)
        for s in _dataset(random.Random(seed), incidents=3, reports=0).incidents
    ]
    one, two = (next(s for s in base if s.id == id) for id in ("i1", "i2"))
    both = msgspec.structs.replace(both, incidents=[one, two])
    merged = msgspec.structs.replace(
        both, incidents=[one], claims=[msgspec.structs.replace(c, incident="i1") for c in lines]
    )
    with Holdings() as old, Holdings() as new:
        old.fill(both)
        old.add_redirect("i0", ["i2", "i9"])
        old.add_redirect("i8", [])
        new.fill(merged)
        with Difference(old, new) as found:
            led = dict(redirects(old, found, new))
    assert led == {"i0": ["i1"], "i2": ["i1"], "i8": []}


def test_what_a_store_remembers_comes_back(place: str) -> None:
    """In as many parts as it takes, and from a store of before there were parts."""
    dataset = _dataset(random.Random(7), incidents=5, reports=5)
    noise = random.Random(1).randbytes(3 * PART).hex()
    long = msgspec.structs.replace(dataset.reports[0], title=noise)
    dataset = msgspec.structs.replace(dataset, reports=[long, *dataset.reports[1:]])
    led = {"i7": ["i1"]}
    whole = msgspec.json.encode({"dataset": dataset, "redirects": led}, order="deterministic")
    with open_store(place) as store:
        with Holdings() as given:
            given.fill(dataset)
            first = store.vault.add_release("1" * 64, "candidate", kept(given, led.items()))
        second = store.vault.add_release("2" * 64, "candidate", [whole])
        for number in (first, second):
            with Holdings() as found:
                fill(store.vault.kept_of(number), found)
                assert found.dataset() == dataset
                assert dict(found.redirects()) == led
        assert not list(store.verify())


def test_part_of_a_release_that_was_changed_is_found(place: str) -> None:
    from made_records import change

    noise = (random.Random(n).randbytes(PART) + b"\n" for n in range(3))
    with open_store(place) as store:
        number = store.vault.add_release("1" * 64, "candidate", noise)
        assert not list(store.verify())
    change(place, "DELETE FROM release_parts WHERE part = 2")
    with open_store(place) as store:
        assert [p.what for p in store.verify()] == ["release 1 was changed after it was made"]
        with pytest.raises(StoreError, match="release 1 is damaged"):
            list(store.vault.kept_of(number))


def test_memory_does_not_grow_with_the_claims() -> None:
    """Twenty thousand claims and their comparison take as much as two thousand."""

    def peak(count: int) -> int:
        tracemalloc.start()
        with Holdings() as old, Holdings() as new:
            for holdings in (old, new):
                for n in range(count):
                    holdings.add_claim(_line(f"i{n // 10}", n, 1, n % 2 + (holdings is new)))
            for _ in laid_out_of(old, new):
                pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    def laid_out_of(old: Holdings, new: Holdings) -> list[int]:
        with Difference(old, new) as found:
            return [len(piece) for piece in laid_out(found.members())]

    assert peak(20_000) < peak(2_000) + 2_000_000


def test_folder_for_temporary_files_that_is_full() -> None:
    def filled() -> None:
        with Holdings() as found:
            found._base.execute("PRAGMA max_page_count = 10")
            for n in range(1000):
                found.add_claim(_line("i1", n, 1, 1))

    with pytest.raises(StoreError, match=r"temporary files cannot be written .* set TMPDIR"):
        filled()
