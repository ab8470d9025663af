"""Who did it and to whom, where a report tells of both sides, as whole reports read."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Incident


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _main(reader: Reader, text: str) -> tuple[Incident, dict[str, str]]:
    record = reader.read(plain_report(text, "2024-05-08"))
    return next(i for i in record.incidents if i.main), {e.id: e.name for e in record.entities}


CASES = [
    (
        "the patrols that were ambushed",
        "Two police patrols were ambushed on a road near Dolva on Tuesday, leaving 14 officers dead and "
        "three wounded. The gunmen fled into the hills.",
        "attack",
        set(),
        {"14 officers", "three"},
    ),
    (
        "the minister whose visit it was",
        "Rebels fired a missile at a base near Dolva on Tuesday during a visit by the defence minister, "
        "killing seven soldiers, officials said. Nobody else was hurt.",
        "shelling",
        {"Rebels"},
        {"seven soldiers"},
    ),
    (
        "the others who were injured",
        "The mission has expressed concerns after a cattle raid near Dolva left 32 people dead and 26 others "
        "injured. The raid was on Tuesday.",
        "attack",
        set(),
        {"32 people", "26 others"},
    ),
    (
        "the soldiers who fire after a blast",
        "A convoy set off a bomb planted by the roadside near Dolva on Tuesday, residents said. Soldiers of "
        "the Somali army then opened fire in all directions. Seven people were killed in the blast.",
        "bombing",
        set(),
        {"Seven people"},
    ),
    (
        "the soldiers who hit somebody after a blast",
        "A convoy set off a bomb planted by the roadside near Dolva on Tuesday, residents said. Soldiers of "
        "the Somali army then shot dead three traders.",
        "bombing",
        {"Soldiers"},
        {"three traders"},
    ),
    (
        "the man beaten for what he stole",
        "A man accused of stealing a goat was beaten to death by a mob in Dolva on Tuesday. The man was "
        "tied to a post and beaten with sticks, witnesses said. Police rescued a second man.",
        "assault",
        {"mob"},
        {"man"},
    ),
    (
        "the patrol that fires back",
        "Rebels ambushed a patrol near Dolva on Tuesday, killing three soldiers, the army said. The "
        "soldiers returned fire.",
        "attack",
        {"Rebels"},
        {"three soldiers"},
    ),
    (
        "both accuse each other",
        "Arvania and Belmark on Monday accused each other of shelling villages along their border. "
        "Nobody was hurt, officials on both sides said.",
        "shelling",
        {"Arvania", "Belmark"},
        set(),
    ),
    (
        "those who let captives go",
        "Rebels released two soldiers on Tuesday whom they had kidnapped near Dolva three weeks ago, the "
        "Red Cross said. The two men were in good health.",
        "release",
        {"Rebels"},
        {"two soldiers"},
    ),
    (
        "those who fight the raiders",
        "Gunmen stormed a church in Dolva on Tuesday and abducted seven worshippers. Officers engaged the "
        "kidnappers, killing one of the assailants, police said.",
        "kidnapping",
        {"Gunmen"},
        {"seven worshippers", "one"},
    ),
    (
        "whom a funeral is for",
        "A bomber blew himself up at a funeral in Dolva on Tuesday, killing nine mourners. The funeral was "
        "for an officer shot by rebels.",
        "suicide_bombing",
        {"bomber"},
        {"nine mourners"},
    ),
    (
        "who is shot after wounding somebody",
        "Kenyan police shot and killed a teenager in Dolva on Tuesday, officials said, after he wounded a "
        "guard with a hammer.",
        "shooting",
        {"Kenyan police"},
        {"teenager", "guard"},
    ),
    (
        "when those were taken who are free",
        "Rebels on Tuesday released two soldiers near Dolva, the Red Cross said. They were seized on 2 "
        "April during an ambush in which nine officers were killed.",
        "release",
        {"Rebels"},
        {"two soldiers"},
    ),
    (
        "stones at the troops of the one army named",
        "Kenyan troops shot and killed a teenager in Dolva on Tuesday, medics said. He was a pupil. His "
        "school was closed. The army said youths threw petrol bombs at soldiers.",
        "shooting",
        {"Kenyan troops"},
        {"teenager"},
    ),
    (
        "what another group did separately",
        "Rebels on Tuesday released two officers near Dolva, the Red Cross said. It said a smaller militia "
        "had separately released five miners.",
        "release",
        {"Rebels"},
        {"two officers"},
    ),
    (
        "those who fight in an encounter",
        "Three militants were killed in an encounter with commandos near Dolva on Tuesday, police said. The "
        "encounter ensued after a search. Two rifles were found.",
        "armed_clash",
        {"commandos"},
        {"Three militants"},
    ),
    (
        "youths who fend off raiders",
        "Bandits attacked Dolva on Tuesday, killing six farmers and burning barns. Youths of the village "
        "repelled the bandits, who fled to the hills, a chief said.",
        "attack",
        {"Bandits"},
        {"six farmers"},
    ),
    (
        "police who come after a clash of gangs",
        "Four men were killed in a clash between two rival gangs in Dolva on Tuesday. Officers arrested two "
        "suspects.",
        "armed_clash",
        {"two rival gangs"},
        {"Four men"},
    ),
    (
        "whom a killing was of",
        "Rebels shot two traders in Dolva on Tuesday. They are wanted for a cop killing.",
        "shooting",
        {"Rebels"},
        {"two traders"},
    ),
    (
        "soldiers who are martyred",
        "Two soldiers were martyred in a bomb attack near Dolva on Tuesday, the army said.",
        "bombing",
        set(),
        {"Two soldiers"},
    ),
    (
        "on whom an attack is blamed",
        "Nine Dead in Attack Blamed on Rebels in Dolva\n\nGunmen killed nine traders in Dolva on Tuesday.",
        "attack",
        {"Gunmen"},
        {"nine traders"},
    ),
    (
        "police who raid a house after a shooting",
        "A trader was shot dead by two men in Dolva on Tuesday. Police raided a house in the evening, an "
        "officer said. A gun was found.",
        "shooting",
        {"two men"},
        {"trader"},
    ),
    (
        "whom gunmen only meant to kill",
        "Two gunmen died in a shootout with guards in Dolva on Tuesday. A group of raiders had "
        "gathered there to kill an elder, an officer said.",
        "armed_clash",
        {"guards"},
        {"Two gunmen"},
    ),
    (
        "rescuers who capture things",
        "Troops rescued four kidnapped girls in Dolva on Tuesday, the army said. The troops captured a "
        "motorcycle and a radio.",
        "rescue",
        set(),
        {"four kidnapped girls"},
    ),
    (
        "they, beside those who are named",
        "A bomber blew himself up at a gate in Dolva on Tuesday, killing six officers. The Front said it "
        "was behind the attack. However, it said that they only killed five guards.",
        "suicide_bombing",
        {"bomber"},
        {"six officers", "five guards"},
    ),
    (
        "a raid that kills and burns",
        "Bandits raided Dolva on Tuesday, killing six farmers and burning nine barns, a chief said.",
        "attack",
        {"Bandits"},
        {"six farmers"},
    ),
    (
        "taken off a bus and shot",
        "At least 14 passengers were taken off a bus near Dolva on Tuesday and shot dead by unknown gunmen.",
        "shooting",
        {"unknown gunmen"},
        {"14 passengers"},
    ),
    (
        "gunmen who block a road",
        "Six miners were killed in a firing incident in Dolva on Tuesday after armed men blocked the highway "
        "and checked their papers.",
        "shooting",
        set(),
        {"Six miners"},
    ),
    (
        "a gerund beside a gerund",
        "The army on Saturday accused the militia of raiding a clinic and killing five patients.",
        "attack",
        {"militia"},
        {"five patients"},
    ),
]


@pytest.mark.parametrize(
    ("text", "kind", "doers", "victims"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_sides(reader: Reader, text: str, kind: str, doers: set[str], victims: set[str]) -> None:
    main, names = _main(reader, text)
    assert main.type == kind
    assert {names[e] for e in main.perpetrators} == doers
    assert {names[e] for e in main.victims} == victims
