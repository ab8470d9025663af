"""Alleged breaches of agreements: by which act, and whether it was one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import plain_report
from saidso.incidents.assembly.breaches import find_breaches
from saidso.language.parse import Parse
from saidso.reader import Reader


@pytest.mark.parametrize(
    ("text", "act", "conditional"),
    [
        ("If confirmed, mortar fire by either army would be a breach of that agreement.",
         "mortar fire by either army", True),
        ("The shelling of the village was a violation of the ceasefire, monitors said.",
         "The shelling of the village", False),
        ("Flying a drone over the zone constitutes a violation of the 1974 agreement.",
         "Flying a drone over the zone", False),
        ("The presence of tanks amounted to a breach of the truce.", "The presence of tanks", False),
        ("Such an attack would constitute a breach of the Geneva Conventions.",
         "Such an attack", True),
        ("The launch represents a violation of Security Council resolutions.", "The launch", False),
        ("The ministry called the launch a flagrant violation of UN resolutions.",
         "the launch", False),
        ("Troops violated the ceasefire by firing mortars at a post.",
         "firing mortars at a post", False),
        ("Closing the port would violate the peace accord.", None, True),
        ("The rebels breached the truce.", None, False),
        ("It was the seventh ceasefire violation this month.", None, False),
    ],
)  # fmt: skip
def test_breach(parse: Callable[..., Parse], text: str, act: str | None, conditional: bool) -> None:
    (breach,) = find_breaches(parse(text))
    assert (breach.provision, breach.conditional, breach.negated) == (act, conditional, False)


@pytest.mark.parametrize(
    "text",
    [
        "The patrol was not a breach of the ceasefire.",
        "The rebels did not violate the truce.",
        "The flight was no violation of the agreement.",
        "The visit does not constitute a breach of the treaty.",
    ],
)
def test_no_breach_is_said(parse: Callable[..., Parse], text: str) -> None:
    assert [b.negated for b in find_breaches(parse(text))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The deal was a breach of trust.",
        "He broke the silence after the agreement was signed.",
        "The leak was a breach of the dam.",
    ],
)
def test_nothing_is_breached(parse: Callable[..., Parse], text: str) -> None:
    assert find_breaches(parse(text)) == []


def test_what_monitors_did_not_observe_is_denied(parse: Callable[..., Parse]) -> None:
    (breach,) = find_breaches(
        parse("The mission did not observe any ceasefire violations near Velm.")
    )
    assert breach.negated


def test_a_count_of_violations_is_the_news() -> None:
    text = (
        "The coalition committed 99 violations of the ceasefire near Hodeidah over the past 48 hours, an "
        "officer said. The violations included 24 artillery shells and two drone strikes on the town."
    )
    record = Reader().read(plain_report(text, "2019-03-07"))
    main = next(i for i in record.incidents if i.main)
    assert main.type == "ceasefire_violation"
