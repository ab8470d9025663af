"""Places are resolved by what the report says, then by size; without evidence they stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.record import Entity, EntityKind
from saidso.resolving.countries import countries, country_mentions, nationality
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.gazetteer import chain, division, entry, named, spelled
from saidso.resolving.places.places import resolve_heads, resolve_places, resolve_spans, supplement
from saidso.resolving.places.streets import corners_in
from saidso.resolving.spelling import fold

IN_CONTEXT = [
    ("Homs", "Shells fell on Homs, Syria, on Monday.", "SYR", "city"),
    ("Aberdeen", "British, Chinese and Japanese banks have offices in Aberdeen.", "GBR", "city"),
    ("Barcelona", "Fans in Egypt, Denmark and Chile cheered Barcelona.", "ESP", "city"),
    ("Manchester", "State troopers and county deputies held a man in Manchester.", "USA", "city"),
    ("Syria", "Shells fell on Homs, Syria, on Monday.", "SYR", "country"),
    ("Paris", "A warehouse fire in Paris, Texas, hurt two.", "USA", "city"),
    ("Paris", "A warehouse fire in Paris hurt two.", "FRA", "city"),
    ("Kiev", "Drones reached Kiev before dawn.", "UKR", "city"),
    ("Kyiv", "Drones reached Kyiv before dawn.", "UKR", "city"),
    ("Odessa", "Ukrainian officials said the port of Odessa was hit.", "UKR", "city"),
    ("Odessa", "A gunman fired at cars in Odessa, Texas.", "USA", "city"),
    ("Kharkiv region", "Two villages in the Kharkiv region were hit.", "UKR", "admin1"),
    ("Kharkiv", "Mortars hit the Kharkiv region at night.", "UKR", "admin1"),
    ("Reading", "A man was stabbed in Reading, British police said.", "GBR", "city"),
    ("Nice", "A lorry was stopped in Nice, French officials said.", "FRA", "city"),
    ("Mobile", "Police in Mobile, Alabama, held a man.", "USA", "city"),
    ("Of", "A Turkish sergeant drowned in the town of Of.", "TUR", "city"),
    (
        "Laikipia North",
        "Raiders stole goats in Laikipia North, Kenyan police said.",
        "KEN",
        "admin1",
    ),
    ("March", "British police searched a farm near March.", "GBR", "city"),
    ("Goma", "Four people were killed in Goma.", "COD", "city"),
    ("Kherson", "Four people from Kyiv were killed in Kherson.", "UKR", "city"),
    ("Kidal", "A convoy was attacked in Kidal.", "MLI", "city"),
    ("Tripoli", "Lebanese soldiers were shot at in Tripoli.", "LBN", "city"),
    ("Tripoli", "Libyan militias clashed in Tripoli.", "LBY", "city"),
    ("Georgia", "Crowds filled Tbilisi, the capital of Georgia.", "GEO", "country"),
    ("Georgia", "Police in Atlanta, Georgia, shot an American tourist.", "USA", "admin1"),
    ("Springfield", "SPRINGFIELD, Ill. - A barn burned down.", "USA", "city"),
    ("Birmingham", "Police in Birmingham, Ala., made an arrest.", "USA", "city"),
    ("Birmingham", "British police made an arrest in Birmingham.", "GBR", "city"),
    ("Valencia", "Gangs fought in Valencia, Venezuela.", "VEN", "city"),
    ("Cordoba", "A bomb was found in the Argentine city of Cordoba.", "ARG", "city"),
    ("Cordoba", "A bomb was found in the Spanish city of Cordoba.", "ESP", "city"),
    ("Hyderabad", "Pakistani rangers entered Hyderabad.", "PAK", "city"),
    ("Hyderabad", "Indian police in Hyderabad opened a case.", "IND", "city"),
    ("Zaporizhzhia region", "Shelling in Ukraine's Zaporizhzhia region", "UKR", "admin1"),
    ("Anbar", "A convoy was bombed in Iraq's Anbar province.", "IRQ", "admin1"),
    ("Rafah crossing", "Trucks waited at the Rafah crossing.", "PSE", "site"),
    ("the Rafah crossing", "Trucks waited at the Rafah crossing.", "PSE", "site"),
    ("Torkham", "Guards traded fire at Torkham.", None, "site"),
    ("Line of Control", "Mortars were fired over the Line of Control.", None, "region"),
    ("Gaza", "Strikes on Gaza went on.", "PSE", "region"),
    ("Gaza City", "Strikes on Gaza City went on.", "PSE", "city"),
    ("Donbas", "Fighting in the Donbas went on.", "UKR", "region"),
    ("Mosul airport", "Iraqi troops took Mosul airport.", "IRQ", "site"),
    ("Mosul university", "Iraqi troops took Mosul university.", "IRQ", "city"),
    ("northern Syria", "A patrol was hit in northern Syria.", "SYR", "country"),
    ("the DRC", "Rebels in the DRC took a town.", "COD", "country"),
    ("Burma", "The army of Burma denied it.", "MMR", "country"),
    ("Ivory Coast", "Soldiers in Ivory Coast rose up.", "CIV", "country"),
    ("US", "The US said it would help.", "USA", "country"),
    ("U.K.", "The U.K. said it would help.", "GBR", "country"),
    ("Hasbaya", "A car was struck near Hasbaya in Lebanon.", "LBN", "city"),
    ("Washington", "Envoys met in Washington.", "USA", "city"),
    ("Jerusalem", "Envoys from Washington arrived in Jerusalem.", "ISR", "city"),
    ("Texas", "A storm crossed Texas.", "USA", "admin1"),
    ("Maiduguri", "Nigerian troops left Maiduguri.", "NGA", "city"),
    ("Karnataka", "A bus was stoned in Karnataka, Indian police said.", "IND", "admin1"),
    ("Tamil Nadu", "A dam broke in Tamil Nadu.", "IND", "admin1"),
    ("Bihar", "A bridge fell in Bihar, Indian officials said.", "IND", "admin1"),
    ("Bavaria", "A hiker was found in Bavaria.", "DEU", "admin1"),
    ("Antioquia", "A mine went off in Antioquia, the Colombian army said.", "COL", "admin1"),
    ("Ontario", "A lorry burned in Ontario, Canadian police said.", "CAN", "admin1"),
    ("Bani Walid", "Two men were shot in Bani Walid, Libyan officials said.", "LBY", "city"),
    ("Potiskum", "A bomb went off in Potiskum, Nigerian police said.", "NGA", "city"),
    ("Tame", "A Colombian patrol was fired at in Tame.", "COL", "city"),
    ("Ippy", "Armed men raided Ippy in the Central African Republic.", "CAF", "city"),
    ("Menaka", "Malian troops were attacked in Menaka.", "MLI", "city"),
    ("Diffa", "A market in Diffa was shelled, Nigerien officials said.", "NER", "city"),
    ("Bambari", "Two drivers were held in Bambari, Central African police said.", "CAF", "city"),
    ("Bentiu", "A camp in Bentiu was flooded, South Sudanese officials said.", "SSD", "city"),
    ("Adigrat", "A clinic in Adigrat was hit, Ethiopian doctors said.", "ETH", "city"),
    ("Baidoa", "A Somali official was shot in Baidoa.", "SOM", "city"),
    ("Arsal", "A Lebanese soldier was wounded in Arsal.", "LBN", "city"),
    ("Hawija", "Iraqi police found a grave in Hawija.", "IRQ", "city"),
    ("Bakhmut", "Ukrainian gunners left Bakhmut.", "UKR", "city"),
    ("Nusaybin", "A Turkish patrol was ambushed in Nusaybin.", "TUR", "city"),
    ("Parachinar", "Pakistani troops entered Parachinar.", "PAK", "city"),
    ("Marawi", "Philippine marines searched Marawi.", "PHL", "city"),
    ("Tumaco", "A Colombian teacher was shot in Tumaco.", "COL", "city"),
    ("Iguala", "Mexican police closed a road in Iguala.", "MEX", "city"),
    ("St. Louis", "A man was shot dead in St. Louis on Monday.", "USA", "city"),
    ("St. Louis", "Two people were hurt in St. Louis, Senegal.", "SEN", "city"),
    ("Saint-Louis", "Two people were hurt in Saint-Louis.", "SEN", "city"),
    ("St. Denis", "Two people were hurt in St. Denis, the French police said.", "FRA", "city"),
    ("Helmand province", "A bomb in Helmand province killed two.", "AFG", "admin1"),
]

NOT_PLACES = [
    ("Of", "The men came from Of."),
    ("March", "He came back from March."),
    ("Most", "She lives in Most."),
    ("Qwertyville", "A shot was fired in Qwertyville."),
    ("Zzyrgrad", "In the Ukrainian village of Zzyrgrad a mine exploded."),
    ("South Korean", "A South Korean guard waved."),
    ("Syrian", "A Syrian man crossed the bridge."),
    ("Europe", "Leaders across Europe met."),
    ("Middle East", "Envoys toured the Middle East."),
    ("", "Nothing is named here."),
    ("🙂", "🙂🙂🙂"),
]


@pytest.mark.parametrize(("name", "text", "country", "kind"), IN_CONTEXT)
def test_a_name_means_what_its_context_says(
    name: str, text: str, country: str | None, kind: str
) -> None:
    (place,) = resolve_places([name], text)
    assert place is not None
    assert (place.country, place.kind) == (country, kind)
    assert place.lat is not None
    assert place.precision_km


@pytest.mark.parametrize(("name", "text"), NOT_PLACES)
def test_without_evidence_no_place(name: str, text: str) -> None:
    assert resolve_places([name], text) == [None]


def test_the_state_is_told_by_the_words_after() -> None:
    (place,) = resolve_places(["Springfield"], "SPRINGFIELD, Ill. - A barn in Springfield burned.")
    assert place is not None
    assert place.admin1 == "Illinois"


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Tuz Khormato", "Iraq", "Ţūz Khūrmātū"),
        ("Muqdadiya", "Iraq", "Al Miqdādīyah"),
        ("Iskandariya", "Iraq", "Nāḩiyat al Iskandarīyah"),
        ("Qamishli", "Syria", "Al Qāmishlī"),
        ("Beletweyne", "Somalia", "Beledweyne"),
        ("Tarhouna", "Libya", "Tarhuna"),
        ("Day Kundi", "Afghanistan", "Daykundi"),
    ],
)
def test_a_name_romanised_with_other_vowels_is_found_in_the_country_of_the_report(
    name: str, country: str, found: str
) -> None:
    text = f"A bomb killed five people in {name} on Monday, police in {country} said."
    place = resolve_places([name, country], text)[0]
    assert place is not None
    assert place.name == found
    assert resolve_places(["Dabayin"], "Police in Myanmar came to Dabayin.") == [None]


def test_a_town_in_a_state_that_has_none_is_no_namesake_elsewhere() -> None:
    text = "A man of Greenwood, W. Va., was held in Charleston, W. Va., on Monday."
    assert resolve_places(["Greenwood"], text) == [None]
    [given] = resolve_spans(text, [(9, 18)], given=True)
    assert given is not None
    assert given.admin1 == "West Virginia"


def test_words_of_local_papers_speak_for_their_country() -> None:
    for words, country in [
        ("The Lancaster Police Department said he faces two felony charges.", "USA"),
        ("Lancaster Crown Court heard that Cllr Usk was fined £300.", "GBR"),
    ]:
        [place] = resolve_spans(
            words, [(words.index("Lancaster"), words.index("Lancaster") + 9)], given=True
        )
        assert place is not None
        assert place.country == country


def test_two_towns_of_one_name_in_one_report() -> None:
    text = "He drove from Paris, Texas, to the airport and flew to Paris, France."
    first = text.index("Paris")
    second = text.index("Paris", first + 1)
    one, two = resolve_spans(text, [(first, first + 5), (second, second + 5)])
    assert one is not None
    assert two is not None
    assert (one.country, two.country) == ("USA", "FRA")


def test_a_country_stands_where_geonames_has_it() -> None:
    (place,) = resolve_places(["Japan"], "A ferry left Japan.")
    assert place is not None
    assert (place.lat, place.lon) == (35.69, 139.75)  # in Tokyo
    assert place.precision_km is not None
    assert place.precision_km > 347 + 260  # a circle of its size, and the way from its middle


def test_a_post_office_is_a_place_where_the_text_says_its_state() -> None:
    (place,) = resolve_places(["Tennessee Colony"], "A barn burned in Tennessee Colony, Texas.")
    assert place is not None
    assert place.gazetteer == "uszip:75861"
    assert resolve_places(["Deputy"], "Deputy Chief Oda Merle of Hartford spoke.") == [None]


def test_a_square_is_not_where_its_name_is() -> None:
    text = (
        "Rain fell on Baton Rouge, Louisiana. A man was shot at Washington Square near the river."
    )
    start = text.index("Washington")
    spans = [(text.index("Baton"), text.index(",")), (start, start + len("Washington Square"))]
    town, square = resolve_spans(text, spans, given=True)
    assert town is not None
    assert square is not None
    assert square.gazetteer == town.gazetteer
    assert square.precision_km == 50


@pytest.mark.parametrize(
    ("text", "name", "pair", "country"),
    [
        ("In Turkey, shells fell near the border with Syria.", "Syria", "SYR-TUR", "TUR"),
        ("A post on the border between Mali and Niger burned.", "Mali", "MLI-NER", None),
        ("A post on the border between Mali and Niger burned.", "Niger", "MLI-NER", None),
        ("Smugglers met at Iran's border with Pakistan.", "Pakistan", "IRN-PAK", "IRN"),
        ("Guards on the Kenya-Somalia border were shot at.", "Somalia", "KEN-SOM", None),
        ("Turkish troops came closer. Shells fell near Syria's border.", "Syria", "SYR-TUR", "TUR"),
    ],
)
def test_a_border_is_not_the_country_behind_it(
    text: str, name: str, pair: str, country: str | None
) -> None:
    start = text.index(name)
    spans = sorted({(start, start + len(name)), *((a, b) for a, b, _ in country_mentions(text))})
    place = resolve_spans(text, spans)[spans.index((start, start + len(name)))]
    assert place is not None
    assert place.gazetteer == f"border:{pair}"
    assert place.country == country
    assert place.precision_km is not None
    assert place.precision_km > 100


@pytest.mark.parametrize(
    "text",
    [
        "Syria's border police left the post.",
        "A convoy reached Syria. Its border was closed.",
        "Rebels moved across Syria to the coast.",
    ],
)
def test_a_country_that_only_has_a_border_stays_the_country(text: str) -> None:
    start = text.index("Syria")
    (place,) = resolve_spans(text, [(start, start + 5)])
    assert place is not None
    assert place.kind == "country"


def test_a_distance_and_its_direction_move_the_point() -> None:
    text = "A lorry burned 40 km north of Goma. Shops in Bukavu were shut."
    goma, bukavu = resolve_places(["Goma", "Bukavu"], text)
    assert goma is not None
    assert bukavu is not None
    assert goma.precision_km is not None
    assert 15 < goma.precision_km < 35
    (there,) = resolve_places(["Goma"], "A lorry burned in Goma, Congo.")
    assert there is not None
    assert goma.lat == pytest.approx((there.lat or 0) + 40 / 111.2, abs=0.01)
    assert goma.lon == pytest.approx(there.lon, abs=0.01)
    assert bukavu.precision_km is not None
    assert bukavu.precision_km <= 15


def test_near_a_town_is_less_precise_than_in_it() -> None:
    (inside,) = resolve_places(["Homs"], "A bus burned in Homs.")
    (near,) = resolve_places(["Homs"], "A bus burned near Homs.")
    assert inside is not None
    assert near is not None
    assert (inside.precision_km or 0) < (near.precision_km or 0)


@pytest.mark.parametrize(
    ("words", "north", "east"),
    [
        ("30 km (19 miles) south-east of", -30.6 * 0.7071, 30.6 * 0.7071),
        ("30 kilometers northwest of", 30 * 0.7071, -30 * 0.7071),
        ("about 20 miles west of the city of", 0, -32.2),
        ("30 km from", 0, 0),
    ],
)
def test_eight_directions(words: str, north: float, east: float) -> None:
    (there,) = resolve_places(["Homs"], "A bus burned in Homs, Syria.")
    (away,) = resolve_places(["Homs"], f"A bus burned {words} Homs, Syria.")
    assert there is not None
    assert away is not None
    assert there.lat is not None
    assert there.lon is not None
    assert away.lat == pytest.approx(there.lat + north / 111.2, abs=0.02)
    assert away.lon == pytest.approx(there.lon + east / (111.2 * 0.823), abs=0.02)


@pytest.mark.parametrize(
    ("name", "text", "admin1"),
    [
        ("San Antonio", "SAN ANTONIO - A man was shot. San Antonio police came.", "Texas"),
        ("Saginaw", "A man was shot in Saginaw. Saginaw police came.", "Michigan"),
    ],
)
def test_a_town_that_is_clearly_meant_needs_no_more(name: str, text: str, admin1: str) -> None:
    (place,) = resolve_places([name], text)
    assert place is not None
    assert place.admin1 == admin1


WIDER = [
    ("Homs", "A bus burned on the outskirts of Homs.", 15, 40),
    ("Homs", "A bus burned in the suburbs of Homs, Syria.", 15, 40),
    ("Homs", "A bus burned on the road to Homs.", 15, 40),
    ("Homs", "A bus burned 25 miles south of Homs.", 16, 40),
    ("Homs", "A bus burned some 12 km from the Syrian city of Homs.", 12, 13),
    ("Homs", "A bus burned between Homs and Palmyra in Syria.", 120, 170),
    ("Homs", "A bus from Homs to Palmyra burned in Syria.", 120, 170),
    ("Homs", "A bus burned in Homs.", 5, 15),
    ("Homs", "Talks between Turkey and Syria were held in Homs.", 5, 15),
    ("Homs", "Buses burned in Homs and Palmyra in Syria.", 5, 15),
    ("Homs airport", "Rockets hit Homs airport in Syria.", 10, 15),
    ("northern Syria", "A bus burned in northern Syria.", 200, 300),
    ("Homs province", "A bus burned in Homs province, Syria.", 60, 200),
]


@pytest.mark.parametrize(("name", "text", "least", "most"), WIDER)
def test_precision_is_what_the_words_leave(name: str, text: str, least: int, most: int) -> None:
    names = [name, *(n for n in ("Palmyra", "Turkey", "Syria") if n in text)]
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    place = resolve_spans(text, spans)[0]
    assert place is not None
    assert place.country == "SYR"
    assert least <= (place.precision_km or 0) <= most


def test_supplement_is_sourced_and_on_the_globe() -> None:
    from importlib.resources import files

    rows = yaml.safe_load(
        files("saidso.resolving.places").joinpath("supplement.yaml").read_text(encoding="utf-8")
    )
    assert len(rows) == len({r["name"] for r in rows})
    for row in rows:
        assert row["source"], row["name"]
        assert -90 <= row["lat"] <= 90, row["name"]
        assert -180 <= row["lon"] <= 180, row["name"]
        assert row["country"] is None or row["country"] in countries(), row["name"]
        assert row["kind"] in ("site", "city", "region", "admin1"), row["name"]
        assert row["precision_km"] > 0, row["name"]
    assert fold("Panmunjeom") in supplement()


def test_localities_lie_about_their_divisions() -> None:
    from importlib.resources import files

    rows = yaml.safe_load(
        files("saidso.resolving.places").joinpath("localities.yaml").read_text(encoding="utf-8")
    )
    for home, table in rows.items():
        for name in table:
            own = [e for e in named(fold(name)) if e.id == -1 and e.country == home[:2]]
            assert own, name
            (first,) = {c for e in own for c in chain(e) if c.rank == "1"}
            assert kilometres(own[0].lat, own[0].lon, first.lat, first.lon) < first.radius + 300, (
                name
            )


@pytest.mark.parametrize(
    ("name", "text", "country", "kind"),
    [
        ("Kass", "Sudanese gunmen raided a camp in Kass, South Darfur.", "SDN", "city"),
        ("Maban county", "Two were shot in Maban county, South Sudan.", "SSD", "region"),
        ("Beni territory", "Rebels shot two in Beni territory in Congo.", "COD", ""),
        ("Sta. Cruz", "Two were shot in Sta. Cruz, Laguna, Philippine police said.", "PHL", "city"),
        ("Banmauk", "Two were shot in Banmauk, the mayor said.", "", ""),
        ("Karabela", "A car exploded in the village of Karabela, Iraqi police said.", "", ""),
    ],
)
def test_places_of_the_news_that_no_list_of_towns_has(
    name: str, text: str, country: str, kind: str
) -> None:
    at = text.index(name)
    found = resolve_spans(text, [(at, at + len(name))])[0]
    assert (found.country if found else "") == country
    assert not kind or (found is not None and found.kind == kind)


def test_a_division_is_in_the_middle_of_its_towns() -> None:
    (place,) = resolve_places(["Karnataka"], "A bus was stoned in Karnataka, Indian police said.")
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, 14.5, 76.0) < 200
    assert 100 < (place.precision_km or 0) < 500


def test_countries_have_middle_points() -> None:
    known = [c for c in countries().values() if c.lat is not None and c.lon is not None]
    assert len(known) > 230
    usa = countries()["USA"]
    assert usa.lat is not None
    assert usa.lon is not None
    assert kilometres(usa.lat, usa.lon, 39.8, -98.6) < 150


def test_divisions_have_iso_codes_and_hold_their_towns() -> None:
    texas = division("US-TX")
    assert texas is not None
    assert (texas.name, texas.rank, texas.geonames) == ("Texas", "1", "US.TX")
    austin = next(e for e in named("austin") if e.country == "US" and e.people > 500_000)
    assert [e.name for e in chain(austin)] == ["Travis County", "Texas"]
    for code in ("UA-63", "SY-HL", "NG-BO", "CO-ANT", "IN-KA", "AF-HEL", "GB-SCT", "CA-ON"):
        found = division(code)
        assert found is not None, code
        assert 10 < found.radius < 1500, code


def test_supplement_lies_in_its_country() -> None:
    towns: dict[str, list[tuple[float, float]]] = {}
    number = 0
    while True:
        try:
            place = entry(number)
        except IndexError:
            break
        if place.rank == "P":
            towns.setdefault(place.country, []).append((place.lat, place.lon))
        number += 1
    assert number > 200_000
    for rivals in supplement().values():
        for found in rivals:
            if found.country is None or found.kind not in ("site", "city"):
                continue
            assert found.lat is not None
            assert found.lon is not None
            near = towns[countries()[found.country].iso2]
            assert min(kilometres(found.lat, found.lon, *p) for p in near) < 60, found.name


def test_a_town_in_a_country_that_is_not_named_is_none_of_the_report() -> None:
    text = "Soldiers burned houses in Toki, people in Myanmar said."
    start = text.index("Toki")
    assert resolve_spans(text, [(start, start + 4)]) == [None]


@pytest.mark.parametrize(
    ("name", "country"),
    [("Shabwa", "YEM"), ("Deir Ezzor", "SYR"), ("Hodeidah", "YEM"), ("North-West region", "CMR")],
)
def test_names_as_reports_print_them(name: str, country: str) -> None:
    nation = {"YEM": "Yemen", "SYR": "Syria", "CMR": "Cameroon"}[country]
    text = f"Fighting went on in {name}, {nation}."
    start = text.index(name)
    (place,) = resolve_spans(text, [(start, start + len(name))])
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("name", "text", "found", "kind"),
    [
        (
            "Quezon province",
            "Rebels shot two men in Quezon province on Friday.",
            "Quezon",
            "region",
        ),
        ("Mexico", "A bar in the central Mexico state of Guanajuato.", "Mexico", "country"),
        ("District Shopian", "A house in District Shopian, Kashmir.", "Shopian", "city"),
    ],
)
def test_the_kind_of_place_that_the_words_say(name: str, text: str, found: str, kind: str) -> None:
    start = text.index(name)
    (place,) = resolve_spans(text, [(start, start + len(name))])
    assert place is not None
    assert (place.name, place.kind) == (found, kind)


def test_between_a_town_and_one_that_no_list_knows_is_imprecise() -> None:
    text = "They were shot on the road between Qwxzy town and the city of Gao in Mali."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Qwxzy", "Gao")]
    _, gao = resolve_spans(text, spans)
    assert gao is not None
    assert (gao.precision_km or 0) >= 50


def test_small_places_and_other_spellings_are_found() -> None:
    assert any(e.name == "Hasbaya" and e.country == "LB" for e in named("hasbaya"))
    assert {e.country for e in named("springfield")} >= {"US"}
    assert len(named("springfield")) > 15
    assert any(e.country == "SA" for e in spelled("al kateef"))
    assert named("qwertyville") == ()
    assert named("") == ()


GIVEN = [
    ("Syrian", "A Syrian pilot was held.", "SYR", "country"),
    ("Texan", "A Texan rancher was fined.", "USA", "admin1"),
    ("Scottish", "The Scottish police said so.", "GBR", "admin1"),
    ("Londoners", "Londoners stayed at home.", "GBR", "city"),
    ("South Ossetian", "A South Ossetian guard waved.", "GEO", "region"),
    ("Europe", "Leaders across Europe met.", None, "region"),
    ("New England", "Snow fell on New England.", "USA", "region"),
    ("Horn of Africa", "Drought in the Horn of Africa went on.", None, "region"),
    ("Strait of Malacca", "A tanker was boarded in the Strait of Malacca.", None, "region"),
    ("Gulf of Aden", "A dhow was seized in the Gulf of Aden.", None, "region"),
    ("NSW", "Farmers in NSW, Australia, sold their cattle.", "AUS", "admin1"),
    ("SA", "Platinum mines in SA, the unions of South Africa say, will close.", "ZAF", "country"),
    ("Austro", "The Austro-Hungarian general was never tried.", "AUT", "country"),
    ("the West", "Moscow told the West to keep out.", None, "region"),
    ("Arab", "Arab leaders met in the hall.", None, "region"),
    ("U.S", "The U.S embassy was shut.", "USA", "country"),
    ("Phila.", "A Phila. officer was charged.", "USA", "city"),
    ("Yorkshire", "British police searched a barn in Yorkshire.", "GBR", "region"),
    ("Heathrow Airport", "Flights from Heathrow Airport were late.", "GBR", "site"),
    ("Bagram Air Base", "Rockets hit Bagram Air Base.", "AFG", "site"),
    ("Bank of Mexico", "The Bank of Mexico cut its rate.", "MEX", "country"),
    ("Ont.", "A barn burned near Guelph, Ont.", "CAN", "admin1"),
    ("Tulare County", "Deputies in Tulare County, Calif., found a car.", "USA", "region"),
    ("Travis", "Crews from Travis and Hays counties in Texas came.", "USA", "region"),
]


@pytest.mark.parametrize(("name", "text", "country", "kind"), GIVEN)
def test_a_given_toponym_is_placed_however_wide(
    name: str, text: str, country: str | None, kind: str
) -> None:
    start = text.index(name)
    (place,) = resolve_spans(text, [(start, start + len(name))], given=True)
    assert place is not None
    assert (place.country, place.kind) == (country, kind)


def test_a_given_name_that_no_list_knows_stands_by_the_town_of_the_text() -> None:
    text = "Guests left the Qwxzy Quarter early. Streets across New Orleans, an American city, were wet."
    start = text.index("Qwxzy Quarter")
    (place,) = resolve_spans(text, [(start, start + len("Qwxzy Quarter"))], given=True)
    assert place is not None
    assert (place.name, place.precision_km) == ("New Orleans", 50)


def test_a_part_of_a_city_is_no_island_province() -> None:
    text = "A South Side man was held in Chicago."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("South Side", "Chicago")]
    side, _ = resolve_spans(text, spans, given=True)
    assert side is not None
    assert side.name == "Chicago"


def test_small_towns_find_their_county_together() -> None:
    text = "Boys from Paris, Chrisman and Kansas won; the Edgar County fair is in Paris."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Paris", "Chrisman", "Edgar County")]
    paris, chrisman, county = resolve_spans(text, spans)
    for place in (paris, chrisman, county):
        assert place is not None
        assert (place.country, place.admin1) == ("USA", "Illinois")


def test_an_unknown_name_is_placed_beside_another_only_where_given() -> None:
    text = "Fire broke out in the Lindenau Mill in Leipzig, Germany."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Lindenau Mill", "Leipzig")]
    mill, leipzig = resolve_spans(text, spans, given=True)
    assert mill is not None
    assert leipzig is not None
    assert (mill.precision_km or 0) >= (leipzig.precision_km or 0)
    odd = text.replace("Lindenau", "Qwxzy")
    assert resolve_spans(odd, [(odd.index("Qwxzy"), odd.index("Qwxzy") + 10)]) == [None]


def test_countries_and_nationalities_are_counted() -> None:
    text = "The U.S. envoy met South Korean and Nigerien aides; Syria's army left us."
    found = Counter(code for _, _, code in country_mentions(text))
    assert dict(found) == {"USA": 1, "KOR": 1, "NER": 1, "SYR": 1}
    assert nationality("South Koreans") == "KOR"
    assert nationality("Frenchmen") == "FRA"
    assert nationality("table") is None


def _cast(parse: Parse, named: dict[str, EntityKind]) -> Cast:
    """Return a cast of the given words and kinds, each one token that is its own head."""
    entities: dict[str, Entity] = {}
    mentions = []
    for token in parse.tokens:
        if token.text in named:
            entity = f"e-{token.text}"
            entities[entity] = Entity(
                id=entity, kind=named[token.text], name=token.text, mentions=[]
            )
            mentions.append(Mention(entity, (token.i, token.i + 1), token.i, "name"))
    return Cast(entities=entities, mentions=mentions, by_head={m.head: m for m in mentions})


def test_mentions_of_one_entity_agree_and_persons_are_no_places(
    parse: Callable[..., Parse],
) -> None:
    report = parse(
        "Police in Homs held a man named Paris Okello on Friday.\n\nSyrian troops then left Homs."
    )
    places = resolve_heads(report, _cast(report, {"Homs": "place", "Paris": "person"}))
    heads = {report.tokens[h].text: p for h, p in places.items()}
    assert set(heads) == {"Homs"}
    assert heads["Homs"].country == "SYR"
    assert len([h for h in places if report.tokens[h].text == "Homs"]) == 2


def test_a_name_of_several_parts_is_one_place(parse: Callable[..., Parse]) -> None:
    nobody = Cast(entities={}, mentions=[], by_head={})
    for text, name in (
        ("Two were shot in a town of Jammu and Kashmir, Indian police said.", "Jammu and Kashmir"),
        ("Six men boarded a tanker in the Gulf of Guinea.", "Gulf of Guinea"),
        ("Two were shot in Cox's Bazar in Bangladesh.", "Cox’s Bāzār"),
    ):
        found = resolve_heads(parse(text), nobody).values()
        assert {p.name for p in found if p.kind != "country"} == {name}


def test_names_of_places_count_without_a_cast_entry(parse: Callable[..., Parse]) -> None:
    report = parse("Three soldiers were wounded in Aleppo, Syria, on Friday.")
    places = resolve_heads(report, Cast(entities={}, mentions=[], by_head={}))
    assert {p.country for p in places.values()} <= {"SYR"}


def test_a_street_that_is_named_in_full_is_no_town(parse: Callable[..., Parse]) -> None:
    text = "He was shot in the 5200 block of South Peoria Street. Cars were hit on Peoria."
    nobody = Cast(entities={}, mentions=[], by_head={})
    assert not [p for p in resolve_heads(parse(text), nobody).values() if p.name == "Peoria"]
    other = parse("He was shot on a farm. Cars were hit in Peoria, Illinois.")
    assert [p.name for p in resolve_heads(other, _cast(other, {"Peoria": "place"})).values()]


def test_money_and_territories_tell_of_no_state() -> None:
    text = (
        "Mines were laid in the border territory of Georgia, the chair of the Georgian Parliament said."
        " Azerbaijan pays a pension of 40 US dollars."
    )
    at = text.index("Georgia")
    place = resolve_spans(text, [(at, at + 7), (text.index("Azerbaijan"), text.index(" pays"))])[0]
    assert place is not None
    assert place.country == "GEO"


def test_a_word_without_a_capital_names_no_town(parse: Callable[..., Parse]) -> None:
    """A town of Egypt is called Bush; who comes back from the bush was not there."""
    report = parse(
        "Ninety pupils of the school in Kankara are still missing, a list shows.\n\nThe paper also gathered "
        "that 30 pupils were rescued from the school on the night of the attack and with the number of those "
        "who came back from the bush the following night the number of those found rose to 140."
    )
    places = resolve_heads(report, Cast(entities={}, mentions=[], by_head={}))
    assert "bush" not in {report.tokens[h].text for h in places}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=5))
def test_odd_text_never_raises(text: str, names: list[str]) -> None:
    assert len(resolve_places(names, text)) == len(names)


def test_many_names_on_one_huge_line() -> None:
    text = "Homs, Aleppo and Hama " * 4000
    spans = [(i * 22, i * 22 + 4) for i in range(4000)]
    assert len(resolve_spans(text, spans)) == 4000


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        # a school is in the town that the report names
        (
            ["Cleveland", "Cleveland State University"],
            "Violence in Cleveland went on, said Cleveland State University.",
            ["Ohio", "Ohio"],
        ),
        # no town that once had the name, in another state than the words say
        (["Milton Township"], "It happened in Milton Township, Mich., police said.", [None]),
        (["University"], "He met the University and the mayor.", [None]),
        # saints of hospitals and feasts are no parishes
        (["St. Luke"], "He was treated at St. Luke's Hospital.", [None]),
        (["St. Patrick"], "The St. Patrick's Day parade was held.", [None]),
        # the only one of its name, or plainly the likeliest, in a report that names no country
        (["Kennewick"], "A man was shot in Kennewick.", ["Washington"]),
        (["Kennewick"], "Kennewick said so.", [None]),
        (["Zanesville", "Zanesville"], "Four were hurt in a bar in Zanesville.", ["Ohio", "Ohio"]),
        (
            ["Whitehaven", "Memphis"],
            "A girl was shot in Whitehaven. Memphis police came.",
            [None, "Tennessee"],
        ),
    ],
)
def test_small_towns_and_what_is_called_after_towns(
    names: list[str], text: str, found: list[str | None]
) -> None:
    starts = [text.index(name) for name in names]
    places = resolve_spans(text, [(a, a + len(n)) for a, n in zip(starts, names, strict=True)])
    assert [p.admin1 if p else None for p in places] == found


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("on East 21st Avenue between Velm and Keld Avenues.", ["Velm", "Keld"]),
        ("to the area of South Orvel and Keld Street, a block", ["South Orvel", "Keld"]),
        ("outside a nightclub on Velm near Keld. A man", ["Velm", "Keld"]),
        ("It happened around 10:45 p.m. Friday on Velm near Keld in town", ["Velm", "Keld"]),
        ("at the corner of Velm and Keld.", ["Velm", "Keld"]),
        ("an air strike on Velm near Keld killed two", []),
        ("a market at Velm and Keld was hit", []),
        ("clashes on Monday near Velm and Keld", []),
        ("in the area of Velm and Keld, rebels", []),
    ],
)
def test_streets_that_meet_are_no_towns(text: str, streets: list[str]) -> None:
    assert [text[slice(*s)] for s in corners_in(text)] == streets
