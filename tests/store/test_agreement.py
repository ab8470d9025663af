"""Agreement of two reviewers, and the samples that they code without seeing each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_desk import desk

from saidso.decision import Value
from saidso.errors import UsageError
from saidso.store import Query
from saidso.store.reliability import alpha

# the data and results of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)
TWO_VALUES = ("0100000000", "1110010100")
FIVE_VALUES = ("aabbdcccedda", "babbbccceddd")
MISSING = (
    "111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3",
)  # fmt: skip
"""Four observers: what each unit was given, by those who gave it a value."""


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (list(zip(*TWO_VALUES, strict=True)), 0.095),
        (list(zip(*FIVE_VALUES, strict=True)), 0.692),
        (MISSING, 0.743),
    ],
)
def test_alpha_is_that_of_the_paper(units: list[tuple[str, ...]], expected: float) -> None:
    found = alpha(units)
    assert found is not None
    assert round(found, 3) == expected


@given(st.lists(st.sampled_from("abc"), min_size=2))
def test_full_agreement_is_one_or_not_defined(values: list[str]) -> None:
    found = alpha([(v, v) for v in values])
    assert found == (1.0 if len(set(values)) > 1 else None)


def test_agreement_is_over_what_both_decided(place: str) -> None:
    with desk(place, 12) as store:
        for n in range(12):
            store.decide.accept(f"r{n}", "c1", by="anna")
        for n in range(11):
            if n < 3:
                store.decide.edit(f"r{n}", "c1", Value(value=9), by="bo")
            else:
                store.decide.accept(f"r{n}", "c1", by="bo")
        store.decide.reject("r0", "c2", by="anna")
        store.decide.reject("r0", "c2", by="bo")
        found = store.agreement("anna", "bo")
        by_slot = {one.slot: one for one in found.slots}
        killed, injured = by_slot["killed"], by_slot["injured"]
        assert (killed.units, killed.same) == (11, 8)
        assert killed.alpha is not None
        assert 0 < killed.alpha < 1
        assert (injured.units, injured.alpha) == (1, None)
        assert "too little" in injured.why
        assert (found.overall.units, found.only_a, found.only_b) == (12, 1, 0)


def test_last_decision_in_force_counts(place: str) -> None:
    with desk(place) as store:
        store.decide.accept("r0", "c1", by="anna")
        second = store.decide.reject("r0", "c1", by="anna")
        store.decide.accept("r0", "c1", by="bo")
        assert store.agreement("anna", "bo").overall.same == 0
        store.decide.undo(second.n, by="anna")
        assert store.agreement("anna", "bo").overall.same == 1
        assert store.agreement("anna", "carl").overall.units == 0


def test_sample_is_drawn_by_its_seed_and_kept(place: str) -> None:
    with desk(place, 9) as store:
        store.decide.split(
            store.shelf()[0].id, [store.account(store.shelf()[0].id).members[0]], by="x"
        )
        one = store.draw("spring", "anna", "bo", count=2, seed=7)
        again = store.draw("again", "anna", "bo", count=2, seed=7)
        assert one.incidents == again.incidents
        assert len(one.incidents) == 2
        assert one.drawn_from == len(store.shelf(Query(main=True)))
        others = {store.draw(f"s{n}", "anna", "bo", count=2, seed=n).incidents for n in range(8)}
        assert len(others) > 1
        with pytest.raises(UsageError, match="already"):
            store.draw("spring", "anna", "bo", count=2)
        with pytest.raises(UsageError, match="two reviewers"):
            store.draw("alone", "anna", "anna", count=2)
        assert [s.name for s in store.samples()][:1] == ["again"]


def test_who_codes_a_sample_does_not_see_the_other(place: str) -> None:
    with desk(place) as store:
        id = store.shelf()[0].id
        name = sorted(store.account(id).records)[0]
        store.decide.reject(name, "c1", by="anna")
        store.decide.confirm(id, by="anna")
        bo, anna = (store.account(id, eyes=who).incident for who in ("bo", "anna"))
        assert (bo.id, bo.status, bo.aside) == (id, "suggested", [])
        assert (anna.status, len(anna.aside)) == ("confirmed", 1)
