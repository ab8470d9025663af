"""Whether a report tells of an incident at all."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


FIGURES = [
    """Quispe storms to third title in Oruro

    Rosa Quispe stormed to her third title on Sunday after a perfect race in the rain.

    She stole the show from the champion, who was forced to stop in the twelfth lap. "It was a great day,"
    she said. Her team clashed with the jury over a tyre last year. The next race is in Tarvin. She trains
    every day. Fans love her. The team is happy. A new car is ready. The season ends in May.""",
    """How to capture more value from your shop

    A smart till saves you money and captures more value from each visit. It frees up your staff.

    Threats from rivals are real. Execution is key: deploy the till where people pass. Prices have exploded.
    Do not kill slow lines at once. A short trial helps. You can steal ideas from others. Plan well. Train
    your team. Ask for help. Buy in bulk. Measure what you sell. Keep it simple.""",
    """Bakers come under fire over smaller loaf

    A chain of bakers has come under fire from customers after its loaf shrank by a tenth.

    "They hit us with a higher price as well," a buyer wrote. The chain blamed the price of flour. It said
    the new loaf was lighter and fresher. Shops in Oruro sold both. Some liked it. Others did not. The old
    loaf will not come back. Flour has gone up since May. The chain has forty shops.""",
]
NEWS = [
    """Navy seizes trawler off Tarvin

    Peru has seized a trawler under suspicion that it carried fuel, the navy said on Friday.

    The ship was stopped in May. It remains in the port of Tarvin. Its crew of nine are well. The owner did
    not answer calls. The navy published a picture of the ship. Its flag is not known. The fuel was
    pumped out. A court will decide. The port was quiet. The minister flew home. Talks go on.""",
    """Teachers march in Oruro

    Thousands of teachers marched through Oruro on Monday against lower pay, the union said.

    The protest ended at the town hall. The mayor did not speak. Shops stayed open. It did not rain. Buses
    were late. Schools open again on Wednesday. The union wants talks. Parents are divided. The ministry
    gave no answer. Pay has not risen for years. More is to come.""",
]


@pytest.mark.parametrize("text", FIGURES)
def test_figures_of_speech_make_no_incident(reader: Reader, text: str) -> None:
    assert reader.read(plain_report(text.replace("\n    ", "\n"), "2017-03-07")).incidents == []


@pytest.mark.parametrize("text", NEWS)
def test_what_is_told_in_earnest_is_one(reader: Reader, text: str) -> None:
    assert [
        i
        for i in reader.read(plain_report(text.replace("\n    ", "\n"), "2017-03-07")).incidents
        if i.main
    ]
