"""Two reports of one name: they stay apart inside an incident, and each can be asked for."""

from __future__ import annotations

import msgspec
import pytest
from made_desk import keep, report

from saidso.errors import StoreError, UsageError
from saidso.record import Record
from saidso.store import open_store


def named(record: Record, name: str) -> Record:
    """Return a record under another name."""
    return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, name=name))


BOTH = [named(report(n, town=0, dead=2, hurt=5), "page.html") for n in (0, 1)]
NAMES = [f"page.html ({record.report.id[:12]})" for record in BOTH]


def test_both_stand_in_the_incident_under_names_of_their_own(place: str) -> None:
    with open_store(place) as store:
        for record in BOTH:
            keep(store, record)
        (listed,) = store.shelf()
        assert listed.reports == 2
        found = store.account(listed.id)
        assert sorted(found.records) == sorted(NAMES)
        assert sorted(found.members) == sorted((name, "i1") for name in NAMES)
        told = [name for origin in found.incident.origins for name in origin.reports]
        assert sorted(told) == sorted(NAMES)
        said = {c.report for group in found.incident.slots["killed"].groups for c in group.claims}
        assert said == set(NAMES)
        assert not list(store.verify())


def test_each_is_decided_on_by_its_own_name(place: str) -> None:
    with open_store(place) as store:
        for record in BOTH:
            keep(store, record)
        (listed,) = store.shelf()
        store.decide.reject(NAMES[1], "c1", by="Ada")
        found = store.account(listed.id)
        assert [(a.report, a.claim) for a in found.incident.aside] == [(NAMES[1], "c1")]
        with pytest.raises(UsageError, match=r"2 reports are called page\.html") as told:
            store.decide.accept("page.html", "c1", by="Ada")
        assert all(name in told.value.help for name in NAMES)
        assert not list(store.verify())


def test_each_is_asked_for_by_name_and_id(place: str) -> None:
    with open_store(place) as store:
        for record in BOTH:
            keep(store, record)
        other = "other (0123456789ab)"  # only looks like one of those
        keep(store, named(report(2, town=1, dead=3, hurt=4), other))
        assert [store.record(name).report.id[:12] for name in NAMES] == [n[11:-1] for n in NAMES]
        assert store.record(other).report.name == other
        with pytest.raises(StoreError, match="2 reports"):
            store.record("page.html")
