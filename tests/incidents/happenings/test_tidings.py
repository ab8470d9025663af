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
    """Do campers need a policy?

    A policy for campers covers the risks of a journey: lost keys, illness, theft, terrorism, evacuation and a
    flight home if you die.

    Much depends on your plans. Ask what is left out. Prices differ. Some pay twice. A claim takes weeks. Keep
    all bills. Read the small print. Compare three offers. Talk to your club. Old tents cost more. Dogs are
    free. Children pay half. Renew it in May.""",
    """What the law says on slides at public baths

    If someone is not careful on a slide, they may get hurt. There are times when guests are hurt because of a
    worn mat.

    The owner of a bath must see to its slides. Signs help. A lawyer can tell whether a claim has a chance. If
    someone is injured by a slide that was built badly, its maker may be liable. Ask early. Keep the ticket.
    Take pictures. Write down who saw it. Claims end after three years. Most are settled.""",
    """The best lamps for small desks

    To help you choose, we rounded up the top 15 lamps of the year. A lamp with a die-cast foot stands well.

    The first one frees up space. It is bright. It costs little. The second one turns. The third one is of
    wood. All come with a plug. Two have no switch. One is red. We like the green one. Buy two.""",
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
    """Suspect named after 5 shot at Velm home

    Guards have identified a suspect sought in a recent shooting at a home that left five people injured.
    Velm police say that Isak Brand, 18, is wanted. The charges stem from a shooting that occurred
    Thursday. Police say Brand opened fire on a group of people. They say he then drove off. A motive for
    the shooting remains under investigation. The injuries are not grave.""",
]


OFFENCES = [
    (
        """Police look for three lambs

    Police ask for help in the search for three lambs that were stolen from a farm near Tarvin this week.

    They say that the lambs were taken at night. A barn was broken into. One lamb is black. The two others are
    white. They are young. They could die if they are not found. The farm is old. A fence was cut. Who
    has seen them may call at any hour.""",
        "robbery",
    ),
    (
        """Band loses its gear in Oruro

    A band had to cancel a tour after thieves broke into its van in Oruro and stole three guitars.

    The group plays folk songs. Its next show was in Tarvin. It asked fans to look out for the guitars. They
    were made by hand. The van stood near a hotel. It rained. The singer was sad. He plays since childhood.
    Fans gave money. A shop lent a drum. The tour was to end in May. Nobody has seen the guitars.""",
        "robbery",
    ),
    (
        """Vandals desecrate graves near Tarvin

    Unknown men removed the doors of four tombs and desecrated two graves near a church in Tarvin.

    The mayor spoke of a shame. The police look into it. Tarvin is a quiet town. The church is old.""",
        "sabotage",
    ),
    (
        """Knife held to throat of driver in Tarvin

    Two men held a knife to the throat of a taxi driver in Tarvin on Monday and demanded cash.

    The driver reversed, and the robbers fled. Police look for them.""",
        "robbery",
    ),
    (
        """Fire guts warehouse in Oruro

    A fire destroyed a warehouse in Oruro on Monday and injured two firefighters.

    The blaze began in a kitchen. The cause is not known.""",
        "accident",
    ),
    (
        """Swimmer killed in shark attack off Tarvin

    A shark attacked and killed a swimmer off Tarvin on Monday, police said.""",
        "accident",
    ),
]


@pytest.mark.parametrize(("text", "kind"), OFFENCES)
def test_offences_and_mishaps_have_their_type(reader: Reader, text: str, kind: str) -> None:
    incidents = reader.read(plain_report(text.replace("\n    ", "\n"), "2017-03-07")).incidents
    assert [i.type for i in incidents if i.main] == [kind]


def test_an_obituary_is_no_incident(reader: Reader) -> None:
    text = """Baker Rosa Quispe dies at 84

    Rosa Quispe, who baked bread in Oruro for sixty years, has died at the age of 84, her family said.

    She was born in Tarvin. Her father was a miner. She opened her shop in 1961. It had two rooms. Her rolls
    were known in the whole town. She taught forty bakers. Her son runs the shop. She liked to sing. A street
    will have her name. The town will miss her. She leaves five children. The shop is closed on Friday."""
    assert reader.read(plain_report(text.replace("\n    ", "\n"), "2017-03-07")).incidents == []


def test_accidents_by_shocks_are_no_torture(reader: Reader) -> None:
    text = "Two electrical shock accidents killed a miner and a guard in Oruro on Monday, the union said."
    record = reader.read(plain_report(text, "2017-03-07"))
    assert "torture" not in {e.type for e in record.events}
    assert [i.killed.best for i in record.incidents if i.main and i.killed] == [2]


def test_a_heart_attack_is_no_attack(reader: Reader) -> None:
    text = "A driver had a heart attack at the wheel in Oruro on Monday and hit a wall."
    record = reader.read(plain_report(text, "2017-03-07"))
    assert "attack" not in {e.type for e in record.events}


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


_PAYWALL = """

    Subscribers read the whole story of our paper.

    How to pack a bag for a trip in spring and what to bring along for the way.

    Ten places to see before the summer, and how to get there by train."""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Five shot during party at Oruro hall", "shooting"),
        ("5 shot on Oruro's west side, suspects still at large", "shooting"),
        ("Three Shot Outside Oruro Nightclub", "shooting"),
        ("Four killed in blast at Oruro market", "bombing"),
        ("Two wounded in Oruro knife attack", "assault"),
        ("Five best shots of the weekend in Oruro", ""),
        ("Three shots that won the match in Oruro", ""),
    ],
)
def test_a_headline_may_be_all_that_tells_of_it(reader: Reader, title: str, kind: str) -> None:
    record = next(reader.read_many([plain_report(title + _PAYWALL)]))
    assert [i.type for i in record.incidents if i.main] == ([kind] if kind else [])  # type: ignore[union-attr]
