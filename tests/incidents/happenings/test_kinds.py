"""The type that best names what a report tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.happenings.kinds import main_type
from saidso.incidents.ontology import load
from saidso.language.parse import Parse
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events

Parser = Callable[..., Parse]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen killed 15 people and burned barns in Orvelo on Friday.", "killing"),
        ("Gunmen burned houses and killed 15 people in Orvelo on Friday.", "killing"),
        ("Rebels killed nine farmers on Friday. They burned houses as they left.", "killing"),
        ("Bandits shot dead five villagers and set fire to three barns on Friday.", "shooting"),
        ("Gunmen torched a bus in Orvelo on Friday, killing 15 people.", "arson"),
        ("Fifteen people died when gunmen burned a bus in Orvelo on Friday.", "arson"),
        ("Gunmen killed 15 people by setting fire to a bus in Orvelo.", "arson"),
    ],
)
def test_burning_beside_a_killing_is_no_arson(parse: Parser, text: str, kind: str) -> None:
    ontology = load()
    found = parse(text)
    events = find_events(found, find_entities(found), ontology.lexicon())
    assert main_type(found, events, ontology) == kind
