"""Targets in so many words, and words that only sound like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.ontology import load
from saidso.language.parse import Parse
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events
from saidso.reading.events.targets import find_targets


@pytest.mark.parametrize(
    ("text", "head", "denied", "inferred"),
    [
        ("He said the hotel, which is popular with lawmakers, was the target.", "hotel", False, False),
        ("The target was an army patrol, officials said.", "patrol", False, False),
        ("The minister was the target of the attack.", "minister", False, False),
        ("Its main target was the port.", "port", False, False),
        ("A police station appeared to be the target of the bombing.", "station", False, True),
        ("The embassy is believed to have been the intended target.", "embassy", False, True),
        ("The likely target of the strike was a commander.", "commander", False, True),
        ("The bakery was not our target.", "bakery", True, False),
        ("The judge was not the target, police said.", "judge", True, False),
    ],
)  # fmt: skip
def test_target(
    parse: Callable[..., Parse], text: str, head: str, denied: bool, inferred: bool
) -> None:
    found = parse(text)
    told = [
        (found.tokens[t.head].text, t.denied, t.inferred)
        for t in find_targets(found, load().lexicon())
    ]
    assert told == [(head, denied, inferred)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was the target of criticism.",
        "Hotels are a soft target.",
        "The army missed the target.",
        "The company's target was not met.",
        "Police raised the target.",
    ],
)
def test_no_target(parse: Callable[..., Parse], text: str) -> None:
    assert find_targets(parse(text), load().lexicon()) == []


@pytest.mark.parametrize(
    ("text", "target", "doer"),
    [
        ("Three reporters received death threats in Velm on Friday.", "Three reporters", ""),
        ("The editor got threats from unknown callers.", "The editor", "unknown callers"),
        ("The union condemned a threat received by the editor on Friday.", "the editor", ""),
        ("The threats that Brandt received on Friday came after his report.", "Brandt", ""),
    ],
)
def test_who_gets_threats_is_their_target(
    parse: Callable[..., Parse], text: str, target: str, doer: str
) -> None:
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    told = {p.role: found.text[slice(*p.span)] for p in events[0].participants}
    assert (told.get("target", ""), told.get("perpetrator", "")) == (target, doer)
