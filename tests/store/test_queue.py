"""The queue: what matters comes first; a bulk decision takes what its preview showed."""

from __future__ import annotations

import random

import msgspec
import pytest
from made_desk import act, desk, keep, report, state
from made_records import rows

from saidso.decision import Value
from saidso.store import Choice, Query, Store, open_store


def mixed(place: str) -> Store:
    """A desk with an incident that two agree on, one whose toll is denied, one of one report."""
    store = open_store(place)
    keep(store, report(0, town=0, dead=2, hurt=9))
    keep(store, report(1, town=0, dead=2, hurt=9))
    keep(store, report(2, town=1, dead=3, hurt=9))
    keep(store, report(3, town=1, dead=3, hurt=9))
    keep(store, report(4, town=2, dead=5, hurt=9))
    return store


def of(store: Store, name: str) -> str:
    (line,) = (one for one in store.shelf() if name in store.account(one.id).records)
    return line.id


def test_disputed_first_single_origin_next(place: str) -> None:
    with mixed(place) as store:
        denied = Value(value=3, stance="denies")
        store.decide.add("r2", of(store, "r2"), "killed", denied, [(0, 5)], by="anna")
        found = store.shelf(Query(sort="queue"))
        assert [one.id for one in found] == [of(store, n) for n in ("r2", "r4", "r0")]
        assert found[0].disputed
        assert found[1].origins == 1


def test_tasks_of_an_incident_put_what_is_unsure_first(place: str) -> None:
    with mixed(place) as store:
        id = of(store, "r0")
        waiting = store.tasks(id)
        order = [task.verdict for task in waiting]
        assert order == sorted(order, key=["disputed", "single", "differ", "agree"].index)
        first = waiting[0]
        store.decide.accept(first.report, first.claim, by="anna")
        left = {(t.report, t.claim) for t in store.tasks(id)}
        assert left == {(t.report, t.claim) for t in waiting[1:]}


@pytest.mark.parametrize("sort", ["latest", "queue", "killed", "reports"])
def test_one_after_the_other_is_the_list(place: str, sort: str) -> None:
    with desk(place, 7) as store:
        query = Query(sort=sort)  # type: ignore[arg-type]  # the names above
        listed = [one.id for one in store.shelf(query)]
        walked, at = [], ""
        while (following := store.after(at, query)) is not None:
            walked.append(following.id)
            at = following.id
        assert walked == listed
        paged = [
            one.id for n in range(len(listed)) for one in store.shelf(query, limit=1, offset=n)
        ]
        assert paged == listed


def test_bulk_accept_takes_what_the_preview_showed(place: str) -> None:
    with mixed(place) as store:
        id = of(store, "r0")
        preview = store.preview(Choice(), incident=id)
        assert {t.verdict for t in preview} == {"agree"}
        assert {(t.report, t.slot) for t in preview} >= {("r0", "killed"), ("r1", "killed")}
        changed = next(t for t in preview if (t.report, t.slot) == ("r1", "killed"))
        store.decide.edit(changed.report, changed.claim, Value(value=8), by="bo")
        made, left = store.decide.accept_all(preview, by="anna", why="two origins agree")
        assert [(t.report, t.claim) for t in left] == [(changed.report, changed.claim)]
        assert len(made) == len(preview) - 1
        assert store.preview(Choice(), incident=id) == []
        assert all(d.kind == "accept" and d.why == "two origins agree" for d in made)
        store.rebuild()
        state(store)


def test_counts_by_facet_are_those_under_the_other_filters(place: str) -> None:
    with mixed(place) as store:
        store.decide.confirm(of(store, "r0"), by="anna")
        found = store.facets(Query(status="confirmed"))
        assert found["status"] == {"suggested": 2, "confirmed": 1}
        assert found["type"] == {"shooting": 1}
        assert store.number(Query(status="confirmed")) == 1


def test_list_is_the_same_however_it_came_to_be(place: str) -> None:
    """Kept report by report and decision by decision, or made anew."""
    draw = random.Random(11)
    asked = "SELECT * FROM listing ORDER BY id", "SELECT * FROM listing_members ORDER BY 1, 2"
    with desk(place, 9) as store:
        for _ in range(15):
            act(store, draw)
        keep(store, report(20, town=1, dead=7, hurt=8))
        old = store.record("r1")
        keep(store, msgspec.structs.replace(old, claims=old.claims[:2]))
        before = [rows(place, one) for one in asked]
        store.rebuild()
        assert [rows(place, one) for one in asked] == before


def test_what_a_newer_reading_has_otherwise_is_listed(place: str) -> None:
    with mixed(place) as store:
        id = of(store, "r0")
        store.decide.accept("r0", "c1", by="anna")
        store.decide.reject("r0", "c3", by="anna")
        store.decide.confirm(id, by="anna")
        assert store.differences() == []
        old = store.record("r0")
        c1, c2, c3 = old.claims
        age = msgspec.structs.replace(c2, id="c4", slot="missing", value=1, low=1, high=1)
        newer = msgspec.structs.replace(
            old, claims=[msgspec.structs.replace(c1, value=4, low=4, high=4), c2, age]
        )
        keep(store, newer)
        keep(store, report(9, town=0, dead=2, hurt=9))
        found = {(d.what, d.report, d.slot, d.was, d.now) for d in store.differences()}
        assert found == {
            ("value", "r0", "killed", c1.value, 4),
            ("gone", "r0", "place", c3.value, None),
            ("new", "r0", "missing", None, 1),
            ("joined", "r9", None, None, None),
        }
        assert store.account(id).incident.slots["killed"].groups[0].value == c1.value
