"""Reviewers: named, with passwords and sessions; deactivated and never deleted."""

from __future__ import annotations

import pytest
from made_desk import desk
from made_records import change, rows

from saidso.errors import UsageError
from saidso.store import open_store
from saidso.store.reviewers import TRIES

PASSWORD = "a long enough pass phrase"


def test_password_is_checked_and_kept_as_a_hash(place: str) -> None:
    with open_store(place) as store:
        added = store.reviewers.add("Anna Ek", "coder", password=PASSWORD)
        assert (added.role, added.active, added.has_password) == ("coder", True, True)
        found = store.reviewers.check("Anna Ek", PASSWORD)
        assert found is not None
        assert found.name == "Anna Ek"
        assert store.reviewers.check("Anna Ek", PASSWORD + " ") is None
        assert store.reviewers.check("nobody", PASSWORD) is None
    ((kept,),) = rows(place, "SELECT password FROM reviewers")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [
        ("", "coder", PASSWORD, "needs a name"),
        ("a\x07b", "coder", PASSWORD, "needs a name"),
        ("Bo", "chief", PASSWORD, "no role chief"),
        ("Bo", "coder", "short", "8 to 1024"),
        ("Bo", "coder", "x" * 1025, "8 to 1024"),
        ("Anna", "coder", PASSWORD, "already"),
    ],
)
def test_what_cannot_be_added_is_said(
    place: str, name: str, role: str, password: str, said: str
) -> None:
    with open_store(place) as store:
        store.reviewers.add("Anna", "supervisor")
        with pytest.raises(UsageError, match=said):
            store.reviewers.add(name, role, password=password)  # type: ignore[arg-type]  # on purpose
        assert [r.name for r in store.reviewers.all()] == ["Anna"]


def test_session_lasts_until_it_is_ended_or_over(place: str) -> None:
    with open_store(place) as store:
        anna = store.reviewers.add("Anna", "coder", password=PASSWORD)
        one, two = store.reviewers.begin(anna), store.reviewers.begin(anna)
        assert one.token != two.token
        assert one.csrf != two.csrf
        found = store.reviewers.session(one.token)
        assert found is not None
        assert (found.csrf, found.reviewer.name) == (one.csrf, "Anna")
        store.reviewers.end(one.token)
        assert store.reviewers.session(one.token) is None
        assert store.reviewers.session("guess") is None
        over = store.reviewers.begin(anna, hours=-1)
        assert store.reviewers.session(over.token) is None
        assert store.reviewers.session(two.token) is not None
        store.reviewers.set_password("Anna", "another pass phrase")
        assert store.reviewers.session(two.token) is None
    assert one.token not in str(rows(place, "SELECT * FROM sessions"))


def test_deactivated_reviewer_is_kept_and_works_no_more(place: str) -> None:
    with desk(place) as store:
        anna = store.reviewers.add("Anna", "coder", password=PASSWORD)
        session = store.reviewers.begin(anna)
        store.decide.accept("r0", "c1", by="Anna")
        store.reviewers.deactivate("Anna")
        assert store.reviewers.check("Anna", PASSWORD) is None
        assert store.reviewers.session(session.token) is None
        with pytest.raises(UsageError, match="deactivated"):
            store.decide.accept("r0", "c2", by="Anna")
        assert not store.reviewers.named("Anna").active
        assert [one.decision.by for one in store.log()] == ["Anna"]
        store.reviewers.activate("Anna")
        assert store.reviewers.check("Anna", PASSWORD) is not None


def test_account_waits_after_many_wrong_passwords(place: str) -> None:
    with open_store(place) as store:
        store.reviewers.add("Anna", "coder", password=PASSWORD)
        for _ in range(TRIES):
            assert store.reviewers.check("Anna", "wrong pass phrase") is None
        assert store.reviewers.check("Anna", PASSWORD) is None
        change(place, "UPDATE reviewers SET locked_until = '2020-01-01T00:00:00+00:00'")
        assert store.reviewers.check("Anna", PASSWORD) is not None
