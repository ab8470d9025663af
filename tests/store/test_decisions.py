"""Decisions: an append-only log; what stands is its replay, and nothing that people decided is lost."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_desk import act, desk, keep, report, state
from made_records import change, rows

from saidso.decision import FIRST, Decision, Value, decode_decision, encode_decision, hash_of
from saidso.errors import UsageError
from saidso.linked import Group
from saidso.record import Claim, Record, Status
from saidso.store import Store, open_store
from saidso.store.effective import effective

SLOW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Return a maker of new desks, each in a folder or a schema of its own."""

    def made(count: int = 6) -> Store:
        if request.param == "sqlite":
            return desk(tmp_path_factory.mktemp("desk") / "saidso.db", count)
        return desk(request.getfixturevalue("postgres").place(), count)

    return made


@SLOW
@given(seed=st.integers(0, 10**6), before=st.integers(0, 5))
def test_merge_then_split_is_identity(fresh, seed: int, before: int) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(seed)
    with fresh() as store:
        for _ in range(before):
            act(store, draw)
        was = state(store)
        if len(was) < 2:
            return
        a, b = draw.sample(was, 2)
        members = store.account(b.id).members
        store.decide.merge(a.id, [b.id], by="anna")
        merged = state(store)
        assert len(merged) == len(was) - 1
        both = next(one for one in merged if set(a.reports) | set(b.reports) <= set(one.reports))
        store.decide.split(both.id, members, by="anna")
        assert state(store) == was


@SLOW
@given(seed=st.integers(0, 10**6), count=st.integers(1, 12))
def test_replaying_the_log_gives_the_same_state(fresh, seed: int, count: int) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(seed)
    with fresh() as store:
        for _ in range(count):
            act(store, draw)
        was = state(store)
        store.rebuild()
        assert state(store) == was
        assert list(store.verify()) == []


@SLOW
@given(seed=st.integers(0, 10**6), count=st.integers(2, 8))
def test_any_order_of_undo_leads_back(fresh, seed: int, count: int) -> None:  # type: ignore[no-untyped-def]
    """All undone is what the machine said; the same ones undone in two orders is one state."""
    draw = random.Random(seed)
    with fresh() as store:
        machine = state(store)
        made = [d.n for _ in range(count) if (d := act(store, draw, undo=False)) is not None]
        some = draw.sample(made, len(made) // 2)
        undone = [store.decide.undo(n, by="bo").n for n in some]
        half = state(store)
        for n in draw.sample(undone, len(undone)):  # an undo is undone: all is in force again
            store.decide.undo(n, by="bo")
        for n in draw.sample(some, len(some)):
            store.decide.undo(n, by="bo")
        assert state(store) == half
        for n in draw.sample([n for n in made if n not in some], len(made) - len(some)):
            store.decide.undo(n, by="anna")
        assert state(store) == machine


def test_log_is_a_chain(fresh) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(3)
    with fresh() as store:
        while len(store.log()) < 10:
            act(store, draw)
        log = [one.decision for one in store.log()]
        assert [d.n for d in log] == list(range(1, 11))
        assert log[0].previous == FIRST
        place = store.place
    kept = rows(place, "SELECT json FROM decisions ORDER BY n")
    for (json,), following in zip(kept, log[1:], strict=False):
        assert following.previous == hash_of(json.encode())


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE decisions SET json = replace(json, '\"anna\"', '\"carl\"')", "was changed"),
        ("DELETE FROM decisions WHERE n = 2", "is missing"),
        ("UPDATE decisions SET reviewer = 'carl' WHERE n = 3", "columns of decision 3"),
    ],
)
def test_verify_names_what_was_done_to_the_log(fresh, harm: str, said: str) -> None:  # type: ignore[no-untyped-def]
    with fresh() as store:
        for claim in ("c1", "c2", "c3"):
            store.decide.accept("r0", claim, by="anna", why="so it reads")
        place = store.place
        assert list(store.verify()) == []
    assert change(place, harm)
    with open_store(place) as store:
        found = [p.what for p in store.verify()]
    assert any(said in what for what in found), found


def test_undo_names_what_cannot_be_undone(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh() as store:
        first = store.decide.reject("r0", "c1", by="anna")
        store.decide.undo(first.n, by="anna")
        with pytest.raises(UsageError, match="undone already"):
            store.decide.undo(first.n, by="anna")
        with pytest.raises(UsageError, match="no decision 99"):
            store.decide.undo(99, by="anna")
        assert len(store.log()) == 2


def test_decisions_are_marked_beside_the_machine_s_suggestion(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh() as store:
        (id,) = {line.id for line in store.shelf() if "r0" in store.account(line.id).records}
        before = store.account(id).incident
        store.decide.edit("r0", "c1", Value(value=9), by="anna", why="the text says nine")
        store.decide.reject("r0", "c2", by="bo")
        store.decide.confirm(id, by="anna")
        after = store.account(id).incident
    saying = next(
        c
        for g in after.slots["killed"].groups
        for c in g.claims
        if (c.report, c.claim) == ("r0", "c1")
    )
    assert saying.decided is not None
    assert (saying.decided.standing, saying.decided.by) == ("edited", "anna")
    assert saying.decided.was == before.slots["killed"].groups[0].value or saying.decided.was
    assert [(a.report, a.claim, a.decided.standing) for a in after.aside] == [
        ("r0", "c2", "rejected")
    ]
    assert (before.status, after.status) == ("suggested", "confirmed")
    assert after.decided is not None
    assert after.decided.by == "anna"


def test_another_reading_keeps_every_decision(fresh) -> None:  # type: ignore[no-untyped-def]
    """A newer reader numbers claims anew, moves words and reads another value."""
    with fresh(3) as store:
        old = store.record("r0")
        store.decide.accept("r0", "c1", by="anna")
        store.decide.edit("r0", "c2", Value(value=40), by="anna")
        store.decide.reject("r0", "c3", by="anna")
        c1, c2, c3 = old.claims
        newer = msgspec.structs.replace(
            old,
            reader=msgspec.structs.replace(old.reader, version="2"),
            claims=[
                msgspec.structs.replace(c3, id="c1"),
                msgspec.structs.replace(c2, id="c2", value=77, low=77, high=77),
                msgspec.structs.replace(c1, id="c9", spans=[(0, c1.spans[0][1] + 7)]),
            ],
            incidents=[msgspec.structs.replace(old.incidents[0], claims=["c1", "c2", "c9"])],
        )
        keep(store, newer)
        (id,) = {line.id for line in store.shelf() if "r0" in store.account(line.id).records}
        one = store.account(id).incident
        decided = {
            c.claim: (c.decided.standing, g.value)
            for s in one.slots.values()
            for g in s.groups
            for c in g.claims
            if c.decided is not None
        }
        assert decided == {"c9": ("accepted", c1.value), "c2": ("edited", 40)}
        assert [(a.claim, a.decided.standing) for a in one.aside] == [("c1", "rejected")]
        assert report(0, town=0, dead=2, hurt=9).report.name == "r0"


def _planned(record: Record, status: Status | None, version: str) -> Record:
    """Return a record with one more claim: that a shooting happened, or was only planned."""
    (event,) = record.events
    claim = Claim(
        id="c4",
        incident="i1",
        slot="event",
        value="shooting",
        spans=[event.trigger],
        attributions=["a1"],
        status=status,
    )
    (incident,) = record.incidents
    return msgspec.structs.replace(
        record,
        reader=msgspec.structs.replace(record.reader, version=version),
        claims=[*record.claims, claim],
        incidents=[msgspec.structs.replace(incident, claims=[*incident.claims, "c4"])],
    )


def _told(store: Store) -> list[Group]:
    (id,) = {line.id for line in store.shelf()}
    return store.account(id).incident.slots["event"].groups


@pytest.mark.parametrize("kind", ["accept", "reject", "edit"])
def test_decisions_on_acts_from_before_acts_had_a_status_replay(kind: str) -> None:
    """An entry without a status means the act however far a newer reading says that it came."""
    old = _planned(report(0, town=0, dead=2, hurt=9), None, "1")
    with open_store(":memory:") as store:
        keep(store, old)
        made: Decision
        if kind == "edit":
            made = store.decide.edit("r0", "c4", Value(value="attack"), by="anna")
        else:
            made = getattr(store.decide, kind)("r0", "c4", by="anna")
    entry = msgspec.json.decode(encode_decision(made))
    for value in (entry["claim"], entry["old"], entry["new"]):
        if value is not None:
            del value["status"]
    kept = decode_decision(msgspec.json.encode(entry))
    for status in (None, "happened", "planned", "attempted"):
        now = effective(_planned(report(0, town=0, dead=2, hurt=9), status, "2"), [kept])  # type: ignore[arg-type]  # four of them
        assert (now.lost, now.changed) == ((), ())
        assert (
            now.decided["c4"].standing
            == {"accept": "accepted", "reject": "rejected", "edit": "edited"}[kind]
        )
        (claim,) = (c for c in now.record.claims if c.id == "c4")
        assert claim.value == ("attack" if kind == "edit" else "shooting")
        assert claim.status == status, "the reading says how far it came"


def test_who_accepted_a_plan_did_not_accept_the_act(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh(0) as store:
        made = report(0, town=0, dead=2, hurt=9)
        keep(store, _planned(made, "planned", "1"))
        store.decide.accept("r0", "c4", by="anna")
        keep(store, _planned(made, "happened", "2"))
        (group,) = _told(store)
        assert (group.value, group.status) == ("shooting", "planned")
        (other,) = (d for d in store.differences() if d.slot == "event")
        assert (other.what, other.was, other.now) == ("value", "shooting (planned)", "shooting")


def test_who_rejected_a_plan_did_not_reject_the_act(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh(0) as store:
        made = report(0, town=0, dead=2, hurt=9)
        keep(store, _planned(made, "planned", "1"))
        store.decide.reject("r0", "c4", by="anna")
        keep(store, _planned(made, "happened", "2"))
        (group,) = _told(store)
        assert (group.value, group.status, group.claims[0].decided) == ("shooting", None, None)


def test_a_person_says_that_a_plan_was_carried_out(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh(0) as store:
        keep(store, _planned(report(0, town=0, dead=2, hurt=9), "planned", "1"))
        assert [g.status for g in _told(store)] == ["planned"]
        store.decide.edit("r0", "c4", Value(value="shooting", status="happened"), by="anna")
        assert [g.status for g in _told(store)] == [None]


def test_an_accepted_denial_stays_a_denial_when_its_value_is_read_anew(fresh) -> None:  # type: ignore[no-untyped-def]
    with fresh(0) as store:
        made = report(0, town=0, dead=2, hurt=9)
        c1, *rest = made.claims
        denied = msgspec.structs.replace(c1, stance="denies")
        keep(store, msgspec.structs.replace(made, claims=[denied, *rest]))
        store.decide.accept("r0", "c1", by="anna")
        other = msgspec.structs.replace(denied, value=4, low=4, high=4)
        newer = msgspec.structs.replace(
            made,
            reader=msgspec.structs.replace(made.reader, version="2"),
            claims=[other, *rest],
        )
        keep(store, newer)
        (id,) = {line.id for line in store.shelf()}
        (group,) = store.account(id).incident.slots["killed"].groups
        assert (group.value, group.stance) == (2, "denies")
