"""Which of the places that a report names is that of its main incident."""

from __future__ import annotations

import pytest

from saidso.incidents.sites.sites import NONE, Site, likeliest, site_shares, weights
from saidso.reader import Reader
from saidso.record import Record, Report, Segment
from saidso.resolving.places.places import Place


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def _read(reader: Reader, title: str, text: str, dateline: str = "") -> Record:
    whole = f"{title}\n\n{dateline}{text}"
    first, second = len(title) + 2, len(title) + 2 + len(dateline)
    segments = [Segment(kind="headline", span=(0, first))]
    if dateline:
        segments.append(Segment(kind="dateline", span=(first, second)))
    segments.append(Segment(kind="paragraph", span=(second, len(whole))))
    record = next(reader.read_many([Report(id="0" * 64, name="r", text=whole, segments=segments)]))
    assert isinstance(record, Record)
    return record


def _place(record: Record) -> str | None:
    main = next(i for i in record.incidents if i.main)
    if main.place is None:
        return None
    words = [c for c in record.claims if c.incident == main.id and c.slot == "place"]
    assert main.place.name in [c.value for c in words], "a place has its words"
    return main.place.pointed


def test_a_quarter_names_its_city(reader: Reader) -> None:
    text = "A man was shot dead in Harlem in New York City on Monday, police said. It happened in Harlem."
    record = _read(reader, "Man shot in Harlem", text)
    place = next(i for i in record.incidents if i.main).place
    assert place is not None
    assert (place.name, place.within) == ("Harlem", "New York City")


def test_what_is_far_from_a_city_is_no_quarter_of_it(reader: Reader) -> None:
    text = "Raiders killed ten men in Kukawa, 180 km northeast of Maiduguri, on Monday, Nigerian police said."
    record = _read(reader, "Raid kills ten", text)
    place = next(i for i in record.incidents if i.main).place
    assert place is not None
    assert (place.name, place.within) == ("Kukawa", None)


@pytest.mark.parametrize(
    ("title", "dateline", "text", "name"),
    [
        (  # a resident's town is not where it was
            "Four shot on Tuesday night in Milwaukee",
            "",
            "Four people were shot, among them a Madison resident who drove to a restaurant, Milwaukee "
            "police said. The others are from Milwaukee.",
            "Milwaukee",
        ),
        (  # the outlet's town and state behind the headline, and "Co." for the county
            "Marshall Co. boy shoots self in finger - Teller News, Weather and Sports for Huntsville, AL",
            "",
            "A boy in Marshall Co. shot himself in the finger on Tuesday, deputies in Alabama said.",
            "Marshall County",
        ),
        (  # what somebody is tried or held for, and not where that is
            "Man arraigned",
            "",
            "A man was arraigned in Salem, Massachusetts, on Monday for the fatal shooting of a man inside a "
            "Beverly home on Saturday.",
            "Beverly",
        ),
        (
            "Man held",
            "",
            "A man was arrested on Monday in connection with a shooting on Saturday in Beverly, "
            "Massachusetts. He was found in Salem.",
            "Beverly",
        ),
        (  # a quarter that no list has, in the city whose police are named
            "Teen shot himself in Washington Heights",
            "",
            "A teen accidentally shot himself on Monday in the Washington Heights neighborhood on the Far "
            "South Side, according to preliminary information from Chicago Police.",
            "Chicago",
        ),
        (  # a county of another state is not meant where the sheriff's county is named
            "Victim named in LaSalle shooting",
            "",
            "The Weld County coroner named the man who was killed in a shooting early Saturday in LaSalle. A "
            "caller lived six miles southeast of LaSalle.",
            "Weld County",
        ),
        (  # nor a town of the township's name
            "Teen flown after accidental shooting",
            "CHESHIRE TOWNSHIP — ",
            "A teen on Orvel Road in Gallia County was accidentally shot on Monday, Sheriff Oba Lan said.",
            "Gallia County",
        ),
        (  # a report filed from another country names no town
            "Teacher missing in Syria for six weeks",
            "BEIRUT, Jan 2 (Reuters) - ",
            "A teacher was kidnapped by gunmen in northwest Syria six weeks ago, her family said. No group "
            "has said that it took her in Syria.",
            "Syria",
        ),
        (  # a camp that no list knows is at the town from which its direction is told
            "Man killed east of Tulkarm",
            "",
            "A man was killed during a raid into the Orvel camp, east of the West Bank city of Tulkarm.",
            "Ţūlkarm",
        ),
        (  # the words put the town into a province that lists do not
            "Refugees attacked in West Darfur: 8 killed",
            "",
            "Eight people were shot dead at the Orvel camp near the town of Zalingei in West Darfur, "
            "Sudan. Nobody in the Orvel camp in West Darfur shot back.",
            "Zalinjay",
        ),
        (  # where the wounded were flown, the outlet's town, and the town of the dateline
            "Two men shot outside theatre",
            "DENVER, Colo. — ",
            "Two Boulder men were shot outside a theatre on Saturday. One was flown to Aurora.",
            "Denver",
        ),
        (  # a bureau's city is far from the deed
            "Nine killed in strike",
            "CAIRO — ",
            "Nine men were killed when a drone struck a car in Benghazi, Libya, on Sunday.",
            "Benghazi",
        ),
        (  # a village that no list knows: its province, not the capital that the report is filed from
            "Bomb kills two soldiers",
            "KABUL — ",
            "Two soldiers were killed by a roadside bomb in the Qwxzy district of Paktika province in "
            "Afghanistan on Monday, officials said.",
            "Paktika",
        ),
        (  # nor the capital of the province
            "Gunmen kill 12 in village",
            "GUSAU, Nigeria — ",
            "Gunmen killed 12 villagers in the Karbowa community of Zamfara state, officials said.",
            "Zamfara",
        ),
        (  # a town that is named only for where the report goes on
            "Eight border guards killed",
            "",
            "Gunmen killed eight border guards in the Sistan-Baluchistan region of Iran on Tuesday. The "
            "minister will meet officials in Islamabad on Thursday.",
            "Sistan and Baluchestan",
        ),
        (  # the district of the same province, not the town of the briefing
            "Gunmen kill seven in Adamawa",
            "YOLA, Nigeria — ",
            "Gunmen killed seven villagers in Adamawa on Wednesday. They entered the village of Karbowa at 2 "
            "a.m. in the Numan local government area and shot at people, police told reporters in Yola.",
            "Numan",
        ),
        (  # the first town of the telling, not the one of the day before
            "Bomber kills six at market",
            "BAGHDAD — ",
            "A bomber killed six people at a market in northern Iraq on Saturday. The attack in the city of "
            "Tal Afar came a day after another bomber struck a convoy in Baghdad.",
            "Tall ‘Afar",
        ),
        (  # the town, not the one that only tells where it lies
            "Bomb kills three soldiers",
            "",
            "Three soldiers were killed by a bomb north of the Iraqi capital Baghdad. It went off near the "
            "town of Samarra, 100 km north of Baghdad, a statement said.",
            "Sāmarrā’",
        ),
        (  # a state, not the capital of the next one, from which the report is filed
            "Gunmen kill 16 villagers",
            "KANO, Nigeria: ",
            "Bandits killed 16 people in attacks on villages in Katsina state, officials said. They stormed "
            "the Karbowa village on Sunday.",
            "Katsina",
        ),
        (  # a far part of the country is not its capital
            "Attack at a police station kills one",
            "BOGOTA, Colombia (AP) — ",
            "Rebels attacked a police station in southwestern Colombia on Sunday and killed an officer. "
            "Troops entered the town of Karbowa, in the Cauca department, the army said.",
            "Cauca",
        ),
        (  # where those who were hit had fled from
            "Twenty civilians killed in strike",
            "Sanaa, July 19 (IANS/AKI) ",
            "Twenty civilians died in an air strike on the city of Taiz in southern Yemen. They were fleeing "
            "the Mawza district in Taiz governorate.",
            "Taiz",
        ),
        (  # a police force is no town
            "Bomb kills two",
            "",
            "Two men of the Central Reserve Police Force were killed in an ambush in Bastar district of "
            "Chhattisgarh on Saturday.",
            "Bastar",
        ),
        (  # a town that is only called a capital
            "Inmates killed in riot",
            "",
            "Nineteen people were killed in a riot at the central prison in Somalia's capital on Monday.",
            "Mogadishu",
        ),
        (  # where a unit is based
            "Rebels kill three soldiers",
            "",
            "Rebels shot dead three soldiers, all members of a battalion based in Tabuk, in Ifugao province "
            "of the Philippines on Saturday.",
            "Ifugao",
        ),
        (  # a government by its capital
            "Soldiers shot at the border",
            "",
            "Two soldiers were shot in Gegharkunik province on Friday. Baku denied that it had fired. "
            "Yerevan said that Baku lied.",
            "Gegharkunik",
        ),
        (  # whose strike it was is no place
            "Strike kills leader",
            "",
            "A group's leader was killed in a U.S. drone strike, reports said. The strike was carried out in "
            "the Hadramout region on Friday.",
            "Ḩaḑramawt",
        ),
        (  # a quarter and its city
            "Man shot dead in Bay View",
            "",
            "A man was shot dead on Milwaukee's south side in the Bay View neighborhood, Milwaukee police "
            "said.",
            "Milwaukee",
        ),
        (  # where somebody was when others died elsewhere
            "President ends trip",
            "",
            "The president ended a trip to Bamako after four people were killed in Gao on Monday.",
            "Gao",
        ),
        (
            "Troops sent north",
            "",
            "Troops were sent to Timbuktu after four people were killed in Gao on Monday.",
            "Gao",
        ),
        (  # a county by its deputies, where nothing finer is named
            "Boy shot at home",
            "",
            "A boy was shot at a home off Quay Road, Harford County deputies in Maryland said.",
            "Harford County",
        ),
    ],
)
def test_the_place_of_the_deed(
    reader: Reader, title: str, dateline: str, text: str, name: str
) -> None:
    assert _place(_read(reader, title, text, dateline)) == name


def test_a_dateline_tells_which_county_is_meant(reader: Reader) -> None:
    text = "Five people were shot on Friday night in Panola County. It happened at a party."
    record = _read(reader, "One dead in Panola County shooting", text, "PANOLA COUNTY, Miss. — ")
    place = next(i.place for i in record.incidents if i.main)
    assert place is not None
    assert place.admin1 == "Mississippi"


def _site(name: str, kind: str, *features: str) -> Site:
    place = Place(name, "QQQ", None, 1.0, 1.0, 5.0, None, kind)  # type: ignore[arg-type]  # as given
    return Site(place, (0, 1), None, features)


def test_a_country_is_taken_only_where_no_town_is_likely() -> None:
    table = {"a": 2.0, "b": 1.0, NONE: 0.0}
    country, town = _site("Qua", "country", "a"), _site("Farring", "city", "b")
    shares, scores = site_shares([country, town], table)
    assert sum(shares.values()) == pytest.approx(1)
    assert scores == [2.0, 1.0]
    assert likeliest([country, town], shares) == "Farring"
    shares, _ = site_shares([country], table)
    assert likeliest([country], shares) == "Qua"
    assert likeliest([], {}) is None


def test_the_weights_prefer_towns_by_their_police() -> None:
    table = weights()
    assert table["by.police"] > 0 > table["elsewhere"]
    assert table["dateline.far"] < 0


def test_who_rules_from_a_town_does_nothing_there(reader: Reader) -> None:
    text = (
        "Clashes killed nine people near Latakia on Monday. They are a challenge to the new government in"
        " Damascus, a monitor said."
    )
    assert _place(_read(reader, "Clashes kill nine", text)) == "Latakia"
