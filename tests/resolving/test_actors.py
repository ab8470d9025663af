"""Actors get the country and the PLOVER sector that their words give, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.resolving.actors import code_actor, table
from saidso.resolving.countries import countries

SECTORS = frozenset(
    {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED"}
    | {"MIL", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK"}
)

CASES = [
    ("a North Korean soldier", "person", "PRK", "PRK MIL"),
    ("South Korea's Joint Chiefs of Staff", "organisation", "KOR", "KOR MIL"),
    ("United Nations Command", "organisation", None, "IGO MIL"),
    ("the U.N.", "organisation", None, "UNO"),
    ("UN peacekeepers", "group", None, "UNO MIL"),
    ("European Union", "organisation", None, "EUR"),
    ("Red Cross", "organisation", None, "NGO"),
    ("Doctors Without Borders", "organisation", None, "NGO MED"),
    ("Hamas", "organisation", "PSE", "PSE REB"),
    ("Hamas militants", "group", "PSE", "PSE REB"),
    ("the Taliban", "organisation", "AFG", "AFG REB"),
    ("Hezbollah fighters", "group", "LBN", "LBN REB"),
    ("Islamic State", "organisation", None, "IMG REB"),
    ("Boko Haram insurgents", "group", "NGA", "NGA REB"),
    ("al-Shabab", "organisation", "SOM", "SOM REB"),
    ("FARC guerrillas", "group", "COL", "COL REB"),
    ("PKK", "organisation", "TUR", "TUR REB"),
    ("M23 rebels", "group", "COD", "COD REB"),
    ("Rapid Support Forces", "organisation", "SDN", "SDN REB"),
    ("police spokesman", "person", None, "COP"),
    ("Kenyan police officers", "group", "KEN", "KEN COP"),
    ("Kosovo police", "organisation", "XKX", "KOS COP"),
    ("gunmen", "group", None, "UAF"),
    ("Somali militant commander", "person", "SOM", "SOM REB"),
    ("an angry mob", "group", None, "CVL"),
    ("two jawans", "group", None, "MIL"),
    ("Shabaab", "organisation", "SOM", "SOM REB"),
    ("unidentified attackers", "group", None, "UAF"),
    ("villagers", "group", None, "CVL"),
    ("an 8-year-old boy", "person", None, "CVL"),
    ("Israeli settlers", "group", "ISR", "ISR CVL"),
    ("Syrian refugees", "group", "SYR", "SYR REF"),
    ("the Ukrainian president", "person", "UKR", "UKR GOV"),
    ("defence ministry officials", "group", None, "GOV"),
    ("military officials", "group", None, "MIL"),
    ("government officials", "group", None, "GOV"),
    ("the French embassy", "organisation", "FRA", "FRA GOV"),
    ("Supreme Court of India", "organisation", "IND", "IND JUD"),
    ("a spokesman for the Iraqi military", "person", "IRQ", "IRQ MIL"),
    ("Nigerian army", "organisation", "NGA", "NGA MIL"),
    ("U.S. troops", "group", "USA", "USA MIL"),
    ("Pentagon", "organisation", "USA", "USA MIL"),
    ("Israel Defense Forces", "organisation", "ISR", "ISR MIL"),
    ("two Turkish-backed rebels", "group", None, "REB"),
    ("Somali pirates", "group", "SOM", "SOM CRM"),
    ("Mexican drug cartel", "organisation", "MEX", "MEX CRM"),
    ("militia", "group", None, "PRM"),
    ("doctors", "group", None, "MED"),
    ("a local journalist", "person", None, "JRN"),
    ("schoolchildren", "group", None, "EDU"),
    ("aid workers", "group", None, "NGO"),
    ("the Health Ministry in Gaza", "organisation", "PSE", "PSE GOV"),
    ("former president", "person", None, "ELI"),
    ("opposition leader", "person", None, "OPP"),
    ("Colonel Adan Wick", "person", None, "MIL"),
]


@pytest.mark.parametrize(("name", "kind", "country", "plover"), CASES)
def test_codes(name: str, kind: str, country: str | None, plover: str) -> None:
    code = code_actor(name, kind=kind)
    assert (code.get("country"), code.get("plover")) == (country, plover)


@pytest.mark.parametrize("name", ["", "Mirela Okonjo", "who", "is", "eta", "🙂", "the rest"])
def test_nothing_is_made_up(name: str) -> None:
    assert code_actor(name, kind="person") == {}


def test_more_words_say_more() -> None:
    code = code_actor("Adan Wick", words="a Peruvian soldier", kind="person")
    assert code == {"country": "PER", "plover": "PER MIL"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a 24-year-old soldier, vehicle driver", {"plover": "MIL"}),
        ("vehicle driver, a 24-year-old soldier", {"plover": "MIL"}),
        ("a man, a rebel commander", {"plover": "REB"}),
        ("father, member of parliament", {"plover": "LEG"}),
        ("police commissioner of the city", {"plover": "COP"}),
        ("the commissioner of police", {"plover": "COP"}),
        ("a spokesman for the ministry", {"plover": "GOV"}),
        ("a 41-year-old man, German water engineer", {"country": "DEU", "plover": "DEU CVL"}),
    ],
)
def test_any_description_may_name_the_sector(words: str, code: dict[str, str]) -> None:
    assert code_actor("Ola Venn", words=words, kind="person") == code


def test_tables_hold_codes_of_the_manual() -> None:
    rows = table()
    assert set(rows.sectors.values()) <= SECTORS
    for name, actor in rows.named.items():
        assert actor.sector is None or actor.sector in SECTORS, name
        international = ("UNO", "EUR", "IGO", "NGO", "IMG", "MNC", None)
        assert actor.who in international or actor.who in countries(), name


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.text(max_size=50))
def test_odd_words_never_raise(name: str, words: str) -> None:
    code = code_actor(name, words=words)
    assert set(code) <= {"country", "plover"}
