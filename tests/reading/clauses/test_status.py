"""Status: what the grammar says of whether an event happened, and what follows for harm."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Record

CASES = [
    ("attempted", "Police foiled a plot to bomb the station on Friday."),
    ("attempted", "Gunmen tried to kidnap a judge on Monday but failed."),
    ("attempted", "Gunmen failed to seize the airport on Sunday."),
    ("attempted", "Security forces thwarted a suicide attack on a mosque."),
    ("attempted", "An attempted coup was put down on Friday."),
    ("attempted", "The bomb failed to explode."),
    ("attempted", "Soldiers defused a bomb outside the court."),
    ("attempted", "A planned attack on the embassy was averted."),
    ("attempted", "Guards prevented the man from shooting the mayor."),
    ("attempted", "The attempt to assassinate the governor failed."),
    ("planned", "The group plans to attack oil fields."),
    ("planned", "The bombers intended to kill hundreds."),
    ("planned", "Our target was to kill the commander of the fort, the group said."),
    ("happened", "The rebels claimed to have killed twenty soldiers near Velm."),
    ("denied", "The army denied shelling the hospital."),
    ("denied", "The minister said it is lies that soldiers killed five villagers in Velm."),
    ("denied", "It is not true that police shot three protesters in Velm, the ministry said."),
    ("denied", "He said it was completely false that soldiers had burned homes in Velm."),
    ("denied", "It is untrue to say that soldiers burned homes in Velm, he said."),
    ("happened", "It is not a lie that soldiers killed five farmers in Velm, the bishop said."),
    ("happened", "It is wrong that soldiers burned homes in Velm, the bishop said."),
    ("denied", "The navy denied that any clash had taken place off the coast."),
    ("denied", "The ministry said there had been no attack on the school."),
    ("happened", "The army managed to retake the bridge on Sunday."),
    ("happened", "Police had to open fire on the mob in the old town."),
    ("happened", "Officers were able to arrest the two smugglers."),
    ("happened", "Guards were forced to fire in the air."),
    ("planned", "The army will have to attack the fort."),
    ("happened", "Two men suffered life-threatening injuries."),
    ("happened", "Two children were injured in non-government-controlled Velm."),
    ("attempted", "The mayor was almost shot by a gunman on Sunday."),
    ("happened", "Police foiled a plot to bomb a market on Sunday and arrested six people."),
    ("happened", "Rebels launched an attack on a post in Orlo on Sunday."),
    ("happened", "Bandits used guns and spears to storm the camp on Sunday."),
    ("planned", "The deal provides for the release of 50 prisoners."),
    ("planned", "Talks on the release of 15 hostages have failed, the ministry said."),
    ("planned", "The rebels agreed to the release of ten captives on Sunday."),
    ("attempted", "Efforts to secure the release of ten captives went on."),
    ("happened", "Elders secured the release of ten captives on Sunday."),
    ("happened", "Officials negotiated the release of ten captives on Sunday."),
    ("happened", "The attack in Orlo on Sunday did not cause casualties, police said."),
    ("happened", "The bombing in Orlo on Sunday did not damage the bridge."),
    ("happened", "The minister did not condemn the attack in Orlo on Sunday."),
    ("happened", "Officials could not confirm the attack in Orlo on Sunday."),
    ("happened", "The ambush in Orlo on Sunday was not the first."),
    ("happened", "It was not the first raid on Orlo, which rebels shelled on Sunday."),
    ("denied", "It was not an attack, the army said on Sunday in Orlo."),
    ("denied", "The army did not launch an attack on Orlo on Sunday, it said."),
    ("denied", "The army did not carry out the attack on Orlo on Sunday, it said."),
    ("denied", "The attack did not take place, a spokesman said on Sunday."),
    ("denied", "Observers did not record ceasefire violations in Orlo on Sunday."),
    ("planned", "A protest will take place in Orlo on Friday, organisers said."),
    ("planned", "The strike would begin in Orlo on Friday with a march, organisers said."),
    ("unclear", "Militants could launch an attack in Orlo, the embassy warned on Sunday."),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _read(reader: Reader, text: str) -> Record:
    return reader.read(plain_report(text, "2017-03-07"))


@pytest.mark.parametrize(("status", "text"), CASES)
def test_status_of_an_incident(reader: Reader, status: str, text: str) -> None:
    record = _read(reader, text)
    assert [i.status for i in record.incidents if i.main] == [status]


@pytest.mark.parametrize(
    "text",
    [t for s, t in CASES if s in ("attempted", "planned")]
    + [
        "They threatened to kill 12.",
        "A bank was robbed in Velm. The governor urged the troops to capture the gunmen.",
    ],
)
def test_what_was_not_done_is_no_harm(reader: Reader, text: str) -> None:
    """A claim says that somebody was killed or captured; a plan says no such thing."""
    slots = {"killed", "injured", "captured", "released"}
    assert not [c for c in _read(reader, text).claims if c.slot in slots and c.value != 0]


CLAIMS = [
    ("planned", "asserts", "Rebels shot a guard on Monday and plan to attack the port of Nadu.", "attack"),
    ("threatened", "asserts", "Rebels shot a guard on Monday and threatened to shell the port.", "shelling"),
    ("denied", "denies", 'A guard was shot. Doctors say he is "not going to die" of it.', "death"),
    ("denied", "denies", "A guard was shot on Monday. He is unlikely to be killed in jail.", "killing"),
    ("happened", "asserts", "A guard was shot on Monday at the border.", "shooting"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "stance", "text", "value"), CLAIMS)
def test_a_claim_of_an_event_says_what_became_of_it(
    reader: Reader, status: str, stance: str, text: str, value: str
) -> None:
    claims = [c for c in _read(reader, text).claims if c.slot == "event" and c.value == value]
    assert [(c.status, c.stance) for c in claims] == [(status, stance)]


def test_a_claim_of_no_event_has_no_status(reader: Reader) -> None:
    record = _read(reader, "A guard was shot dead in Nadu on Monday.")
    assert {c.status for c in record.claims if c.slot != "event"} == {None}


def test_an_agreement_signed_is_no_plan(reader: Reader) -> None:
    """Only what an agreement is to do is open: "an agreement to withdraw", not "signed by both"."""
    text = "The army shelled the town in breach of the truce agreement signed by both sides in May."
    claims = _read(reader, text).claims
    assert "planned" not in {c.status for c in claims if c.slot == "event"}


def test_who_claims_to_have_done_it_did_it(reader: Reader) -> None:
    record = _read(reader, "The rebels claimed to have killed twenty soldiers near Velm on Monday.")
    names = {e.id: e.name for e in record.entities}
    said = [names[c.entity or ""] for c in record.claims if c.slot == "perpetrator"]
    assert said == ["rebels"]


def test_what_somebody_was_caught_at_is_not_the_news(reader: Reader) -> None:
    record = _read(
        reader, "Villagers lynched two men in Velm on Monday after they were caught stealing cows."
    )
    assert [i.type for i in record.incidents if i.main] == ["assault"]


def test_who_is_taken_over_a_foiled_plot_is_counted(reader: Reader) -> None:
    record = _read(
        reader, "Police foiled a plot to bomb a market on Sunday and arrested six people."
    )
    assert [i.type for i in record.incidents] == ["arrest"]
    assert [c.value for c in record.claims if c.slot == "captured"] == [6]


def test_what_hostages_face_was_not_done(reader: Reader) -> None:
    record = _read(reader, "Troops freed 70 hostages who faced execution in a raid on Sunday.")
    assert {e.status for e in record.events if e.type == "execution"} == {"threatened"}
    assert [i.type for i in record.incidents] == ["release"]


@pytest.mark.parametrize(
    ("text", "slot", "number"),
    [
        ("Troops foiled a coup attempt on Sunday and arrested 13 soldiers.", "captured", 13),
        ("A coup attempt in Orlo on Sunday left nine soldiers dead.", "killed", 9),
    ],
)
def test_a_coup_may_fail_and_harm(reader: Reader, text: str, slot: str, number: int) -> None:
    record = _read(reader, text)
    assert [(i.type, i.status) for i in record.incidents] == [("coup", "attempted")]
    assert [c.value for c in record.claims if c.slot == slot] == [number]
