"""Events: who takes which part, with what, against what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.ontology import load
from saidso.language.parse import Parse
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events


def parts(parse: Callable[..., Parse], text: str, role: str) -> list[str]:
    """Return the last words of the names of those with a role in any event, each once."""
    found = parse(text)
    cast = find_entities(found)
    heads = [
        cast.entities[p.entity].name.split()[-1]
        for e in find_events(found, cast, load().lexicon())
        for p in e.participants
        if p.role == role
    ]
    return list(dict.fromkeys(heads))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A drone fired two missiles at a car near the town of Ataq.", "car"),
        ("Rebels fired rockets at the airport.", "airport"),
        ("The navy launched missiles at a tanker.", "tanker"),
        ("Gunmen threw grenades at a police post.", "post"),
        ("Jets dropped bombs on a hospital in Idlib.", "hospital"),
        ("Two men hurled a petrol bomb at the embassy.", "embassy"),
        ("A car packed with explosives blew up at the gate of a hotel.", "hotel"),
        ("A bomb exploded at the entrance to a mosque.", "mosque"),
        ("A bus exploded on the road to the airport, killing nine people.", "bus"),
        ("A tanker blew up after it hit a mine.", "tanker"),
        ("The house exploded at dawn.", "house"),
        ("Insurgents ambushed their convoy on a rural road near Tame.", "convoy"),
        ("A convoy struck a landmine in Mali, killing two soldiers.", "convoy"),
        ("The blast damaged the windows of the consulate.", "consulate"),
        ("An explosion shattered the facade of a bank.", "bank"),
        ("The explosion destroyed a warehouse.", "warehouse"),
        ("The explosion targeted a bakery in Keld.", "bakery"),
        ("Assailants set fire to a school in Orlo.", "school"),
        ("Rioters set three cars ablaze in Orlo.", "cars"),
    ],
)
def test_target_is_what_it_goes_at(parse: Callable[..., Parse], text: str, target: str) -> None:
    assert parts(parse, text, "target") == [target]


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        ("A car packed with explosives blew up at the gate of a hotel.", ["car"]),
        ("A truck laden with explosives exploded outside a bank.", ["truck"]),
        ("A booby-trapped van exploded outside the court.", ["van"]),
        ("A suicide bomber detonated a car at a checkpoint.", ["car"]),
        ("The attackers set off an explosive charge beneath the first vehicle.", ["charge"]),
        ("Miners set off a demolition charge under the bridge.", ["charge"]),
        ("They detonated an explosive device under a bridge.", ["device"]),
        ("A drone struck a bus, killing six.", ["drone"]),
        ("A bus exploded on the road to the airport.", []),
        ("The tanker hit a reef.", []),
    ],
)
def test_instrument(parse: Callable[..., Parse], text: str, instruments: list[str]) -> None:
    assert parts(parse, text, "instrument") == instruments


@pytest.mark.parametrize(
    "text",
    [
        "A soldier stepped on a mine near the border.",
        "A farmer triggered a landmine while ploughing.",
        "Two soldiers hit a roadside mine.",
        "Col. Vanegas blamed the attack on the rebels.",
        "The house exploded after a gas leak.",
        "Two guards sustained burns in the blast.",
        "A driver suffered injuries when a shell exploded.",
        "The Mission followed up on reports of a man injured by shelling in Yasynuvata.",
        "Two farmers were killed by shelling near Taiz.",
        "A military vehicle hit a roadside bomb near Boni.",
    ],
)
def test_nobody_did_it(parse: Callable[..., Parse], text: str) -> None:
    """Who steps on a mine has not laid it."""
    assert parts(parse, text, "perpetrator") == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The explosive had been concealed in a bag of sorghum by a woman.", "woman"),
        ("Two men planted a bomb under a car.", "men"),
        ("A clerk hid a device in a drawer.", "clerk"),
        ("The attackers set off an explosive charge.", "attackers"),
        ("Rebels laid mines along the road.", "Rebels"),
        # who is punished, blamed or praised for it
        ("The minister thanked a miller for killing a gunman.", "miller"),
        ("Residents blamed the army for killing a farmer.", "army"),
    ],
)
def test_who_lays_it_does_it(parse: Callable[..., Parse], text: str, who: str) -> None:
    assert parts(parse, text, "perpetrator") == [who]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The attackers set off an explosive charge.", {"bombing"}),
        ("Engineers set off dynamite under the wall.", {"bombing"}),
        ("The news set off a panic.", set()),
        ("The convoy set off at dawn.", set()),
        ("The clerk concealed the letter.", set()),
    ],
)
def test_kind(parse: Callable[..., Parse], text: str, kinds: set[str]) -> None:
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    assert {e.type for e in events} == kinds


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("DAYTON, Ohio (MVS) — A Dayton police officer shot and wounded a 27-year-old man Monday night"
         " after a traffic stop on Wayne Avenue, authorities said.", "officer", "man"),
        ("DAYTON, Ohio (MVS) — A Tulsa deputy shot and killed a driver Friday, officials said.",
         "deputy", "driver"),
        ("Two Memphis officers shot and wounded a teenager, the mayor said.", "officers", "teenager"),
        ("A trooper shot and critically injured a woman near Lima, police said.", "trooper", "woman"),
    ],
)  # fmt: skip
def test_who_shot_whom(parse: Callable[..., Parse], text: str, who: str, whom: str) -> None:
    assert parts(parse, text, "perpetrator") == [who]
    assert parts(parse, text, "victim") in ([whom], [])


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Man shot and killed in Tarvin", "Man"),
        ("Two guards killed near Mosul", "guards"),
        ("Teen stabbed outside Leeds school", "Teen"),
        ("Journalist kidnapped in Haiti capital", "Journalist"),
        ("Mayor killed by gunmen in Puebla", "Mayor"),
    ],
)
def test_a_headline_leaves_out_was(parse: Callable[..., Parse], text: str, victim: str) -> None:
    assert parts(parse, text, "victim") == [victim]
    assert victim not in parts(parse, text, "perpetrator")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Police shot at crowd in Lagos", "Police"),
        ("Gunmen kill three in Cali", "Gunmen"),
        ("Police arrested two men in Cali", "Police"),
        ("Rebels attacked.", "Rebels"),
    ],
)
def test_a_headline_with_its_object_is_active(
    parse: Callable[..., Parse], text: str, who: str
) -> None:
    assert parts(parse, text, "perpetrator") == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The raid on the mill was carried out by rebels.", ["rebels"]),
        ("The attack on the clinic was perpetrated by soldiers of the guard.", ["soldiers"]),
        ("Militiamen staged the attack on the market.", ["Militiamen"]),
        ("Villagers fear another attack, carried out by the same gang.", ["gang"]),
        ("The killing of two priests, committed by men in uniform, shocked the valley.", ["men"]),
        (
            "The bombing that separatists carried out near Oxapampa killed a miller.",
            ["separatists"],
        ),
        ("Police carried documents out of the house after the attack.", []),
        ("The attack was condemned by the bishop.", []),
        ("Clashes between police and bandits left nine people dead.", ["police", "bandits"]),
        ("Fighting between the army and rebels killed nine people.", ["army", "rebels"]),
        ("Heavy fighting broke out between two clans.", ["clans"]),
        ("The minister launched a campaign after the attack.", []),
        ("The council staged a play about the killing.", []),
        ("The bishop said the attack was a crime.", []),
        ("The shooting of a young man by two guards led to unrest in Orlo.", ["guards"]),
        ("The massacre of 40 villagers by government soldiers shocked the valley.", ["soldiers"]),
        ("An attack in May on clerks at a mill by suspected rebels killed nine.", ["rebels"]),
        ("The killing of a miller by the river shocked the valley.", []),
        ("The killing of two clerks on Monday; a letter by miners said so.", []),
        ("Rebels carried out a wave of bombings in Orlo.", ["Rebels"]),
        ("A spate of bombings was carried out by rebels in Orlo.", ["rebels"]),
        ("A clerk accused the minister of rape.", ["minister"]),
        ("The minister was accused of the murder of two clerks.", ["minister"]),
        ("A nanny was held in Orlo on suspicion of murder.", ["nanny"]),
        ("Four men convicted of murder left the court.", []),
        ("Residents said they saw police beating protesters.", ["police"]),
        ("Neighbours found gunmen looting the shop.", ["gunmen"]),
        ("He recalled soldiers torturing prisoners.", ["soldiers"]),
        ("Rebels reportedly killed four farmers in Orlo.", ["Rebels"]),
        ("A rebel raid killed four farmers in Orlo.", ["rebel"]),
        ("Kidnapped by rebels in Orlo, four farmers wrote a letter.", ["rebels"]),
        ("Rebels shot four farmers in Orlo, one fatally.", ["Rebels"]),
        ("Rebels' killing of four farmers in Orlo angered residents.", ["Rebels"]),
    ],
)
def test_who_does_the_act_that_a_noun_names(
    parse: Callable[..., Parse], text: str, who: list[str]
) -> None:
    assert parts(parse, text, "perpetrator") == who


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers clashed with rebels in Orlo.",
        "Soldiers exchanged fire with rebels near Orlo.",
        "Soldiers traded gunfire with rebels near Orlo.",
    ],
)
def test_both_who_clash_are_sides(parse: Callable[..., Parse], text: str) -> None:
    assert parts(parse, text, "perpetrator") == ["Soldiers", "rebels"]


def test_who_survives_an_attack_is_its_victim(parse: Callable[..., Parse]) -> None:
    assert parts(parse, "The mayor survived an attack by rebels.", "victim") == ["mayor"]


@pytest.mark.parametrize(
    "text",
    [
        "Sudan protests left nine dead.",
        "This is the city's 34th homicide of the year.",
        "Three people were killed in an ambush at Burkapal.",
        "Mali soldiers were killed in a Mali attack.",
    ],
)
def test_where_is_no_target(parse: Callable[..., Parse], text: str) -> None:
    assert parts(parse, text, "target") == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The shelling of the village went on for a week.", "village"),
        ("The army condemned the attack on the town.", "town"),
        ("An explosion at a hotel woke the street.", "hotel"),
    ],
)
def test_what_is_done_to_a_place(parse: Callable[..., Parse], text: str, target: str) -> None:
    assert parts(parse, text, "target") == [target]


def test_who_was_kidnapped_kidnapped_nobody(parse: Callable[..., Parse]) -> None:
    """The tree of this sentence hangs the kidnapped on the gunmen."""
    text = (
        "GAO, Mali - Two aid workers and their driver were kidnapped on Monday by unidentified gunmen"
        " who stopped their car on the road between Gao and Ansongo, the charity that employs them said."
    )
    assert parts(parse, text, "perpetrator") == ["gunmen"]
    assert parts(parse, text, "victim")[-2:] == ["workers", "driver"]


@pytest.mark.parametrize(
    "text",
    [
        "Two millers were killed on Monday, shot by hooded men.",
        "A teacher died in the square, stabbed by a stranger.",
    ],
)
def test_a_participle_with_an_agent_is_passive(parse: Callable[..., Parse], text: str) -> None:
    """Those who were killed did not shoot."""
    assert not {"millers", "teacher"} & set(parts(parse, text, "perpetrator"))


@pytest.mark.parametrize(
    "text",
    [
        "A police spokesman said officers had defused a second bomb outside the market.",
        "Sappers dismantled a mine near the school on Friday.",
        "Police deactivated a grenade left on a bus in Tarvin.",
        "Two devices were disarmed by engineers before they could go off.",
    ],
)
def test_who_disarms_a_bomb_did_not_lay_it(parse: Callable[..., Parse], text: str) -> None:
    assert parts(parse, text, "perpetrator") == []


def test_who_lays_a_bomb_did(parse: Callable[..., Parse]) -> None:
    assert parts(parse, "Gunmen planted a bomb near the school.", "perpetrator") == ["Gunmen"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Morocco fired long-range mortars at two villages.", "Morocco"),
        ("Three shepherds were killed in shelling by Ukraine near the dam.", "Ukraine"),
        ("An Egyptian airstrike hit a clinic in the hills.", "Egypt"),
        ("A US drone strike destroyed a warehouse on Monday.", "US"),
        ("Four guards died in an army raid on the barracks.", "army"),
        ("Villagers fled the militia's raid on the market.", "militia"),
        ("Nine farmers were freed from the captivity of their abductors.", "abductors"),
    ],
)
def test_who_acts_before_or_behind_the_noun(
    parse: Callable[..., Parse], text: str, who: str
) -> None:
    """Countries act too, and what stands before a noun of attack did it."""
    assert parts(parse, text, "perpetrator") == [who]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry came under fire on Tuesday.",
        "One man was treated for burns and injuries by medics at the scene.",
        "A blast rocked Limatambo on Tuesday.",
        "Guard post hit by mortar fire",
        "Army patrol ambushed near Limatambo",
        "The bishop condemned the deaths of three children.",
        "14 offloaded from passenger bus, shot dead on highway",
        "At least three clerks were killed and two others injured in a firing incident at Orlo.",
        "Six clerks were killed, with two other villagers and a driver injured.",
        "In Orlo, miners have been threatened, beaten and jailed.",
    ],
)
def test_who_suffers_does_nothing(parse: Callable[..., Parse], text: str) -> None:
    assert parts(parse, text, "perpetrator") == []


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The captain is reported to have been killed in Orlo.", "captain"),
        ("The captain was believed to have been kidnapped.", "captain"),
        ("Rebels wanted the captain to be killed.", "captain"),
        ("The guards shot miners after being attacked.", "guards"),
        ("Gunmen carried out four raids against government troops near Orlo.", "troops"),
        ("The army launched a series of strikes on rebels in the hills.", "rebels"),
    ],
)
def test_to_whom_the_clause_above_tells(parse: Callable[..., Parse], text: str, whom: str) -> None:
    assert whom in parts(parse, text, "victim") + parts(parse, text, "target")


def test_along_with_shares_what_is_done(parse: Callable[..., Parse]) -> None:
    text = "The captain was killed along with two sailors on Tuesday."
    assert parts(parse, text, "victim") == ["captain", "sailors"]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gangs often kidnap traders for ransom.", "kidnap", True),
        ("The 1987 market bombing killed forty people.", "bombing", True),
        ("It was in retaliation for strikes on a village.", "strikes", True),
        ("They live in hills where smugglers attack convoys.", "attack", True),
        ("A reporter was held while he was covering a protest by teachers.", "protest", True),
        ("The shooting began near the protest on Monday.", "protest", True),
        ("The raid comes a day after rebels killed four guards.", "killed", True),
        ("Villagers beat a man for stealing a goat.", "stealing", True),
        ("Police arrested a man for stealing a goat.", "stealing", False),
        ("Guards died a day after rebels killed their captain.", "killed", False),
        ("Gunmen kidnapped two traders on Monday.", "kidnapped", False),
        ("Police came in response to the shooting.", "shooting", False),
        ("The Monday bombing killed forty people.", "bombing", False),
    ],
)
def test_background(parse: Callable[..., Parse], text: str, trigger: str, expected: bool) -> None:
    """What is done again and again, named by its year or avenged is not what is told."""
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    said = {found.tokens[e.trigger[0]].text: e.background for e in events}
    assert said[trigger] is expected


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("Gangs have kidnapped hundreds of people in the past three years.", True),
        ("More than 800 people have been killed in the region since 2011.", True),
        (
            "In 54 raids in the hills this year, 86 rebels, nine of them boys, have been killed.",
            True,
        ),
        ("Gangs have wreaked havoc in recent years, killing hundreds.", True),
        ("Nine people have been killed in the ten-year insurgency.", True),
        ("Gangs killed two people on Monday.", False),
        ("Gangs killed two people who had fled this year.", False),
        ("Police have said that gangs killed two people this year.", False),
        ("Two people have been killed since Monday.", False),
    ],
)
def test_what_has_been_done_over_years_is_no_event(
    parse: Callable[..., Parse], text: str, general: bool
) -> None:
    """The perfect with months or years counts many happenings, below the lead."""
    found = parse(f"A bank was robbed. The robbers fled. {text}")
    events = find_events(found, find_entities(found), load().lexicon())
    late = [e for e in events if e.sentence == 2]
    assert late
    assert {e.general for e in late} == {general}


def test_whose_a_place_is_is_no_event(parse: Callable[..., Parse]) -> None:
    found = parse("She lives in the occupied hills near Tarvin.")
    assert find_events(found, find_entities(found), load().lexicon()) == []


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Two gunmen who killed a clerk were then shot and killed by guards.", ["who", "guards"]),
        ("A Kenyan military airstrike hit a village on Monday.", ["military"]),
        ("Villagers named the slain officer on Monday.", []),
        ("Italy and Kenya accused each other of shelling villages.", ["Italy", "Kenya"]),
        ("Children were also among the dead and injured.", []),
        ("The towns have suffered from raids of bandits.", ["bandits"]),
        ("ISIS militants fled. Two were hurt in an ISIS attack on a post.", ["ISIS"]),
    ],
)
def test_doers(parse: Callable[..., Parse], text: str, doers: list[str]) -> None:
    found = [d if d != "gunmen" else "who" for d in parts(parse, text, "perpetrator")]
    assert found == doers


def test_names_are_no_events(parse: Callable[..., Parse]) -> None:
    text = "A council of Camps for the Displaced and Refugees met in Dolva on Monday."
    found = parse(text)
    assert find_events(found, find_entities(found), load().lexicon()) == []


@pytest.mark.parametrize(
    "text",
    [
        "An MV reported being followed by two skiffs with armed men.",
        "The tanker was approached by twelve small craft.",
        "Five perpetrators were sighted in the engine room of the ship.",
        "A boarding incident was reported east of the cape.",
    ],
)
def test_notices_to_ships(parse: Callable[..., Parse], text: str) -> None:
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    assert "maritime_incident" in [e.type for e in events]


def test_robbers_who_are_sighted_on_board_do_it(parse: Callable[..., Parse]) -> None:
    text = "The duty oiler sighted five robbers in the engine room of the ship."
    assert parts(parse, text, "perpetrator") == ["robbers"]


def test_what_is_on_going_is_no_strike(parse: Callable[..., Parse]) -> None:
    found = parse("Investigations are on-going after a patrol boat struck a reef.")
    events = find_events(found, find_entities(found), load().lexicon())
    assert "work_stoppage" not in [e.type for e in events]


def test_a_ceasefire_violation_makes_no_ceasefire(parse: Callable[..., Parse]) -> None:
    found = parse("Monitors counted nine ceasefire violations on Saturday.")
    events = find_events(found, find_entities(found), load().lexicon())
    assert [e.type for e in events] == ["ceasefire_violation"]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("The teenager's killing by soldiers set off a debate.", ["soldiers"], ["teenager"]),
        ("The Taliban's killing of two teachers was condemned.", ["Taliban"], ["teachers"]),
        ("His killing of a clerk was condemned.", ["His"], ["clerk"]),
        ("The mayor's killing shocked the town.", [], ["mayor"]),
        ("A Boko Haram kidnapping of 20 girls was condemned.", ["Haram"], ["girls"]),
        ("Five villagers were hurt by the troops' unprovoked firing in Nikra.", ["troops"], ["villagers"]),
        ("Indian firing killed a farmer in Nikra.", ["India"], ["farmer"]),
        ("The prisoner's beating was filmed.", [], ["prisoner"]),
    ],
)  # fmt: skip
def test_whose_deed_a_noun_names(
    parse: Callable[..., Parse], text: str, who: list[str], whom: list[str]
) -> None:
    assert parts(parse, text, "perpetrator") == who
    assert parts(parse, text, "victim") == whom


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The ministry lodged a strong protest with the envoy.", set()),
        ("Residents held a protest outside the court.", {"protest"}),
        ("The raiders pose a threat to farmers.", set()),
        ("Drones are a threat to shipping.", set()),
        ("Raiders issued a threat to the editor.", {"threat"}),
        ("The occupation forces slept.", set()),
        ("The occupation of Velm by rebels went on.", {"seizure"}),
        ("Rebels broke the ceasefire.", {"ceasefire_violation"}),
        ("The video was shot in Velm.", set()),
        ("A clerk was shot in Velm.", {"shooting"}),
        ("Judges sentenced four men to death.", {"conviction"}),
        ("The death of a clerk angered the town.", {"death"}),
        ("Gunners fired shells into the waters near Velm.", {"shelling"}),
        ("Police fired water cannon at the crowd.", {"crackdown"}),
    ],
)
def test_words_that_look_like_a_deed(
    parse: Callable[..., Parse], text: str, kinds: set[str]
) -> None:
    found = parse(text)
    events = find_events(found, find_entities(found), load().lexicon())
    assert {e.type for e in events} == kinds


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Turkish drones hit a car near Velm.", ["Turkey"]),
        ("Two men were killed by Russian shells in Velm.", ["Russia"]),
        ("NATO jets hit a school in Velm on Monday.", ["NATO"]),
        ("The Israeli army's drones struck a car in Velm.", ["army"]),
        ("Iranian-made drones hit the port of Velm.", []),
        ("Gunners shot down a Russian drone over Velm.", ["Gunners"]),
        ("A Turkish plane crashed near Velm, killing two people.", []),
        ("A Russian tank hit a mine near Velm.", []),
    ],
)
def test_whose_arms_act(parse: Callable[..., Parse], text: str, who: list[str]) -> None:
    assert parts(parse, text, "perpetrator") == who


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Seven people were killed and scores more were wounded.", ["people", "more"]),
        ("Two soldiers died and a dozen more were hurt.", ["soldiers", "more"]),
        ("Officials said that 20 more had been injured.", ["more"]),
        ("The blast killed two guards and wounded at least nine more.", ["guards", "more"]),
        ("One man died and two others were hurt.", ["man", "others"]),
        ("Two of the 12 killed were children.", ["12"]),
        ("Three of the four wounded are soldiers.", ["four"]),
        ("The shell destroyed two houses and damaged five more.", []),
        ("His feelings were hurt by it.", []),
    ],
)
def test_those_who_are_only_counted_suffer(
    parse: Callable[..., Parse], text: str, victims: list[str]
) -> None:
    assert parts(parse, text, "victim") == victims
    assert parts(parse, text, "perpetrator") == []


def test_whom_a_blast_leaves_dead_is_killed(parse: Callable[..., Parse]) -> None:
    parsed = parse("A market blast left 23 people dead in Orlo.")
    events = find_events(parsed, find_entities(parsed), load().lexicon())
    assert [e.type for e in events] == ["bombing", "killing"]
    assert parts(parse, "A market blast left 23 people dead in Orlo.", "victim") == ["people"]
