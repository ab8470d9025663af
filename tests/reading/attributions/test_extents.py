"""Extents: contents run to the end of what is said, and not into what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.attributions.attributions import find_attributions
from saidso.reading.clauses.hedges import find_hedges
from saidso.reading.entities.entities import find_entities


def contents(parse: Parse) -> list[str]:
    found = find_attributions(parse, find_entities(parse), find_hedges(parse))
    return [" … ".join(parse.text[a:b] for a, b in f.content.spans) for f in found]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The device went off at about 10:30 a.m. near the stalls of cattle traders, said Musa Gambori"
         " of the state emergency agency.",
         "The device went off at about 10:30 a.m. near the stalls of cattle traders"),
        ("The attackers set off an explosive charge beneath the first vehicle, a pickup truck, and then"
         " opened fire from both sides of the road, Col. Iván Marulanda, the police commander, told"
         " reporters.",
         "The attackers set off an explosive charge beneath the first vehicle, a pickup truck, and then"
         " opened fire from both sides of the road"),
        ("The gunmen shot two guards and then fled toward the hills, the mayor told a local radio.",
         "The gunmen shot two guards and then fled toward the hills"),
        ("The bus left the depot at 6:15 p.m. with 40 people aboard, according to the company.",
         "The bus left the depot at 6:15 p.m. with 40 people aboard"),
        ("The hospital said three men who had been brought in with burns were later moved to the"
         " capital.",
         "three men who had been brought in with burns were later moved to the capital"),
        ("An elder told Reuters that the ministry had said a boy of 12 who was herding goats nearby"
         " was also killed.",
         "a boy of 12 who was herding goats nearby was also killed"),
        ("The charity named the workers as Maren Voss, 41, a German engineer, and Sékou Traba, 29, a"
         " Malian nurse.",
         "the workers as Maren Voss, 41, a German engineer, and Sékou Traba, 29, a Malian nurse"),
        ("Police identified the dead as Ruth Okafor, 33, a teacher, Sam Ndiaye, 41, a driver, and a"
         " girl of six.",
         "the dead as Ruth Okafor, 33, a teacher, Sam Ndiaye, 41, a driver, and a girl of six"),
        ("Officials named the ship as the Sea Lark, a tanker that left Basra on Monday.",
         "the ship as the Sea Lark, a tanker that left Basra on Monday"),
    ],
)  # fmt: skip
def test_whole(parse: Callable[..., Parse], text: str, content: str) -> None:
    assert content in contents(parse(text))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The army said it killed nine rebels, and residents said a house burned.",
         "it killed nine rebels"),
        ("Two soldiers were hurt, the army said, and a third was missing.",
         "Two soldiers were hurt"),
        ("The road was closed. It will reopen, the ministry said.", "It will reopen"),
        ("He was angry, and she said the raid was a mistake.", "the raid was a mistake"),
        ("The sheriff identified the victim as Ann Ro, 41, and said she lived nearby.",
         "the victim as Ann Ro, 41"),
    ],
)  # fmt: skip
def test_not_beyond(parse: Callable[..., Parse], text: str, content: str) -> None:
    assert content in [c.removeprefix("that ") for c in contents(parse(text))]
