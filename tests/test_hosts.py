"""Who may ask a server of ours: names and pages."""

from __future__ import annotations

import pytest

from saidso.hosts import LOOPBACK, foreign_name, foreign_page


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("127.0.0.1:8018", None),
        ("localhost", None),
        ("[::1]:8018", None),
        ("news.example:8018", "unknown"),
        ("127.0.0.1.news.example", "unknown"),
        ("", "unknown"),
        ("[::1", "none"),
        ("[news]", "none"),
    ],
)
def test_names(host: str, why: str | None) -> None:
    assert foreign_name(host, LOOPBACK) == why
    if why == "unknown":
        assert foreign_name(host, None) is None, "behind a door any name will do"


@pytest.mark.parametrize(
    ("origin", "site", "foreign"),
    [
        (None, None, False),
        ("http://localhost:8018", "same-origin", False),
        (None, "none", False),
        ("http://news.example", None, True),
        ("http://localhost:9000", None, True),
        ("null", None, True),
        ("http://[::1", None, True),
        (None, "cross-site", True),
        ("http://localhost:8018", "same-site", True),
    ],
)
def test_pages(origin: str | None, site: str | None, foreign: bool) -> None:
    assert foreign_page("localhost:8018", origin, site) is foreign
