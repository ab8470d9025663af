"""Text in capitals gets its likely ordinary case, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidso.language.casing import calm, ordinary, shouts
from saidso.record import Report, Segment

CASES = [
    (
        "GUNMEN ATTACKED THE MILL IN OXAPAMPA ON MONDAY.",
        "Gunmen attacked the mill in Oxapampa on Monday.",
    ),
    (
        "COLONEL ABEL QUISPE SAID THE COLONEL WAS SAFE.",
        "Colonel Abel Quispe said the colonel was safe.",
    ),
    ('HE SAID: "WE SAW NOTHING." POLICE LEFT.', 'He said: "We saw nothing." Police left.'),
    (
        "IT WAS THE NATIONAL RELIEF FUND [NRF] THAT PAID.",
        "It was the National Relief Fund [NRF] that paid.",
    ),
    (
        "THE PERUVIAN ARMY ENTERED SAN RAMON IN MARCH.",
        "The Peruvian army entered San Ramon in March.",
    ),
    ("NO ONE WAS HURT IN THE 1980'S.", "No one was hurt in the 1980's."),
    ("ON 6 MARCH THEY SAID THEY MAY MARCH AGAIN.", "On 6 March they said they may march again."),
    ("[INTERVIEW] THE MAYOR OF JAEN SPOKE.", "[Interview] The mayor of Jaen spoke."),
    ("ROSA DE LA CRUZ LIVES IN CAJAMARCA.", "Rosa de la Cruz lives in Cajamarca."),
]


@pytest.mark.parametrize(("loud", "calm_"), CASES)
def test_ordinary_case(loud: str, calm_: str) -> None:
    assert ordinary(loud) == calm_


@given(st.text(max_size=200))
def test_no_letter_moves(text: str) -> None:
    """Whatever the text, every letter stays where it is."""
    out = ordinary(text.upper())
    assert len(out) == len(text.upper())
    assert out.upper() == text.upper().upper()


def test_only_what_shouts_is_changed() -> None:
    """A headline in capitals takes its names from the text below it."""
    head = "MARCH OF THE BAKERS ENDS IN LIMATAMBO"
    body = "The March of the Bakers ended in Limatambo. Every March of the Bakers is long."
    report = Report(
        id="x",
        name="x",
        text=head + "\n\n" + body,
        segments=[
            Segment(kind="headline", span=(0, len(head) + 2)),
            Segment(kind="paragraph", span=(len(head) + 2, len(head) + 2 + len(body))),
        ],
    )
    text = calm(report).text
    assert text.startswith("March of the Bakers ends in Limatambo\n")
    assert text.endswith(body)
    assert calm(calm(report)).text == text


def test_abbreviations_do_not_shout() -> None:
    assert not shouts("AP, AFP and the BBC said so in the USA.")
    assert not shouts("UN")
    assert shouts("GUNMEN ATTACKED THE MILL IN OXAPAMPA")


TITLED = [
    (
        "Rebels Raid Ferry, Seize Nine Sailors Off Limatambo",
        "Armed rebels raided a ferry near Limatambo. Nine sailors were seized.",
        "Rebels raid ferry, seize nine sailors off Limatambo",
    ),
    (
        "Police Fire Tear Gas in Clash With Rose Over NATO Base",
        "On Monday Rose and police clashed. A NATO base lies there.",
        "Police fire tear gas in clash with Rose over NATO base",
    ),
    (
        "Police arrest Rosa Quispe in Limatambo",
        "On Monday police arrested Rosa Quispe.",
        "Police arrest Rosa Quispe in Limatambo",
    ),
]


@pytest.mark.parametrize(("head", "body", "calm_"), TITLED)
def test_headline_with_a_capital_on_every_word(head: str, body: str, calm_: str) -> None:
    """Its words get small letters, its names and abbreviations keep theirs."""
    text = head + "\n\n" + body
    report = Report(
        id="x",
        name="x",
        text=text,
        segments=[
            Segment(kind="headline", span=(0, len(head) + 2)),
            Segment(kind="paragraph", span=(len(head) + 2, len(text))),
        ],
    )
    assert calm(report).text == calm_ + "\n\n" + body
