"""Places that no gazetteer has: their own names, and the points of what holds them."""

from __future__ import annotations

import pytest

from saidso.incidents.comparing import outline
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.sites.whereabouts import known, same_place
from saidso.reader import Reader
from saidso.record import Incident, IncidentPlace, Record, Report, Segment


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def _read(reader: Reader, text: str) -> tuple[Record, Incident]:
    report = Report(
        id="0" * 64, name="r", text=text, segments=[Segment(kind="paragraph", span=(0, len(text)))]
    )
    (record,) = reader.read_many([report])
    assert isinstance(record, Record)
    return record, next(i for i in record.incidents if i.main)


@pytest.mark.parametrize(
    ("text", "name", "within", "country"),
    [
        (
            "Gunmen killed 15 people in the village of Kafin Velmo in Katsina state on Friday, police said.",
            "Kafin Velmo",
            "Katsina",
            "NGA",
        ),
        (
            "Gunmen killed nine in Velmo Dari village, Batsari Local Government Area of Katsina State.",
            "Velmo Dari",
            "Batsari",
            "NGA",
        ),
        (
            "At least 12 died when militants raided Yelvarou, a village in northern Burkina Faso.",
            "Yelvarou",
            "Burkina Faso",
            "BFA",
        ),
        (
            "A roadside bomb hit a police van in Velmkharo on the outskirts of Quetta, wounding three.",
            "Velmkharo",
            "Quetta",
            "PAK",
        ),
        (
            "An Israeli drone strike on the southern Lebanese village of Deir Velma killed a farmer.",
            "Deir Velma",
            None,
            "LBN",
        ),
        (
            "Rebels burned 12 houses in Barangay Santa Velma, Maguindanao del Sur, on Saturday.",
            "Barangay Santa Velma",
            None,
            None,
        ),
        (  # the last of the three has a namesake in another country than the province
            "Armed men stormed Ndovelo, Ndavu and Lemba villages in Ituri province and killed 11 people.",
            "Ndovelo",
            "Ituri",
            "COD",
        ),
        (
            "Two were killed in Velmogam in Jammu and Kashmir's Kupwara district on Friday.",
            "Velmogam",
            "Kopawor",
            "IND",
        ),
        (
            "Three rangers were wounded when a bomb exploded in Yala's Velmang district on Friday.",
            "Velmang",
            None,
            None,
        ),
        (
            "Rebels killed 11 farmers with machetes in Velmani, Goma territory, in the DR Congo on Monday.",
            "Velmani",
            "Goma",
            "COD",
        ),
        (
            "Gunmen killed 15 people in Kafin Velmo on Friday, French troops said.",
            "Kafin Velmo",
            None,
            None,
        ),
    ],
)
def test_villages_have_their_names(
    reader: Reader, text: str, name: str, within: str | None, country: str | None
) -> None:
    record, main = _read(reader, text)
    place = main.place
    assert place is not None
    assert (place.name, place.within, place.country) == (name, within, country)
    assert place.gazetteer is None
    claims = [c for c in record.claims if c.incident == main.id and c.slot == "place"]
    (named,) = (c for c in claims if c.value == name)
    assert text[slice(*named.spans[0])].startswith(name.split()[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers killed three men at the Velmo checkpoint in Katsina on Sunday.", "Katsina"),
        ("Five inmates escaped from Velmo Prison in Rivers State on Friday.", "Rivers"),
        ("Police shot a man in the Velmo area of Detroit on Friday.", "Detroit"),
        ("Gunmen shot dead a trader on Velmo Road in Lagos on Friday.", "Lagos"),
        (
            "Five people of Tse Velmo were killed in an attack on a bus in Makurdi on Sunday.",
            "Makurdi",
        ),
        ("A bomb killed four in Maiduguri, officials said. Soldiers patrol Velmo.", "Maiduguri"),
        ("Pirates attacked the tanker Velmo Arctic off Yemen on Friday.", "Yemen"),
        ("Gunmen stormed the Velmo Motel in Kaduna, Nigeria, on Friday, killing two.", "Kaduna"),
        (
            "Armed youths from the Velmo community carried out raids in Katsina on Friday, killing nine.",
            "Katsina",
        ),
        ("Rebels killed nine farmers in North Kivu in DR Congo on Friday.", "North Kivu"),
    ],
)
def test_what_is_no_village_of_the_deed(reader: Reader, text: str, name: str) -> None:
    place = _read(reader, text)[1].place
    assert place is not None
    assert place.name == name


def test_the_point_is_that_of_what_holds_it(reader: Reader) -> None:
    place = _read(reader, "Gunmen killed two in Velmo, a village of Batsari in Katsina state.")[
        1
    ].place
    assert place is not None
    assert place.pointed == place.within
    assert place.lat is not None
    assert place.precision_km is not None
    assert place.precision_km >= 15


def _place(name: str, within: str | None, gazetteer: str | None) -> IncidentPlace:
    return IncidentPlace(
        name=name, country="NGA", admin1="Katsina", lat=12.4, lon=7.6, precision_km=88.0,
        gazetteer=gazetteer, within=within,
    )  # fmt: skip


def test_two_villages_of_one_province_are_two_places() -> None:
    one, other = _place("Velmo", "Katsina", None), _place("Orvelo", "Katsina", None)
    state = _place("Katsina", None, "iso3166:NG-KT")
    places = {p.name: known(p) for p in (one, other, state)}
    assert not same_place("Velmo", "Orvelo", places)
    assert same_place("Velmo", "Katsina", places)
    assert same_place("Katsina", "Orvelo", places)


def test_who_names_the_province_speaks_for_the_village(reader: Reader) -> None:
    village = "Gunmen killed two in the village of Velmo in Katsina state on Friday."
    province = "Gunmen killed two in Katsina state on Friday."
    parts = []
    for origin, text in enumerate((province, village, province)):
        record, main = _read(reader, text)
        parts.append(Part(record, main, origin))
    found = outline.place(parts)
    assert found is not None
    assert found.name == "Velmo"


def test_a_town_only_filed_from_tells_not_where_a_village_lies(reader: Reader) -> None:
    opening = "GOMA, Democratic Republic of Congo - "
    text = (
        opening
        + "Some 9,000 people fled their homes in eastern Congo after rebels captured the town of "
        "Kibelma on Saturday, an aid group said. Most of them sleep in churches in Minova. A hospital in "
        "Minova received 14 wounded men, its head said."
    )
    segments = [
        Segment(kind="dateline", span=(0, len(opening))),
        Segment(kind="paragraph", span=(len(opening), len(text))),
    ]
    (record,) = reader.read_many([Report(id="0" * 64, name="r", text=text, segments=segments)])
    assert isinstance(record, Record)
    place = next(i.place for i in record.incidents if i.main)
    assert place is not None
    assert (place.name, place.within, place.country, place.lat) == ("Kibelma", None, "COD", None)
