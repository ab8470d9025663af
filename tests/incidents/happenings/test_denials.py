"""Whose denial a claim is, and what a denial leaves untouched."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.reading.attributions.chains import Chains
from saidso.record import Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _by_stance(record: Record, slot: str) -> dict[str, set[str]]:
    """Return who asserts and who denies the claims of a slot."""
    chains = Chains(record)
    out: dict[str, set[str]] = {}
    for claim in record.claims:
        if claim.slot == slot:
            said = {chains.of(a)[-1] for a in claim.attributions}
            out.setdefault(claim.stance, set()).update(said)
    return out


def test_what_one_says_and_another_rejects_is_two_claims(reader: Reader) -> None:
    text = (
        "Norland troops shelled the village of Karsk on Tuesday. Villagers said the shells killed "
        "four farmers, a claim rejected by the army."
    )
    found = _by_stance(reader.read(plain_report(text)), "killed")
    assert found == {"asserts": {"Villagers"}, "denies": {"army"}}


def test_a_denial_takes_a_relative_clause_for_given(reader: Reader) -> None:
    """Who denies that troops search for the abducted does not deny that they were abducted."""
    text = (
        "Raiders stormed the village of Karsk on Tuesday and abducted twelve children, police said. "
        "Residents denied that troops were searching for the twelve children who had been abducted."
    )
    found = _by_stance(reader.read(plain_report(text)), "captured")
    assert "Residents" not in found.get("denies", set())


def test_no_word_of_something_is_not_said_to_have_happened(reader: Reader) -> None:
    text = (
        "Norland planes bombed the village of Karsk on Tuesday, killing three women, residents said. "
        "Major Ada Renn said she had no reports that women were killed."
    )
    found = _by_stance(reader.read(plain_report(text)), "killed")
    assert "Ada Renn" not in found["asserts"]
    assert "Ada Renn" in found["denies"]


def test_a_claim_that_is_called_false_is_denied(reader: Reader) -> None:
    text = (
        "Raiders stormed a base near Karsk on Tuesday. Army spokesman Col. Ben Holt said a claim by the "
        "raiders that they had killed sixty soldiers was a falsehood."
    )
    found = _by_stance(reader.read(plain_report(text)), "killed")
    assert "Ben Holt" not in found.get("asserts", set())


@pytest.mark.parametrize(
    ("text", "doers", "denied"),
    [
        (
            "Gunmen shot dead two farmers near Gao on Monday, residents said. "
            "The army rejected a claim that its soldiers had shot the farmers.",
            {"Gunmen"},
            {"soldiers"},
        ),
        (
            "Soldiers shot dead two farmers near Gao on Monday, residents said. "
            "The governor dismissed a claim that the soldiers had shot the farmers.",
            {"Soldiers"},
            {"Soldiers"},
        ),
    ],
)
def test_who_is_denied_to_have_done_it_stays_a_claim(
    reader: Reader, text: str, doers: set[str], denied: set[str]
) -> None:
    """Only who does it by somebody's word stands in the incident; what another denies stands beside it."""
    record = reader.read(plain_report(text, "2024-05-15"))
    names = {e.id: e.name for e in record.entities}
    main = next(i for i in record.incidents if i.main)
    assert {names[p] for p in main.perpetrators} == doers
    claims = [c for c in record.claims if c.incident == main.id and c.slot == "perpetrator"]
    assert {names[c.entity or ""] for c in claims if c.stance == "denies"} == denied
    assert {names[c.entity or ""] for c in claims if c.stance == "asserts"} == doers


def test_those_whom_nobody_killed_by_ones_word_stay_a_claim(reader: Reader) -> None:
    text = (
        "Gunmen killed two farmers near Gao on Monday, residents said. "
        "The army denied that soldiers had killed any farmers."
    )
    record = reader.read(plain_report(text, "2024-05-15"))
    names = {e.id: e.name for e in record.entities}
    assert [names[v] for i in record.incidents for v in i.victims] == ["two farmers"]
    assert _by_stance(record, "victim")["denies"] == {"army"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The army denied that its troops had killed 12 villagers near Gao on Monday.", "troops"),
        ("The Red Front denied that its fighters had shelled Gao on Monday.", "fighters"),
        ("Troops did not fire at the crowd near Gao on Monday, the army said.", "Troops"),
    ],
)
def test_who_did_nothing_is_a_denied_claim(reader: Reader, text: str, who: str) -> None:
    """Where all that is told is denied, who would have done it stands in no incident as having done it."""
    record = reader.read(plain_report(text, "2024-05-15"))
    names = {e.id: e.name for e in record.entities}
    (main,) = (i for i in record.incidents if i.main)
    assert main.status == "denied"
    assert main.perpetrators == []
    claims = [c for c in record.claims if c.slot == "perpetrator"]
    assert [(names[c.entity or ""], c.stance) for c in claims] == [(who, "denies")]


def test_who_is_blamed_for_another_attack_is_so_there(reader: Reader) -> None:
    text = (
        "A bomb killed nine people in Gao on Monday. The Red Front claimed responsibility for the attack. "
        "It was also blamed for a raid in Timbuktu in 2019 that killed 30."
    )
    record = reader.read(plain_report(text, "2024-05-15"))
    main = next(i for i in record.incidents if i.main)
    blamed = [c for c in record.claims if c.slot == "responsibility"]
    assert [c.incident == main.id for c in blamed] == [True, False]
