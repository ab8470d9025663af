"""Assembly: who takes part, what is one happening, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Record


@pytest.fixture(scope="module")
def read() -> Callable[..., Record]:
    reader = Reader()
    return lambda text, published=None: reader.read(plain_report(text, published))


def names(record: Record, ids: list[str]) -> list[str]:
    return [e.name for e in record.entities if e.id in ids]


def test_who_accuses_is_not_who_did_it(read: Callable[..., Record]) -> None:
    """The tool never makes a perpetrator of somebody who only tells of an act."""
    record = read("An opposition envoy accused the army of shelling a camp near Idlib on Monday.")
    done_by = names(record, record.incidents[0].perpetrators)
    assert not any("envoy" in name for name in done_by)


def test_an_outlet_is_no_perpetrator(read: Callable[..., Record]) -> None:
    record = read("Reuters said it appeared the rebels had shelled the airport at Misrata.")
    assert "Reuters" not in names(record, record.incidents[0].perpetrators)


def test_an_outlet_can_be_the_victim(read: Callable[..., Record]) -> None:
    """Only as perpetrators are outlets that the report cites left out."""
    record = read(
        "Gunmen attacked the Kolo Star newspaper in Bamako on Monday. The Kolo Star newspaper said"
        " the gunmen had killed its editor."
    )
    assert not any("Star" in n for n in names(record, record.incidents[0].perpetrators))
    assert record.incidents[0].type in ("attack", "killing", "shooting")


def test_another_happening_stands_apart(read: Callable[..., Record]) -> None:
    record = read(
        "A bomb killed six people at a market in Baghdad on Tuesday, police said.\n\n"
        "In 2009 a truck bomb killed 90 people in the city of Mosul.",
        "2014-05-22",
    )
    main = record.incidents[0]
    assert main.main
    assert main.killed is not None
    assert main.killed.best == 6
    assert main.date is not None
    assert main.date.edtf == "2014-05-20"


def test_announced_is_not_happened(read: Callable[..., Record]) -> None:
    record = read(
        "Gunmen attacked a police post in Kandahar on Sunday, officials said on Tuesday.",
        "2010-03-03",
    )
    date = record.incidents[0].date
    assert date is not None
    assert date.edtf == "2010-02-28"


def test_the_dateline_gives_the_place_where_nothing_else_does(read: Callable[..., Record]) -> None:
    from saidso.capture import capture, report

    text = "NAIROBI, Kenya (AP) - Gunmen killed a judge on Monday, police said. He was 54."
    reader = Reader()
    record = reader.read(report(capture("a.txt", text.encode(), "text"), published="2015-06-03"))
    place = record.incidents[0].place
    assert place is not None
    assert place.name == "Nairobi"
    said = [c for c in record.claims if c.slot == "place"]
    assert said[0].certainty == "possible"


@pytest.mark.parametrize(
    ("text", "outsider"),
    [
        ("A bomb killed nine people in Basra. Police later arrested two men.", "Police"),
        ("A bomb killed nine people in Basra. Police later arrested two men.", "two men"),
        ("Gunmen shot dead a judge in Cali. A court sentenced three gang members.", "court"),
        ("Rebels shelled a market in Taiz. The governor imposed a curfew.", "governor"),
        ("A bomb wounded six in Kabul. Soldiers detained a taxi driver.", "taxi driver"),
    ],
)
def test_who_answers_an_act_takes_no_part_in_it(
    read: Callable[..., Record], text: str, outsider: str
) -> None:
    main = read(text).incidents[0]
    involved = [*main.perpetrators, *main.victims, *main.targets]
    assert outsider not in names(read(text), involved)


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("A blast hit a hotel in Kismayo. A lawmaker was among the dead.", "lawmaker"),
        ("A strike hit a car near Ataq. A commander known as Abu Lawd was believed to be among"
         " the dead.", "Abu Lawd"),
        ("Shells fell on Taiz. Doctors received the bodies of four children.", "four children"),
        ("A bomb went off in Quetta. Among the wounded was a police officer.", "police officer"),
        ("A bomb went off in Quetta. Among the injured were seven children.", "seven children"),
        ("A bomb went off in Quetta. Among the dead were three guards.", "three guards"),
        ("A bomb went off in Quetta. Among those killed were two nurses.", "two nurses"),
    ],
)  # fmt: skip
def test_who_came_to_harm_is_a_victim(read: Callable[..., Record], text: str, victim: str) -> None:
    record = read(text)
    assert victim in names(record, record.incidents[0].victims)
    assert victim in [c.value for c in record.claims if c.slot == "victim"]


def test_no_victim_where_nobody_came_to_harm(read: Callable[..., Record]) -> None:
    record = read(
        "A bomb exploded in Quetta. No officers were hurt, and the driver was not killed."
    )
    assert record.incidents[0].victims == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A blast hit a market in Potiskum, Nigeria, on Monday. In 2014 a suicide bomber killed 46"
         " pupils at a school in the same town.", ["Potiskum", "Potiskum"]),
        ("Gunmen shot a judge in Cali, Colombia, on Monday. In 2012 a bomb wounded nine in the same"
         " city.", ["Cali", "Cali"]),
        ("A bomb went off in Kirkuk, Iraq, on Monday. In 2016 rockets hit a school in the town.",
         ["Kirkuk", "Kirkuk"]),
        ("A bomb went off in Kirkuk, Iraq, on Monday. In 2016 a bomb killed nine in another town.",
         ["Kirkuk", None]),
    ],
)  # fmt: skip
def test_the_same_town_is_the_town_named_last(
    read: Callable[..., Record], text: str, places: list[str | None]
) -> None:
    record = read(text, "2020-05-05")
    assert [i.place.name if i.place else None for i in record.incidents] == places


def test_a_town_named_twice_needs_no_country(read: Callable[..., Record]) -> None:
    """No other place is called so; one mention would be too little."""
    record = read("A blast hit the Potiskum market on Monday. Shops in Potiskum stayed closed.")
    place = record.incidents[0].place
    assert place is not None
    assert (place.name, place.country) == ("Potiskum", "NGA")


@pytest.mark.parametrize(
    ("text", "kind", "date", "place"),
    [
        ("Rebels freed 14 soldiers in Bria, Central African Republic, on Monday.\n\nThe men were"
         " captured on August 9 when fighters overran a garrison at Ippy. The group said it had taken"
         " 16 prisoners.", "seizure", "2014-08-09", "Ippy"),
        ("Shells killed nine people in the Libyan town of Bani Walid on Monday.\n\nLast year, 31"
         " people died when a market in nearby Tarhuna was shelled.", "shelling", "2013", "Tarhuna"),
        ("A bomb killed four people in Cali, Colombia, on Monday.\n\nIn 2011 six people died when"
         " gunmen opened fire on a bar in Medellin.", "shooting", "2011", "Medellín"),
        ("A bomb killed four people in Cali, Colombia, on Monday.\n\nTwo officers were wounded on"
         " July 2 when a car bomb exploded in Bogota.", "bombing", "2014-07-02", "Bogotá"),
    ],
)  # fmt: skip
def test_another_happening_is_told_in_one_sentence(
    read: Callable[..., Record], text: str, kind: str, date: str, place: str
) -> None:
    """What an "on August 9" or "last year" sets apart takes the "when ..." of its sentence along."""
    main, *others = read(text, "2014-11-04").incidents
    found = [(i.type, i.date and i.date.edtf, i.place and i.place.name) for i in others]
    assert found == [(kind, date, place)]
    assert place not in [c.value for c in read(text, "2014-11-04").claims if c.incident == main.id]


def test_both_sides_of_a_border_are_one_place(read: Callable[..., Record]) -> None:
    record = read(
        "An Indian soldier was killed when Pakistani troops opened fire across the Line of Control in"
        " the Poonch sector on Thursday. Pakistan said Indian troops had fired mortars at a village"
        " near Kotli and that a woman had been wounded there."
    )
    assert len(record.incidents) == 1


def test_two_capitals_are_two_places(read: Callable[..., Record]) -> None:
    record = read(
        "A bomb killed four people in Kinshasa on Monday.\n\nGunmen attacked a bank in Kampala."
    )
    assert len(record.incidents) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two kidnapped nurses were released on Monday near Oruro, police said.", "release"),
        ("A family of five was killed when a small plane crashed in the hills.", "accident"),
        ("A tram left the rails in Oruro on Monday.\n\nThe derailment killed two people and injured nine.",
         "accident"),
        ("Four people died in the floods, the governor said.", "accident"),
        ("A fire killed four children in Tarvin.", "accident"),
        ("A hut was ravaged by a fire that killed four children.", "accident"),
        ("Four children were killed in a fire in Tarvin.", "accident"),
        ("Four men were killed in rebel fire in Tarvin.", "killing"),
        ("The fire from the post killed four men in Tarvin.", "killing"),
        ("A ferry struck the pier at Tarvin, injuring six people.", "accident"),
        ("A man drove a van into a crowd in Oruro, killing two people.", "attack"),
        ("A gunman shot his cousin, who crashed the car into a wall and died.", "shooting"),
        ("Two guards died when gunmen opened fire on their bus. It crashed near Tame.", "shooting"),
        ("North Tarvia fired two missiles into the sea on Monday.\n\nThe missiles were launched at dawn.",
         "weapons_test"),
        ("Police arrested nine members of the opposition on Monday.\n\nThe party plans a march in May.",
         "arrest"),
        ("Five miners were killed in Oruro on Monday.\n\nPolice are investigating.\n\nShops were shut."
         "\n\nUnrest has shaken the town since May. Police denied that hostages had been taken.",
         "killing"),
        ("A gas explosion in a block of flats killed three people in Oruro.", "accident"),
        ("A mine explosion killed three soldiers near Tame.", "bombing"),
        ("A man killed two neighbours in Oruro on Monday.\n\nHe was hurt in a crash as he fled.", "killing"),
        ("Two people died when a bomber attacked a consulate in Oruro.", "bombing"),
        ("One man was hurt in a shooting near a protest against the mayor.", "shooting"),
        ("Gunmen ambushed a convoy near Tame on Sunday.\n\nThe attackers set off a mine and then opened"
         " fire from both sides. Officials condemned the ambush.", "attack"),
        ("Militants attacked a base near Gao.\n\nThey fired mortars at it and detonated a bomb at the"
         " gate. The attack lasted an hour.", "attack"),
        ("A car bomb exploded at a hotel in Mogadishu, killing nine.\n\nNobody has claimed the attack."
         " Guards fired in the air.", "bombing"),
        ("Armed men attacked a school in Zamfara, shooting a guard and kidnapping 20 pupils.",
         "kidnapping"),
    ],
)  # fmt: skip
def test_several_means_are_an_attack(read: Callable[..., Record], text: str, kind: str) -> None:
    assert read(text).incidents[0].type == kind


def test_who_dies_on_the_way_attacks_no_way(read: Callable[..., Record]) -> None:
    record = read("Gunmen shot a guard in Quetta. The guard died on the way to a hospital.")
    assert record.incidents[0].targets == []


@pytest.mark.parametrize(
    ("text", "outsider"),
    [
        ("A suicide bomber blew himself up in Kabul. Police opened fire on the bomber.", "Police"),
        ("A gunman shot dead three people in Lima. Officers shot and killed the gunman.", "Officers"),
        ("Five students were shot dead in El-Obeid. The students had marched over bread prices.",
         "students"),
        ("Police shot dead a nurse in Conakry. Nurses had protested since Monday.", "Nurses"),
    ],
)  # fmt: skip
def test_who_acts_round_an_incident_is_no_perpetrator(
    read: Callable[..., Record], text: str, outsider: str
) -> None:
    record = read(text)
    done_by = names(record, record.incidents[0].perpetrators)
    assert not any(outsider in name for name in done_by)


def test_whom_police_shot_is_who_ran_not_who_tells(read: Callable[..., Record]) -> None:
    record = read(
        "A suicide bomber attacked a compound in Kabul on Monday. Ministry spokesman Nasir Waziri said"
        " the attacker had tried to enter when police opened fire on him."
    )
    main = record.incidents[0]
    assert not any("Waziri" in n for n in names(record, [*main.victims, *main.perpetrators]))


def test_a_border_with_a_country_is_not_in_it(read: Callable[..., Record]) -> None:
    record = read(
        "Gunmen attacked an army camp at Mondoro in Mali, near the border with Burkina Faso, at dawn."
    )
    place = record.incidents[0].place
    assert place is not None
    assert place.country == "MLI"


def test_a_time_in_a_relative_clause_is_another(read: Callable[..., Record]) -> None:
    record = read(
        "Five students were shot dead in El-Obeid, Sudan, on Monday. The council, which has ruled since"
        " April, called the killings regrettable.",
        "2019-08-03",
    )
    assert [i.date.edtf for i in record.incidents if i.date] == ["2019-07-29"]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Six people were killed in the blast near Gao, a figure later revised to four.", 6, 4),
        ("Police revised the death toll of the bombing near Gao from six to four.", 6, 4),
        ("Nine miners were killed in the bombing near Gao, up from three, rescuers said.", 3, 9),
    ],
)
def test_a_corrected_figure_names_the_new_one(
    read: Callable[..., Record], text: str, old: int, new: int
) -> None:
    claims = {c.value: c for c in read(text).claims if c.slot == "killed"}
    assert claims[old].revised_by == claims[new].id
    assert claims[new].revised_by is None


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("At least 14 doctors and patients were killed in Oruro on Monday.", 14),
        ("Two guards and three drivers were killed in Oruro on Monday.", 5),
    ],
)
def test_one_number_may_count_two_nouns(
    read: Callable[..., Record], text: str, killed: int
) -> None:
    toll = read(text).incidents[0].killed
    assert toll is not None
    assert toll.best == killed


def test_day_of_a_count_and_what_is_avenged_are_not_of_the_attack(
    read: Callable[..., Record],
) -> None:
    record = read(
        "Militants attack consulate in Oruro with truck bomb\n\n"
        "The death toll from a powerful truck bombing at the Peruvian consulate in the city of Oruro rose"
        " to at least six Friday, with more than 100 others wounded.\n\n"
        'The militants said the bombing late Thursday was a "revenge attack" for air strikes this month in'
        " the province of Tarvin that left 32 civilians dead.",
        "2016-11-11",
    )
    main = record.incidents[0]
    assert main.date
    assert main.date.edtf == "2016-11-10"
    assert main.killed
    assert (main.killed.low, main.killed.best) == (6, 6)
    assert main.injured
    assert main.injured.low == 101


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks due to resume on Friday were put off after rebels killed two men in Velm.", None),
        ("A verdict is due on Friday in the case of the man who shot a guard.", None),
        ("Unions will march on Friday in Tunis.", "2020-03-13"),
        ("Two farmers were killed due to shelling by rebels on Friday.", "2020-03-06"),
    ],
)
def test_what_was_done_has_no_day_to_come(
    read: Callable[..., Record], text: str, day: str | None
) -> None:
    (main,) = (i for i in read(text, "2020-03-11").incidents if i.main)
    assert (main.date and main.date.edtf) == day


def test_counts_stand_with_their_own_incident(read: Callable[..., Record]) -> None:
    record = read(
        "In Donetsk region, the mission recorded 112 ceasefire violations on 3 March.\n\n"
        "In Luhansk region, it recorded 676 ceasefire violations on 1 March.",
        "2020-03-05",
    )
    found = {i.date.edtf: i.id for i in record.incidents if i.date}
    told = {(c.incident, c.value) for c in record.claims if c.slot == "tally"}
    assert told == {(found["2020-03-03"], 112), (found["2020-03-01"], 676)}


def test_the_dead_of_a_province_are_not_those_of_its_town(read: Callable[..., Record]) -> None:
    record = read(
        "Eleven villages in Jammu and Kashmir have been under attack. Firing has left nine dead and "
        "ten injured. Among the dead are a boy and a woman.\n\n"
        "Firing by Pakistani troops, which started on Saturday, went on through the night in Poonch.",
        "2015-08-17",
    )
    (only,) = record.incidents
    assert only.killed is not None
    assert only.killed.best == 9


@pytest.mark.parametrize(
    "text",
    [
        "Five people were killed when a bomb went off in Kano on Monday."
        " A militant group said it had killed six soldiers.",
        "A militant group said it had killed six soldiers with a bomb in Kano on Monday."
        " Five people were killed, police said.",
    ],
)
def test_what_who_did_it_claims_stands_beside(read: Callable[..., Record], text: str) -> None:
    """Both counts are claims with their speakers; the claimed one bounds the toll and is not lost."""
    record = read(text, "2024-05-15")
    assert len(record.incidents) == 1
    toll = record.incidents[0].killed
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (5, 5, 6)
    said = {c.value: c.attributions for c in record.claims if c.slot == "killed"}
    assert said.keys() == {5, 6}
    assert said[5] != said[6]


def test_counts_that_are_added_up_stay_claims(read: Callable[..., Record]) -> None:
    """Seven is nobody's word: the summary says by which rule it was made."""
    record = read(
        "A bomb killed three people at a market in Kano on Monday. A second bomb killed four more.",
        "2024-05-15",
    )
    toll = record.incidents[0].killed
    assert toll is not None
    assert (toll.best, toll.rule) == (7, "those before and the others added")
    assert {c.value for c in record.claims if c.slot == "killed"} == {3, 4}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (
            "A bomb killed six people in Kano on Monday, police said."
            " The toll had risen to eight, a hospital spokesman said.",
            8,
        ),
        (
            "A bomb killed eight people in Kano on Monday, police said."
            " Hospital officials initially said that six had been killed.",
            8,
        ),
    ],
)
def test_counts_that_are_left_behind_stay_claims(
    read: Callable[..., Record], text: str, best: int
) -> None:
    """The summary takes the newest count; the older one keeps its words and those who gave it."""
    record = read(text, "2024-05-15")
    toll = record.incidents[0].killed
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (best, best, best)
    said = {c.value: c for c in record.claims if c.slot == "killed"}
    assert said.keys() == {6, 8}
    assert said[6].attributions != said[8].attributions
    assert (said[6].revised_by, said[8].revised_by) == (said[8].id, None)


def test_a_part_of_a_toll_is_not_replaced_when_the_toll_rises(
    read: Callable[..., Record],
) -> None:
    record = read(
        "A bomb killed six people in Kano on Monday, police said. Two children were killed."
        " The toll had risen to eight, a hospital spokesman said.",
        "2024-05-15",
    )
    said = {c.value: c for c in record.claims if c.slot == "killed"}
    assert said[6].revised_by == said[8].id
    assert said[2].revised_by is None


def test_the_dead_of_who_speaks_stay_claims_of_theirs(read: Callable[..., Record]) -> None:
    record = read(
        "Rebels killed 40 soldiers in an attack on a camp in Bamba on Sunday, an official said."
        " The army said that it had killed 15 rebels.",
        "2024-05-15",
    )
    toll = record.incidents[0].killed
    assert toll is not None
    assert (toll.low, toll.best) == (40, 40)
    said = {c.value: c.attributions for c in record.claims if c.slot == "killed"}
    assert said.keys() == {40, 15}
    assert said[40] != said[15]


def test_the_ages_of_a_group_are_no_rival_claims(read: Callable[..., Record]) -> None:
    record = read(
        "Two men, 26 and 21, were shot in Denver on Monday. A third, Oba Lan, 30, was killed."
    )
    assert [c.value for c in record.claims if c.slot == "age"] == [30]
    ages = {e.name: [a.value for a in e.attributes if a.name == "age"] for e in record.entities}
    assert ages["Two men"] == ["26", "21"]
