"""Responsibility: who claims it, who is accused of it, how surely, and who is cleared of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.events.responsibility import find_responsibility


def found(parse: Callable[..., Parse], text: str) -> list[tuple[str, bool, bool]]:
    parsed = parse(text)
    return [
        ("" if r.head is None else parsed.tokens[r.head].lemma, r.denied, r.inferred)
        for r in find_responsibility(parsed)
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Police said it bore the marks of Islamist militants.", "militant"),
        ("It carries the fingerprints of the cartel, prosecutors said.", "cartel"),
        ("The attack had all the hallmarks of separatists, an official said.", "separatist"),
        ("Suspicion fell on separatists.", "separatist"),
        ("Suspicion immediately fell on gangs in the north.", "gang"),
        ("Police suspect a cartel of the attack.", "cartel"),
        ("Investigators suspect a gang of involvement in the bombing.", "gang"),
        ("A former guard is suspected of planting the bomb.", "guard"),
        ("The rebels are suspected of carrying out the attack.", "rebel"),
        ("The rebels are believed to be behind the attack.", "rebel"),
        ("The militia is thought to be responsible for the bombing.", "militia"),
    ],
)
def test_inferred(parse: Callable[..., Parse], text: str, who: str) -> None:
    """Only the manner or a suspicion points at them: the claim is no more than probable."""
    assert found(parse, text) == [(who, False, True)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The bombing was the work of separatists, the minister said.", "separatist"),
        ("Officials blamed separatists for the blast.", "separatist"),
        ("Twin attacks blamed on jihadists killed eleven soldiers.", "jihadist"),
        ("The bombing was blamed on rebels.", "rebel"),
        ("The mission attributed the attack to a militant group known as the Front.", "group"),
        ("Two soldiers died on Monday in an attack attributed to the rebels.", "rebel"),
        ("The killing of two clerks was attributed by police to bandits.", "bandit"),
        ("A lawyer accused the guards of beating him.", "guard"),
        ("Villagers said the army was responsible for the blast.", "army"),
        ("The rebels claimed responsibility for the raid.", "rebel"),
        ("Officials blamed separatists for the killing of a judge on Monday.", "separatist"),
        ("Four farmers died in an attack claimed by the rebels.", "rebel"),
    ],
)
def test_stated(parse: Callable[..., Parse], text: str, who: str) -> None:
    assert found(parse, text) == [(who, False, False)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The rebels denied any involvement in the bombing.", "rebel"),
        ("The militia denies its role in the raid.", "militia"),
        ("The rebels were not behind the attack, a spokesman said.", "rebel"),
        ("Separatists are not believed to be behind the blast, the mayor said.", "separatist"),
        ("The blast did not bear the hallmarks of the rebels, an official said.", "rebel"),
        ("The army was not responsible for the blast, the ministry said.", "army"),
        ("It was not the work of separatists, the minister said.", "separatist"),
        ("Police do not suspect the gang of involvement.", "gang"),
    ],
)
def test_cleared(parse: Callable[..., Parse], text: str, who: str) -> None:
    """Who is said not to have done it is never made the one who did."""
    assert [(w, denied) for w, denied, _ in found(parse, text)] == [(who, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The walls bore the marks of shrapnel.",
        "The suspicion fell away after a week.",
        "Police arrested two men suspected of renting the car.",
        "Police fell on the ground.",
        "The suspect fell on a fence.",
        "An officer followed someone he suspected of fraud.",
        "Attention focused on the vote.",
        "They shot the man, accusing him of being a police informer.",
        "The court accused her of having two passports.",
        "The militia accused the teacher of working for the army.",
        "Suspected of staging the raid, the guards left.",
        "He is suspected, police said, of the attack.",
        "Suspected of the attack.",
    ],
)
def test_nobody(parse: Callable[..., Parse], text: str) -> None:
    assert found(parse, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ministry attributed the accident to an error of the driver.",
        "The militants attributed the killing to revenge.",
        "The words were attributed to the minister after the attack.",
    ],
)
def test_attributed_to_no_doer(parse: Callable[..., Parse], text: str) -> None:
    assert found(parse, text) == []


def test_blamed_on(parse: Callable[..., Parse]) -> None:
    """Who is blamed stands behind "on", not what is blamed."""
    text = "Peru blamed it on Bolivia with its spokesman alleging that shots were fired."
    assert found(parse, text) == [("bolivia", False, False)]


def test_each_accuses_the_other(parse: Callable[..., Parse]) -> None:
    text = "Italy and Kenya accused each other of violating the truce."
    assert found(parse, text) == [("italy", False, False), ("kenya", False, False)]
