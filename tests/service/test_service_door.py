"""Who may ask: tokens of reviewers, the same sessions as those of the reading room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from saidso.service.openapi import document
from saidso.store import open_store
from service.made_service import Service, story

OPERATIONS = [
    found.ok() for found in schemathesis.openapi.from_dict(document(auth=True)).get_all_operations()
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def guarded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """A service that asks who you are; Ada and Ben are its reviewers."""
    store = str(tmp_path_factory.mktemp("guarded") / "kept.db")
    if request.param == "postgresql":
        store = request.getfixturevalue("postgres").place()
    with open_store(store) as kept:
        for name in ("Ada", "Ben"):
            kept.reviewers.add(name, "coder", password="a long one")
    found = Service(store, "--auth").wait()
    yield found
    assert found.stop() == 0


def token(one: Service, name: str, *options: str) -> str:
    """Return a token that the command makes."""
    command = [sys.executable, "-m", "saidso", "reviewer", "token", name, "--store", str(one.store)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    assert "shown this once" in done.stderr
    return done.stdout.strip()


def test_who_has_a_token_may_ask_and_is_named_in_the_log(guarded: Service) -> None:
    bearer = f"Bearer {token(guarded, 'Ada')}"
    found = guarded.ask("/read?keep=true&name=mine", story(), authorization=bearer)
    assert found.status == 200
    assert guarded.ask("/records/mine", authorization=bearer).status == 200
    with open_store(guarded.store) as kept:
        assert any(b'"from":"request of Ada: ' in line for line in kept.log_lines())
        assert bearer.encode() not in b"".join(kept.log_lines())


@pytest.mark.parametrize(
    ("given", "challenge"),
    [
        ({}, "Bearer"),
        ({"authorization": "Bearer nobody"}, 'Bearer error="invalid_token"'),
        ({"authorization": "Bearer "}, 'Bearer error="invalid_request"'),
        ({"authorization": "Basic QWRhOmEgbG9uZyBvbmU="}, 'Bearer error="invalid_request"'),
        ({"authorization": "Bearer " + "a" * 999}, 'Bearer error="invalid_request"'),
        ({"cookie": "saidso-session=nobody"}, "Bearer"),
    ],
)
def test_others_are_refused(guarded: Service, given: dict[str, str], challenge: str) -> None:
    for path, body in (
        ("/reports", None),
        ("/read?keep=true&name=stolen", story()),
        ("/metrics", None),
        ("/nowhere", None),
    ):
        found = guarded.ask(path, body, **given)
        assert found.status == 401
        assert found.headers["www-authenticate"] == challenge
        assert "saidso reviewer token" in found.data["help"]
    with open_store(guarded.store) as kept:
        assert "stolen" not in {entry.name for entry in kept.entries()}


def test_health_needs_no_token(guarded: Service) -> None:
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert guarded.ask(path).status == 200
    assert guarded.said[1].startswith("Programs sign in with a token.")


def test_token_ends_with_its_reviewer(guarded: Service) -> None:
    bearer = {"authorization": f"Bearer {token(guarded, 'Ben', '--days', '1')}"}
    assert guarded.ask("/reports", **bearer).status == 200
    with open_store(guarded.store) as kept:
        kept.reviewers.set_password("Ben", "another long one")
    assert guarded.ask("/reports", **bearer).status == 401
    again = {"authorization": f"bearer {token(guarded, 'Ben')}"}
    assert guarded.ask("/reports", **again).status == 200
    with open_store(guarded.store) as kept:
        kept.reviewers.deactivate("Ben")
    assert guarded.ask("/reports", **again).status == 401


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_document_says_where_a_token_is_needed(guarded: Service, operation: Any) -> None:
    """Schemathesis asks with the token and without, and compares with what the document says."""
    bearer = {"Authorization": f"Bearer {token(guarded, 'Ada')}"}

    @given(case=operation.as_strategy())
    @settings(
        max_examples=3,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def told(case: schemathesis.Case) -> None:
        readable = operation.label in ("POST /read", "GET /incidents")
        excluded = [positive_data_acceptance] if readable else []
        case.call_and_validate(base_url=guarded.address, headers=bearer, excluded_checks=excluded)

    told()


def test_other_addresses_need_it() -> None:
    command = [sys.executable, "-m", "saidso", "serve", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "without --auth the service answers this computer only" in done.stderr
    assert "saidso reviewer token" in done.stderr
