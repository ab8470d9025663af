"""Norms: what should be, and what holds of all acts of a kind, is no event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.ontology import load
from saidso.language.parse import Parse
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events


def types(parse: Callable[..., Parse], text: str) -> list[str]:
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    return [e.type for e in events]


@pytest.mark.parametrize(
    "text",
    [
        "The authorities must immediately release the reporter, the group said.",
        "Both editors should be released and all charges should be dropped.",
        "We urge all parties to cease fire and to withdraw their troops.",
        "The group called on the ministry to release the three students.",
        "The union called for the release of its leader.",
        "Attacks on aid workers are a violation of the law of war.",
        "Attacks against civilians or peacekeepers may amount to war crimes.",
        "Attacks on clinics are crimes, she said.",
        "Any attack on a hospital is unacceptable.",
        "Airstrikes on homes violate the laws of war.",
        "Troops were sent to the area to prevent further attacks.",
        "The mayor said more patrols would deter another raid.",
        "If confirmed, mortar fire by either army would be a breach of that agreement.",
        "Any attack by the rebels would anger the governor, the minister said.",
        "Another killing by soldiers would lead to unrest, residents said.",
        "He told her weeks ago that he could not burn another village.",
        "Police said they could not shoot the gunman because of the crowd.",
        "The rebels would not release the hostages, a negotiator said.",
        "If rebels attack the town, the army will come.",
        "Rebels will shell the town if the army comes.",
        "Did rebels kill the four farmers?",
        "What struck me was the silence, she said.",
        "The governor asked for soldiers to guard against future kidnappings.",
        "The government should stop arresting activists, the group said.",
        "Both armies must end attacks on civilians.",
        "The union urged the ministry to stop jailing reporters.",
        "Killing civilians is a crime, the mission said.",
        "Torturing prisoners is unacceptable, the lawyer said.",
        "Arresting critics violates the law, the union said.",
    ],
)
def test_what_should_be_is_no_event(parse: Callable[..., Parse], text: str) -> None:
    assert types(parse, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The gunmen must have shot the driver from the roof, police said.", "shooting"),
        ("The killing of five farmers is a crime, the bishop said.", "killing"),
        ("Killing five farmers in Velm was a crime, the bishop said.", "killing"),
        ("The attack would be the third by rebels this year, police said.", "attack"),
        ("Why did rebels kill the four farmers?", "killing"),
        ("If rebels attacked the town, nobody has said so.", "attack"),
        ("The army did not shoot the driver, a spokesman said.", "shooting"),
        ("The rebels warned that they would attack the town.", "threat"),
        ("The militia warned of retaliation after the raid.", "threat"),
        ("Clashes are ongoing in the north of the city.", "armed_clash"),
        ("The army released the three students on Monday.", "release"),
        ("Police arrested a reporter who covered anti-coup protests.", "arrest"),
        ("The attacks are the worst in years, with 40 people killed.", "attack"),
    ],
)
def test_what_was_done_is_one(parse: Callable[..., Parse], text: str, kind: str) -> None:
    assert kind in types(parse, text)


def test_the_coup_of_anti_coup_is_none(parse: Callable[..., Parse]) -> None:
    assert "coup" not in types(parse, "Police arrested a reporter who covered anti-coup protests.")


@pytest.mark.parametrize(
    "text",
    [
        "The minister warned that rebels could attack the town.",
        "Officials warned of more attacks by the rebels.",
    ],
)
def test_who_warns_of_others_threatens_nobody(parse: Callable[..., Parse], text: str) -> None:
    assert "threat" not in types(parse, text)
