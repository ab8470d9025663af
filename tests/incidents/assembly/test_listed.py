"""Lists of incidents: each entry is one, with the day and the place of its label."""

from __future__ import annotations

import json

import pytest

from saidso.capture.captures import capture
from saidso.capture.reports import report
from saidso.reader import Reader
from saidso.record import Incident, Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _read(reader: Reader, *paragraphs: str, published: str = "2019-07-20") -> Record:
    line = {"text": "\n\n".join(paragraphs), "published": published}
    return reader.read(report(capture("t", json.dumps(line).encode(), "jsonl")))


def _seen(incident: Incident) -> tuple[str | None, str | None, int | None, int | None]:
    return (
        incident.date.edtf if incident.date else None,
        incident.place.name if incident.place else None,
        incident.killed.best if incident.killed else None,
        incident.injured.best if incident.injured else None,
    )


def test_each_entry_of_a_chronology_has_its_own_day(reader: Reader) -> None:
    record = _read(
        reader,
        "July 4 - A suicide bomber killed six soldiers in Peshawar.",
        "July 6 - Gunmen shot dead three traders in Quetta and wounded another.",
        "- A policeman was killed in a blast in Karachi.",
        "July 8 - A bomb killed eight and wounded 35 in Lahore; two guards were hurt in another blast.",
    )
    assert [_seen(i) for i in record.incidents] == [
        ("2019-07-04", "Peshawar", 6, None),
        ("2019-07-06", "Quetta", 3, 1),
        ("2019-07-06", "Karachi", 1, None),
        ("2019-07-08", "Lahore", 8, 35),
        ("2019-07-08", None, None, 2),
    ]


def test_a_list_by_place_takes_the_place_of_each_label(reader: Reader) -> None:
    record = _read(
        reader,
        "Following are security developments in Iraq on Wednesday.",
        "* MOSUL - A suicide bomber wounded eleven people in the west of the city, police said.",
        "KIRKUK - Gunmen opened fire on a checkpoint, wounding three policemen, police said.",
        "NEAR FALLUJA - A roadside bomb killed one soldier and wounded two others, the army said.",
    )
    found = [_seen(i) for i in record.incidents]
    assert [(k, w) for _, _, k, w in found] == [(None, 11), (None, 3), (1, 2)]
    assert [p for _, p, _, _ in found] == ["Mosul", "Kirkuk", "Al Fallūjah"]
    assert not {"MOSUL", "KIRKUK", "NEAR FALLUJA"} & {e.name for e in record.entities}


def test_days_without_a_year_go_on_from_the_last_year(reader: Reader) -> None:
    record = _read(
        reader,
        "Oct. 19, 2007 - A bomb killed 30 people in Karachi.",
        "Dec. 21 - A bomber killed 41 people in a mosque in Peshawar.",
        "Jan. 5 - Gunmen killed three guards in Quetta.",
        "March 2 - A bomb killed 40 people in Lahore.",
        published="2009-03-30",
    )
    days = [i.date.edtf for i in record.incidents if i.date]
    assert days == ["2007-10-19", "2007-12-21", "2008-01-05", "2008-03-02"]


def test_the_year_of_the_headline_is_that_of_the_days(reader: Reader) -> None:
    record = _read(
        reader,
        "Attacks in Pakistan in 2014",
        "January 1: A car bomb killed six people in Karachi.",
        "January 2: Gunmen killed three guards in Quetta.",
        "January 4: A bomb wounded ten people in Lahore.",
        published="2016-02-01",
    )
    days = [i.date.edtf for i in record.incidents if i.date]
    assert days == ["2014-01-01", "2014-01-02", "2014-01-04"]


def test_days_and_places_of_labels_are_claims_at_their_words(reader: Reader) -> None:
    record = _read(
        reader,
        "Karachi, May 2, 2012",
        "A gunman killed seven people and wounded three in a shooting at a school.",
        "Lahore, April 14, 2010",
        "A former student killed five people at a college with a rifle.",
        published="2013-01-01",
    )
    said = {
        (c.incident, c.slot, c.value): record.report.text[slice(*c.spans[0])] for c in record.claims
    }
    assert said["i1", "date", "2012-05-02"] == "May 2, 2012"
    assert said["i2", "date", "2010-04-14"] == "April 14, 2010"
    assert "Karachi" in said["i1", "place", "Karachi"]
    assert "Lahore" in said["i2", "place", "Lahore"]


def test_the_main_incident_is_what_the_report_is_about(reader: Reader) -> None:
    record = _read(
        reader,
        "In Quetta, police arrested a photographer on Tuesday as he filmed on the street. Police held him in "
        "custody for three hours. He was released after he was charged.",
        "In Karachi on July 9, some men attacked two reporters. The reporters were wounded in the attack.",
        published="2019-07-20",
    )
    main = next(i for i in record.incidents if i.main)
    assert main.type == "arrest"
    assert main.date is not None
    assert main.date.edtf == "2019-07-16"


def test_where_a_group_has_its_office_is_not_where_it_was(reader: Reader) -> None:
    record = _read(
        reader,
        "(Nairobi) – The army has killed at least 40 civilians in central Mali since May, a group said.",
        "The soldiers shot dead traders and farmers in three villages of Mali, the group said.",
    )
    main = next(i for i in record.incidents if i.main)
    assert main.place is not None
    assert main.place.country == "MLI"


def test_what_happened_when_she_was_there_happened_then_and_there(reader: Reader) -> None:
    record = _read(
        reader,
        "On September 30, the bulk carrier Orvel was underway in the Singapore Strait when five perpetrators "
        "armed with knives were sighted on the ship deck.",
        "On October 18, the tanker Tarn was underway in the Singapore Strait when five perpetrators were "
        "sighted in the engine room. Nothing was stolen.",
        published="2019-10-24",
    )
    assert [_seen(i)[:2] for i in record.incidents] == [
        ("2019-09-30", "Singapore Strait"),
        ("2019-10-18", "Singapore Strait"),
    ]
    assert {i.type for i in record.incidents} == {"maritime_incident"}


BRIEFS = """Blogger held over a video
Orun Tavel, a blogger, was arrested on 8 November 2018 in the town of Korhogo. He was held for two days
without charge, and his lawyer was not let in, his family said in a letter.

Poet held over a poem
Mira Sole, a poet in Hargeisa, has been in detention since 12 January. She was arrested after she had recited
a poem on the day before at a school.

Twelve marchers held
Twelve people were arrested on 28 January in Luanda after a peaceful march. They are held at a jail of the
province without charge, and their families wait."""


def test_each_brief_under_its_title_is_one(reader: Reader) -> None:
    paragraphs = (p.split("\n", 1) for p in BRIEFS.split("\n\n"))
    text = [f"{title}\n{' '.join(rest.split())}" for title, rest in paragraphs]
    record = _read(reader, *text, published="2019-02-28")
    assert [(_seen(i)[0], i.type) for i in record.incidents] == [
        ("2018-11-08", "arrest"),
        ("2019-01-12", "arrest"),
        ("2019-01-28", "arrest"),
    ]


def test_a_turn_to_another_place_is_another_incident(reader: Reader) -> None:
    record = _read(
        reader,
        "Rockets hit farm workers near Aleppo this morning, killing two civilians, activists said.",
        "On the other hand, government forces shelled two villages near Homs. No casualties were reported.",
        "Yesterday, activists said that government forces shelled hills near Latakia with artillery.",
    )
    assert [_seen(i) for i in record.incidents] == [
        ("2019-07-20", "Aleppo", 2, None),
        (None, "Homs", 0, 0),
        ("2019-07-19", "Latakia", None, None),
    ]


def test_meanwhile_at_the_same_place_is_no_other(reader: Reader) -> None:
    record = _read(
        reader,
        "A car bomb killed six people at a market in Karachi on Friday, police said.",
        "Meanwhile, the wounded were taken to two hospitals in Karachi after the blast.",
    )
    assert len(record.incidents) == 1


def test_each_line_of_a_summary_is_one(reader: Reader) -> None:
    record = _read(
        reader,
        "Summary",
        "A woman was wounded by small-arms fire in Aleppo.",
        "An explosion occurred near a checkpoint in Homs.",
        "A man was killed by a mine near Latakia.",
        "The mission went on with its patrols in both towns. It was kept from one road for an hour.",
    )
    assert [_seen(i)[1:] for i in record.incidents] == [
        ("Aleppo", None, 1),
        ("Homs", None, None),
        ("Latakia", 1, None),
    ]


def test_the_key_points_of_one_story_are_no_list(reader: Reader) -> None:
    record = _read(
        reader,
        "Key points",
        "A gunman killed six people at a market in Karachi.",
        "Police shot the gunman dead near the market.",
        "Ten people were wounded in the shooting.",
        "A gunman killed six people at a market in Karachi on Friday, police said. Guards shot him dead.",
    )
    assert len(record.incidents) == 1


def test_a_first_entry_that_tells_nothing_leaves_the_others(reader: Reader) -> None:
    record = _read(
        reader,
        "IRAQ - Following are security developments on Wednesday.",
        "MOSUL - A suicide bomber wounded eleven people in the west of the city, police said.",
        "KIRKUK - Gunmen opened fire on a checkpoint, wounding three policemen, police said.",
        "BASRA - A roadside bomb killed one soldier and wounded two others, the army said.",
    )
    assert [(i.main, _seen(i)[1]) for i in record.incidents] == [
        (True, "Mosul"),
        (False, "Kirkuk"),
        (False, "Basrah"),
    ]


def test_notices_to_ships_have_a_number_before_their_day(reader: Reader) -> None:
    record = _read(
        reader,
        "Live piracy notices",
        "045-19 12.05.2019: 0345 UTC: Posn: 01:06N - 103:34E, Singapore Strait.",
        "Four robbers armed with knives boarded a bulk carrier underway. The robbers stole engine spares and "
        "escaped. Crew safe.",
        "046-19 14.05.2019: 1900 UTC: Chittagong anchorage, Bangladesh.",
        "Six robbers boarded an anchored tanker. Alarm raised and robbers escaped with ship stores.",
        "047-19 15.05.2019: 0100 LT: Manila anchorage, Philippines.",
        "Two robbers boarded a container ship at anchor. Crew raised the alarm and the robbers fled.",
    )
    assert [(_seen(i)[0], i.type) for i in record.incidents] == [
        (day, "maritime_incident") for day in ("2019-05-12", "2019-05-14", "2019-05-15")
    ]


def test_each_line_of_a_weekly_report_is_one(reader: Reader) -> None:
    record = _read(
        reader,
        "Weekly report on violations in the region (13 – 19 July 2019)",
        "Soldiers raided a clinic in Aleppo and searched its rooms.",
        "Sixty-six farmers, including six children, were arrested.",
        "A jewellery shop in Homs was robbed, and a kilo of gold was stolen.",
        "Settlers set fire to two barns in Latakia.",
        "Seven shooting incidents occurred at sea, but no casualties were reported.",
    )
    assert [i.type for i in record.incidents][1:4] == ["arrest", "robbery", "arson"]
    assert len(record.incidents) >= 4


def test_countries_head_the_entries_of_a_bulletin(reader: Reader) -> None:
    record = _read(
        reader,
        "Cameroon",
        "26 March 2019: In Keldikata village, armed men opened fire on a convoy of two vehicles.",
        "Central African Republic",
        "As reported on 06 April 2019: Rebels admitted they attacked a convoy in Orvelkouma on 23 March.",
        "Niger",
        "30 March 2019: In Velmou, gunmen shot dead a driver of an agency.",
    )
    seen = [(i.date and i.date.edtf, i.place and i.place.name) for i in record.incidents]
    assert seen == [
        ("2019-03-26", "Keldikata"),
        ("2019-03-23", "Orvelkouma"),
        ("2019-03-30", "Velmou"),
    ]
    assert [i.place and i.place.country for i in record.incidents] == ["CMR", "CAF", "NER"]


def test_numbered_notices_stand_under_their_countries(reader: Reader) -> None:
    record = _read(
        reader,
        "A. (U) YEMEN: On 18 June, a frigate attacked a fishing boat, killing 18 fishermen.",
        "B. (U) TUNISIA: On 17 June, the coast guard boarded a trawler and detained three sailors.",
        "C. (U) GUINEA: On 17 June, four armed robbers boarded a tanker anchored in Conakry.",
    )
    assert [(i.place and i.place.name, i.killed and i.killed.best) for i in record.incidents] == [
        ("Yemen", 18),
        ("Tunisia", None),
        ("Conakry", None),
    ]
